/*
 * The Receive connectors of a server together: which of them Exchange Online gets to speak to, and
 * which the wizard would take.  Room: checks.  Rulebook 3.3.
 */
#include "checks/check.h"

#include "agent/base/dname.h"
#include "agent/hcw/receive.h"
#include "agent/hcw/names.h"
#include "checks/connector.h"
#include "checks/saw.h"

#include <string.h>

static const HcExchangeSet *
receive_connectors(const HcHybrid *hybrid)
{
	return hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR);
}

/* Adds UNKNOWN and returns FALSE if the connectors of the server were not exported. */
static gboolean
saw_server(const HcCheck *self, const HcReceiveMatch *match, HcFindings *out)
{
	if (hc_fact_is_answered(match->head))
		return TRUE;
	hc_check_unseen_server(self, match, out);
	return FALSE;
}

/* The capability on a connector of the front end. */
static gboolean
has_capability(const HcHybrid *hybrid, const HcExchangeObject *receive)
{
	return hc_text_same(hc_exchange_text(receive, "TransportRole"), "FrontendTransport") &&
	       hc_receive_trusts(receive, hybrid->cloud);
}

static gboolean
server_has_capability(const HcHybrid *hybrid, const char *server)
{
	const HcExchangeSet *set = receive_connectors(hybrid);

	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *receive = g_ptr_array_index(set->objects, i);

		if (hc_receive_is_on(receive, server) && has_capability(hybrid, receive))
			return TRUE;
	}
	return FALSE;
}

static gboolean
has_legacy_capability(const HcExchangeObject *receive)
{
	const char *text = hc_exchange_text(receive, "TlsDomainCapabilities");
	g_autofree char *lower = g_ascii_strdown(text != NULL ? text : "", -1);

	return strstr(lower, "<i>") != NULL;
}

/* Enabled is not asked here: a disabled connector is the trouble of recv-disabled. */
static void
judge_server_capability(
	const HcCheck *self, const HcHybrid *hybrid, const HcReceiveMatch *match, HcFindings *out)
{
	const char *property = "TlsDomainCapabilities";
	g_autofree char *server = hc_check_value(match->server);
	g_autofree char *wanted = NULL;
	HcFinding *finding;

	if (server_has_capability(hybrid, match->server)) {
		hc_findings_add(out, self, HC_STATUS_PASS, server,
			"server %s accepts the organisation's headers from Exchange Online",
			server);
		return;
	}
	if (match->connector == NULL) {
		finding = hc_findings_add(out, self, HC_STATUS_FAIL, server,
			"server %s has no Receive connector for Exchange Online", server);
	} else if (!hc_check_saw_property(self, match->connector, property, out)) {
		return;
	} else if (has_legacy_capability(match->connector)) {
		finding = hc_check_report(self, HC_STATUS_INFO, match->connector, property, out,
			"it has only the capability of before 2016");
		hc_finding_follow(finding, "recv-capability-legacy-msit");
		return;
	} else if (hc_receive_trusts_other(match->connector, hybrid->cloud) != NULL) {
		finding = hc_check_report(self, HC_STATUS_INFO, match->connector, property, out,
			"it has the capability for another cloud only");
		hc_finding_follow(finding, "recv-capability-wrong-cloud");
		return;
	} else {
		finding = hc_check_report(self, HC_STATUS_FAIL, match->connector, property, out,
			"no connector of server %s accepts the organisation's headers from "
			"Exchange Online",
			server);
		wanted = g_strdup_printf("%s:AcceptCloudServicesMail", hybrid->protection_domain);
		hc_finding_fill_remedy(finding, hc_exchange_identity(match->connector), wanted);
	}
	if (hybrid->centralized == HC_TRI_YES)
		finding->severity = self->worst;
}

static void
judge_capability(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	if (!hc_connector_saw_receivers(self, hybrid, out))
		return;
	for (guint i = 0; i < hybrid->receives->len; i++) {
		const HcReceiveMatch *match = g_ptr_array_index(hybrid->receives, i);

		if (saw_server(self, match, out))
			judge_server_capability(self, hybrid, match, out);
	}
}

/*
 * On the front end an Fqdn that selects the certificate, where none is named, was set on purpose;
 * servers that speak to each other need the server's name (PS-RECV).
 */
