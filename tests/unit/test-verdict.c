/* The fold: every line of the design's section 6 as a row, growing from no finding at all. */
#include "agent/evidence/evidence-build.h"
#include "agent/verdict/verdict.h"
#include "agent/verdict/words.h"
#include "agent/verdict/waive.h"

#include <string.h>

/* Rules that exist for this test only: all that the fold looks at, in one line each. */
#define RULE(rule, in_class, how_severe, has_effect, boxes, sure)                                  \
	.id = rule, .title = "t", .class = HC_CLASS_##in_class,                                    \
	.severity = HC_SEVERITY_##how_severe, .effect = HC_EFFECT_##has_effect,                    \
	.hcw = HC_HCW_##boxes, .confidence = HC_##sure

static const HcCheck fix_first = { RULE(
	"t-fix-first", MAILFLOW, HIGH, FIX_FIRST, USMC, CONFIRMED) };
static const HcCheck fix_unless = { RULE("t-fix-unless", MAILFLOW, HIGH, FIX_FIRST, USMC,
					    CONFIRMED),
	.unless = "it keeps its name" };
static const HcCheck command = { RULE("t-command", MAILFLOW, MEDIUM, RERUN_RECOMMENDED, MF,
					 CONFIRMED),
	.remedy = "Set-Something" };
static const HcCheck fix_no_rerun = { RULE(
	"t-fix-no-rerun", MAILFLOW, HIGH, FIX_FIRST, NONE, DERIVED) };
static const HcCheck rerun = { RULE("t-rerun", MAILFLOW, CRITICAL, RERUN_REQUIRED, MF, CONFIRMED) };
static const HcCheck rerun_usmc = { RULE(
	"t-rerun-usmc", MAILFLOW, MEDIUM, RERUN_REQUIRED, USMC, CONFIRMED) };
static const HcCheck manual = { RULE("t-manual", MAILFLOW, CRITICAL, MANUAL_FIX, NONE, CONFIRMED) };
static const HcCheck recommended = { RULE(
	"t-recommended", MAILFLOW, MEDIUM, RERUN_RECOMMENDED, MF, CONFIRMED) };
static const HcCheck low = { RULE("t-low", MAILFLOW, LOW, FIX_FIRST, NONE, CONFIRMED) };
static const HcCheck unconfirmed = { RULE(
	"t-unconfirmed", MAILFLOW, HIGH, FIX_FIRST, NONE, UNCONFIRMED) };
static const HcCheck required = {
	RULE("t-required", MAILFLOW, HIGH, RERUN_REQUIRED, NONE, CONFIRMED), .required = TRUE
};
static const HcCheck optional = { RULE(
	"t-optional", MAILFLOW, HIGH, RERUN_REQUIRED, NONE, CONFIRMED) };
static const HcCheck oauth = { RULE("t-oauth", OAUTH, CRITICAL, FIX_FIRST, OAUTH, CONFIRMED) };
static const HcCheck wider = { RULE("t-wider", MAILFLOW, MEDIUM, RERUN_RECOMMENDED, FULL,
				       CONFIRMED),
	.fix = "Run everything." };
static const HcCheck perimeter = { RULE(
	"t-perimeter", PERIMETER, CRITICAL, FIX_FIRST, NONE, CONFIRMED) };

typedef struct {
	const HcCheck *check;
	HcStatus status;
} Step;

/* Up to six findings; the decision of mail flow, of all, the selection and the exit status at
 * "high". */
typedef struct {
	const char *story;
	Step steps[6];
	HcTri rows; /* how the only row of the only table is */
	HcDecision mailflow;
	HcDecision overall;
	guint selection;
	int status;
} Row;

