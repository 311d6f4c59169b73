/* The text report below its first screen.  Room: report. */
#include "agent/evidence/sides.h"
#include "agent/report/probed.h"
#include "agent/report/path.h"
#include "agent/report/summary.h"
#include "agent/report/text-style.h"

#include "agent/base/limits.h"
#include "agent/base/text.h"

/* A foreign value inside a sentence: quoted, cut, safe. */
static char *
shown(const char *value)
{
	return value == NULL ? g_strdup("(none)") : hc_text_excerpt(value, HC_LIMIT_REPORT_TEXT);
}

static HcTint
tint_of(const HcFinding *finding)
{
	return finding->severity > HC_SEVERITY_MEDIUM ? HC_TINT_BAD : HC_TINT_WARN;
}

static void
proofs(const HcTextPage *page, const HcFinding *finding)
{
	for (guint i = 0; i < finding->evidence->len; i++) {
		const HcProof *proof = g_ptr_array_index(finding->evidence, i);
		g_autofree char *text = g_strdup_printf("%s%s%s", proof->text,
			hc_text_is_empty(proof->origin) ? "" : " — ",
			proof->origin != NULL ? proof->origin : "");

		hc_text_item(page, 1, text);
	}
}

static void
finding_details(const HcTextPage *page, const HcFinding *finding)
{
	const HcCheck *check = finding->check;
	g_autofree char *waiver = hc_summary_waiver(finding);
	g_autofree char *line = g_strdup_printf("%s: %s", finding->subject, finding->summary);
	g_autofree char *words = g_strdup_printf("%s, %s, %s acts; source %s",
		hc_effect_word((HcEffect)finding->effect), hc_confidence_word(check->confidence),
		hc_who_word(check->who), check->reference);

	g_string_append(page->out, "  ");
	if (finding->status == HC_STATUS_FAIL)
		hc_text_tinted(page, tint_of(finding), hc_severity_word(finding->severity));
	else
		g_string_append(page->out, hc_status_word(finding->status));
	g_string_append_printf(page->out, "  %s\n", check->id);
	hc_text_item(page, 0, line);
	if (waiver != NULL)
		hc_text_item(page, 1, waiver);
	proofs(page, finding);
	if (finding->status == HC_STATUS_FAIL && check->impact != NULL)
		hc_text_item(page, 1, check->impact);
	if (finding->status == HC_STATUS_FAIL && check->fix != NULL)
		hc_text_item(page, 1, check->fix);
	for (guint i = 0; finding->status == HC_STATUS_FAIL && i < finding->commands->len; i++)
		hc_text_command(page, g_ptr_array_index(finding->commands, i));
	hc_text_item(page, 1, words);
}

/* Findings of @status, severest first, under @title; nothing at all if there are none. */
static void
findings_of(const HcTextPage *page, const HcFindings *findings, HcStatus status, const char *title)
{
	gboolean titled = FALSE;

	for (guint severity = HC_SEVERITY_CRITICAL; severity >= HC_SEVERITY_INFO; severity--) {
		for (guint i = 0; i < hc_findings_count(findings); i++) {
			const HcFinding *finding = hc_findings_at(findings, i);

			if (finding->status != status || finding->severity != severity)
				continue;
			if (!titled)
				hc_text_heading(page, title);
			titled = TRUE;
			finding_details(page, finding);
		}
	}
}

static void
mail_path(const HcTextPage *page, const HcFindings *findings, gboolean offline)
{
	g_autoptr(GPtrArray) path = hc_path_new(findings);
	const char *direction = "";

	hc_text_heading(page, offline ? "Mail flow, hop by hop (as far as configuration tells)"
				      : "Mail flow, hop by hop");
	for (guint i = 0; i < path->len; i++) {
		const HcPathHop *hop = g_ptr_array_index(path, i);

		if (!g_str_equal(direction, hop->direction)) {
			direction = hop->direction;
			g_string_append_printf(page->out, "  %s\n",
				hop->hop[0] == 'A' ? "Exchange Online to on-premises"
						   : "On-premises to Exchange Online");
		}
		g_string_append_printf(
			page->out, "    %-4s%-9s%s\n", hop->hop, hop->state, hop->label);
	}
}

