/* What is known of each kind of export.  Room: parse. */
#include "agent/parse/export/export-kind.h"
#include "agent/parse/export/export.h"

#include <string.h>

#define ONPREM HC_EXPORT_ON_ONPREM
#define TENANT HC_EXPORT_ON_TENANT
#define EDGE HC_EXPORT_ON_EDGE
#define BOTH (ONPREM | TENANT)

/*
 * Where Microsoft's reference of each cmdlet says it is available; EDGE is what its Exchange server
 * role has of its own.
 */
static const struct {
	guint places;
	gboolean is_local;
} kinds[HC_N_KINDS] = {
	[HC_KIND_ACCEPTED_DOMAIN] = { BOTH | EDGE, FALSE },
	[HC_KIND_AUTH_CONFIG] = { ONPREM, FALSE },
	[HC_KIND_AUTH_SERVER] = { ONPREM, FALSE },
	[HC_KIND_AVAILABILITY_ADDRESS_SPACE] = { BOTH, FALSE },
	[HC_KIND_EDGE_SUBSCRIPTION] = { ONPREM, FALSE },
	[HC_KIND_EDGE_SYNCHRONIZATION] = { ONPREM, FALSE },
	[HC_KIND_EMAIL_ADDRESS_POLICY] = { BOTH, FALSE },
	[HC_KIND_EXCHANGE_CERTIFICATE] = { ONPREM | EDGE, TRUE },
	[HC_KIND_EXCHANGE_SERVER] = { ONPREM | EDGE, FALSE },
	[HC_KIND_EX_SETUP] = { ONPREM | EDGE, TRUE },
	[HC_KIND_FEDERATION_TRUST] = { BOTH, FALSE },
	[HC_KIND_HOSTED_CONNECTION_FILTER_POLICY] = { TENANT, FALSE },
	[HC_KIND_HYBRID_APPLICATION] = { TENANT, FALSE },
	[HC_KIND_HYBRID_CONFIGURATION] = { ONPREM, FALSE },
	[HC_KIND_INBOUND_CONNECTOR] = { TENANT, FALSE },
	[HC_KIND_INTRA_ORGANIZATION_CONFIGURATION] = { BOTH, FALSE },
	[HC_KIND_INTRA_ORGANIZATION_CONNECTOR] = { BOTH, FALSE },
	[HC_KIND_MIGRATION_ENDPOINT] = { BOTH, FALSE },
	[HC_KIND_ON_PREMISES_ORGANIZATION] = { TENANT, FALSE },
	[HC_KIND_ORGANIZATION_CONFIG] = { BOTH, FALSE },
	[HC_KIND_ORGANIZATION_RELATIONSHIP] = { BOTH, FALSE },
	[HC_KIND_OUTBOUND_CONNECTOR] = { TENANT, FALSE },
	[HC_KIND_PARTNER_APPLICATION] = { BOTH, FALSE },
	[HC_KIND_RECEIVE_CONNECTOR] = { ONPREM | EDGE, TRUE },
	[HC_KIND_REMOTE_DOMAIN] = { BOTH | EDGE, FALSE },
	[HC_KIND_SEND_CONNECTOR] = { ONPREM | EDGE, FALSE },
	[HC_KIND_SERVICE_PRINCIPAL] = { TENANT, FALSE },
	[HC_KIND_SETTING_OVERRIDE] = { ONPREM, FALSE },
	[HC_KIND_TRANSPORT_CONFIG] = { BOTH | EDGE, FALSE },
	[HC_KIND_TRANSPORT_RULE] = { BOTH, FALSE },
	[HC_KIND_TRANSPORT_SERVICE] = { ONPREM | EDGE, FALSE },
	[HC_KIND_WEB_SERVICES_VIRTUAL_DIRECTORY] = { ONPREM, TRUE },
};

typedef struct {
	const char *word;
	HcKind kind;
} Sign;

/*
 * Last parts of type names.  Those of the first block stand in real exports and in what the wizard
 * keeps; those of the second are known from the cmdlets' documentation only.
 */
