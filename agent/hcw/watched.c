/* The properties whose change counts as an edit.  Room: hcw. */
#include "agent/hcw/watched.h"

#include "agent/base/ipset.h"
#include "agent/hcw/form.h"
#include "agent/hcw/space.h"

#include <string.h>

typedef enum {
	AS_TEXT,
	AS_NUMBER,     /* a bare number is what it is, not a flag printed as one */
	AS_SET,        /* flags, addresses */
	AS_DOMAINS,    /* also "autod:contoso.example", "smtp:contoso.example" */
	AS_SPACES,     /* "SMTP:contoso.example;1" */
	AS_SERVERS,    /* names or paths of servers */
	AS_IDENTIFIER, /* "<I>issuer<S>subject", or names */
	AS_NAMES,      /* a path's last part: "contoso.onmicrosoft.com\Inbound from ..." */
	AS_SIZE,       /* "35 MB (36,700,160 bytes)", "36700160", "Unlimited" */
	AS_RANGES,     /* addresses, prefixes and ranges of them */
	AS_URL,        /* with or without the slash at its end */
} Form;

struct HcWatched {
	const char *property;
	Form form;
};

#define END                                                                                        \
	{                                                                                          \
		NULL, AS_TEXT                                                                      \
	}

static const HcWatched send[] = { { "AddressSpaces", AS_SPACES },
	{ "CloudServicesMailEnabled", AS_TEXT }, { "DNSRoutingEnabled", AS_TEXT },
	{ "Enabled", AS_TEXT }, { "ErrorPolicies", AS_SET }, { "Fqdn", AS_DOMAINS },
	{ "FrontendProxyEnabled", AS_TEXT }, { "IgnoreSTARTTLS", AS_TEXT },
	{ "IsScopedConnector", AS_TEXT }, { "MaxMessageSize", AS_SIZE }, { "Name", AS_TEXT },
	{ "Port", AS_NUMBER }, { "RequireTLS", AS_TEXT }, { "SmartHosts", AS_DOMAINS },
	{ "SourceTransportServers", AS_SERVERS }, { "TlsAuthLevel", AS_TEXT },
	{ "TlsCertificateName", AS_IDENTIFIER }, { "TlsDomain", AS_DOMAINS }, END };

static const HcWatched receive[] = { { "AuthMechanism", AS_SET }, { "Bindings", AS_SET },
	{ "DomainSecureEnabled", AS_TEXT }, { "Enabled", AS_TEXT }, { "Fqdn", AS_DOMAINS },
	{ "MaxInboundConnectionPerSource", AS_NUMBER }, { "MaxMessageSize", AS_SIZE },
	{ "Name", AS_TEXT }, { "PermissionGroups", AS_SET }, { "RemoteIPRanges", AS_RANGES },
	{ "RequireTLS", AS_TEXT }, { "TlsCertificateName", AS_IDENTIFIER },
	{ "TlsDomainCapabilities", AS_SET }, { "TransportRole", AS_TEXT }, END };

static const HcWatched inbound[] = { { "AssociatedAcceptedDomains", AS_DOMAINS },
	{ "CloudServicesMailEnabled", AS_TEXT }, { "ConnectorSource", AS_TEXT },
	{ "ConnectorType", AS_TEXT }, { "EFSkipIPs", AS_RANGES }, { "EFSkipLastIP", AS_TEXT },
	{ "Enabled", AS_TEXT }, { "Name", AS_TEXT }, { "RequireTls", AS_TEXT },
	{ "RestrictDomainsToCertificate", AS_TEXT }, { "RestrictDomainsToIPAddresses", AS_TEXT },
	{ "SenderDomains", AS_SPACES }, { "SenderIPAddresses", AS_RANGES },
	{ "TlsSenderCertificateName", AS_IDENTIFIER }, { "TreatMessagesAsInternal", AS_TEXT },
	END };

static const HcWatched outbound[] = { { "AllAcceptedDomains", AS_TEXT },
	{ "CloudServicesMailEnabled", AS_TEXT }, { "ConnectorSource", AS_TEXT },
	{ "ConnectorType", AS_TEXT }, { "Enabled", AS_TEXT }, { "IsTransportRuleScoped", AS_TEXT },
	{ "Name", AS_TEXT }, { "RecipientDomains", AS_DOMAINS },
	{ "RouteAllMessagesViaOnPremises", AS_TEXT }, { "SmartHosts", AS_DOMAINS },
	{ "TestMode", AS_TEXT }, { "TlsDomain", AS_DOMAINS }, { "TlsSettings", AS_TEXT },
	{ "UseMXRecord", AS_TEXT }, END };

