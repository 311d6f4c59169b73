/*
 * The on-premises Send connector to Exchange Online: from where and to where it sends.
 * Room: checks.  Rulebook 3.2.
 */
#include "checks/check.h"

#include "agent/base/dname.h"
#include "agent/hcw/names.h"
#include "agent/hcw/space.h"
#include "checks/connector.h"
#include "checks/saw.h"

static void
judge_foreign_hosts(const HcCheck *self, G_GNUC_UNUSED const HcHybrid *hybrid,
	const HcExchangeObject *send, HcFindings *out)
{
	g_autofree char *hosts = hc_check_value(hc_exchange_text(send, self->property));

	if (!hc_check_saw_property(self, send, self->property, out))
		return;
	if (hc_exchange_is_empty(send, self->property))
		hc_check_report(
			self, HC_STATUS_PASS, send, self->property, out, "mail is routed by DNS");
	else if (hc_connector_leads_to_exo(send))
		hc_check_report(self, HC_STATUS_PASS, send, self->property, out,
			"%s belongs to Exchange Online", hosts);
	else
		hc_check_report(self, HC_STATUS_FAIL, send, self->property, out,
			"mail for the cloud goes through %s, which is not Exchange Online", hosts);
}

static void
judge_exo_hosts(const HcCheck *self, G_GNUC_UNUSED const HcHybrid *hybrid,
	const HcExchangeObject *send, HcFindings *out)
{
	if (!hc_check_saw_property(self, send, self->property, out) ||
		!hc_check_saw_property(self, send, "SmartHosts", out))
		return;
	if (hc_exchange_bool(send, self->property) == HC_TRI_NO && hc_connector_leads_to_exo(send))
		hc_check_report(self, HC_STATUS_INFO, send, "SmartHosts", out,
			"it leads to a named host of Exchange Online; a mail-flow run of the "
			"wizard changes that to routing by DNS");
	else
		hc_check_report(self, HC_STATUS_PASS, send, self->property, out,
			"it names no host of Exchange Online");
}

/* The first smart host of @send under a name of a former service; NULL if there is none. */
static const char *
legacy_host(const HcExchangeObject *send)
{
	const char *const *hosts = hc_exchange_list(send, "SmartHosts");

	for (gsize i = 0; hosts != NULL && hosts[i] != NULL; i++) {
		if (hc_cloud_is_legacy_host(hosts[i]))
			return hosts[i];
	}
	return NULL;
}

/* Any Send connector: one that relays the Internet's mail stops as well when the name goes. */
static void
judge_legacy_hosts(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);
	guint before = hc_findings_count(out);

	if (!hc_check_saw(self, &set->head, "Send connectors", out))
		return;
	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *send = g_ptr_array_index(set->objects, i);
		g_autofree char *host = hc_check_value(legacy_host(send));

		if (hc_connector_is_edge_sync(send) ||
			!hc_check_saw_property(self, send, self->property, out))
			continue;
		if (*host != '\0')
			hc_check_report(self, HC_STATUS_FAIL, send, self->property, out,
				"it sends to %s, a name no published list of Exchange Online has "
				"any more",
				host);
	}
	if (hc_findings_count(out) == before)
		hc_findings_add(out, self, HC_STATUS_PASS, NULL,
			"no Send connector uses a former name of Exchange Online");
}

/* A source server that does not exist is reported by a rule of its own. */
static GStrv
existing_sources(const HcHybrid *hybrid, const HcExchangeObject *send)
{
	g_auto(GStrv) sources = hc_space_servers(send, "SourceTransportServers");
	g_autoptr(GStrvBuilder) existing = g_strv_builder_new();

	for (gsize i = 0; sources[i] != NULL; i++) {
		if (!hc_names_server_is_gone(hybrid->evidence, sources[i]))
			g_strv_builder_add(existing, sources[i]);
	}
	return g_strv_builder_end(existing);
}

static gboolean
same_servers(const char *const *a, const char *const *b)
{
	for (gsize i = 0; a[i] != NULL; i++) {
		if (!hc_space_has_server(b, a[i]))
			return FALSE;
	}
	for (gsize i = 0; b[i] != NULL; i++) {
		if (!hc_space_has_server(a, b[i]))
			return FALSE;
	}
	return TRUE;
}

