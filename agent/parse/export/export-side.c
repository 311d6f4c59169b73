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

static gboolean
read_organisation_id(const HcExchangeObject *bag, HcExportSide *ret_side)
{
	const char *text = hc_exchange_text(bag, "OrganizationId");
	const char *tenant = text != NULL ? strstr(text, HOSTED) : NULL;

	if (tenant == NULL)
		return FALSE;
	tenant += strlen(HOSTED);
	ret_side->organisation = g_ascii_strdown(tenant, (gssize)strcspn(tenant, " /"));
	ret_side->known = TRUE;
	ret_side->side = HC_SIDE_TENANT;
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

void
hc_export_side_read(const HcExchangeObject *bag, HcExportSide *ret_side)
{
	*ret_side = (HcExportSide){ .known = FALSE };
	if (hc_directory_name_read(hc_exchange_text(bag, "DistinguishedName"), &ret_side->side,
		    &ret_side->organisation)) {
		ret_side->known = TRUE;
		return;
	}
	if (!read_organisation_id(bag, ret_side) && shows_tenant(bag)) {
		ret_side->known = TRUE;
		ret_side->side = HC_SIDE_TENANT;
	}
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
