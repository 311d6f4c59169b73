/*
 * The InboundConnector of Exchange Online, by which mail from on premises is known.  Room: checks.
 * Rulebook 3.4.  Addresses, and what else takes or refuses that mail, stand in exo-in-address.c.
 */
#include "checks/check.h"

#include "agent/base/dname.h"
#include "checks/connector.h"
#include "checks/saw.h"

static const HcExchangeSet *
inbound_connectors(const HcHybrid *hybrid)
{
	return hc_evidence_set(hybrid->evidence, HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR);
}

static void
judge_missing(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	HcFinding *finding = hc_connector_judge_missing(self, hybrid, inbound_connectors(hybrid),
		hybrid->inbound, "hybrid InboundConnector", out);
	g_autofree char *name = NULL;

	if (finding == NULL)
		return;
	if (hc_connector_attribution_is_critical(hybrid))
		finding->severity = self->worst;
	if (hybrid->onprem_guid != NULL)
		name = g_strdup_printf("Inbound from %s", hybrid->onprem_guid);
	hc_finding_fill_remedy(finding, name, NULL);
}

/* Equals .wanted; otherwise as bad as a missing connector. */
static void
judge_like_missing(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *inbound,
	HcFindings *out)
{
	const char *text = hc_exchange_text(inbound, self->property);
	g_autofree char *value = hc_check_value(text);
	HcFinding *finding;

	if (!hc_check_saw_property(self, inbound, self->property, out))
		return;
	if (hc_text_same(text, self->wanted)) {
		hc_check_report(self, HC_STATUS_PASS, inbound, self->property, out, "%s is %s",
			self->property, value);
		return;
	}
	finding = hc_check_report(self, HC_STATUS_FAIL, inbound, self->property, out,
		"%s of the %s is %s, expected %s", self->property, hc_check_kind(inbound),
		*value != '\0' ? value : "empty", self->wanted);
	if (hc_connector_attribution_is_critical(hybrid))
		finding->severity = self->worst;
}

static void
judge_sender_domains(const HcCheck *self, G_GNUC_UNUSED const HcHybrid *hybrid,
	const HcExchangeObject *inbound, HcFindings *out)
{
	static const char *const everyone[] = { "*", NULL };
	g_auto(GStrv) domains = hc_connector_domains(inbound, self->property);
	g_autofree char *value = hc_check_value(hc_exchange_text(inbound, self->property));

	if (!hc_check_saw_property(self, inbound, self->property, out))
		return;
	if (hc_connector_same_domains((const char *const *)domains, everyone))
		hc_check_report(self, HC_STATUS_PASS, inbound, self->property, out,
			"it is for every sender");
	else
		hc_check_report(self, HC_STATUS_INFO, inbound, self->property, out,
			"SenderDomains is %s; a mail-flow run of the wizard sets it to %s",
			*value != '\0' ? value : "empty", self->wanted);
}

/* The two switches exclude each other (PS-IN). */
static void
judge_treat_as_internal(const HcCheck *self, G_GNUC_UNUSED const HcHybrid *hybrid,
	const HcExchangeObject *inbound, HcFindings *out)
{
	if (!hc_check_saw_property(self, inbound, self->property, out))
		return;
	if (hc_exchange_bool(inbound, self->property) != HC_TRI_YES) {
		hc_judge_false(self, hybrid, inbound, out);
		return;
	}
	switch (hc_exchange_bool(inbound, "CloudServicesMailEnabled")) {
	case HC_TRI_YES:
		hc_check_report(self, HC_STATUS_FAIL, inbound, self->property, out,
			"TreatMessagesAsInternal and CloudServicesMailEnabled are both True");
		return;
	case HC_TRI_NO:
		hc_check_report(self, HC_STATUS_PASS, inbound, self->property, out,
			"CloudServicesMailEnabled is not True beside it");
		return;
	case HC_TRI_UNKNOWN:
		hc_check_report(self, HC_STATUS_UNKNOWN, inbound, self->property, out,
			"CloudServicesMailEnabled was not exported");
		return;
	}
}

static gboolean
has_same_certificate(const HcExchangeObject *a, const HcExchangeObject *b)
{
	const char *name = hc_exchange_text(a, "TlsSenderCertificateName");
	const char *other = hc_exchange_text(b, "TlsSenderCertificateName");

	return !hc_text_is_empty(name) && !hc_text_is_empty(other) && hc_dname_equal(name, other);
}

