/*
 * The wizard's closed list.  Room: hcw.
 * Source: message id 10081 in logs of HCW 17.0.6981.0 (February and March 2022).
 */
#include "agent/hcw/rows.h"

static const HcRow send_rows[] = {
	{ "Name", HC_FORM_TEXT, NULL, hc_expected_send_name },
	{ "AddressSpaces", HC_FORM_SPACES, NULL, hc_expected_address_spaces },
	{ "CloudServicesMailEnabled", HC_FORM_TEXT, "True", NULL },
	{ "DNSRoutingEnabled", HC_FORM_TEXT, "True", NULL },
	{ "ErrorPolicies", HC_FORM_SET, "Default", NULL },
	{ "Fqdn", HC_FORM_DOMAINS, NULL, hc_expected_smart_host },
	{ "RequireTLS", HC_FORM_TEXT, "True", NULL },
	{ "SmartHosts", HC_FORM_COUNT, "", NULL },
	{ "SourceTransportServers", HC_FORM_SERVERS, NULL, hc_expected_source_servers },
	{ "TLSAuthLevel", HC_FORM_TEXT, "DomainValidation", NULL },
	{ "TLSCertificateName", HC_FORM_IDENTIFIER, NULL, hc_expected_certificate },
	{ "TLSDomain", HC_FORM_DOMAINS, NULL, hc_expected_protection_domain },
};

static const HcRow receive_rows[] = {
	{ "Name", HC_FORM_TEXT, NULL, hc_expected_receive_name },
	{ "AuthMechanism", HC_FORM_SET,
		"Tls, Integrated, BasicAuth, BasicAuthRequireTLS, ExchangeServer", NULL },
	{ "Bindings", HC_FORM_SET, "[::]:25, 0.0.0.0:25", NULL },
	{ "Fqdn", HC_FORM_DOMAINS, NULL, hc_expected_server_fqdn },
	{ "PermissionGroups", HC_FORM_SET, "AnonymousUsers, ExchangeServers, ExchangeLegacyServers",
		NULL },
	{ "RequireTLS", HC_FORM_TEXT, "False", NULL },
	{ "Server", HC_FORM_SERVERS, NULL, hc_expected_receive_server },
	{ "TLSDomainCapabilities", HC_FORM_TYPE_NAME, NULL, hc_expected_capability },
	{ "TLSCertificateName", HC_FORM_IDENTIFIER, NULL, hc_expected_certificate },
};

static const HcRow outbound_rows[] = {
	{ "Name", HC_FORM_TEXT, NULL, hc_expected_outbound_name },
	{ "CloudServicesMailEnabled", HC_FORM_TEXT, "True", NULL },
	{ "ConnectorSource", HC_FORM_TEXT, "HybridWizard", NULL },
	{ "ConnectorType", HC_FORM_TEXT, "OnPremises", NULL },
	{ "RecipientDomains", HC_FORM_DOMAINS, NULL, hc_expected_recipient_domains },
	{ "RouteAllMessagesViaOnPremises", HC_FORM_TEXT, NULL, hc_expected_route_all },
	{ "SmartHosts", HC_FORM_DOMAINS, NULL, hc_expected_smart_host },
	{ "TLSDomain", HC_FORM_DOMAINS, NULL, hc_expected_certificate_cn },
	{ "TLSSettings", HC_FORM_TEXT, "DomainValidation", NULL },
	{ "IsTransportRuleScoped", HC_FORM_TEXT, "False", NULL },
	{ "UseMxRecord", HC_FORM_TEXT, "False", NULL },
};

static const HcRow inbound_rows[] = {
	{ "Name", HC_FORM_TEXT, NULL, hc_expected_inbound_name },
	{ "CloudServicesMailEnabled", HC_FORM_TEXT, "True", NULL },
	{ "ConnectorSource", HC_FORM_TEXT, "HybridWizard", NULL },
	{ "ConnectorType", HC_FORM_TEXT, "OnPremises", NULL },
	{ "RequireTLS", HC_FORM_TEXT, "True", NULL },
	{ "SenderDomains", HC_FORM_SPACES, "smtp:*;1", NULL },
	{ "SenderIPAddresses", HC_FORM_SET, "", NULL },
	{ "TLSSenderCertificateName", HC_FORM_DOMAINS, NULL, hc_expected_sender_name },
};

static const HcRow organization_rows[] = {
	{ "HybridDomains", HC_FORM_DOMAINS, NULL, hc_expected_hybrid_domains },
	{ "InboundConnector", HC_FORM_TEXT, NULL, hc_expected_inbound_name },
	{ "OutboundConnector", HC_FORM_TEXT, NULL, hc_expected_outbound_name },
	{ "OrganizationRelationship", HC_FORM_TEXT, NULL, hc_expected_relationship_name },
	{ "OrganizationName", HC_FORM_TEXT, NULL, hc_expected_onprem_name },
	{ "OrganizationGuid", HC_FORM_TEXT, NULL, hc_expected_onprem_guid },
};

const HcRows hc_rows_send = { "Send Connector", HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR,
	hc_expected_send_name, send_rows, G_N_ELEMENTS(send_rows) };

const HcRows hc_rows_receive = { "Receive Connector", HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR,
	hc_expected_receive_name, receive_rows, G_N_ELEMENTS(receive_rows) };

const HcRows hc_rows_outbound = { "Standard Outbound Connector", HC_SIDE_TENANT,
	HC_KIND_OUTBOUND_CONNECTOR, hc_expected_outbound_name, outbound_rows,
	G_N_ELEMENTS(outbound_rows) };

const HcRows hc_rows_inbound = { "Standard Inbound Connector", HC_SIDE_TENANT,
	HC_KIND_INBOUND_CONNECTOR, hc_expected_inbound_name, inbound_rows,
	G_N_ELEMENTS(inbound_rows) };

const HcRows hc_rows_organization = { "OnPremises Organization", HC_SIDE_TENANT,
	HC_KIND_ON_PREMISES_ORGANIZATION, hc_expected_onprem_guid, organization_rows,
	G_N_ELEMENTS(organization_rows) };
