/*
 * The certificate that our listener presents on port 25: does its chain hold, is it the
 * connector's, has it the name that Exchange Online demands?  Rules 16 to 18.  Room: checks.
 */
#include "checks/check.h"

#include "certs/match.h"
#include "checks/cert-assess.h"
#include "checks/saw.h"
#include "checks/wire-cert.h"

/* INFO about a certificate of which rule @cause tells. */
static void
follow(const HcCheck *self, const HcSmtpSession *session, const char *cause, const char *text,
	HcFindings *out)
{
	HcFinding *finding = hc_wire_report(self, HC_STATUS_INFO, session, out, "%s", text);

	hc_wire_prove_leaf(finding, session);
	hc_finding_follow(finding, cause);
}

/* The rule that says that the certificate is not ours at all; NULL: it is, or may be. */
static const char *
cause_of_stranger(const HcHybrid *hybrid, const HcSmtpSession *session)
{
	if (hc_wire_is_intercepted(hybrid, session) == HC_TRI_YES)
		return "net-tls-intercepted";
	return hc_wire_is_of_connector(hybrid, session) == HC_TRI_NO
		       ? "cert-wire-differs-from-connector"
		       : NULL;
}

/* --- the chain ------------------------------------------------------------------------------- */

/* No issuer is found, and it may be an intermediate or a root: Exchange Online has neither. */
static gboolean
is_incomplete(const HcTlsSession *tls)
{
	return tls->complete == HC_TRI_NO ||
	       tls->trust[HC_TRUST_HOST].status == HC_TRUST_INCOMPLETE;
}

static void
report_incomplete(
	const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session, HcFindings *out)
{
	const HcTlsSession *tls = session->tls;
	const char *cause = cause_of_stranger(hybrid, session);
	g_autofree char *issuer = hc_check_value(tls->trust[HC_TRUST_HOST].missing_issuer);
	HcFinding *finding = NULL;

	if (cause != NULL) {
		follow(self, session, cause, "the chain breaks off before a root", out);
		return;
	}
	finding = hc_wire_report(self, HC_STATUS_FAIL, session, out,
		"the server sends %u certificate%s, and the chain breaks off before a public "
		"root%s%s: Exchange Online fetches nothing that is missing",
		tls->chain->len, tls->chain->len == 1 ? "" : "s",
		*issuer != '\0' ? "; missing is " : "", issuer);

	hc_wire_prove_leaf(finding, session);
	hc_finding_fill_remedy(finding, NULL, hc_tls_leaf(tls)->thumbprint);
}

static void
judge_complete(
	const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session, HcFindings *out)
{
	const HcCertFacts *leaf = hc_wire_saw_leaf(self, session, out);

	if (leaf == NULL)
		return;
	if (leaf->self_issued)
		hc_wire_report(self, HC_STATUS_NOT_APPLICABLE, session, out,
			"a self-signed certificate has no chain");
	else if (is_incomplete(session->tls))
		report_incomplete(self, hybrid, session, out);
	else if (session->tls->complete == HC_TRI_YES)
		hc_wire_report(self, HC_STATUS_PASS, session, out,
			"every certificate below the root was sent");
	else
		hc_wire_report(self, HC_STATUS_UNKNOWN, session, out,
			"whether the chain is complete is not known: %s",
			hc_trust_status_word(session->tls->trust[HC_TRUST_HOST].status));
}

static void
judge_chain(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_wire_judge(self, hybrid, HC_WIRE_OURS, judge_complete, out);
}

/* --- the root -------------------------------------------------------------------------------- */

/* The rule that already says why nobody can trust it; NULL: this one has to. */
static const char *
cause_of_distrust(const HcHybrid *hybrid, const HcSmtpSession *session)
{
	const HcCertFacts *leaf = hc_tls_leaf(session->tls);
	const HcCertFacts *exported = hc_wire_exported(hybrid, leaf);
	const char *stranger = cause_of_stranger(hybrid, session);

	if (stranger != NULL)
		return stranger;
	if (exported != NULL && hc_wire_is_judged(hybrid, leaf) &&
		hc_cert_is_public(exported) == HC_TRI_NO)
		return "cert-not-public-ca";
	return NULL;
}

static void
report_distrust(
	const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session, HcFindings *out)
{
	const char *cause = cause_of_distrust(hybrid, session);
	g_autofree char *why = hc_check_value(session->tls->trust[HC_TRUST_HOST].why);
	HcFinding *finding = NULL;

	if (cause != NULL) {
		follow(self, session, cause, "no public root stands behind the certificate", out);
		return;
	}
	finding = hc_wire_report(self, HC_STATUS_FAIL, session, out,
		"the certificate does not lead to a root that this host trusts: %s", why);
	hc_wire_prove_leaf(finding, session);
}

