/*
 * The OutboundConnector of Exchange Online to on-premises servers: how it speaks.  Room: checks.
 * Rulebook 3.5.  Which mail takes it, and where to, stands in exo-out-route.c.
 */
#include "checks/check.h"

#include "agent/base/dname.h"
#include "certs/dn.h"
#include "certs/match.h"
#include "checks/connector.h"
#include "checks/saw.h"

static void
judge_missing(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_TENANT, HC_KIND_OUTBOUND_CONNECTOR);
	HcFinding *finding = hc_connector_judge_missing(
		self, hybrid, set, hybrid->outbound, "hybrid OutboundConnector", out);
	const char *host = NULL;
	g_autofree char *name = NULL;

	if (finding == NULL)
		return;
	if (hybrid->onprem_guid != NULL)
		name = g_strdup_printf("Outbound to %s", hybrid->onprem_guid);
	if (hybrid->configuration != NULL)
		host = hc_exchange_text(hybrid->configuration, "OnPremisesSmartHost");
	hc_finding_fill_remedy(finding, name, host);
}

/* The facts of the certificate with @thumbprint; NULL if they are not known. */
static const HcCertFacts *
cert_of(const HcEvidence *evidence, const char *thumbprint)
{
	guint n = hc_evidence_n_certs(evidence);

	for (guint i = 0; i < n; i++) {
		const HcCertFacts *cert = hc_evidence_cert(evidence, i);

		if (hc_text_same(cert->thumbprint, thumbprint))
			return cert;
	}
	return NULL;
}

/* What the Receive connector presents, if the derive step could tell. */
static const HcCertFacts *
presented_by(const HcEvidence *evidence, const HcExchangeObject *receive)
{
	guint n = hc_evidence_n_picks(evidence);

	for (guint i = 0; i < n; i++) {
		const HcPick *pick = hc_evidence_pick(evidence, i);

		if (pick->kind == HC_KIND_RECEIVE_CONNECTOR &&
			pick->head.status == HC_FACT_COLLECTED &&
			hc_text_same(pick->connector, hc_exchange_identity(receive)))
			return cert_of(evidence, pick->thumbprint);
	}
	return NULL;
}

/* The named certificate was not exported, but its name has a CN. */
static gboolean
named_cn_covers(const HcExchangeObject *receive, const char *wanted)
{
	g_autofree char *issuer = NULL;
	g_autofree char *subject = NULL;
	g_autofree char *cn = NULL;

	if (!hc_dn_identifier_parse(
		    hc_exchange_text(receive, "TlsCertificateName"), &issuer, &subject))
		return FALSE;
	cn = hc_dn_get(subject, "CN");
	return cn != NULL && (hc_dname_matches(cn, wanted) || hc_dname_matches(wanted, cn));
}

static HcTri
server_covers(const HcHybrid *hybrid, const HcReceiveMatch *match, const char *wanted)
{
	const HcCertFacts *cert;

	if (match->connector == NULL)
		return HC_TRI_UNKNOWN;
	cert = presented_by(hybrid->evidence, match->connector);
	if (cert != NULL)
		return hc_match_cert_covers(cert, wanted) ? HC_TRI_YES : HC_TRI_NO;
	return named_cn_covers(match->connector, wanted) ? HC_TRI_YES : HC_TRI_UNKNOWN;
}

/* It is known to have no connector for Exchange Online: the trouble of recv-no-capability. */
static gboolean
presents_nothing(const HcReceiveMatch *match)
{
	return match->connector == NULL && hc_fact_is_answered(match->head);
}

/* NO: the first server that presents another name is in @ret_server (borrowed). */
static HcTri
all_servers_cover(const HcHybrid *hybrid, const char *wanted, const char **ret_server)
{
	gboolean any_unknown = FALSE;
	gboolean any = FALSE;

	for (guint i = 0; i < hybrid->receives->len; i++) {
		const HcReceiveMatch *match = g_ptr_array_index(hybrid->receives, i);
		HcTri covers;

		if (presents_nothing(match))
			continue;
		any = TRUE;
		covers = server_covers(hybrid, match, wanted);
		if (covers == HC_TRI_NO) {
			*ret_server = match->server;
			return HC_TRI_NO;
		}
		any_unknown = any_unknown || covers == HC_TRI_UNKNOWN;
	}
	return any && !any_unknown ? HC_TRI_YES : HC_TRI_UNKNOWN;
}

