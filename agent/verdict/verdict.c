/*
 * The fold from findings to a decision.  Room: verdict.
 * One pass per class over failed findings above severity low, strongest effect first; then what is
 * unknown; only then "not needed".  Nothing seen is never "not needed".
 */
#include "agent/verdict/verdict.h"
#include "agent/verdict/words.h"

static const char *const decision_words[] = {
	[HC_DECISION_NOT_NEEDED] = "not-needed",
	[HC_DECISION_UNDECIDED] = "undecided",
	[HC_DECISION_RERUN_RECOMMENDED] = "rerun-recommended",
	[HC_DECISION_MANUAL_FIX] = "manual-fix",
	[HC_DECISION_RERUN_REQUIRED] = "rerun-required",
	[HC_DECISION_FIX_FIRST] = "fix-first",
};

const char *
hc_decision_word(HcDecision decision)
{
	return decision_words[decision];
}

/* Only such findings decide: failed, not waived, above low. */
static gboolean
counts(const HcFinding *finding)
{
	return finding->status == HC_STATUS_FAIL && finding->waived == NULL &&
	       finding->severity > HC_SEVERITY_LOW;
}

static gboolean
is_required_unknown(const HcFinding *finding)
{
	return finding->status == HC_STATUS_UNKNOWN && finding->check->required;
}

/* The decision one effect leads to; INFO leads to none. */
static gboolean
decision_of(HcEffect effect, HcDecision *ret_decision)
{
	switch (effect) {
	case HC_EFFECT_INFO:
		return FALSE;
	case HC_EFFECT_RERUN_RECOMMENDED:
		*ret_decision = HC_DECISION_RERUN_RECOMMENDED;
		return TRUE;
	case HC_EFFECT_MANUAL_FIX:
		*ret_decision = HC_DECISION_MANUAL_FIX;
		return TRUE;
	case HC_EFFECT_RERUN_REQUIRED:
		*ret_decision = HC_DECISION_RERUN_REQUIRED;
		return TRUE;
	case HC_EFFECT_FIX_FIRST:
		*ret_decision = HC_DECISION_FIX_FIRST;
		return TRUE;
	}
	return FALSE;
}

/* Indexes of the failed findings of @class that lead to @wanted; severest first, then in table
 * order. */
static GArray *
findings_for(const HcFindings *findings, HcClass class, HcDecision wanted)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint severity = HC_SEVERITY_CRITICAL; severity > HC_SEVERITY_LOW; severity--) {
		for (guint i = 0; i < hc_findings_count(findings); i++) {
			const HcFinding *finding = hc_findings_at(findings, i);
			HcDecision decision = HC_DECISION_NOT_NEEDED;

			if (finding->severity == severity && counts(finding) &&
				finding->check->class == class &&
				decision_of((HcEffect)finding->effect, &decision) &&
				decision == wanted)
				g_array_append_val(found, i);
		}
	}
	return found;
}

/* An unconfirmed rule alone never makes fix-first or rerun-required. */
static gboolean
may_decide(const HcFindings *findings, const GArray *indexes, HcDecision decision)
{
	if (decision != HC_DECISION_FIX_FIRST && decision != HC_DECISION_RERUN_REQUIRED)
		return indexes->len > 0;
	for (guint i = 0; i < indexes->len; i++) {
		const HcFinding *finding =
			hc_findings_at(findings, g_array_index(indexes, guint, i));

		if (finding->check->confidence != HC_UNCONFIRMED)
			return TRUE;
	}
	return FALSE;
}

typedef struct {
	gboolean anything_seen; /* some rule of the class could be judged */
	gboolean required_unknown;
	gboolean unconfirmed_only; /* an unconfirmed rule failed and decided nothing */
} ClassState;

static ClassState
look_at_class(const HcFindings *findings, HcClass class)
{
	ClassState state = { FALSE, FALSE, FALSE };

	for (guint i = 0; i < hc_findings_count(findings); i++) {
		const HcFinding *finding = hc_findings_at(findings, i);

		if (finding->check->class != class)
			continue;
		state.anything_seen |= finding->status == HC_STATUS_PASS ||
				       finding->status == HC_STATUS_FAIL ||
				       finding->status == HC_STATUS_INFO;
		state.required_unknown |= is_required_unknown(finding);
		state.unconfirmed_only |= counts(finding) && finding->effect > HC_EFFECT_MANUAL_FIX;
	}
	return state;
}