static const Sign types[] = {
	{ "AcceptedDomain", HC_KIND_ACCEPTED_DOMAIN },
	{ "ADWebServicesVirtualDirectory", HC_KIND_WEB_SERVICES_VIRTUAL_DIRECTORY },
	{ "AuthConfig", HC_KIND_AUTH_CONFIG },
	{ "AuthServer", HC_KIND_AUTH_SERVER },
	{ "AvailabilityAddressSpace", HC_KIND_AVAILABILITY_ADDRESS_SPACE },
	{ "DomainContentConfig", HC_KIND_REMOTE_DOMAIN },
	{ "EmailAddressPolicy", HC_KIND_EMAIL_ADDRESS_POLICY },
	{ "ExchangeCertificate", HC_KIND_EXCHANGE_CERTIFICATE },
	{ "ExchangeServer", HC_KIND_EXCHANGE_SERVER },
	{ "HybridConfiguration", HC_KIND_HYBRID_CONFIGURATION },
	{ "IntraOrganizationConfiguration", HC_KIND_INTRA_ORGANIZATION_CONFIGURATION },
	{ "IntraOrganizationConnector", HC_KIND_INTRA_ORGANIZATION_CONNECTOR },
	{ "OnPremisesOrganization", HC_KIND_ON_PREMISES_ORGANIZATION },
	{ "OrganizationConfig", HC_KIND_ORGANIZATION_CONFIG },
	{ "OrganizationRelationship", HC_KIND_ORGANIZATION_RELATIONSHIP },
	{ "PartnerApplication", HC_KIND_PARTNER_APPLICATION },
	{ "ReceiveConnector", HC_KIND_RECEIVE_CONNECTOR },
	{ "SettingOverride", HC_KIND_SETTING_OVERRIDE },
	{ "SmtpSendConnectorConfig", HC_KIND_SEND_CONNECTOR },
	{ "TenantInboundConnector", HC_KIND_INBOUND_CONNECTOR },
	{ "TenantOutboundConnector", HC_KIND_OUTBOUND_CONNECTOR },

	{ "ADOrganizationConfig", HC_KIND_ORGANIZATION_CONFIG },
	{ "EdgeSubscription", HC_KIND_EDGE_SUBSCRIPTION },
	{ "EdgeSubscriptionPresentationObject", HC_KIND_EDGE_SUBSCRIPTION },
	{ "EdgeSubscriptionStatus", HC_KIND_EDGE_SYNCHRONIZATION },
	{ "FederationTrust", HC_KIND_FEDERATION_TRUST },
	{ "HostedConnectionFilterPolicy", HC_KIND_HOSTED_CONNECTION_FILTER_POLICY },
	{ "MigrationEndpoint", HC_KIND_MIGRATION_ENDPOINT },
	{ "TransportConfigContainer", HC_KIND_TRANSPORT_CONFIG },
	{ "TransportRule", HC_KIND_TRANSPORT_RULE },
	{ "TransportServer", HC_KIND_TRANSPORT_SERVICE },
};

/* The most derived ObjectClass, where only one kind has it; all seen. */
static const Sign classes[] = {
	{ "msExchAcceptedDomain", HC_KIND_ACCEPTED_DOMAIN },
	{ "msExchAuthAuthConfig", HC_KIND_AUTH_CONFIG },
	{ "msExchAuthAuthServer", HC_KIND_AUTH_SERVER },
	{ "msExchAuthPartnerApplication", HC_KIND_PARTNER_APPLICATION },
	{ "msExchAvailabilityAddressSpace", HC_KIND_AVAILABILITY_ADDRESS_SPACE },
	{ "msExchCoexistenceRelationship", HC_KIND_HYBRID_CONFIGURATION },
	{ "msExchDomainContentConfig", HC_KIND_REMOTE_DOMAIN },
	{ "msExchFedSharingRelationship", HC_KIND_ORGANIZATION_RELATIONSHIP },
	{ "msExchHostedConnectionFilterPolicy", HC_KIND_HOSTED_CONNECTION_FILTER_POLICY },
	{ "msExchIntraOrganizationConnector", HC_KIND_INTRA_ORGANIZATION_CONNECTOR },
	{ "msExchOnPremisesOrganization", HC_KIND_ON_PREMISES_ORGANIZATION },
	{ "msExchOrganizationContainer", HC_KIND_ORGANIZATION_CONFIG },
	{ "msExchRecipientPolicy", HC_KIND_EMAIL_ADDRESS_POLICY },
	{ "msExchRoutingSMTPConnector", HC_KIND_SEND_CONNECTOR },
	{ "msExchSMTPInboundConnector", HC_KIND_INBOUND_CONNECTOR },
	{ "msExchSMTPOutboundConnector", HC_KIND_OUTBOUND_CONNECTOR },
	{ "msExchSmtpReceiveConnector", HC_KIND_RECEIVE_CONNECTOR },
	{ "msExchWebServicesVirtualDirectory", HC_KIND_WEB_SERVICES_VIRTUAL_DIRECTORY },
};

