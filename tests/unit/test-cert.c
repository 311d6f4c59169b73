/* DER to facts, over the samples of tests/parse/cert (tests/tools/make-certs.py writes them). */
#include "agent/base/limits.h"
#include "certs/cert.h"
#include "certs/digest.h"
#include "certs/dn.h"
#include "certs/match.h"

#include <string.h>

#define SERVER_AUTH "1.3.6.1.5.5.7.3.1"
#define CLIENT_AUTH "1.3.6.1.5.5.7.3.2"
#define PLAIN_SUBJECT "CN=mail.contoso.example, O=Contoso, L=Cologne, S=NRW, C=DE"

static char *
sample_path(const char *story)
{
	g_autofree char *file = g_strconcat(story, ".der", NULL);

	return g_build_filename(g_getenv("HC_SOURCE_ROOT"), "tests", "parse", "cert", file, NULL);
}

static HcCertFacts *
facts_of_sample(const char *story)
{
	g_autofree char *path = sample_path(story);
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) der = NULL;
	char *data = NULL;
	gsize size = 0;

	g_file_get_contents(path, &data, &size, &error);
	g_assert_no_error(error);
	der = g_bytes_new_take(data, size);
	return hc_cert_from_der(der);
}

static void
test_plain(void)
{
	g_autoptr(HcCertFacts) facts = facts_of_sample("plain");
	g_autofree char *not_before = hc_when_format(facts->not_before);
	g_autofree char *not_after = hc_when_format(facts->not_after);
	g_autofree char *dns_names = hc_text_join((const char *const *)facts->dns_names);
	g_autofree char *eku = hc_text_join((const char *const *)facts->eku);

	g_assert_cmpint(facts->head.status, ==, HC_FACT_COLLECTED);
	g_assert_null(facts->head.why);
	g_assert_cmpstr(facts->subject, ==, PLAIN_SUBJECT);
	g_assert_cmpstr(facts->issuer, ==, "CN=Example Trust TLS CA 1, O=Example Trust, C=US");
	g_assert_cmpstr(facts->subject_cn, ==, "mail.contoso.example");
	g_assert_cmpstr(dns_names, ==, "mail.contoso.example, autodiscover.contoso.example");
	g_assert_cmpstr(eku, ==, SERVER_AUTH ", " CLIENT_AUTH);
	g_assert_cmpstr(not_before, ==, "2026-08-01T00:00:00Z");
	g_assert_cmpstr(not_after, ==, "2027-02-01T23:59:59Z");
	g_assert_cmpstr(facts->serial, ==, "0A1B2C3D4E5F");
	g_assert_cmpstr(facts->key_type, ==, "RSA");
	g_assert_cmpuint(facts->key_bits, ==, 2048);
	g_assert_cmpstr(facts->signature_hash, ==, "sha256");
	g_assert_false(facts->self_issued);
	g_assert_cmpuint(strlen(facts->thumbprint), ==, 40);
	g_assert_cmpuint(strlen(facts->sha256), ==, 64);
	g_assert_cmpuint(strlen(facts->spki_sha256), ==, 64);
	g_assert_nonnull(facts->der);
	g_assert_cmpint(facts->has_private_key, ==, HC_TRI_UNKNOWN);
	g_assert_null(facts->services);
}

/* The fingerprints, as "openssl x509 -fingerprint" and "openssl pkey -pubin | sha256sum" give them.
 */
static void
test_fingerprints(void)
{
	g_autoptr(HcCertFacts) facts = facts_of_sample("plain");

	g_assert_cmpstr(facts->thumbprint, ==, "B81DA07E6B0F26B799B9D7BBF4FCA6D0A2F8B3C3");
	g_assert_cmpstr(facts->sha256, ==,
		"66ad471fbb2b900465f4e970b37723774835e308433aabb13262f7cd4b6fa9ba");
	g_assert_cmpstr(facts->spki_sha256, ==,
		"553c1f5adecf2ab7782d437c8b43a55297ec5eb377ac724221db5f0168d77388");
}

