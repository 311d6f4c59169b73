/* What a renewal changes: the renewal matrix, row by row. */
#include "certs/renewal.h"

typedef struct {
	const char *issuer;
	const char *subject;
	const char *cn;
	const char *names; /* comma separated SANs */
	const char *key;
} Words;

#define CA "CN=Example Trust TLS CA 1, C=US"
#define SUBJECT "CN=mail.contoso.example, O=Contoso, C=DE"
#define CN "mail.contoso.example"
#define NAMES "mail.contoso.example,autodiscover.contoso.example"

static const Words in_use = { CA, SUBJECT, CN, NAMES, "k1" };

static HcCertFacts *
cert_of(const Words *words)
{
	HcCertFacts *cert = hc_cert_facts_new();

	cert->head.status = HC_FACT_COLLECTED;
	cert->issuer = g_strdup(words->issuer);
	cert->subject = g_strdup(words->subject);
	cert->subject_cn = g_strdup(words->cn);
	cert->dns_names = hc_text_split(words->names, ",");
	cert->spki_sha256 = g_strdup(words->key);
	return cert;
}

static const struct {
	const char *story;
	Words renewed;
	HcRenewal wanted;
} matrix[] = {
	{ "nothing but the dates", { CA, SUBJECT, CN, NAMES, "k1" },
		{ .tls_sender_name_fits = HC_TRI_YES, .tls_domain_fits = HC_TRI_YES } },
	{ "printed differently",
		{ "cn=Example Trust  TLS CA 1,C=US", "C=DE, O=Contoso, CN=mail.contoso.example",
			"Mail.Contoso.Example", "AUTODISCOVER.contoso.example,mail.contoso.example",
			"k1" },
		{ .tls_sender_name_fits = HC_TRI_YES, .tls_domain_fits = HC_TRI_YES } },
	{ "key", { CA, SUBJECT, CN, NAMES, "k2" },
		{ .tls_sender_name_fits = HC_TRI_YES, .tls_domain_fits = HC_TRI_YES } },
	{ "issuer", { "CN=Example Trust TLS CA 2, C=US", SUBJECT, CN, NAMES, "k2" },
		{ .issuer_changed = TRUE,
			.tls_sender_name_fits = HC_TRI_YES,
			.tls_domain_fits = HC_TRI_YES } },
	{ "subject, same CN", { CA, "CN=mail.contoso.example", CN, NAMES, "k1" },
		{ .subject_changed = TRUE,
			.tls_sender_name_fits = HC_TRI_YES,
			.tls_domain_fits = HC_TRI_YES } },
	{ "CN, same parent",
		{ CA, "CN=mx.contoso.example", "mx.contoso.example", "mx.contoso.example", "k1" },
		{ .subject_changed = TRUE,
			.tls_sender_name_fits = HC_TRI_YES,
			.tls_domain_fits = HC_TRI_NO } },
	{ "CN under another domain",
		{ CA, "CN=mail.fabrikam.example", "mail.fabrikam.example", "mail.fabrikam.example",
			"k1" },
		{ .subject_changed = TRUE,
			.tls_sender_name_fits = HC_TRI_NO,
			.tls_domain_fits = HC_TRI_NO } },
	{ "names only", { CA, SUBJECT, CN, "mail.contoso.example", "k1" },
		{ .tls_sender_name_fits = HC_TRI_YES, .tls_domain_fits = HC_TRI_YES } },
	{ "one name for another",
		{ CA, SUBJECT, CN, "mail.contoso.example,mx.contoso.example", "k1" },
		{ .tls_sender_name_fits = HC_TRI_YES, .tls_domain_fits = HC_TRI_YES } },
	{ "no CN any more", { CA, "", NULL, NAMES, "k1" },
		{ .subject_changed = TRUE,
			.tls_sender_name_fits = HC_TRI_YES,
			.tls_domain_fits = HC_TRI_YES } },
};

/* TlsSenderCertificateName is the wildcard, TlsDomain the CN, as HCW writes them. */
static void
test_matrix(void)
{
	g_autoptr(HcCertFacts) old_cert = cert_of(&in_use);

	for (guint i = 0; i < G_N_ELEMENTS(matrix); i++) {
		g_autoptr(HcCertFacts) new_cert = cert_of(&matrix[i].renewed);
		HcRenewal got = hc_renewal_compare(
			old_cert, new_cert, "*.contoso.example", "mail.contoso.example");
		const HcRenewal *wanted = &matrix[i].wanted;

		g_test_message("%s", matrix[i].story);
		g_assert_cmpint(got.issuer_changed, ==, wanted->issuer_changed);
		g_assert_cmpint(got.subject_changed, ==, wanted->subject_changed);
		g_assert_cmpint(got.tls_sender_name_fits, ==, wanted->tls_sender_name_fits);
		g_assert_cmpint(got.tls_domain_fits, ==, wanted->tls_domain_fits);
	}
}

static void
test_unknown(void)
{
	g_autoptr(HcCertFacts) old_cert = cert_of(&in_use);
	g_autoptr(HcCertFacts) new_cert = cert_of(&in_use);
	g_autoptr(HcCertFacts) unread = hc_cert_facts_new();
	HcRenewal not_given = hc_renewal_compare(old_cert, new_cert, NULL, "");
	HcRenewal not_read = hc_renewal_compare(old_cert, unread, "*.contoso.example", CN);

	g_assert_cmpint(not_given.tls_sender_name_fits, ==, HC_TRI_UNKNOWN);
	g_assert_cmpint(not_given.tls_domain_fits, ==, HC_TRI_UNKNOWN);
	g_assert_cmpint(not_read.tls_sender_name_fits, ==, HC_TRI_UNKNOWN);
	g_assert_cmpint(not_read.tls_domain_fits, ==, HC_TRI_UNKNOWN);
	g_assert_true(not_read.issuer_changed && not_read.subject_changed);
}

/* A name nobody can parse is still the same name when the text is the same. */
static void
test_odd_names(void)
{
	static const Words odd = { "not a name", SUBJECT, CN, NAMES, "k1" };
	g_autoptr(HcCertFacts) old_cert = cert_of(&odd);
	g_autoptr(HcCertFacts) new_cert = cert_of(&odd);

	g_assert_false(hc_renewal_compare(old_cert, new_cert, NULL, NULL).issuer_changed);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/certs/renewal/matrix", test_matrix);
	g_test_add_func("/certs/renewal/unknown", test_unknown);
	g_test_add_func("/certs/renewal/odd-names", test_odd_names);
	return g_test_run();
}
