/* The first screen of the HTML report.  Room: report. */
#include "agent/report/html-parts.h"
#include "agent/report/summary.h"

static const char *
class_of(HcDecision decision)
{
	switch (decision) {
	case HC_DECISION_NOT_NEEDED:
		return "ok";
	case HC_DECISION_UNDECIDED:
		return "unknown";
	case HC_DECISION_RERUN_RECOMMENDED:
		return "info";
	case HC_DECISION_MANUAL_FIX:
	case HC_DECISION_RERUN_REQUIRED:
	case HC_DECISION_FIX_FIRST:
		return "fail";
	}
	return "unknown";
}

static char *
shown_time(HcTime when)
{
	char *text = hc_when_format(when == HC_TIME_NONE ? when : when - when % HC_TIME_SECOND);

	return text != NULL ? text : g_strdup("unknown");
}

static void
decision_box(xmlNode *parent, const HcVerdict *verdict)
{
	g_autofree char *classes = g_strconcat("decision ", class_of(verdict->decision), NULL);
	xmlNode *box = hc_html_add(parent, "div", classes, NULL);

	hc_html_textf(hc_html_add(box, "p", "word", NULL), "%s %s",
		hc_html_sign(class_of(verdict->decision)), hc_decision_word(verdict->decision));
	hc_html_add(box, "p", "headline", verdict->headline);
}

static void
steps(xmlNode *list, const HcVerdict *verdict)
{
	xmlNode *cell = NULL;
	xmlNode *ordered = NULL;

	if (verdict->next->len == 0)
		return;
	cell = hc_html_term(list, "Next", NULL);
	ordered = hc_html_add(cell, "ol", NULL, NULL);
	for (guint i = 0; i < verdict->next->len; i++) {
		const HcNext *next = g_ptr_array_index(verdict->next, i);
		xmlNode *item = hc_html_add(ordered, "li", NULL, NULL);

		hc_html_textf(item, "%s: %s", next->who, next->action != NULL ? next->action : "");
		if (next->command != NULL)
			hc_html_add(
				hc_html_add(item, "pre", NULL, NULL), "code", NULL, next->command);
	}
}

static void
last_run(xmlNode *list, const HcEvidence *evidence)
{
	const HcRunRecord *record = hc_overwrite_last_run(evidence);
	g_autofree char *time = record != NULL ? shown_time(record->time) : NULL;

	if (record == NULL) {
		hc_html_term(list, "Last run", "not known: no record of a run was seen");
		return;
	}
	hc_html_textf(hc_html_term(list, "Last run", NULL), "%s, version %s, mode %s, %s", time,
		record->client_version != NULL ? record->client_version : "unknown",
		record->mode != NULL ? record->mode : "unknown",
		record->succeeded == HC_TRI_YES  ? "succeeded"
		: record->succeeded == HC_TRI_NO ? "failed"
						 : "success not recorded");
}

static void
classes(xmlNode *list, const HcVerdict *verdict)
{
	xmlNode *cell = hc_html_term(list, "Classes", NULL);

	for (guint c = 0; c < HC_N_CLASSES; c++)
		hc_html_textf(cell, "%s%s: %s", c > 0 ? ", " : "", hc_class_word((HcClass)c),
			hc_decision_word(verdict->classes[c].decision));
}

void
hc_html_verdict(xmlNode *parent, const HcReportModel *model)
{
	const HcVerdict *verdict = model->verdict;
	xmlNode *section = hc_html_section(parent, "verdict", "Must the wizard be rerun?");
	xmlNode *list = NULL;
	g_autofree char *since = shown_time(verdict->since);
	g_autofree char *rerun = hc_summary_rerun(model);

	if (model->interrupted)
		hc_html_add(section, "p", "made-up",
			"Interrupted: not every input was read; nothing below is complete.");
	decision_box(section, verdict);
	list = hc_html_add(section, "dl", NULL, NULL);
	if (verdict->since != HC_TIME_NONE)
		hc_html_term(list, "Since", since);
	if (verdict->reasons->len > 0)
		hc_html_term(list, "How sure", hc_confidence_word(verdict->confidence));
	steps(list, verdict);
	last_run(list, model->evidence);
	hc_html_term(list, "A rerun", rerun);
	if (verdict->unseen->len > 0)
		hc_html_textf(hc_html_term(list, "Not seen", NULL), "%s (%u in all, listed below)",
			((const HcUnseen *)g_ptr_array_index(verdict->unseen, 0))->what,
			verdict->unseen->len);
	classes(list, verdict);
}
