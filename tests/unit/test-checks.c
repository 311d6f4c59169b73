/* Findings, the table of rules and what the runner makes of them. */
#include "agent/evidence/evidence-build.h"
#include "checks/run.h"
#include "checks/saw.h"

static const HcCheck example = {
	.id = "send-example",
	.title = "An example",
	.severity = HC_SEVERITY_HIGH,
	.effect = HC_EFFECT_RERUN_RECOMMENDED,
	.property = "Fqdn",
	.wanted = "True",
	.remedy = "Set-SendConnector {identity} -{property} {value} -Enabled ${wanted}\nGet-It "
		  "{other}",
};

static const char *
command(const HcFinding *finding, guint i)
{
	return g_ptr_array_index(finding->commands, i);
}

static void
test_remedy(void)
{
	g_autoptr(HcFindings) out = hc_findings_new();
	HcFinding *finding =
		hc_findings_add(out, &example, HC_STATUS_FAIL, "Send connector", "it is off");

	g_assert_cmpuint(finding->commands->len, ==, 2);
	g_assert_cmpstr(command(finding, 0), ==,
		"Set-SendConnector <identity> -Fqdn <value> -Enabled $True");
	g_assert_cmpstr(command(finding, 1), ==, "Get-It {other}");
	hc_finding_fill_remedy(finding, "Bob's {value}; Remove-Item \u2019x\n", "a b");
	g_assert_cmpstr(command(finding, 0), ==,
		"Set-SendConnector 'Bob''s {value}; Remove-Item \u2019\u2019x ' -Fqdn 'a b' "
		"-Enabled "
		"$True");
	hc_finding_follow(finding, "send-cause");
	g_assert_cmpuint(finding->commands->len, ==, 0);
	g_assert_cmpstr(finding->follows_from, ==, "send-cause");
}

static void
test_remedy_of_good_news(void)
{
	const HcStatus quiet[] = { HC_STATUS_PASS, HC_STATUS_UNKNOWN, HC_STATUS_NOT_APPLICABLE };

	for (guint i = 0; i < G_N_ELEMENTS(quiet); i++) {
		g_autoptr(HcFindings) out = hc_findings_new();
		HcFinding *finding = hc_findings_add(out, &example, quiet[i], NULL, "fine");

		hc_finding_fill_remedy(finding, "x", "y");
		g_assert_cmpuint(finding->commands->len, ==, 0);
	}
}

static void
test_fingerprint(void)
{
	g_autoptr(HcFindings) out = hc_findings_new();
	HcFinding *one =
		hc_findings_add(out, &example, HC_STATUS_FAIL, "server E1", "ends on 2026-10-01");
	HcFinding *later =
		hc_findings_add(out, &example, HC_STATUS_FAIL, "server e1", "ended on 2026-10-01");
	HcFinding *other =
		hc_findings_add(out, &example, HC_STATUS_FAIL, "server E2", "ends on 2026-10-01");
	HcFinding *status =
		hc_findings_add(out, &example, HC_STATUS_INFO, "server E1", "ends on 2026-10-01");
	g_autofree char *a = hc_finding_fingerprint(one);
	g_autofree char *b = hc_finding_fingerprint(later);
	g_autofree char *c = hc_finding_fingerprint(other);
	g_autofree char *d = hc_finding_fingerprint(status);

	g_assert_cmpuint(strlen(a), ==, 16);
	g_assert_cmpstr(a, ==, b);
	g_assert_cmpstr(a, !=, c);
	g_assert_cmpstr(a, !=, d);
}

static void
test_proof(void)
{
	const HcOrigin first = { (char[]){ "a.xml" }, (char[]){ "Get-It" }, (char[]){ "wizard" },
		HC_TIME_SECOND };
	const HcOrigin second = { (char[]){ "b.xml" }, NULL, (char[]){ "other" }, HC_TIME_DAY };
	g_autoptr(HcFindings) out = hc_findings_new();
	HcFinding *finding = hc_findings_add(out, &example, HC_STATUS_FAIL, NULL, "x");
	const HcProof *proof;

	hc_finding_prove(finding, NULL, "nobody saw it");
	g_assert_null(finding->vantage);
	hc_finding_prove(finding, &first, "Fqdn = %s", "x");
	hc_finding_prove(finding, &second, "Fqdn = y");
	g_assert_cmpstr(finding->vantage, ==, "wizard");
	g_assert_cmpint(finding->observed_at, ==, HC_TIME_SECOND);
	proof = g_ptr_array_index(finding->evidence, 1);
	g_assert_cmpstr(proof->origin, ==, "a.xml: Get-It");
	g_assert_cmpstr(proof->text, ==, "Fqdn = x");
}

