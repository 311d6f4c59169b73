/* What the wizard's own log says of its last run.  Room: checks. */
#include "checks/last-run.h"

#include "checks/saw.h"

/* A run is also known from its .xhcw alone, which has none of these. */
static gboolean
has_log(const HcRun *run)
{
	return run->phases->len > 0 || run->messages->len > 0 || run->tables->len > 0;
}

const HcRun *
hc_last_run_with_log(const HcEvidence *evidence)
{
	guint n = hc_evidence_n_runs(evidence);
	const HcRun *run = n > 0 ? hc_evidence_run(evidence, n - 1) : NULL;

	return run != NULL && has_log(run) ? run : NULL;
}

const HcRunMessage *
hc_last_run_message(const HcRun *run, const char *const *codes)
{
	if (run == NULL)
		return NULL;
	for (guint i = 0; i < run->messages->len; i++) {
		const HcRunMessage *message = g_ptr_array_index(run->messages, i);

		if (message->code != NULL && hc_text_in(codes, message->code))
			return message;
	}
	return NULL;
}

void
hc_last_run_prove(HcFinding *finding, const HcRun *run, const HcRunMessage *message)
{
	g_autofree char *text = hc_check_value(message->text);

	hc_finding_prove(finding, &run->head.origin, "line %u: %s", message->line, text);
}
