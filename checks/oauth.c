/* The certificate both sides trust for OAuth.  Rules 161 to 163.  Room: checks. */
#include "checks/check.h"

#include "agent/hcw/dedicated-app.h"
#include "agent/hcw/named.h"
#include "agent/hcw/overwrite.h"
#include "checks/cert-use.h"
#include "checks/saw.h"

#define THUMBPRINT "CurrentCertificateThumbprint"
#define UPDATE_APP ".\\ConfigureExchangeHybridApplication.ps1 -UpdateCertificate"
#define WARN_DAYS 60 /* before the end of the Auth certificate, which lasts five years */

/* Adds the finding and returns FALSE if AuthConfig or its thumbprint is not known. */
static const HcExchangeObject *
auth_config(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_AUTH_CONFIG);
	const HcExchangeObject *object;

	if (!hc_check_saw(self, &set->head, "AuthConfig", out))
		return NULL;
	if (set->objects->len == 0) {
		hc_findings_add(
			out, self, HC_STATUS_NOT_APPLICABLE, NULL, "there is no AuthConfig");
		return NULL;
	}
	object = g_ptr_array_index(set->objects, 0);
	return hc_check_saw_property(self, object, THUMBPRINT, out) ? object : NULL;
}

static const HcCertFacts *
find_cert(const HcEvidence *evidence, const char *thumbprint)
{
	for (guint i = 0; i < hc_evidence_n_certs(evidence); i++) {
		const HcCertFacts *cert = hc_evidence_cert(evidence, i);

		if (hc_text_same(cert->thumbprint, thumbprint))
			return cert;
	}
	return NULL;
}

/* TRUE if the certificates of a whole server were exported: then an absent one is not there. */
static gboolean
knows_a_server(const HcEvidence *evidence)
{
	const HcExchangeSet *set =
		hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_CERTIFICATE);

	for (guint i = 0; i < set->answers->len; i++) {
		const HcAnswer *answer = g_ptr_array_index(set->answers, i);

		if (answer->narrow == NULL && hc_fact_is_answered(&answer->head))
			return TRUE;
	}
	return FALSE;
}

/* The Auth certificate; NULL, with the finding added, if it is not there or not known. */
static const HcCertFacts *
auth_cert(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *config,
	HcStatus absent, HcFindings *out)
{
	const char *thumbprint = hc_exchange_text(config, THUMBPRINT);
	const HcCertFacts *cert = find_cert(hybrid->evidence, thumbprint);

	if (*thumbprint == '\0')
		hc_check_report(
			self, absent, config, THUMBPRINT, out, "AuthConfig names no certificate");
	else if (cert != NULL && cert->head.status == HC_FACT_COLLECTED)
		return cert;
	else if (cert == NULL && knows_a_server(hybrid->evidence))
		hc_check_report(self, absent, config, THUMBPRINT, out,
			"the certificate AuthConfig names is on none of the exported servers");
	else
		hc_check_report(self, HC_STATUS_UNKNOWN, config, THUMBPRINT, out,
			"the certificate AuthConfig names was not exported");
	return NULL;
}

static HcFinding *
report(const HcCheck *self, HcStatus status, const HcExchangeObject *config,
	const HcCertFacts *cert, const char *what, HcFindings *out)
{
	g_autofree char *date = hc_when_format_date(cert->not_after);
	HcFinding *finding = hc_check_report(
		self, status, config, THUMBPRINT, out, "the Auth certificate %s %s", what, date);

	hc_cert_prove(finding, cert);
	return finding;
}

static void
judge_expired(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeObject *config = auth_config(self, hybrid, out);
	const HcCertFacts *cert =
		config != NULL ? auth_cert(self, hybrid, config, HC_STATUS_FAIL, out) : NULL;

	if (cert == NULL)
		return;
	if (hc_evidence_as_of(hybrid->evidence) <= cert->not_after)
		report(self, HC_STATUS_PASS, config, cert, "is valid until", out);
	else
		report(self, HC_STATUS_FAIL, config, cert, "expired on", out)->since =
			cert->not_after;
}

