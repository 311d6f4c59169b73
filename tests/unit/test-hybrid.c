/* Which objects are the hybrid ones. */
#include "agent/hcw/hybrid.h"

#include "tests/unit/org.h"

static HcHybrid *
hybrid_of(HcEvidenceBuilder *builder, HcEvidence **ret_evidence)
{
	*ret_evidence = hc_evidence_builder_finish(builder);
	return hc_hybrid_new(*ret_evidence);
}

static void
assert_is(const HcExchangeObject *object, const char *identity)
{
	g_assert_cmpstr(object != NULL ? hc_exchange_identity(object) : NULL, ==, identity);
}

static void
assert_list(GStrv list, const char *joined)
{
	g_autofree char *text = list != NULL ? hc_text_join((const char *const *)list) : NULL;

	g_assert_cmpstr(text, ==, joined);
}

static const HcReceiveMatch *
receive(const HcHybrid *hybrid, guint i)
{
	g_assert_cmpuint(hybrid->receives->len, >, i);
	return g_ptr_array_index(hybrid->receives, i);
}

static HcExchangeObject *
add_send(HcEvidenceBuilder *builder, const char *name, const char *spaces)
{
	HcExchangeObject *send = org_add(builder, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, name);

	hc_exchange_put_joined(send, "AddressSpaces", spaces);
	return send;
}

static HcExchangeObject *
get_receive(HcEvidenceBuilder *builder)
{
	return org_get(builder, HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR, ORG_RECEIVE_E1);
}

/* Another connector on E1 that is like the default one, without the capability. */
static HcExchangeObject *
add_receive(HcEvidenceBuilder *builder, const char *identity)
{
	HcExchangeObject *connector =
		org_add(builder, HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR, identity);

	hc_exchange_put_text(connector, "Server", "E1");
	hc_exchange_put_joined(connector, "Bindings", "0.0.0.0:25");
	hc_exchange_put_joined(connector, "RemoteIPRanges", "0.0.0.0/0, ::/0");
	hc_exchange_put_text(connector, "TransportRole", "FrontendTransport");
	return connector;
}

static void
test_healthy(void)
{
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(HcHybrid) hybrid = hybrid_of(org_new(), &evidence);

	assert_is(hybrid->configuration, "Hybrid Configuration");
	assert_is(hybrid->send, ORG_SEND);
	assert_is(hybrid->inbound, ORG_INBOUND);
	assert_is(hybrid->outbound, ORG_OUTBOUND);
	assert_is(hybrid->organization, ORG_ONPREM_GUID);
	g_assert_cmpuint(hybrid->sends->len, ==, 1);
	g_assert_cmpuint(hybrid->inbounds->len, ==, 1);
	g_assert_cmpuint(hybrid->outbounds->len, ==, 1);
	g_assert_cmpuint(hybrid->receives->len, ==, 2);
	assert_is(receive(hybrid, 0)->connector, ORG_RECEIVE_E1);
	assert_is(receive(hybrid, 1)->connector, "E2\\Default Frontend E2");
	g_assert_true(receive(hybrid, 0)->is_wizard_match);
	g_assert_cmpuint(receive(hybrid, 0)->n_wizard_matches, ==, 1);
	g_assert_cmpint(receive(hybrid, 0)->head->status, ==, HC_FACT_COLLECTED);
	assert_list(hybrid->sending, "E1, E2");
	assert_list(hybrid->receiving, "E1, E2");
	assert_list(hybrid->edge, "");
	assert_list(hybrid->domains, "contoso.example");
	assert_list(hybrid->tenant_domains,
		"contoso.example, contoso.mail.onmicrosoft.com, contoso.onmicrosoft.com");
	assert_list(hybrid->onprem_domains, "contoso.example, contoso.mail.onmicrosoft.com");
	g_assert_cmpstr(hybrid->routing_domain, ==, "contoso.mail.onmicrosoft.com");
	g_assert_cmpstr(hybrid->initial_domain, ==, "contoso.onmicrosoft.com");
	g_assert_cmpstr(hybrid->tenant_guid, ==, ORG_TENANT_GUID);
	g_assert_cmpstr(hybrid->onprem_guid, ==, ORG_ONPREM_GUID);
	g_assert_cmpstr(hybrid->protection_domain, ==, "mail.protection.outlook.com");
	g_assert_cmpint(hybrid->centralized, ==, HC_TRI_NO);
}

