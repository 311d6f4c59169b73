/* On which side an exported object lives.  Room: parse. */
#include "agent/parse/export/export-side.h"
#include "agent/base/dname.h"
#include "agent/parse/export/directory-name.h"
#include "agent/parse/export/export-kind.h"

#include <string.h>

/* Seen on objects of tenants, and on none of an organisation on premises. */
static const char *const tenant_properties[] = {
	"AzureProvisioningRegion",
	"MailFlowRegion",
	"OrganizationalUnitRoot",
	"RawAuthenticationType",
	"RejectDirectSend",
	"SendFromAliasEnabled",
	"SendingFromDomainDisabled",
	"SmtpDaneStatus",
};

/* Both sides have these, but only in a tenant they are ever true. */
static const char *const tenant_flags[] = { "InitialDomain", "IsCoexistenceDomain" };

/* "…/Microsoft Exchange Hosted Organizations/contoso.onmicrosoft.com - …" */
#define HOSTED "/Microsoft Exchange Hosted Organizations/"

void
hc_export_sides_init(HcExportSides *self)
{
	*self = (HcExportSides){ .organisations = g_string_chunk_new(256),
		.tail = g_string_new(NULL) };
}

void
hc_export_sides_clear(HcExportSides *self)
{
	g_string_chunk_free(self->organisations);
	g_string_free(self->tail, TRUE);
}

/* Takes @organisation; few different ones are kept. */
static const char *
keep(HcExportSides *self, char *organisation)
{
	g_autofree char *taken = organisation;

	return taken != NULL ? g_string_chunk_insert_const(self->organisations, taken) : NULL;
}

/* --- what an object shows --------------------------------------------------------------------- */

static gboolean
starts_with(const char *text, const char *start)
{
	return g_ascii_strncasecmp(text, start, strlen(start)) == 0;
}

/*
 * What follows the first part of a distinguished name, where that alone tells whose directory it
 * is; NULL if the first part may tell something too.
 */
static const char *
telling_tail(const char *dn)
{
	static const char *const marks[] = { "CN=Configuration", /* and CN=ConfigurationUnits */
		"OU=Microsoft Exchange Hosted Organizations", "CN=Microsoft Exchange" };
	const char *tail = dn + strcspn(dn, ",\\");

	if (*tail++ != ',' || !starts_with(dn, "CN=") || strchr(tail, '\\') != NULL)
		return NULL;
	for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
		if (starts_with(dn, marks[i]) || starts_with(tail, marks[i]))
			return NULL;
	}
	return *tail != ' ' ? tail : NULL;
}

static void
read_directory_name(HcExportSides *self, const char *dn, HcExportSide *ret_side)
{
	const char *tail = dn != NULL ? telling_tail(dn) : NULL;
	char *organisation = NULL;

	if (tail != NULL && strcmp(tail, self->tail->str) == 0) {
		*ret_side = self->of_tail;
		return;
	}
	if (hc_directory_name_read(dn, &ret_side->side, &organisation)) {
		ret_side->known = TRUE;
		ret_side->organisation = keep(self, organisation);
	}
	if (tail != NULL) {
		g_string_assign(self->tail, tail);
		self->of_tail = *ret_side;
	}
}

static gboolean
read_organisation_id(HcExportSides *self, const HcExchangeObject *bag, HcExportSide *ret_side)
{
	const char *text = hc_exchange_text(bag, "OrganizationId");
	const char *tenant = text != NULL ? strstr(text, HOSTED) : NULL;

	if (tenant == NULL)
		return FALSE;
	tenant += strlen(HOSTED);
	*ret_side = (HcExportSide){ TRUE, HC_SIDE_TENANT,
		keep(self, g_ascii_strdown(tenant, (gssize)strcspn(tenant, " /"))) };
	return TRUE;
}

static gboolean
shows_tenant(const HcExchangeObject *bag)
{
	const char *origin = hc_exchange_text(bag, "OriginatingServer");

	if (origin != NULL && hc_dname_is_under(origin, "prod.outlook.com"))
		return TRUE;
	for (guint i = 0; i < G_N_ELEMENTS(tenant_properties); i++) {
		if (hc_exchange_has(bag, tenant_properties[i]))
			return TRUE;
	}
	for (guint i = 0; i < G_N_ELEMENTS(tenant_flags); i++) {
		if (hc_exchange_bool(bag, tenant_flags[i]) == HC_TRI_YES)
			return TRUE;
	}
	return FALSE;
}

