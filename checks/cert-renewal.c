/* Validity and renewal of the certificates hybrid mail uses.  Rules 4 to 7.  Room: checks. */
#include "checks/check.h"

#include "certs/dn.h"
#include "certs/renewal.h"
#include "checks/cert-assess.h"
#include "checks/cert-use.h"
#include "checks/saw.h"

static gboolean
is_valid_on(const HcHybrid *hybrid, const HcNamedOn *on)
{
	return hc_named_is_valid_at(on->newest, hc_evidence_as_of(hybrid->evidence));
}

/* The certificate in use that ends first; NULL if none is known. */
static const HcCertFacts *
first_to_end(const HcCertUse *use)
{
	const HcCertFacts *first = NULL;

	for (guint i = 0; i < use->named->servers->len; i++) {
		const HcNamedOn *on = g_ptr_array_index(use->named->servers, i);

		if (on->newest != NULL &&
			(first == NULL || on->newest->not_after < first->not_after))
			first = on->newest;
	}
	return first;
}

/* A certificate in use that is not valid at the time of judging; NULL if all known are. */
static const HcCertFacts *
find_invalid(const HcHybrid *hybrid, const HcCertUse *use)
{
	for (guint i = 0; i < use->named->servers->len; i++) {
		const HcNamedOn *on = g_ptr_array_index(use->named->servers, i);

		if (on->newest != NULL && !is_valid_on(hybrid, on))
			return on->newest;
	}
	return NULL;
}

/* FALSE, with the finding added, if there is no certificate whose dates could be judged. */
static gboolean
saw_certificate(const HcCheck *self, const HcCertUse *use, HcFindings *out)
{
	g_autofree char *subject = NULL;
	g_autofree char *unknown = NULL;

	if (first_to_end(use) != NULL)
		return TRUE;
	subject = hc_cert_use_subject(use);
	unknown = hc_cert_use_unknown_on(use);
	if (*unknown != '\0' || use->named->servers->len == 0)
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, subject,
			"the certificates of %s were not exported",
			*unknown != '\0' ? unknown : "the servers");
	else
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, subject,
			"no server holds this certificate");
	return FALSE;
}

/* Servers that were not seen leave a good answer open. */
static HcFinding *
report_good(const HcCheck *self, const HcCertUse *use, HcFindings *out, const char *summary)
{
	g_autofree char *subject = hc_cert_use_subject(use);
	g_autofree char *unknown = hc_cert_use_unknown_on(use);

	if (*unknown == '\0')
		return hc_findings_add(out, self, HC_STATUS_PASS, subject, "%s", summary);
	return hc_findings_add(out, self, HC_STATUS_UNKNOWN, subject,
		"%s where it was seen; the certificates of %s were not exported", summary, unknown);
}

/* "; the certificate with thumbprint … stands ready", or what is there instead. */
static char *
describe_successor(const HcHybrid *hybrid, const HcCertUse *use)
{
	const HcNamed *named = use->named;

	if (named->replacement != NULL)
		return g_strdup_printf("; the certificate with thumbprint %s stands ready",
			named->replacement->thumbprint);
	if (named->sample != NULL &&
		hc_named_is_valid_at(named->sample, hc_evidence_as_of(hybrid->evidence)))
		return g_strdup_printf("; its renewal with thumbprint %s is not on every server",
			named->sample->thumbprint);
	if (named->candidate != NULL)
		return g_strdup_printf("; the certificate with thumbprint %s could replace it but "
				       "is not on every server",
			named->candidate->thumbprint);
	return g_strdup("; no valid replacement is on all servers");
}

static void
report_invalid(const HcCheck *self, const HcHybrid *hybrid, const HcCertUse *use,
	const HcCertFacts *cert, HcFindings *out)
{
	const HcCertFacts *replacement = use->named->replacement;
	gboolean is_early = cert->not_before > hc_evidence_as_of(hybrid->evidence);
	HcStatus status = replacement != NULL ? HC_STATUS_INFO : HC_STATUS_FAIL;
	g_autofree char *subject = hc_cert_use_subject(use);
	g_autofree char *date = hc_when_format_date(is_early ? cert->not_before : cert->not_after);
	g_autofree char *ready = describe_successor(hybrid, use);
	g_autofree char *name = hc_cert_use_name(use);
	HcFinding *finding = hc_findings_add(out, self, status, subject, "%s %s %s%s", name,
		is_early ? "is not valid before" : "expired on", date, ready);

	hc_cert_use_prove(use, finding);
	finding->since = is_early ? HC_TIME_NONE : cert->not_after;
	if (replacement != NULL)
		hc_finding_follow(finding, "cert-renewed-issuer-or-subject-changed");
}

