/*
 * What the wizard would write.  Room: hcw.
 * HybridConfiguration is the desired state (rulebook 2.4): the wizard's pages are written to it
 * before any comparison.  GUIDs come from Get-OrganizationConfig of the other side only.
 */
#include "agent/hcw/expected.h"

#include "agent/base/dname.h"
#include "agent/hcw/connectors.h"
#include "agent/hcw/missing.h"
#include "agent/hcw/names.h"
#include "agent/hcw/space.h"
#include "certs/dn.h"
#include "certs/match.h"

#include <string.h>

#define CAPABILITY ":AcceptCloudServicesMail"

/* A property of @object, or why it cannot be known. */
static char *
property_of(const HcExchangeObject *object, const char *property, char **ret_why)
{
	const char *text = hc_exchange_text(object, property);

	if (text == NULL)
		*ret_why = hc_missing_property(object, property);
	else if (*text == '\0')
		*ret_why = g_strdup_printf(
			"%s has no %s", hc_kind_noun(hc_exchange_kind(object)), property);
	else
		return g_strdup(text);
	return NULL;
}

/* HybridConfiguration; NULL with @ret_why set if it is not known. */
static const HcExchangeObject *
configuration_of(const HcSubject *subject, char **ret_why)
{
	const HcHybrid *hybrid = subject->hybrid;

	if (hybrid->configuration == NULL)
		*ret_why = hc_missing_kind(
			hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION);
	return hybrid->configuration;
}

static char *
configured(const HcSubject *subject, const char *property, char **ret_why)
{
	const HcExchangeObject *configuration = configuration_of(subject, ret_why);

	return configuration != NULL ? property_of(configuration, property, ret_why) : NULL;
}

static char *
organization_property(const HcSubject *subject, HcSide side, const char *property, char **ret_why)
{
	const HcEvidence *evidence = subject->hybrid->evidence;
	const HcExchangeObject *organization =
		hc_names_single(evidence, side, HC_KIND_ORGANIZATION_CONFIG);

	if (organization == NULL) {
		*ret_why = hc_missing_kind(evidence, side, HC_KIND_ORGANIZATION_CONFIG);
		return NULL;
	}
	return property_of(organization, property, ret_why);
}

static char *
after_guid(const HcSubject *subject, const char *prefix, char **ret_why)
{
	g_autofree char *guid = hc_expected_onprem_guid(subject, ret_why);

	return guid != NULL ? g_strconcat(prefix, guid, NULL) : NULL;
}

/* TRUE or FALSE by Features; UNKNOWN with @ret_why set. */
static HcTri
wants_centralized(const HcSubject *subject, char **ret_why)
{
	const HcExchangeObject *configuration = configuration_of(subject, ret_why);
	const char *text =
		configuration != NULL ? hc_exchange_text(configuration, "Features") : NULL;
	g_auto(GStrv) features = hc_text_split(text, ",");

	if (text == NULL && configuration != NULL)
		*ret_why = hc_missing_property(configuration, "Features");
	if (text == NULL)
		return HC_TRI_UNKNOWN;
	return hc_text_in((const char *const *)features, "CentralizedTransport") ? HC_TRI_YES
										 : HC_TRI_NO;
}

char *
hc_expected_send_name(const HcSubject *subject, char **ret_why)
{
	g_autofree char *guid = organization_property(subject, HC_SIDE_TENANT, "Guid", ret_why);
	const char *name =
		subject->object != NULL ? hc_exchange_text(subject->object, "Name") : NULL;

	if (guid == NULL)
		return NULL;
	if (hc_connectors_is_send_name(name, guid))
		return g_strdup(name);
	return g_strconcat("Outbound to Office 365 - ", guid, NULL);
}