static void
test_words(void)
{
	HcSeverity severity = HC_SEVERITY_INFO;

	g_assert_true(hc_severity_from_word("critical", &severity));
	g_assert_cmpint(severity, ==, HC_SEVERITY_CRITICAL);
	g_assert_false(hc_severity_from_word("Critical", &severity));
	g_assert_cmpstr(hc_status_word(HC_STATUS_NOT_APPLICABLE), ==, "not-applicable");
	g_assert_cmpstr(hc_effect_word(HC_EFFECT_FIX_FIRST), ==, "fix-first");
	g_assert_cmpstr(hc_class_word(HC_CLASS_PERIMETER), ==, "perimeter");
	g_assert_cmpstr(hc_confidence_word(HC_DERIVED), ==, "derived");
	g_assert_cmpstr(hc_who_word(HC_WHO_CA), ==, "ca");
}

/* What every row owes to reports, whatever its area. */
static void
test_rows(void)
{
	g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);

	g_assert_cmpuint(hc_checks_count(), >, 100);
	for (guint i = 0; i < hc_checks_count(); i++) {
		const HcCheck *check = hc_checks_at(i);
		gboolean of_object = check->on != HC_ON_ORGANISATION;

		g_test_message("%s", check->id);
		g_assert_true(g_hash_table_add(ids, (gpointer)(guintptr)check->id));
		g_assert_true(hc_checks_find(check->id) == check);
		g_assert_nonnull(hc_checks_area(check));
		g_assert_nonnull(check->title);
		g_assert_nonnull(check->impact);
		g_assert_nonnull(check->reference);
		g_assert_cmpint(check->severity, >=, HC_SEVERITY_INFO);
		g_assert_true((check->judge_object != NULL) == of_object);
		g_assert_true((check->judge != NULL) == !of_object);
		g_assert_true(check->worst == 0 || check->worst > check->severity);
		g_assert_true(check->effect == HC_EFFECT_INFO || check->remedy != NULL ||
			      check->fix != NULL);
	}
	g_assert_null(hc_checks_at(hc_checks_count()));
	g_assert_null(hc_checks_find("no-such-rule"));
}

/* A time at which every rule has something to say. */
#define TODAY (G_GINT64_CONSTANT(1790812800) * HC_TIME_SECOND) /* 2026-10-01T00:00:00Z */

/* Without any evidence nothing passes, fails or is silent; both sides may be missed apart. */
static void
test_no_evidence(void)
{
	g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(HcEvidence) evidence = hc_evidence_builder_finish(hc_evidence_builder_new(TODAY));
	g_autoptr(HcHybrid) hybrid = hc_hybrid_new(evidence);
	g_autoptr(HcFindings) out = hc_run_checks(hybrid, NULL, NULL);

	for (guint i = 0; i < hc_findings_count(out); i++) {
		const HcFinding *finding = hc_findings_at(out, i);

		g_hash_table_add(ids, (gpointer)(guintptr)finding->check->id);
		g_test_message("%s: %s", finding->check->id, finding->summary);
		g_assert_cmpstr(hc_status_word(finding->status), ==, "unknown");
	}
	g_assert_cmpuint(g_hash_table_size(ids), ==, hc_checks_count());
}

static void
test_filter(void)
{
	const char *const area[] = { "auth-trust", NULL };
	const char *const id[] = { "auth-cert-missing-on-server", NULL };
	const char *const class[] = { "mailflow", "coexistence", "perimeter", NULL };
	g_autoptr(HcEvidence) evidence =
		hc_evidence_builder_finish(hc_evidence_builder_new(HC_TIME_DAY));
	g_autoptr(HcHybrid) hybrid = hc_hybrid_new(evidence);
	g_autoptr(HcFindings) of_area = hc_run_checks(hybrid, area, NULL);
	g_autoptr(HcFindings) of_id = hc_run_checks(hybrid, id, NULL);
	g_autoptr(HcFindings) but_id = hc_run_checks(hybrid, area, id);
	g_autoptr(HcFindings) but_class = hc_run_checks(hybrid, NULL, class);

	g_assert_cmpuint(hc_findings_count(of_area), ==, 3);
	g_assert_cmpuint(hc_findings_count(of_id), ==, 1);
	g_assert_cmpuint(hc_findings_count(but_id), ==, 2);
	g_assert_cmpuint(hc_findings_count(but_class), >, 3);
	for (guint i = 0; i < hc_findings_count(but_class); i++)
		g_assert_cmpint(hc_findings_at(but_class, i)->check->class, ==, HC_CLASS_OAUTH);
	g_assert_true(hc_run_knows("oauth"));
	g_assert_true(hc_run_knows("auth-cert-expired"));
	g_assert_false(hc_run_knows("weather"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/checks/finding/remedy", test_remedy);
	g_test_add_func("/checks/finding/remedy-of-good-news", test_remedy_of_good_news);
	g_test_add_func("/checks/finding/fingerprint", test_fingerprint);
	g_test_add_func("/checks/finding/proof", test_proof);
	g_test_add_func("/checks/finding/words", test_words);
	g_test_add_func("/checks/table/rows", test_rows);
	g_test_add_func("/checks/run/no-evidence", test_no_evidence);
	g_test_add_func("/checks/run/filter", test_filter);
	return g_test_run();
}