/* Nothing can be asked of a server that is gone. */
static void
test_server_gone(void)
{
	HcEvidenceBuilder *builder = org_new();
	HcExchangeSet *servers =
		hc_evidence_builder_set(builder, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER);
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(HcHybrid) hybrid = NULL;

	g_assert_cmpuint(servers->objects->len, ==, 2);
	g_ptr_array_remove_index(servers->objects, 1);
	hybrid = hybrid_of(builder, &evidence);
	assert_list(hybrid->sending, "E1");
	assert_list(hybrid->receiving, "E1");
	assert_list(hybrid->gone, "E2");
	g_assert_cmpuint(hybrid->receives->len, ==, 1);
}

static void
test_nothing_known(void)
{
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(HcHybrid) hybrid =
		hybrid_of(hc_evidence_builder_new(org_time(ORG_AS_OF)), &evidence);

	g_assert_null(hybrid->configuration);
	g_assert_null(hybrid->send);
	g_assert_null(hybrid->inbound);
	g_assert_null(hybrid->outbound);
	g_assert_null(hybrid->organization);
	g_assert_cmpuint(hybrid->receives->len, ==, 0);
	assert_list(hybrid->sending, "");
	assert_list(hybrid->receiving, "");
	g_assert_null(hybrid->tenant_domains);
	g_assert_null(hybrid->onprem_domains);
	g_assert_null(hybrid->routing_domain);
	g_assert_null(hybrid->initial_domain);
	g_assert_null(hybrid->tenant_guid);
	g_assert_null(hybrid->onprem_guid);
	g_assert_cmpint(hybrid->centralized, ==, HC_TRI_UNKNOWN);
}

/* Connectors beside the hybrid one that must not be taken for it. */
static void
test_send_beside_others(void)
{
	HcEvidenceBuilder *builder = org_new();
	HcExchangeObject *own = org_get(builder, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, ORG_SEND);
	HcExchangeObject *relay = add_send(builder, "Relay to Exchange Online", "SMTP:*;1");
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(HcHybrid) hybrid = NULL;

	hc_exchange_put_text(relay, "CloudServicesMailEnabled", "True");
	hc_exchange_put_text(relay, "SmartHosts", "contoso-example.mail.protection.outlook.com");
	add_send(builder, "EdgeSync - Site to Internet", "smtp:contoso.mail.onmicrosoft.com;1");
	add_send(builder, "EdgeSync copy", "smtp:--;100");
	add_send(builder, "Other tenant", "smtp:fabrikam.mail.onmicrosoft.com;1");
	hc_exchange_put_text(own, "Name", "Our cloud");
	hc_exchange_put_text(own, "Identity", "Our cloud");
	hc_exchange_put_text(own, "CloudServicesMailEnabled", "False");
	hc_exchange_put_joined(
		own, "AddressSpaces", "SMTP:Contoso.Mail.OnMicrosoft.com;5, smtp:old.example;1");
	hybrid = hybrid_of(builder, &evidence);
	assert_is(hybrid->send, "Our cloud");
	g_assert_cmpuint(hybrid->sends->len, ==, 1);
}

static void
test_send_of_several(void)
{
	HcEvidenceBuilder *builder = org_new();
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(HcHybrid) hybrid = NULL;
	HcExchangeSet *set;
	gpointer own;

	add_send(builder, "Outbound to Office 365", "smtp:contoso.mail.onmicrosoft.com;1");
	set = hc_evidence_builder_set(builder, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);
	own = set->objects->pdata[0];
	set->objects->pdata[0] = set->objects->pdata[1];
	set->objects->pdata[1] = own;
	hybrid = hybrid_of(builder, &evidence);
	assert_is(hybrid->send, ORG_SEND);
	g_assert_cmpuint(hybrid->sends->len, ==, 2);
}

/* The address space was taken away: the wizard's name, then cloud mail, still tell. */
static void
test_send_without_space(void)
{
	for (guint by_name = 0; by_name < 2; by_name++) {
		HcEvidenceBuilder *builder = org_new();
		HcExchangeObject *own =
			org_get(builder, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, ORG_SEND);
		g_autoptr(HcEvidence) evidence = NULL;
		g_autoptr(HcHybrid) hybrid = NULL;

		hc_exchange_put_joined(own, "AddressSpaces", "smtp:other.example;1");
		if (by_name)
			hc_exchange_put_text(own, "CloudServicesMailEnabled", "False");
		else
			hc_exchange_put_text(own, "Name", "Our cloud");
		hybrid = hybrid_of(builder, &evidence);
		assert_is(hybrid->send, ORG_SEND);
		g_assert_cmpuint(hybrid->sends->len, ==, 0);
	}
}