static void
judge_duplicate(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *inbound,
	HcFindings *out)
{
	gboolean found = FALSE;

	if (!hc_check_saw_property(self, inbound, self->property, out))
		return;
	for (guint i = 0; i < hybrid->inbounds->len; i++) {
		const HcExchangeObject *other = g_ptr_array_index(hybrid->inbounds, i);

		if (other == inbound || hc_exchange_bool(other, "Enabled") == HC_TRI_NO ||
			!has_same_certificate(inbound, other))
			continue;
		found = TRUE;
		hc_check_report(self, HC_STATUS_FAIL, other, self->property, out,
			"it is for the same certificate as the hybrid connector");
	}
	if (!found)
		hc_check_report(self, HC_STATUS_PASS, inbound, self->property, out,
			"no other connector is for the same certificate");
}

static gboolean
is_legacy(const HcExchangeObject *connector)
{
	const char *name = hc_exchange_text(connector, "Name");

	return hc_text_same(name, "Hybrid Mail Flow Inbound Connector") ||
	       hc_text_same(name, "Hybrid Mail Flow Outbound Connector") ||
	       hc_text_same(hc_exchange_text(connector, "ConnectorSource"), "Migrated");
}

/* Adds a finding for each leftover; returns how many. */
static guint
report_legacy(const HcCheck *self, const HcExchangeSet *set, HcFindings *out)
{
	guint n = 0;

	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *connector = g_ptr_array_index(set->objects, i);

		if (!is_legacy(connector))
			continue;
		hc_check_report(self, HC_STATUS_FAIL, connector, "ConnectorSource", out,
			"a connector comes from a wizard or a service that is no more");
		n++;
	}
	return n;
}

static void
judge_legacy(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *inbounds = inbound_connectors(hybrid);
	const HcExchangeSet *outbounds =
		hc_evidence_set(hybrid->evidence, HC_SIDE_TENANT, HC_KIND_OUTBOUND_CONNECTOR);
	guint n = report_legacy(self, inbounds, out) + report_legacy(self, outbounds, out);

	if (n > 0 || !hc_check_saw(self, &inbounds->head, "InboundConnectors", out) ||
		!hc_check_saw(self, &outbounds->head, "OutboundConnectors", out))
		return;
	hc_findings_add(out, self, HC_STATUS_PASS, NULL, "no connector of older days is left");
}

