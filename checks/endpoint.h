/*
 * Hosts that were connected to, all looks at one of them taken together.  Room: checks.  Pure.
 * In: connections, HTTPS answers and names without an address.  Out: one record per host.
 */
#pragma once

#include "checks/check.h"

typedef struct {
	const char *host; /* borrowed */
	guint port;
	guint n_good;             /* connected; of HTTPS: answered */
	guint n_bad;              /* the others that tell something */
	HcOutcome outcome;        /* of the first bad look */
	const char *detail;       /* of it; borrowed, may be NULL */
	const HcHttpAnswer *http; /* the first answer; NULL: none came */
	const HcFactHead *head;   /* of the look that decided: the first good one, else the first */
} HcEndpoint;

/*
 * What was asked for one of @roles on @port; a host that was not told of because a look at it was
 * broken off has neither good nor bad looks.
 */
GPtrArray *hc_endpoints_new(const HcEvidence *evidence, guint roles, guint port);

/* Adds a finding about the host, with what was seen as the proof. */
HcFinding *hc_endpoint_report(const HcCheck *self, HcStatus status, const HcEndpoint *endpoint,
	HcFindings *out, const char *format, ...) G_GNUC_PRINTF(5, 6);
