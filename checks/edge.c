/*
 * The Receive connectors of Edge Transport servers, which neither the wizard nor EdgeSync writes.
 * Rule 80.  Room: checks.
 */
#include "checks/check.h"

#include "agent/hcw/receive.h"
#include "checks/saw.h"

#include <string.h>

/* What an Edge Receive connector lacks; NULL if nothing; @ret_unknown: a property was not seen. */
static const char *
lacks(const HcExchangeObject *connector, const char **ret_unknown)
{
	static const char *const properties[] = { "TlsCertificateName", "TlsDomainCapabilities",
		"Fqdn" };
	const char *missing = NULL;

	for (guint i = 0; i < G_N_ELEMENTS(properties); i++) {
		if (!hc_exchange_has(connector, properties[i]))
			*ret_unknown = properties[i];
		else if (hc_exchange_is_empty(connector, properties[i]) && missing == NULL)
			missing = properties[i];
	}
	return missing;
}

/* The commands with this organisation's values: capability and certificate. */
static void
fill_commands(HcFinding *finding, const HcHybrid *hybrid, const HcExchangeObject *connector)
{
	g_autofree char *capability =
		g_strdup_printf("%s:AcceptCloudServicesMail", hybrid->protection_domain);
	const char *certificate = NULL;

	if (hybrid->configuration != NULL)
		certificate = hc_exchange_text(hybrid->configuration, "TlsCertificateName");
	hc_finding_fill_names(finding, connector != NULL ? hc_exchange_identity(connector) : NULL,
		capability, hc_text_is_empty(certificate) ? NULL : certificate);
}

/* The rule that speaks of a capability that is there but not the right one; NULL if none does. */
static const char *
rule_of_wrong_capability(const HcHybrid *hybrid, const HcExchangeObject *connector)
{
	const char *text = hc_exchange_text(connector, "TlsDomainCapabilities");
	g_autofree char *lower = g_ascii_strdown(text != NULL ? text : "", -1);

	if (hc_receive_trusts_other(connector, hybrid->cloud) != NULL)
		return "recv-capability-wrong-cloud";
	return strstr(lower, "<i>") != NULL ? "recv-capability-legacy-msit" : NULL;
}

static void
judge_capability(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *connector,
	HcFindings *out)
{
	const char *property = "TlsDomainCapabilities";
	const char *cause = rule_of_wrong_capability(hybrid, connector);
	HcFinding *finding;

	if (hc_receive_trusts(connector, hybrid->cloud)) {
		hc_check_report(self, HC_STATUS_PASS, connector, "TlsCertificateName", out,
			"it has a certificate, the capability and a name");
		return;
	}
	finding = hc_check_report(self, cause != NULL ? HC_STATUS_INFO : HC_STATUS_FAIL, connector,
		property, out, "its capabilities are not for Exchange Online's certificate");
	if (cause != NULL)
		hc_finding_follow(finding, cause);
	else
		fill_commands(finding, hybrid, connector);
}

static void
judge_edge_connector(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *connector,
	HcFindings *out)
{
	const char *unknown = NULL;
	const char *missing = lacks(connector, &unknown);
	HcFinding *finding;

	if (missing != NULL) {
		finding = hc_check_report(
			self, HC_STATUS_FAIL, connector, missing, out, "%s is empty", missing);
		fill_commands(finding, hybrid, connector);
	} else if (unknown != NULL) {
		hc_check_report(self, HC_STATUS_UNKNOWN, connector, NULL, out,
			"%s was not exported", unknown);
	} else {
		judge_capability(self, hybrid, connector, out);
	}
}

static void
judge_without_connector(
	const HcCheck *self, const HcHybrid *hybrid, const HcReceiveMatch *match, HcFindings *out)
{
	g_autofree char *server = hc_check_value(match->server);
	HcFinding *finding;

	if (!hc_fact_is_answered(match->head)) {
		hc_check_unseen_server(self, match, out);
		return;
	}
	finding = hc_findings_add(out, self, HC_STATUS_FAIL, server,
		"Edge server %s has no Receive connector for hybrid mail", server);
	fill_commands(finding, hybrid, NULL);
}

static void
judge_edge_connectors(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	if (!hc_check_saw_edge(self, hybrid, out))
		return;
	for (guint i = 0; i < hybrid->receives->len; i++) {
		const HcReceiveMatch *match = g_ptr_array_index(hybrid->receives, i);

		if (match->connector != NULL)
			judge_edge_connector(self, hybrid, match->connector, out);
		else
			judge_without_connector(self, hybrid, match, out);
	}
}

const HcCheck hc_checks_edge[] = {
	{
		.id = "recv-edge-not-updated",
		.title = "The Receive connectors of Edge servers are set up for hybrid mail",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "A8",
		.judge = judge_edge_connectors,
		.impact = "STARTTLS shows the wrong certificate, and mail from the cloud arrives "
			  "as external: neither the wizard nor EdgeSync writes these connectors.",
		.fix = "Set certificate, capability and name of the Receive connector on every "
		       "Edge server, in the Exchange Management Shell of that server.",
		.remedy = "Set-ReceiveConnector {identity} -TlsCertificateName {name} "
			  "-TlsDomainCapabilities {value} -Fqdn <name on the certificate>",
		.reference = "DOC-EDGESUB DOC-EDGEPR",
	},
	{ .id = NULL },
};