/* @all: also the rows that are equal, so that the proof that nothing differs is whole. */
static void
table_row(const HcTextPage *page, const HcTableRow *row, gboolean all)
{
	g_autofree char *actual =
		shown(row->actual_value != NULL ? row->actual_value : row->actual);
	g_autofree char *expected =
		shown(row->expected_value != NULL ? row->expected_value : row->expected);
	g_autofree char *text = NULL;

	switch (row->equals) {
	case HC_TRI_YES:
		if (!all)
			return;
		text = g_strdup_printf("%s  True  %s", row->property, actual);
		break;
	case HC_TRI_NO:
		text = g_strdup_printf(
			"%s  False  actual %s  expected %s", row->property, actual, expected);
		break;
	case HC_TRI_UNKNOWN:
		text = g_strdup_printf("%s  unknown  %s", row->property,
			row->why != NULL ? row->why : "an input is missing");
		break;
	}
	hc_text_item(page, 1, text);
}

static guint
count(const HcTable *table, HcTri wanted)
{
	guint n = 0;

	for (guint r = 0; r < table->rows->len; r++)
		n += ((const HcTableRow *)g_ptr_array_index(table->rows, r))->equals == wanted;
	return n;
}

static void
comparison(const HcTextPage *page, const HcReportModel *model)
{
	const GPtrArray *tables = model->tables;
	gboolean all =
		page->style->verbose > 0 || model->verdict->decision == HC_DECISION_NOT_NEEDED;

	hc_text_heading(page, "What the wizard would compare (Equals, Actual, Expected)");
	for (guint t = 0; t < tables->len; t++) {
		const HcTable *table = g_ptr_array_index(tables, t);
		g_autofree char *line = g_strdup_printf("%s %s: %u equal, %u unequal, %u unknown%s",
			table->object, table->name != NULL ? table->name : "",
			count(table, HC_TRI_YES), count(table, HC_TRI_NO),
			count(table, HC_TRI_UNKNOWN),
			table->missing ? "; it does not exist, the wizard would create it" : "");

		hc_text_item(page, 0, line);
		for (guint r = 0; r < table->rows->len; r++)
			table_row(page, g_ptr_array_index(table->rows, r), all);
	}
	hc_text_item(page, 0,
		"Not compared by the wizard, so never repaired by it: Enabled, Port, "
		"RemoteIPRanges, IsScopedConnector, size limits, IsValidated.");
}

static void
changes(const HcTextPage *page, const GPtrArray *list)
{
	if (list->len > 0)
		hc_text_heading(page, "What the rerun would change");
	for (guint i = 0; i < list->len; i++) {
		const HcChange *change = g_ptr_array_index(list, i);
		g_autofree char *actual = shown(change->actual);
		g_autofree char *expected = shown(change->expected);
		g_autofree char *line = g_strdup_printf("%s, %s: %s becomes %s", change->object,
			change->property, actual, expected);

		hc_text_item(page, 0, line);
	}
}

static void
resets(const HcTextPage *page, const GPtrArray *list)
{
	if (list->len > 0)
		hc_text_heading(page, "What a rerun resets besides, by selection");
	for (guint i = 0; i < list->len; i++) {
		const HcReset *reset = g_ptr_array_index(list, i);
		g_autofree char *actual = shown(reset->actual);
		g_autofree char *becomes = shown(reset->becomes);
		g_autofree char *codes =
			hc_selection_join(reset->selection, hc_selection_code, " or ");
		g_autofree char *line = g_strdup_printf("%s, %s: %s becomes %s (by %s; source %s)",
			reset->object, reset->property, actual, becomes, codes, reset->source);

		hc_text_item(page, 0, line);
	}
}

static void
edited(const HcTextPage *page, const GPtrArray *list)
{
	if (list->len > 0)
		hc_text_heading(page, "Edited since the last run");
	for (guint i = 0; i < list->len; i++) {
		const HcEdited *object = g_ptr_array_index(list, i);
		g_autofree char *how = hc_edited_how(object);
		g_autofree char *line = g_strdup_printf("%s, %s", object->object, how);

		hc_text_item(page, 0, line);
	}
}

static void
all_steps(const HcTextPage *page, const HcVerdict *verdict)
{
	if (verdict->next->len > 0)
		hc_text_heading(page, "All steps, in order");
	for (guint i = 0; i < verdict->next->len; i++) {
		const HcNext *next = g_ptr_array_index(verdict->next, i);
		g_autofree char *line = g_strdup_printf(
			"%s: %s", next->who, next->action != NULL ? next->action : "run");

		hc_text_item(page, 0, line);
		if (next->command != NULL)
			hc_text_command(page, next->command);
	}
}