static void
report_tls_domain(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *outbound,
	HcFindings *out)
{
	g_autofree char *value = hc_check_value(hc_exchange_text(outbound, self->property));
	g_autofree char *shown = NULL;
	const char *server = NULL;

	if (hc_exchange_is_empty(outbound, self->property)) {
		hc_check_report(self, HC_STATUS_FAIL, outbound, self->property, out,
			"TlsDomain is empty, and TlsSettings asks to check it");
		return;
	}
	switch (all_servers_cover(hybrid, hc_exchange_text(outbound, self->property), &server)) {
	case HC_TRI_YES:
		hc_check_report(self, HC_STATUS_PASS, outbound, self->property, out,
			"the certificates of the receiving servers are for %s", value);
		return;
	case HC_TRI_NO:
		shown = hc_check_value(server);
		hc_check_report(self, HC_STATUS_FAIL, outbound, self->property, out,
			"the certificate of server %s is not for %s", shown, value);
		return;
	case HC_TRI_UNKNOWN:
		hc_check_report(self, HC_STATUS_UNKNOWN, outbound, self->property, out,
			"which certificates the receiving servers present is not known");
		return;
	}
}

/* The name is only checked with DomainValidation (PS-OUT). */
static void
judge_tls_domain(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *outbound,
	HcFindings *out)
{
	if (!hc_check_saw_property(self, outbound, self->property, out) ||
		!hc_check_saw_property(self, outbound, "TlsSettings", out))
		return;
	if (hc_text_same(hc_exchange_text(outbound, "TlsSettings"), "DomainValidation"))
		report_tls_domain(self, hybrid, outbound, out);
	else
		hc_check_report(self, HC_STATUS_NOT_APPLICABLE, outbound, "TlsSettings", out,
			"TlsDomain is only used with TlsSettings DomainValidation");
}

/* False is the normal state: the wizard never validates. */
static void
judge_validation(const HcCheck *self, G_GNUC_UNUSED const HcHybrid *hybrid,
	const HcExchangeObject *outbound, HcFindings *out)
{
	g_autofree char *when =
		hc_check_value(hc_exchange_text(outbound, "LastValidationTimestamp"));

	if (!hc_check_saw_property(self, outbound, self->property, out))
		return;
	if (hc_exchange_bool(outbound, self->property) == HC_TRI_YES)
		hc_check_report(
			self, HC_STATUS_PASS, outbound, self->property, out, "it was validated");
	else if (!hc_check_saw_property(self, outbound, "LastValidationTimestamp", out))
		return;
	else if (*when == '\0')
		hc_check_report(self, HC_STATUS_PASS, outbound, self->property, out,
			"nobody asked for a validation, which is normal");
	else
		hc_check_report(self, HC_STATUS_INFO, outbound, "LastValidationTimestamp", out,
			"the validation of %s failed", when);
}