/* Neither a relay to Exchange Online that is not made for cloud mail nor EdgeSync's is the one. */
static void
test_send_missing(void)
{
	HcEvidenceBuilder *builder = org_new();
	HcExchangeObject *relay = add_send(builder, "Relay", "SMTP:*;1");
	HcExchangeObject *inward = add_send(builder, "Inbound to Site", "smtp:--;100");
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(HcHybrid) hybrid = NULL;

	hc_exchange_put_text(relay, "CloudServicesMailEnabled", "False");
	hc_exchange_put_text(relay, "SmartHosts", "contoso-example.mail.protection.outlook.com");
	hc_exchange_put_text(inward, "CloudServicesMailEnabled", "True");
	org_remove(builder, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, ORG_SEND);
	hybrid = hybrid_of(builder, &evidence);
	g_assert_null(hybrid->send);
}

static void
test_receive_by_capability(void)
{
	static const char *const forms[] = {
		"mail.protection.outlook.com:AcceptCloudServicesMail",
		"mail.protection.outlook.com:AcceptOorgProtocol",
		"<I>CN=MSIT Machine Auth CA 2, DC=x<S>CN=mail.x, OU=Y:AcceptCloudServicesMail",
	};

	for (guint i = 0; i < G_N_ELEMENTS(forms); i++) {
		HcEvidenceBuilder *builder = org_new();
		HcExchangeObject *special = add_receive(builder, "E1\\Cloud only");
		g_autoptr(HcEvidence) evidence = NULL;
		g_autoptr(HcHybrid) hybrid = NULL;

		hc_exchange_put_joined(special, "RemoteIPRanges", "203.0.113.0/24");
		hc_exchange_put_joined(special, "TlsDomainCapabilities", forms[i]);
		hc_exchange_put_null(get_receive(builder), "TlsDomainCapabilities");
		hybrid = hybrid_of(builder, &evidence);
		assert_is(receive(hybrid, 0)->connector, "E1\\Cloud only");
		g_assert_false(receive(hybrid, 0)->is_wizard_match);
		g_assert_cmpuint(receive(hybrid, 0)->n_wizard_matches, ==, 1);
	}
}

static void
test_receive_wizard_match(void)
{
	static const struct {
		const char *property;
		const char *value; /* joined; NULL: not exported */
		const char *connector;
		gboolean is_match;
	} rows[] = {
		{ "Enabled", "False", ORG_RECEIVE_E1, TRUE },
		{ "Bindings", "198.51.100.7:25", ORG_RECEIVE_E1, TRUE },
		{ "Bindings", "[::]:25, 0.0.0.0:2525", NULL, FALSE },
		{ "Bindings", "", NULL, FALSE },
		{ "Bindings", NULL, ORG_RECEIVE_E1, FALSE },
		{ "RemoteIPRanges", "0.0.0.0/1, 128.0.0.0/1, ::/0", ORG_RECEIVE_E1, TRUE },
		{ "RemoteIPRanges", "0.0.0.0-255.255.255.255", NULL, FALSE },
		{ "RemoteIPRanges", "203.0.113.0/24, ::/0", NULL, FALSE },
		{ "RemoteIPRanges", NULL, ORG_RECEIVE_E1, FALSE },
		{ "TransportRole", "HubTransport", NULL, FALSE },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		HcEvidenceBuilder *builder = org_new();
		HcExchangeObject *connector = get_receive(builder);
		g_autoptr(HcEvidence) evidence = NULL;
		g_autoptr(HcHybrid) hybrid = NULL;

		hc_exchange_put_joined(connector, "TlsDomainCapabilities", "");
		if (rows[i].value != NULL)
			hc_exchange_put_joined(connector, rows[i].property, rows[i].value);
		else
			hc_exchange_remove(connector, rows[i].property);
		hybrid = hybrid_of(builder, &evidence);
		assert_is(receive(hybrid, 0)->connector, rows[i].connector);
		g_assert_cmpint(receive(hybrid, 0)->is_wizard_match, ==, rows[i].is_match);
	}
}

static void
test_receive_of_several(void)
{
	HcEvidenceBuilder *builder = org_new();
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(HcHybrid) hybrid = NULL;

	add_receive(builder, "E1\\Anonymous relay");
	add_receive(builder, "E10\\Default Frontend E10");
	hc_exchange_put_null(get_receive(builder), "TlsDomainCapabilities");
	hybrid = hybrid_of(builder, &evidence);
	assert_is(receive(hybrid, 0)->connector, ORG_RECEIVE_E1);
	g_assert_cmpuint(receive(hybrid, 0)->n_wizard_matches, ==, 2);
}

