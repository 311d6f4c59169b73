/* Which certificate Exchange takes for a connector on one server. */
#include "certs/pick.h"

#define CA "CN=Example Trust TLS CA 1, O=Example Trust, C=US"
#define OTHER_CA "CN=Example Trust TLS CA 2, O=Example Trust, C=US"
#define MAIL "CN=mail.contoso.example"
#define IDENTIFIER "<i>" CA "<s>" MAIL

/* What lies on a server; a row whose thumbprint is NULL ends the list. */
typedef struct {
	const char *thumbprint;
	const char *issuer; /* NULL: the bytes could not be read */
	const char *subject;
	const char *dns_name;
	HcTime not_before;
	const char *services;
	HcTri key;
} Row;

static HcCertFacts *
cert_of(const Row *row)
{
	HcCertFacts *cert = hc_cert_facts_new();
	const char *const names[] = { row->dns_name, NULL };

	cert->thumbprint = g_strdup(row->thumbprint);
	cert->head.status = row->issuer != NULL ? HC_FACT_COLLECTED : HC_FACT_MALFORMED;
	cert->issuer = g_strdup(row->issuer);
	cert->subject = g_strdup(row->subject);
	cert->dns_names = hc_text_dup_list(names);
	cert->self_issued = g_strcmp0(row->issuer, row->subject) == 0;
	cert->not_before = row->not_before;
	cert->services = g_strdup(row->services);
	cert->has_private_key = row->key;
	return cert;
}

static void
free_cert(gpointer data)
{
	hc_cert_facts_free(data);
}

/* Both orders of the same store must give the same certificate. */
static GPtrArray *
store_of(const Row *rows, gboolean reversed)
{
	GPtrArray *certs = g_ptr_array_new_with_free_func(free_cert);

	for (; rows->thumbprint != NULL; rows++)
		g_ptr_array_insert(certs, reversed ? 0 : -1, cert_of(rows));
	return certs;
}

typedef struct {
	const char *story;
	const char *identifier;
	const char *fqdn;
	HcPickHow how;
	const char *thumbprint;
	guint n_matches;
	Row store[4];
} Case;

static const Case by_name[] = {
	{ "one matches", IDENTIFIER, NULL, HC_PICK_BY_NAME, "A", 1,
		{ { "A", CA, MAIL, NULL, 1, NULL, HC_TRI_UNKNOWN },
			{ "B", OTHER_CA, MAIL, NULL, 2, NULL, HC_TRI_UNKNOWN } } },
	{ "newest of several, ready or not", IDENTIFIER, NULL, HC_PICK_BY_NAME, "B", 2,
		{ { "A", CA, MAIL, NULL, 1, "SMTP", HC_TRI_YES },
			{ "B", CA, MAIL, NULL, 2, "None", HC_TRI_NO } } },
	{ "same NotBefore", IDENTIFIER, NULL, HC_PICK_BY_NAME, "B", 2,
		{ { "A", CA, MAIL, NULL, 1, NULL, HC_TRI_UNKNOWN },
			{ "B", CA, MAIL, NULL, 1, NULL, HC_TRI_UNKNOWN } } },
	{ "the Fqdn is no way out", IDENTIFIER, "mail.contoso.example", HC_PICK_NONE, NULL, 0,
		{ { "A", OTHER_CA, MAIL, "mail.contoso.example", 1, "SMTP", HC_TRI_YES } } },
	{ "empty store", IDENTIFIER, NULL, HC_PICK_NONE, NULL, 0, { { NULL } } },
	{ "none, but one could not be read", IDENTIFIER, NULL, HC_PICK_UNKNOWN, NULL, 0,
		{ { "A", NULL, NULL, NULL, 1, NULL, HC_TRI_UNKNOWN } } },
	{ "one matches beside an unreadable one", IDENTIFIER, NULL, HC_PICK_BY_NAME, "A", 1,
		{ { "A", CA, MAIL, NULL, 1, NULL, HC_TRI_UNKNOWN },
			{ "B", NULL, NULL, NULL, 1, NULL, HC_TRI_UNKNOWN } } },
	{ "not an identifier", "mail.contoso.example", NULL, HC_PICK_UNKNOWN, NULL, 0,
		{ { "A", CA, MAIL, NULL, 1, NULL, HC_TRI_UNKNOWN } } },
	{ "not names", "<I>CA<S>mail.contoso.example", NULL, HC_PICK_UNKNOWN, NULL, 0,
		{ { "A", CA, MAIL, NULL, 1, NULL, HC_TRI_UNKNOWN } } },
};