static void
judge_validity(const HcCheck *self, const HcHybrid *hybrid, const HcCertUse *use, HcFindings *out)
{
	const HcCertFacts *invalid = find_invalid(hybrid, use);

	if (!saw_certificate(self, use, out))
		return;
	if (invalid != NULL)
		report_invalid(self, hybrid, use, invalid, out);
	else
		hc_cert_use_prove(use, report_good(self, use, out, "it is valid"));
}

static void
judge_expired(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_cert_judge_uses(self, hybrid, judge_validity, out);
}

static void
report_expiring(const HcCheck *self, const HcCertUse *use, const HcCertFacts *cert,
	HcSeverity severity, HcFindings *out)
{
	gboolean is_replaced = use->named->replacement != NULL;
	HcStatus status = is_replaced ? HC_STATUS_INFO : HC_STATUS_FAIL;
	g_autofree char *subject = hc_cert_use_subject(use);
	g_autofree char *date = hc_when_format_date(cert->not_after);
	g_autofree char *name = hc_cert_use_name(use);
	HcFinding *finding =
		hc_findings_add(out, self, status, subject, "%s expires on %s", name, date);

	finding->severity = severity;
	hc_cert_use_prove(use, finding);
	if (is_replaced)
		hc_finding_follow(finding, "cert-renewed-issuer-or-subject-changed");
}

static void
judge_end(const HcCheck *self, const HcHybrid *hybrid, const HcCertUse *use, HcFindings *out)
{
	const HcCertFacts *first = first_to_end(use);
	g_autofree char *subject = hc_cert_use_subject(use);
	HcSeverity severity;

	if (!saw_certificate(self, use, out))
		return;
	if (find_invalid(hybrid, use) != NULL) {
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, subject,
			"it is not valid any more, or not yet");
		return;
	}
	severity = hc_cert_urgency(first, hc_evidence_as_of(hybrid->evidence));
	if (severity != HC_SEVERITY_INFO) {
		report_expiring(self, use, first, severity, out);
	} else {
		g_autofree char *date = hc_when_format_date(first->not_after);
		g_autofree char *text = g_strdup_printf("it is valid until %s", date);

		report_good(self, use, out, text);
	}
}

static void
judge_expiring(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_cert_judge_uses(self, hybrid, judge_end, out);
}

/* Servers that hold an older certificate than the newest of that name; joined, "" if none. */
static char *
servers_behind(const HcCertUse *use)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < use->named->servers->len; i++) {
		const HcNamedOn *on = g_ptr_array_index(use->named->servers, i);
		g_autofree char *server = hc_check_value(on->server);

		if (on->newest != NULL && on->newest->not_before < use->named->sample->not_before)
			g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "", server);
	}
	return g_string_free(text, FALSE);
}

static void
judge_twins(const HcCheck *self, G_GNUC_UNUSED const HcHybrid *hybrid, const HcCertUse *use,
	HcFindings *out)
{
	g_autofree char *subject = hc_cert_use_subject(use);
	g_autofree char *behind = servers_behind(use);
	HcFinding *finding = NULL;

	if (!saw_certificate(self, use, out))
		return;
	for (guint i = 0; i < use->named->servers->len; i++) {
		const HcNamedOn *on = g_ptr_array_index(use->named->servers, i);

		if (on->n_matches < 2)
			continue;
		if (finding == NULL)
			finding = hc_findings_add(out, self, HC_STATUS_INFO, subject,
				"renewed with the same issuer and subject: Exchange takes the "
				"newest, no rerun is needed%s%s",
				*behind != '\0' ? "; still to be imported on " : "", behind);
		hc_cert_prove(finding, on->newest);
	}
	if (finding == NULL)
		report_good(self, use, out, "one certificate has this name");
}