static gboolean
is_chosen_for_certificate(const HcHybrid *hybrid, const HcExchangeObject *receive)
{
	return hc_text_same(hc_exchange_text(receive, "TransportRole"), "FrontendTransport") &&
	       hc_exchange_is_empty(receive, "TlsCertificateName") &&
	       hc_connector_fqdn_selects(hybrid, receive) == HC_TRI_YES;
}

static void
judge_connector_fqdn(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *receive,
	const char *wanted, HcFindings *out)
{
	g_autofree char *value = hc_check_value(hc_exchange_text(receive, self->property));
	g_autofree char *shown = hc_check_value(wanted);
	HcFinding *finding;

	if (!hc_check_saw_property(self, receive, self->property, out))
		return;
	if (wanted == NULL)
		hc_check_report(self, HC_STATUS_UNKNOWN, receive, self->property, out,
			"the server's own name is not known: Exchange servers were not exported");
	else if (hc_dname_equal(value, wanted))
		hc_check_report(self, HC_STATUS_PASS, receive, self->property, out,
			"Fqdn is the server's name");
	else if (is_chosen_for_certificate(hybrid, receive))
		hc_check_report(self, HC_STATUS_PASS, receive, self->property, out,
			"Fqdn selects the certificate");
	else {
		finding = hc_check_report(self, HC_STATUS_FAIL, receive, self->property, out,
			"Fqdn is %s, the server is %s", *value != '\0' ? value : "empty", shown);
		hc_finding_fill_remedy(finding, hc_exchange_identity(receive), wanted);
	}
}

/* "Default E1", which takes mail from other servers; NULL if it is not known. */
static const HcExchangeObject *
default_hub(const HcHybrid *hybrid, const char *server)
{
	const HcExchangeSet *set = receive_connectors(hybrid);

	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *receive = g_ptr_array_index(set->objects, i);
		const char *name = hc_exchange_text(receive, "Name");

		if (hc_text_same(hc_exchange_text(receive, "TransportRole"), "HubTransport") &&
			hc_receive_is_on(receive, server) && name != NULL &&
			g_ascii_strncasecmp(name, "Default ", 8) == 0)
			return receive;
	}
	return NULL;
}

static void
judge_fqdn(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	if (!hc_connector_saw_receivers(self, hybrid, out))
		return;
	for (guint i = 0; i < hybrid->receives->len; i++) {
		const HcReceiveMatch *match = g_ptr_array_index(hybrid->receives, i);
		const HcExchangeObject *found = hc_connector_find_server(hybrid, match->server);
		const char *wanted = found != NULL ? hc_exchange_text(found, "Fqdn") : NULL;
		const HcExchangeObject *hub = default_hub(hybrid, match->server);
		g_autofree char *server = hc_check_value(match->server);

		if (!saw_server(self, match, out))
			continue;
		if (match->connector != NULL)
			judge_connector_fqdn(self, hybrid, match->connector, wanted, out);
		if (hub != NULL)
			judge_connector_fqdn(self, hybrid, hub, wanted, out);
		if (match->connector == NULL && hub == NULL)
			hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, server,
				"server %s has no such Receive connector", server);
	}
}

static void
judge_candidates(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	if (!hc_connector_saw_receivers(self, hybrid, out))
		return;
	for (guint i = 0; i < hybrid->receives->len; i++) {
		const HcReceiveMatch *match = g_ptr_array_index(hybrid->receives, i);
		g_autofree char *server = hc_check_value(match->server);

		if (!saw_server(self, match, out))
			continue;
		if (match->n_wizard_matches > 1)
			hc_findings_add(out, self, HC_STATUS_FAIL, server,
				"server %s has %u Receive connectors on port 25 for every address; "
				"the wizard takes one of them",
				server, match->n_wizard_matches);
		else
			hc_findings_add(out, self, HC_STATUS_PASS, server,
				"server %s has no second Receive connector the wizard could take",
				server);
	}
}

/* Mailbox servers beside the receiving ones whose connectors nobody exported; the first, or NULL.
 */
