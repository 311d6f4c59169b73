/* Which cloud a tenant lives in, and what Exchange Online is called there. */
#include "agent/hcw/cloud.h"

#include "agent/hcw/hybrid.h"
#include "checks/cloud-words.h"
#include "checks/sources.h"
#include "tests/unit/org.h"

#include <string.h>

static const char *
instance_of(const HcCloud *cloud)
{
	return cloud != NULL ? cloud->instance : "none";
}

static void
test_table(void)
{
	for (guint i = 0; i < HC_N_CLOUDS; i++) {
		const HcCloud *cloud = hc_cloud((HcCloudId)i);
		g_auto(GStrv) keys = hc_text_split(cloud->reference, " ");

		g_assert_cmpuint(cloud->id, ==, i);
		g_assert_true(hc_cloud_from_instance(cloud->instance) == cloud);
		g_assert_true(hc_cloud_has_protection_name(cloud, cloud->protection_domain));
		g_assert_nonnull(cloud->coexistence[0]);
		g_assert_nonnull(cloud->smtp_suffixes[0]);
		for (gsize k = 0; keys[k] != NULL; k++)
			g_assert_nonnull(hc_sources_find(keys[k]));
	}
	g_assert_null(hc_cloud_from_instance("germany"));
	g_assert_null(hc_cloud_from_instance(""));
	g_assert_null(hc_cloud_from_instance(NULL));
}

static void
test_domains(void)
{
	static const struct {
		const char *domain;
		const char *instance;
		const char *suffix;  /* coexistence suffix; NULL if it is no coexistence domain */
		const char *initial; /* that it implies */
	} rows[] = {
		{ "contoso.mail.onmicrosoft.com", "worldwide", "mail.onmicrosoft.com",
			"contoso.onmicrosoft.com" },
		{ "Contoso.Mail.OnMicrosoft.com.", "worldwide", "mail.onmicrosoft.com",
			"contoso.onmicrosoft.com" },
		{ "contoso.onmicrosoft.com", "worldwide", NULL, NULL },
		{ "contoso.mail.onmicrosoft.us", "gcchigh", "mail.onmicrosoft.us",
			"contoso.onmicrosoft.us" },
		{ "contoso.onmicrosoft.us", "gcchigh", NULL, NULL },
		{ "contoso.partner.mail.onmschina.cn", "china", "partner.mail.onmschina.cn",
			"contoso.partner.onmschina.cn" },
		{ "contoso.mail.partner.onmschina.cn", "china", "mail.partner.onmschina.cn",
			"contoso.partner.onmschina.cn" },
		{ "contoso.partner.onmschina.cn", "china", NULL, NULL },
		{ "onmicrosoft.com", "none", NULL, NULL }, /* nobody's */
		{ "contoso.onmicrosoft.com.example", "none", NULL, NULL },
		{ "xonmicrosoft.com", "none", NULL, NULL },
		{ "contoso.example", "none", NULL, NULL },
		{ "", "none", NULL, NULL },
		{ NULL, "none", NULL, NULL },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *initial = hc_cloud_initial_domain(rows[i].domain);

		g_test_message("%s", rows[i].domain);
		g_assert_cmpstr(
			instance_of(hc_cloud_of_domain(rows[i].domain)), ==, rows[i].instance);
		g_assert_cmpstr(hc_cloud_coexistence_suffix(rows[i].domain), ==, rows[i].suffix);
		g_assert_cmpstr(initial, ==, rows[i].initial);
	}
}