static void
judge_same_name(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_cert_judge_uses(self, hybrid, judge_twins, out);
}

/* What the change of certificate breaks besides the names on premises. */
static char *
describe_change(const HcHybrid *hybrid, const HcCertUse *use)
{
	const char *sender = hybrid->inbound != NULL
				     ? hc_exchange_text(hybrid->inbound, "TlsSenderCertificateName")
				     : NULL;
	const char *domain =
		hybrid->outbound != NULL ? hc_exchange_text(hybrid->outbound, "TlsDomain") : NULL;
	HcRenewal change;

	if (use->named->sample == NULL)
		return g_strdup("issuer or subject differ");
	change = hc_renewal_compare(use->named->sample, use->named->replacement, sender, domain);
	if (change.tls_sender_name_fits == HC_TRI_NO)
		return g_strdup("it does not carry TlsSenderCertificateName either");
	if (change.tls_domain_fits == HC_TRI_NO)
		return g_strdup("it does not carry TlsDomain either");
	if (change.issuer_changed && change.subject_changed)
		return g_strdup("issuer and subject differ");
	return g_strdup(change.issuer_changed ? "the issuer differs" : "the subject differs");
}

/* What is wrong with the old one, in words: "expired on 2026-11-18". */
static char *
state_of_old(const HcHybrid *hybrid, const HcCertUse *use, gboolean is_missing)
{
	const HcCertFacts *invalid = find_invalid(hybrid, use);
	const HcCertFacts *first = first_to_end(use);
	g_autofree char *date = NULL;

	if (is_missing || first == NULL)
		return g_strdup("is missing");
	date = hc_when_format_date(invalid != NULL ? invalid->not_after : first->not_after);
	return g_strdup_printf(invalid != NULL ? "expired on %s" : "is valid until %s", date);
}

/* Mail has stopped where the old one has expired. */
static void
date_renewed(HcFinding *finding, const HcHybrid *hybrid, const HcCertUse *use)
{
	const HcCertFacts *invalid = find_invalid(hybrid, use);

	if (invalid == NULL)
		return;
	finding->since = invalid->not_after;
	finding->severity = finding->check->worst;
}

static void
report_renewed(const HcCheck *self, const HcHybrid *hybrid, const HcCertUse *use,
	gboolean is_missing, HcFindings *out)
{
	const HcCertFacts *replacement = use->named->replacement;
	gboolean follows = is_missing && use->finder != NULL;
	HcStatus status = follows ? HC_STATUS_INFO : HC_STATUS_FAIL;
	g_autofree char *subject = hc_cert_use_subject(use);
	g_autofree char *name = hc_cert_use_name(use);
	g_autofree char *state = state_of_old(hybrid, use, is_missing);
	g_autofree char *change = describe_change(hybrid, use);
	g_autofree char *issuer = hc_dn_get(replacement->issuer, "CN");
	g_autofree char *by = hc_check_value(issuer != NULL ? issuer : replacement->issuer);
	HcFinding *finding = hc_findings_add(out, self, status, subject,
		"%s %s; its successor from \"%s\" is installed (%s), but the %s still names the "
		"old one",
		name, state, by, change, use->named_by);

	date_renewed(finding, hybrid, use);
	hc_cert_prove(finding, replacement);
	hc_cert_use_prove(use, finding);
	hc_finding_fill_remedy(finding,
		hybrid->send != NULL ? hc_exchange_identity(hybrid->send) : NULL,
		replacement->thumbprint);
	/* The command is for the Send connector; where that is right already the words must do. */
	if (hc_text_same(use->named_by, "Receive connector"))
		g_ptr_array_set_size(finding->commands, 0);
	if (follows)
		hc_finding_follow(finding, use->finder);
}

/* While the old one still works only a newer one that serves SMTP is meant to replace it. */
static HcTri
is_meant(const HcCertUse *use)
{
	const HcCertFacts *replacement = use->named->replacement;
	g_auto(GStrv) services = hc_text_split(replacement->services, ",");

	if (use->named->sample != NULL && replacement->not_before <= use->named->sample->not_before)
		return HC_TRI_NO;
	if (replacement->services == NULL)
		return HC_TRI_UNKNOWN;
	return hc_text_in((const char *const *)services, "SMTP") ? HC_TRI_YES : HC_TRI_NO;
}

