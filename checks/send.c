/*
 * The on-premises Send connector to Exchange Online: how it speaks.  Room: checks.  Rulebook 3.2.
 * What it carries stands in send-route.c, from where and to where in send-path.c.
 */
#include "checks/check.h"

#include "agent/base/dname.h"
#include "certs/dn.h"
#include "checks/cloud-words.h"
#include "checks/connector.h"
#include "checks/saw.h"

#include <string.h>

#define DEFAULT_SIZE_BYTES (35 * 1024 * 1024) /* MaxMessageSize of a connector as it is created */

/* DomainValidation; a connector that relays the Internet's mail may only validate the chain. */
static void
judge_auth_level(const HcCheck *self, G_GNUC_UNUSED const HcHybrid *hybrid,
	const HcExchangeObject *send, HcFindings *out)
{
	const char *level = hc_exchange_text(send, self->property);

	if (!hc_check_saw_property(self, send, self->property, out))
		return;
	if (hc_text_same(level, "CertificateValidation") && hc_connector_is_relay(send))
		hc_check_report(self, HC_STATUS_PASS, send, self->property, out,
			"CertificateValidation is enough for a connector that relays through "
			"Exchange Online");
	else
		hc_judge_equals(self, hybrid, send, out);
}

/* TlsDomain is only looked at with DomainValidation (PS-SEND). */
static void
judge_tls_domain(
	const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *send, HcFindings *out)
{
	const char *level = hc_exchange_text(send, "TlsAuthLevel");
	g_autofree char *value = hc_check_value(hc_exchange_text(send, self->property));
	g_autofree char *cloud = NULL;
	HcFinding *finding;

	if (!hc_check_saw_property(self, send, self->property, out))
		return;
	if (hc_cloud_has_protection_name(hybrid->cloud, value)) {
		hc_check_report(self, HC_STATUS_PASS, send, self->property, out,
			"it is the name on Exchange Online's certificate");
		return;
	}
	if (level != NULL && !hc_text_same(level, "DomainValidation")) {
		hc_check_report(self, HC_STATUS_NOT_APPLICABLE, send, "TlsAuthLevel", out,
			"TlsDomain is only used with TlsAuthLevel DomainValidation");
		return;
	}
	if (level == NULL) {
		hc_check_report(self, HC_STATUS_UNKNOWN, send, self->property, out,
			"whether TlsDomain is used depends on TlsAuthLevel, which was not "
			"exported");
		return;
	}
	cloud = hc_cloud_words(hybrid);
	finding = hc_check_report(self, HC_STATUS_FAIL, send, self->property, out,
		"TlsDomain is %s, Exchange Online's certificate is for %s in %s",
		*value != '\0' ? value : "empty", hybrid->protection_domain, cloud);
	if (!hybrid->cloud->is_confirmed) {
		finding->severity = HC_SEVERITY_HIGH;
		finding->effect = HC_EFFECT_MANUAL_FIX;
	}
	hc_finding_fill_remedy(finding, hc_exchange_identity(send), hybrid->protection_domain);
}

/* Without TlsCertificateName the Fqdn selects the certificate: legal if it selects one. */
static void
judge_certificate_name(
	const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *send, HcFindings *out)
{
	HcTri selects = hc_connector_fqdn_selects(hybrid, send);

	if (!hc_check_saw_property(self, send, self->property, out))
		return;
	if (!hc_exchange_is_empty(send, self->property))
		hc_check_report(self, HC_STATUS_PASS, send, self->property, out,
			"the connector names its certificate");
	else if (hc_exchange_is_empty(send, "Fqdn") || selects == HC_TRI_NO)
		hc_check_report(self, HC_STATUS_FAIL, send, self->property, out,
			"TlsCertificateName is empty and the Fqdn selects no certificate");
	else if (selects == HC_TRI_YES)
		hc_check_report(self, HC_STATUS_PASS, send, "Fqdn", out,
			"TlsCertificateName is empty, the Fqdn selects the certificate");
	else
		hc_check_report(self, HC_STATUS_UNKNOWN, send, self->property, out,
			"TlsCertificateName is empty, and whether the Fqdn selects a certificate "
			"is not known: certificates were not exported");
}

