/*
 * What the certificates hybrid mail uses are fit for.  Rules 11 to 13 and 27 to 31.  Room: checks.
 */
#include "checks/check.h"

#include "checks/cert-assess.h"
#include "checks/cert-use.h"
#include "checks/saw.h"

static gboolean
is_first_of_its_kind(const HcCertUse *use, guint at)
{
	const HcNamedOn *on = g_ptr_array_index(use->named->servers, at);

	for (guint i = 0; i < at; i++) {
		const HcNamedOn *other = g_ptr_array_index(use->named->servers, i);

		if (other->newest != NULL &&
			hc_text_same(other->newest->thumbprint, on->newest->thumbprint))
			return FALSE;
	}
	return TRUE;
}

/* What the certificate itself says: once per certificate. */
static void
assess_certificates(const HcCheck *self, const HcHybrid *hybrid, const HcCertUse *use,
	HcAssess assess, HcFindings *out)
{
	g_autofree char *subject = hc_cert_use_subject(use);
	guint before = hc_findings_count(out);

	for (guint i = 0; i < use->named->servers->len; i++) {
		const HcNamedOn *on = g_ptr_array_index(use->named->servers, i);
		g_autoptr(GString) text = g_string_new(NULL);
		HcTri good;

		if (on->newest == NULL || !is_first_of_its_kind(use, i))
			continue;
		good = assess(hybrid, on->newest, text);
		hc_cert_report(self, subject, on->newest, good, text->str, out);
	}
	if (hc_findings_count(out) == before)
		hc_cert_report_without(self, use, out);
}

/* What only the server knows of it: once per server.  Twins are the matter of a rule of their own.
 */
static void
assess_servers(const HcCheck *self, const HcHybrid *hybrid, const HcCertUse *use, HcAssess assess,
	HcFindings *out)
{
	g_autofree char *certificate = hc_cert_use_subject(use);
	guint before = hc_findings_count(out);

	for (guint i = 0; i < use->named->servers->len; i++) {
		const HcNamedOn *on = g_ptr_array_index(use->named->servers, i);
		g_autofree char *server = hc_check_value(on->server);
		g_autofree char *subject = g_strdup_printf("%s on %s", certificate, server);
		g_autoptr(GString) text = g_string_new(NULL);
		HcFinding *finding;
		HcTri good;

		if (on->newest == NULL)
			continue;
		good = assess(hybrid, on->newest, text);
		finding = hc_cert_report(self, subject, on->newest, good, text->str, out);
		if (good == HC_TRI_NO && on->n_matches > 1) {
			finding->status = HC_STATUS_INFO;
			hc_finding_follow(finding, "cert-duplicate-newest-unready");
		}
	}
	if (hc_findings_count(out) == before)
		hc_cert_report_without(self, use, out);
}

static void
judge(const HcCheck *self, const HcHybrid *hybrid, HcAssess assess, HcFindings *out)
{
	g_autoptr(GPtrArray) uses = hc_cert_uses_new(hybrid);
	gboolean of_server = assess == hc_cert_assess_private_key || assess == hc_cert_assess_smtp;

	for (guint i = 0; i < uses->len; i++) {
		const HcCertUse *use = g_ptr_array_index(uses, i);

		if (of_server)
			assess_servers(self, hybrid, use, assess, out);
		else
			assess_certificates(self, hybrid, use, assess, out);
	}
	if (uses->len == 0)
		hc_cert_report_none(self, hybrid, out);
}

static void
judge_private_key(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	judge(self, hybrid, hc_cert_assess_private_key, out);
}

static void
judge_smtp(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	judge(self, hybrid, hc_cert_assess_smtp, out);
}

static void
judge_public(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	judge(self, hybrid, hc_cert_assess_public, out);
}

static void
judge_key(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	judge(self, hybrid, hc_cert_assess_key, out);
}

static void
judge_hash(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	judge(self, hybrid, hc_cert_assess_hash, out);
}

static void
judge_key_type(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	judge(self, hybrid, hc_cert_assess_key_type, out);
}

