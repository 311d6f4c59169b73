/* What the rules of both sides ask of connectors.  Room: checks. */
#include "checks/connector.h"

#include "agent/base/dname.h"
#include "agent/hcw/space.h"
#include "checks/saw.h"

static const char *const private_networks[] = {
	"0.0.0.0/8",      /* RFC 1122: this network */
	"10.0.0.0/8",     /* RFC 1918 */
	"100.64.0.0/10",  /* RFC 6598 */
	"127.0.0.0/8",    /* RFC 1122: loopback */
	"169.254.0.0/16", /* RFC 3927: link-local */
	"172.16.0.0/12",  /* RFC 1918 */
	"192.168.0.0/16", /* RFC 1918 */
	"::/127",         /* RFC 4291: unspecified and loopback */
	"fc00::/7",       /* RFC 4193 */
	"fe80::/10",      /* RFC 4291: link-local */
	NULL,
};

gboolean
hc_connector_is_edge_sync(const HcExchangeObject *send)
{
	const char *name = hc_exchange_text(send, "Name");

	return (name != NULL && g_ascii_strncasecmp(name, "EdgeSync - ", 11) == 0) ||
	       hc_space_lists(send, "--");
}

gboolean
hc_connector_is_exo_host(const char *host)
{
	return hc_cloud_of_smtp_host(host) != NULL || hc_cloud_is_legacy_host(host);
}

gboolean
hc_connector_leads_to_exo(const HcExchangeObject *send)
{
	const char *const *hosts = hc_exchange_list(send, "SmartHosts");

	if (hosts == NULL || hosts[0] == NULL)
		return FALSE;
	for (gsize i = 0; hosts[i] != NULL; i++) {
		if (!hc_connector_is_exo_host(hosts[i]))
			return FALSE;
	}
	return TRUE;
}

gboolean
hc_connector_is_relay(const HcExchangeObject *send)
{
	return hc_space_lists(send, "*") && hc_connector_leads_to_exo(send);
}

/* Mail for the Internet leaves through Exchange Online, which must know whose it is. */
static gboolean
relays_internet_mail(const HcHybrid *hybrid)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);

	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *send = g_ptr_array_index(set->objects, i);

		if (hc_connector_is_relay(send) && hc_exchange_bool(send, "Enabled") != HC_TRI_NO)
			return TRUE;
	}
	return FALSE;
}

gboolean
hc_connector_is_restrictive_partner(const HcExchangeObject *inbound)
{
	return hc_text_same(hc_exchange_text(inbound, "ConnectorType"), "Partner") &&
	       hc_exchange_bool(inbound, "Enabled") != HC_TRI_NO &&
	       (hc_exchange_bool(inbound, "RestrictDomainsToCertificate") == HC_TRI_YES ||
		       hc_exchange_bool(inbound, "RestrictDomainsToIPAddresses") == HC_TRI_YES);
}

static gboolean
has_restrictive_partner(const HcHybrid *hybrid)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR);

	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *inbound = g_ptr_array_index(set->objects, i);

		if (hc_connector_is_restrictive_partner(inbound))
			return TRUE;
	}
	return FALSE;
}

gboolean
hc_connector_attribution_is_critical(const HcHybrid *hybrid)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_TENANT, HC_KIND_ORGANIZATION_CONFIG);

	if (relays_internet_mail(hybrid) || has_restrictive_partner(hybrid))
		return TRUE;
	return set->objects->len > 0 && hc_exchange_bool(g_ptr_array_index(set->objects, 0),
						"RejectDirectSend") == HC_TRI_YES;
}

HcTri
hc_connector_fqdn_selects(const HcHybrid *hybrid, const HcExchangeObject *connector)
{
	HcTri selects = HC_TRI_UNKNOWN;
	gboolean any_unknown = FALSE;
	guint n = hc_evidence_n_picks(hybrid->evidence);

	for (guint i = 0; i < n; i++) {
		const HcPick *pick = hc_evidence_pick(hybrid->evidence, i);

		if (pick->kind != hc_exchange_kind(connector) ||
			!hc_text_same(pick->connector, hc_exchange_identity(connector)))
			continue;
		if (pick->head.status == HC_FACT_ABSENT)
			return HC_TRI_NO;
		if (pick->head.status == HC_FACT_COLLECTED && hc_text_same(pick->how, "Fqdn"))
			selects = HC_TRI_YES;
		else
			any_unknown = TRUE;
	}
	return any_unknown ? HC_TRI_UNKNOWN : selects;
}

GStrv
hc_connector_domains(const HcExchangeObject *object, const char *property)
{
	const char *const *values = hc_exchange_list(object, property);
	g_autoptr(GStrvBuilder) domains = g_strv_builder_new();

	for (gsize i = 0; values != NULL && values[i] != NULL; i++) {
		g_autofree char *domain = hc_space_address(values[i]);

		g_strv_builder_add(domains, domain);
	}
	return g_strv_builder_end(domains);
}