static const HcWatched organization[] = { { "HybridDomains", AS_DOMAINS },
	{ "InboundConnector", AS_NAMES }, { "OrganizationGuid", AS_TEXT },
	{ "OrganizationName", AS_TEXT }, { "OrganizationRelationship", AS_NAMES },
	{ "OutboundConnector", AS_NAMES }, END };

static const HcWatched hybrid[] = { { "ClientAccessServers", AS_SERVERS },
	{ "Domains", AS_DOMAINS }, { "EdgeTransportServers", AS_SERVERS },
	{ "ExternalIPAddresses", AS_RANGES }, { "Features", AS_SET },
	{ "OnPremisesSmartHost", AS_DOMAINS }, { "ReceivingTransportServers", AS_SERVERS },
	{ "SecureMailCertificateThumbprint", AS_TEXT }, { "SendingTransportServers", AS_SERVERS },
	{ "ServiceInstance", AS_NUMBER }, { "TlsCertificateName", AS_IDENTIFIER }, END };

static const HcWatched relationship[] = { { "ArchiveAccessEnabled", AS_TEXT },
	{ "DeliveryReportEnabled", AS_TEXT }, { "DomainNames", AS_DOMAINS }, { "Enabled", AS_TEXT },
	{ "FreeBusyAccessEnabled", AS_TEXT }, { "FreeBusyAccessLevel", AS_TEXT },
	{ "MailboxMoveEnabled", AS_TEXT }, { "MailTipsAccessEnabled", AS_TEXT },
	{ "MailTipsAccessLevel", AS_TEXT }, { "PhotosEnabled", AS_TEXT },
	{ "TargetApplicationUri", AS_URL }, { "TargetAutodiscoverEpr", AS_URL },
	{ "TargetOwaURL", AS_URL }, { "TargetSharingEpr", AS_URL }, END };

static const HcWatched remote_domain[] = { { "DomainName", AS_DOMAINS }, { "IsInternal", AS_TEXT },
	{ "TargetDeliveryDomain", AS_TEXT }, { "TrustedMailInboundEnabled", AS_TEXT },
	{ "TrustedMailOutboundEnabled", AS_TEXT }, END };

static const HcWatched accepted_domain[] = { { "DomainName", AS_DOMAINS },
	{ "DomainType", AS_TEXT }, END };

static const HcWatched connector[] = { { "DiscoveryEndpoint", AS_URL }, { "Enabled", AS_TEXT },
	{ "TargetAddressDomains", AS_DOMAINS }, { "TargetSharingEpr", AS_URL }, END };

static const HcWatched address_space[] = { { "AccessMethod", AS_TEXT },
	{ "ForestName", AS_DOMAINS }, { "ProxyUrl", AS_URL }, { "UseServiceAccount", AS_TEXT },
	END };

static const HcWatched address_policy[] = { { "EnabledEmailAddressTemplates", AS_SET },
	{ "EnabledPrimarySMTPAddressTemplate", AS_TEXT }, END };

static const HcWatched directory[] = { { "ExternalUrl", AS_URL }, { "MRSProxyEnabled", AS_TEXT },
	END };

static const HcWatched application[] = { { "ApplicationIdentifier", AS_TEXT },
	{ "Enabled", AS_TEXT }, END };

static const HcWatched auth_config[] = { { "CurrentCertificateThumbprint", AS_TEXT },
	{ "ServiceName", AS_TEXT }, END };

static const HcWatched auth_server[] = { { "Enabled", AS_TEXT }, END };

static const HcWatched organization_config[] = { { "OAuth2ClientProfileEnabled", AS_TEXT },
	{ "RejectDirectSend", AS_TEXT }, END };

static const HcWatched connection_filter[] = { { "IPAllowList", AS_RANGES },
	{ "IPBlockList", AS_RANGES }, END };

static const HcWatched setting_override[] = { { "ComponentName", AS_TEXT },
	{ "Parameters", AS_SET }, { "SectionName", AS_TEXT }, END };

static const HcWatched migration_endpoint[] = { { "RemoteServer", AS_DOMAINS }, END };