char *
hc_expected_address_spaces(const HcSubject *subject, char **ret_why)
{
	const HcEvidence *evidence = subject->hybrid->evidence;
	g_autofree char *domain = hc_names_routing_domain(evidence);
	const HcFactHead *head =
		&hc_evidence_set(evidence, HC_SIDE_TENANT, HC_KIND_ACCEPTED_DOMAIN)->head;

	if (domain != NULL)
		return g_strdup_printf("smtp:%s;1", domain);
	if (head->status == HC_FACT_COLLECTED)
		*ret_why =
			g_strdup("no accepted domain of Exchange Online is the coexistence domain");
	else
		*ret_why = hc_missing_answer(head, HC_SIDE_TENANT, HC_KIND_ACCEPTED_DOMAIN, NULL);
	return NULL;
}

char *
hc_expected_smart_host(const HcSubject *subject, char **ret_why)
{
	return configured(subject, "OnPremisesSmartHost", ret_why);
}

char *
hc_expected_source_servers(const HcSubject *subject, char **ret_why)
{
	const HcExchangeObject *configuration = configuration_of(subject, ret_why);
	g_auto(GStrv) edge = NULL;

	if (configuration == NULL)
		return NULL;
	edge = hc_space_servers(configuration, "EdgeTransportServers");
	if (edge[0] != NULL)
		return hc_text_join((const char *const *)edge);
	if (subject->hybrid->gone[0] == NULL)
		return property_of(configuration, "SendingTransportServers", ret_why);
	if (subject->hybrid->sending[0] != NULL)
		return hc_text_join((const char *const *)subject->hybrid->sending);
	*ret_why = g_strdup("the sending servers that HybridConfiguration lists do not exist");
	return NULL;
}

char *
hc_expected_certificate(const HcSubject *subject, char **ret_why)
{
	if (subject->certificate != NULL)
		return g_strdup(subject->certificate);
	return configured(subject, "TlsCertificateName", ret_why);
}

char *
hc_expected_certificate_cn(const HcSubject *subject, char **ret_why)
{
	g_autofree char *identifier = hc_expected_certificate(subject, ret_why);
	g_autofree char *issuer = NULL;
	g_autofree char *name = NULL;
	char *cn = NULL;

	if (identifier == NULL)
		return NULL;
	if (hc_dn_identifier_parse(identifier, &issuer, &name))
		cn = hc_dn_get(name, "CN");
	if (cn == NULL)
		*ret_why = g_strdup("the certificate HybridConfiguration names has no CN");
	return cn;
}

char *
hc_expected_sender_name(const HcSubject *subject, char **ret_why)
{
	const HcHybrid *hybrid = subject->hybrid;
	g_autofree char *cn = hc_expected_certificate_cn(subject, ret_why);

	if (cn == NULL)
		return NULL;
	if (hybrid->tenant_domains == NULL) {
		*ret_why =
			hc_missing_kind(hybrid->evidence, HC_SIDE_TENANT, HC_KIND_ACCEPTED_DOMAIN);
		return NULL;
	}
	return hc_match_derive_sender_name(cn, (const char *const *)hybrid->tenant_domains);
}

/*
 * What the object has, where it is a form of the cloud's name and nobody knows for sure which form
 * the wizard writes there; NULL otherwise.
 */
static char *
form_in_use(const HcSubject *subject, const char *property, const char *capability)
{
	const HcCloud *cloud = subject->hybrid->cloud;
	const char *value =
		subject->object != NULL ? hc_exchange_text(subject->object, property) : NULL;
	g_autofree char *name = NULL;

	if (cloud->is_confirmed || value == NULL || !g_str_has_suffix(value, capability))
		return NULL;
	name = g_strndup(value, strlen(value) - strlen(capability));
	return hc_cloud_has_protection_name(cloud, name) ? g_strdup(value) : NULL;
}

char *
hc_expected_protection_domain(const HcSubject *subject, char **ret_why G_GNUC_UNUSED)
{
	char *in_use = form_in_use(subject, "TlsDomain", "");

	return in_use != NULL ? in_use : g_strdup(subject->hybrid->protection_domain);
}

