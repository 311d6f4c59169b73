/* The headline: the whole answer in one sentence.  Room: verdict. */
#include "agent/verdict/words.h"

#include "agent/evidence/sides.h"

/* The first reason that decides; NULL if nothing does. */
static const HcFinding *
first_reason(const HcVerdict *self, const HcFindings *findings)
{
	const HcReason *reason = NULL;

	if (self->reasons->len == 0)
		return NULL;
	reason = g_ptr_array_index(self->reasons, 0);
	return g_str_has_prefix(reason->why, "decides") ? hc_findings_at(findings, reason->finding)
							: NULL;
}

static guint
count_rows(const GPtrArray *tables, HcTri wanted)
{
	guint n = 0;

	for (guint t = 0; t < tables->len; t++) {
		const HcTable *table = g_ptr_array_index(tables, t);

		for (guint r = 0; r < table->rows->len; r++)
			n += ((const HcTableRow *)g_ptr_array_index(table->rows, r))->equals ==
			     wanted;
	}
	return n;
}

/* Newest answer of that side; NULL if it tells no time. */
static char *
date_of_side(const GPtrArray *sides, HcSide side)
{
	for (guint i = 0; i < sides->len; i++) {
		const HcSideSeen *seen = g_ptr_array_index(sides, i);

		if (seen->side == side)
			return hc_when_format_date(seen->newest);
	}
	return NULL;
}

/* "2026-09-15", or where the two sides differ "2026-09-15 on premises and 2026-10-01 in …". */
static char *
judged_as_of(const HcEvidence *evidence)
{
	g_autoptr(GPtrArray) sides = hc_sides_seen(evidence);
	g_autofree char *onprem = date_of_side(sides, HC_SIDE_ONPREM);
	g_autofree char *tenant = date_of_side(sides, HC_SIDE_TENANT);

	if (onprem == NULL && tenant == NULL)
		return g_strdup("an unknown time");
	if (onprem == NULL || tenant == NULL || g_strcmp0(onprem, tenant) == 0)
		return g_strdup(onprem != NULL ? onprem : tenant);
	return g_strdup_printf("%s on premises and %s in Exchange Online", onprem, tenant);
}

/* "; configuration alone was judged, as of 2026-09-15" */
static char *
offline_clause(const HcEvidence *evidence, const HcVerdictInput *input)
{
	g_autofree char *as_of = judged_as_of(evidence);

	if (!input->offline)
		return g_strdup("");
	return g_strdup_printf("; configuration alone was judged, as of %s", as_of);
}

/* "it is off" says nothing where the object does not stand beside it. */
static char *
told_alone(const HcFinding *finding)
{
	gboolean leans = g_str_has_prefix(finding->summary, "it ") ||
			 g_str_has_prefix(finding->summary, "its ");

	return leans && finding->subject != NULL
		       ? g_strdup_printf("%s: %s", finding->subject, finding->summary)
		       : g_strdup(finding->summary);
}

/*
 * "; OAuth is fix-first: the Auth certificate expired on …": what the wizard is not asked about
 * mail flow for, but must not be denied by its headline.
 */
static char *
beside_mail(const HcVerdict *self, const HcFindings *findings)
{
	static const HcClass beside[] = { HC_CLASS_OAUTH, HC_CLASS_COEXISTENCE };
	static const char *const names[] = { "OAuth", "coexistence" };
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < G_N_ELEMENTS(beside); i++) {
		const HcClassVerdict *class = &self->classes[beside[i]];
		g_autofree char *told = NULL;

		if (class->reasons->len == 0)
			continue;
		told = told_alone(
			hc_findings_at(findings, g_array_index(class->reasons, guint, 0)));
		g_string_append_printf(
			out, "; %s is %s: %s", names[i], hc_decision_word(class->decision), told);
	}
	return g_string_free(out, FALSE);
}