const HcCheck hc_checks_exo_in[] = {
	{
		.id = "exo-in-missing",
		.title = "Exchange Online has a connector that knows mail from on premises",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.worst = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.hop = "B7",
		.judge = judge_missing,
		.impact = "Mail from on premises arrives as external. Mail to be relayed is "
			  "refused; so is all of it where a restrictive Partner connector or "
			  "RejectDirectSend is in use.",
		.remedy = "New-InboundConnector -Name {identity} -ConnectorType OnPremises "
			  "-ConnectorSource HybridWizard -CloudServicesMailEnabled $true "
			  "-RequireTls $true -SenderDomains * -TlsSenderCertificateName <name on "
			  "the certificate>",
		.ndr = "550 5.7.64 TenantAttribution; Relay Access Denied SMTP",
		.reference = "LOG-A NDR-564",
	},
	{
		.id = "exo-in-disabled",
		.title = "The hybrid InboundConnector is enabled",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.worst = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "B7",
		.on = HC_ON_INBOUND,
		.property = "Enabled",
		.wanted = "True",
		.judge_object = judge_like_missing,
		.impact = "Exchange Online does not know mail from on premises: it arrives as "
			  "external or is refused. The wizard does not look at Enabled; a rerun "
			  "leaves it off.",
		.remedy = "Set-InboundConnector {identity} -Enabled $true",
		.ndr = "550 5.7.64 TenantAttribution; Relay Access Denied SMTP",
		.reference = "PS-IN LOG-A",
	},
	{
		.id = "exo-in-type",
		.title = "The hybrid InboundConnector is of type OnPremises",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.worst = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "B7",
		.on = HC_ON_INBOUND,
		.property = "ConnectorType",
		.wanted = "OnPremises",
		.judge_object = judge_like_missing,
		.impact = "Mail from on premises is a partner's: it is external and may not be "
			  "relayed.",
		.remedy = "Set-InboundConnector {identity} -ConnectorType {wanted}",
		.ndr = "550 5.7.64 TenantAttribution; Relay Access Denied SMTP",
		.reference = "PS-IN LOG-A",
	},
	{
		.id = "exo-in-cloudservices",
		.title = "The hybrid InboundConnector takes the organisation's headers",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "B8",
		.on = HC_ON_INBOUND,
		.property = "CloudServicesMailEnabled",
		.judge_object = hc_judge_true,
		.impact = "Mail from on premises is external in the cloud; with centralized mail "
			  "transport it is scanned twice and quarantined.",
		.remedy = "Set-InboundConnector {identity} -CloudServicesMailEnabled $true",
		.fix = "Microsoft asks to let the wizard set this.",
		.ndr = "X-MS-Exchange-Organization-AuthAs: Anonymous; 5.7.133",
		.reference = "KB3079142 PS-IN",
	},
	{
		.id = "exo-in-tlssendername-empty",
		.title = "The hybrid InboundConnector knows mail by certificate",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_RERUN_RECOMMENDED,
		.hcw = HC_HCW_USMC,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "B7",
		.on = HC_ON_INBOUND,
		.property = "TlsSenderCertificateName",
		.judge_object = hc_judge_not_empty,
		.impact = "Mail is known by its address alone: a changed or shared address makes "
			  "it external or refused.",
		.remedy = "Set-InboundConnector {identity} -TlsSenderCertificateName <name on the "
			  "certificate>",
		.ndr = "550 5.7.64 TenantAttribution; Relay Access Denied SMTP",
		.reference = "LOG-A MC1226222",
	},
	{
		.id = "exo-in-requiretls",
		.title = "The hybrid InboundConnector asks for TLS as the wizard writes it",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_LOW,
		.effect = HC_EFFECT_INFO,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "B7",
		.on = HC_ON_INBOUND,
		.property = "RequireTls",
		.judge_object = hc_judge_true,
		.impact = "Nothing is broken: the setting is for Partner connectors. A mail-flow "
			  "run of the wizard resets it.",
		.reference = "PS-IN LOG-A",
	},
	{
		.id = "exo-in-senderdomains",
		.title = "The hybrid InboundConnector is for every sender as the wizard writes it",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_LOW,
		.effect = HC_EFFECT_INFO,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "B7",
		.on = HC_ON_INBOUND,
		.property = "SenderDomains",
		.wanted = "smtp:*;1",
		.judge_object = judge_sender_domains,
		.impact = "Nothing is broken: the setting is for Partner connectors. A mail-flow "
			  "run of the wizard resets it.",
		.reference = "PS-IN LOG-A",
	},
	{
		.id = "exo-in-associated-domains",
		.title = "The hybrid InboundConnector is not limited to some domains",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.hop = "B7",
		.on = HC_ON_INBOUND,
		.property = "AssociatedAcceptedDomains",
		.judge_object = hc_judge_empty,
		.impact = "Mail from senders in other domains is not known as the organisation's "
			  "own. The wizard does not look at this after it made the connector.",
		.remedy = "Set-InboundConnector {identity} -AssociatedAcceptedDomains $null",
		.reference = "LOG-A PS-IN",
	},
	{
		.id = "exo-in-treatasinternal",
		.title = "The hybrid InboundConnector has one way to make mail internal",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.hop = "B8",
		.on = HC_ON_INBOUND,
		.property = "TreatMessagesAsInternal",
		.judge_object = judge_treat_as_internal,
		.impact = "The two switches exclude each other; which one holds is not defined.",
		.remedy = "Set-InboundConnector {identity} -TreatMessagesAsInternal $false",
		.reference = "PS-IN",
	},
	{
		.id = "exo-in-source",
		.title = "The hybrid InboundConnector is marked as the wizard's",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_LOW,
		.effect = HC_EFFECT_INFO,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "B7",
		.on = HC_ON_INBOUND,
		.property = "ConnectorSource",
		.wanted = "HybridWizard",
		.judge_object = hc_judge_equals,
		.impact = "Nothing is broken. A mail-flow run of the wizard sets the mark.",
		.reference = "LOG-A",
	},
	{
		.id = "exo-in-duplicate",
		.title = "Only one InboundConnector is for the certificate of on-premises servers",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_DERIVED,
		.hop = "B7",
		.on = HC_ON_INBOUND,
		.property = "TlsSenderCertificateName",
		.judge_object = judge_duplicate,
		.impact = "Which connector's settings hold for a message cannot be foretold.",
		.remedy = "Get-InboundConnector {identity} | Format-List "
			  "Name,Enabled,ConnectorType,TlsSenderCertificateName,SenderIPAddresses,"
			  "CloudServicesMailEnabled\n"
			  "Set-InboundConnector {identity} -Enabled $false",
		.fix = "Keep the one that the wizard maintains.",
		.reference = "DOC-VALCONN",
	},
	{
		.id = "exo-in-legacy-fope",
		.title = "No connector of older wizards or services is left in Exchange Online",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_LOW,
		.effect = HC_EFFECT_RERUN_RECOMMENDED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.judge = judge_legacy,
		.impact = "It may take mail the hybrid connectors are for. A mail-flow run of the "
			  "wizard removes the pair named Hybrid Mail Flow.",
		.fix = "Remove the connector if nothing needs it.",
		.reference = "LOG-A",
	},
	{ .id = NULL },
};