static const HcExchangeObject *
unseen_server(const HcHybrid *hybrid, const HcExchangeSet *servers)
{
	for (guint i = 0; i < servers->objects->len; i++) {
		const HcExchangeObject *server = g_ptr_array_index(servers->objects, i);
		const char *name = hc_exchange_identity(server);

		if (hc_exchange_bool(server, "IsEdgeServer") == HC_TRI_YES)
			continue;
		if (!hc_fact_is_answered(hc_evidence_server_head(
			    hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR, name)))
			return server;
	}
	return NULL;
}

static void
judge_no_stray_capability(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *servers =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER);
	const HcExchangeObject *unseen = unseen_server(hybrid, servers);

	if (unseen != NULL)
		hc_check_report(self, HC_STATUS_UNKNOWN, unseen, NULL, out,
			"its Receive connectors were not exported");
	else if (!hc_fact_is_answered(&servers->head) &&
		 !hc_connector_is_exhaustive(receive_connectors(hybrid)))
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, NULL,
			"which further servers there are is not known");
	else
		hc_findings_add(out, self, HC_STATUS_PASS, NULL,
			"no server outside HybridConfiguration accepts the organisation's headers");
}

/* Get-ExchangeServer is known and does not list the connector's server. */
static gboolean
is_of_no_server(const HcHybrid *hybrid, const HcExchangeObject *receive)
{
	g_autofree char *server = hc_receive_server(receive);

	return !hc_text_is_empty(server) && hc_names_server_is_gone(hybrid->evidence, server);
}

static gboolean
is_on_receiving_server(const HcHybrid *hybrid, const HcExchangeObject *receive)
{
	for (gsize i = 0; hybrid->receiving[i] != NULL; i++) {
		if (hc_receive_is_on(receive, hybrid->receiving[i]))
			return TRUE;
	}
	/* A server that is gone has its own rule; nothing can be cleared on it. */
	for (gsize i = 0; hybrid->gone[i] != NULL; i++) {
		if (hc_receive_is_on(receive, hybrid->gone[i]))
			return TRUE;
	}
	return FALSE;
}

static void
judge_stray_capability(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set = receive_connectors(hybrid);
	gboolean found = FALSE;

	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *receive = g_ptr_array_index(set->objects, i);
		g_autofree char *name = NULL;

		if (!has_capability(hybrid, receive) ||
			hc_exchange_bool(receive, "Enabled") == HC_TRI_NO ||
			is_on_receiving_server(hybrid, receive))
			continue;
		found = TRUE;
		if (is_of_no_server(hybrid, receive)) {
			hc_check_report(self, HC_STATUS_INFO, receive, "Server", out,
				"its server is none of this organisation's: the export of another "
				"organisation or of a server that is gone, not compared");
			continue;
		}
		name = hc_check_subject(receive);
		hc_check_report(self, HC_STATUS_FAIL, receive, "TlsDomainCapabilities", out,
			"%s accepts the organisation's headers, but its server is not among "
			"HybridConfiguration's receiving servers",
			name);
	}
	if (!found)
		judge_no_stray_capability(self, hybrid, out);
}

/* Receiving servers without the capability are the trouble of recv-no-capability. */
static void
judge_server_list(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set = receive_connectors(hybrid);
	const HcExchangeSet *configurations =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION);

	if (!hc_connector_saw_receivers(self, hybrid, out) ||
		!hc_check_saw(self, &set->head, "Receive connectors", out))
		return;
	if (hybrid->configuration != NULL)
		judge_stray_capability(self, hybrid, out);
	else if (hc_check_saw(self, &configurations->head, "HybridConfiguration", out))
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"there is no HybridConfiguration to compare with");
}

static void
judge_external_ranges(const HcCheck *self, const HcExchangeObject *receive, HcFindings *out)
{
	g_autoptr(HcIpSet) ranges = hc_connector_addresses(receive, "RemoteIPRanges");

	if (!hc_check_saw_property(self, receive, "RemoteIPRanges", out))
		return;
	if (ranges == NULL)
		hc_check_report(self, HC_STATUS_UNKNOWN, receive, "RemoteIPRanges", out,
			"RemoteIPRanges could not be read as addresses");
	else if (hc_ipset_is_all_ipv4(ranges) || hc_ipset_is_all_ipv6(ranges))
		hc_check_report(self, HC_STATUS_FAIL, receive, "AuthMechanism", out,
			"a Receive connector of type ExternalAuthoritative trusts whoever "
			"connects, from every address");
	else
		hc_check_report(self, HC_STATUS_PASS, receive, "RemoteIPRanges", out,
			"it trusts listed addresses only");
}

