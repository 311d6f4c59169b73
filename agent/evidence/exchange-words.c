/* Words for sides and kinds of Exchange objects.  Room: evidence. */
#include "agent/evidence/exchange.h"

static const char *const side_words[HC_N_SIDES] = {
	[HC_SIDE_ONPREM] = "on-premises",
	[HC_SIDE_TENANT] = "tenant",
	[HC_SIDE_EDGE] = "edge",
};

static const struct {
	const char *noun;
	gboolean is_single;
} kinds[HC_N_KINDS] = {
	[HC_KIND_ACCEPTED_DOMAIN] = { "AcceptedDomain", FALSE },
	[HC_KIND_AUTH_CONFIG] = { "AuthConfig", TRUE },
	[HC_KIND_AUTH_SERVER] = { "AuthServer", FALSE },
	[HC_KIND_AVAILABILITY_ADDRESS_SPACE] = { "AvailabilityAddressSpace", FALSE },
	[HC_KIND_EDGE_SUBSCRIPTION] = { "EdgeSubscription", FALSE },
	[HC_KIND_EDGE_SYNCHRONIZATION] = { "EdgeSynchronization", FALSE },
	[HC_KIND_EMAIL_ADDRESS_POLICY] = { "EmailAddressPolicy", FALSE },
	[HC_KIND_EXCHANGE_CERTIFICATE] = { "ExchangeCertificate", FALSE },
	[HC_KIND_EXCHANGE_SERVER] = { "ExchangeServer", FALSE },
	[HC_KIND_EX_SETUP] = { "ExSetup", FALSE },
	[HC_KIND_FEDERATION_TRUST] = { "FederationTrust", FALSE },
	[HC_KIND_HOSTED_CONNECTION_FILTER_POLICY] = { "HostedConnectionFilterPolicy", FALSE },
	[HC_KIND_HYBRID_APPLICATION] = { "HybridApplication", FALSE },
	[HC_KIND_HYBRID_CONFIGURATION] = { "HybridConfiguration", TRUE },
	[HC_KIND_INBOUND_CONNECTOR] = { "InboundConnector", FALSE },
	[HC_KIND_INTRA_ORGANIZATION_CONFIGURATION] = { "IntraOrganizationConfiguration", TRUE },
	[HC_KIND_INTRA_ORGANIZATION_CONNECTOR] = { "IntraOrganizationConnector", FALSE },
	[HC_KIND_MIGRATION_ENDPOINT] = { "MigrationEndpoint", FALSE },
	[HC_KIND_ON_PREMISES_ORGANIZATION] = { "OnPremisesOrganization", FALSE },
	[HC_KIND_ORGANIZATION_CONFIG] = { "OrganizationConfig", TRUE },
	[HC_KIND_ORGANIZATION_RELATIONSHIP] = { "OrganizationRelationship", FALSE },
	[HC_KIND_OUTBOUND_CONNECTOR] = { "OutboundConnector", FALSE },
	[HC_KIND_PARTNER_APPLICATION] = { "PartnerApplication", FALSE },
	[HC_KIND_RECEIVE_CONNECTOR] = { "ReceiveConnector", FALSE },
	[HC_KIND_REMOTE_DOMAIN] = { "RemoteDomain", FALSE },
	[HC_KIND_SEND_CONNECTOR] = { "SendConnector", FALSE },
	[HC_KIND_SERVICE_PRINCIPAL] = { "ServicePrincipal", FALSE },
	[HC_KIND_SETTING_OVERRIDE] = { "SettingOverride", FALSE },
	[HC_KIND_TRANSPORT_CONFIG] = { "TransportConfig", TRUE },
	[HC_KIND_TRANSPORT_RULE] = { "TransportRule", FALSE },
	[HC_KIND_TRANSPORT_SERVICE] = { "TransportService", FALSE },
	[HC_KIND_WEB_SERVICES_VIRTUAL_DIRECTORY] = { "WebServicesVirtualDirectory", FALSE },
};

const char *
hc_side_word(HcSide side)
{
	return side_words[side];
}

gboolean
hc_side_from_word(const char *word, HcSide *ret_side)
{
	for (guint i = 0; i < G_N_ELEMENTS(side_words); i++) {
		if (g_strcmp0(side_words[i], word) == 0) {
			*ret_side = (HcSide)i;
			return TRUE;
		}
	}
	return FALSE;
}

const char *
hc_kind_noun(HcKind kind)
{
	return kinds[kind].noun;
}

gboolean
hc_kind_from_noun(const char *noun, HcKind *ret_kind)
{
	for (guint i = 0; i < HC_N_KINDS; i++) {
		if (hc_text_same(kinds[i].noun, noun)) {
			*ret_kind = (HcKind)i;
			return TRUE;
		}
	}
	return FALSE;
}

gboolean
hc_kind_is_single(HcKind kind)
{
	return kinds[kind].is_single;
}
