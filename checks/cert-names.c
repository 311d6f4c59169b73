/* Names on the certificate against what both sides compare.  Rules 20 to 23, 32, 36.  Room: checks.
 */
#include "checks/check.h"

#include "certs/match.h"
#include "checks/cert-use.h"
#include "checks/saw.h"

#define SENDER_NAME "TlsSenderCertificateName"

/* The certificate the Send connector names, else the one HybridConfiguration names; or NULL. */
static const HcCertUse *
sending_use(const GPtrArray *uses, const HcHybrid *hybrid)
{
	const HcExchangeObject *const objects[] = { hybrid->send, hybrid->configuration };

	for (guint i = 0; i < G_N_ELEMENTS(objects); i++) {
		const HcCertUse *use =
			objects[i] != NULL ? hc_cert_use_find(uses, hc_exchange_text(objects[i],
									    "TlsCertificateName"))
					   : NULL;

		if (use != NULL)
			return use;
	}
	return NULL;
}

static const char *const *
accepted_domains(const HcHybrid *hybrid)
{
	return (const char *const *)hybrid->tenant_domains;
}

/* FALSE, with the finding added, if the tenant's accepted domains are not known. */
static gboolean
saw_accepted(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_TENANT, HC_KIND_ACCEPTED_DOMAIN);

	if (hybrid->tenant_domains != NULL)
		return TRUE;
	if (hc_check_saw(self, &set->head, "accepted domains of the tenant", out))
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, NULL,
			"the tenant's accepted domains have no readable name");
	return FALSE;
}

/* HCW would derive a TlsSenderCertificateName from this CN that attributes no mail. */
static gboolean
is_foreign(const HcHybrid *hybrid, const HcCertUse *use)
{
	return use != NULL && use->named->cn != NULL && hybrid->tenant_domains != NULL &&
	       !hc_match_is_attributable(use->named->cn, accepted_domains(hybrid));
}

static void
report_foreign(const HcCheck *self, const HcHybrid *hybrid, const HcCertUse *use, HcFindings *out)
{
	const HcCertFacts *sample = use->named->sample;
	gboolean is_saved =
		sample != NULL && hc_match_cert_is_attributable(sample, accepted_domains(hybrid));
	g_autofree char *subject = hc_cert_use_subject(use);
	g_autofree char *cn = hc_check_value(use->named->cn);
	g_autofree char *domains = hc_text_join(accepted_domains(hybrid));
	g_autofree char *shown = hc_check_value(domains);
	HcFinding *finding = hc_findings_add(out, self, HC_STATUS_FAIL, subject,
		"neither %s nor its parent domain is an accepted domain of the tenant%s", cn,
		is_saved ? "; another name on the certificate is" : "");

	if (is_saved)
		finding->severity = HC_SEVERITY_MEDIUM;
	hc_finding_prove(finding, NULL, "accepted in Exchange Online: %s", shown);
	if (sample != NULL)
		hc_cert_prove(finding, sample);
}

static void
judge_cn(const HcCheck *self, const HcHybrid *hybrid, const HcCertUse *use, HcFindings *out)
{
	g_autofree char *subject = hc_cert_use_subject(use);
	g_autofree char *cn = hc_check_value(use->named->cn);

	if (use->named->cn == NULL)
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, subject,
			"the certificate has no CN from which the wizard could derive the names in "
			"Exchange Online");
	else if (is_foreign(hybrid, use))
		report_foreign(self, hybrid, use, out);
	else
		hc_findings_add(out, self, HC_STATUS_PASS, subject,
			"%s or its parent domain is an accepted domain of the tenant", cn);
}

/*
 * The certificate whose CN the wizard would start from.  A name that no server holds is no
 * certificate: the name-not-found rules speak of it, and HybridConfiguration's is judged instead.
 */
static const HcCertUse *
derived_use(const GPtrArray *uses, const HcHybrid *hybrid)
{
	const HcCertUse *sending = sending_use(uses, hybrid);
	const HcCertUse *configured =
		hybrid->configuration != NULL
			? hc_cert_use_find(uses,
				  hc_exchange_text(hybrid->configuration, "TlsCertificateName"))
			: NULL;
	gboolean is_absent =
		sending != NULL && sending->named->sample == NULL && !sending->named->any_unknown;

	return is_absent && configured != NULL ? configured : sending;
}

static void
judge_cn_parent(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	g_autoptr(GPtrArray) uses = hc_cert_uses_new(hybrid);
	const HcCertUse *use = derived_use(uses, hybrid);

	if (!saw_accepted(self, hybrid, out))
		return;
	if (use != NULL)
		judge_cn(self, hybrid, use, out);
	else
		hc_cert_report_none(self, hybrid, out);
}