static void
test_edge(void)
{
	HcEvidenceBuilder *builder = org_new();
	HcExchangeObject *configuration = org_get(
		builder, HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION, "Hybrid Configuration");
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(HcHybrid) hybrid = NULL;

	hc_exchange_put_joined(configuration, "EdgeTransportServers", "EDGE1, EDGE2");
	hc_exchange_put_null(configuration, "SendingTransportServers");
	hc_exchange_put_null(configuration, "ReceivingTransportServers");
	/* All connectors of the organisation were exported, which no Edge server's are among. */
	hybrid = hybrid_of(builder, &evidence);
	assert_list(hybrid->edge, "EDGE1, EDGE2");
	g_assert_cmpuint(hybrid->receives->len, ==, 2);
	g_assert_null(receive(hybrid, 1)->connector);
	g_assert_cmpint(receive(hybrid, 1)->head->status, ==, HC_FACT_NOT_ASKED);
	g_assert_nonnull(strstr(receive(hybrid, 1)->head->why, "Edge"));
}

/* What was exported on an Edge server itself; all of its connectors are of the HubTransport role.
 */
static void
test_edge_exported(void)
{
	HcEvidenceBuilder *builder = org_new();
	HcExchangeObject *connector = add_receive(builder, "EDGE1\\Default internal EDGE1");
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(HcHybrid) hybrid = NULL;

	hc_exchange_put_text(org_get(builder, HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION,
				     "Hybrid Configuration"),
		"EdgeTransportServers", "EDGE1");
	hc_exchange_put_text(connector, "Server", "EDGE1");
	hc_exchange_put_text(connector, "TransportRole", "HubTransport");
	hybrid = hybrid_of(builder, &evidence);
	g_assert_cmpuint(hybrid->receives->len, ==, 1);
	assert_is(receive(hybrid, 0)->connector, "EDGE1\\Default internal EDGE1");
	g_assert_cmpint(receive(hybrid, 0)->head->status, ==, HC_FACT_COLLECTED);
}

/* The only OnPremisesOrganization is the one, though its GUID is another's: that can be judged. */
static void
test_organization_of_another_guid(void)
{
	HcEvidenceBuilder *builder = org_new();
	HcExchangeObject *organization =
		org_get(builder, HC_SIDE_TENANT, HC_KIND_ON_PREMISES_ORGANIZATION, ORG_ONPREM_GUID);
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(HcHybrid) hybrid = NULL;

	hc_exchange_put_text(organization, "Name", ORG_TENANT_GUID);
	hc_exchange_put_text(organization, "Identity", ORG_TENANT_GUID);
	hc_exchange_put_text(organization, "OrganizationGuid", ORG_TENANT_GUID);
	hybrid = hybrid_of(builder, &evidence);
	assert_is(hybrid->organization, ORG_TENANT_GUID);
	g_assert_cmpstr(hybrid->onprem_guid, ==, ORG_ONPREM_GUID);
}

static void
test_routing_domain_by_suffix(void)
{
	for (guint side = 0; side < 2; side++) {
		HcEvidenceBuilder *builder = org_new();
		g_autoptr(HcEvidence) evidence = NULL;
		g_autoptr(HcHybrid) hybrid = NULL;

		org_remove(builder, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, ORG_SEND);
		if (side == HC_SIDE_ONPREM)
			org_not_exported(builder, HC_SIDE_TENANT, HC_KIND_ACCEPTED_DOMAIN);
		else
			hc_exchange_remove(org_get(builder, HC_SIDE_TENANT, HC_KIND_ACCEPTED_DOMAIN,
						   "contoso.mail.onmicrosoft.com"),
				"IsCoexistenceDomain");
		if (side == HC_SIDE_TENANT)
			org_not_exported(builder, HC_SIDE_ONPREM, HC_KIND_ACCEPTED_DOMAIN);
		hybrid = hybrid_of(builder, &evidence);
		g_assert_cmpstr(hybrid->routing_domain, ==, "contoso.mail.onmicrosoft.com");
	}
}

static void
test_online_by_link(void)
{
	static const struct {
		const char *link;
		const char *name;
		const char *type;
		const char *found;
	} rows[] = {
		{ "From headquarters", "From headquarters", "Partner", "From headquarters" },
		{ "Gone", ORG_INBOUND, "Partner", ORG_INBOUND },
		{ "", "From headquarters", "OnPremises", "From headquarters" },
		{ "", "From headquarters", "Partner", NULL },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		HcEvidenceBuilder *builder = org_new();
		HcExchangeObject *inbound =
			org_get(builder, HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR, ORG_INBOUND);
		g_autoptr(HcEvidence) evidence = NULL;
		g_autoptr(HcHybrid) hybrid = NULL;

		hc_exchange_put_text(org_get(builder, HC_SIDE_TENANT,
					     HC_KIND_ON_PREMISES_ORGANIZATION, ORG_ONPREM_GUID),
			"InboundConnector", rows[i].link);
		hc_exchange_put_text(inbound, "Name", rows[i].name);
		hc_exchange_put_text(inbound, "Identity", rows[i].name);
		hc_exchange_put_text(inbound, "ConnectorType", rows[i].type);
		hybrid = hybrid_of(builder, &evidence);
		assert_is(hybrid->inbound, rows[i].found);
	}
}