char *
hc_expected_capability(const HcSubject *subject, char **ret_why G_GNUC_UNUSED)
{
	char *in_use = form_in_use(subject, "TlsDomainCapabilities", CAPABILITY);

	return in_use != NULL ? in_use
			      : g_strconcat(subject->hybrid->protection_domain, CAPABILITY, NULL);
}

char *
hc_expected_receive_name(const HcSubject *subject, char **ret_why)
{
	if (subject->object != NULL)
		return property_of(subject->object, "Name", ret_why);
	if (subject->server == NULL) {
		*ret_why = g_strdup("the receiving servers are not known");
		return NULL;
	}
	return g_strconcat("Default Frontend ", subject->server, NULL);
}

char *
hc_expected_receive_server(const HcSubject *subject, char **ret_why)
{
	const char *server =
		subject->object != NULL ? hc_exchange_text(subject->object, "Server") : NULL;

	if (hc_text_is_empty(server))
		server = subject->server;
	if (server == NULL)
		*ret_why = g_strdup("the receiving servers are not known");
	return server != NULL ? hc_space_server(server) : NULL;
}

char *
hc_expected_server_fqdn(const HcSubject *subject, char **ret_why)
{
	const HcEvidence *evidence = subject->hybrid->evidence;
	const HcExchangeSet *set =
		hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER);

	for (guint i = 0; subject->server != NULL && i < set->objects->len; i++) {
		const HcExchangeObject *server = g_ptr_array_index(set->objects, i);

		if (hc_dname_same_host(hc_exchange_identity(server), subject->server))
			return property_of(server, "Fqdn", ret_why);
	}
	if (set->head.status == HC_FACT_COLLECTED)
		*ret_why = g_strdup_printf("Get-ExchangeServer does not list %s",
			subject->server != NULL ? subject->server : "the receiving servers");
	else
		*ret_why = hc_missing_kind(evidence, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER);
	return NULL;
}

char *
hc_expected_inbound_name(const HcSubject *subject, char **ret_why)
{
	return after_guid(subject, "Inbound from ", ret_why);
}

char *
hc_expected_outbound_name(const HcSubject *subject, char **ret_why)
{
	return after_guid(subject, "Outbound to ", ret_why);
}

char *
hc_expected_relationship_name(const HcSubject *subject, char **ret_why)
{
	return after_guid(subject, "O365 to On-premises - ", ret_why);
}

char *
hc_expected_onprem_guid(const HcSubject *subject, char **ret_why)
{
	return organization_property(subject, HC_SIDE_ONPREM, "Guid", ret_why);
}

char *
hc_expected_onprem_name(const HcSubject *subject, char **ret_why)
{
	return organization_property(subject, HC_SIDE_ONPREM, "Name", ret_why);
}

char *
hc_expected_hybrid_domains(const HcSubject *subject, char **ret_why)
{
	g_autofree char *text = configured(subject, "Domains", ret_why);

	return text != NULL ? hc_text_join((const char *const *)subject->hybrid->domains) : NULL;
}

char *
hc_expected_recipient_domains(const HcSubject *subject, char **ret_why)
{
	switch (wants_centralized(subject, ret_why)) {
	case HC_TRI_YES:
		return g_strdup("*");
	case HC_TRI_NO:
		return hc_expected_hybrid_domains(subject, ret_why);
	case HC_TRI_UNKNOWN:
		return NULL;
	}
	g_return_val_if_reached(NULL);
}

char *
hc_expected_route_all(const HcSubject *subject, char **ret_why)
{
	switch (wants_centralized(subject, ret_why)) {
	case HC_TRI_YES:
		return g_strdup("True");
	case HC_TRI_NO:
		return g_strdup("False");
	case HC_TRI_UNKNOWN:
		return NULL;
	}
	g_return_val_if_reached(NULL);
}