static HcClassVerdict
fold_class(const HcFindings *findings, HcClass class, gboolean is_complete)
{
	static const HcDecision by_strength[] = { HC_DECISION_FIX_FIRST, HC_DECISION_RERUN_REQUIRED,
		HC_DECISION_MANUAL_FIX, HC_DECISION_RERUN_RECOMMENDED };
	ClassState state = look_at_class(findings, class);
	HcClassVerdict verdict = { HC_DECISION_NOT_NEEDED, NULL };

	for (guint i = 0; i < G_N_ELEMENTS(by_strength); i++) {
		g_autoptr(GArray) indexes = findings_for(findings, class, by_strength[i]);

		if (may_decide(findings, indexes, by_strength[i])) {
			verdict.decision = by_strength[i];
			verdict.reasons = g_steal_pointer(&indexes);
			return verdict;
		}
	}
	if (!state.anything_seen || state.required_unknown || state.unconfirmed_only ||
		!is_complete)
		verdict.decision = HC_DECISION_UNDECIDED;
	verdict.reasons = g_array_new(FALSE, FALSE, sizeof(guint));
	return verdict;
}

/*
 * The stronger of mail flow and perimeter.  In an offline run nobody looked at the perimeter: its
 * "undecided" is listed as unseen and does not hide what configuration alone proves.
 */
static HcDecision
overall(const HcVerdict *self, gboolean offline)
{
	HcDecision mailflow = self->classes[HC_CLASS_MAILFLOW].decision;
	HcDecision perimeter = self->classes[HC_CLASS_PERIMETER].decision;

	if (offline && perimeter == HC_DECISION_UNDECIDED)
		return mailflow;
	return MAX(mailflow, perimeter);
}

static gboolean
is_overall(HcClass class)
{
	return class == HC_CLASS_MAILFLOW || class == HC_CLASS_PERIMETER;
}

static gboolean
names_a_rerun(const HcFinding *finding, HcDecision decision)
{
	if (!counts(finding) || !is_overall(finding->check->class))
		return FALSE;
	if (decision == HC_DECISION_RERUN_RECOMMENDED)
		return finding->effect == HC_EFFECT_RERUN_RECOMMENDED;
	if (decision == HC_DECISION_FIX_FIRST && finding->effect == HC_EFFECT_FIX_FIRST)
		return TRUE;
	return finding->effect == HC_EFFECT_RERUN_REQUIRED;
}

/* Under what the rerun after the repair is not needed: all that name it must say the same. */
static const char *
common_condition(const HcFindings *findings)
{
	const char *condition = NULL;

	for (guint i = 0; i < hc_findings_count(findings); i++) {
		const HcFinding *finding = hc_findings_at(findings, i);

		if (!names_a_rerun(finding, HC_DECISION_FIX_FIRST) ||
			finding->check->hcw == HC_HCW_NONE)
			continue;
		if (finding->check->unless == NULL ||
			(condition != NULL && !hc_text_same(condition, finding->check->unless)))
			return NULL;
		condition = finding->check->unless;
	}
	return condition;
}

static void
choose_selection(HcVerdict *self, const HcFindings *findings)
{
	guint wanted = HC_HCW_NONE;

	if (self->decision == HC_DECISION_MANUAL_FIX || self->decision <= HC_DECISION_UNDECIDED)
		return;
	for (guint i = 0; i < hc_findings_count(findings); i++) {
		const HcFinding *finding = hc_findings_at(findings, i);

		if (names_a_rerun(finding, self->decision))
			wanted |= finding->check->hcw;
	}
	self->selection = hc_selection_smallest(wanted);
	self->rerun_follows =
		self->decision == HC_DECISION_FIX_FIRST && self->selection != HC_HCW_NONE;
	if (self->rerun_follows)
		self->unless = common_condition(findings);
}

static void
add_reason(HcVerdict *self, guint index, char *why)
{
	HcReason *reason = g_new0(HcReason, 1);

	reason->finding = index;
	reason->why = why;
	g_ptr_array_add(self->reasons, reason);
}

/* The findings of the class that made the overall decision, then every other one that counts. */
static void
collect_reasons(HcVerdict *self, const HcFindings *findings)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);

	for (guint c = 0; c < HC_N_CLASSES; c++) {
		const HcClassVerdict *verdict = &self->classes[c];

		if (!is_overall((HcClass)c) || verdict->decision != self->decision)
			continue;
		for (guint i = 0; i < verdict->reasons->len; i++) {
			guint index = g_array_index(verdict->reasons, guint, i);

			g_hash_table_add(seen, GUINT_TO_POINTER(index));
			add_reason(self, index,
				g_strdup_printf("decides: %s", hc_decision_word(self->decision)));
		}
	}
	for (guint i = 0; i < hc_findings_count(findings); i++) {
		const HcFinding *finding = hc_findings_at(findings, i);

		if (counts(finding) && is_overall(finding->check->class) &&
			!g_hash_table_contains(seen, GUINT_TO_POINTER(i)))
			add_reason(self, i,
				g_strdup_printf(
					"also: %s", hc_effect_word((HcEffect)finding->effect)));
	}
}

