/*
 * The words of a verdict: headline, next steps, and what could not be seen.  Room: verdict.
 * In: the folded decision.  Out: text.  Nothing here changes a decision.
 */
#pragma once

#include "agent/verdict/verdict.h"

/* One sentence without a full stop.  Returns: (transfer full). */
char *hc_verdict_headline(const HcVerdict *self, const HcEvidence *evidence,
	const HcFindings *findings, const GPtrArray *tables, const HcVerdictInput *input);

/* Fills self->unseen: the perimeter of an offline run, damaged inputs, every unknown finding. */
void hc_verdict_list_unseen(HcVerdict *self, const HcEvidence *evidence, const HcFindings *findings,
	const GPtrArray *tables, const HcVerdictInput *input);

/*
 * How to supply what the sentence @what says was not seen: a command to copy where its words name
 * something that can be exported.  Returns: (transfer full).
 */
char *hc_verdict_supply(const char *what, gboolean decides);

/*
 * What shows the thing that the sentence @what says cannot be seen from this host; static, NULL if
 * nothing does.
 */
const char *hc_verdict_look(const char *what);

/* Fills self->next: repairs of the deciding findings in order, then the rerun. */
void hc_verdict_list_next(HcVerdict *self, const HcHybrid *hybrid, const HcFindings *findings);
