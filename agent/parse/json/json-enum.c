/* Enumerations that ConvertTo-Json wrote as numbers.  Room: parse. */
#include "agent/parse/json/json-enum.h"
#include "agent/base/text.h"

typedef struct {
	gint64 number;
	const char *name; /* NULL ends the list */
} Member;

/*
 * Numbers and names that stand side by side in Export-Clixml of Exchange 2016 and 2019; flags are
 * taken apart from combinations seen there.
 */
static const Member auth_mechanism[] = {
	{ 1, "Tls" },
	{ 2, "Integrated" },
	{ 4, "BasicAuth" },
	{ 8, "BasicAuthRequireTLS" },
	{ 16, "ExchangeServer" },
	{ 32, "ExternalAuthoritative" },
	{ 0, NULL },
};
static const Member permission_groups[] = {
	{ 1, "AnonymousUsers" },
	{ 2, "ExchangeUsers" },
	{ 4, "ExchangeServers" },
	{ 8, "ExchangeLegacyServers" },
	{ 0, NULL },
};
static const Member transport_role[] = { { 32, "HubTransport" }, { 16384, "FrontendTransport" },
	{ 0, NULL } };
static const Member server_role[] = { { 2, "Mailbox" }, { 0, NULL } };
static const Member domain_type[] = { { 0, "Authoritative" }, { 2, "InternalRelay" }, { 0, NULL } };
static const Member none_only[] = { { 0, "None" }, { 0, NULL } };
static const Member default_only[] = { { 0, "Default" }, { 0, NULL } };
static const Member logging[] = { { 0, "None" }, { 1, "Verbose" }, { 0, NULL } };
static const Member size_mode[] = { { 1, "Enabled" }, { 2, "EnabledWithoutValue" }, { 0, NULL } };
static const Member features[] = {
	{ 0, "FreeBusy" },
	{ 1, "MoveMailbox" },
	{ 2, "Mailtips" },
	{ 3, "MessageTracking" },
	{ 4, "OwaRedirection" },
	{ 5, "OnlineArchive" },
	{ 6, "SecureMail" },
	{ 8, "Photos" },
	{ 0, NULL },
};
static const Member unknown[] = { { 0, NULL } };

/* The second block holds those whose numbers nobody has seen beside their names. */
static const struct {
	const char *property;
	const Member *members;
	gboolean is_flags;
} enums[] = {
	{ "AuthMechanism", auth_mechanism, TRUE },
	{ "DomainType", domain_type, FALSE },
	{ "ErrorPolicies", default_only, FALSE },
	{ "ExtendedProtectionPolicy", none_only, FALSE },
	{ "Features", features, FALSE },
	{ "PermissionGroups", permission_groups, TRUE },
	{ "ProtocolLoggingLevel", logging, FALSE },
	{ "ServerRole", server_role, FALSE },
	{ "SizeEnabled", size_mode, FALSE },
	{ "SmartHostAuthMechanism", none_only, FALSE },
	{ "TransportRole", transport_role, TRUE },

	{ "AccessMethod", unknown, FALSE },
	{ "AllowedOOFType", unknown, FALSE },
	{ "AuthenticationType", unknown, FALSE },
	{ "ConnectorSource", unknown, FALSE },
	{ "ConnectorType", unknown, FALSE },
	{ "Edition", unknown, FALSE },
	{ "FreeBusyAccessLevel", unknown, FALSE },
	{ "HybridConfigurationStatus", unknown, FALSE },
	{ "MailTipsAccessLevel", unknown, FALSE },
	{ "MailboxMoveCapability", unknown, FALSE },
	{ "Mode", unknown, FALSE },
	{ "MtaStsMode", unknown, FALSE },
	{ "RecipientFilterType", unknown, FALSE },
	{ "RootCAType", unknown, FALSE },
	{ "Services", unknown, FALSE },
	{ "SmtpDaneMode", unknown, FALSE },
	{ "State", unknown, FALSE },
	{ "Status", unknown, FALSE },
	{ "TlsAuthLevel", unknown, FALSE },
	{ "TlsSettings", unknown, FALSE },
};

static gboolean
look_up(const char *property, guint *ret_place)
{
	for (guint i = 0; i < G_N_ELEMENTS(enums); i++) {
		if (hc_text_same(enums[i].property, property)) {
			*ret_place = i;
			return TRUE;
		}
	}
	return FALSE;
}

gboolean
hc_json_enum_is(const char *property)
{
	guint place = 0;

	return look_up(property, &place);
}

static char *
name_of_one(const Member *members, gint64 number)
{
	for (; members->name != NULL; members++) {
		if (members->number == number)
			return g_strdup(members->name);
	}
	return NULL;
}

/* Names of all bits, the lowest first; NULL if a bit has none. */
static char *
names_of_flags(const Member *members, gint64 number)
{
	GString *out = g_string_new(NULL);

	for (; members->name != NULL; members++) {
		if ((number & members->number) == 0)
			continue;
		g_string_append_printf(out, "%s%s", out->len > 0 ? ", " : "", members->name);
		number &= ~members->number;
	}
	return g_string_free(out, number != 0);
}

char *
hc_json_enum_name(const char *property, gint64 number)
{
	guint place = 0;

	if (!look_up(property, &place))
		return NULL;
	if (!enums[place].is_flags)
		return name_of_one(enums[place].members, number);
	return number == 0 ? g_strdup("None") : names_of_flags(enums[place].members, number);
}
