/*
 * What both sides are called.  Room: hcw.
 * The GUID in a name the wizard gives is the GUID of the other side (rulebook 1.1).
 */
#include "agent/hcw/names.h"

#include "agent/base/dname.h"
#include "agent/hcw/cloud.h"

#include <string.h>

#define GUID_LENGTH 36 /* characters of a printed GUID */

/* Where the wizard writes the GUID of @of. */
typedef struct {
	HcSide of;
	HcSide on;
	HcKind kind;
	const char *prefix;
} NamedAfter;

static const NamedAfter named_after[] = {
	{ HC_SIDE_TENANT, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, "Outbound to Office 365 - " },
	{ HC_SIDE_TENANT, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, "Outbound to Microsoft 365 - " },
	{ HC_SIDE_TENANT, HC_SIDE_ONPREM, HC_KIND_ORGANIZATION_RELATIONSHIP,
		"On-premises to O365 - " },
	{ HC_SIDE_TENANT, HC_SIDE_ONPREM, HC_KIND_INTRA_ORGANIZATION_CONNECTOR, "HybridIOC - " },
	{ HC_SIDE_ONPREM, HC_SIDE_TENANT, HC_KIND_ON_PREMISES_ORGANIZATION, "" },
	{ HC_SIDE_ONPREM, HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR, "Inbound from " },
	{ HC_SIDE_ONPREM, HC_SIDE_TENANT, HC_KIND_OUTBOUND_CONNECTOR, "Outbound to " },
	{ HC_SIDE_ONPREM, HC_SIDE_TENANT, HC_KIND_ORGANIZATION_RELATIONSHIP,
		"O365 to On-premises - " },
};

GStrv
hc_names_accepted_domains(const HcEvidence *evidence, HcSide side)
{
	const HcExchangeSet *set = hc_evidence_set(evidence, side, HC_KIND_ACCEPTED_DOMAIN);
	g_autoptr(GStrvBuilder) domains = NULL;

	if (!hc_fact_is_answered(&set->head))
		return NULL;
	domains = g_strv_builder_new();
	for (guint i = 0; i < set->objects->len; i++) {
		const char *domain =
			hc_exchange_text(g_ptr_array_index(set->objects, i), "DomainName");

		if (!hc_text_is_empty(domain))
			g_strv_builder_add(domains, domain);
	}
	return g_strv_builder_end(domains);
}

/* DomainName of the tenant's accepted domain with @flag set. */
static char *
flagged_domain(const HcEvidence *evidence, const char *flag)
{
	const HcExchangeSet *set =
		hc_evidence_set(evidence, HC_SIDE_TENANT, HC_KIND_ACCEPTED_DOMAIN);

	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *object = g_ptr_array_index(set->objects, i);
		const char *domain = hc_exchange_text(object, "DomainName");

		if (hc_exchange_bool(object, flag) == HC_TRI_YES && !hc_text_is_empty(domain))
			return g_strdup(domain);
	}
	return NULL;
}

static char *
coexistence_domain(const HcEvidence *evidence, HcSide side)
{
	const HcExchangeSet *set = hc_evidence_set(evidence, side, HC_KIND_ACCEPTED_DOMAIN);

	for (guint i = 0; hc_fact_is_answered(&set->head) && i < set->objects->len; i++) {
		const char *domain =
			hc_exchange_text(g_ptr_array_index(set->objects, i), "DomainName");

		if (hc_cloud_coexistence_suffix(domain) != NULL)
			return g_strdup(domain);
	}
	return NULL;
}

char *
hc_names_routing_domain(const HcEvidence *evidence)
{
	char *domain = flagged_domain(evidence, "IsCoexistenceDomain");

	if (domain == NULL)
		domain = coexistence_domain(evidence, HC_SIDE_TENANT);
	if (domain == NULL)
		domain = coexistence_domain(evidence, HC_SIDE_ONPREM);
	return domain;
}

char *
hc_names_initial_domain(const HcEvidence *evidence, const char *routing_domain)
{
	char *domain = flagged_domain(evidence, "InitialDomain");

	return domain != NULL ? domain : hc_cloud_initial_domain(routing_domain);
}

const HcExchangeObject *
hc_names_single(const HcEvidence *evidence, HcSide side, HcKind kind)
{
	const HcExchangeSet *set = hc_evidence_set(evidence, side, kind);

	return set->objects->len > 0 ? g_ptr_array_index(set->objects, 0) : NULL;
}

char *
hc_names_organization_guid(const HcEvidence *evidence, HcSide side)
{
	const HcExchangeObject *organization =
		hc_names_single(evidence, side, HC_KIND_ORGANIZATION_CONFIG);
	const char *guid = organization != NULL ? hc_exchange_text(organization, "Guid") : NULL;

	return hc_text_is_empty(guid) ? NULL : g_strdup(guid);
}

static gboolean
is_guid(const char *text)
{
	return strlen(text) == GUID_LENGTH && g_uuid_string_is_valid(text);
}

/* The GUID after the prefix of the first object that is named so. */
static char *
guid_after_prefix(const HcEvidence *evidence, const NamedAfter *rule)
{
	const HcExchangeSet *set = hc_evidence_set(evidence, rule->on, rule->kind);
	gsize length = strlen(rule->prefix);

	for (guint i = 0; i < set->objects->len; i++) {
		const char *name = hc_exchange_text(g_ptr_array_index(set->objects, i), "Name");

		if (name == NULL || g_ascii_strncasecmp(name, rule->prefix, length) != 0)
			continue;
		if (is_guid(name + length))
			return g_strdup(name + length);
	}
	return NULL;
}

char *
hc_names_guid_in_names(const HcEvidence *evidence, HcSide side)
{
	char *guid = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(named_after) && guid == NULL; i++) {
		if (named_after[i].of == side)
			guid = guid_after_prefix(evidence, &named_after[i]);
	}
	return guid;
}

/* A Get-ExchangeServer that was not narrowed lists every server there is. */
static gboolean
knows_all_servers(const HcExchangeSet *set)
{
	for (guint i = 0; i < set->answers->len; i++) {
		const HcAnswer *answer = g_ptr_array_index(set->answers, i);

		if (answer->server == NULL && answer->narrow == NULL &&
			answer->head.status == HC_FACT_COLLECTED)
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_server(const HcExchangeObject *object, const char *server)
{
	const char *name = hc_exchange_text(object, "Name");

	return hc_dname_same_host(
		!hc_text_is_empty(name) ? name : hc_exchange_identity(object), server);
}

gboolean
hc_names_server_is_gone(const HcEvidence *evidence, const char *server)
{
	const HcExchangeSet *set =
		hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER);

	for (guint i = 0; i < set->objects->len; i++) {
		if (is_server(g_ptr_array_index(set->objects, i), server))
			return FALSE;
	}
	return knows_all_servers(set);
}
