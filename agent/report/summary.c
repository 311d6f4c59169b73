/* Sentences that more than one format says.  Room: report. */
#include "agent/report/summary.h"

static const char *
plural(guint n)
{
	return n == 1 ? "" : "s";
}

/* Values besides the compared ones that this rerun, or any if none is named, resets. */
static guint
count_resets(const HcReportModel *model)
{
	guint selection = model->verdict->selection;
	guint n = 0;

	for (guint i = 0; i < model->resets->len; i++) {
		const HcReset *reset = g_ptr_array_index(model->resets, i);

		n += selection == HC_HCW_NONE || hc_selection_includes(selection, reset->selection);
	}
	return n;
}

char *
hc_summary_rerun(const HcReportModel *model)
{
	guint changes = model->changes->len;
	guint resets = count_resets(model);
	guint edited = model->edited->len;

	return g_strdup_printf(
		"%s would change %u compared value%s and reset %u other%s; %u object%s "
		"edited since the last run",
		model->verdict->selection != HC_HCW_NONE ? "with this selection it" : "a full run",
		changes, plural(changes), resets, plural(resets), edited,
		edited == 1 ? " was" : "s were");
}