static void
judge_expiring(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeObject *config = auth_config(self, hybrid, out);
	const HcCertFacts *cert =
		config != NULL ? auth_cert(self, hybrid, config, HC_STATUS_NOT_APPLICABLE, out)
			       : NULL;
	HcTime left;

	if (cert == NULL)
		return;
	left = cert->not_after - hc_evidence_as_of(hybrid->evidence);
	if (left < 0)
		report(self, HC_STATUS_NOT_APPLICABLE, config, cert, "expired on", out);
	else if (left <= WARN_DAYS * HC_TIME_DAY)
		report(self, HC_STATUS_FAIL, config, cert, "expires on", out);
	else
		report(self, HC_STATUS_PASS, config, cert, "is valid until", out);
}

static void
report_changed(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *config,
	const HcCertFacts *cert, HcFindings *out)
{
	g_autofree char *date = hc_when_format_date(cert->not_before);
	HcFinding *finding = hc_check_report(self, HC_STATUS_FAIL, config, THUMBPRINT, out,
		"the Auth certificate is of %s, newer than the last run of the wizard", date);

	hc_cert_prove(finding, cert);
	finding->since = cert->not_before;
	/* The app has its own copy of the certificate, which a script updates. */
	if (hc_app_is_in_use(hybrid->evidence) == HC_TRI_YES) {
		finding->effect = HC_EFFECT_MANUAL_FIX;
		hc_finding_repair(finding, UPDATE_APP, NULL, NULL);
	}
}

static void
judge_changed(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeObject *config = auth_config(self, hybrid, out);
	const HcCertFacts *cert =
		config != NULL ? auth_cert(self, hybrid, config, HC_STATUS_NOT_APPLICABLE, out)
			       : NULL;
	HcTime end = hc_overwrite_last_run_end(hybrid->evidence);

	if (cert == NULL)
		return;
	if (end == HC_TIME_NONE)
		hc_check_report(self, HC_STATUS_UNKNOWN, config, THUMBPRINT, out,
			"when the wizard ran last is not known");
	else if (cert->not_before > end)
		report_changed(self, hybrid, config, cert, out);
	else
		hc_check_report(self, HC_STATUS_PASS, config, THUMBPRINT, out,
			"the wizard has run since this certificate was made");
}

const HcCheck hc_checks_oauth[] = {
	{
		.id = "auth-cert-expired",
		.title = "The Auth certificate is there and valid",
		.class = HC_CLASS_OAUTH,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_FIX_FIRST,
		.hcw = HC_HCW_OAUTH,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_expired,
		.impact = "Free/busy, MailTips and archive access between both sides fail, and so "
			  "may OWA and ECP. Mail is not affected.",
		.fix = "Make a new Auth certificate and publish it with Set-AuthConfig; then run "
		       "the wizard for OAuth.",
		.reference = "KB-OAUTHEXP HC-AUTH",
	},
	{
		.id = "auth-cert-expiring",
		.title = "The Auth certificate does not expire soon",
		.class = HC_CLASS_OAUTH,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_expiring,
		.impact = "Free/busy, MailTips and archive access fail from that date on.",
		.fix = "Stage the next one with Set-AuthConfig -NewCertificateThumbprint and "
		       "-NewCertificateEffectiveDate, or let MonitorExchangeAuthCertificate do it; "
		       "run the wizard for OAuth after the switch.",
		.reference = "HC-AUTH CSS-MONAUTH",
	},
	{
		.id = "auth-cert-changed-since-hcw",
		.title = "The wizard has run since the Auth certificate was made",
		.class = HC_CLASS_OAUTH,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_OAUTH,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_changed,
		.impact = "Exchange Online does not know the new key: free/busy, MailTips and "
			  "archive access fail. Mail is not affected.",
		.fix = "Run the wizard for OAuth; with a dedicated hybrid app run "
		       "ConfigureExchangeHybridApplication.ps1 -UpdateCertificate instead.",
		.reference = "HC-AUTH BLOG-SU",
	},
	{ .id = NULL },
};