/* Edge servers, where the wizard was given any, send instead of Mailbox servers. */
static void
judge_source_servers(
	const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *send, HcFindings *out)
{
	const char *property =
		hybrid->edge[0] != NULL ? "EdgeTransportServers" : "SendingTransportServers";
	g_auto(GStrv) sources = existing_sources(hybrid, send);
	g_auto(GStrv) wanted = NULL;
	g_autofree char *joined = NULL;
	g_autofree char *shown = NULL;
	HcFinding *finding;

	if (!hc_check_saw_property(self, send, self->property, out) ||
		!hc_connector_saw_configuration(self, hybrid, send, property, out))
		return;
	wanted = g_strdupv(hybrid->edge[0] != NULL ? hybrid->edge : hybrid->sending);
	joined = hc_text_join((const char *const *)wanted);
	shown = hc_check_value(joined);
	if (wanted[0] == NULL)
		hc_check_report(self, HC_STATUS_NOT_APPLICABLE, send, self->property, out,
			"HybridConfiguration names no sending server that exists");
	else if (same_servers((const char *const *)sources, (const char *const *)wanted))
		hc_check_report(self, HC_STATUS_PASS, send, self->property, out,
			"the sources are those of HybridConfiguration.%s", property);
	else {
		finding = hc_check_report(self, HC_STATUS_FAIL, send, self->property, out,
			"the Send connector's source servers are not those of "
			"HybridConfiguration.%s: %s",
			property, shown);
		hc_finding_prove(finding, hc_exchange_origin(hybrid->configuration), "%s = %s",
			property, shown);
		hc_finding_fill_list(
			finding, hc_exchange_identity(send), (const char *const *)wanted);
	}
}

static gboolean
is_edge(const HcExchangeObject *server)
{
	return hc_exchange_bool(server, "IsEdgeServer") == HC_TRI_YES ||
	       hc_text_same(hc_exchange_text(server, "ServerRole"), "Edge");
}

/* What is wrong with the sources, in words; NULL if nothing. */
static char *
source_fault(const HcHybrid *hybrid, const char *const *sources)
{
	gsize n_edge = 0;
	gsize n = 0;

	for (; sources[n] != NULL; n++) {
		const HcExchangeObject *server = hc_connector_find_server(hybrid, sources[n]);
		g_autofree char *shown = hc_check_value(sources[n]);

		if (server == NULL)
			return g_strdup_printf(
				"source server %s of the Send connector does not exist any more",
				shown);
		n_edge += is_edge(server) ? 1 : 0;
	}
	if (n == 0)
		return g_strdup("the Send connector has no source server");
	if (n_edge > 0 && n_edge < n)
		return g_strdup("the sources of the Send connector mix Edge and Mailbox servers");
	return NULL;
}

static void
judge_source_gone(
	const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *send, HcFindings *out)
{
	const HcExchangeSet *servers =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER);
	g_auto(GStrv) sources = hc_space_servers(send, self->property);
	g_autofree char *fault = NULL;

	if (!hc_check_saw_property(self, send, self->property, out) ||
		!hc_check_saw(self, &servers->head, "Exchange servers", out))
		return;
	fault = source_fault(hybrid, (const char *const *)sources);
	if (fault == NULL)
		hc_check_report(self, HC_STATUS_PASS, send, self->property, out,
			"every source server exists");
	else if (!hc_connector_is_exhaustive(servers))
		hc_check_report(self, HC_STATUS_UNKNOWN, send, self->property, out,
			"not all Exchange servers were exported");
	else {
		g_auto(GStrv) existing = existing_sources(hybrid, send);
		HcFinding *finding = hc_check_report(
			self, HC_STATUS_FAIL, send, self->property, out, "%s", fault);

		hc_finding_fill_list(
			finding, hc_exchange_identity(send), (const char *const *)existing);
	}
}

static void
judge_relay_connector(const HcCheck *self, const HcExchangeObject *send, HcFindings *out)
{
	if (!hc_check_saw_property(self, send, "TlsCertificateName", out) ||
		!hc_check_saw_property(self, send, "Fqdn", out) ||
		!hc_check_saw_property(self, send, "CloudServicesMailEnabled", out))
		return;
	if (hc_exchange_is_empty(send, "TlsCertificateName") && hc_exchange_is_empty(send, "Fqdn"))
		hc_check_report(self, HC_STATUS_FAIL, send, "TlsCertificateName", out,
			"a Send connector relays through Exchange Online and names neither a "
			"certificate nor an Fqdn that selects one");
	else if (hc_exchange_bool(send, "CloudServicesMailEnabled") != HC_TRI_YES)
		hc_check_report(self, HC_STATUS_FAIL, send, "CloudServicesMailEnabled", out,
			"a Send connector relays through Exchange Online without the "
			"organisation's headers");
	else
		hc_check_report(self, HC_STATUS_PASS, send, "TlsCertificateName", out,
			"it relays through Exchange Online as Microsoft describes it");
}

