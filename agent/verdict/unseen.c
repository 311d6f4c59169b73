/* What could not be seen, and how to supply it.  Room: verdict. */
#include "agent/verdict/words.h"

#include "agent/evidence/sides.h"

#include <string.h>

#define DAYS_APART 2 /* exports of one evening are of one state */
#define SIDES_TOLD 6 /* named in one sentence; the report lists all */

static void
add(HcVerdict *self, char *what, char *supply)
{
	HcUnseen *unseen = g_new0(HcUnseen, 1);

	unseen->what = what;
	unseen->supply = supply;
	g_ptr_array_add(self->unseen, unseen);
}

/* Every rule that is unknown for the same reason. */
typedef struct {
	const HcFinding *first;
	const struct HcCheck *last;
	GString *rules; /* "rule, rule, rule" */
	guint n;
	gboolean required; /* one of them decides */
} Group;

static void
group_free(gpointer data)
{
	Group *self = data;

	g_string_free(self->rules, TRUE);
	g_free(self);
}

static void
group_add(Group *self, const HcFinding *finding)
{
	/* A rule's findings stand side by side: one per object. */
	if (finding->check == self->last)
		return;
	self->last = finding->check;
	if (self->n++ < 3)
		g_string_append_printf(
			self->rules, "%s%s", self->n > 1 ? ", " : "", finding->check->id);
}

/* Some unknowns no export ends: the thing itself leaves the answer open. */
static char *
how_to_supply(const HcFinding *finding, gboolean required)
{
	const char *look = hc_verdict_look(finding->summary);

	if (look != NULL)
		return g_strdup(look);
	if (strstr(finding->summary, "export") == NULL &&
		strstr(finding->summary, "given") == NULL &&
		strstr(finding->summary, "known") == NULL)
		return g_strdup_printf(
			"no export tells it; see hybridcheck explain %s", finding->check->id);
	return hc_verdict_supply(finding->summary, required);
}

/* In an offline run one entry tells of all that asks the network. */
static gboolean
is_told(const HcFinding *finding)
{
	return finding->status != HC_STATUS_UNKNOWN ||
	       g_strcmp0(finding->summary, HC_FINDING_OFFLINE) == 0;
}

/* In the order of the findings that begin them. */
static GPtrArray *
group_unknown(const HcFindings *findings)
{
	g_autoptr(GHashTable) by_summary =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	GPtrArray *groups = g_ptr_array_new_with_free_func(group_free);

	for (guint i = 0; i < hc_findings_count(findings); i++) {
		const HcFinding *finding = hc_findings_at(findings, i);
		g_autofree char *key = g_ascii_strdown(finding->summary, -1);
		Group *group = g_hash_table_lookup(by_summary, key);

		if (is_told(finding))
			continue;
		if (group == NULL) {
			group = g_new0(Group, 1);
			group->first = finding;
			group->rules = g_string_new(NULL);
			g_ptr_array_add(groups, group);
			g_hash_table_insert(by_summary, g_steal_pointer(&key), group);
		}
		group_add(group, finding);
		group->required |= finding->check->required;
	}
	return groups;
}

static void
add_unknown_findings(HcVerdict *self, const HcFindings *findings, gboolean required)
{
	g_autoptr(GPtrArray) groups = group_unknown(findings);

	for (guint i = 0; i < groups->len; i++) {
		const Group *group = g_ptr_array_index(groups, i);
		g_autofree char *more =
			group->n > 3 ? g_strdup_printf(" and %u more", group->n - 3) : g_strdup("");

		if (group->required != required)
			continue;
		add(self,
			g_strdup_printf(
				"%s (%s%s)", group->first->summary, group->rules->str, more),
			how_to_supply(group->first, required));
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
				strstr(row->why, "not seen") != NULL ||
						strstr(row->why, "seen without") != NULL ||
						strstr(row->why, "export") != NULL
					? hc_verdict_supply(row->why, TRUE)
					: g_strdup("it decides, and no export tells it"));
		}
	}
}

/* The first warning that no other entry tells of; NULL if there is none. */
static const char *
first_damage(const HcInput *input)
{
	for (guint i = 0; i < input->warnings->len; i++) {
		const char *warning = g_ptr_array_index(input->warnings, i);

		if (!hc_foreign_is_warning(warning))
			return warning;
	}
	return NULL;
}

static void
add_foreign(HcVerdict *self, const HcEvidence *evidence)
{
	for (guint i = 0; i < hc_evidence_n_foreign(evidence); i++) {
		const HcForeign *foreign = hc_evidence_foreign(evidence, i);
		guint n_inputs = g_strv_length(foreign->inputs);
		const char *first = n_inputs > 0 ? foreign->inputs[0] : "an input";

		add(self,
			g_strdup_printf("%s%s also tells of another organisation (%s, %s): its %u "
					"objects were not compared",
				first, n_inputs > 1 ? " and others" : "",
				hc_side_word(foreign->side), foreign->name, foreign->n_objects),
			g_strdup("judge it by a run of its own, with its inputs alone"));
	}
}

