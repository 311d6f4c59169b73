/* The wizard's tables, what a rerun changes, what was not seen, and the inputs, in HTML.  Room:
 * report. */
#include "agent/evidence/sides.h"
#include "agent/report/html-parts.h"

#include "agent/base/limits.h"
#include "agent/base/text.h"

static void
value_cell(xmlNode *row, const char *value)
{
	g_autofree char *cut = hc_text_excerpt(value, HC_LIMIT_REPORT_TEXT);

	hc_html_add(row, "td", NULL, value == NULL ? "(unknown)" : *cut == '\0' ? "(empty)" : cut);
}

static void
comparison_row(xmlNode *body, const HcTableRow *row)
{
	xmlNode *line = hc_html_add(body, "tr", NULL, NULL);
	const char *state = row->equals == HC_TRI_YES  ? "ok"
			    : row->equals == HC_TRI_NO ? "fail"
						       : "unknown";
	const char *word = row->equals == HC_TRI_YES  ? "True"
			   : row->equals == HC_TRI_NO ? "False"
						      : "unknown";

	hc_html_set(hc_html_add(line, "th", NULL, row->property), "scope", "row");
	hc_html_textf(hc_html_add(line, "td", state, NULL), "%s %s", hc_html_sign(state), word);
	value_cell(line, row->actual_value != NULL ? row->actual_value : row->actual);
	value_cell(line, row->expected_value != NULL ? row->expected_value : row->expected);
}

static gboolean
all_equal(const HcTable *table)
{
	for (guint i = 0; i < table->rows->len; i++) {
		if (((const HcTableRow *)g_ptr_array_index(table->rows, i))->equals != HC_TRI_YES)
			return FALSE;
	}
	return TRUE;
}

static void
one_table(xmlNode *section, const HcTable *table)
{
	static const char *const titles[] = { "Property", "Equals", "Actual", "Expected", NULL };
	const char *name = table->name != NULL ? table->name : "";
	g_autofree char *summary = g_strdup_printf("%s %s: %s", table->object, name,
		table->missing     ? "missing, the wizard would create it"
		: all_equal(table) ? "all equal"
				   : "see the rows that are not equal");
	g_autofree char *caption = g_strdup_printf("%s %s", table->object, name);
	xmlNode *details = hc_html_details(section, summary, !all_equal(table));
	xmlNode *body = hc_html_table(details, caption, titles);

	for (guint i = 0; i < table->rows->len; i++)
		comparison_row(body, g_ptr_array_index(table->rows, i));
}

static void
changes_table(xmlNode *section, const GPtrArray *changes)
{
	static const char *const titles[] = { "Object", "Property", "Now", "Becomes", NULL };
	xmlNode *body = NULL;

	if (changes->len == 0)
		return;
	body = hc_html_table(section, "What the rerun would change", titles);
	for (guint i = 0; i < changes->len; i++) {
		const HcChange *change = g_ptr_array_index(changes, i);
		xmlNode *row = hc_html_add(body, "tr", NULL, NULL);

		value_cell(row, change->object);
		value_cell(row, change->property);
		value_cell(row, change->actual);
		value_cell(row, change->expected);
	}
}

static void
resets_table(xmlNode *section, const GPtrArray *resets)
{
	static const char *const titles[] = { "Object", "Property", "Now", "Becomes", NULL };
	xmlNode *body = NULL;

	if (resets->len == 0) {
		hc_html_add(section, "p", NULL,
			"Nothing else that was seen would be reset by a rerun.");
		return;
	}
	body = hc_html_table(section, "What a rerun would reset besides", titles);
	for (guint i = 0; i < resets->len; i++) {
		const HcReset *reset = g_ptr_array_index(resets, i);
		xmlNode *row = hc_html_add(body, "tr", NULL, NULL);

		value_cell(row, reset->object);
		value_cell(row, reset->property);
		value_cell(row, reset->actual);
		value_cell(row, reset->becomes);
	}
}

