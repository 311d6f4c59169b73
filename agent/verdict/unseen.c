/* What could not be seen, and how to supply it.  Room: verdict. */
#include "agent/verdict/words.h"

#include <string.h>

static void
add(HcVerdict *self, char *what, char *supply)
{
	HcUnseen *unseen = g_new0(HcUnseen, 1);

	unseen->what = what;
	unseen->supply = supply;
	g_ptr_array_add(self->unseen, unseen);
}

/* "rule, rule and 3 more": every rule that is unknown for the same reason; marks its findings as
 * done. */
static char *
rules_with_summary(const HcFindings *findings, guint from, GHashTable *done)
{
	const char *summary = hc_findings_at(findings, from)->summary;
	const struct HcCheck *last = NULL;
	GString *out = g_string_new(NULL);
	guint n = 0;

	for (guint i = from; i < hc_findings_count(findings); i++) {
		const HcFinding *finding = hc_findings_at(findings, i);

		if (finding->status != HC_STATUS_UNKNOWN ||
			!hc_text_same(finding->summary, summary))
			continue;
		g_hash_table_add(done, GUINT_TO_POINTER(i));
		/* A rule's findings stand side by side: one per object. */
		if (finding->check == last)
			continue;
		last = finding->check;
		if (n++ < 3)
			g_string_append_printf(out, "%s%s", n > 1 ? ", " : "", finding->check->id);
	}
	if (n > 3)
		g_string_append_printf(out, " and %u more", n - 3);
	return g_string_free(out, FALSE);
}

/* Some unknowns no export ends: the thing itself leaves the answer open. */
static char *
how_to_supply(const HcFinding *finding, gboolean required)
{
	if (strstr(finding->summary, "export") == NULL &&
		strstr(finding->summary, "given") == NULL &&
		strstr(finding->summary, "known") == NULL)
		return g_strdup_printf(
			"no export tells it; see hybridcheck explain %s", finding->check->id);
	return g_strdup(
		required ? "it decides: run the named cmdlet and add its export, or copy the "
			   "wizard's folder again after its next run"
			 : "run the named cmdlet and add its export");
}

static void
add_unknown_findings(HcVerdict *self, const HcFindings *findings, gboolean required)
{
	g_autoptr(GHashTable) done = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < hc_findings_count(findings); i++) {
		const HcFinding *finding = hc_findings_at(findings, i);
		g_autofree char *rules = NULL;

		if (finding->status != HC_STATUS_UNKNOWN || finding->check->required != required ||
			g_hash_table_contains(done, GUINT_TO_POINTER(i)))
			continue;
		rules = rules_with_summary(findings, i, done);
		add(self, g_strdup_printf("%s (%s)", finding->summary, rules),
			how_to_supply(finding, required));
	}
}

/* Rows of the tables that lack an input, once per reason. */
static void
add_unknown_rows(HcVerdict *self, const GPtrArray *tables)
{
	g_autoptr(GHashTable) reasons = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint t = 0; t < tables->len; t++) {
		const HcTable *table = g_ptr_array_index(tables, t);

		for (guint r = 0; r < table->rows->len; r++) {
			const HcTableRow *row = g_ptr_array_index(table->rows, r);

			if (row->equals != HC_TRI_UNKNOWN || row->why == NULL ||
				!g_hash_table_add(reasons, row->why))
				continue;
			add(self,
				g_strdup_printf("%s (first for %s, %s)", row->why, table->object,
					row->property),
				g_strdup(strstr(row->why, "not seen") != NULL ||
							 strstr(row->why, "export") != NULL
						 ? "it decides: run the named cmdlet and add its "
						   "export"
						 : "it decides, and no export tells it"));
		}
	}
}

static void
add_damaged_inputs(HcVerdict *self, const HcEvidence *evidence)
{
	for (guint i = 0; i < hc_evidence_n_inputs(evidence); i++) {
		const HcInput *input = hc_evidence_input(evidence, i);
		const char *warning = NULL;

		if (input->warnings->len == 0)
			continue;
		warning = g_ptr_array_index(input->warnings, 0);
		add(self, g_strdup_printf("%s: %s", input->path, warning),
			g_strdup(input->usable ? "copy the file again if it should be whole"
					       : "see the formats that are read in the manual"));
	}
}

void
hc_verdict_list_unseen(HcVerdict *self, const HcEvidence *evidence, const HcFindings *findings,
	const GPtrArray *tables, const HcVerdictInput *input)
{
	if (input->interrupted)
		add(self, g_strdup("the run was interrupted: not every input was read"),
			g_strdup("run it again"));
	add_unknown_rows(self, tables);
	add_unknown_findings(self, findings, TRUE);
	if (input->offline)
		add(self,
			g_strdup(
				"the perimeter (published ranges, firewall, DNS, the wire) was not "
				"looked at: no network question was asked"),
			g_strdup("nothing in this run claims that port 25 is reachable; see the "
				 "bounce or the SMTP logs for it"));
	add_damaged_inputs(self, evidence);
	add_unknown_findings(self, findings, FALSE);
}
