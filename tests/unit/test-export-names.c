/* What names and types say of an export: its kind, side, server and organisation. */
#include "agent/parse/export/directory-name.h"
#include "agent/parse/export/export-name.h"
#include "agent/parse/export/export.h"

#define AD_DN                                                                                      \
	"CN=x,CN=Transport Settings,CN=Contoso,CN=Microsoft Exchange,CN=Services,"                 \
	"CN=Configuration,DC=corp,DC=contoso,DC=example"
#define TENANT_DN                                                                                  \
	"CN=x,CN=Transport Settings,CN=Configuration,CN=contoso.onmicrosoft.com,"                  \
	"CN=ConfigurationUnits,DC=EURPR01,DC=PROD,DC=OUTLOOK,DC=COM"
#define EDGE_DN                                                                                    \
	"CN=x,CN=Connections,CN=First Organization,CN=Microsoft Exchange,CN=Services,"             \
	"CN=Configuration,CN={0E5F6B2A-1111-4222-8333-444455556666}"
#define SYSCONF "Microsoft.Exchange.Data.Directory.SystemConfiguration."

/* --- kinds ------------------------------------------------------------------------------------ */

/* NULL noun: no kind of ours. */
typedef struct {
	const char *name;
	const char *noun;
} KindCase;

static void
assert_kind(gboolean found, HcKind kind, const KindCase *wanted)
{
	if (found != (wanted->noun != NULL) ||
		(found && g_strcmp0(hc_kind_noun(kind), wanted->noun) != 0))
		g_error("%s: %s, not %s", wanted->name, found ? hc_kind_noun(kind) : "nothing",
			wanted->noun != NULL ? wanted->noun : "nothing");
}

static void
test_types(void)
{
	static const KindCase cases[] = {
		{ SYSCONF "SmtpSendConnectorConfig", "SendConnector" },
		{ "Deserialized." SYSCONF "SmtpSendConnectorConfig", "SendConnector" },
		{ "Selected." SYSCONF "ReceiveConnector", "ReceiveConnector" },
		{ "Deserialized.Selected." SYSCONF "ReceiveConnector", "ReceiveConnector" },
		{ "selected.deserialized." SYSCONF "receiveconnector", "ReceiveConnector" },
		{ SYSCONF "AcceptedDomain", "AcceptedDomain" },
		{ SYSCONF "DomainContentConfig", "RemoteDomain" },
		{ SYSCONF "TenantInboundConnector", "InboundConnector" },
		{ SYSCONF "TenantOutboundConnector", "OutboundConnector" },
		{ SYSCONF "OnPremisesOrganization", "OnPremisesOrganization" },
		{ SYSCONF "ADWebServicesVirtualDirectory", "WebServicesVirtualDirectory" },
		{ SYSCONF "ConfigurationSettings.SettingOverride", "SettingOverride" },
		{ SYSCONF "TransportConfigContainer", "TransportConfig" },
		{ SYSCONF "HybridConfiguration", "HybridConfiguration" },
		{ SYSCONF "PartnerApplication", "PartnerApplication" },
		{ SYSCONF "AuthConfig", "AuthConfig" },
		{ "Microsoft.Exchange.Data.Directory.Management.ExchangeServer", "ExchangeServer" },
		{ "Microsoft.Exchange.Data.Directory.Management.OrganizationConfig",
			"OrganizationConfig" },
		{ SYSCONF "ADOrganizationConfig", "OrganizationConfig" },
		{ "Microsoft.Exchange.Management.SystemConfigurationTasks.ExchangeCertificate",
			"ExchangeCertificate" },
		{ "System.Diagnostics.FileVersionInfo", "ExSetup" },
		{ SYSCONF "AcceptedDomain`1[[System.String, mscorlib]]", "AcceptedDomain" },
		{ SYSCONF "IRMConfiguration", NULL },
		{ SYSCONF "SmtpSendConnectorConfig+AuthMechanisms", NULL },
		{ "Contoso.Tools.AcceptedDomain", NULL },
		{ "AcceptedDomain", NULL },
		{ "System.Management.Automation.PSCustomObject", NULL },
		{ "Deserialized.", NULL },
		{ "", NULL },
		{ NULL, NULL },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		HcKind kind = HC_N_KINDS;
		gboolean found = hc_export_kind_of_type(cases[i].name, &kind);

		assert_kind(found, kind, &cases[i]);
	}
}

