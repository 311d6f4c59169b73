/*
 * What to ask of the network next.  Room: plan.  Pure.
 * In: what the user named, the evidence so far, the hybrid organisation in it, what was asked
 * already.  Out: questions that were not asked yet; none: everything is asked.
 *
 * A name is resolved first; then each of its addresses is asked by itself.  The mail servers are:
 * where Exchange Online delivers to (smart hosts of the hybrid OutboundConnector, the wizard's
 * OnPremisesSmartHost), the hybrid servers by their own names, where the hybrid Send connector
 * delivers to, and what the user named.  Besides them TCP 443 and 80 are asked as hybrid needs
 * them: Microsoft 365, our published names, and what certificates name for revocation.
 */
#pragma once

#include "agent/capture/question.h"
#include "agent/hcw/hybrid.h"
#include "agent/plan/targets.h"

#define HC_PORT_SMTP 25

/*
 * @hybrid may be NULL: only what the user named.  @asked of HcQuestion.  Returns: (transfer full)
 * HcQuestion, each once, with all its roles; at most HC_LIMIT_QUESTIONS together with @asked.
 */
GPtrArray *hc_plan_next(const HcTargets *targets, const HcEvidence *so_far, const HcHybrid *hybrid,
	const GPtrArray *asked);
