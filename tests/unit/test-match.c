/* Names on certificates against names in connectors and domain lists. */
#include "certs/match.h"

/* @names: comma separated SANs. */
static HcCertFacts *
cert_with_names(const char *cn, const char *names)
{
	HcCertFacts *cert = hc_cert_facts_new();

	cert->head.status = HC_FACT_COLLECTED;
	cert->subject_cn = g_strdup(cn);
	cert->dns_names = hc_text_split(names, ",");
	return cert;
}

static void
test_covers(void)
{
	static const struct {
		const char *cn;
		const char *names;
		const char *wanted;
		gboolean covers;
	} rows[] = {
		{ "mail.contoso.example", "", "mail.contoso.example", TRUE },
		{ "mail.contoso.example", "", "MAIL.Contoso.Example.", TRUE },
		{ "mail.contoso.example", "", "*.contoso.example", TRUE },
		{ "*.contoso.example", "", "mail.contoso.example", TRUE },
		{ "*.contoso.example", "", "*.contoso.example", TRUE },
		{ NULL, "autodiscover.contoso.example,mail.contoso.example", "mail.contoso.example",
			TRUE },
		{ "mail.contoso.example", "mx.fabrikam.example", "*.fabrikam.example", TRUE },
		{ "Contoso Mail", "mail.contoso.example", "mail.contoso.example", TRUE },
		/* exactly one label */
		{ "*.contoso.example", "", "contoso.example", FALSE },
		{ "*.contoso.example", "", "mail.eu.contoso.example", FALSE },
		{ "contoso.example", "", "*.contoso.example", FALSE },
		{ "mail.eu.contoso.example", "", "*.contoso.example", FALSE },
		{ "*.eu.contoso.example", "", "*.contoso.example", FALSE },
		{ "mail.contoso.example", "", "contoso.example", FALSE },
		{ "m*.contoso.example", "", "mail.contoso.example", FALSE },
		{ "mail.contoso.example", "", "m*.contoso.example", FALSE },
		/* not host names */
		{ "evil\xEF\xBF\xBD.contoso.example", "", "*.contoso.example", FALSE },
		{ "m\xC3\xA9l.contoso.example", "", "*.contoso.example", FALSE },
		{ "a b.contoso.example", "", "*.contoso.example", FALSE },
		{ ".contoso.example", "", "*.contoso.example", FALSE },
		{ NULL, "", "mail.contoso.example", FALSE },
		{ "", "", "", FALSE },
		{ "mail.contoso.example", "", NULL, FALSE },
		{ "*.", "", "*.", FALSE },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcCertFacts) cert = cert_with_names(rows[i].cn, rows[i].names);

		g_test_message("row %u: %s", i, rows[i].wanted != NULL ? rows[i].wanted : "none");
		g_assert_cmpint(hc_match_cert_covers(cert, rows[i].wanted), ==, rows[i].covers);
	}
}

/* Facts of bytes that are no certificate have no lists at all. */
static void
test_covers_nothing_read(void)
{
	static const char *const accepted[] = { "contoso.example", NULL };
	g_autoptr(HcCertFacts) cert = hc_cert_facts_new();

	g_assert_false(hc_match_cert_covers(cert, "mail.contoso.example"));
	g_assert_false(hc_match_cert_is_attributable(cert, accepted));
}

static void
test_accepted(void)
{
	static const char *const accepted[] = { "Contoso.example", "jpn.fabrikam.example",
		"mail.northwind.example", NULL };
	static const struct {
		const char *name;
		gboolean attributable;
		gboolean sender_name;
	} rows[] = {
		{ "contoso.example", TRUE, TRUE },
		{ "mail.contoso.example.", TRUE, TRUE },
		{ "*.contoso.example", TRUE, TRUE },
		{ "host.sub.contoso.example", FALSE, FALSE },
		{ "*.sub.contoso.example", FALSE, FALSE },
		/* a subdomain is accepted, the domain is not */
		{ "fabrikam.example", FALSE, FALSE },
		{ "mail.fabrikam.example", FALSE, FALSE },
		{ "a.fabrikam.example", FALSE, FALSE },
		{ "*.fabrikam.example", FALSE, TRUE },
		{ "*.jpn.fabrikam.example", TRUE, TRUE },
		{ "mail.northwind.example", TRUE, TRUE },
		{ "*.northwind.example", FALSE, TRUE },
		{ "example", FALSE, FALSE },
		{ "evil\xEF\xBF\xBD.contoso.example", FALSE, FALSE },
		{ "", FALSE, FALSE },
		{ NULL, FALSE, FALSE },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		const char *name = rows[i].name;

		g_test_message("row %u: %s", i, name != NULL ? name : "none");
		g_assert_cmpint(hc_match_is_attributable(name, accepted), ==, rows[i].attributable);
		g_assert_cmpint(
			hc_match_sender_name_is_accepted(name, accepted), ==, rows[i].sender_name);
		g_assert_false(hc_match_is_attributable(name, NULL));
		g_assert_false(hc_match_sender_name_is_accepted(name, NULL));
	}
}

static void
test_cert_is_attributable(void)
{
	static const char *const accepted[] = { "contoso.example", NULL };
	static const struct {
		const char *cn;
		const char *names;
		gboolean attributable;
	} rows[] = {
		{ "mail.contoso.example", "", TRUE },
		{ "mail.fabrikam.example", "mail.fabrikam.example,mail.contoso.example", TRUE },
		{ NULL, "*.contoso.example", TRUE },
		{ "mail.fabrikam.example", "mail.fabrikam.example", FALSE },
		{ NULL, "", FALSE },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcCertFacts) cert = cert_with_names(rows[i].cn, rows[i].names);

		g_assert_cmpint(
			hc_match_cert_is_attributable(cert, accepted), ==, rows[i].attributable);
	}
}

static void
test_derive_sender_name(void)
{
	static const char *const accepted[] = { "contoso.example", "eu.contoso.example",
		"MX.fabrikam.example", NULL };
	static const struct {
		const char *cn;
		const char *wanted;
	} rows[] = {
		{ "Contoso.Example", "Contoso.Example" },
		{ "mx.fabrikam.example", "mx.fabrikam.example" },
		{ "Mail.Contoso.Example", "*.Contoso.Example" },
		{ "*.contoso.example", "*.contoso.example" },
		{ "eu.contoso.example", "eu.contoso.example" },
		{ "mail.us.contoso.example", "mail.us.contoso.example" },
		{ "mail.fabrikam.example", "mail.fabrikam.example" },
		{ "E1", "E1" },
		{ "", NULL },
		{ NULL, NULL },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *name = hc_match_derive_sender_name(rows[i].cn, accepted);

		g_assert_cmpstr(name, ==, rows[i].wanted);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/certs/match/covers", test_covers);
	g_test_add_func("/certs/match/covers-nothing-read", test_covers_nothing_read);
	g_test_add_func("/certs/match/accepted", test_accepted);
	g_test_add_func("/certs/match/cert-is-attributable", test_cert_is_attributable);
	g_test_add_func("/certs/match/derive-sender-name", test_derive_sender_name);
	return g_test_run();
}
