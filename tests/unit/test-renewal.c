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

static HcTime
at(const char *date)
{
	g_autofree char *text = g_strdup_printf("%sT00:00:00Z", date);
	HcTime when = HC_TIME_NONE;

	g_assert_true(hc_when_parse_rfc3339(text, &when, NULL));
	return when;
}

/* Valid for @days, of which @left are left: the last second of a day is the end. */
static HcExpiry
expiry(int days, int left)
{
	g_autoptr(HcCertFacts) cert = hc_cert_facts_new();

	cert->not_before = at("2026-08-20");
	cert->not_after = cert->not_before + days * HC_TIME_DAY;
	return hc_renewal_expiry(cert, cert->not_after - left * HC_TIME_DAY);
}

/* The thresholds follow the lifetime, within 14 to 60 days, and 7. */
static void
test_expiry(void)
{
	g_assert_cmpint(expiry(398, 61), ==, HC_EXPIRY_FAR);
	g_assert_cmpint(expiry(398, 60), ==, HC_EXPIRY_NEAR);
	g_assert_cmpint(expiry(398, 39), ==, HC_EXPIRY_URGENT);
	g_assert_cmpint(expiry(90, 31), ==, HC_EXPIRY_FAR);
	g_assert_cmpint(expiry(90, 30), ==, HC_EXPIRY_NEAR);
	g_assert_cmpint(expiry(90, 9), ==, HC_EXPIRY_URGENT);
	g_assert_cmpint(expiry(30, 15), ==, HC_EXPIRY_FAR);
	g_assert_cmpint(expiry(30, 14), ==, HC_EXPIRY_NEAR);
	g_assert_cmpint(expiry(30, 7), ==, HC_EXPIRY_URGENT);
	g_assert_cmpint(expiry(90, -1), ==, HC_EXPIRY_URGENT);
}

static void
test_lifetime_limits(void)
{
	g_autoptr(HcCertFacts) cert = hc_cert_facts_new();

	g_assert_cmpuint(hc_renewal_lifetime_limit(at("2020-08-31")), ==, 0);
	g_assert_cmpuint(hc_renewal_lifetime_limit(at("2020-09-01")), ==, 398);
	g_assert_cmpuint(hc_renewal_lifetime_limit(at("2026-03-14")), ==, 398);
	g_assert_cmpuint(hc_renewal_lifetime_limit(at("2026-03-15")), ==, 200);
	g_assert_cmpuint(hc_renewal_lifetime_limit(at("2027-03-15")), ==, 100);
	g_assert_cmpuint(hc_renewal_lifetime_limit(at("2029-03-15")), ==, 47);
	g_assert_cmpuint(hc_renewal_lifetime_limit(HC_TIME_NONE), ==, 0);
	g_assert_cmpuint(hc_renewal_lifetime_days(cert), ==, 0);
	cert->not_before = at("2026-03-15");
	cert->not_after = at("2026-10-01") - HC_TIME_SECOND;
	g_assert_cmpuint(hc_renewal_lifetime_days(cert), ==, 200);
	cert->not_after += HC_TIME_SECOND;
	g_assert_cmpuint(hc_renewal_lifetime_days(cert), ==, 201);
	cert->not_after = cert->not_before - HC_TIME_DAY;
	g_assert_cmpuint(hc_renewal_lifetime_days(cert), ==, 0);
}

static void
test_rotating_issuers(void)
{
	g_assert_nonnull(hc_renewal_rotating_issuer("CN=R99, O=Let's Encrypt, C=US"));
	g_assert_null(hc_renewal_rotating_issuer(CA));
	g_assert_null(hc_renewal_rotating_issuer("CN=R99, O=Let's Encrypt Not, C=US"));
	g_assert_null(hc_renewal_rotating_issuer("not a name"));
	g_assert_null(hc_renewal_rotating_issuer(NULL));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/certs/renewal/matrix", test_matrix);
	g_test_add_func("/certs/renewal/unknown", test_unknown);
	g_test_add_func("/certs/renewal/odd-names", test_odd_names);
	g_test_add_func("/certs/renewal/expiry", test_expiry);
	g_test_add_func("/certs/renewal/lifetime-limits", test_lifetime_limits);
	g_test_add_func("/certs/renewal/rotating-issuers", test_rotating_issuers);
	return g_test_run();
}