static const Row rows[] = {
	{ "nothing-at-all", { { 0 } }, HC_TRI_YES, HC_DECISION_UNDECIDED, HC_DECISION_UNDECIDED, 0,
		0 },
	{ "one-pass", { { &required, HC_STATUS_PASS } }, HC_TRI_YES, HC_DECISION_NOT_NEEDED,
		HC_DECISION_NOT_NEEDED, 0, 0 },
	{ "required-unknown", { { &required, HC_STATUS_UNKNOWN }, { &manual, HC_STATUS_PASS } },
		HC_TRI_YES, HC_DECISION_UNDECIDED, HC_DECISION_UNDECIDED, 0, 2 },
	{ "optional-unknown", { { &optional, HC_STATUS_UNKNOWN }, { &manual, HC_STATUS_PASS } },
		HC_TRI_YES, HC_DECISION_NOT_NEEDED, HC_DECISION_NOT_NEEDED, 0, 0 },
	{ "table-unknown", { { &required, HC_STATUS_PASS } }, HC_TRI_UNKNOWN, HC_DECISION_UNDECIDED,
		HC_DECISION_UNDECIDED, 0, 0 },
	{ "row-differs-harmlessly", { { &required, HC_STATUS_PASS } }, HC_TRI_NO,
		HC_DECISION_NOT_NEEDED, HC_DECISION_NOT_NEEDED, 0, 0 },
	{ "low-does-not-decide", { { &low, HC_STATUS_FAIL } }, HC_TRI_YES, HC_DECISION_NOT_NEEDED,
		HC_DECISION_NOT_NEEDED, 0, 0 },
	{ "recommended", { { &recommended, HC_STATUS_FAIL } }, HC_TRI_YES,
		HC_DECISION_RERUN_RECOMMENDED, HC_DECISION_RERUN_RECOMMENDED, HC_HCW_MF, 0 },
	{ "recommended-beats-unknown",
		{ { &recommended, HC_STATUS_FAIL }, { &required, HC_STATUS_UNKNOWN } }, HC_TRI_YES,
		HC_DECISION_RERUN_RECOMMENDED, HC_DECISION_RERUN_RECOMMENDED, HC_HCW_MF, 2 },
	{ "manual-beats-recommended",
		{ { &recommended, HC_STATUS_FAIL }, { &manual, HC_STATUS_FAIL } }, HC_TRI_YES,
		HC_DECISION_MANUAL_FIX, HC_DECISION_MANUAL_FIX, 0, 1 },
	{ "rerun-beats-manual", { { &manual, HC_STATUS_FAIL }, { &rerun, HC_STATUS_FAIL } },
		HC_TRI_YES, HC_DECISION_RERUN_REQUIRED, HC_DECISION_RERUN_REQUIRED, HC_HCW_MF, 1 },
	{ "certificate-option-alone", { { &rerun_usmc, HC_STATUS_FAIL } }, HC_TRI_NO,
		HC_DECISION_RERUN_REQUIRED, HC_DECISION_RERUN_REQUIRED, HC_HCW_USMC, 0 },
	{ "mail-flow-covers-certificate",
		{ { &rerun_usmc, HC_STATUS_FAIL }, { &rerun, HC_STATUS_FAIL } }, HC_TRI_NO,
		HC_DECISION_RERUN_REQUIRED, HC_DECISION_RERUN_REQUIRED, HC_HCW_MF, 1 },
	{ "fix-beats-rerun", { { &rerun, HC_STATUS_FAIL }, { &fix_first, HC_STATUS_FAIL } },
		HC_TRI_YES, HC_DECISION_FIX_FIRST, HC_DECISION_FIX_FIRST, HC_HCW_MF, 1 },
	{ "fix-without-rerun", { { &fix_no_rerun, HC_STATUS_FAIL } }, HC_TRI_YES,
		HC_DECISION_FIX_FIRST, HC_DECISION_FIX_FIRST, 0, 1 },
	{ "unconfirmed-alone", { { &unconfirmed, HC_STATUS_FAIL }, { &required, HC_STATUS_PASS } },
		HC_TRI_YES, HC_DECISION_UNDECIDED, HC_DECISION_UNDECIDED, 0, 1 },
	{ "unconfirmed-beside-confirmed",
		{ { &unconfirmed, HC_STATUS_FAIL }, { &fix_first, HC_STATUS_FAIL } }, HC_TRI_YES,
		HC_DECISION_FIX_FIRST, HC_DECISION_FIX_FIRST, HC_HCW_USMC, 1 },
	{ "oauth-never-decides", { { &oauth, HC_STATUS_FAIL }, { &required, HC_STATUS_PASS } },
		HC_TRI_YES, HC_DECISION_NOT_NEEDED, HC_DECISION_NOT_NEEDED, 0, 1 },
	{ "perimeter-decides", { { &perimeter, HC_STATUS_FAIL }, { &required, HC_STATUS_PASS } },
		HC_TRI_YES, HC_DECISION_NOT_NEEDED, HC_DECISION_FIX_FIRST, 0, 1 },
	{ "info-decides-nothing", { { &fix_first, HC_STATUS_INFO } }, HC_TRI_YES,
		HC_DECISION_NOT_NEEDED, HC_DECISION_NOT_NEEDED, 0, 0 },
};