static gboolean
decides(const HcReason *reason)
{
	return g_str_has_prefix(reason->why, "decides");
}

/* As sure as the surest deciding rule; trouble is as old as the oldest deciding finding says. */
static void
weigh_reasons(HcVerdict *self, const HcFindings *findings)
{
	gboolean any = FALSE;

	self->since = HC_TIME_NONE;
	self->confidence = HC_UNCONFIRMED;
	for (guint i = 0; i < self->reasons->len; i++) {
		const HcReason *reason = g_ptr_array_index(self->reasons, i);
		const HcFinding *finding = hc_findings_at(findings, reason->finding);

		if (!decides(reason))
			continue;
		any = TRUE;
		self->confidence = MAX(self->confidence, finding->check->confidence);
		if (finding->since != HC_TIME_NONE &&
			(self->since == HC_TIME_NONE || finding->since < self->since))
			self->since = finding->since;
	}
	if (!any && self->decision == HC_DECISION_NOT_NEEDED)
		self->confidence = HC_CONFIRMED;
}

static void
reason_free(gpointer data)
{
	HcReason *self = data;

	g_free(self->why);
	g_free(self);
}

static void
unseen_free(gpointer data)
{
	HcUnseen *self = data;

	g_free(self->what);
	g_free(self->supply);
	g_free(self);
}

static void
next_free(gpointer data)
{
	HcNext *self = data;

	g_free(self->command);
	g_free(self->action);
	g_free(self);
}

/* Exchange Online delivers to a name that was asked for. */
static gboolean
knows_a_listener(const HcEvidence *evidence)
{
	for (guint i = 0; i < hc_evidence_n_addresses(evidence); i++) {
		if ((hc_evidence_addresses(evidence, i)->roles & HC_ROLE_LISTENER) != 0)
			return TRUE;
	}
	return FALSE;
}

/*
 * A mail server of ours was met, so that the rules of the perimeter had something to judge: where
 * Exchange Online delivers to, if that is known; no other server stands in for that.
 */
static gboolean
met_a_server(const HcEvidence *evidence)
{
	const guint ours =
		knows_a_listener(evidence) ? HC_ROLE_LISTENER : HC_ROLE_GIVEN | HC_ROLE_SERVER;

	for (guint i = 0; i < hc_evidence_n_smtp(evidence); i++) {
		const HcSmtpSession *session = hc_evidence_smtp(evidence, i);

		if ((session->roles & ours) != 0 && session->head.status == HC_FACT_COLLECTED)
			return TRUE;
	}
	return FALSE;
}

HcVerdict *
hc_verdict_new(const HcHybrid *hybrid, const HcFindings *findings, const GPtrArray *tables,
	const HcVerdictInput *input)
{
	HcVerdict *self = g_new0(HcVerdict, 1);

	self->reasons = g_ptr_array_new_with_free_func(reason_free);
	self->unseen = g_ptr_array_new_with_free_func(unseen_free);
	self->next = g_ptr_array_new_with_free_func(next_free);
	for (guint c = 0; c < HC_N_CLASSES; c++) {
		gboolean known = !input->interrupted && !input->filtered &&
				 (c != HC_CLASS_MAILFLOW || hc_tables_are_complete(tables)) &&
				 (c != HC_CLASS_PERIMETER || met_a_server(hybrid->evidence));

		self->classes[c] = fold_class(findings, (HcClass)c, known);
	}
	self->decision = overall(self, input->offline);
	choose_selection(self, findings);
	collect_reasons(self, findings);
	weigh_reasons(self, findings);
	hc_verdict_list_unseen(self, hybrid->evidence, findings, tables, input);
	hc_verdict_list_next(self, hybrid, findings);
	self->headline = hc_verdict_headline(self, hybrid->evidence, findings, tables, input);
	return self;
}

void
hc_verdict_free(HcVerdict *self)
{
	if (self == NULL)
		return;
	for (guint c = 0; c < HC_N_CLASSES; c++)
		g_clear_pointer(&self->classes[c].reasons, g_array_unref);
	g_clear_pointer(&self->reasons, g_ptr_array_unref);
	g_clear_pointer(&self->unseen, g_ptr_array_unref);
	g_clear_pointer(&self->next, g_ptr_array_unref);
	g_free(self->headline);
	g_free(self);
}

int
hc_verdict_exit_status(const HcFindings *findings, HcSeverity fail_on)
{
	int status = 0;

	for (guint i = 0; i < hc_findings_count(findings); i++) {
		const HcFinding *finding = hc_findings_at(findings, i);

		if (finding->status == HC_STATUS_FAIL && finding->waived == NULL &&
			finding->severity >= fail_on)
			return 1;
		if (is_required_unknown(finding))
			status = 2;
	}
	return status;
}