static void
test_names(void)
{
	static const KindCase cases[] = {
		{ "GetSendConnector.xml", "SendConnector" },
		{ "Get-SendConnector.json", "SendConnector" },
		{ "SendConnectors.json", "SendConnector" },
		{ "ReceiveConnectors.json", "ReceiveConnector" },
		{ "onprem-E1-ExchangeCertificate.clixml", "ExchangeCertificate" },
		{ "/srv/a folder/online-org-AcceptedDomain.clixml", "AcceptedDomain" },
		{ "D:\\exports\\AcceptedDomain.clixml", "AcceptedDomain" },
		{ "Get-HybridConfig.json", "HybridConfiguration" },
		{ "Get-OnPremisesOrganization.txt", "OnPremisesOrganization" },
		{ "Get-MgServicePrincipal-HybridApp.json", "HybridApplication" },
		{ "Get-AuthServer.json", "AuthServer" },
		{ "GetOrganizationConfig1.xml", "OrganizationConfig" },
		{ "Get-RemoteDomain (2).xml", "RemoteDomain" },
		{ "contoso_accepteddomains_2026.json", "AcceptedDomain" },
		{ "ExSetup.xml", "ExSetup" },
		{ "Test-EdgeSynchronization.xml", "EdgeSynchronization" },
		{ "inbound_connectors", "InboundConnector" },
		{ "outbound_connectors", "OutboundConnector" },
		{ "accepted_domains", "AcceptedDomain" },
		{ "remote_domains", "RemoteDomain" },
		{ "transport_config", "TransportConfig" },
		{ "org_config", "OrganizationConfig" },
		{ "conn_filter", "HostedConnectionFilterPolicy" },
		{ "intra_org_connectors", "IntraOrganizationConnector" },
		{ "org_relationships", "OrganizationRelationship" },
		{ "transport_rule", "TransportRule" },
		{ "dedicated_exchange_hybrid_applications", "HybridApplication" },
		{ "legacy_exchange_service_principal", "ServicePrincipal" },
		{ "GetExchangeServerADInformation.xml", NULL },
		{ "ProviderSettingsExport.json", NULL },
		{ "spf_records", NULL },
		{ "SendConnector/readme.txt", NULL },
		{ "Get-", NULL },
		{ "", NULL },
		{ NULL, NULL },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		HcKind kind = HC_N_KINDS;
		gboolean found = hc_export_kind_of_name(cases[i].name, &kind);

		assert_kind(found, kind, &cases[i]);
	}
}

/* --- names of files --------------------------------------------------------------------------- */

