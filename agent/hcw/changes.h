/*
 * What a run of the wizard would change among the values it compares.  Room: hcw.  Pure.
 * In: the hybrid organisation, the selection of the run.  Out: one entry per value.
 *
 * Where a replacement certificate stands ready, the run is taken to choose it: that is what the run
 * is for.  The certificate option alone rewrites the values that follow from the certificate.
 */
#pragma once

#include "agent/hcw/selection.h"
#include "agent/hcw/tables.h"

typedef struct {
	char *object;   /* "Send Connector Outbound to Office 365 - …" */
	char *property; /* as in the tables */
	char *actual;   /* NULL if there is no such object */
	char *expected; /* NULL if not known */
} HcChange;

/* HcChange.  @selection 0: any run, as a full one would. */
GPtrArray *hc_changes_new(const HcHybrid *hybrid, guint selection);

/* "<I>…<S>…" of the certificate that replaces the configured one; NULL if there is none. */
char *hc_changes_certificate(const HcHybrid *hybrid);