/* Nothing that is looked at is there at all. */
static gboolean
is_silent(const HcExchangeObject *bag)
{
	static const char *const telling[] = { "DistinguishedName", "OrganizationId",
		"OriginatingServer" };
	gboolean tells = FALSE;

	for (guint i = 0; i < G_N_ELEMENTS(telling); i++)
		tells |= hc_exchange_has(bag, telling[i]);
	for (guint i = 0; i < G_N_ELEMENTS(tenant_properties); i++)
		tells |= hc_exchange_has(bag, tenant_properties[i]);
	for (guint i = 0; i < G_N_ELEMENTS(tenant_flags); i++)
		tells |= hc_exchange_has(bag, tenant_flags[i]);
	return !tells;
}

void
hc_export_side_read(HcExportSides *self, const HcExchangeObject *bag, HcExportSide *ret_side)
{
	*ret_side = (HcExportSide){ .known = FALSE };
	if (self->silent != NULL && hc_exchange_shares_names(self->silent, bag))
		return;
	read_directory_name(self, hc_exchange_text(bag, "DistinguishedName"), ret_side);
	if (ret_side->known || read_organisation_id(self, bag, ret_side))
		return;
	if (shows_tenant(bag))
		*ret_side = (HcExportSide){ TRUE, HC_SIDE_TENANT, NULL };
	else if (is_silent(bag))
		self->silent = bag;
}

static guint
place_of(HcSide side)
{
	switch (side) {
	case HC_SIDE_ONPREM:
		return HC_EXPORT_ON_ONPREM;
	case HC_SIDE_TENANT:
		return HC_EXPORT_ON_TENANT;
	case HC_SIDE_EDGE:
		return HC_EXPORT_ON_EDGE;
	case HC_N_SIDES:
		break;
	}
	return 0;
}

/* The first that tells, and tells a place where such objects exist. */
gboolean
hc_export_side_settle(HcKind kind, const HcExportSigns *signs, HcSide *ret_side)
{
	const HcExportSide *const by_weight[] = { signs->own, signs->common, signs->name };
	const guint places = hc_export_kind_places(kind);

	for (guint i = 0; i < G_N_ELEMENTS(by_weight); i++) {
		const HcExportSide *sign = by_weight[i];

		if (sign != NULL && sign->known && (places & place_of(sign->side)) != 0) {
			*ret_side = sign->side;
			return TRUE;
		}
	}
	/* An Edge server's own are told by a sign; without one it is the organisation. */
	*ret_side = (places & HC_EXPORT_ON_TENANT) != 0 ? HC_SIDE_TENANT : HC_SIDE_ONPREM;
	return (places & (HC_EXPORT_ON_ONPREM | HC_EXPORT_ON_TENANT)) !=
	       (HC_EXPORT_ON_ONPREM | HC_EXPORT_ON_TENANT);
}

/* --- servers ---------------------------------------------------------------------------------- */

/* "E1" of "E1", "contoso.example/…/E1" or "CN=E1,CN=Servers,…"; NULL if empty. */
static char *
short_server(const char *text)
{
	const char *slash = NULL;

	if (hc_text_is_empty(text))
		return NULL;
	if (g_ascii_strncasecmp(text, "CN=", strlen("CN=")) == 0)
		return g_strndup(text + strlen("CN="), strcspn(text + strlen("CN="), ","));
	slash = strrchr(text, '/');
	return g_strdup(slash != NULL ? slash + 1 : text);
}

/* "E1" of "E1\Default Frontend E1". */
static char *
server_of_identity(const char *identity)
{
	const char *backslash = identity != NULL ? strchr(identity, '\\') : NULL;

	return backslash == NULL || backslash == identity
		       ? NULL
		       : g_strndup(identity, (gsize)(backslash - identity));
}

char *
hc_export_side_server(HcKind kind, const HcExchangeObject *bag)
{
	char *server = NULL;

	if (!hc_export_kind_is_local(kind))
		return NULL;
	server = short_server(hc_exchange_text(bag, "ServerName"));
	if (server == NULL)
		server = short_server(hc_exchange_text(bag, "Server"));
	if (server == NULL)
		server = server_of_identity(hc_exchange_text(bag, "Identity"));
	/* A program's version is asked for on the server itself; a cmdlet's session may be
	 * anywhere.
	 */
	if (server == NULL && kind == HC_KIND_EX_SETUP)
		server = short_server(hc_exchange_text(bag, "PSComputerName"));
	return server;
}
