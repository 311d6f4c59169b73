/* Sentences that more than one format says.  Room: report. */
#include "agent/report/summary.h"

#include "agent/verdict/waive.h"

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

	if (edited == 0 && hc_overwrite_last_run_end(model->evidence) == HC_TIME_NONE)
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

char *
hc_summary_waiver(const HcFinding *finding)
{
	const HcWaiver *waiver = finding->waived != NULL ? finding->waived : finding->waiver_ended;
	g_autofree char *until = waiver != NULL ? hc_when_format_date(waiver->until) : NULL;

	if (waiver == NULL)
		return NULL;
	if (finding->waived != NULL)
		return g_strdup_printf("waived by %s until %s, so it is not counted: %s",
			waiver->owner, until, waiver->reason);
	return g_strdup_printf("the waiver of %s ended on %s, so it counts again (%s)",
		waiver->owner, until, waiver->reason);
}
