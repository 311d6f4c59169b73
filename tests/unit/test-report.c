/* Words only: lines, hops, and where a report is written. */
#include "agent/base/error.h"
#include "agent/report/json-value.h"
#include "agent/report/path.h"
#include "agent/report/report.h"
#include "agent/report/wrap.h"

#include <glib/gstdio.h>
#include <unistd.h>

static void
test_wrap(void)
{
	static const struct {
		const char *text;
		guint width, indent;
		const char *wanted;
	} rows[] = {
		{ "", 10, 0, "\n" },
		{ "one two three", 8, 0, "one two\nthree\n" },
		{ "one two three", 8, 2, "  one\n  two\n  three\n" },
		{ "unbreakable-word x", 5, 0, "unbreakable-word\nx\n" },
		{ "  much \n blank\t", 20, 1, " much blank\n" },
		{ "äöü äöü", 7, 0, "äöü äöü\n" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GString) out = g_string_new(NULL);

		hc_wrap_append(out, rows[i].text, rows[i].width, rows[i].indent);
		g_assert_cmpstr(out->str, ==, rows[i].wanted);
	}
}

static void
test_wrap_led(void)
{
	g_autoptr(GString) out = g_string_new(NULL);

	hc_wrap_append_led(out, "Label", "some words here", 16, 8);
	g_assert_cmpstr(out->str, ==, "Label   some\n        words\n        here\n");
}

static const HcCheck on_b6 = { .id = "t-b6",
	.title = "t",
	.hop = "B6",
	.severity = HC_SEVERITY_HIGH,
	.effect = HC_EFFECT_MANUAL_FIX,
	.required = TRUE };

static const char *
state_of_b6(HcStatus first, HcStatus second, HcSeverity severity)
{
	g_autoptr(HcFindings) findings = hc_findings_new();
	g_autoptr(GPtrArray) path = NULL;

	hc_findings_add(findings, &on_b6, first, NULL, "first");
	hc_findings_add(findings, &on_b6, second, NULL, "second")->severity = severity;
	path = hc_path_new(findings);
	g_assert_cmpuint(path->len, ==, 19);
	for (guint i = 0; i < path->len; i++) {
		const HcPathHop *hop = g_ptr_array_index(path, i);

		if (g_str_equal(hop->hop, "B6"))
			return hop->state;
		/* A hop nobody judged is unknown, never ok. */
		g_assert_cmpstr(hop->state, ==, "unknown");
	}
	g_assert_not_reached();
}

static void
test_path(void)
{
	static const struct {
		HcStatus first, second;
		HcSeverity severity;
		const char *state;
	} rows[] = {
		{ HC_STATUS_PASS, HC_STATUS_PASS, HC_SEVERITY_HIGH, "ok" },
		{ HC_STATUS_PASS, HC_STATUS_FAIL, HC_SEVERITY_MEDIUM, "fail" },
		{ HC_STATUS_PASS, HC_STATUS_FAIL, HC_SEVERITY_LOW, "info" },
		{ HC_STATUS_PASS, HC_STATUS_INFO, HC_SEVERITY_HIGH, "info" },
		{ HC_STATUS_PASS, HC_STATUS_UNKNOWN, HC_SEVERITY_HIGH, "unknown" },
		{ HC_STATUS_FAIL, HC_STATUS_UNKNOWN, HC_SEVERITY_HIGH, "fail" },
		{ HC_STATUS_NOT_APPLICABLE, HC_STATUS_NOT_APPLICABLE, HC_SEVERITY_HIGH, "unknown" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
		g_assert_cmpstr(state_of_b6(rows[i].first, rows[i].second, rows[i].severity), ==,
			rows[i].state);
}

static void
test_save(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *folder = g_dir_make_tmp("hybridcheck-report-XXXXXX", &error);
	g_autofree char *path = g_build_filename(folder, "report.txt", NULL);
	g_autofree char *link = g_build_filename(folder, "link", NULL);
	g_autofree char *read = NULL;
	g_autoptr(GString) text = g_string_new("first");

	g_assert_no_error(error);
	g_assert_true(hc_report_save(path, text, &error));
	g_string_assign(text, "second");
	g_assert_true(hc_report_save(path, text, &error));
	g_assert_true(g_file_get_contents(path, &read, NULL, NULL));
	g_assert_cmpstr(read, ==, "second");
	g_assert_cmpint(symlink(path, link), ==, 0);
	g_assert_false(hc_report_save(link, text, &error));
	g_assert_error(error, HC_ERROR, HC_ERROR_CREATE);
	g_clear_error(&error);
	g_assert_false(hc_report_save(folder, text, &error));
	g_assert_error(error, HC_ERROR, HC_ERROR_CREATE);
	g_unlink(link);
	g_unlink(path);
	g_rmdir(folder);
}

static void
test_formats(void)
{
	g_assert_nonnull(hc_report_find_format("text"));
	g_assert_nonnull(hc_report_find_format("json"));
	g_assert_nonnull(hc_report_find_format("html"));
	g_assert_null(hc_report_find_format("HTML "));
	g_assert_null(hc_report_find_format(NULL));
}

/* Whatever text evidence brings: a terminal sees printable ASCII, a reader gets the same text. */
static void
test_json_is_ascii(void)
{
	static const char foreign[] = "\x7F\x1B[31m \xC2\x9B \xE2\x80\xAE \x7F\x7F Z\xC3\xBCrich";
	g_autoptr(GString) out = g_string_new("before ");
	json_t *root = json_pack("{s:s}", foreign, foreign);
	json_t *again = NULL;

	hc_json_print(root, out);
	g_assert_true(g_str_has_prefix(out->str, "before {"));
	for (gsize i = 0; i < out->len; i++)
		g_assert_true(out->str[i] == '\n' || g_ascii_isprint(out->str[i]));
	again = json_loads(out->str + strlen("before "), 0, NULL);
	g_assert_true(json_equal(root, again));
	json_decref(again);
	json_decref(root);
}

/* What answers this host need not answer Exchange Online: such a hop fails, or is unknown. */
static void
test_path_of_sender(void)
{
	static const HcCheck on_a4 = { .id = "t-a4",
		.title = "t",
		.hop = "A4",
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_FIX_FIRST };
	static const struct {
		HcStatus status;
		const char *state;
	} cases[] = { { HC_STATUS_PASS, "unknown" }, { HC_STATUS_UNKNOWN, "unknown" },
		{ HC_STATUS_FAIL, "fail" }, { HC_STATUS_INFO, "info" } };

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(HcFindings) findings = hc_findings_new();
		g_autoptr(GPtrArray) path = NULL;
		const HcPathHop *hop = NULL;

		hc_findings_add(findings, &on_a4, cases[i].status, NULL, "it is so");
		path = hc_path_new(findings);
		hop = g_ptr_array_index(path, 3);
		g_assert_cmpstr(hop->hop, ==, "A4");
		g_assert_cmpstr(hop->state, ==, cases[i].state);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/report/wrap/lines", test_wrap);
	g_test_add_func("/report/wrap/led", test_wrap_led);
	g_test_add_func("/report/path/states", test_path);
	g_test_add_func("/report/path/seen-by-sender", test_path_of_sender);
	g_test_add_func("/report/report/save", test_save);
	g_test_add_func("/report/report/formats", test_formats);
	g_test_add_func("/report/json/ascii", test_json_is_ascii);
	return g_test_run();
}