/* FALSE, with the finding added, if the InboundConnector names no certificate. */
static gboolean
has_sender_name(const HcCheck *self, const HcExchangeObject *inbound, HcFindings *out)
{
	if (!hc_check_saw_property(self, inbound, SENDER_NAME, out))
		return FALSE;
	if (!hc_exchange_is_empty(inbound, SENDER_NAME))
		return TRUE;
	hc_check_report(self, HC_STATUS_NOT_APPLICABLE, inbound, SENDER_NAME, out,
		"the InboundConnector names no certificate");
	return FALSE;
}

/* Servers whose certificate of that name does not carry @name; "" if there is none. */
static char *
servers_without(const HcCertUse *use, const char *name)
{
	GString *list = g_string_new(NULL);

	for (guint i = 0; i < use->named->servers->len; i++) {
		const HcNamedOn *on = g_ptr_array_index(use->named->servers, i);
		g_autofree char *server = hc_check_value(on->server);

		if (on->newest != NULL && !hc_match_cert_covers(on->newest, name))
			g_string_append_printf(list, "%s%s", list->len > 0 ? ", " : "", server);
	}
	return g_string_free(list, FALSE);
}

static void
report_mismatch(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *inbound,
	const HcCertUse *use, HcFindings *out)
{
	g_autofree char *name = hc_check_value(hc_exchange_text(inbound, SENDER_NAME));
	g_autofree char *certificate = hc_cert_use_subject(use);
	g_autofree char *derived =
		hc_match_derive_sender_name(use->named->cn, accepted_domains(hybrid));
	HcFinding *finding = hc_check_report(self, HC_STATUS_FAIL, inbound, SENDER_NAME, out,
		"%s, which the Send connector presents, does not carry %s", certificate, name);

	hc_cert_use_prove(use, finding);
	hc_finding_fill_remedy(finding, hc_exchange_identity(inbound), derived);
}

/* The names of a certificate that was not seen are known as far as its subject tells. */
static void
judge_unseen_names(
	const HcCheck *self, const HcExchangeObject *inbound, const HcCertUse *use, HcFindings *out)
{
	const char *name = hc_exchange_text(inbound, SENDER_NAME);
	g_autofree char *unknown = hc_cert_use_unknown_on(use);

	if (use->named->cn != NULL && hc_text_same(use->named->cn, name))
		hc_check_report(self, HC_STATUS_PASS, inbound, SENDER_NAME, out,
			"it is the CN the Send connector names");
	else if (*unknown != '\0' || use->named->servers->len == 0)
		hc_check_report(self, HC_STATUS_UNKNOWN, inbound, SENDER_NAME, out,
			"the certificate the Send connector names was not exported");
	else
		hc_check_report(self, HC_STATUS_NOT_APPLICABLE, inbound, SENDER_NAME, out,
			"no server holds the certificate the Send connector names");
}

static void
judge_presented(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *inbound,
	HcFindings *out)
{
	g_autoptr(GPtrArray) uses = hc_cert_uses_new(hybrid);
	const HcCertUse *use = sending_use(uses, hybrid);
	g_autofree char *without = NULL;

	if (!has_sender_name(self, inbound, out))
		return;
	if (use == NULL) {
		hc_cert_report_none(self, hybrid, out);
		return;
	}
	without = servers_without(use, hc_exchange_text(inbound, SENDER_NAME));
	if (*without != '\0')
		report_mismatch(self, hybrid, inbound, use, out);
	else if (use->named->sample == NULL)
		judge_unseen_names(self, inbound, use, out);
	else
		hc_check_report(self, HC_STATUS_PASS, inbound, SENDER_NAME, out,
			"the certificate the Send connector presents carries it");
}

/*
 * The rule that names the cause when a sender name is not accepted: the certificate's own CN, or a
 * value that is not the certificate's, which a rerun rewrites to an accepted one.  NULL: the name
 * itself.
 */
static const char *
cause_of_unaccepted(const HcHybrid *hybrid, const char *name)
{
	g_autoptr(GPtrArray) uses = hc_cert_uses_new(hybrid);
	const HcCertUse *use = sending_use(uses, hybrid);
	g_autofree char *without = NULL;

	if (is_foreign(hybrid, derived_use(uses, hybrid)))
		return "cert-cn-parent-not-accepted";
	if (use == NULL || use->named->cn == NULL)
		return NULL;
	without = servers_without(use, name);
	return *without != '\0' ? "cert-tlssendername-vs-cert" : NULL;
}

