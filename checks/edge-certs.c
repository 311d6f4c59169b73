/*
 * Certificates of Edge Transport servers that handle hybrid mail.  Rules 9, 10 and 159.
 * Room: checks.
 */
#include "checks/check.h"

#include "agent/base/dname.h"
#include "agent/hcw/servers.h"
#include "certs/match.h"
#include "checks/cert-services.h"
#include "checks/cert-use.h"
#include "checks/edge-server.h"
#include "checks/saw.h"

/* A certificate on that server that covers the same CN under another name; NULL if none does. */
static const HcCertFacts *
other_cert(const HcHybrid *hybrid, const HcCertUse *use, const HcNamedOn *on)
{
	for (guint i = 0; i < hc_evidence_n_certs(hybrid->evidence); i++) {
		const HcCertFacts *cert = hc_evidence_cert(hybrid->evidence, i);

		if (cert->server != NULL && hc_dname_same_host(cert->server, on->server) &&
			!cert->self_issued && use->named->cn != NULL &&
			hc_match_cert_covers(cert, use->named->cn))
			return cert;
	}
	return NULL;
}

static char *
subject_of(const HcCertUse *use, const HcNamedOn *on)
{
	g_autofree char *certificate = hc_cert_use_subject(use);
	g_autofree char *server = hc_check_value(on->server);

	return g_strdup_printf("%s on %s", certificate, server);
}

/* What makes a missing certificate the matter of another rule; NULL if nothing does. */
static const char *
cause_of(const HcHybrid *hybrid, const HcCertUse *use, const HcNamedOn *on)
{
	if (use->named->replacement != NULL)
		return use->finder != NULL ? use->finder : "cert-renewed-issuer-or-subject-changed";
	return other_cert(hybrid, use, on) != NULL ? "cert-edge-issuer-subject-differs" : NULL;
}

static void
report_missing(const HcCheck *self, const HcHybrid *hybrid, const HcCertUse *use,
	const HcNamedOn *on, HcFindings *out)
{
	const char *cause = cause_of(hybrid, use, on);
	g_autofree char *subject = subject_of(use, on);
	HcFinding *finding =
		hc_findings_add(out, self, cause != NULL ? HC_STATUS_INFO : HC_STATUS_FAIL, subject,
			"the certificate that the %s names is missing", use->named_by);

	hc_finding_prove(finding, &on->head->origin, "no certificate of that name");
	if (cause != NULL)
		hc_finding_follow(finding, cause);
}

static void
judge_cert_on(const HcCheck *self, const HcHybrid *hybrid, const HcCertUse *use,
	const HcNamedOn *on, HcFindings *out)
{
	g_autofree char *subject = subject_of(use, on);

	if (!hc_cert_use_is_known(on))
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, subject,
			"the certificates of this server were not exported");
	else if (on->newest != NULL)
		hc_findings_add(out, self, HC_STATUS_PASS, subject, "it is there");
	else
		report_missing(self, hybrid, use, on, out);
}

static void
judge_certs(const HcCheck *self, const HcHybrid *hybrid, const HcCertUse *use, HcFindings *out)
{
	for (guint i = 0; i < use->named->servers->len; i++) {
		const HcNamedOn *on = g_ptr_array_index(use->named->servers, i);

		if (hc_servers_is_edge(hybrid, on->server))
			judge_cert_on(self, hybrid, use, on, out);
	}
}

static void
judge_missing(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	if (hc_check_saw_edge(self, hybrid, out))
		hc_cert_judge_uses(self, hybrid, judge_certs, out);
}

/* Servers that hold a certificate for the same host under another issuer or subject. */
static void
judge_same(const HcCheck *self, const HcHybrid *hybrid, const HcCertUse *use, HcFindings *out)
{
	g_autofree char *subject = hc_cert_use_subject(use);
	g_autofree char *unknown = hc_cert_use_unknown_on(use);
	HcFinding *finding = NULL;

	for (guint i = 0; i < use->named->servers->len; i++) {
		const HcNamedOn *on = g_ptr_array_index(use->named->servers, i);
		const HcCertFacts *other;

		if (!hc_servers_is_edge(hybrid, on->server) || !hc_cert_use_is_known(on) ||
			on->newest != NULL)
			continue;
		other = other_cert(hybrid, use, on);
		if (other == NULL || use->named->replacement != NULL)
			continue;
		if (finding == NULL)
			finding = hc_findings_add(out, self, HC_STATUS_FAIL, subject,
				"an Edge server holds a certificate of another issuer or subject "
				"instead");
		hc_cert_prove(finding, other);
	}
	if (finding != NULL)
		return;
	if (*unknown != '\0')
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, subject,
			"the certificates of %s were not exported", unknown);
	else
		hc_findings_add(out, self, HC_STATUS_PASS, subject,
			"no Edge server holds another certificate in its place");
}

static void
judge_differs(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	if (hc_check_saw_edge(self, hybrid, out))
		hc_cert_judge_uses(self, hybrid, judge_same, out);
}