static const Case by_fqdn[] = {
	{ "CA-issued before self-signed", "", "mail.contoso.example", HC_PICK_BY_FQDN, "A", 0,
		{ { "A", CA, MAIL, "mail.contoso.example", 1, "IIS, SMTP", HC_TRI_YES },
			{ "B", MAIL, MAIL, "mail.contoso.example", 2, "SMTP", HC_TRI_YES } } },
	{ "self-signed when it is alone", NULL, "E1.contoso.example", HC_PICK_BY_FQDN, "B", 0,
		{ { "A", CA, MAIL, "mail.contoso.example", 1, "SMTP", HC_TRI_YES },
			{ "B", "CN=E1", "CN=E1", "e1.contoso.example", 2, "smtp", HC_TRI_YES } } },
	{ "newest", NULL, "mail.contoso.example", HC_PICK_BY_FQDN, "B", 0,
		{ { "A", CA, MAIL, "mail.contoso.example", 1, "SMTP", HC_TRI_YES },
			{ "B", OTHER_CA, MAIL, "*.contoso.example", 2, "SMTP", HC_TRI_YES } } },
	{ "no SMTP, no key", NULL, "mail.contoso.example", HC_PICK_NONE, NULL, 0,
		{ { "A", CA, MAIL, "mail.contoso.example", 1, "IIS", HC_TRI_YES },
			{ "B", CA, MAIL, "mail.contoso.example", 1, "SMTP", HC_TRI_NO },
			{ "C", CA, MAIL, "mail.contoso.example", 1, NULL, HC_TRI_NO } } },
	{ "services not exported", NULL, "mail.contoso.example", HC_PICK_UNKNOWN, NULL, 0,
		{ { "A", CA, MAIL, "mail.contoso.example", 1, NULL, HC_TRI_YES } } },
	{ "key not exported", NULL, "mail.contoso.example", HC_PICK_UNKNOWN, NULL, 0,
		{ { "A", CA, MAIL, "mail.contoso.example", 1, "SMTP", HC_TRI_UNKNOWN } } },
	{ "the unknown one would lose anyway", NULL, "mail.contoso.example", HC_PICK_BY_FQDN, "A",
		0,
		{ { "A", CA, MAIL, "mail.contoso.example", 2, "SMTP", HC_TRI_YES },
			{ "B", CA, MAIL, "mail.contoso.example", 1, NULL, HC_TRI_UNKNOWN } } },
	{ "the unknown one would win", NULL, "mail.contoso.example", HC_PICK_UNKNOWN, NULL, 0,
		{ { "A", CA, MAIL, "mail.contoso.example", 1, "SMTP", HC_TRI_YES },
			{ "B", CA, MAIL, "mail.contoso.example", 2, NULL, HC_TRI_UNKNOWN } } },
	{ "no name fits", NULL, "mx.fabrikam.example", HC_PICK_NONE, NULL, 0,
		{ { "A", CA, MAIL, "mail.contoso.example", 1, "SMTP", HC_TRI_YES } } },
	{ "neither name", NULL, "", HC_PICK_UNKNOWN, NULL, 0,
		{ { "A", CA, MAIL, "mail.contoso.example", 1, "SMTP", HC_TRI_YES } } },
};

static void
assert_choice(const Case *row, gboolean reversed)
{
	g_autoptr(GPtrArray) certs = store_of(row->store, reversed);
	const HcCertFacts *cert = NULL;
	guint n_matches = 99;

	g_test_message("%s", row->story);
	g_assert_cmpint(
		hc_pick_choose(certs, row->identifier, row->fqdn, &cert, &n_matches), ==, row->how);
	g_assert_cmpstr(cert != NULL ? cert->thumbprint : NULL, ==, row->thumbprint);
	g_assert_cmpuint(n_matches, ==, row->n_matches);
}

static void
test_by_name(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(by_name); i++) {
		assert_choice(&by_name[i], FALSE);
		assert_choice(&by_name[i], TRUE);
	}
}

static void
test_by_fqdn(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(by_fqdn); i++) {
		assert_choice(&by_fqdn[i], FALSE);
		assert_choice(&by_fqdn[i], TRUE);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/certs/pick/by-name", test_by_name);
	g_test_add_func("/certs/pick/by-fqdn", test_by_fqdn);
	return g_test_run();
}