static gboolean
holds_all(const char *const *names, const char *const *wanted)
{
	for (gsize i = 0; wanted[i] != NULL; i++) {
		if (!hc_dname_is_among(names, wanted[i]))
			return FALSE;
	}
	return TRUE;
}

gboolean
hc_connector_same_domains(const char *const *a, const char *const *b)
{
	return holds_all(a, b) && holds_all(b, a);
}

HcIpSet *
hc_connector_addresses(const HcExchangeObject *object, const char *property)
{
	const char *const *values = hc_exchange_list(object, property);
	HcIpSet *set = NULL;

	if (values == NULL || !hc_ipset_parse_list(values, &set, NULL))
		return NULL;
	return set;
}

HcIpSet *
hc_connector_private_addresses(void)
{
	HcIpSet *set = NULL;

	hc_ipset_parse_list(private_networks, &set, NULL);
	return set;
}

const HcExchangeObject *
hc_connector_find_server(const HcHybrid *hybrid, const char *name)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER);

	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *server = g_ptr_array_index(set->objects, i);
		g_autofree char *label = hc_space_server(hc_exchange_identity(server));

		if (hc_dname_same_host(label, name))
			return server;
	}
	return NULL;
}

gboolean
hc_connector_is_exhaustive(const HcExchangeSet *set)
{
	for (guint i = 0; i < set->answers->len; i++) {
		const HcAnswer *answer = g_ptr_array_index(set->answers, i);

		if (answer->server == NULL && answer->narrow == NULL &&
			hc_fact_is_answered(&answer->head))
			return TRUE;
	}
	return set->answers->len == 0;
}

/* Why no connector is to be expected, in words; NULL if one is. */
static const char *
why_none(const HcHybrid *hybrid)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION);
	const char *const *features = NULL;

	if (hybrid->configuration != NULL)
		features = hc_exchange_list(hybrid->configuration, "Features");
	if (features != NULL && features[0] != NULL && !hc_text_in(features, "SecureMail"))
		return "HybridConfiguration does not include secure mail";
	if (set->head.status == HC_FACT_ABSENT && hybrid->send == NULL && hybrid->inbound == NULL &&
		hybrid->outbound == NULL && hybrid->organization == NULL)
		return "there is no HybridConfiguration, and nothing of a hybrid organisation";
	return NULL;
}

/* Anything the wizard leaves behind; without it a tenant may simply not be hybrid. */
static gboolean
shows_hybrid(const HcHybrid *hybrid)
{
	return hybrid->configuration != NULL || hybrid->organization != NULL ||
	       hybrid->send != NULL || hybrid->inbound != NULL || hybrid->outbound != NULL ||
	       hc_evidence_n_runs(hybrid->evidence) > 0 ||
	       hc_evidence_n_records(hybrid->evidence) > 0;
}

HcFinding *
hc_connector_judge_missing(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeSet *set,
	const HcExchangeObject *connector, const char *what, HcFindings *out)
{
	if (connector != NULL) {
		hc_check_report(self, HC_STATUS_PASS, connector, NULL, out, "it exists");
		return NULL;
	}
	if (!hc_check_saw(self, &set->head, what, out))
		return NULL;
	if (!hc_connector_is_exhaustive(set)) {
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, NULL,
			"%s: only single objects of the kind were exported", what);
		return NULL;
	}
	if (why_none(hybrid) != NULL) {
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL, "%s", why_none(hybrid));
		return NULL;
	}
	if (!shows_hybrid(hybrid)) {
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, NULL,
			"there is no %s, and nothing that was exported shows that this "
			"organisation is hybrid: Get-HybridConfiguration or "
			"Get-OnPremisesOrganization would",
			what);
		return NULL;
	}
	return hc_findings_add(out, self, HC_STATUS_FAIL, NULL, "there is no %s", what);
}

gboolean
hc_connector_saw_receivers(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION);
	gboolean known;

	if (hybrid->edge[0] != NULL) {
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"Edge servers receive, whose connectors the wizard does not look at");
		return FALSE;
	}
	if (hybrid->receives->len > 0)
		return TRUE;
	if (hybrid->configuration != NULL)
		known = hc_check_saw_property(
			self, hybrid->configuration, "ReceivingTransportServers", out);
	else
		known = hc_check_saw(
			self, &set->head, "receiving servers: HybridConfiguration", out);
	if (known)
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"HybridConfiguration names no receiving server");
	return FALSE;
}

gboolean
hc_connector_saw_configuration(const HcCheck *self, const HcHybrid *hybrid,
	const HcExchangeObject *object, const char *property, HcFindings *out)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION);

	if (hybrid->configuration != NULL && hc_exchange_has(hybrid->configuration, property))
		return TRUE;
	if (hybrid->configuration == NULL && set->head.status == HC_FACT_ABSENT)
		hc_check_report(self, HC_STATUS_NOT_APPLICABLE, object, NULL, out,
			"there is no HybridConfiguration to compare with");
	else
		hc_check_report(self, HC_STATUS_UNKNOWN, object, self->property, out,
			"HybridConfiguration.%s was not exported", property);
	return FALSE;
}
