/* Words every room speaks: times, text, names, errors. */
#include "agent/base/dname.h"
#include "agent/base/error.h"
#include "agent/base/nearest.h"
#include "agent/base/powershell.h"
#include "agent/base/text.h"
#include "agent/base/when.h"

static void
test_when_xhcw(void)
{
	static const struct {
		const char *text;
		const char *wanted; /* NULL: refused */
	} rows[] = {
		{ "02/19/2022 03:24:06.430", "2022-02-19T03:24:06.430Z" },
		{ "02/19/2022 03:25:24.96",
			"2022-02-19T03:25:24.096Z" }, /* milliseconds, not a decimal */
		{ "02/19/2022 03:26:43.0", "2022-02-19T03:26:43Z" },
		{ "12/31/1969 23:59:59.999", "1969-12-31T23:59:59.999Z" },
		{ "07/12/2021 23:28:23", "2021-07-12T23:28:23Z" },
		{ "02/30/2022 00:00:00", NULL },
		{ "2/19/2022 03:24:06", NULL },
		{ "02/19/2022 03:24:06.", NULL },
		{ "02/19/2022 03:24:06Z", NULL },
		{ "", NULL },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		HcTime when = HC_TIME_NONE;
		g_autofree char *printed = NULL;

		g_assert_cmpint(
			hc_when_parse_xhcw(rows[i].text, &when), ==, rows[i].wanted != NULL);
		printed = hc_when_format(when);
		g_assert_cmpstr(printed, ==, rows[i].wanted);
	}
}

static void
test_when_other_forms(void)
{
	g_autoptr(GError) error = NULL;
	HcTime when = HC_TIME_NONE;
	gint64 length = 0;
	g_autofree char *ticks = NULL;

	g_assert_true(hc_when_parse_rfc3339("2022-02-19T05:00:00+01:00", &when, &error));
	g_assert_no_error(error);
	g_assert_cmpint(when, ==, G_GINT64_CONSTANT(1645243200) * HC_TIME_SECOND);
	g_assert_false(hc_when_parse_rfc3339("2022-02-19", &when, &error));
	g_assert_error(error, HC_ERROR, HC_ERROR_INPUT);
	g_assert_true(hc_when_parse_hcwlog("2022.02.19 03:24:02.871   10410", &when));
	ticks = hc_when_format(hc_when_from_ticks(G_GINT64_CONSTANT(637821162224892773)));
	g_assert_cmpstr(ticks, ==, "2022-03-05T22:30:22.489277Z");
	g_assert_cmpint(hc_when_from_ticks(-1), ==, HC_TIME_NONE);
	g_assert_true(hc_when_parse_timespan("00:01:49.8051770", &length));
	g_assert_cmpint(length, ==, 109805177);
	g_assert_true(hc_when_parse_timespan("-1.02:00:00", &length));
	g_assert_cmpint(length, ==, -26 * 3600 * HC_TIME_SECOND);
	g_assert_false(hc_when_parse_timespan("25:00:00", &length));
	g_assert_false(hc_when_parse_timespan("00:01", &length));
}