static void
row_free(gpointer data)
{
	g_free(data);
}

static void
table_free(gpointer data)
{
	HcTable *table = data;

	g_ptr_array_unref(table->rows);
	g_free(table);
}

static GPtrArray *
one_table(HcTri equals)
{
	GPtrArray *tables = g_ptr_array_new_with_free_func(table_free);
	HcTable *table = g_new0(HcTable, 1);
	HcTableRow *row = g_new0(HcTableRow, 1);

	row->property = "Name";
	row->equals = equals;
	table->object = "Send Connector";
	table->rows = g_ptr_array_new_with_free_func(row_free);
	g_ptr_array_add(table->rows, row);
	g_ptr_array_add(tables, table);
	return tables;
}

static HcFindings *
findings_of(const Row *row)
{
	HcFindings *findings = hc_findings_new();

	for (guint i = 0; i < G_N_ELEMENTS(row->steps) && row->steps[i].check != NULL; i++)
		hc_findings_add(findings, row->steps[i].check, row->steps[i].status, NULL,
			"what was seen by %s", row->steps[i].check->id);
	return findings;
}

static void
test_row(gconstpointer data)
{
	const Row *row = data;
	g_autoptr(HcEvidence) evidence = hc_evidence_builder_finish(hc_evidence_builder_new(0));
	g_autoptr(HcHybrid) hybrid = hc_hybrid_new(evidence);
	g_autoptr(HcFindings) findings = findings_of(row);
	g_autoptr(GPtrArray) tables = one_table(row->rows);
	const HcVerdictInput input = { .offline = TRUE, .usable = TRUE };
	g_autoptr(HcVerdict) verdict = hc_verdict_new(hybrid, findings, tables, &input);

	g_assert_cmpstr(hc_decision_word(verdict->classes[HC_CLASS_MAILFLOW].decision), ==,
		hc_decision_word(row->mailflow));
	g_assert_cmpstr(hc_decision_word(verdict->decision), ==, hc_decision_word(row->overall));
	g_assert_cmpuint(verdict->selection, ==, row->selection);
	g_assert_cmpint(hc_verdict_exit_status(findings, HC_SEVERITY_HIGH), ==, row->status);
	g_assert_nonnull(verdict->headline);
	g_assert_null(strchr(verdict->headline, '\n'));
	/* The perimeter was not looked at, and that is always said. */
	g_assert_cmpuint(verdict->unseen->len, >, 0);
}