/* The hybrid connector has rules of its own. */
static void
judge_relays(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);
	gboolean found = FALSE;

	if (!hc_check_saw(self, &set->head, "Send connectors", out))
		return;
	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *send = g_ptr_array_index(set->objects, i);

		if (send == hybrid->send || !hc_connector_is_relay(send) ||
			hc_exchange_bool(send, "Enabled") == HC_TRI_NO)
			continue;
		found = TRUE;
		judge_relay_connector(self, send, out);
	}
	if (!found)
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"no other Send connector relays through Exchange Online");
}

const HcCheck hc_checks_send_path[] = {
	{
		.id = "send-smarthosts-foreign",
		.title = "Nothing stands between the hybrid Send connector and Exchange Online",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "B4",
		.on = HC_ON_SEND,
		.property = "SmartHosts",
		.judge_object = judge_foreign_hosts,
		.impact =
			"The host in between removes the organisation's headers and presents its "
			"own certificate: mail arrives as external or is refused. A mail-flow run "
			"of the wizard would clear the smart host; it may be there on purpose.",
		.remedy = "Set-SendConnector {identity} -SmartHosts $null -DNSRoutingEnabled $true",
		.fix = "Find out first why the host is in the path. Only an Edge Transport server "
		       "may process this mail.",
		.ndr = "454 4.7.5 Certificate validation failure",
		.reference = "DOC-TROPT DOC-EDGE",
	},
	{
		.id = "send-smarthosts-exo",
		.title = "The hybrid Send connector finds Exchange Online by DNS",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_INFO,
		.effect = HC_EFFECT_INFO,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "B4",
		.on = HC_ON_SEND,
		.property = "DNSRoutingEnabled",
		.judge_object = judge_exo_hosts,
		.impact = "Nothing is broken. A mail-flow run of the wizard resets the connector "
			  "to routing by DNS.",
		.reference = "COMM-RELAYDL LOG-A",
	},
	{
		.id = "send-smarthosts-legacy",
		.title = "No Send connector uses a former name of Exchange Online's hosts",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_DERIVED,
		.who = HC_WHO_YOU,
		.hop = "B4",
		.property = "SmartHosts",
		.judge = judge_legacy_hosts,
		.impact = "The name may still answer, but Microsoft publishes neither it nor its "
			  "addresses any more: mail stops without notice when it goes.",
		.fix = "Send to the host the MX record of the tenant's domain names today.",
		.remedy = "Resolve-DnsName -Type MX <accepted domain of the tenant>\n"
			  "Set-SendConnector {identity} -SmartHosts <host of that MX record>",
		.reference = "MS365-ENDPOINTS",
	},
	{
		.id = "send-sourceservers-drift",
		.title = "The servers that send are those the wizard was given",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_RERUN_RECOMMENDED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "B3",
		.on = HC_ON_SEND,
		.property = "SourceTransportServers",
		.judge_object = judge_source_servers,
		.impact = "Mail leaves from another address than expected, or from a server "
			  "without the certificate.",
		.remedy = "Set-SendConnector {identity} -SourceTransportServers {value}",
		.reference = "LOG-A",
	},
	{
		.id = "send-sourceserver-gone",
		.title = "Every source server of the hybrid Send connector exists",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.hop = "B3",
		.on = HC_ON_SEND,
		.property = "SourceTransportServers",
		.judge_object = judge_source_gone,
		.impact = "No server that is left can use the connector, or only some can: mail "
			  "for the cloud waits in an unreachable queue.",
		.remedy = "Set-SendConnector {identity} -SourceTransportServers {value}",
		.reference = "KB3087157 KB-SENDMBX",
	},
	{
		.id = "send-relay-all-no-cert",
		.title = "Connectors that relay through Exchange Online identify themselves",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.hop = "B7",
		.judge = judge_relays,
		.impact = "Exchange Online cannot tell whose mail it relays: it refuses mail, SPF "
			  "and DMARC fail, and mail counts against the tenant's external limit.",
		.remedy = "$c = Get-ExchangeCertificate -Thumbprint <thumbprint>\n"
			  "Set-SendConnector {identity} -RequireTLS $true -TlsAuthLevel "
			  "CertificateValidation -CloudServicesMailEnabled $true "
			  "-TlsCertificateName \"<I>$($c.Issuer)<S>$($c.Subject)\"",
		.ndr = "550 5.7.64 TenantAttribution; Relay Access Denied",
		.reference = "HC-CLOUD DOC-SETUPCONN KB-OFFICE365NOTICE",
	},
	{ .id = NULL },
};
