/*
 * What a run of the wizard would overwrite, and when the last one was.  Room: hcw.  Pure.
 * In: the hybrid organisation and its tables.  Out: lists for the verdict's "hcw" part.
 */
#pragma once

#include "agent/hcw/tables.h"

/*
 * A value a run writes although the tables do not compare it, or a custom value lost.  What the
 * tables compare is not repeated here.  RemoteIPRanges is not among them: the wizard takes only a
 * connector that has all ranges, so narrowed ones block or redirect a run instead of being reset
 * (rulebook 0.2, rows 73 and 74).
 */
typedef struct {
	char *object; /* "Receive Connector E1\\Default Frontend E1" */
	char *property;
	char *actual;
	char *becomes;      /* what the run writes; "" for an empty value */
	guint selection;    /* which boxes do so: HcSelection bits */
	const char *source; /* rulebook's key of the evidence; static */
} HcReset;

GPtrArray *hc_overwrite_resets(const HcHybrid *hybrid); /* HcReset */
/* The newest decoded run record; NULL if none is known. */
const HcRunRecord *hc_overwrite_last_run(const HcEvidence *evidence);
/* End of the last run: newest of its last cmdlet's end and record time plus duration; or NONE. */
HcTime hc_overwrite_last_run_end(const HcEvidence *evidence);