/* GUIDs and domains that the defining cmdlets did not bring are read from names. */
static void
test_names_without_organizations(void)
{
	HcEvidenceBuilder *builder = org_new();
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(HcHybrid) hybrid = NULL;

	org_not_exported(builder, HC_SIDE_ONPREM, HC_KIND_ORGANIZATION_CONFIG);
	org_not_exported(builder, HC_SIDE_TENANT, HC_KIND_ORGANIZATION_CONFIG);
	org_not_exported(builder, HC_SIDE_ONPREM, HC_KIND_ACCEPTED_DOMAIN);
	org_not_exported(builder, HC_SIDE_TENANT, HC_KIND_ACCEPTED_DOMAIN);
	org_not_exported(builder, HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION);
	hybrid = hybrid_of(builder, &evidence);
	g_assert_cmpstr(hybrid->tenant_guid, ==, ORG_TENANT_GUID);
	g_assert_cmpstr(hybrid->onprem_guid, ==, ORG_ONPREM_GUID);
	g_assert_cmpstr(hybrid->routing_domain, ==, "contoso.mail.onmicrosoft.com");
	g_assert_cmpstr(hybrid->initial_domain, ==, "contoso.onmicrosoft.com");
	g_assert_null(hybrid->tenant_domains);
	assert_is(hybrid->send, ORG_SEND);
	assert_list(hybrid->sending, "E1, E2");
	assert_list(hybrid->receiving, "E1, E2");
	g_assert_cmpint(hybrid->centralized, ==, HC_TRI_NO);
}

static void
test_other_spellings(void)
{
	HcEvidenceBuilder *builder = org_new();
	HcExchangeObject *configuration = org_get(
		builder, HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION, "Hybrid Configuration");
	static const char *const paths[] = { "contoso.example/Configuration/Services/Servers/E1",
		"CN=E2,CN=Servers,CN=Configuration,DC=contoso,DC=example", NULL };
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(HcHybrid) hybrid = NULL;

	hc_exchange_put_list(configuration, "ReceivingTransportServers", paths);
	hc_exchange_put_joined(configuration, "Domains", "autod:contoso.example, fabrikam.example");
	hc_exchange_put_joined(configuration, "Features", "SecureMail, CentralizedTransport");
	hybrid = hybrid_of(builder, &evidence);
	assert_list(hybrid->receiving, "E1, E2");
	assert_list(hybrid->domains, "contoso.example, fabrikam.example");
	g_assert_cmpint(hybrid->centralized, ==, HC_TRI_YES);
	assert_is(receive(hybrid, 1)->connector, "E2\\Default Frontend E2");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/hcw/hybrid/healthy", test_healthy);
	g_test_add_func("/hcw/hybrid/server-gone", test_server_gone);
	g_test_add_func("/hcw/hybrid/nothing-known", test_nothing_known);
	g_test_add_func("/hcw/hybrid/send-beside-others", test_send_beside_others);
	g_test_add_func("/hcw/hybrid/send-of-several", test_send_of_several);
	g_test_add_func("/hcw/hybrid/send-without-space", test_send_without_space);
	g_test_add_func("/hcw/hybrid/send-missing", test_send_missing);
	g_test_add_func("/hcw/hybrid/receive-by-capability", test_receive_by_capability);
	g_test_add_func("/hcw/hybrid/receive-wizard-match", test_receive_wizard_match);
	g_test_add_func("/hcw/hybrid/receive-of-several", test_receive_of_several);
	g_test_add_func("/hcw/hybrid/edge", test_edge);
	g_test_add_func("/hcw/hybrid/edge-exported", test_edge_exported);
	g_test_add_func(
		"/hcw/hybrid/organization-of-another-guid", test_organization_of_another_guid);
	g_test_add_func("/hcw/hybrid/routing-domain-by-suffix", test_routing_domain_by_suffix);
	g_test_add_func("/hcw/hybrid/online-by-link", test_online_by_link);
	g_test_add_func(
		"/hcw/hybrid/names-without-organizations", test_names_without_organizations);
	g_test_add_func("/hcw/hybrid/other-spellings", test_other_spellings);
	return g_test_run();
}