/* What is unknown for one reason is one line, whatever stands between; what decides comes first. */
static void
test_unseen_groups(void)
{
	static const struct {
		const HcCheck *check;
		const char *summary;
	} unknown[] = {
		{ &optional, "E2 is not known" },
		{ &required, "E1 was not exported" },
		{ &required, "e1 was not exported" },
		{ &optional, "E2 is not known" },
		{ &manual, "E1 was not exported" },
		{ &rerun, "E1 was not exported" },
		{ &oauth, "E1 was not exported" },
	};
	g_autoptr(HcEvidence) evidence = hc_evidence_builder_finish(hc_evidence_builder_new(0));
	g_autoptr(HcHybrid) hybrid = hc_hybrid_new(evidence);
	g_autoptr(HcFindings) findings = hc_findings_new();
	g_autoptr(GPtrArray) tables = one_table(HC_TRI_YES);
	const HcVerdictInput input = { .offline = FALSE, .usable = TRUE };
	g_autoptr(HcVerdict) verdict = NULL;
	g_autoptr(GString) lines = g_string_new(NULL);

	for (guint i = 0; i < G_N_ELEMENTS(unknown); i++)
		hc_findings_add(findings, unknown[i].check, HC_STATUS_UNKNOWN, NULL, "%s",
			unknown[i].summary);
	verdict = hc_verdict_new(hybrid, findings, tables, &input);
	for (guint i = 0; i < verdict->unseen->len; i++) {
		const HcUnseen *unseen = g_ptr_array_index(verdict->unseen, i);

		g_string_append_printf(lines, "%s\n", unseen->what);
	}
	g_assert_cmpstr(lines->str, ==,
		"Exchange Online was not exported at all\n"
		"the organisation on premises was not exported at all\n"
		"E1 was not exported (t-required, t-manual, t-rerun and 1 more)\n"
		"of the perimeter, DNS records, published ranges and firewall rules were not "
		"looked at\n"
		"E2 is not known (t-optional)\n");
}

/* Online, a perimeter that nobody could judge turns "not needed" into "undecided". */
static void
test_online_perimeter(void)
{
	const Row row = { "", { { &required, HC_STATUS_PASS } }, HC_TRI_YES, 0, 0, 0, 0 };
	g_autoptr(HcEvidence) evidence = hc_evidence_builder_finish(hc_evidence_builder_new(0));
	g_autoptr(HcHybrid) hybrid = hc_hybrid_new(evidence);
	g_autoptr(HcFindings) findings = findings_of(&row);
	g_autoptr(GPtrArray) tables = one_table(HC_TRI_YES);
	const HcVerdictInput input = { .offline = FALSE, .usable = TRUE };
	g_autoptr(HcVerdict) verdict = hc_verdict_new(hybrid, findings, tables, &input);

	g_assert_cmpint(verdict->decision, ==, HC_DECISION_UNDECIDED);
}

/* A rule that needs no look at the network does not stand in for one. */
static void
test_nobody_met(void)
{
	static const HcCheck local = { .id = "t-local", .class = HC_CLASS_PERIMETER };
	const Row row = { "", { { &required, HC_STATUS_PASS }, { &local, HC_STATUS_PASS } },
		HC_TRI_YES, 0, 0, 0, 0 };
	const HcVerdictInput input = { .offline = FALSE, .usable = TRUE };

	for (guint met = 0; met < 2; met++) {
		HcEvidenceBuilder *builder = hc_evidence_builder_new(0);
		HcSmtpSession *session = hc_smtp_session_new();
		g_autoptr(HcEvidence) evidence = NULL;
		g_autoptr(HcHybrid) hybrid = NULL;
		g_autoptr(HcFindings) findings = findings_of(&row);
		g_autoptr(GPtrArray) tables = one_table(HC_TRI_YES);
		g_autoptr(HcVerdict) verdict = NULL;

		session->roles = HC_ROLE_SERVER;
		session->head.status = met ? HC_FACT_COLLECTED : HC_FACT_UNREACHABLE;
		hc_evidence_builder_take_smtp(builder, session);
		evidence = hc_evidence_builder_finish(builder);
		hybrid = hc_hybrid_new(evidence);
		verdict = hc_verdict_new(hybrid, findings, tables, &input);
		g_assert_cmpint(verdict->decision, ==,
			met ? HC_DECISION_NOT_NEEDED : HC_DECISION_UNDECIDED);
	}
}