static void
judge_certificate_syntax(const HcCheck *self, G_GNUC_UNUSED const HcHybrid *hybrid,
	const HcExchangeObject *send, HcFindings *out)
{
	g_autofree char *issuer = NULL;
	g_autofree char *subject = NULL;

	if (!hc_check_saw_property(self, send, self->property, out))
		return;
	if (hc_exchange_is_empty(send, self->property))
		hc_check_report(self, HC_STATUS_NOT_APPLICABLE, send, self->property, out,
			"TlsCertificateName is empty");
	else if (hc_dn_identifier_parse(hc_exchange_text(send, self->property), &issuer, &subject))
		hc_check_report(self, HC_STATUS_PASS, send, self->property, out,
			"it has the form <I>issuer<S>subject");
	else
		hc_check_report(self, HC_STATUS_FAIL, send, self->property, out,
			"it does not have the form <I>issuer<S>subject: no certificate can match "
			"it");
}

static void
judge_fqdn(
	const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *send, HcFindings *out)
{
	const char *wanted;
	g_autofree char *value = hc_check_value(hc_exchange_text(send, self->property));
	g_autofree char *shown = NULL;
	HcFinding *finding;

	if (!hc_check_saw_property(self, send, self->property, out) ||
		!hc_connector_saw_configuration(self, hybrid, send, "OnPremisesSmartHost", out))
		return;
	wanted = hc_exchange_text(hybrid->configuration, "OnPremisesSmartHost");
	shown = hc_check_value(wanted);
	if (hc_dname_equal(value, wanted)) {
		hc_check_report(self, HC_STATUS_PASS, send, self->property, out,
			"Fqdn is %s, as in HybridConfiguration", value);
		return;
	}
	finding = hc_check_report(self, HC_STATUS_FAIL, send, self->property, out,
		"Fqdn is %s, HybridConfiguration's OnPremisesSmartHost is %s",
		*value != '\0' ? value : "empty", shown);
	hc_finding_prove(finding, hc_exchange_origin(hybrid->configuration),
		"OnPremisesSmartHost = %s", shown);
	hc_finding_fill_remedy(finding, hc_exchange_identity(send), wanted);
}

/* Octets of "35 MB (36,700,160 bytes)"; G_MAXINT64 for "Unlimited"; -1 for anything else. */
static gint64
size_bytes(const char *text)
{
	const char *p = text != NULL ? strchr(text, '(') : NULL;
	gint64 size = 0;

	if (hc_text_same(text, "Unlimited"))
		return G_MAXINT64;
	if (p == NULL || !g_ascii_isdigit(p[1]))
		return -1;
	for (p++; g_ascii_isdigit(*p) || *p == ','; p++) {
		if (*p != ',' && (size > G_MAXINT64 / 100))
			return -1;
		if (*p != ',')
			size = size * 10 + g_ascii_digit_value(*p);
	}
	return g_str_has_prefix(p, " bytes)") ? size : -1;
}

/* The organisation's MaxSendSize; 0 if it is not known or has no limit. */
static gint64
organisation_limit(const HcHybrid *hybrid)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_TRANSPORT_CONFIG);
	gint64 limit;

	if (set->objects->len == 0)
		return 0;
	limit = size_bytes(hc_exchange_text(g_ptr_array_index(set->objects, 0), "MaxSendSize"));
	return limit > 0 && limit < G_MAXINT64 ? limit : 0;
}

static void
judge_max_size(
	const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *send, HcFindings *out)
{
	const char *text = hc_exchange_text(send, self->property);
	g_autofree char *value = hc_check_value(text);
	gint64 size = size_bytes(text);

	if (!hc_check_saw_property(self, send, self->property, out))
		return;
	if (size < 0)
		hc_check_report(self, HC_STATUS_UNKNOWN, send, self->property, out,
			"%s could not be read as a size", value);
	else if (size < MAX(DEFAULT_SIZE_BYTES, organisation_limit(hybrid)))
		hc_check_report(self, HC_STATUS_INFO, send, self->property, out,
			"MaxMessageSize is %s: larger mail to cloud mailboxes bounces", value);
	else
		hc_check_report(self, HC_STATUS_PASS, send, self->property, out,
			"MaxMessageSize is %s", value);
}

