/*
 * The mail servers that were asked, in words, for the reports of check.  Room: report.
 * In: frozen evidence.  Out: one record per address, and one per name without an address.
 */
#pragma once

#include "agent/evidence/evidence.h"

/* Texts may hold foreign characters: whoever prints them makes them safe. */
typedef struct {
	const char *host;
	char *address; /* "203.0.113.25:25"; NULL: the name has none */
	char *roles;   /* why it was asked: "listener, given" */
	HcOutcome outcome;
	char *outcome_text; /* "busy(421 4.3.2 Service not available)" */
	const char *stage;  /* where it ended */
	const char *tls;    /* "TLSv1.3"; NULL: there was no TLS */
	const char *leaf;   /* subject of the first certificate; NULL: none was seen, or it cannot
			       be read */
	char *until;        /* end of its validity, a date; NULL as @leaf */
} HcProbed;

/* HcProbed in the order of the evidence, whose texts they borrow; empty if nobody asked. */
GPtrArray *hc_probed_new(const HcEvidence *evidence);
/* "ok", "fail", "unknown": how the outcome is shown. */
const char *hc_probed_state(const HcProbed *self);