static void
judge_root_of(
	const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session, HcFindings *out)
{
	if (hc_wire_saw_leaf(self, session, out) == NULL)
		return;
	switch (session->tls->trust[HC_TRUST_HOST].status) {
	case HC_TRUST_TRUSTED:
		hc_wire_report(self, HC_STATUS_PASS, session, out,
			"its chain ends in a root that this host trusts");
		return;
	case HC_TRUST_UNTRUSTED:
	case HC_TRUST_INVALID:
		report_distrust(self, hybrid, session, out);
		return;
	case HC_TRUST_INCOMPLETE:
		follow(self, session, "cert-wire-chain-incomplete",
			"the chain breaks off before a root", out);
		return;
	case HC_TRUST_NOT_JUDGED:
	case HC_N_TRUST_STATUSES:
		break;
	}
	hc_wire_report(self, HC_STATUS_UNKNOWN, session, out,
		"the chain was not judged: the roots of this host are not known");
}

static void
judge_root(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_wire_judge(self, hybrid, HC_WIRE_OURS, judge_root_of, out);
}

/* --- the connector's ------------------------------------------------------------------------- */

static void
report_differs(
	const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session, HcFindings *out)
{
	const HcCertFacts *exported = hc_wire_exported(hybrid, hc_tls_leaf(session->tls));
	g_autofree char *server = hc_check_value(exported != NULL ? exported->server : NULL);
	g_autofree char *why = NULL;
	HcFinding *finding = NULL;

	if (hc_wire_is_intercepted(hybrid, session) == HC_TRI_YES) {
		follow(self, session, "net-tls-intercepted",
			"the certificate is not the one of the connector", out);
		return;
	}
	if (hc_wire_may_meet_another(hybrid, session, &why)) {
		finding = hc_wire_report(self, HC_STATUS_UNKNOWN, session, out,
			"another certificate than the connector's is presented, but to this host: "
			"%s; what Exchange Online is shown is not known",
			why);
		hc_wire_prove_leaf(finding, session);
		return;
	}
	finding = hc_wire_report(self, HC_STATUS_FAIL, session, out,
		"the certificate that is presented is not the one of the hybrid Receive "
		"connector%s%s",
		*server != '\0' ? "; it lies on server " : "", server);
	hc_wire_prove_leaf(finding, session);
}

static void
judge_connectors(
	const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session, HcFindings *out)
{
	if (hc_wire_saw_leaf(self, session, out) == NULL)
		return;
	switch (hc_wire_is_of_connector(hybrid, session)) {
	case HC_TRI_YES:
		hc_wire_report(self, HC_STATUS_PASS, session, out,
			"it has the issuer and subject that the hybrid Receive connector names");
		return;
	case HC_TRI_NO:
		report_differs(self, hybrid, session, out);
		return;
	case HC_TRI_UNKNOWN:
		hc_wire_report(self, HC_STATUS_UNKNOWN, session, out,
			"which certificate the hybrid Receive connector uses was not exported");
		return;
	}
}

static void
judge_differs(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_wire_judge(self, hybrid, HC_WIRE_OURS | HC_ROLE_SERVER, judge_connectors, out);
}

/* --- the name -------------------------------------------------------------------------------- */

/* The rule that already says why another name is presented; NULL: this one has to. */
static const char *
cause_of_name(const HcHybrid *hybrid, const HcSmtpSession *session)
{
	const char *stranger = cause_of_stranger(hybrid, session);

	if (stranger != NULL)
		return stranger;
	return hc_wire_is_of_connector(hybrid, session) == HC_TRI_YES &&
			       hc_wire_is_judged(hybrid, hc_tls_leaf(session->tls))
		       ? "exo-out-tlsdomain-vs-cert"
		       : NULL;
}

static void
judge_name_of(
	const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session, HcFindings *out)
{
	const char *wanted = hc_exchange_text(hybrid->outbound, "TlsDomain");
	const HcCertFacts *leaf = hc_wire_saw_leaf(self, session, out);
	g_autofree char *shown = hc_check_value(wanted);
	g_autofree char *text = NULL;
	const char *cause = NULL;
	HcFinding *finding = NULL;

	if (leaf == NULL)
		return;
	if (hc_match_cert_covers(leaf, wanted)) {
		hc_wire_report(
			self, HC_STATUS_PASS, session, out, "the certificate is for %s", shown);
		return;
	}
	text = g_strdup_printf("the certificate is not for %s, which TlsDomain of the "
			       "OutboundConnector demands",
		shown);
	cause = cause_of_name(hybrid, session);
	if (cause != NULL) {
		follow(self, session, cause, text, out);
		return;
	}
	finding = hc_wire_report(self, HC_STATUS_FAIL, session, out, "%s", text);
	hc_wire_prove_leaf(finding, session);
	hc_finding_fill_remedy(finding, hc_exchange_identity(hybrid->outbound), NULL);
}