static void
test_paths(void)
{
	static const struct {
		const char *path;
		const char *side; /* NULL: it tells none */
		const char *server;
		gboolean is_selection;
	} cases[] = {
		{ "onprem-E1-ExchangeCertificate.clixml", "on-premises", "E1", FALSE },
		{ "onprem-SRV-EX-01-ReceiveConnector.clixml", "on-premises", "SRV-EX-01", FALSE },
		{ "edge-EDGE1-SendConnector.clixml", "edge", "EDGE1", FALSE },
		{ "onprem-org-SendConnector.clixml", "on-premises", NULL, FALSE },
		{ "online-contoso-AcceptedDomain.clixml", "tenant", NULL, FALSE },
		{ "onprem-Get-AcceptedDomain.xml", "on-premises", NULL, FALSE },
		{ "Online-org-OnPremisesOrganization.clixml", "tenant", NULL, FALSE },
		{ "H/OnPremises/Get-AcceptedDomain.json", "on-premises", NULL, FALSE },
		{ "H\\Office365\\Get-AcceptedDomain.json", "tenant", NULL, FALSE },
		{ "H/On-Premises/x.json", "on-premises", NULL, FALSE },
		{ "Exchange Online/AcceptedDomain.xml", "tenant", NULL, FALSE },
		{ "EXO_AcceptedDomain.json", "tenant", NULL, FALSE },
		{ "cloud/sub/AcceptedDomain.xml", "tenant", NULL, FALSE },
		{ "edge/onprem/AcceptedDomain.xml", "on-premises", NULL, FALSE },
		{ "online/1/2/AcceptedDomain.xml", NULL, NULL, FALSE },
		{ "onprem and online/AcceptedDomain.xml", NULL, NULL, FALSE },
		{ "Get-OnPremisesOrganization.json", NULL, NULL, FALSE },
		{ "Get-EdgeSubscription.xml", NULL, NULL, FALSE },
		{ "knowledge/AcceptedDomain.xml", NULL, NULL, FALSE },
		{ "H/OnPremises/SendConnectors.json", "on-premises", NULL, TRUE },
		{ "ReceiveConnectors.json", NULL, NULL, TRUE },
		{ "SendConnector.json", NULL, NULL, FALSE },
		{ "", NULL, NULL, FALSE },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		HcExportName name = { 0 };

		hc_export_name_read(cases[i].path, &name);
		g_test_message("%s", cases[i].path);
		g_assert_cmpstr(name.has_side ? hc_side_word(name.side) : NULL, ==, cases[i].side);
		g_assert_cmpstr(name.server, ==, cases[i].server);
		g_assert_cmpint(name.is_selection, ==, cases[i].is_selection);
		hc_export_name_clear(&name);
	}
}

static void
test_directory_names(void)
{
	static const struct {
		const char *dn;
		const char *side;
		const char *organisation;
	} cases[] = {
		{ AD_DN, "on-premises", "Contoso (corp.contoso.example)" },
		{ "CN=a\\,b,CN=Microsoft Exchange,CN=Services,CN=Configuration,DC=X,DC=Example",
			"on-premises", "a,b (x.example)" },
		{ "CN=app,CN=Users,DC=contoso,DC=example", "on-premises", NULL },
		{ TENANT_DN, "tenant", "contoso.onmicrosoft.com" },
		{ "OU=Contoso.onmicrosoft.com,OU=Microsoft Exchange Hosted Organizations,"
		  "DC=EURPR01,DC=PROD,DC=OUTLOOK,DC=COM",
			"tenant", "contoso.onmicrosoft.com" },
		{ "CN=ConfigurationUnits,DC=EURPR01,DC=PROD,DC=OUTLOOK,DC=COM", "tenant", NULL },
		{ "CN=x,DC=EURPR01,DC=PROD,DC=OUTLOOK,DC=COM", "tenant", NULL },
		{ EDGE_DN, "edge", NULL },
		{ "CN={0E5F6B2A-1111-4222-8333-444455556666}", NULL, NULL },
		{ "Default Frontend E1", NULL, NULL },
		{ "CN=x\\", NULL, NULL },
		{ "", NULL, NULL },
		{ NULL, NULL, NULL },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		HcSide side = HC_N_SIDES;
		g_autofree char *organisation = NULL;
		gboolean found = hc_directory_name_read(cases[i].dn, &side, &organisation);

		g_test_message("%s", cases[i].dn);
		g_assert_cmpstr(found ? hc_side_word(side) : NULL, ==, cases[i].side);
		g_assert_cmpstr(organisation, ==, cases[i].organisation);
	}
}

static void
test_directory_name_too_long(void)
{
	GString *dn = g_string_new(NULL);
	HcSide side = HC_N_SIDES;
	g_autofree char *organisation = NULL;

	for (guint i = 0; i < 70; i++)
		g_string_append(dn, "CN=x,");
	g_string_append(dn, "DC=example");
	g_assert_false(hc_directory_name_read(dn->str, &side, &organisation));
	g_string_free(dn, TRUE);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/parse/export-names/types", test_types);
	g_test_add_func("/parse/export-names/names", test_names);
	g_test_add_func("/parse/export-names/paths", test_paths);
	g_test_add_func("/parse/export-names/directory-names", test_directory_names);
	g_test_add_func(
		"/parse/export-names/directory-name-too-long", test_directory_name_too_long);
	return g_test_run();
}
