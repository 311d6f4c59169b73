/*
 * Certificates nobody made for us: what Windows printed of them against what we print, and a suite
 * of hostile ones.  The inputs lie outside the project (HC_REAL_DATA); without them: skipped.
 */
#include "certs/cert.h"
#include "certs/dn.h"

#include <string.h>

#define LINE_END "_x000D__x000A_" /* CR LF as CLIXML writes it */

static char *
real_file(const char *first, const char *second, const char *third)
{
	const char *root = g_getenv("HC_REAL_DATA");
	g_autofree char *path = NULL;

	if (root == NULL)
		return NULL;
	path = g_build_filename(root, first, second, third, NULL);
	return g_file_test(path, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer(&path) : NULL;
}

/* NULL, and the test is marked as skipped, when the file is not there. */
static char *
real_text(const char *first, const char *second, const char *third)
{
	g_autofree char *path = real_file(first, second, third);
	g_autoptr(GError) error = NULL;
	char *text = NULL;

	if (path == NULL) {
		g_test_skip("third parties' data is not there (HC_REAL_DATA)");
		return NULL;
	}
	g_file_get_contents(path, &text, NULL, &error);
	g_assert_no_error(error);
	return text;
}

static HcCertFacts *
facts_of_base64(const char *text)
{
	gsize size = 0;
	guchar *data = g_base64_decode(text, &size);
	g_autoptr(GBytes) der = g_bytes_new_take(data, size);

	return hc_cert_from_der(der);
}

/* The line below "[title]" in the text Windows printed. */
static char *
printed_part(const char *printed, const char *title)
{
	g_autofree char *head = g_strconcat("[", title, "]" LINE_END "  ", NULL);
	const char *start = strstr(printed, head);
	const char *end = NULL;

	g_assert_nonnull(start);
	start += strlen(head);
	end = strstr(start, LINE_END);
	g_assert_nonnull(end);
	return g_strndup(start, (gsize)(end - start));
}

static void
assert_as_printed(const char *printed, const HcCertFacts *facts)
{
	g_autofree char *subject = printed_part(printed, "Subject");
	g_autofree char *issuer = printed_part(printed, "Issuer");
	g_autofree char *serial = printed_part(printed, "Serial Number");
	g_autofree char *thumbprint = printed_part(printed, "Thumbprint");

	g_assert_cmpint(facts->head.status, ==, HC_FACT_COLLECTED);
	g_assert_cmpstr(facts->subject, ==, subject);
	g_assert_cmpstr(facts->issuer, ==, issuer);
	g_assert_cmpstr(facts->serial, ==, serial);
	g_assert_cmpstr(facts->thumbprint, ==, thumbprint);
}

static void
test_as_windows_prints(gconstpointer data)
{
	const char *const *file = data;
	g_autofree char *text = real_text("clixml", file[0], file[1]);
	g_autoptr(GRegex) regex = g_regex_new("<ToString>(\\[Subject\\].*?)</ToString>"
					      ".*?<BA N=\"RawData\">(.*?)</BA>",
		G_REGEX_DOTALL, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	guint n_seen = 0;

	if (text == NULL)
		return;
	g_regex_match(regex, text, 0, &match);
	for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
		g_autofree char *printed = g_match_info_fetch(match, 1);
		g_autofree char *base64 = g_match_info_fetch(match, 2);
		g_autoptr(HcCertFacts) facts = facts_of_base64(base64);

		assert_as_printed(printed, facts);
		n_seen++;
	}
	g_assert_cmpuint(n_seen, >, 0);
}

/* The first "<I>...<S>..." of the wizard's own file: what its connectors name. */
static char *
first_identifier(const char *xml)
{
	g_autoptr(GRegex) regex = g_regex_new("\"&lt;I&gt;([^\"]+)&lt;S&gt;([^\"]+)\"", 0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	g_autofree char *issuer = NULL;
	g_autofree char *subject = NULL;

	g_assert_true(g_regex_match(regex, xml, 0, &match));
	issuer = g_match_info_fetch(match, 1);
	subject = g_match_info_fetch(match, 2);
	g_assert_null(strchr(issuer, '&'));
	g_assert_null(strchr(subject, '&'));
	return hc_dn_identifier_format(issuer, subject);
}

static void
test_connector_names_one(void)
{
	g_autofree char *text = real_text("hcw-run", "20220219_032402.xhcw", NULL);
	g_autofree char *identifier = text != NULL ? first_identifier(text) : NULL;
	g_autoptr(GRegex) regex =
		g_regex_new("name=\"RawData\" [^>]*value=\"([^\"]+)\"", 0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	g_autoptr(GHashTable) named = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	guint n_seen = 0;

	if (text == NULL)
		return;
	g_regex_match(regex, text, 0, &match);
	for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
		g_autofree char *base64 = g_match_info_fetch(match, 1);
		g_autoptr(HcCertFacts) facts = facts_of_base64(base64);
		g_autofree char *own = NULL;

		g_assert_cmpint(facts->head.status, ==, HC_FACT_COLLECTED);
		own = hc_dn_identifier_format(facts->issuer, facts->subject);
		if (hc_dn_identifier_equal(own, identifier))
			g_hash_table_add(named, g_strdup(facts->thumbprint));
		n_seen++;
	}
	g_assert_cmpuint(n_seen, >, 7);
	g_assert_cmpuint(g_hash_table_size(named), ==, 1);
}

/* Whatever comes out is text that can be shown and kept. */
static void
assert_sane(const HcCertFacts *facts)
{
	g_assert_true(
		facts->head.status == HC_FACT_COLLECTED || facts->head.status == HC_FACT_MALFORMED);
	if (facts->subject == NULL)
		return;
	g_assert_true(g_utf8_validate(facts->subject, -1, NULL));
	g_assert_true(g_utf8_validate(facts->issuer, -1, NULL));
	g_assert_true(hc_dn_equal(facts->subject, facts->subject));
	g_assert_true(hc_dn_equal(facts->issuer, facts->issuer));
	for (guint i = 0; facts->dns_names[i] != NULL; i++)
		g_assert_true(g_utf8_validate(facts->dns_names[i], -1, NULL));
}

static void
test_hostile(void)
{
	g_autofree char *text = real_text("x509", "limbo-2023-12-02.json", NULL);
	g_auto(GStrv) blocks =
		g_strsplit(text != NULL ? text : "", "-----BEGIN CERTIFICATE-----", -1);
	guint n_readable = 0;

	if (text == NULL)
		return;
	for (guint i = 1; i < g_strv_length(blocks); i++) {
		g_autoptr(HcCertFacts) facts = NULL;
		g_auto(GStrv) lines = NULL;
		g_autofree char *base64 = NULL;

		*strchr(blocks[i], '-') = '\0';
		lines = g_strsplit(blocks[i], "\\n", -1);
		base64 = g_strjoinv("", lines);
		facts = facts_of_base64(base64);
		assert_sane(facts);
		n_readable += facts->head.status == HC_FACT_COLLECTED ? 1 : 0;
	}
	g_assert_cmpuint(n_readable, >, 100);
}

int
main(int argc, char **argv)
{
	static const char *const files[][2] = {
		{ "E19", "GetExchangeCertificate.xml" },
		{ "E19", "GetInternalTransportCertificateFromServer.xml" },
		{ "health-checker", "GetExchangeCertificate.xml" },
	};

	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *path = g_strdup_printf(
			"/certs/vectors/as-windows-prints/%s/%s", files[i][0], files[i][1]);

		g_test_add_data_func(path, files[i], test_as_windows_prints);
	}
	g_test_add_func("/certs/vectors/connector-names-one", test_connector_names_one);
	g_test_add_func("/certs/vectors/hostile", test_hostile);
	return g_test_run();
}