static gboolean
is_externally_secured(const HcExchangeObject *receive)
{
	return hc_exchange_bool(receive, "Enabled") != HC_TRI_NO &&
	       hc_text_has_part(
		       hc_exchange_text(receive, "AuthMechanism"), ',', "ExternalAuthoritative");
}

static void
judge_external(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set = receive_connectors(hybrid);
	guint before = hc_findings_count(out);

	if (!hc_check_saw(self, &set->head, "Receive connectors", out))
		return;
	for (guint i = 0; i < hybrid->receives->len; i++) {
		const HcReceiveMatch *match = g_ptr_array_index(hybrid->receives, i);

		if (match->connector == NULL)
			saw_server(self, match, out);
	}
	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *receive = g_ptr_array_index(set->objects, i);

		if (hc_check_saw_property(self, receive, "AuthMechanism", out) &&
			is_externally_secured(receive))
			judge_external_ranges(self, receive, out);
	}
	if (hc_findings_count(out) == before)
		hc_findings_add(out, self, HC_STATUS_PASS, NULL,
			"no Receive connector is marked as externally secured");
}

const HcCheck hc_checks_recv_server[] = {
	{
		.id = "recv-no-capability",
		.title = "Every receiving server accepts the organisation's headers from Exchange "
			 "Online",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.worst = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "A8",
		.judge = judge_capability,
		.impact = "Mail from cloud mailboxes is external on premises. With centralized "
			  "mail transport on-premises servers refuse to relay it.",
		.remedy = "Set-ReceiveConnector {identity} -TlsDomainCapabilities {value}",
		.ndr = "550 5.7.1 Unable to relay",
		.reference = "LOG-A EDCA-029 KB3156771",
	},
	{
		.id = "recv-fqdn-changed",
		.title = "Receive connectors greet with the name of their server",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "A6",
		.property = "Fqdn",
		.judge = judge_fqdn,
		.impact = "Another certificate may be chosen, and on the Default connector mail "
			  "between servers fails. A mail-flow run of the wizard resets the front "
			  "end's name only.",
		.remedy = "Set-ReceiveConnector {identity} -Fqdn {value}",
		.reference = "PS-RECV LOG-A",
	},
	{
		.id = "recv-multiple-candidates",
		.title = "The wizard can take only one Receive connector of each server",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_CONFIRMED,
		.hop = "A5",
		.judge = judge_candidates,
		.impact = "A mail-flow run may put the certificate and the capability on the wrong "
			  "connector.",
		.fix = "Leave one connector per server on port 25 for every address; narrow the "
		       "RemoteIPRanges or the bindings of the others.",
		.reference = "COMM-GRANIKOS LOG-A",
	},
	{
		.id = "recv-server-list-mismatch",
		.title =
			"Only the servers of HybridConfiguration accept the organisation's headers",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_RERUN_RECOMMENDED,
		.hcw = HC_HCW_MF,
		.confidence = HC_DERIVED,
		.hop = "A8",
		.judge = judge_server_list,
		.impact = "The server is not what the wizard keeps up to date: behind a load "
			  "balancer some mail arrives as external after the next change.",
		.remedy = "Set-ReceiveConnector {identity} -TlsDomainCapabilities $null",
		.fix = "Either clear the capability, or choose the server on the wizard's Receive "
		       "connector page.",
		.reference = "LOG-A",
	},
	{
		.id = "recv-external-authoritative",
		.title = "No Receive connector for every address trusts whoever connects",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.hop = "A5",
		.judge = judge_external,
		.impact = "Anyone can relay through it and send as the organisation; Exchange "
			  "Online blocks the tenant later.",
		.remedy = "Set-ReceiveConnector {identity} -RemoteIPRanges <addresses of the "
			  "trusted hosts>",
		.ndr = "5.7.705 Access denied, tenant has exceeded threshold",
		.reference = "PS-RECV DOC-CUSTOMRECV",
	},
	{ .id = NULL },
};
