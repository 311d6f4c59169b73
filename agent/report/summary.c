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

/* "; 2 objects were edited since the last run", as far as it is known when that ended. */
static char *
edited_clause(const HcReportModel *model)
{
	guint edited = model->edited->len;

	if (hc_overwrite_last_run_end(model->evidence) == HC_TIME_NONE)
		return g_strdup("what was edited since the last run is not known");
	return g_strdup_printf(
		"%u object%s edited since the last run", edited, edited == 1 ? " was" : "s were");
}

char *
hc_summary_rerun(const HcReportModel *model)
{
	guint changes = model->changes->len;
	guint resets = count_resets(model);
	gboolean complete = hc_tables_are_complete(model->tables);
	g_autofree char *edited = edited_clause(model);

	return g_strdup_printf("%s would change %s%u compared value%s and reset %s%u other%s%s; %s",
		model->verdict->selection != HC_HCW_NONE ? "with this selection it" : "a full run",
		complete ? "" : "at least ", changes, plural(changes), complete ? "" : "at least ",
		resets, plural(resets), complete ? "" : " (not every value it compares was seen)",
		edited);
}