static char *
not_needed(const HcEvidence *evidence, const GPtrArray *tables, const HcVerdictInput *input,
	const char *beside)
{
	g_autofree char *clause = offline_clause(evidence, input);
	const char *what = *beside != '\0' ? " for mail flow" : "";
	guint equal = count_rows(tables, HC_TRI_YES);
	guint unequal = count_rows(tables, HC_TRI_NO);

	if (tables->len == 0)
		return g_strdup_printf("The wizard need not be rerun%s: hybrid mail flow is not "
				       "configured, there is nothing that it would compare%s%s",
			what, clause, beside);
	if (unequal == 0)
		return g_strdup_printf("The wizard need not be rerun%s: all %u properties that it "
				       "compares already are as it would write them%s%s",
			what, equal, clause, beside);
	return g_strdup_printf("The wizard need not be rerun%s: of the properties that it compares "
			       "%u are as it would write them and %u %s without effect on "
			       "mail flow%s%s",
		what, equal, unequal, unequal == 1 ? "differs" : "differ", clause, beside);
}

static char *
undecided(const HcVerdict *self, const HcVerdictInput *input)
{
	const HcUnseen *unseen = NULL;

	if (!input->usable)
		return g_strdup("Undecided: no input could be used");
	if (self->unseen->len == 0)
		return g_strdup("Undecided: too little was seen");
	unseen = g_ptr_array_index(self->unseen, 0);
	return g_strdup_printf("Undecided whether the wizard must be rerun: %s", unseen->what);
}

/* What a command repairs with less; without a command the wizard is the way. */
static char *
recommended(const HcVerdict *self, const HcFinding *finding, const char *beside)
{
	g_autofree char *names = hc_selection_join(self->selection, hc_selection_name, " and ");
	g_autofree char *summary = finding != NULL ? told_alone(finding) : g_strdup("");

	if (finding == NULL || finding->commands->len == 0)
		return g_strdup_printf(
			"A rerun of the wizard with %s is recommended, not required: "
			"%s%s",
			names, summary, beside);
	return g_strdup_printf("The wizard need not be rerun: one command repairs it with less "
			       "(a rerun with %s would too): %s%s",
		names, summary, beside);
}

static char *
repair_first(const HcVerdict *self, const char *summary)
{
	g_autofree char *names = hc_selection_join(self->selection, hc_selection_name, " and ");

	if (!self->rerun_follows)
		return g_strdup_printf(
			"Fix first: %s; the wizard need not be rerun for it afterwards", summary);
	return g_strdup_printf("Fix first: %s; then rerun the wizard with %s%s%s", summary, names,
		self->unless != NULL ? ", unless " : "", self->unless != NULL ? self->unless : "");
}

static char *
by_decision(const HcVerdict *self, const HcEvidence *evidence, const HcFindings *findings,
	const GPtrArray *tables, const HcVerdictInput *input)
{
	const HcFinding *finding = first_reason(self, findings);
	g_autofree char *summary = finding != NULL ? told_alone(finding) : g_strdup("");
	g_autofree char *names = hc_selection_join(self->selection, hc_selection_name, " and ");
	g_autofree char *beside = beside_mail(self, findings);

	switch (self->decision) {
	case HC_DECISION_NOT_NEEDED:
		return not_needed(evidence, tables, input, beside);
	case HC_DECISION_UNDECIDED:
		return undecided(self, input);
	case HC_DECISION_RERUN_RECOMMENDED:
		return recommended(self, finding, beside);
	case HC_DECISION_MANUAL_FIX:
		return g_strdup_printf("The wizard need not be rerun, it would not repair "
				       "this; by hand: %s%s",
			summary, beside);
	case HC_DECISION_RERUN_REQUIRED:
		return g_strdup_printf("Rerun the wizard with %s: %s", names, summary);
	case HC_DECISION_FIX_FIRST:
		return repair_first(self, summary);
	}
	return NULL;
}

/* What somebody decided to live with decides nothing here, but must not be forgotten. */
static guint
count_waived(const HcFindings *findings)
{
	guint n = 0;

	for (guint i = 0; i < hc_findings_count(findings); i++)
		n += hc_findings_at(findings, i)->waived != NULL;
	return n;
}

char *
hc_verdict_headline(const HcVerdict *self, const HcEvidence *evidence, const HcFindings *findings,
	const GPtrArray *tables, const HcVerdictInput *input)
{
	g_autofree char *answer = by_decision(self, evidence, findings, tables, input);
	guint n = count_waived(findings);

	if (n == 0)
		return g_steal_pointer(&answer);
	return g_strdup_printf(
		"%s; %u waived %s not counted", answer, n, n == 1 ? "finding is" : "findings are");
}