static void
edited_list(xmlNode *section, const GPtrArray *edited)
{
	xmlNode *list = NULL;

	if (edited->len == 0)
		return;
	hc_html_add(section, "h3", NULL, "Edited since the last run");
	list = hc_html_add(section, "ul", NULL, NULL);
	for (guint i = 0; i < edited->len; i++) {
		const HcEdited *object = g_ptr_array_index(edited, i);
		g_autofree char *how = hc_edited_how(object);

		hc_html_textf(hc_html_add(list, "li", NULL, NULL), "%s, %s", object->object, how);
	}
}

void
hc_html_comparison(xmlNode *parent, const HcReportModel *model)
{
	xmlNode *section = hc_html_section(parent, "comparison", "What the wizard would compare");

	hc_html_add(section, "p", "dim",
		"The wizard compares a closed list of properties and prints Equals, Actual and "
		"Expected. It does not look at Enabled, Port, RemoteIPRanges, IsScopedConnector, "
		"size limits or IsValidated, so it never repairs those.");
	for (guint i = 0; i < model->tables->len; i++)
		one_table(section, g_ptr_array_index(model->tables, i));
	changes_table(section, model->changes);
	resets_table(section, model->resets);
	edited_list(section, model->edited);
}

static void
unseen_list(xmlNode *parent, const HcVerdict *verdict)
{
	xmlNode *section = hc_html_section(parent, "unseen", "Not seen, and how to supply it");
	xmlNode *list = hc_html_add(section, "ul", NULL, NULL);

	for (guint i = 0; i < verdict->unseen->len; i++) {
		const HcUnseen *unseen = g_ptr_array_index(verdict->unseen, i);
		xmlNode *item = hc_html_add(list, "li", NULL, unseen->what);

		hc_html_textf(hc_html_add(item, "span", "dim", NULL), ": %s", unseen->supply);
	}
	if (verdict->unseen->len == 0)
		hc_html_add(list, "li", NULL, "nothing");
}

static void
sides_table(xmlNode *section, const HcEvidence *evidence)
{
	static const char *const titles[] = { "Side", "Known as of", "From", NULL };
	g_autoptr(GPtrArray) sides = hc_sides_seen(evidence);
	xmlNode *body =
		sides->len > 0 ? hc_html_table(section, "When each side was seen", titles) : NULL;

	for (guint i = 0; i < sides->len; i++) {
		const HcSideSeen *side = g_ptr_array_index(sides, i);
		g_autofree char *label = hc_sides_label(side);
		g_autofree char *dates = hc_sides_dates(side);
		g_autofree char *from = g_strdup_printf("%s%s",
			side->inputs->len > 0 ? (const char *)g_ptr_array_index(side->inputs, 0)
					      : "no input",
			side->inputs->len > 1 ? " and others" : "");
		xmlNode *row = hc_html_add(body, "tr", NULL, NULL);

		value_cell(row, label);
		value_cell(row, dates);
		value_cell(row, from);
	}
}

void
hc_html_inputs(xmlNode *parent, const HcReportModel *model)
{
	static const char *const titles[] = { "File", "Kind", "Objects", "As of", "SHA-256",
		"Warnings", NULL };
	xmlNode *section = NULL;
	xmlNode *body = NULL;

	unseen_list(parent, model->verdict);
	section = hc_html_section(parent, "inputs", "Inputs");
	sides_table(section, model->evidence);
	body = hc_html_table(section, "Every file that was read", titles);
	for (guint i = 0; i < hc_evidence_n_inputs(model->evidence); i++) {
		const HcInput *input = hc_evidence_input(model->evidence, i);
		g_autofree char *objects = g_strdup_printf("%u", input->n_objects);
		g_autofree char *as_of = hc_when_format(input->as_of);
		xmlNode *row = hc_html_add(body, "tr", NULL, NULL);
		xmlNode *warnings = NULL;

		value_cell(row, input->path);
		value_cell(row, input->kind);
		value_cell(row, objects);
		value_cell(row, as_of);
		value_cell(row, input->sha256);
		warnings = hc_html_add(row, "td", NULL, input->warnings->len == 0 ? "none" : NULL);
		for (guint w = 0; w < input->warnings->len; w++)
			hc_html_add(warnings, "p", NULL, g_ptr_array_index(input->warnings, w));
	}
}
