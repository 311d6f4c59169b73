/* Certificate files, over the samples of tests/parse/cert-file (tests/tools/make-chains.py). */
#include "agent/base/error.h"
#include "agent/base/limits.h"
#include "certs/cert-file.h"
#include "certs/der-kind.h"
#include "tests/unit/cert-sample.h"

#include <string.h>

#define MAIL "CN=mail.contoso.example"
#define CA1 "CN=Example Trust TLS CA 1, O=Example Trust, C=US"
#define ROOT "CN=Example Trust Root R1, O=Example Trust, C=US"
#define EC_LEAF MAIL
#define EC_CA "CN=Example Trust EC CA, O=Example Trust, C=US"
#define EC_ROOT "CN=Example Trust EC Root, O=Example Trust, C=US"

static void
test_forms(void)
{
	static const struct {
		const char *file;
		const char *subjects[4]; /* in the order of the file */
	} rows[] = {
		{ "leaf.cer", { MAIL } },
		{ "leaf.pem", { MAIL } },
		{ "chain.pem", { MAIL, CA1 } },
		{ "chain-root.pem", { MAIL, CA1, ROOT } },
		{ "out-of-order.pem", { MAIL, ROOT, CA1 } },
		{ "chain-ec.pem", { EC_LEAF, EC_CA, EC_ROOT } },
		{ "crlf-text.pem", { MAIL, CA1 } },
		{ "utf8-bom.pem", { MAIL } },
		{ "utf16.pem", { MAIL } },
		{ "utf16-be.pem", { MAIL } },
		{ "one-line.pem", { MAIL } },
		{ "x509-label.pem", { MAIL } },
		{ "trusted-label.pem", { ROOT } },
		{ "parameters-before.pem", { MAIL } },
		{ "chain.p7b", { MAIL, CA1 } },
		{ "chain-pem.p7b", { MAIL, CA1 } },
		{ "chain-cms.pem", { MAIL, CA1 } },
		{ "chain-certificate-label.p7b", { CA1 } },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GBytes) data = cert_sample("cert-file", rows[i].file);
		g_autoptr(GError) error = NULL;
		g_autoptr(GPtrArray) certs = hc_cert_file_read(data, &error);

		g_test_message("%s", rows[i].file);
		g_assert_no_error(error);
		g_assert_cmpuint(
			certs->len, ==, g_strv_length((GStrv)(gpointer)(guintptr)rows[i].subjects));
		for (guint k = 0; k < certs->len; k++) {
			const HcCertFacts *facts = g_ptr_array_index(certs, k);

			g_assert_cmpstr(facts->subject, ==, rows[i].subjects[k]);
			g_assert_cmpint(facts->head.status, ==, HC_FACT_COLLECTED);
			g_assert_nonnull(facts->der);
		}
	}
}

/* The same certificate has the same fingerprint, whatever it is wrapped in. */
static void
test_same_octets(void)
{
	static const char *const files[] = { "leaf.pem", "chain.p7b", "utf16.pem", "chain-pem.p7b",
		"crlf-text.pem" };
	g_autoptr(GBytes) der = cert_sample("cert-file", "leaf.cer");
	g_autofree char *wanted = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, der);

	for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autoptr(GBytes) data = cert_sample("cert-file", files[i]);
		g_autoptr(GPtrArray) certs = hc_cert_file_read(data, NULL);
		const HcCertFacts *facts = g_ptr_array_index(certs, 0);

		g_assert_cmpstr(facts->sha256, ==, wanted);
	}
}

static void
test_refused(void)
{
	static const struct {
		const char *file;
		const char *start; /* of the message: the place */
		const char *words; /* in the message: the reason */
	} rows[] = {
		{ "key-beside.pem", "line 22: ", "a private key: take it out of this file" },
		{ "key-first.pem", "line 1: ", "a private key" },
		{ "key-label-lies.pem", "line 1: ", "a private key" },
		{ "key-pkcs1.der", "", "a private key" },
		{ "key-pkcs8.der", "", "a private key" },
		{ "key-sec1.der", "", "a private key" },
		{ "key-encrypted.der", "", "a private key" },
		{ "mail.pfx", "", "PKCS#12" },
		{ "request.csr", "line 1: ", "a certificate request" },
		{ "request.der", "", "a certificate request" },
		{ "revoked.pem", "", "no PEM block in it is a certificate" },
		{ "no-end.pem", "line 1: ", "has no end of its own" },
		{ "begin-inside.pem", "line 1: ", "has no end of its own" },
		{ "end-of-another.pem", "line 1: ", "has no end of its own" },
		{ "not-base64.pem", "line 1: ", "is not base64" },
		{ "nul-inside.pem", "line 1: ", "is not base64" },
		{ "padding-inside.pem", "line 1: ", "is not base64" },
		{ "second-damaged.pem", "line 22: ", "not an X.509 certificate in DER" },
		{ "cut.cer", "", "not an X.509 certificate in DER" },
		{ "octets-follow.cer", "", "octets follow the certificate" },
		{ "octets-follow.p7b", "", "octets follow the PKCS#7" },
		{ "empty.p7b", "", "PKCS#7 without a certificate in it" },
		{ "data.p7b", "", "PKCS#7 that cannot be read" },
		{ "empty.pem", "", "the file is empty" },
		{ "prose.txt", "", "neither a certificate (PEM or DER) nor PKCS#7" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GBytes) data = cert_sample("cert-file", rows[i].file);
		g_autoptr(GError) error = NULL;
		g_autoptr(GPtrArray) certs = hc_cert_file_read(data, &error);

		g_test_message("%s: %s", rows[i].file, error != NULL ? error->message : "read");
		g_assert_error(error, HC_ERROR, HC_ERROR_INPUT);
		g_assert_null(certs);
		g_assert_true(g_str_has_prefix(error->message, rows[i].start));
		g_assert_nonnull(strstr(error->message, rows[i].words));
	}
}