/* The name is checked only with DomainValidation (PS-OUT). */
static void
judge_name(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_TENANT, HC_KIND_OUTBOUND_CONNECTOR);
	const HcExchangeObject *outbound = hybrid->outbound;

	if (!hc_wire_saw_network(self, hybrid, out))
		return;
	if (outbound == NULL) {
		if (hc_check_saw(self, &set->head, "hybrid OutboundConnector", out))
			hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
				"there is no hybrid OutboundConnector");
		return;
	}
	if (!hc_check_saw_property(self, outbound, "TlsDomain", out) ||
		!hc_check_saw_property(self, outbound, "TlsSettings", out))
		return;
	if (!hc_text_same(hc_exchange_text(outbound, "TlsSettings"), "DomainValidation") ||
		hc_exchange_is_empty(outbound, "TlsDomain"))
		hc_check_report(self, HC_STATUS_NOT_APPLICABLE, outbound, "TlsSettings", out,
			"Exchange Online checks no name");
	else
		hc_wire_judge(self, hybrid, HC_WIRE_OURS, judge_name_of, out);
}

const HcCheck hc_checks_cert_wire[] = {
	{
		.id = "cert-wire-chain-incomplete",
		.title = "The listener sends its whole chain",
		.class = HC_CLASS_PERIMETER,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "A7",
		.judge = judge_chain,
		.impact = "Exchange Online cannot verify the certificate: mail waits in the cloud "
			  "and bounces after a day. In the other direction mail may be refused.",
		.remedy = "Import-Certificate -FilePath <intermediate.cer> -CertStoreLocation "
			  "Cert:\\LocalMachine\\CA\n"
			  "Restart-Service MSExchangeFrontEndTransport, MSExchangeTransport",
		.fix = "Import the intermediate certificates of the CA into Intermediate "
		       "Certification Authorities of the computer, on every server that handles "
		       "hybrid mail, and restart transport. On another device, install the "
		       "certificate together with its chain.",
		.ndr = "450 4.4.317 Cannot connect to remote server [Message=UntrustedRoot]; "
		       "550 5.7.64 TenantAttribution",
		.reference = "NDR-44317 KB3212877",
	},
	{
		.id = "cert-wire-untrusted",
		.title = "The listener's certificate leads to a public root",
		.class = HC_CLASS_PERIMETER,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_FIX_FIRST,
		.hcw = HC_HCW_USMC,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "A7",
		.judge = judge_root,
		.impact = "Exchange Online cannot verify the certificate: mail waits in the cloud "
			  "and bounces after a day.",
		.fix = "Find out what answers on that address. Its certificate has to be one of a "
		       "public CA; if it is a new one with another issuer or subject, run the "
		       "wizard for the certificate.",
		.unless = "the connectors already name the certificate that is to be presented",
		.ndr = "450 4.4.317 Cannot connect to remote server [Message=UntrustedRoot]",
		.reference = "NDR-44317 KB2879262 DOC-CERTREQ",
	},
	{
		.id = "cert-wire-differs-from-connector",
		.title = "The listener presents the certificate of the hybrid Receive connector",
		.class = HC_CLASS_PERIMETER,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "A7",
		.judge = judge_differs,
		.impact = "Something else answers than the connector that is set up for Exchange "
			  "Online: another connector, a load balancer, a TLS proxy, another "
			  "server. The wizard would not change that.",
		.fix = "Find out who answers on that address: another Receive connector whose "
		       "remote addresses fit more closely, a load balancer or proxy that ends "
		       "TLS, or a server that is not in the hybrid configuration. Transport has "
		       "to be restarted where an old certificate is still in use.",
		.ndr = "450 4.4.317 Cannot connect to remote server [Message=SubjectMismatch "
		       "Expected Subject: ...]",
		.reference = "BLOG-TLSCERT DOC-STARTTLSSEL",
	},
	{
		.id = "cert-wire-name-vs-tlsdomain",
		.title = "The listener's certificate has the name that Exchange Online demands",
		.class = HC_CLASS_PERIMETER,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_USMC,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "A7",
		.judge = judge_name,
		.impact = "Every TLS handshake of Exchange Online fails its name check: mail waits "
			  "in the cloud and bounces after a day.",
		.remedy = "Set-OutboundConnector {identity} -TlsDomain <name on the certificate>",
		.ndr = "450 4.4.317 Cannot connect to remote server [Message=SubjectMismatch "
		       "Expected Subject: ...]",
		.reference = "BLOG-TLSCERT DOC-TROPT PS-OUT",
	},
	{ .id = NULL },
};