static const HcWatched transport_rule[] = { { "State", AS_TEXT }, END };

static const HcWatched *const by_kind[HC_N_KINDS] = {
	[HC_KIND_ACCEPTED_DOMAIN] = accepted_domain,
	[HC_KIND_AUTH_CONFIG] = auth_config,
	[HC_KIND_AUTH_SERVER] = auth_server,
	[HC_KIND_AVAILABILITY_ADDRESS_SPACE] = address_space,
	[HC_KIND_EMAIL_ADDRESS_POLICY] = address_policy,
	[HC_KIND_HOSTED_CONNECTION_FILTER_POLICY] = connection_filter,
	[HC_KIND_HYBRID_CONFIGURATION] = hybrid,
	[HC_KIND_INBOUND_CONNECTOR] = inbound,
	[HC_KIND_INTRA_ORGANIZATION_CONNECTOR] = connector,
	[HC_KIND_MIGRATION_ENDPOINT] = migration_endpoint,
	[HC_KIND_ON_PREMISES_ORGANIZATION] = organization,
	[HC_KIND_ORGANIZATION_CONFIG] = organization_config,
	[HC_KIND_ORGANIZATION_RELATIONSHIP] = relationship,
	[HC_KIND_OUTBOUND_CONNECTOR] = outbound,
	[HC_KIND_PARTNER_APPLICATION] = application,
	[HC_KIND_RECEIVE_CONNECTOR] = receive,
	[HC_KIND_REMOTE_DOMAIN] = remote_domain,
	[HC_KIND_SEND_CONNECTOR] = send,
	[HC_KIND_SETTING_OVERRIDE] = setting_override,
	[HC_KIND_TRANSPORT_RULE] = transport_rule,
	[HC_KIND_WEB_SERVICES_VIRTUAL_DIRECTORY] = directory,
};

const HcWatched *
hc_watched_of(HcKind kind)
{
	return by_kind[kind];
}

const HcWatched *
hc_watched_next(const HcWatched *self)
{
	return self + 1;
}

const char *
hc_watched_name(const HcWatched *self)
{
	return self->property;
}

/* --- values ----------------------------------------------------------------------------------- */

static gboolean
is_number(const char *text)
{
	return *text != '\0' && text[strspn(text, "0123456789")] == '\0';
}

/* What a shallow export leaves of a value it does not open. */
static gboolean
is_type_name(const char *text)
{
	return g_str_has_prefix(text, "Microsoft.Exchange.") || g_str_has_prefix(text, "System.");
}

static gboolean
can_compare(Form form, const char *was, const char *is)
{
	if (is_type_name(was) || is_type_name(is))
		return FALSE;
	return form == AS_NUMBER || form == AS_SIZE || *was == '\0' || *is == '\0' ||
	       is_number(was) == is_number(is);
}

/* Octets of "35 MB (36,700,160 bytes)", "36700160" or "35MB"; -1 for anything else. */
static gint64
octets_of(const char *text)
{
	static const char *const units[] = { "B", "KB", "MB", "GB", "TB" };
	const char *exact = strchr(text, '(');
	g_autoptr(GString) digits = g_string_new(NULL);
	g_autofree char *unit = NULL;
	gint64 octets = 0;

	for (const char *c = exact != NULL ? exact : text; *c != '\0'; c++) {
		if (g_ascii_isdigit(*c))
			g_string_append_c(digits, *c);
	}
	if (!g_ascii_string_to_signed(digits->str, 10, 0, G_MAXINT64, &octets, NULL))
		return -1;
	unit = g_strstrip(g_strdup(text + strspn(text, "0123456789., ")));
	if (exact != NULL || *unit == '\0')
		return octets;
	for (guint i = 0; i < G_N_ELEMENTS(units); i++) {
		if (hc_text_same(unit, units[i]))
			return octets <= G_MAXINT64 >> (10 * i) ? octets << (10 * i) : -1;
	}
	return -1;
}

static gboolean
same_size(const char *was, const char *is)
{
	gint64 left = octets_of(was);
	gint64 right = octets_of(is);

	return left >= 0 && right >= 0 ? left == right : hc_text_same(was, is);
}

static gboolean
same_url(const char *was, const char *is)
{
	gsize left = strlen(was);
	gsize right = strlen(is);

	left -= left > 0 && was[left - 1] == '/';
	right -= right > 0 && is[right - 1] == '/';
	return left == right && g_ascii_strncasecmp(was, is, left) == 0;
}