static void
judge_newer(const HcCheck *self, const HcHybrid *hybrid, const HcCertUse *use, HcFindings *out)
{
	HcTri meant = is_meant(use);
	g_autofree char *subject = hc_cert_use_subject(use);
	HcFinding *finding;

	if (meant == HC_TRI_YES) {
		report_renewed(self, hybrid, use, FALSE, out);
	} else if (meant == HC_TRI_NO) {
		report_good(self, use, out, "no newer certificate for SMTP replaces it");
	} else {
		finding = hc_findings_add(out, self, HC_STATUS_UNKNOWN, subject,
			"a newer certificate with other issuer or subject is there; whether it is "
			"meant for SMTP was not exported (Services)");
		hc_cert_prove(finding, use->named->replacement);
	}
}

static void
judge_replacement(
	const HcCheck *self, const HcHybrid *hybrid, const HcCertUse *use, HcFindings *out)
{
	g_autofree char *missing = hc_cert_use_missing_on(use);

	if (use->named->replacement == NULL)
		report_good(self, use, out, "no other certificate stands ready to replace it");
	else if (*missing != '\0')
		report_renewed(self, hybrid, use, TRUE, out);
	else if (find_invalid(hybrid, use) != NULL)
		report_renewed(self, hybrid, use, FALSE, out);
	else
		judge_newer(self, hybrid, use, out);
}

static void
judge_renewed(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_cert_judge_uses(self, hybrid, judge_replacement, out);
}

const HcCheck hc_checks_cert_renewal[] = {
	{
		.id = "cert-expired",
		.title = "The certificate hybrid mail uses is valid",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_FIX_FIRST,
		.hcw = HC_HCW_USMC,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.who = HC_WHO_YOU,
		.hop = "A7",
		.judge = judge_expired,
		.impact = "Exchange Online refuses the certificate and keeps mail in the queue; in "
			  "the other direction mail is not attributed to the organisation.",
		.fix = "Obtain a new certificate, or take the renewal that only some servers have "
		       "yet; import it with its private key on every server "
		       "that handles hybrid mail and enable the SMTP service. If issuer and "
		       "subject "
		       "stay the same nothing else is needed; otherwise run the wizard for the "
		       "certificate.",
		.unless = "the new certificate keeps issuer and subject",
		.ndr = "450 4.4.317; 454 4.7.5; 550 5.7.64",
		.reference = "KB2989382 BLOG-TLSCERT HC-CERT",
	},
	{
		.id = "cert-expiring",
		.title = "The certificate hybrid mail uses does not expire soon",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.worst = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "A7",
		.judge = judge_expiring,
		.impact = "Hybrid mail stops on that date.",
		.fix = "Renew it and import it on every server that handles hybrid mail. Ask the "
		       "CA "
		       "whether issuer or subject will change: only then the connectors have to "
		       "name the new one.",
		.reference = "HC-CERT HC-CLOUD",
	},
	{
		.id = "cert-renewed-same-issuer-subject",
		.title = "No second certificate has the issuer and subject the connectors name",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_INFO,
		.effect = HC_EFFECT_INFO,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_same_name,
		.impact = "None: Exchange already uses the newest one. The old one can be removed.",
		.reference = "BLOG-TLSCERT ISSUE-8199",
	},
	{
		.id = "cert-renewed-issuer-or-subject-changed",
		.title = "The connectors name the newest certificate",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.worst = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_USMC,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "B6",
		.judge = judge_renewed,
		.impact = "Once the old certificate has expired or is deleted, mail stops "
			  "in both directions.",
		.remedy = "$c = Get-ExchangeCertificate -Thumbprint {value}\n"
			  "Set-SendConnector {identity} -TlsCertificateName "
			  "\"<I>$($c.Issuer)<S>$($c.Subject)\"",
		.fix = "The same value belongs on the hybrid Receive connector of every receiving "
		       "server and in HybridConfiguration; the wizard writes all three.",
		.ndr = "454 4.7.5; 451 5.7.3 STARTTLS is required to send mail",
		.reference = "KB2989382 BLOG-TLSCERT WINACME-1754",
	},
	{ .id = NULL },
};