static void
test_protection_names(void)
{
	static const struct {
		const char *name;
		const char *instance;
	} rows[] = {
		{ "mail.protection.outlook.com", "worldwide" },
		{ "MAIL.protection.outlook.com.", "worldwide" },
		{ "*.protection.outlook.com", "worldwide" },
		{ "*.outlook.com", "none" }, /* a wildcard stands for one label */
		{ "protection.outlook.com", "none" },
		{ "contoso-example.mail.protection.outlook.com", "none" }, /* a host */
		{ "mail.protection.office365.us", "gcchigh" },
		{ "*.mail.protection.office365.us", "gcchigh" },
		{ "*.mail.protection.partner.outlook.cn", "china" },
		{ "mail.protection.partner.outlook.cn", "china" },
		{ "*", "none" },
		{ "", "none" },
		{ NULL, "none" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_test_message("%s", rows[i].name);
		g_assert_cmpstr(instance_of(hc_cloud_of_protection_name(rows[i].name)), ==,
			rows[i].instance);
	}
}

static void
test_smtp_hosts(void)
{
	static const struct {
		const char *host;
		const char *instance;
		gboolean is_legacy;
	} rows[] = {
		{ "contoso-example.mail.protection.outlook.com", "worldwide", FALSE },
		{ "contoso-example.e-v1.mx.microsoft", "worldwide", FALSE },
		{ "contoso-example.mail.protection.office365.us", "gcchigh", FALSE },
		{ "contoso-example.mail.protection.apps.mil", "dod", FALSE },
		{ "contoso-example.mail.protection.partner.outlook.cn", "china", FALSE },
		{ "contoso-example.olc.protection.outlook.com", "none", FALSE }, /* consumers' */
		{ "contoso-example.mail.eo.outlook.com", "none", TRUE },
		{ "contoso.example.mail.global.frontbridge.com", "none", TRUE },
		{ "contoso.example.mail.messaging.microsoft.com", "none", TRUE },
		{ "mail.contoso.example", "none", FALSE },
		{ NULL, "none", FALSE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_test_message("%s", rows[i].host);
		g_assert_cmpstr(
			instance_of(hc_cloud_of_smtp_host(rows[i].host)), ==, rows[i].instance);
		g_assert_cmpint(hc_cloud_is_legacy_host(rows[i].host), ==, rows[i].is_legacy);
	}
}

/* What the domains say, unless the user says otherwise. */
static void
assert_cloud(HcEvidenceBuilder *builder, const HcCloud *chosen, const char *instance,
	HcCloudHow how, const char *words)
{
	g_autoptr(HcEvidence) evidence = hc_evidence_builder_finish(builder);
	g_autoptr(HcHybrid) hybrid = hc_hybrid_new_in(evidence, chosen);
	g_autofree char *text = hc_cloud_words(hybrid);

	g_assert_cmpstr(hybrid->cloud->instance, ==, instance);
	g_assert_cmpint(hybrid->cloud_how, ==, how);
	g_assert_cmpstr(hybrid->protection_domain, ==, hybrid->cloud->protection_domain);
	g_test_message("%s", text);
	g_assert_nonnull(strstr(text, words));
}

static HcEvidenceBuilder *
org_with_initial(const char *domain)
{
	HcEvidenceBuilder *builder = org_new();
	HcExchangeObject *accepted =
		org_add(builder, HC_SIDE_TENANT, HC_KIND_ACCEPTED_DOMAIN, domain);

	hc_exchange_put_text(accepted, "DomainName", domain);
	hc_exchange_put_text(accepted, "InitialDomain", "True");
	org_remove(builder, HC_SIDE_TENANT, HC_KIND_ACCEPTED_DOMAIN, "contoso.onmicrosoft.com");
	return builder;
}

static void
test_found(void)
{
	HcEvidenceBuilder *nothing = org_new();

	assert_cloud(org_new(), NULL, "worldwide", HC_CLOUD_FOUND, "the worldwide service");
	assert_cloud(org_new(), hc_cloud(HC_CLOUD_DOD), "dod", HC_CLOUD_CHOSEN, "--instance");
	assert_cloud(org_with_initial("contoso.onmicrosoft.us"), NULL, "gcchigh", HC_CLOUD_SHARED,
		"GCC High and DoD have the same domains");
	assert_cloud(org_with_initial("contoso.partner.onmschina.cn"), NULL, "china",
		HC_CLOUD_FOUND, "21Vianet");
	org_not_exported(nothing, HC_SIDE_TENANT, HC_KIND_ACCEPTED_DOMAIN);
	org_not_exported(nothing, HC_SIDE_ONPREM, HC_KIND_ACCEPTED_DOMAIN);
	org_not_exported(nothing, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);
	assert_cloud(nothing, NULL, "worldwide", HC_CLOUD_ASSUMED, "assumed");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/hcw/cloud/table", test_table);
	g_test_add_func("/hcw/cloud/domains", test_domains);
	g_test_add_func("/hcw/cloud/protection-names", test_protection_names);
	g_test_add_func("/hcw/cloud/smtp-hosts", test_smtp_hosts);
	g_test_add_func("/hcw/cloud/found", test_found);
	return g_test_run();
}