const HcCheck hc_checks_send[] = {
	{
		.id = "send-disabled",
		.title = "The hybrid Send connector is enabled",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "B3",
		.on = HC_ON_SEND,
		.property = "Enabled",
		.judge_object = hc_judge_true,
		.impact = "Mail for cloud mailboxes takes another connector or none: it arrives as "
			  "external, or waits in an unreachable queue. The wizard does not look at "
			  "Enabled; a rerun leaves it off.",
		.remedy = "Set-SendConnector {identity} -Enabled $true",
		.ndr = "5.7.133; mail for the coexistence domain in an unreachable queue",
		.reference = "HC-CLOUD LOG-A",
	},
	{
		.id = "send-cloudservices-false",
		.title = "The hybrid Send connector keeps the organisation's headers",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "B8",
		.on = HC_ON_SEND,
		.property = "CloudServicesMailEnabled",
		.judge_object = hc_judge_true,
		.impact = "The cross-premises headers are filtered out: mail from on premises is "
			  "external in the cloud, display names are lost, and groups that take "
			  "internal senders only refuse it.",
		.remedy = "Set-SendConnector {identity} -CloudServicesMailEnabled $true",
		.fix = "Microsoft asks to let the wizard set this. With Edge servers, run "
		       "Start-EdgeSynchronization afterwards.",
		.ndr = "header X-CrossPremisesHeadersFilteredBySendConnector; 5.7.133",
		.reference = "KB3212872 HC-EXO HC-CLOUD",
	},
	{
		.id = "send-requiretls-false",
		.title = "The hybrid Send connector requires TLS",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_RERUN_RECOMMENDED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "B6",
		.on = HC_ON_SEND,
		.property = "RequireTLS",
		.judge_object = hc_judge_true,
		.impact =
			"Mail can leave in clear; without TLS there is no client certificate, and "
			"Exchange Online cannot tell whose mail it is.",
		.remedy = "Set-SendConnector {identity} -RequireTLS $true",
		.reference = "HC-CLOUD LOG-A BLOG-ATTR",
	},
	{
		.id = "send-ignorestarttls",
		.title = "The hybrid Send connector uses STARTTLS",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.hop = "B6",
		.on = HC_ON_SEND,
		.property = "IgnoreSTARTTLS",
		.judge_object = hc_judge_false,
		.impact =
			"No session is ever encrypted: mail arrives as external or is refused. The "
			"wizard sets this only when it creates the connector.",
		.remedy = "Set-SendConnector {identity} -IgnoreSTARTTLS $false",
		.ndr = "550 5.7.64 TenantAttribution; Relay Access Denied",
		.reference = "PS-SEND LOG-A",
	},
	{
		.id = "send-tlsauthlevel",
		.title = "The hybrid Send connector checks the name on Exchange Online's "
			 "certificate",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_RERUN_RECOMMENDED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "B6",
		.on = HC_ON_SEND,
		.property = "TlsAuthLevel",
		.wanted = "DomainValidation",
		.judge_object = judge_auth_level,
		.impact = "Mail still flows, but to any host that offers TLS: the other side's "
			  "identity is not checked.",
		.remedy = "Set-SendConnector {identity} -TlsAuthLevel {wanted}",
		.reference = "HC-EXO HC-CLOUD",
	},
	{
		.id = "send-tlsdomain",
		.title = "The hybrid Send connector expects the name Exchange Online presents",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "B6",
		.on = HC_ON_SEND,
		.property = "TlsDomain",
		.judge_object = judge_tls_domain,
		.impact = "Every TLS handshake with Exchange Online fails its name check, and the "
			  "mail "
			  "stays in the queue.",
		.remedy = "Set-SendConnector {identity} -TlsDomain {value}",
		.ndr = "454 4.7.5 Certificate validation failure",
		.reference = "HC-EXO LOG-A",
	},
	{
		.id = "send-tlscertname-empty",
		.title = "The hybrid Send connector knows its certificate",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_RERUN_RECOMMENDED,
		.hcw = HC_HCW_USMC,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "B6",
		.on = HC_ON_SEND,
		.property = "TlsCertificateName",
		.judge_object = judge_certificate_name,
		.impact =
			"Exchange presents some certificate, or none: Exchange Online cannot tell "
			"whose mail it is.",
		.remedy = "$c = Get-ExchangeCertificate -Thumbprint <thumbprint>\n"
			  "Set-SendConnector {identity} -TlsCertificateName "
			  "\"<I>$($c.Issuer)<S>$($c.Subject)\"",
		.reference = "HC-EXO HC-PR2234 KB4052493",
	},
	{
		.id = "send-tlscertname-syntax",
		.title = "The hybrid Send connector names its certificate in a form that can match",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_RERUN_RECOMMENDED,
		.hcw = HC_HCW_USMC,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "B6",
		.on = HC_ON_SEND,
		.property = "TlsCertificateName",
		.judge_object = judge_certificate_syntax,
		.impact = "No certificate is found for the connector, and mail for the cloud stays "
			  "in "
			  "the queue.",
		.remedy = "$c = Get-ExchangeCertificate -Thumbprint <thumbprint>\n"
			  "Set-SendConnector {identity} -TlsCertificateName "
			  "\"<I>$($c.Issuer)<S>$($c.Subject)\"",
		.ndr = "454 4.7.5 The certificate specified in TlsCertificateName of the "
		       "SendConnector could not be found",
		.reference = "HC-CLOUD HC-SRC",
	},
	{
		.id = "send-fqdn-drift",
		.title = "The hybrid Send connector greets with the organisation's FQDN",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_RERUN_RECOMMENDED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "B6",
		.on = HC_ON_SEND,
		.property = "Fqdn",
		.judge_object = judge_fqdn,
		.impact = "The EHLO name does not fit the certificate, and without "
			  "TlsCertificateName "
			  "another certificate may be chosen.",
		.remedy = "Set-SendConnector {identity} -Fqdn {value}",
		.ndr = "5.7.506 Access Denied, Bad HELO",
		.reference = "LOG-A KB3212872",
	},
	{
		.id = "send-domainsecure",
		.title = "The hybrid Send connector does not ask for Domain Security",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.hop = "B6",
		.on = HC_ON_SEND,
		.property = "DomainSecureEnabled",
		.judge_object = hc_judge_false,
		.impact =
			"Mutual TLS by domain list applies to the cloud too and fails for domains "
			"that are not on TLSSendDomainSecureList. The wizard sets this only when "
			"it creates the connector.",
		.remedy = "Set-SendConnector {identity} -DomainSecureEnabled $false",
		.reference = "LOG-A PS-SEND",
	},
	{
		.id = "send-scoped",
		.title = "The hybrid Send connector serves every Active Directory site",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_DERIVED,
		.hop = "B3",
		.on = HC_ON_SEND,
		.property = "IsScopedConnector",
		.judge_object = hc_judge_false,
		.impact =
			"Only servers in the connector's own site reach the cloud through it; mail "
			"from other sites takes another route.",
		.remedy = "Set-SendConnector {identity} -IsScopedConnector $false",
		.reference = "PS-SEND",
	},
	{
		.id = "send-port",
		.title = "The hybrid Send connector sends to port 25",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_DERIVED,
		.hop = "B4",
		.on = HC_ON_SEND,
		.property = "Port",
		.wanted = "25",
		.judge_object = hc_judge_equals,
		.impact = "Exchange Online listens on port 25 only: no connection, and the mail "
			  "stays "
			  "in the queue.",
		.remedy = "Set-SendConnector {identity} -Port {wanted}",
		.ndr = "421 4.4.1 Connection timed out",
		.reference = "LOG-A",
	},
	{
		.id = "send-maxmessagesize",
		.title = "The hybrid Send connector takes mail as large as the organisation does",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_LOW,
		.effect = HC_EFFECT_INFO,
		.confidence = HC_DERIVED,
		.on = HC_ON_SEND,
		.property = "MaxMessageSize",
		.judge_object = judge_max_size,
		.impact = "Large mail to cloud mailboxes bounces although both ends would take it.",
		.remedy = "Set-SendConnector {identity} -MaxMessageSize 35MB",
		.ndr = "5.2.3 or 5.3.4, for large mail only",
		.reference = "LOG-A",
	},
	{ .id = NULL },
};
