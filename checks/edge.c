/* Edge Transport servers that handle hybrid mail.  Rules 9, 10, 80 and 155.  Room: checks. */
#include "checks/check.h"

#include "agent/base/dname.h"
#include "agent/hcw/overwrite.h"
#include "certs/match.h"
#include "checks/cert-use.h"
#include "checks/saw.h"

static gboolean
is_edge(const HcHybrid *hybrid, const HcNamedOn *on)
{
	for (gsize i = 0; hybrid->edge[i] != NULL; i++) {
		if (hc_dname_same_host(hybrid->edge[i], on->server))
			return TRUE;
	}
	return FALSE;
}

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

		if (is_edge(hybrid, on))
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

		if (!is_edge(hybrid, on) || !hc_cert_use_is_known(on) || on->newest != NULL)
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

static void
judge_edge_connector(const HcCheck *self, const HcReceiveMatch *match, HcFindings *out)
{
	g_autofree char *server = hc_check_value(match->server);
	const char *unknown = NULL;
	const char *missing = match->connector != NULL ? lacks(match->connector, &unknown) : NULL;

	if (match->connector == NULL &&
		(match->head->status == HC_FACT_COLLECTED || match->head->status == HC_FACT_ABSENT))
		hc_findings_add(out, self, HC_STATUS_FAIL, server,
			"Edge server %s has no Receive connector for hybrid mail", server);
	else if (match->connector == NULL)
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, server,
			"the Receive connectors of Edge server %s were not exported", server);
	else if (missing != NULL)
		hc_check_report(self, HC_STATUS_FAIL, match->connector, missing, out, "%s is empty",
			missing);
	else if (unknown != NULL)
		hc_check_report(self, HC_STATUS_UNKNOWN, match->connector, NULL, out,
			"%s was not exported", unknown);
	else
		hc_check_report(self, HC_STATUS_PASS, match->connector, "TlsCertificateName", out,
			"it has a certificate, the capability and a name");
}

static void
judge_edge_connectors(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	if (!hc_check_saw_edge(self, hybrid, out))
		return;
	for (guint i = 0; i < hybrid->receives->len; i++)
		judge_edge_connector(self, g_ptr_array_index(hybrid->receives, i), out);
}

static void
judge_subscription(
	const HcCheck *self, const HcExchangeObject *subscription, HcTime end, HcFindings *out)
{
	HcTime made = hc_exchange_time(subscription, "WhenCreatedUTC");
	g_autofree char *when = hc_when_format(made);
	HcFinding *finding;

	if (made == HC_TIME_NONE || end == HC_TIME_NONE) {
		hc_check_report(self, HC_STATUS_UNKNOWN, subscription, "WhenCreatedUTC", out,
			made == HC_TIME_NONE ? "when it was made was not exported (WhenCreatedUTC)"
					     : "when the wizard ran last is not known");
		return;
	}
	if (made <= end) {
		hc_check_report(self, HC_STATUS_PASS, subscription, "WhenCreatedUTC", out,
			"the wizard has run since it was made");
		return;
	}
	finding = hc_check_report(self, HC_STATUS_FAIL, subscription, "WhenCreatedUTC", out,
		"the Edge subscription was made on %s, after the last run of the wizard", when);
	finding->since = made;
}

static void
judge_subscriptions(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_EDGE_SUBSCRIPTION);
	HcTime end = hc_overwrite_last_run_end(hybrid->evidence);

	if (!hc_check_saw_edge(self, hybrid, out) ||
		!hc_check_saw(self, &set->head, "Edge subscriptions", out))
		return;
	for (guint i = 0; i < set->objects->len; i++)
		judge_subscription(self, g_ptr_array_index(set->objects, i), end, out);
	if (set->objects->len == 0)
		hc_findings_add(
			out, self, HC_STATUS_NOT_APPLICABLE, NULL, "there is no Edge subscription");
}

const HcCheck hc_checks_edge[] = {
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
		.fix = "Run Set-ReceiveConnector on every Edge server: TlsCertificateName, "
		       "TlsDomainCapabilities mail.protection.outlook.com:AcceptCloudServicesMail, "
		       "Fqdn.",
		.reference = "DOC-EDGESUB DOC-EDGEPR",
	},
	{
		.id = "edge-subscription-recreated",
		.title = "The wizard has run since the Edge subscription was made",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "B3",
		.judge = judge_subscriptions,
		.impact = "A new subscription loses the hybrid settings: mail stops, or leaves "
			  "through the connector to the internet.",
		.fix = "Run the wizard for mail flow, or set the source servers of the Send "
		       "connector by hand.",
		.reference = "DOC-EDGE",
	},
	{ .id = NULL },
};
