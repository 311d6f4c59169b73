/* Several certificates that could be taken.  Rules 14 and 15.  Room: checks. */
#include "checks/check.h"

#include "agent/base/dname.h"
#include "certs/match.h"
#include "checks/cert-assess.h"
#include "checks/cert-use.h"
#include "checks/saw.h"

static void
report_twins(const HcCheck *self, const HcCertUse *use, const HcNamedOn *on, HcFindings *out)
{
	const HcCertFacts *cert = on->newest;
	HcTri smtp = hc_cert_has_smtp(cert);
	g_autofree char *certificate = hc_cert_use_subject(use);
	g_autofree char *server = hc_check_value(on->server);
	g_autofree char *subject = g_strdup_printf("%s on %s", certificate, server);
	HcFinding *finding;

	if (cert->has_private_key == HC_TRI_NO) {
		finding = hc_cert_report(self, subject, cert, HC_TRI_NO,
			"of several certificates of this name the newest has no private key, and "
			"Exchange takes the newest",
			out);
		finding->severity = self->worst;
	} else if (smtp == HC_TRI_NO) {
		hc_cert_report(self, subject, cert, HC_TRI_NO,
			"of several certificates of this name the newest does not have the SMTP "
			"service, and Exchange takes the newest without looking at the service",
			out);
	} else if (smtp == HC_TRI_UNKNOWN || cert->has_private_key == HC_TRI_UNKNOWN) {
		hc_cert_report(self, subject, cert, HC_TRI_UNKNOWN,
			"of several certificates of this name the newest is used; its services or "
			"private key were not exported",
			out);
	} else {
		hc_cert_report(self, subject, cert, HC_TRI_YES,
			"of several certificates of this name the newest has SMTP and its key",
			out);
	}
}

static void
judge_twins(const HcCheck *self, G_GNUC_UNUSED const HcHybrid *hybrid, const HcCertUse *use,
	HcFindings *out)
{
	g_autofree char *subject = hc_cert_use_subject(use);
	g_autofree char *unknown = hc_cert_use_unknown_on(use);
	guint before = hc_findings_count(out);

	for (guint i = 0; i < use->named->servers->len; i++) {
		const HcNamedOn *on = g_ptr_array_index(use->named->servers, i);

		if (on->n_matches > 1)
			report_twins(self, use, on, out);
	}
	if (hc_findings_count(out) > before)
		return;
	if (*unknown != '\0')
		hc_cert_report_without(self, use, out);
	else
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, subject,
			"no server holds two certificates of this name");
}

static void
judge_duplicates(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_cert_judge_uses(self, hybrid, judge_twins, out);
}

/* Certificates of one server that could serve a connector by its Fqdn. */
typedef struct {
	const HcCertFacts *public;
	const HcCertFacts *private;
	const HcCertFacts *unclear;
} Candidates;

static void
add_candidate(Candidates *found, const HcCertFacts *cert)
{
	HcTri smtp = hc_cert_has_smtp(cert);
	HcTri public = hc_cert_is_public(cert);

	if (smtp == HC_TRI_NO)
		return;
	if (smtp == HC_TRI_UNKNOWN || public == HC_TRI_UNKNOWN)
		found->unclear = cert;
	else if (public == HC_TRI_YES)
		found->public = cert;
	else
		found->private = cert;
}

static Candidates
find_candidates(const HcEvidence *evidence, const char *server, const char *fqdn)
{
	Candidates found = { NULL, NULL, NULL };

	for (guint i = 0; i < hc_evidence_n_certs(evidence); i++) {
		const HcCertFacts *cert = hc_evidence_cert(evidence, i);

		if (cert->server != NULL && hc_dname_same_host(cert->server, server) &&
			hc_match_cert_covers(cert, fqdn))
			add_candidate(&found, cert);
	}
	return found;
}

/* TRUE when a finding was added: the server has both kinds, or it cannot be told. */
static gboolean
report_candidates(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *send,
	const char *server, HcFindings *out)
{
	const HcFactHead *head = hc_evidence_server_head(
		hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_CERTIFICATE, server);
	Candidates found =
		find_candidates(hybrid->evidence, server, hc_exchange_text(send, "Fqdn"));
	g_autofree char *shown = hc_check_value(server);

	if (found.public != NULL && found.private != NULL) {
		hc_cert_prove(hc_check_report(self, HC_STATUS_FAIL, send, "Fqdn", out,
				      "two SMTP certificates on %s carry the connector's Fqdn and "
				      "one is not from a public CA",
				      shown),
			found.private);
		return TRUE;
	}
	if (found.unclear == NULL && head->status == HC_FACT_COLLECTED)
		return FALSE;
	hc_check_report(self, HC_STATUS_UNKNOWN, send, "Fqdn", out,
		"the certificates of %s, their Services or their RootCAType were not exported",
		shown);
	return TRUE;
}

static void
judge_untrusted_twin(
	const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *send, HcFindings *out)
{
	if (!hc_check_saw_property(self, send, "TlsCertificateName", out))
		return;
	if (!hc_exchange_is_empty(send, "TlsCertificateName")) {
		hc_check_report(self, HC_STATUS_NOT_APPLICABLE, send, "TlsCertificateName", out,
			"the connector names its certificate, so Exchange does not choose by Fqdn");
		return;
	}
	if (!hc_check_saw_property(self, send, "Fqdn", out))
		return;
	for (gsize i = 0; hybrid->sending[i] != NULL; i++) {
		if (report_candidates(self, hybrid, send, hybrid->sending[i], out))
			return;
	}
	hc_check_report(self, HC_STATUS_PASS, send, "Fqdn", out,
		"no private certificate competes for the connector's Fqdn");
}

const HcCheck hc_checks_cert_twins[] = {
	{
		.id = "cert-two-smtp-one-untrusted",
		.title = "No private certificate competes for the Send connector's Fqdn",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "B6",
		.on = HC_ON_SEND,
		.property = "Fqdn",
		.judge_object = judge_untrusted_twin,
		.impact = "Exchange may present the private certificate, which Exchange Online "
			  "does not trust.",
		.fix = "Take the SMTP service away from the private certificate, or name the right "
		       "one in TlsCertificateName.",
		.ndr = "454 4.7.0 … UntrustedRoot: Access Denied; event 2004",
		.reference = "KB2888788",
	},
	{
		.id = "cert-duplicate-newest-unready",
		.title = "The newest of several certificates of one name is ready for SMTP",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.worst = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "A6",
		.judge = judge_duplicates,
		.impact = "Exchange takes the newest certificate of that name, ready or not: mail "
			  "may fail right after a renewal was imported.",
		.fix = "Finish the newest certificate (private key, SMTP service), or remove it.",
		.reference = "BLOG-TLSCERT",
	},
	{ .id = NULL },
};