/* What was not read might have said otherwise. */
static void
test_interrupted(void)
{
	const Row row = { "", { { &required, HC_STATUS_PASS } }, HC_TRI_YES, 0, 0, 0, 0 };
	g_autoptr(HcEvidence) evidence = hc_evidence_builder_finish(hc_evidence_builder_new(0));
	g_autoptr(HcHybrid) hybrid = hc_hybrid_new(evidence);
	g_autoptr(HcFindings) findings = findings_of(&row);
	g_autoptr(GPtrArray) tables = one_table(HC_TRI_YES);
	const HcVerdictInput input = { .offline = TRUE, .usable = TRUE, .interrupted = TRUE };
	g_autoptr(HcVerdict) verdict = hc_verdict_new(hybrid, findings, tables, &input);

	g_assert_cmpint(verdict->decision, ==, HC_DECISION_UNDECIDED);
	g_assert_nonnull(strstr(verdict->headline, "interrupted"));
}

/* Rules that were left out say nothing; what is left can still find fault. */
static void
test_filtered(void)
{
	const HcVerdictInput input = { .offline = TRUE, .usable = TRUE, .filtered = TRUE };
	static const struct {
		HcStatus status;
		HcDecision decision;
	} outcomes[] = {
		{ HC_STATUS_PASS, HC_DECISION_UNDECIDED },
		{ HC_STATUS_FAIL, HC_DECISION_MANUAL_FIX },
	};

	for (guint i = 0; i < G_N_ELEMENTS(outcomes); i++) {
		const Row row = { "", { { &manual, outcomes[i].status } }, HC_TRI_YES, 0, 0, 0, 0 };
		g_autoptr(HcEvidence) evidence =
			hc_evidence_builder_finish(hc_evidence_builder_new(0));
		g_autoptr(HcHybrid) hybrid = hc_hybrid_new(evidence);
		g_autoptr(HcFindings) findings = findings_of(&row);
		g_autoptr(GPtrArray) tables = one_table(HC_TRI_YES);
		g_autoptr(HcVerdict) verdict = hc_verdict_new(hybrid, findings, tables, &input);

		g_assert_cmpint(verdict->decision, ==, outcomes[i].decision);
	}
}

static gboolean
names_step(const HcVerdict *verdict, const char *action)
{
	for (guint i = 0; i < verdict->next->len; i++) {
		const HcNext *next = g_ptr_array_index(verdict->next, i);

		if (g_strcmp0(next->action, action) == 0)
			return TRUE;
	}
	return FALSE;
}

/* One rerun is named, not two of different width; alone, the wide one is the step. */
static void
test_one_rerun(void)
{
	const HcVerdictInput input = { .offline = TRUE, .usable = TRUE };
	const HcStatus beside[] = { HC_STATUS_FAIL, HC_STATUS_PASS };

	for (guint i = 0; i < G_N_ELEMENTS(beside); i++) {
		const Row row = { "", { { &rerun_usmc, beside[i] }, { &wider, HC_STATUS_FAIL } },
			HC_TRI_YES, 0, 0, 0, 0 };
		g_autoptr(HcEvidence) evidence =
			hc_evidence_builder_finish(hc_evidence_builder_new(0));
		g_autoptr(HcHybrid) hybrid = hc_hybrid_new(evidence);
		g_autoptr(HcFindings) findings = findings_of(&row);
		g_autoptr(GPtrArray) tables = one_table(HC_TRI_YES);
		g_autoptr(HcVerdict) verdict = hc_verdict_new(hybrid, findings, tables, &input);

		g_assert_cmpint(names_step(verdict, wider.fix), ==, beside[i] == HC_STATUS_PASS);
	}
}

