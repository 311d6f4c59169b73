/* Certificate files among the inputs of a check. */
#include "agent/base/limits.h"
#include "agent/parse/parse.h"
#include "tests/unit/cert-sample.h"

#include <string.h>

#define ADVICE "\"hybridcheck cert FILE PATH…\" rehearses it"

static HcInput *
parse(HcEvidenceBuilder *builder, GBytes *octets)
{
	g_autoptr(HcCapture) capture = hc_capture_new_bytes("mail.cer", octets);

	return hc_parse_capture(capture, builder);
}

static void
test_counted(void)
{
	static const struct {
		const char *file;
		guint n;
	} rows[] = {
		{ "leaf.cer", 1 },
		{ "chain.pem", 2 },
		{ "chain-root.pem", 3 },
		{ "chain.p7b", 2 },
		{ "utf16-be.pem", 1 },
		{ "utf8-bom.pem", 1 },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(0);
		g_autoptr(GBytes) octets = cert_sample("cert-file", rows[i].file);
		const HcInput *input = parse(builder, octets);
		const char *warning = g_ptr_array_index(input->warnings, 0);

		g_test_message("%s: %s", rows[i].file, warning);
		g_assert_cmpuint(input->n_objects, ==, rows[i].n);
		g_assert_cmpuint(input->warnings->len, ==, 1);
		/* It tells nothing about the organisation. */
		g_assert_false(input->usable);
		g_assert_cmpstr(input->kind, ==, "certificate");
		g_assert_nonnull(strstr(warning, "(CN=mail.contoso.example)"));
		g_assert_true(g_str_has_suffix(warning, ADVICE));
	}
}

static void
test_refused(void)
{
	static const struct {
		const char *file;
		const char *words;
	} rows[] = {
		{ "key-beside.pem", "line 22: a private key" },
		{ "second-damaged.pem", "line 22: not an X.509 certificate in DER" },
		{ "cut.cer", "not an X.509 certificate in DER" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(0);
		g_autoptr(GBytes) octets = cert_sample("cert-file", rows[i].file);
		const HcInput *input = parse(builder, octets);

		g_assert_cmpuint(input->warnings->len, ==, 1);
		g_assert_true(
			g_str_has_prefix(g_ptr_array_index(input->warnings, 0), rows[i].words));
		g_assert_cmpuint(input->n_objects, ==, 0);
		g_assert_false(input->usable);
	}
}

static void
test_too_long(void)
{
	static const char start[] = "-----BEGIN CERTIFICATE-----\n";
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(0);
	g_autofree char *text = g_strnfill(HC_LIMIT_CERT_FILE_BYTES + 1, 'A');
	g_autoptr(GBytes) octets = g_bytes_new_static(text, HC_LIMIT_CERT_FILE_BYTES + 1);
	const HcInput *input = NULL;

	memcpy(text, start, strlen(start));
	input = parse(builder, octets);
	g_assert_cmpuint(input->warnings->len, ==, 1);
	g_assert_nonnull(strstr(g_ptr_array_index(input->warnings, 0), "HC_LIMIT_CERT_FILE_BYTES"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/parse/parse-certificate/counted", test_counted);
	g_test_add_func("/parse/parse-certificate/refused", test_refused);
	g_test_add_func("/parse/parse-certificate/too-long", test_too_long);
	return g_test_run();
}