/* A message about a key is the same for every key. */
static void
test_key_is_not_repeated(void)
{
	static const char text[] = "-----BEGIN EC PRIVATE KEY-----\nc2VjcmV0\n"
				   "-----END EC PRIVATE KEY-----\n";
	g_autoptr(GBytes) data = g_bytes_new_static(text, strlen(text));
	g_autoptr(GError) error = NULL;

	g_assert_null(hc_cert_file_read(data, &error));
	g_assert_error(error, HC_ERROR, HC_ERROR_INPUT);
	g_assert_null(strstr(error->message, "c2Vj"));
	g_assert_null(strstr(error->message, "secret"));
}

static void
test_bounds(void)
{
	g_autofree char *blanks = g_strnfill(HC_LIMIT_CERT_FILE_BYTES + 1, ' ');
	g_autoptr(GBytes) large = g_bytes_new_static(blanks, HC_LIMIT_CERT_FILE_BYTES + 1);
	g_autoptr(GBytes) just = g_bytes_new_static(blanks, HC_LIMIT_CERT_FILE_BYTES);
	g_autoptr(GBytes) leaf = cert_sample("cert-file", "leaf.pem");
	g_autoptr(GString) many = g_string_new(NULL);
	g_autoptr(GBytes) too_many = NULL;
	g_autoptr(GBytes) enough = NULL;
	g_autoptr(GPtrArray) certs = NULL;
	g_autoptr(GError) error = NULL;
	gsize size = g_bytes_get_size(leaf);

	g_assert_null(hc_cert_file_read(large, &error));
	g_assert_error(error, HC_ERROR, HC_ERROR_LIMIT);
	g_clear_error(&error);
	g_assert_null(hc_cert_file_read(just, &error));
	g_assert_error(error, HC_ERROR, HC_ERROR_INPUT);
	g_clear_error(&error);
	for (guint i = 0; i <= HC_LIMIT_CERT_FILE_CERTS; i++)
		g_string_append_len(many, g_bytes_get_data(leaf, NULL), (gssize)size);
	too_many = g_bytes_new_static(many->str, many->len);
	enough = g_bytes_new_static(many->str, many->len - size);
	g_assert_null(hc_cert_file_read(too_many, &error));
	g_assert_error(error, HC_ERROR, HC_ERROR_LIMIT);
	g_assert_nonnull(strstr(error->message, "HC_LIMIT_CERT_FILE_CERTS"));
	certs = hc_cert_file_read(enough, NULL);
	g_assert_cmpuint(certs->len, ==, HC_LIMIT_CERT_FILE_CERTS);
}

/* A file cut anywhere gives certificates that were whole, or says what is wrong. */
static void
test_every_prefix(void)
{
	static const char *const files[] = { "chain-ec.pem", "chain.p7b", "utf16.pem", "mail.pfx",
		"key-first.pem", "request.der", "trusted-label.pem" };

	for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autoptr(GBytes) data = cert_sample("cert-file", files[i]);

		for (gsize n = 0; n < g_bytes_get_size(data); n++) {
			g_autofree guint8 *copy = g_memdup2(g_bytes_get_data(data, NULL), n);
			g_autoptr(GBytes) prefix = g_bytes_new_static(copy, n);
			g_autoptr(GError) error = NULL;
			g_autoptr(GPtrArray) certs = hc_cert_file_read(prefix, &error);

			g_assert_true((certs == NULL) == (error != NULL));
			g_assert_true(certs == NULL || certs->len > 0);
		}
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/certs/cert-file/forms", test_forms);
	g_test_add_func("/certs/cert-file/same-octets", test_same_octets);
	g_test_add_func("/certs/cert-file/refused", test_refused);
	g_test_add_func("/certs/cert-file/key-is-not-repeated", test_key_is_not_repeated);
	g_test_add_func("/certs/cert-file/bounds", test_bounds);
	g_test_add_func("/certs/cert-file/every-prefix", test_every_prefix);
	return g_test_run();
}