/* Waived findings count neither for the fold nor for the exit status. */
static void
test_waived(void)
{
	g_autoptr(HcEvidence) evidence = hc_evidence_builder_finish(hc_evidence_builder_new(0));
	g_autoptr(HcHybrid) hybrid = hc_hybrid_new(evidence);
	g_autoptr(HcFindings) findings = hc_findings_new();
	g_autoptr(GPtrArray) tables = one_table(HC_TRI_YES);
	g_autoptr(GPtrArray) waivers = g_ptr_array_new();
	g_autoptr(HcWaiver) waiver = hc_waiver_new();
	const HcVerdictInput input = { .offline = TRUE, .usable = TRUE };
	g_autoptr(HcVerdict) verdict = NULL;

	hc_findings_add(findings, &required, HC_STATUS_PASS, NULL, "fine");
	hc_findings_add(findings, &fix_first, HC_STATUS_FAIL, NULL, "known");
	waiver->rule = g_strdup(fix_first.id);
	waiver->until = 1000;
	g_ptr_array_add(waivers, waiver);
	hc_waive(findings, waivers, 1000);
	g_assert_true(hc_findings_at(findings, 1)->waived == waiver);
	verdict = hc_verdict_new(hybrid, findings, tables, &input);
	g_assert_cmpint(verdict->decision, ==, HC_DECISION_NOT_NEEDED);
	g_assert_nonnull(strstr(verdict->headline, "1 waived finding is not counted"));
	g_assert_cmpint(hc_verdict_exit_status(findings, HC_SEVERITY_LOW), ==, 0);
}

/* A moment later it counts again; an unknown is never waived. */
static void
test_waiver_ended(void)
{
	g_autoptr(GPtrArray) waivers = g_ptr_array_new();
	g_autoptr(HcFindings) findings = hc_findings_new();
	g_autoptr(HcWaiver) waiver = hc_waiver_new();

	hc_findings_add(findings, &fix_first, HC_STATUS_FAIL, NULL, "known");
	hc_findings_add(findings, &fix_first, HC_STATUS_UNKNOWN, NULL, "not seen");
	waiver->rule = g_strdup(fix_first.id);
	waiver->until = 1000;
	g_ptr_array_add(waivers, waiver);
	hc_waive(findings, waivers, 1001);
	g_assert_null(hc_findings_at(findings, 0)->waived);
	g_assert_true(hc_findings_at(findings, 0)->waiver_ended == waiver);
	g_assert_cmpint(hc_verdict_exit_status(findings, HC_SEVERITY_LOW), ==, 1);
	hc_waive(findings, waivers, 1000);
	g_assert_null(hc_findings_at(findings, 1)->waived);
}

/* What the headline of some findings, and the number of steps before and after, must be. */
typedef struct {
	const char *story;
	Step steps[3];
	const char *has;
	const char *lacks;
	guint n_steps;
} Headline;

static const Headline headlines[] = {
	{ "rerun-follows-conditionally", { { &fix_unless, HC_STATUS_FAIL } },
		"then rerun the wizard with \"Update Secure Mail Certificate for connectors\", "
		"unless "
		"it keeps its name",
		"need not", 3 },
	{ "rerun-follows-always",
		{ { &fix_unless, HC_STATUS_FAIL }, { &fix_first, HC_STATUS_FAIL } },
		"then rerun the wizard with", "unless", 3 },
	{ "rerun-repairs-what-it-covers",
		{ { &rerun, HC_STATUS_FAIL }, { &command, HC_STATUS_FAIL } },
		"Rerun the wizard with the mail flow option", "unless", 3 },
	{ "command-instead-of-rerun", { { &command, HC_STATUS_FAIL } },
		"one command repairs it with less", "recommended, not required", 1 },
	{ "no-command-instead-of-rerun", { { &recommended, HC_STATUS_FAIL } },
		"A rerun of the wizard with the mail flow option is recommended, not required",
		"one command", 0 },
	{ "oauth-is-not-denied", { { &required, HC_STATUS_PASS }, { &oauth, HC_STATUS_FAIL } },
		"need not be rerun for mail flow", "Fix first", 0 },
};