static void
test_subject(void)
{
	static const struct {
		const char *story;
		const char *subject;
		const char *cn;
	} rows[] = {
		{ "odd-labels",
			"CN=mail.contoso.example, E=postmaster@contoso.example, dnQualifier=q, "
			"Phone=0, Description=gateway, OID.0.9.2342.19200300.100.1.1=ada, I=A, "
			"SN=Example, G=Ada, OID.2.5.4.97=VATDE-1, OID.1.3.6.1.4.1.311.60.2.1.3=DE, "
			"OID.2.5.4.15=Private Organization, SERIALNUMBER=HRB 4711, T=Postmaster, "
			"OU=IT, O=Contoso, POBox=17, STREET=Domkloster 4, PostalCode=50667, "
			"L=Cologne, S=NRW, C=DE, DC=example",
			"mail.contoso.example" },
		{ "odd-values",
			"CN=\"Contoso, Mail\", OU=two  blanks, OU=back\\slash, OU=\"\", "
			"OU=\"two\nlines\", OU=\"a;b\", OU=\"#hash\", OU=\"a<S>b\", OU=\"x=y\", "
			"OU=\"one+two\", OU=\"trailing \", OU=\" leading\", OU=\"a, b\", "
			"O=\"Joe \"\"Cool\"\" Ltd\", C=DE",
			"Contoso, Mail" },
		{ "multi-valued",
			"CN=mail.contoso.example + SERIALNUMBER=7, O=Contoso + OU=IT, C=DE",
			"mail.contoso.example" },
		{ "two-cns", "CN=mail.contoso.example, CN=general.contoso.example",
			"mail.contoso.example" },
		{ "bmp", "CN=mail.contoso.example, OU=Équipe, O=Contoso Müller",
			"mail.contoso.example" },
		{ "teletex", "CN=mail.contoso.example, OU=Müller, O=Müller",
			"mail.contoso.example" },
		{ "value-no-text", "CN=mail.contoso.example, OID.2.5.4.45=#030200A5",
			"mail.contoso.example" },
		{ "subject-empty", "", NULL },
		{ "nul-inside", "CN=evil\xEF\xBF\xBD.contoso.example",
			"evil\xEF\xBF\xBD.contoso.example" },
		{ "wildcard", "CN=*.contoso.example", "*.contoso.example" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcCertFacts) facts = facts_of_sample(rows[i].story);
		g_autofree char *cn = hc_dn_get(facts->subject, "CN");

		g_test_message("%s", rows[i].story);
		g_assert_cmpint(facts->head.status, ==, HC_FACT_COLLECTED);
		g_assert_cmpstr(facts->subject, ==, rows[i].subject);
		g_assert_cmpstr(facts->subject_cn, ==, rows[i].cn);
		/* What we print can be read again, and by the same words. */
		g_assert_true(hc_dn_is_valid(facts->subject));
		g_assert_cmpstr(cn, ==, rows[i].cn);
	}
}

static void
test_key_and_signature(void)
{
	static const struct {
		const char *story;
		const char *key_type;
		guint key_bits;
		const char *hash;
	} rows[] = {
		{ "rsa-1024-sha1", "RSA", 1024, "sha1" },
		{ "rsa-pss-sha512", "RSA", 2048, "sha512" },
		{ "ec-p256", "EC", 256, "sha384" },
		{ "ed25519", "ED25519", 256, "" },
		{ "key-unknown", "1.3.6.1.4.1.32473.1", 0, "sha256" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcCertFacts) facts = facts_of_sample(rows[i].story);

		g_test_message("%s", rows[i].story);
		g_assert_cmpint(facts->head.status, ==, HC_FACT_COLLECTED);
		g_assert_cmpstr(facts->key_type, ==, rows[i].key_type);
		g_assert_cmpuint(facts->key_bits, ==, rows[i].key_bits);
		g_assert_cmpstr(facts->signature_hash, ==, rows[i].hash);
		g_assert_nonnull(facts->spki_sha256);
	}
}

/* No extension means any purpose and no names; the two must not be mixed up with empty lists. */
static void
test_extensions(void)
{
	static const struct {
		const char *story;
		const char *dns_names;
		const char *eku; /* NULL: any purpose */
	} rows[] = {
		{ "no-extensions", "", NULL },
		{ "eku-absent", "mail.contoso.example, autodiscover.contoso.example", NULL },
		{ "eku-server-only", "mail.contoso.example, autodiscover.contoso.example",
			SERVER_AUTH },
		{ "san-mixed", "*.contoso.example", SERVER_AUTH ", " CLIENT_AUTH },
		{ "nul-inside", "evil\xEF\xBF\xBD.contoso.example, www.fabrikam.example",
			SERVER_AUTH ", " CLIENT_AUTH },
		{ "san-not-ascii", "mél.contoso.example", SERVER_AUTH ", " CLIENT_AUTH },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcCertFacts) facts = facts_of_sample(rows[i].story);
		g_autofree char *dns_names = hc_text_join((const char *const *)facts->dns_names);
		g_autofree char *eku = hc_text_join((const char *const *)facts->eku);

		g_test_message("%s", rows[i].story);
		g_assert_cmpint(facts->head.status, ==, HC_FACT_COLLECTED);
		g_assert_nonnull(facts->dns_names);
		g_assert_cmpstr(dns_names, ==, rows[i].dns_names);
		g_assert_cmpint(facts->eku == NULL, ==, rows[i].eku == NULL);
		g_assert_cmpstr(eku, ==, rows[i].eku != NULL ? rows[i].eku : "");
	}
}

