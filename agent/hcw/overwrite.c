/* The last run of the wizard, and what another would overwrite.  Room: hcw. */
#include "agent/hcw/overwrite.h"

#include "agent/hcw/resets.h"

GPtrArray *
hc_overwrite_resets(const HcHybrid *hybrid)
{
	return hc_resets_new(hybrid);
}

/* Of two records of one run the one that tells how it ended is newer: a .cc is written before. */
static gboolean
is_newer(const HcRunRecord *record, const HcRunRecord *last)
{
	if (last == NULL || record->time != last->time)
		return last == NULL || record->time > last->time;
	return last->succeeded == HC_TRI_UNKNOWN;
}

const HcRunRecord *
hc_overwrite_last_run(const HcEvidence *evidence)
{
	const HcRunRecord *last = NULL;

	for (guint i = 0; i < hc_evidence_n_records(evidence); i++) {
		const HcRunRecord *record = hc_evidence_record(evidence, i);

		if (record->head.status != HC_FACT_COLLECTED || record->time == HC_TIME_NONE)
			continue;
		if (is_newer(record, last))
			last = record;
	}
	return last;
}

HcTime
hc_overwrite_last_run_end(const HcEvidence *evidence)
{
	const HcRunRecord *last = hc_overwrite_last_run(evidence);
	HcTime end = hc_evidence_last_invoke_end(evidence); /* HC_TIME_NONE is the least */

	if (last != NULL)
		end = MAX(end, last->time + MAX(last->duration_us, 0));
	return end;
}