static void
judge_sender_name(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *inbound,
	HcFindings *out)
{
	const char *name = hc_exchange_text(inbound, SENDER_NAME);
	g_autofree char *shown = hc_check_value(name);
	const char *cause = NULL;
	HcFinding *finding;

	if (!has_sender_name(self, inbound, out) || !saw_accepted(self, hybrid, out))
		return;
	if (hc_match_sender_name_is_accepted(name, accepted_domains(hybrid))) {
		hc_check_report(self, HC_STATUS_PASS, inbound, SENDER_NAME, out,
			"the domain of %s is accepted in the tenant", shown);
		return;
	}
	cause = cause_of_unaccepted(hybrid, name);
	finding = hc_check_report(self, cause != NULL ? HC_STATUS_INFO : HC_STATUS_FAIL, inbound,
		SENDER_NAME, out, "neither %s nor its parent is an accepted domain of the tenant",
		shown);
	if (cause != NULL)
		hc_finding_follow(finding, cause);
}

static void
judge_literal(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *inbound,
	HcFindings *out)
{
	const char *name = hc_exchange_text(inbound, SENDER_NAME);
	g_autofree char *shown = hc_check_value(name);
	g_autofree char *wildcard = NULL;
	HcFinding *finding;

	if (!has_sender_name(self, inbound, out) || !saw_accepted(self, hybrid, out))
		return;
	if (!hc_match_sender_name_is_accepted(name, accepted_domains(hybrid))) {
		hc_check_report(self, HC_STATUS_NOT_APPLICABLE, inbound, SENDER_NAME, out,
			"neither %s nor its parent is accepted", shown);
		return;
	}
	wildcard = hc_match_derive_sender_name(name, accepted_domains(hybrid));
	if (g_str_has_prefix(name, "*.") || hc_text_same(wildcard, name)) {
		hc_check_report(self, HC_STATUS_PASS, inbound, SENDER_NAME, out,
			"%s is what the wizard would write", shown);
		return;
	}
	finding = hc_check_report(self, HC_STATUS_FAIL, inbound, SENDER_NAME, out,
		"%s is a host name that is not accepted while its parent domain is", shown);
	hc_finding_fill_remedy(finding, hc_exchange_identity(inbound), wildcard);
}

static void
judge_length(const HcCheck *self, G_GNUC_UNUSED const HcHybrid *hybrid, const HcCertUse *use,
	HcFindings *out)
{
	g_autofree char *subject = hc_cert_use_subject(use);
	glong length = g_utf8_strlen(use->named->identifier, -1);

	if (length <= HC_NAMED_EDGE_CHARS)
		hc_findings_add(out, self, HC_STATUS_PASS, subject,
			"its name <I>…<S>… has %ld characters", length);
	else
		hc_findings_add(out, self, HC_STATUS_FAIL, subject,
			"the name <I>…<S>… of the certificate has %ld characters; an Edge server "
			"stores %d",
			length, HC_NAMED_EDGE_CHARS);
}

static void
judge_edge_length(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	if (hc_check_saw_edge(self, hybrid, out))
		hc_cert_judge_uses(self, hybrid, judge_length, out);
}

static void
judge_smart_host(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *object,
	HcFindings *out)
{
	const char *host = hc_exchange_text(object, "OnPremisesSmartHost");
	g_autoptr(GPtrArray) uses = hc_cert_uses_new(hybrid);
	const HcCertUse *use = sending_use(uses, hybrid);
	g_autofree char *shown = hc_check_value(host);

	if (!hc_check_saw_property(self, object, "OnPremisesSmartHost", out))
		return;
	if (*shown == '\0')
		hc_check_report(self, HC_STATUS_NOT_APPLICABLE, object, "OnPremisesSmartHost", out,
			"HybridConfiguration names no smart host");
	else if (use == NULL)
		hc_cert_report_none(self, hybrid, out);
	else if (use->named->sample == NULL && use->named->any_unknown)
		hc_check_report(self, HC_STATUS_UNKNOWN, object, "OnPremisesSmartHost", out,
			"the certificate hybrid mail uses is not known");
	else if (use->named->sample == NULL)
		hc_check_report(self, HC_STATUS_NOT_APPLICABLE, object, "OnPremisesSmartHost", out,
			"no server holds the certificate hybrid mail names");
	else if (hc_match_cert_covers(use->named->sample, host))
		hc_check_report(self, HC_STATUS_PASS, object, "OnPremisesSmartHost", out,
			"%s is on the certificate", shown);
	else
		hc_cert_prove(hc_check_report(self, HC_STATUS_FAIL, object, "OnPremisesSmartHost",
				      out, "%s is not on the certificate hybrid mail uses", shown),
			use->named->sample);
}