/* Properties that no other kind has; what a selection without a type is told by. */
static const Sign properties[] = {
	{ "AcceptSecurityIdentifierInformation", HC_KIND_PARTNER_APPLICATION },
	{ "AddressSpaces", HC_KIND_SEND_CONNECTOR },
	{ "CurrentCertificateThumbprint", HC_KIND_AUTH_CONFIG },
	{ "DiscoveryEndpoint", HC_KIND_INTRA_ORGANIZATION_CONNECTOR },
	{ "DomainType", HC_KIND_ACCEPTED_DOMAIN },
	{ "FreeBusyAccessLevel", HC_KIND_ORGANIZATION_RELATIONSHIP },
	{ "HybridDomains", HC_KIND_ON_PREMISES_ORGANIZATION },
	{ "IsHubTransportServer", HC_KIND_EXCHANGE_SERVER },
	{ "OAuth2ClientProfileEnabled", HC_KIND_ORGANIZATION_CONFIG },
	{ "OnPremisesSmartHost", HC_KIND_HYBRID_CONFIGURATION },
	{ "RemoteIPRanges", HC_KIND_RECEIVE_CONNECTOR },
	{ "RouteAllMessagesViaOnPremises", HC_KIND_OUTBOUND_CONNECTOR },
	{ "TLSSendDomainSecureList", HC_KIND_TRANSPORT_CONFIG },
	{ "TlsSenderCertificateName", HC_KIND_INBOUND_CONNECTOR },
	{ "TokenIssuingEndpoint", HC_KIND_AUTH_SERVER },
	{ "TrustedMailOutboundEnabled", HC_KIND_REMOTE_DOMAIN },
};

/* Words in names of files and members that are not the noun of a cmdlet. */
static const Sign aliases[] = {
	{ "connfilter", HC_KIND_HOSTED_CONNECTION_FILTER_POLICY },
	{ "dedicatedexchangehybridapplication", HC_KIND_HYBRID_APPLICATION },
	{ "emailaddresspolicies", HC_KIND_EMAIL_ADDRESS_POLICY },
	{ "hybridapp", HC_KIND_HYBRID_APPLICATION },
	{ "hybridconfig", HC_KIND_HYBRID_CONFIGURATION },
	{ "intraorgconnector", HC_KIND_INTRA_ORGANIZATION_CONNECTOR },
	{ "legacyexchangeserviceprincipal", HC_KIND_SERVICE_PRINCIPAL },
	{ "mgserviceprincipal", HC_KIND_SERVICE_PRINCIPAL },
	{ "onpremiseorganization", HC_KIND_ON_PREMISES_ORGANIZATION },
	{ "orgconfig", HC_KIND_ORGANIZATION_CONFIG },
	{ "orgrelationship", HC_KIND_ORGANIZATION_RELATIONSHIP },
};

static gboolean
look_up(const Sign *table, gsize n, const char *word, HcKind *ret_kind)
{
	for (gsize i = 0; i < n; i++) {
		if (hc_text_same(table[i].word, word)) {
			*ret_kind = table[i].kind;
			return TRUE;
		}
	}
	return FALSE;
}

guint
hc_export_kind_places(HcKind kind)
{
	return kinds[kind].places;
}

gboolean
hc_export_kind_is_local(HcKind kind)
{
	return kinds[kind].is_local;
}

/* --- by type ---------------------------------------------------------------------------------- */

static const char *
skip_prefixes(const char *type)
{
	static const char *const prefixes[] = { "Deserialized.", "Selected." };

	for (guint i = 0; i < G_N_ELEMENTS(prefixes);) {
		gsize length = strlen(prefixes[i]);

		if (g_ascii_strncasecmp(type, prefixes[i], length) == 0) {
			type += length;
			i = 0;
		} else {
			i++;
		}
	}
	return type;
}

gboolean
hc_export_kind_of_type(const char *type, HcKind *ret_kind)
{
	g_autofree char *plain = NULL;
	const char *last = NULL;

	if (type == NULL)
		return FALSE;
	type = skip_prefixes(type);
	plain = g_strndup(type, strcspn(type, "`["));
	last = strrchr(plain, '.');
	if (hc_text_same(plain, "System.Diagnostics.FileVersionInfo")) {
		*ret_kind = HC_KIND_EX_SETUP;
		return TRUE;
	}
	return last != NULL &&
	       g_ascii_strncasecmp(plain, "Microsoft.Exchange.", strlen("Microsoft.Exchange.")) ==
		       0 &&
	       look_up(types, G_N_ELEMENTS(types), last + 1, ret_kind);
}

