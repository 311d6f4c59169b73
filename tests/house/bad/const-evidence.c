// as: checks/x.c
// expect: room checks may not write evidence
/* Must not compile: a judge that hands const evidence to what writes it. */
#include "agent/evidence/evidence-build.h"
#include "agent/hcw/hybrid.h"

void hc_bad_const(const HcHybrid *hybrid);

void
hc_bad_const(const HcHybrid *hybrid)
{
	hc_evidence_free(hybrid->evidence);
}