static void
test_headline(gconstpointer data)
{
	const Headline *wanted = data;
	g_autoptr(HcEvidence) evidence = hc_evidence_builder_finish(hc_evidence_builder_new(0));
	g_autoptr(HcHybrid) hybrid = hc_hybrid_new(evidence);
	g_autoptr(HcFindings) findings = hc_findings_new();
	g_autoptr(GPtrArray) tables = one_table(HC_TRI_YES);
	const HcVerdictInput input = { .offline = TRUE, .usable = TRUE };
	g_autoptr(HcVerdict) verdict = NULL;

	for (guint i = 0; i < G_N_ELEMENTS(wanted->steps) && wanted->steps[i].check != NULL; i++)
		hc_findings_add(findings, wanted->steps[i].check, wanted->steps[i].status, NULL,
			"it is so");
	verdict = hc_verdict_new(hybrid, findings, tables, &input);
	g_assert_nonnull(strstr(verdict->headline, wanted->has));
	g_assert_null(strstr(verdict->headline, wanted->lacks));
	g_assert_cmpuint(verdict->next->len, ==, wanted->n_steps);
}

/* A sentence about something that can be exported comes with the command that exports it. */
static void
test_supply(void)
{
	static const struct {
		const char *what;
		const char *command;
	} asked[] = {
		{ "hybrid Send connector: not exported",
			"Get-SendConnector | Export-Clixml onprem-org-SendConnector.clixml" },
		{ "Get-OrganizationConfig of Exchange Online was not seen",
			"Get-OrganizationConfig | Export-Clixml "
			"online-org-OrganizationConfig.clixml" },
		{ "the Guid of OrganizationConfig on premises was not exported",
			"Get-OrganizationConfig | Export-Clixml "
			"onprem-org-OrganizationConfig.clixml" },
		{ "accepted domains of the tenant: not exported",
			"Get-AcceptedDomain | Export-Clixml online-org-AcceptedDomain.clixml" },
		{ "Get-AcceptedDomain of Exchange Online was not seen",
			"Get-AcceptedDomain | Export-Clixml online-org-AcceptedDomain.clixml" },
		{ "the certificates of EDGE1 were not exported",
			"\"edge-$env:COMPUTERNAME-ExchangeCertificate.clixml\"" },
		{ "the log of the last run was not given", "Exchange Hybrid Configuration" },
		{ "something else", "it decides: run the cmdlet that shows it" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(asked); i++) {
		g_autofree char *supply = hc_verdict_supply(asked[i].what, TRUE);

		g_assert_nonnull(strstr(supply, asked[i].command));
		g_assert_true(g_str_has_prefix(supply, "it decides: "));
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *path = g_strdup_printf("/verdict/fold/%s", rows[i].story);

		g_test_add_data_func(path, &rows[i], test_row);
	}
	for (guint i = 0; i < G_N_ELEMENTS(headlines); i++) {
		g_autofree char *path = g_strdup_printf("/verdict/headline/%s", headlines[i].story);

		g_test_add_data_func(path, &headlines[i], test_headline);
	}
	g_test_add_func("/verdict/unseen/groups", test_unseen_groups);
	g_test_add_func("/verdict/fold/online-perimeter", test_online_perimeter);
	g_test_add_func("/verdict/verdict/nobody-met", test_nobody_met);
	g_test_add_func("/verdict/fold/interrupted", test_interrupted);
	g_test_add_func("/verdict/fold/filtered", test_filtered);
	g_test_add_func("/verdict/next/one-rerun", test_one_rerun);
	g_test_add_func("/verdict/supply/commands", test_supply);
	g_test_add_func("/verdict/fold/waived", test_waived);
	g_test_add_func("/verdict/fold/waiver-ended", test_waiver_ended);
	return g_test_run();
}
