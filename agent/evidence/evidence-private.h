/*
 * Inside of HcEvidence.  Room: evidence; only the files that build or look up include this.
 */
#pragma once

#include "agent/evidence/evidence-build.h"

/* What the network answered. */
typedef struct {
	gboolean asked;
	GPtrArray *addresses;  /* HcHostAddresses */
	GPtrArray *smtp;       /* HcSmtpSession */
	GPtrArray *tcp;        /* HcTcpConnect */
	GPtrArray *http;       /* HcHttpAnswer */
	GPtrArray *presented;  /* HcCertFacts: each once */
	GHashTable *by_sha256; /* of @presented; borrows from it */
} HcNetwork;

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
	HcNetwork network;
};

/* Every kind on every side is a set that nobody asked for. */
HcEvidence *hc_evidence_new(HcTime as_of);
/* What @self has put together so far. */
HcEvidence *hc_evidence_builder_inside(HcEvidenceBuilder *self);

void hc_network_init(HcNetwork *self);
void hc_network_clear(HcNetwork *self);
void hc_network_sort(HcNetwork *self);
