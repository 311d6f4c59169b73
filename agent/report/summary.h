/*
 * Sentences that more than one format says.  Room: report.  Pure.
 */
#pragma once

#include "agent/report/model.h"

/* What the named rerun, or any if none is named, would change and reset.  Returns: (transfer full).
 */
char *hc_summary_rerun(const HcReportModel *model);

/*
 * "waived by mail team until 2027-03-31: …", or that a waiver has ended; NULL if nobody waived it.
 */
char *hc_summary_waiver(const HcFinding *finding);