/* TRUE if nobody asked anything of that side, not even in vain. */
static gboolean
is_unasked(const HcEvidence *evidence, HcSide side)
{
	for (guint kind = 0; kind < HC_N_KINDS; kind++) {
		const HcExchangeSet *set = hc_evidence_set(evidence, side, (HcKind)kind);

		if (set->answers->len > 0 || set->objects->len > 0)
			return FALSE;
	}
	return TRUE;
}

/* A whole side that is missing is one thing to do, not fifty. */
static void
add_missing_sides(HcVerdict *self, const HcEvidence *evidence)
{
	static const struct {
		HcSide side;
		const char *what;
		const char *supply;
	} sides[] = {
		{ HC_SIDE_TENANT, "Exchange Online was not exported at all",
			"connect PowerShell with Connect-ExchangeOnline and run "
			".\\Export-HybridCheck.ps1 -Side Online, or without that script: "
			"'InboundConnector','OutboundConnector','OnPremisesOrganization',"
			"'OrganizationConfig','AcceptedDomain' | ForEach-Object { & \"Get-$_\" | "
			"Export-Clixml \"online-org-$_.clixml\" }; then add these files" },
		{ HC_SIDE_ONPREM, "the organisation on premises was not exported at all",
			"in the Exchange Management Shell run .\\Export-HybridCheck.ps1 -Side "
			"OnPrem, or without that script: 'HybridConfiguration','SendConnector',"
			"'ReceiveConnector','ExchangeServer','OrganizationConfig','AcceptedDomain' "
			"| ForEach-Object { & \"Get-$_\" | Export-Clixml \"onprem-org-$_.clixml\" "
			"}; Get-ExchangeServer | ForEach-Object { Get-ExchangeCertificate -Server "
			"$_.Name | Export-Clixml \"onprem-$($_.Name)-ExchangeCertificate.clixml\" "
			"}; then add these files" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(sides); i++) {
		if (is_unasked(evidence, sides[i].side))
			add(self, g_strdup(sides[i].what), g_strdup(sides[i].supply));
	}
}

/* What was changed in between looks like a difference of the sides. */
static void
add_times_apart(HcVerdict *self, const HcEvidence *evidence)
{
	g_autoptr(GPtrArray) sides = hc_sides_seen(evidence);
	guint days = hc_sides_days_apart(sides);
	GString *what = NULL;

	if (days < DAYS_APART)
		return;
	what = g_string_new("the sides are known as of different times: ");
	for (guint i = 0; i < sides->len; i++) {
		g_autofree char *label = hc_sides_label(g_ptr_array_index(sides, i));
		g_autofree char *dates = hc_sides_dates(g_ptr_array_index(sides, i));

		if (i < SIDES_TOLD)
			g_string_append_printf(what, "%s%s %s", i > 0 ? ", " : "", label, dates);
	}
	g_string_append_printf(what, "%s; what was changed within those %u days was not compared",
		sides->len > SIDES_TOLD ? " and others" : "", days);
	add(self, g_string_free(what, FALSE),
		g_strdup("export all sides on one day and add those exports"));
}

static void
add_damaged_inputs(HcVerdict *self, const HcEvidence *evidence)
{
	for (guint i = 0; i < hc_evidence_n_inputs(evidence); i++) {
		const HcInput *input = hc_evidence_input(evidence, i);
		const char *warning = NULL;

		warning = first_damage(input);
		if (warning == NULL)
			continue;
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
	if (input->filtered)
		add(self, g_strdup("rules were left out by --only or --skip"),
			g_strdup("run it again without them"));
	if (input->usable)
		add_missing_sides(self, evidence);
	add_unknown_rows(self, tables);
	add_unknown_findings(self, findings, TRUE);
	if (input->offline)
		add(self,
			g_strdup(
				"the perimeter (published ranges, firewall, DNS, the wire) was not "
				"looked at: no network question was asked"),
			g_strdup("nothing in this run claims that port 25 is reachable; see the "
				 "bounce or the SMTP logs for it"));
	else
		add(self,
			g_strdup("of the perimeter, DNS records, published ranges and firewall "
				 "rules were not looked at"),
			g_strdup("no rule of this version judges them"));
	add_times_apart(self, evidence);
	add_foreign(self, evidence);
	add_damaged_inputs(self, evidence);
	add_unknown_findings(self, findings, FALSE);
}