static gboolean
has_address_host(const HcExchangeObject *outbound)
{
	const char *const *hosts = hc_exchange_list(outbound, "SmartHosts");

	for (gsize i = 0; hosts != NULL && hosts[i] != NULL; i++) {
		g_autofree char *bare = g_strdup(hosts[i]);
		g_autoptr(HcIpSet) address = NULL;

		g_strdelimit(bare, "[]", ' ');
		if (hc_ipset_parse(bare, &address, NULL))
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_mandatory(const HcExchangeObject *outbound, const char *property)
{
	return hc_text_same(hc_exchange_text(outbound, property), "Mandatory");
}

static void
judge_modes(const HcCheck *self, G_GNUC_UNUSED const HcHybrid *hybrid,
	const HcExchangeObject *outbound, HcFindings *out)
{
	const char *property;

	if (!hc_check_saw_property(self, outbound, "SmtpDaneMode", out) ||
		!hc_check_saw_property(self, outbound, "MtaStsMode", out))
		return;
	property = is_mandatory(outbound, "SmtpDaneMode") ? "SmtpDaneMode" : "MtaStsMode";
	if (!is_mandatory(outbound, property))
		hc_check_report(self, HC_STATUS_PASS, outbound, self->property, out,
			"neither DANE nor MTA-STS is mandatory");
	else if (has_address_host(outbound))
		hc_check_report(self, HC_STATUS_FAIL, outbound, property, out,
			"%s is Mandatory, and a smart host is an address, for which nothing can be "
			"published",
			property);
	else
		hc_check_report(self, HC_STATUS_UNKNOWN, outbound, property, out,
			"%s is Mandatory; whether DNS publishes what it needs was not looked up",
			property);
}

const HcCheck hc_checks_exo_out[] = {
	{
		.id = "exo-out-missing",
		.title = "Exchange Online has a connector to on-premises servers",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.hop = "A2",
		.judge = judge_missing,
		.impact = "Mail for on-premises mailboxes follows the MX record: it loops when "
			  "that points at Exchange Online, or bounces.",
		.remedy = "New-OutboundConnector -Name {identity} -ConnectorType OnPremises "
			  "-ConnectorSource HybridWizard -RecipientDomains <hybrid domains> "
			  "-SmartHosts {value} -UseMXRecord $false -TlsSettings DomainValidation "
			  "-TlsDomain <name on the certificate> -CloudServicesMailEnabled $true",
		.ndr = "5.4.14 Hop count exceeded - possible mail loop ATTR34; 550 4.4.7",
		.reference = "LOG-A NDR-54X",
	},
	{
		.id = "exo-out-disabled",
		.title = "The hybrid OutboundConnector is enabled",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "A2",
		.on = HC_ON_OUTBOUND,
		.property = "Enabled",
		.judge_object = hc_judge_true,
		.impact = "Mail for on-premises mailboxes follows the MX record: it loops or "
			  "bounces. The wizard does not look at Enabled; a rerun leaves it off.",
		.remedy = "Set-OutboundConnector {identity} -Enabled $true",
		.ndr = "5.4.14 Hop count exceeded - possible mail loop ATTR34; 550 4.4.7",
		.reference = "PS-OUT LOG-A",
	},
	{
		.id = "exo-out-type",
		.title = "The hybrid OutboundConnector is of type OnPremises",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "A2",
		.on = HC_ON_OUTBOUND,
		.property = "ConnectorType",
		.wanted = "OnPremises",
		.judge_object = hc_judge_equals,
		.impact = "Mail from the cloud is external on premises; centralized mail transport "
			  "loops.",
		.remedy = "Set-OutboundConnector {identity} -ConnectorType {wanted}",
		.ndr = "5.4.6 or 5.4.14 Hop count exceeded - possible mail loop",
		.reference = "NDR-54X LOG-A",
	},
	{
		.id = "exo-out-usemx",
		.title = "The hybrid OutboundConnector sends to a smart host",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "A3",
		.on = HC_ON_OUTBOUND,
		.property = "UseMXRecord",
		.judge_object = hc_judge_false,
		.impact = "Mail for on-premises mailboxes follows the MX record and loops when "
			  "that points at Exchange Online.",
		.remedy = "Set-OutboundConnector {identity} -UseMXRecord $false -SmartHosts <host "
			  "of the organisation>",
		.ndr = "5.4.14 Hop count exceeded - possible mail loop ATTR34",
		.reference = "NDR-54X",
	},
	{
		.id = "exo-out-tlssettings",
		.title = "The hybrid OutboundConnector checks the name on the certificate",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_RERUN_RECOMMENDED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "A7",
		.on = HC_ON_OUTBOUND,
		.property = "TlsSettings",
		.wanted = "DomainValidation",
		.judge_object = hc_judge_equals,
		.impact = "Mail still flows, but with weaker or no check of the receiving server, "
			  "or without TLS.",
		.remedy = "Set-OutboundConnector {identity} -TlsSettings {wanted} -TlsDomain <name "
			  "on the certificate>",
		.reference = "LOG-A PS-OUT",
	},
	{
		.id = "exo-out-tlsdomain-vs-cert",
		.title =
			"The hybrid OutboundConnector expects a name the receiving servers present",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_USMC,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "A7",
		.on = HC_ON_OUTBOUND,
		.property = "TlsDomain",
		.judge_object = judge_tls_domain,
		.impact = "Every TLS handshake with on-premises servers fails its name check: mail "
			  "waits in the cloud and bounces after a day.",
		.remedy = "Set-OutboundConnector {identity} -TlsDomain <name on the certificate>",
		.ndr = "450 4.4.317 Cannot connect to remote server [Message=SubjectMismatch "
		       "Expected Subject: ...]",
		.reference = "BLOG-TLSCERT DOC-TROPT",
	},
	{
		.id = "exo-out-cloudservices",
		.title = "The hybrid OutboundConnector sends the organisation's headers",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "A10",
		.on = HC_ON_OUTBOUND,
		.property = "CloudServicesMailEnabled",
		.judge_object = hc_judge_true,
		.impact = "Mail from cloud mailboxes is external on premises.",
		.remedy = "Set-OutboundConnector {identity} -CloudServicesMailEnabled $true",
		.fix = "Microsoft asks to let the wizard set this.",
		.ndr = "X-MS-Exchange-Organization-AuthAs: Anonymous",
		.reference = "PS-OUT LOG-A",
	},
	{
		.id = "exo-out-rulescoped",
		.title = "The hybrid OutboundConnector needs no transport rule",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "A2",
		.on = HC_ON_OUTBOUND,
		.property = "IsTransportRuleScoped",
		.judge_object = hc_judge_false,
		.impact = "The connector is used only where a rule says so; other mail for "
			  "on-premises mailboxes follows the MX record.",
		.remedy = "Set-OutboundConnector {identity} -IsTransportRuleScoped $false",
		.ndr = "5.4.14 Hop count exceeded - possible mail loop ATTR34",
		.reference = "PS-OUT LOG-A",
	},
	{
		.id = "exo-out-testmode",
		.title = "The hybrid OutboundConnector is not in test",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_DERIVED,
		.hop = "A2",
		.on = HC_ON_OUTBOUND,
		.property = "TestMode",
		.judge_object = hc_judge_false,
		.impact = "Mail does not take the connector as it should. The wizard does not look "
			  "at TestMode.",
		.remedy = "Set-OutboundConnector {identity} -TestMode $false",
		.reference = "PS-OUT",
	},
	{
		.id = "exo-out-not-validated",
		.title = "No validation of the hybrid OutboundConnector failed",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_INFO,
		.effect = HC_EFFECT_INFO,
		.confidence = HC_CONFIRMED,
		.hop = "A3",
		.on = HC_ON_OUTBOUND,
		.property = "IsValidated",
		.judge_object = judge_validation,
		.impact = "Somebody asked Exchange Online to try the connector, and the try "
			  "failed. The wizard never validates; it does not matter that it did not.",
		.remedy = "Validate-OutboundConnector -Identity {identity} -Recipients <mailbox on "
			  "premises>",
		.reference = "LOG-A DOC-VALCONN",
	},
	{
		.id = "exo-out-dane-mtasts-mode",
		.title = "The hybrid OutboundConnector asks for no more than DNS publishes",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.hop = "A7",
		.on = HC_ON_OUTBOUND,
		.property = "SmtpDaneMode",
		.judge_object = judge_modes,
		.impact = "Where DNSSEC, TLSA records or an MTA-STS policy are missing or wrong, "
			  "mail waits and bounces.",
		.remedy = "Set-OutboundConnector {identity} -SmtpDaneMode Opportunistic "
			  "-MtaStsMode Opportunistic",
		.ndr = "4.7.321 to 4.7.325; 4.4.8 or 5.4.8 failed MTA-STS validation",
		.reference = "BLOG-DANEMODE PS-OUT",
	},
	{ .id = NULL },
};