/* Without "autod:" and "smtp:"; an address in brackets has colons of its own. */
static char *
without_prefixes(const char *joined)
{
	g_auto(GStrv) parts = hc_text_split(joined, ",");

	for (guint i = 0; parts[i] != NULL; i++) {
		char *colon = strchr(parts[i], ':');

		if (colon != NULL && *parts[i] != '[' && strchr(colon + 1, ':') == NULL)
			memmove(parts[i], colon + 1, strlen(colon + 1) + 1);
	}
	return hc_text_join((const char *const *)parts);
}

static gboolean
same_domains(const char *was, const char *is)
{
	g_autofree char *left = without_prefixes(was);
	g_autofree char *right = without_prefixes(is);

	return hc_form_equal(HC_FORM_DOMAINS, left, right);
}

/* "Inbound from ..." of a path to it. */
static char *
last_parts(const char *joined)
{
	g_auto(GStrv) parts = hc_text_split(joined, ",");

	for (guint i = 0; parts[i] != NULL; i++) {
		const char *last = parts[i] + strlen(parts[i]);

		while (last > parts[i] && last[-1] != '\\' && last[-1] != '/')
			last--;
		memmove(parts[i], last, strlen(last) + 1);
	}
	return hc_text_join((const char *const *)parts);
}

static gboolean
same_names(const char *was, const char *is)
{
	g_autofree char *left = last_parts(was);
	g_autofree char *right = last_parts(is);

	return hc_form_equal(HC_FORM_SET, left, right);
}

static gboolean
same_identifier(const char *was, const char *is)
{
	return hc_form_equal(HC_FORM_IDENTIFIER, was, is) || same_domains(was, is);
}

static gboolean
same_servers(const HcWatched *self, const HcExchangeObject *was, const HcExchangeObject *is)
{
	g_auto(GStrv) left = hc_space_servers(was, self->property);
	g_auto(GStrv) right = hc_space_servers(is, self->property);
	g_autofree char *left_text = hc_text_join((const char *const *)left);
	g_autofree char *right_text = hc_text_join((const char *const *)right);

	return hc_form_equal(HC_FORM_SERVERS, left_text, right_text);
}

static gboolean
same_ranges(const HcWatched *self, const HcExchangeObject *was, const HcExchangeObject *is)
{
	g_autoptr(HcIpSet) left = NULL;
	g_autoptr(HcIpSet) right = NULL;

	if (!hc_ipset_parse_list(hc_exchange_list(was, self->property), &left, NULL) ||
		!hc_ipset_parse_list(hc_exchange_list(is, self->property), &right, NULL))
		return hc_form_equal(HC_FORM_SET, hc_exchange_text(was, self->property),
			hc_exchange_text(is, self->property));
	return hc_ipset_covers(left, right) && hc_ipset_covers(right, left);
}

static gboolean
same_value(const HcWatched *self, const HcExchangeObject *was, const HcExchangeObject *is)
{
	const char *left = hc_exchange_text(was, self->property);
	const char *right = hc_exchange_text(is, self->property);

	switch (self->form) {
	case AS_TEXT:
	case AS_NUMBER:
		return hc_form_equal(HC_FORM_TEXT, left, right);
	case AS_SET:
		return hc_form_equal(HC_FORM_SET, left, right);
	case AS_DOMAINS:
		return same_domains(left, right);
	case AS_SPACES:
		return hc_form_equal(HC_FORM_SPACES, left, right);
	case AS_SERVERS:
		return same_servers(self, was, is);
	case AS_IDENTIFIER:
		return same_identifier(left, right);
	case AS_NAMES:
		return same_names(left, right);
	case AS_SIZE:
		return same_size(left, right);
	case AS_RANGES:
		return same_ranges(self, was, is);
	case AS_URL:
		return same_url(left, right);
	}
	g_return_val_if_reached(TRUE);
}

gboolean
hc_watched_differs(const HcWatched *self, const HcExchangeObject *was, const HcExchangeObject *is)
{
	const char *left = hc_exchange_text(was, self->property);
	const char *right = hc_exchange_text(is, self->property);

	return left != NULL && right != NULL && can_compare(self->form, left, right) &&
	       !same_value(self, was, is);
}