static void
judge_server_auth(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	judge(self, hybrid, hc_cert_assess_server_auth, out);
}

static void
judge_client_auth(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	judge(self, hybrid, hc_cert_assess_client_auth, out);
}

const HcCheck hc_checks_cert_quality[] = {
	{
		.id = "cert-no-private-key",
		.title = "The server has the private key of the certificate",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "A6",
		.judge = judge_private_key,
		.impact = "TLS fails in both directions on this server: it cannot prove that the "
			  "certificate is its own.",
		.fix = "Import the certificate again, from a PFX file that contains the private "
		       "key.",
		.ndr = "TLS negotiation failed with error NoCredentials; 421 4.4.1 Connection "
		       "timed out",
		.reference = "KB4495258",
	},
	{
		.id = "cert-smtp-service-missing",
		.title = "The certificate is enabled for SMTP",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_smtp,
		.impact = "The wizard refuses to run with this certificate.",
		.remedy = "Enable-ExchangeCertificate -Thumbprint {identity} -Services SMTP",
		.fix = "Answer No when asked to overwrite the default SMTP certificate.",
		.ndr = "HCW: The Secure Mail Certificate on server … is not bound to the SMTP "
		       "Service",
		.reference = "KB3058190 KB2989382",
	},
	{
		.id = "cert-not-public-ca",
		.title = "The certificate comes from a public CA",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_FIX_FIRST,
		.hcw = HC_HCW_USMC,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "A7",
		.judge = judge_public,
		.impact = "Exchange Online does not trust it, and the wizard does not offer it.",
		.fix = "Obtain a certificate from a public CA, install it on every server that "
		       "handles hybrid mail and run the wizard for the certificate.",
		.ndr = "454 4.7.0 Failed to establish appropriate TLS channel: UntrustedRoot; 450 "
		       "4.4.317 … UntrustedRoot; 550 5.7.64",
		.reference = "KB2879262 DOC-CERTREQ KB2888788",
	},
	{
		.id = "cert-key-weak",
		.title = "An RSA key has at least 2048 bits",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_FIX_FIRST,
		.hcw = HC_HCW_USMC,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "A7",
		.judge = judge_key,
		.impact = "TLS peers refuse the handshake.",
		.fix = "Reissue the certificate with a key of at least 2048 bits.",
		.unless = "the new certificate keeps issuer and subject",
		.reference = "HC-CERT",
	},
	{
		.id = "cert-hash-weak",
		.title = "The certificate is not signed with SHA-1 or MD5",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_FIX_FIRST,
		.hcw = HC_HCW_USMC,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "A7",
		.judge = judge_hash,
		.impact = "TLS peers do not trust it.",
		.fix = "Reissue the certificate; if issuer or subject change, run the wizard for "
		       "the certificate.",
		.ndr = "450 4.4.317 … UntrustedRoot",
		.unless = "the new certificate keeps issuer and subject",
		.reference = "DOC-CIPHERS HC-CERT",
	},
	{
		.id = "cert-ecdsa",
		.title = "The certificate has an RSA key",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_INFO,
		.confidence = HC_UNCONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_key_type,
		.impact = "The published cipher list of Exchange Online names RSA authentication "
			  "only, and Exchange supports elliptic curves only since April 2024, when "
			  "enabled.",
		.fix = "Prefer an RSA certificate for SMTP.",
		.reference = "DOC-CIPHERS COMM-FRANKY",
	},
	{
		.id = "cert-eku-serverauth-missing",
		.title = "The certificate may be used by servers",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_UNCONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "A7",
		.judge = judge_server_auth,
		.impact = "A TLS peer may refuse the certificate.",
		.fix = "Reissue the certificate with server authentication among its purposes.",
		.reference = "LOG-A",
	},
	{
		.id = "cert-eku-no-clientauth",
		.title = "The certificate may be used by clients",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_LOW,
		.effect = HC_EFFECT_INFO,
		.confidence = HC_UNCONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_client_auth,
		.impact = "No source says that Exchange Online requires it; public CAs stop "
			  "issuing it.",
		.reference = "LOG-A",
	},
	{ .id = NULL },
};