/* NULL: it is there, and cannot be read. */
static char *
joined(char **urls)
{
	return urls != NULL ? g_strjoinv(" ", urls) : NULL;
}

static void
test_urls(void)
{
	static const struct {
		const char *story;
		const char *crl;
		const char *ocsp;
		const char *issuer;
	} rows[] = {
		{ "plain", "", "", "" },
		{ "urls", "ldap:///CN=Contoso http://crl.example/a.crl http://crl2.example/a.crl",
			"http://ocsp.example", "http://crl.example/a.cer" },
		{ "urls-odd", "http://crl.example/\xEF\xBF\xBD.crl http://\xC3\xA9.example/", NULL,
			NULL },
		{ "urls-relative", "", "", "" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcCertFacts) facts = facts_of_sample(rows[i].story);
		g_autofree char *crl = joined(facts->crl_urls);
		g_autofree char *ocsp = joined(facts->ocsp_urls);
		g_autofree char *issuer = joined(facts->issuer_urls);

		g_test_message("%s", rows[i].story);
		g_assert_cmpint(facts->head.status, ==, HC_FACT_COLLECTED);
		g_assert_cmpstr(crl, ==, rows[i].crl);
		g_assert_cmpstr(ocsp, ==, rows[i].ocsp);
		g_assert_cmpstr(issuer, ==, rows[i].issuer);
	}
}

static void
test_fake_name_matches_nothing(void)
{
	static const char *const accepted[] = { "contoso.example", NULL };
	static const char *const stories[] = { "nul-inside", "san-not-ascii" };

	for (guint i = 0; i < G_N_ELEMENTS(stories); i++) {
		g_autoptr(HcCertFacts) facts = facts_of_sample(stories[i]);

		g_test_message("%s", stories[i]);
		g_assert_false(hc_match_cert_is_attributable(facts, accepted));
		g_assert_false(hc_match_cert_covers(facts, "evil"));
		g_assert_false(hc_match_cert_covers(facts, "*.contoso.example"));
	}
}

static void
test_times(void)
{
	static const struct {
		const char *story;
		const char *not_before;
		const char *not_after;
	} rows[] = {
		{ "after-2050", "2049-12-31T23:59:59Z", "2056-01-01T00:00:00Z" },
		{ "never-expires", "1950-01-01T00:00:00Z", "9999-12-31T23:59:59Z" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcCertFacts) facts = facts_of_sample(rows[i].story);
		g_autofree char *not_before = hc_when_format(facts->not_before);
		g_autofree char *not_after = hc_when_format(facts->not_after);

		g_assert_cmpint(facts->head.status, ==, HC_FACT_COLLECTED);
		g_assert_cmpstr(not_before, ==, rows[i].not_before);
		g_assert_cmpstr(not_after, ==, rows[i].not_after);
	}
}

static void
test_self_issued(void)
{
	g_autoptr(HcCertFacts) facts = facts_of_sample("self-issued");

	g_assert_true(facts->self_issued);
	g_assert_cmpstr(facts->serial, ==, "00A1B2C3D4E5F60718");
}