const HcCheck hc_checks_cert_names[] = {
	{
		.id = "cert-cn-parent-not-accepted",
		.title = "The certificate's CN, or its parent domain, is accepted in the tenant",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_FIX_FIRST,
		.hcw = HC_HCW_USMC,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.who = HC_WHO_YOU,
		.hop = "B7",
		.judge = judge_cn_parent,
		.impact =
			"Exchange Online cannot attribute mail by this certificate: messages with "
			"an empty sender (NDRs), automatic forwards and mail from domains that are "
			"not registered bounce.",
		.fix = "Add the domain of the CN to Microsoft 365 and verify it, or reissue the "
		       "certificate with a name under an accepted domain; then run the wizard for "
		       "the certificate so that the InboundConnector is rewritten.",
		.ndr = "HCW8103; 550 5.7.64 Relay Access Denied ATTR36",
		.reference = "KB4019940 LOG-A KB-OFFICE365NOTICE",
	},
	{
		.id = "cert-tlssendername-vs-cert",
		.title = "The certificate the Send connector presents carries "
			 "TlsSenderCertificateName",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_USMC,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.who = HC_WHO_YOU,
		.hop = "B7",
		.on = HC_ON_INBOUND,
		.property = SENDER_NAME,
		.judge_object = judge_presented,
		.impact = "Exchange Online does not recognise the organisation's servers: mail "
			  "arrives as external, relayed mail bounces.",
		.remedy = "Set-InboundConnector {identity} -TlsSenderCertificateName {value}",
		.ndr = "550 5.7.64 TenantAttribution; Relay Access Denied SMTP; 550 5.7.51",
		.reference = "NDR-564 BLOG-TLSCERT BLOG-ATTR",
	},
	{
		.id = "cert-tlssendername-not-accepted",
		.title = "The domain of TlsSenderCertificateName is accepted in the tenant",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_FIX_FIRST,
		.hcw = HC_HCW_USMC,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.who = HC_WHO_YOU,
		.hop = "B7",
		.on = HC_ON_INBOUND,
		.property = SENDER_NAME,
		.judge_object = judge_sender_name,
		.impact = "Mail is attributed only when its sender's domain is accepted; NDRs, "
			  "forwards and other senders bounce.",
		.fix = "Add the domain to Microsoft 365 and verify it, or use a certificate whose "
		       "name is under an accepted domain; then run the wizard for the certificate.",
		.ndr = "550 5.7.64 ATTR36; 550 5.7.51",
		.reference = "BLOG-ATTR BLOG-3KEYS MC1226222 BLOG-TLSCERT",
	},
	{
		.id = "cert-tlssendername-host-literal",
		.title = "TlsSenderCertificateName is the value the wizard would write",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_USMC,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.who = HC_WHO_YOU,
		.hop = "B7",
		.on = HC_ON_INBOUND,
		.property = SENDER_NAME,
		.judge_object = judge_literal,
		.impact =
			"The host name itself is not accepted in the tenant, so forwards, NDRs and "
			"foreign senders bounce.",
		.remedy = "Set-InboundConnector {identity} -TlsSenderCertificateName {value}",
		.ndr = "550 5.7.64 ATTR36; 550 5.7.51",
		.reference = "KB-OFFICE365NOTICE BLOG-TLSCERT",
	},
	{
		.id = "cert-name-over-256-with-edge",
		.title = "The certificate's name fits into the Edge servers' directory",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_FIX_FIRST,
		.hcw = HC_HCW_USMC,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_edge_length,
		.impact = "EdgeSync ends as Incomplete and mail arrives as external.",
		.fix = "Raise rangeUpper of ms-Exch-Smtp-TLS-Certificate in the AD LDS of every "
		       "Edge server to 1024, or use a certificate with a shorter name and run the "
		       "wizard for the certificate.",
		.ndr = "Start-EdgeSynchronization: Incomplete",
		.reference = "KB4052493",
	},
	{
		.id = "cert-orgfqdn-not-on-cert",
		.title = "The organisation's FQDN is on the certificate hybrid mail uses",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_FIX_FIRST,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.on = HC_ON_HYBRID_CONFIGURATION,
		.property = "OnPremisesSmartHost",
		.judge_object = judge_smart_host,
		.impact = "The wizard stops; the connector would present a certificate without the "
			  "name it announces.",
		.fix = "Reissue the certificate with this name, or give another name on the "
		       "wizard's Organization FQDN page.",
		.ndr = "RequiredTls flag should be set to true if TlsCertificateName is specified",
		.reference = "KB3062283",
	},
	{ .id = NULL },
};
