/*
 * Inside of HcEvidence.  Room: evidence; only evidence.c and evidence-build.c include this.
 */
#pragma once

#include "agent/evidence/evidence.h"

struct HcEvidence {
	HcTime as_of;
	HcExchangeSet sets[HC_N_SIDES][HC_N_KINDS];
	GPtrArray *certs;   /* HcCertFacts */
	GPtrArray *picks;   /* HcPick */
	GPtrArray *runs;    /* HcRun */
	GPtrArray *records; /* HcRunRecord */
	GPtrArray *inputs;  /* HcInput */
	GPtrArray *foreign; /* HcForeign */
	HcBuildTable *builds;
	HcTime last_invoke_end;
};

/* Every kind on every side is a set that nobody asked for. */
HcEvidence *hc_evidence_new(HcTime as_of);
