/* Contoso: a healthy hybrid organisation made by hand. */
#include "tests/unit/org.h"

#define ROUTING "contoso.mail.onmicrosoft.com"
#define INITIAL "contoso.onmicrosoft.com"

HcTime
org_time(const char *rfc3339)
{
	g_autoptr(GError) error = NULL;
	HcTime when = HC_TIME_NONE;

	if (!hc_when_parse_rfc3339(rfc3339, &when, &error))
		g_error("%s: %s", rfc3339, error->message);
	return when;
}

static void
note_answer(HcExchangeSet *set, HcFactStatus status, const char *server)
{
	HcAnswer *answer = hc_answer_new();

	answer->head.status = status;
	answer->server = g_strdup(server);
	g_ptr_array_add(set->answers, answer);
	hc_fact_head_clear(&set->head);
	set->head.status = set->objects->len > 0 ? HC_FACT_COLLECTED : status;
}

HcExchangeObject *
org_add(HcEvidenceBuilder *builder, HcSide side, HcKind kind, const char *identity)
{
	HcExchangeSet *set = hc_evidence_builder_set(builder, side, kind);
	HcExchangeObject *object = hc_exchange_object_new(side, kind);
	g_auto(GStrv) parts = g_strsplit(identity, "\\", 2);

	hc_exchange_put_text(object, "Identity", identity);
	hc_exchange_put_text(object, "Name", parts[1] != NULL ? parts[1] : identity);
	g_ptr_array_add(set->objects, object);
	if (set->answers->len == 0)
		note_answer(set, HC_FACT_COLLECTED, NULL);
	return object;
}

HcExchangeObject *
org_get(HcEvidenceBuilder *builder, HcSide side, HcKind kind, const char *identity)
{
	HcExchangeSet *set = hc_evidence_builder_set(builder, side, kind);

	for (guint i = 0; i < set->objects->len; i++) {
		HcExchangeObject *object = g_ptr_array_index(set->objects, i);

		if (hc_exchange_is_named(object, identity))
			return object;
	}
	g_error("no %s %s", hc_kind_noun(kind), identity);
}

void
org_remove(HcEvidenceBuilder *builder, HcSide side, HcKind kind, const char *identity)
{
	HcExchangeSet *set = hc_evidence_builder_set(builder, side, kind);

	g_assert_true(g_ptr_array_remove(set->objects, org_get(builder, side, kind, identity)));
	if (set->objects->len == 0)
		set->head.status = HC_FACT_ABSENT;
}

void
org_not_exported(HcEvidenceBuilder *builder, HcSide side, HcKind kind)
{
	HcExchangeSet *set = hc_evidence_builder_set(builder, side, kind);

	g_ptr_array_set_size(set->objects, 0);
	g_ptr_array_set_size(set->answers, 0);
	set->head.status = HC_FACT_NOT_ASKED;
}

void
org_empty(HcEvidenceBuilder *builder, HcSide side, HcKind kind)
{
	HcExchangeSet *set = hc_evidence_builder_set(builder, side, kind);

	g_ptr_array_set_size(set->objects, 0);
	g_ptr_array_set_size(set->answers, 0);
	note_answer(set, HC_FACT_ABSENT, NULL);
}

HcCertFacts *
org_add_cert(HcEvidenceBuilder *builder, const char *server, const char *issuer, const char *cn,
	const char *thumbprint)
{
	HcExchangeSet *set =
		hc_evidence_builder_set(builder, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_CERTIFICATE);
	HcCertFacts *cert = hc_cert_facts_new();

	cert->head.status = HC_FACT_COLLECTED;
	cert->server = g_strdup(server);
	cert->thumbprint = g_strdup(thumbprint);
	cert->subject = g_strdup_printf("CN=%s", cn);
	cert->issuer = g_strdup(issuer);
	cert->subject_cn = g_strdup(cn);
	g_clear_pointer(&cert->dns_names, g_strfreev);
	cert->dns_names = g_strsplit(cn, ",", 0);
	cert->not_before = org_time("2026-03-01T00:00:00Z");
	cert->not_after = org_time("2027-03-01T00:00:00Z");
	cert->has_private_key = HC_TRI_YES;
	hc_evidence_builder_take_cert(builder, cert);
	note_answer(set, HC_FACT_COLLECTED, server);
	set->head.status = HC_FACT_COLLECTED;
	return cert;
}

/* Properties as name, value, …, NULL; a value with ", " is a list. */
static void
put(HcExchangeObject *object, const char *const *properties)
{
	for (gsize i = 0; properties[i] != NULL; i += 2)
		hc_exchange_put_joined(object, properties[i], properties[i + 1]);
}

static void
add_domain(HcEvidenceBuilder *builder, HcSide side, const char *domain, const char *flag)
{
	HcExchangeObject *object = org_add(builder, side, HC_KIND_ACCEPTED_DOMAIN, domain);

	hc_exchange_put_text(object, "DomainName", domain);
	hc_exchange_put_text(object, "IsCoexistenceDomain",
		g_strcmp0(flag, "IsCoexistenceDomain") == 0 ? "True" : "False");
	hc_exchange_put_text(
		object, "InitialDomain", g_strcmp0(flag, "InitialDomain") == 0 ? "True" : "False");
}

