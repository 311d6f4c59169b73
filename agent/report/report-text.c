/*
 * The report as text: 72 columns, the first screen says what is broken, since when, how sure, who
 * acts, the next command, whether the wizard helps and what could not be seen.  Room: report.
 */
#include "agent/report/report.h"
#include "agent/report/summary.h"
#include "agent/report/text-style.h"

#include "agent/base/text.h"
#include "agent/report/wrap.h"

#define FIRST_SCREEN_STEPS 4
#define FIRST_SCREEN_UNSEEN 2

static HcTint
tint_of(HcDecision decision)
{
	switch (decision) {
	case HC_DECISION_NOT_NEEDED:
		return HC_TINT_GOOD;
	case HC_DECISION_UNDECIDED:
	case HC_DECISION_RERUN_RECOMMENDED:
		return HC_TINT_WARN;
	case HC_DECISION_MANUAL_FIX:
	case HC_DECISION_RERUN_REQUIRED:
	case HC_DECISION_FIX_FIRST:
		return HC_TINT_BAD;
	}
	return HC_TINT_HEAD;
}

static char *
shown_time(HcTime when)
{
	g_autofree char *text = hc_when_format(when - when % HC_TIME_SECOND);

	if (when == HC_TIME_NONE || text == NULL)
		return g_strdup("an unknown time");
	return g_steal_pointer(&text);
}

static void
provenance(const HcTextPage *page, const HcReportModel *model)
{
	g_autofree char *as_of = shown_time(hc_evidence_as_of(model->evidence));
	g_autofree char *line = g_strdup_printf("hybridcheck %s, judged as of %s, on %s%s%s",
		model->version, as_of, model->host, model->offline ? ", offline" : "",
		model->is_example ? "; a made-up example organisation" : "");
	g_autofree char *clean = hc_text_printable(line);

	hc_wrap_append(page->out, clean, page->style->width, 0);
	if (model->interrupted)
		hc_text_interrupted(page);
}

static void
decision(const HcTextPage *page, const HcReportModel *model)
{
	g_autofree char *word = g_ascii_strup(hc_decision_word(model->verdict->decision), -1);
	g_autofree char *clean = hc_text_printable(model->verdict->headline);

	hc_text_gap(page);
	g_string_append(page->out, "VERDICT    ");
	hc_text_tinted(page, tint_of(model->verdict->decision), word);
	hc_text_gap(page);
	hc_wrap_append(page->out, clean, page->style->width, 2);
	hc_text_gap(page);
}

static void
how_sure(const HcTextPage *page, const HcVerdict *verdict)
{
	g_autofree char *since = shown_time(verdict->since);
	g_autofree char *text = g_strdup_printf("%s%s%s", hc_confidence_word(verdict->confidence),
		verdict->since != HC_TIME_NONE ? ", since " : "",
		verdict->since != HC_TIME_NONE ? since : "");

	if (verdict->reasons->len > 0)
		hc_text_field(page, "How sure", text);
}

static void
next_steps(const HcTextPage *page, const HcVerdict *verdict)
{
	for (guint i = 0; i < verdict->next->len && i < FIRST_SCREEN_STEPS; i++) {
		const HcNext *next = g_ptr_array_index(verdict->next, i);
		g_autofree char *text = g_strdup_printf("%u. %s: %s", i + 1, next->who,
			next->action != NULL ? next->action : "run");

		hc_text_field(page, i == 0 ? "Next" : "", text);
		if (next->command != NULL)
			hc_text_command(page, next->command);
	}
	if (verdict->next->len > FIRST_SCREEN_STEPS) {
		g_autofree char *more =
			g_strdup_printf("%u more below", verdict->next->len - FIRST_SCREEN_STEPS);

		hc_text_field(page, "", more);
	}
}

static void
last_run(const HcTextPage *page, const HcEvidence *evidence)
{
	const HcRunRecord *record = hc_overwrite_last_run(evidence);
	g_autofree char *time = record != NULL ? shown_time(record->time) : NULL;
	g_autofree char *text = NULL;

	if (record == NULL) {
		hc_text_field(page, "Last run", "not known: no record of a run was seen");
		return;
	}
	text = g_strdup_printf("%s, version %s, mode %s, %s", time,
		record->client_version != NULL ? record->client_version : "unknown",
		record->mode != NULL ? record->mode : "unknown",
		record->succeeded == HC_TRI_YES  ? "succeeded"
		: record->succeeded == HC_TRI_NO ? "failed"
						 : "its success is not recorded");
	hc_text_field(page, "Last run", text);
}

static void
unseen(const HcTextPage *page, const HcVerdict *verdict)
{
	for (guint i = 0; i < verdict->unseen->len && i < FIRST_SCREEN_UNSEEN; i++) {
		const HcUnseen *entry = g_ptr_array_index(verdict->unseen, i);

		hc_text_field(page, i == 0 ? "Not seen" : "", entry->what);
	}
	if (verdict->unseen->len > FIRST_SCREEN_UNSEEN) {
		g_autofree char *more = g_strdup_printf(
			"and %u more, listed below", verdict->unseen->len - FIRST_SCREEN_UNSEEN);

		hc_text_field(page, "", more);
	}
}

static void
classes(const HcTextPage *page, const HcVerdict *verdict)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint c = 0; c < HC_N_CLASSES; c++)
		g_string_append_printf(text, "%s%s %s", c > 0 ? ", " : "",
			hc_class_word((HcClass)c), hc_decision_word(verdict->classes[c].decision));
	hc_text_field(page, "Classes", text->str);
}

void
hc_report_text(const HcReportModel *model, const HcReportStyle *style, GString *out)
{
	HcTextPage page = { out, style };
	g_autofree char *rerun = hc_summary_rerun(model);

	provenance(&page, model);
	decision(&page, model);
	how_sure(&page, model->verdict);
	next_steps(&page, model->verdict);
	last_run(&page, model->evidence);
	hc_text_field(&page, "A rerun", rerun);
	unseen(&page, model->verdict);
	classes(&page, model->verdict);
	hc_text_details(&page, model);
}