/* What the organisation knows of the default SMTP certificate of @server; NULL if nothing. */
static const HcExchangeObject *
transport_service(const HcHybrid *hybrid, HcSide side, const char *server)
{
	return hc_edge_object(hybrid, side, HC_KIND_TRANSPORT_SERVICE, server);
}

/*
 * The Edge server has another default certificate than the organisation subscribed it with: what
 * its service says of itself against what the directory says of it.
 */
static gboolean
differs_from_subscribed(
	const HcExchangeObject *own, const HcExchangeObject *known, const char *property)
{
	const char *now = own != NULL ? hc_exchange_text(own, property) : NULL;
	const char *then = known != NULL ? hc_exchange_text(known, property) : NULL;

	return !hc_text_is_empty(now) && !hc_text_is_empty(then) && !hc_text_same(now, then);
}

static void
report_default(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *service,
	HcFindings *out)
{
	const HcCertFacts *cert =
		hc_cert_with_thumbprint(hybrid, hc_exchange_text(service, self->property));
	HcTri overwritten =
		cert != NULL ? hc_cert_is_overwritten_default(hybrid, cert) : HC_TRI_UNKNOWN;
	HcFinding *finding = NULL;

	switch (overwritten) {
	case HC_TRI_YES:
		finding = hc_check_report(self, HC_STATUS_FAIL, service, self->property, out,
			"the Edge server's default SMTP certificate is a public one");
		break;
	case HC_TRI_NO:
		finding = hc_check_report(self, HC_STATUS_PASS, service, self->property, out,
			"it is a certificate of the server's own");
		break;
	case HC_TRI_UNKNOWN:
		finding = hc_check_report(self, HC_STATUS_UNKNOWN, service, self->property, out,
			"the certificate with that thumbprint was not exported, or not whether its "
			"CA is public");
		break;
	}
	if (cert != NULL)
		hc_cert_prove(finding, cert);
}

static void
judge_default_of(const HcCheck *self, const HcHybrid *hybrid, const char *server, HcFindings *out)
{
	const HcExchangeObject *own = transport_service(hybrid, HC_SIDE_EDGE, server);
	const HcExchangeObject *known = transport_service(hybrid, HC_SIDE_ONPREM, server);
	const HcExchangeObject *service = own != NULL ? own : known;
	g_autofree char *shown = hc_check_value(server);

	if (service == NULL) {
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, shown,
			"the default SMTP certificate of Edge server %s is not known: export "
			"Get-TransportService on it",
			shown);
		return;
	}
	if (!hc_check_saw_property(self, service, self->property, out))
		return;
	if (differs_from_subscribed(own, known, self->property))
		hc_check_report(self, HC_STATUS_FAIL, own, self->property, out,
			"the Edge server has another default SMTP certificate than the one it was "
			"subscribed with");
	else
		report_default(self, hybrid, service, out);
}

static void
judge_defaults(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	if (!hc_check_saw_edge(self, hybrid, out))
		return;
	for (gsize i = 0; hc_servers_is_judged(hybrid->edge, i); i++)
		judge_default_of(self, hybrid, hybrid->edge[i], out);
}

const HcCheck hc_checks_edge_certs[] = {
	{
		.id = "cert-missing-on-edge",
		.title = "Every Edge server that handles hybrid mail holds the named certificate",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_FIX_FIRST,
		.hcw = HC_HCW_USMC,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "A6",
		.judge = judge_missing,
		.impact = "Sessions that reach this server fail while others work.",
		.fix = "Import the certificate with its private key on the Edge server, enable "
		       "SMTP and name it in the Receive connector there.",
		.unless = "the same certificate is imported again",
		.ndr = "454 4.7.5; 451 5.7.3 STARTTLS is required to send mail",
		.reference = "DOC-CERTREQ KB3212872",
	},
	{
		.id = "cert-edge-issuer-subject-differs",
		.title = "All Edge servers hold one certificate for hybrid mail",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_FIX_FIRST,
		.hcw = HC_HCW_USMC,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "A6",
		.judge = judge_differs,
		.impact = "One Edge server works, the other fails: the connectors can name one "
			  "issuer and subject only.",
		.fix = "Install the same certificate on all Edge servers.",
		.reference = "DOC-CERTREQ",
	},
	{
		.id = "edge-default-cert-changed",
		.title = "Edge servers keep the certificate they were subscribed with",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "A7",
		.property = "InternalTransportCertificateThumbprint",
		.judge = judge_defaults,
		.impact = "EdgeSync and mail between Edge and Mailbox servers trust this "
			  "certificate: replaced, they stop, at once or at its next renewal, and "
			  "what the wizard writes no longer reaches the Edge server.",
		.fix = "On the Edge server let New-ExchangeCertificate make a self-signed "
		       "certificate and answer Yes when it asks to overwrite the default SMTP "
		       "certificate; then subscribe the server again and run EdgeSync.",
		.remedy = "New-EdgeSubscription -FileName C:\\edge-subscription.xml\n"
			  "Start-EdgeSynchronization -ForceFullSync",
		.reference = "BLOG-TLSCERT KB2989382",
	},
	{ .id = NULL },
};