/* --- by content ------------------------------------------------------------------------------- */

gboolean
hc_export_kind_of_content(const HcExchangeObject *bag, HcKind *ret_kind)
{
	const char *const *names = hc_exchange_list(bag, "ObjectClass");
	gboolean found = FALSE;

	/* .xhcw and some selections have the classes joined in one text. */
	for (; names != NULL && *names != NULL && !found; names++) {
		g_auto(GStrv) parts = hc_text_split(*names, ",");

		for (char **part = parts; *part != NULL && !found; part++)
			found = look_up(classes, G_N_ELEMENTS(classes), *part, ret_kind);
	}
	for (guint i = 0; i < G_N_ELEMENTS(properties) && !found; i++) {
		found = hc_exchange_has(bag, properties[i].word);
		if (found)
			*ret_kind = properties[i].kind;
	}
	return found;
}

/* --- by name ---------------------------------------------------------------------------------- */

/* Without "Get" or "Test" before it; what is left may be nothing. */
static const char *
skip_verb(const char *word)
{
	static const char *const verbs[] = { "get", "test" };

	for (guint i = 0; i < G_N_ELEMENTS(verbs); i++) {
		if (g_ascii_strncasecmp(word, verbs[i], strlen(verbs[i])) == 0)
			return word + strlen(verbs[i]);
	}
	return word;
}

static gboolean
is_kind_word(const char *word, HcKind *ret_kind)
{
	return hc_kind_from_noun(word, ret_kind) ||
	       look_up(aliases, G_N_ELEMENTS(aliases), word, ret_kind);
}

/* "SendConnector", "GetSendConnector", "SendConnectors", "GetOrganizationConfig1". */
static gboolean
kind_of_word(const char *word, HcKind *ret_kind)
{
	g_autofree char *noun = g_strdup(skip_verb(word));
	gsize length = strlen(noun);

	while (length > 0 && g_ascii_isdigit(noun[length - 1]))
		noun[--length] = '\0';
	if (is_kind_word(noun, ret_kind))
		return TRUE;
	if (length > 0 && g_ascii_tolower(noun[length - 1]) == 's')
		noun[--length] = '\0';
	return is_kind_word(noun, ret_kind);
}

/* The last part of a path, without a short extension. */
static char *
stem_of(const char *name)
{
	const char *start = name;
	const char *dot = NULL;

	for (const char *at = name; *at != '\0'; at++) {
		if (*at == '/' || *at == '\\')
			start = at + 1;
	}
	dot = strrchr(start, '.');
	return dot != NULL && dot > start ? g_strndup(start, (gsize)(dot - start))
					  : g_strdup(start);
}

/* Letters and digits only. */
static char *
squeeze(const char *text)
{
	GString *out = g_string_new(NULL);

	for (; *text != '\0'; text++) {
		if (g_ascii_isalnum(*text))
			g_string_append_c(out, *text);
	}
	return g_string_free(out, FALSE);
}

gboolean
hc_export_kind_of_name(const char *name, HcKind *ret_kind)
{
	g_autofree char *stem = NULL;
	g_autofree char *squeezed = NULL;
	g_auto(GStrv) words = NULL;
	gboolean found = FALSE;

	if (name == NULL)
		return FALSE;
	stem = stem_of(name);
	squeezed = squeeze(stem);
	if (kind_of_word(squeezed, ret_kind))
		return TRUE;
	words = g_strsplit_set(stem, "-_ .()", -1);
	/* The last noun counts: "Get-MgServicePrincipal-HybridApp". */
	for (char **word = words; *word != NULL; word++)
		found |= kind_of_word(*word, ret_kind);
	return found;
}

/* --- words ------------------------------------------------------------------------------------ */

char *
hc_export_kind_cmdlet(HcKind kind)
{
	if (kind == HC_KIND_EX_SETUP)
		return g_strdup("version of ExSetup.exe");
	if (kind == HC_KIND_HYBRID_APPLICATION)
		return g_strdup("applications of Entra ID");
	if (kind == HC_KIND_SERVICE_PRINCIPAL)
		return g_strdup("Get-MgServicePrincipal");
	return g_strconcat(
		kind == HC_KIND_EDGE_SYNCHRONIZATION ? "Test-" : "Get-", hc_kind_noun(kind), NULL);
}