static void
test_text_printable(void)
{
	g_autofree char *clean = hc_text_printable("a\x1b[31mb\r\n\tc\xc2\x9b\xe2\x80\xae\xff");
	g_autofree char *cut = hc_text_excerpt("äöü", 2);
	g_auto(GStrv) parts = hc_text_split(" Tls, , BasicAuth", ",");

	g_assert_cmpstr(clean, ==, "a\xef\xbf\xbd[31mb c\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
	g_assert_cmpstr(cut, ==, "äö…");
	g_assert_cmpuint(g_strv_length(parts), ==, 2);
	g_assert_cmpstr(parts[1], ==, "BasicAuth");
	g_assert_true(hc_text_same(NULL, ""));
	g_assert_true(hc_text_same("TRUE", "true"));
}

static void
test_text_parts(void)
{
	static const struct {
		const char *text;
		const char *part;
		gboolean wanted;
	} rows[] = {
		{ "Tls, BasicAuth", "tls", TRUE },
		{ "Tls,\tBASICAUTH ", "BasicAuth", TRUE },
		{ "BasicAuthRequireTLS", "BasicAuth", FALSE },
		{ "Tls, Basic", "BasicAuth", FALSE },
		{ ",,Tls", "Tls", TRUE },
		{ ", ,", "Tls", FALSE },
		{ ", ,", "", FALSE },
		{ "", "Tls", FALSE },
		{ NULL, "Tls", FALSE },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_auto(GStrv) parts = hc_text_split(rows[i].text, ",");

		g_assert_cmpint(
			hc_text_has_part(rows[i].text, ',', rows[i].part), ==, rows[i].wanted);
		g_assert_cmpint(
			hc_text_in((const char *const *)parts, rows[i].part), ==, rows[i].wanted);
	}
}

static void
test_dname(void)
{
	const char *const names[] = { "a.example", "b.example", NULL };

	g_assert_true(hc_dname_equal("Mail.Contoso.Example.", "mail.contoso.example"));
	g_assert_true(hc_dname_equal(" mail.contoso.example. ", "MAIL.contoso.example\n"));
	g_assert_false(hc_dname_equal("mail.contoso.example..", "mail.contoso.example"));
	g_assert_false(hc_dname_equal("mail.contoso.exampl", "mail.contoso.example"));
	g_assert_true(hc_dname_equal(NULL, "."));
	g_assert_true(hc_dname_is_among(names, "B.example."));
	g_assert_false(hc_dname_is_among(names, "c.example"));
	g_assert_false(hc_dname_is_among(NULL, "b.example"));
	g_assert_true(hc_dname_matches("*.contoso.example", "mail.contoso.example"));
	g_assert_false(hc_dname_matches("*.contoso.example", "a.b.contoso.example"));
	g_assert_false(hc_dname_matches("*.contoso.example", "contoso.example"));
	g_assert_false(hc_dname_matches("", ""));
	g_assert_true(hc_dname_is_under("a.b.contoso.example", "contoso.example"));
	g_assert_true(hc_dname_is_under(" A.Contoso.Example. ", "contoso.example."));
	g_assert_false(hc_dname_is_under(".contoso.example", "contoso.example"));
	g_assert_false(hc_dname_is_under("contoso.example", ""));
	g_assert_false(hc_dname_is_under("example", "contoso.example"));
	g_assert_false(hc_dname_is_under(NULL, NULL));
	g_assert_false(hc_dname_is_under("xcontoso.example", "contoso.example"));
	g_assert_false(hc_dname_is_under("contoso.example", "contoso.example"));
	g_assert_cmpstr(hc_dname_parent("mail.contoso.example"), ==, "contoso.example");
	g_assert_null(hc_dname_parent("localhost"));
	g_assert_true(hc_dname_same_host("E1", "e1.contoso.example"));
	g_assert_false(hc_dname_same_host("E1", "E11.contoso.example"));
	g_assert_false(hc_dname_same_host("E11", "E1"));
	g_assert_false(hc_dname_same_host("", ".contoso.example"));
	g_assert_false(hc_dname_same_host(NULL, NULL));
	g_assert_cmpuint(hc_dname_host_hash("E1"), ==, hc_dname_host_hash("e1.contoso.example"));
	g_assert_cmpuint(hc_dname_host_hash("E1"), !=, hc_dname_host_hash("E11"));
	g_assert_true(hc_dname_host_equal("E1", "e1.contoso.example"));
}

static void
test_nearest(void)
{
	static const char *const known[] = { "check", "checks", "explain", NULL };

	g_assert_cmpstr(hc_nearest("chekc", known), ==, "check");
	g_assert_cmpstr(hc_nearest("chec", known), ==, "check");
	g_assert_cmpstr(hc_nearest("explane", known), ==, "explain");
	g_assert_cmpstr(hc_nearest("checks", known), ==, "checks");
	g_assert_null(hc_nearest("firewall", known));
	g_assert_null(hc_nearest("", known));
}

static void
test_powershell(void)
{
	static const struct {
		const char *text;
		const char *quoted;
	} rows[] = {
		{ NULL, "''" },
		{ "E1\\Default Frontend E1", "'E1\\Default Frontend E1'" },
		{ "O'Hara $(calc)", "'O''Hara $(calc)'" },
		{ "a\u2019; calc; \u2018b", "'a\u2019\u2019; calc; \u2018\u2018b'" },
		{ "two\nlines", "'two lines'" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *quoted = hc_powershell_quote(rows[i].text);

		g_assert_cmpstr(quoted, ==, rows[i].quoted);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/base/when/xhcw", test_when_xhcw);
	g_test_add_func("/base/when/other-forms", test_when_other_forms);
	g_test_add_func("/base/text/printable", test_text_printable);
	g_test_add_func("/base/text/parts", test_text_parts);
	g_test_add_func("/base/dname/compare", test_dname);
	g_test_add_func("/base/nearest/words", test_nearest);
	g_test_add_func("/base/powershell/quote", test_powershell);
	return g_test_run();
}