static void
add_organizations(HcEvidenceBuilder *builder)
{
	static const char *const onprem[] = { "Guid", ORG_ONPREM_GUID, NULL };
	static const char *const tenant[] = { "Guid", ORG_TENANT_GUID, NULL };

	put(org_add(builder, HC_SIDE_ONPREM, HC_KIND_ORGANIZATION_CONFIG, "Contoso"), onprem);
	put(org_add(builder, HC_SIDE_TENANT, HC_KIND_ORGANIZATION_CONFIG, INITIAL), tenant);
	add_domain(builder, HC_SIDE_ONPREM, "contoso.example", NULL);
	add_domain(builder, HC_SIDE_ONPREM, ROUTING, NULL);
	add_domain(builder, HC_SIDE_TENANT, "contoso.example", NULL);
	add_domain(builder, HC_SIDE_TENANT, ROUTING, "IsCoexistenceDomain");
	add_domain(builder, HC_SIDE_TENANT, INITIAL, "InitialDomain");
}

static void
add_configuration(HcEvidenceBuilder *builder)
{
	static const char *const properties[] = { "Domains", "contoso.example",
		"OnPremisesSmartHost", "mail.contoso.example", "SendingTransportServers", "E1, E2",
		"ReceivingTransportServers", "E1, E2", "EdgeTransportServers", "", "Features",
		"FreeBusy, MoveMailbox, Mailtips, MessageTracking, OwaRedirection, OnlineArchive, "
		"SecureMail, Photos",
		"ClientAccessServers", "", "ExternalIPAddresses", "", NULL };
	HcExchangeObject *object = org_add(
		builder, HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION, "Hybrid Configuration");

	put(object, properties);
	hc_exchange_put_text(object, "TlsCertificateName", ORG_IDENTIFIER);
}

static void
add_send(HcEvidenceBuilder *builder)
{
	static const char *const properties[] = { "AddressSpaces", "smtp:" ROUTING ";1",
		"CloudServicesMailEnabled", "True", "DNSRoutingEnabled", "True", "ErrorPolicies",
		"Default", "Fqdn", "mail.contoso.example", "RequireTLS", "True", "SmartHosts", "",
		"SourceTransportServers", "E1, E2", "TlsAuthLevel", "DomainValidation", "TlsDomain",
		"mail.protection.outlook.com", "Enabled", "True", NULL };
	HcExchangeObject *object =
		org_add(builder, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, ORG_SEND);

	put(object, properties);
	hc_exchange_put_text(object, "TlsCertificateName", ORG_IDENTIFIER);
}

static void
add_server(HcEvidenceBuilder *builder, const char *server)
{
	static const char *const properties[] = { "Bindings", "[::]:25, 0.0.0.0:25",
		"PermissionGroups", "AnonymousUsers, ExchangeServers, ExchangeLegacyServers",
		"RemoteIPRanges",
		"::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 0.0.0.0-255.255.255.255", "RequireTLS",
		"False", "TlsDomainCapabilities",
		"mail.protection.outlook.com:AcceptCloudServicesMail", "TransportRole",
		"FrontendTransport", "Enabled", "True", NULL };
	g_autofree char *fqdn = g_strconcat(server, ".contoso.example", NULL);
	g_autofree char *identity = g_strdup_printf("%s\\Default Frontend %s", server, server);
	HcExchangeObject *connector =
		org_add(builder, HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR, identity);
	HcExchangeObject *exchange =
		org_add(builder, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER, server);

	put(connector, properties);
	hc_exchange_put_text(connector, "AuthMechanism",
		"Tls, Integrated, BasicAuth, BasicAuthRequireTLS, ExchangeServer");
	hc_exchange_put_text(connector, "Server", server);
	hc_exchange_put_text(connector, "Fqdn", fqdn);
	hc_exchange_put_text(connector, "TlsCertificateName", ORG_IDENTIFIER);
	hc_exchange_set_server(connector, server);
	hc_exchange_put_text(exchange, "Fqdn", fqdn);
	org_add_cert(builder, server, ORG_ISSUER, "mail.contoso.example", "AA11");
}

static void
add_online(HcEvidenceBuilder *builder)
{
	static const char *const inbound[] = { "CloudServicesMailEnabled", "True",
		"ConnectorSource", "HybridWizard", "ConnectorType", "OnPremises", "RequireTls",
		"True", "SenderDomains", "smtp:*;1", "SenderIPAddresses", "",
		"TlsSenderCertificateName", "*.contoso.example", "Enabled", "True", NULL };
	static const char *const outbound[] = { "CloudServicesMailEnabled", "True",
		"ConnectorSource", "HybridWizard", "ConnectorType", "OnPremises",
		"RecipientDomains", "contoso.example", "RouteAllMessagesViaOnPremises", "False",
		"SmartHosts", "mail.contoso.example", "TlsDomain", "mail.contoso.example",
		"TlsSettings", "DomainValidation", "IsTransportRuleScoped", "False", "UseMXRecord",
		"False", "Enabled", "True", NULL };
	static const char *const organization[] = { "HybridDomains", "contoso.example",
		"InboundConnector", ORG_INBOUND, "OutboundConnector", ORG_OUTBOUND,
		"OrganizationRelationship", "O365 to On-premises - " ORG_ONPREM_GUID,
		"OrganizationName", "Contoso", "OrganizationGuid", ORG_ONPREM_GUID, NULL };

	put(org_add(builder, HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR, ORG_INBOUND), inbound);
	put(org_add(builder, HC_SIDE_TENANT, HC_KIND_OUTBOUND_CONNECTOR, ORG_OUTBOUND), outbound);
	put(org_add(builder, HC_SIDE_TENANT, HC_KIND_ON_PREMISES_ORGANIZATION, ORG_ONPREM_GUID),
		organization);
}

HcEvidenceBuilder *
org_new(void)
{
	HcEvidenceBuilder *builder = hc_evidence_builder_new(org_time(ORG_AS_OF));

	add_organizations(builder);
	add_configuration(builder);
	add_send(builder);
	add_server(builder, "E1");
	add_server(builder, "E2");
	add_online(builder);
	return builder;
}