static void
test_malformed(void)
{
	static const struct {
		const char *story;
		const char *why;
		const char *subject; /* NULL: nothing could be read */
	} rows[] = {
		{ "half", "not an X.509 certificate in DER", NULL },
		{ "no-certificate", "not an X.509 certificate in DER", NULL },
		{ "utf8-broken", "not an X.509 certificate in DER", NULL },
		{ "bmp-surrogates", "not an X.509 certificate in DER", NULL },
		{ "octets-follow", "octets follow the certificate", NULL },
		{ "time-impossible", "its validity is not a pair of times", PLAIN_SUBJECT },
		{ "san-unreadable", "its subjectAltName cannot be read", PLAIN_SUBJECT },
		{ "san-twice", "its subjectAltName cannot be read", PLAIN_SUBJECT },
		{ "san-too-many", "more subject alternative names than HC_LIMIT_CERT_NAMES allows",
			PLAIN_SUBJECT },
		{ "eku-unreadable", "its extendedKeyUsage cannot be read", PLAIN_SUBJECT },
		{ "urls-too-many", "more URLs of one kind than HC_LIMIT_CERT_URLS allows",
			PLAIN_SUBJECT },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcCertFacts) facts = facts_of_sample(rows[i].story);

		g_test_message("%s", rows[i].story);
		g_assert_cmpint(facts->head.status, ==, HC_FACT_MALFORMED);
		g_assert_cmpstr(facts->head.why, ==, rows[i].why);
		g_assert_cmpstr(facts->subject, ==, rows[i].subject);
		g_assert_nonnull(facts->thumbprint);
		g_assert_nonnull(facts->sha256);
	}
}

/* An unreadable list of purposes is not "any purpose". */
static void
test_malformed_usage(void)
{
	g_autoptr(HcCertFacts) facts = facts_of_sample("eku-unreadable");

	g_assert_nonnull(facts->eku);
	g_assert_cmpuint(g_strv_length(facts->eku), ==, 0);
}

static void
test_size_limits(void)
{
	g_autoptr(GBytes) nothing = g_bytes_new(NULL, 0);
	g_autofree guint8 *zeros = g_malloc0(HC_LIMIT_DER + 1);
	g_autoptr(GBytes) too_big = g_bytes_new(zeros, HC_LIMIT_DER + 1);
	g_autoptr(HcCertFacts) empty = hc_cert_from_der(nothing);
	g_autoptr(HcCertFacts) big = hc_cert_from_der(too_big);

	g_assert_cmpint(empty->head.status, ==, HC_FACT_MALFORMED);
	g_assert_cmpstr(empty->thumbprint, ==, "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709");
	g_assert_cmpint(big->head.status, ==, HC_FACT_MALFORMED);
	g_assert_cmpstr(big->head.why, ==, "more octets than HC_LIMIT_DER allows");
	g_assert_nonnull(big->thumbprint);
	/* What evidence as JSON could not take back is not kept. */
	g_assert_null(empty->der);
	g_assert_null(big->der);
}

static void
test_digest(void)
{
	g_autoptr(HcDigest) digest = hc_digest_new();
	g_autoptr(HcDigest) nothing = hc_digest_new();
	g_autofree char *hex = NULL;
	g_autofree char *hex_of_nothing = hc_digest_finish(nothing);

	hc_digest_update(digest, "a", 1);
	hc_digest_update(digest, "bc", 2);
	hex = hc_digest_finish(digest);
	g_assert_cmpstr(
		hex, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	g_assert_cmpstr(hex_of_nothing, ==,
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

/* FIPS 180-4's example. */
static void
test_digest_of_one_piece(void)
{
	g_autofree char *sha1 = hc_digest_sha1("abc", 3);
	g_autofree char *sha256 = hc_digest_sha256("abc", 3);
	g_autofree char *sha1_of_nothing = hc_digest_sha1(NULL, 0);

	g_assert_cmpstr(sha1, ==, "a9993e364706816aba3e25717850c26c9cd0d89d");
	g_assert_cmpstr(
		sha256, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	g_assert_cmpstr(sha1_of_nothing, ==, "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/certs/cert/plain", test_plain);
	g_test_add_func("/certs/cert/fingerprints", test_fingerprints);
	g_test_add_func("/certs/cert/subject-as-dotnet-prints-it", test_subject);
	g_test_add_func("/certs/cert/key-and-signature", test_key_and_signature);
	g_test_add_func("/certs/cert/extensions", test_extensions);
	g_test_add_func("/certs/cert/urls", test_urls);
	g_test_add_func("/certs/cert/fake-name-matches-nothing", test_fake_name_matches_nothing);
	g_test_add_func("/certs/cert/times", test_times);
	g_test_add_func("/certs/cert/self-issued", test_self_issued);
	g_test_add_func("/certs/cert/malformed", test_malformed);
	g_test_add_func("/certs/cert/malformed-usage", test_malformed_usage);
	g_test_add_func("/certs/cert/size-limits", test_size_limits);
	g_test_add_func("/certs/digest/chunks", test_digest);
	g_test_add_func("/certs/digest/of-one-piece", test_digest_of_one_piece);
	return g_test_run();
}
