/*
 * What the wizard's own log says of its last run.  Room: checks.
 * In: evidence.  Out: the run and its messages; NULL where no log was given.
 */
#pragma once

#include "agent/evidence/evidence.h"
#include "checks/finding.h"

/* The last run, if its log was among the inputs; NULL otherwise. */
const HcRun *hc_last_run_with_log(const HcEvidence *evidence);
/* The first message with one of @codes; NULL if there is none.  @run may be NULL. */
const HcRunMessage *hc_last_run_message(const HcRun *run, const char *const *codes);
void hc_last_run_prove(HcFinding *finding, const HcRun *run, const HcRunMessage *message);