static void
not_seen(const HcTextPage *page, const HcVerdict *verdict)
{
	hc_text_heading(page, "Not seen, and how to supply it");
	for (guint i = 0; i < verdict->unseen->len; i++) {
		const HcUnseen *entry = g_ptr_array_index(verdict->unseen, i);

		hc_text_item(page, 0, entry->what);
		hc_text_item(page, 1, entry->supply);
	}
}

static void
inputs(const HcTextPage *page, const HcEvidence *evidence)
{
	hc_text_heading(page, "Inputs");
	for (guint i = 0; i < hc_evidence_n_inputs(evidence); i++) {
		const HcInput *input = hc_evidence_input(evidence, i);
		g_autofree char *as_of = hc_when_format(input->as_of);
		g_autofree char *line = g_strdup_printf("%s: %s, %u objects, as of %s", input->path,
			input->kind, input->n_objects, as_of != NULL ? as_of : "an unknown time");

		hc_text_item(page, 0, line);
		for (guint w = 0; w < input->warnings->len; w++)
			hc_text_item(page, 1, g_ptr_array_index(input->warnings, w));
	}
}

static void
sides(const HcTextPage *page, const HcEvidence *evidence)
{
	g_autoptr(GPtrArray) seen = hc_sides_seen(evidence);

	if (seen->len > 0)
		hc_text_heading(page, "Known as of");
	for (guint i = 0; i < seen->len; i++) {
		const HcSideSeen *side = g_ptr_array_index(seen, i);
		g_autofree char *label = hc_sides_label(side);
		g_autofree char *dates = hc_sides_dates(side);
		g_autofree char *line = g_strdup_printf("%s: %s, from %s%s", label, dates,
			side->inputs->len > 0 ? (const char *)g_ptr_array_index(side->inputs, 0)
					      : "no input",
			side->inputs->len > 1 ? " and others" : "");

		hc_text_item(page, 0, line);
	}
}

/* "mail.contoso.example 203.0.113.25:25 (listener): ok; TLSv1.3; CN=…, valid until 2027-03-01" */
static void
probed(const HcTextPage *page, const HcEvidence *evidence)
{
	g_autoptr(GPtrArray) list = hc_probed_new(evidence);

	if (list->len > 0)
		hc_text_heading(page, "Mail servers, as this host was answered");
	for (guint i = 0; i < list->len; i++) {
		const HcProbed *one = g_ptr_array_index(list, i);
		g_autoptr(GString) line = g_string_new(one->host);

		if (one->address != NULL)
			g_string_append_printf(line, " %s", one->address);
		g_string_append_printf(line, " (%s): %s", one->roles, one->outcome_text);
		if (one->outcome != HC_OUTCOME_OK)
			g_string_append_printf(line, " at %s", one->stage);
		if (one->tls != NULL)
			g_string_append_printf(line, "; %s", one->tls);
		if (one->leaf != NULL)
			g_string_append_printf(line, "; %s, valid until %s", one->leaf,
				one->until != NULL ? one->until : "an unknown time");
		hc_text_item(page, 0, line->str);
	}
}

static void
counts(const HcTextPage *page, const HcFindings *findings)
{
	guint n[HC_STATUS_NOT_APPLICABLE + 1] = { 0 };

	for (guint i = 0; i < hc_findings_count(findings); i++)
		n[hc_findings_at(findings, i)->status]++;
	g_string_append_printf(page->out,
		"\n%u passed, %u failed, %u unknown, %u info, %u not applicable\n",
		n[HC_STATUS_PASS], n[HC_STATUS_FAIL], n[HC_STATUS_UNKNOWN], n[HC_STATUS_INFO],
		n[HC_STATUS_NOT_APPLICABLE]);
}

void
hc_text_details(const HcTextPage *page, const HcReportModel *model)
{
	findings_of(page, model->findings, HC_STATUS_FAIL, "Failed");
	all_steps(page, model->verdict);
	mail_path(page, model->findings, model->offline);
	comparison(page, model);
	changes(page, model->changes);
	resets(page, model->resets);
	edited(page, model->edited);
	findings_of(page, model->findings, HC_STATUS_INFO, "For information");
	if (page->style->verbose > 0)
		findings_of(page, model->findings, HC_STATUS_PASS, "Passed");
	if (page->style->verbose > 1)
		findings_of(page, model->findings, HC_STATUS_UNKNOWN, "Unknown");
	if (page->style->verbose > 0)
		probed(page, model->evidence);
	not_seen(page, model->verdict);
	sides(page, model->evidence);
	inputs(page, model->evidence);
	counts(page, model->findings);
}
