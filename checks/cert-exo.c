/*
 * The certificate that Exchange Online presents to us: does it lead to a root that is known for
 * it, and does this host trust that root?  Rules 38 and 39.  Room: checks.
 *
 * Two questions that are easily mixed up: distributions dropped a root that Exchange Online still
 * used.  The shipped roots decide what is Exchange Online's; the roots of this host tell about this
 * host alone, and neither tells about the Exchange servers.
 */
#include "checks/check.h"

#include "certs/match.h"
#include "checks/saw.h"
#include "checks/wire-cert.h"

/* --- what is presented ----------------------------------------------------------------------- */

static void
report_unexpected(const HcCheck *self, const HcSmtpSession *session, HcFindings *out)
{
	const HcTlsTrust *trust = session->tls->trust;
	g_autofree char *why = hc_check_value(trust[HC_TRUST_SHIPPED].why);
	HcFinding *finding = NULL;

	if (trust[HC_TRUST_HOST].status == HC_TRUST_UNTRUSTED ||
		(trust[HC_TRUST_HOST].status == HC_TRUST_INCOMPLETE &&
			session->tls->complete != HC_TRI_NO)) {
		finding = hc_wire_report(self, HC_STATUS_INFO, session, out,
			"the certificate is of a private CA, not one of Exchange Online's");
		hc_wire_prove_leaf(finding, session);
		hc_finding_follow(finding, "net-tls-intercepted");
		return;
	}
	finding = hc_wire_report(self, HC_STATUS_FAIL, session, out,
		"the chain ends in no root that is known for Exchange Online: %s; the roots of "
		"this host say: %s",
		why, hc_trust_status_word(trust[HC_TRUST_HOST].status));
	hc_wire_prove_leaf(finding, session);
}

static void
judge_presented(
	const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session, HcFindings *out)
{
	const HcCertFacts *leaf = hc_wire_saw_leaf(self, session, out);
	HcFinding *finding = NULL;

	if (leaf == NULL)
		return;
	switch (session->tls->trust[HC_TRUST_SHIPPED].status) {
	case HC_TRUST_TRUSTED:
		break;
	case HC_TRUST_UNTRUSTED:
	case HC_TRUST_INCOMPLETE:
	case HC_TRUST_INVALID:
		report_unexpected(self, session, out);
		return;
	case HC_TRUST_NOT_JUDGED:
	case HC_N_TRUST_STATUSES:
		hc_wire_report(self, HC_STATUS_UNKNOWN, session, out,
			"the chain was not judged: the shipped roots are not known");
		return;
	}
	if (hc_match_cert_covers(leaf, hybrid->protection_domain)) {
		hc_wire_report(self, HC_STATUS_PASS, session, out,
			"the certificate is for %s, and its chain ends in a root that is known for "
			"Exchange Online",
			hybrid->protection_domain);
		return;
	}
	finding = hc_wire_report(self, HC_STATUS_FAIL, session, out,
		"the certificate is not for %s: another host answers", hybrid->protection_domain);
	hc_wire_prove_leaf(finding, session);
}

static void
judge_chain(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_wire_judge(self, hybrid, HC_ROLE_EXCHANGE_ONLINE, judge_presented, out);
}

/* --- who trusts it --------------------------------------------------------------------------- */

/* Only a chain that is Exchange Online's says something about who trusts it. */
static void
judge_trusted_here(const HcCheck *self, G_GNUC_UNUSED const HcHybrid *hybrid,
	const HcSmtpSession *session, HcFindings *out)
{
	const HcTlsTrust *trust = session->tls != NULL ? session->tls->trust : NULL;
	HcFinding *finding = NULL;

	if (hc_wire_saw_leaf(self, session, out) == NULL)
		return;
	if (trust[HC_TRUST_SHIPPED].status != HC_TRUST_TRUSTED ||
		trust[HC_TRUST_HOST].status == HC_TRUST_NOT_JUDGED) {
		hc_wire_report(self, HC_STATUS_UNKNOWN, session, out,
			"whether the Exchange servers trust the root of Exchange Online is not "
			"known");
		return;
	}
	finding = hc_wire_report(self,
		trust[HC_TRUST_HOST].status == HC_TRUST_TRUSTED ? HC_STATUS_UNKNOWN
								: HC_STATUS_INFO,
		session, out,
		trust[HC_TRUST_HOST].status == HC_TRUST_TRUSTED
			? "this host trusts Exchange Online's chain; whether the Exchange servers "
			  "do is not known: Get-ChildItem Cert:\\LocalMachine\\Root shows their "
			  "roots"
			: "the chain is Exchange Online's, and the roots of this host do not hold "
			  "its root: a mail server on this host would refuse it; what the Exchange "
			  "servers trust is not known");
	hc_wire_prove_leaf(finding, session);
	hc_finding_fill_remedy(finding, NULL, NULL);
}

static void
judge_trusted(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_wire_judge(self, hybrid, HC_ROLE_EXCHANGE_ONLINE, judge_trusted_here, out);
}

const HcCheck hc_checks_cert_exo[] = {
	{
		.id = "cert-exo-chain-unexpected",
		.title = "What answers as Exchange Online has its certificate",
		.class = HC_CLASS_PERIMETER,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_DERIVED,
		.who = HC_WHO_FIREWALL,
		.hop = "B6",
		.judge = judge_chain,
		.impact = "The Send connector demands that name and a chain it trusts: mail to "
			  "Exchange Online waits and bounces.",
		.fix = "Find out who answers: TLS inspection on the way, a wrong DNS answer, or a "
		       "smart host that is not Exchange Online's. That Exchange Online changes "
		       "its CA is no fault; update the shipped roots if Microsoft announced a "
		       "new one.",
		.ndr = "454 4.7.5 Certificate validation failure",
		.reference = "DOC-EXOTLS DOC-TROPT BLOG-G2",
	},
	{
		.id = "cert-trust-store-exo-root",
		.title = "The Exchange servers trust the root of Exchange Online",
		.class = HC_CLASS_PERIMETER,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "B6",
		.judge = judge_trusted,
		.impact = "A server that does not trust the root refuses Exchange Online in both "
			  "directions. The wizard installs no root.",
		.remedy = "Get-ChildItem Cert:\\LocalMachine\\Root | Where-Object Thumbprint -in "
			  "'DF3C24F9BFD666761B268073FE06D1CC8D4F82A4', "
			  "'A8985D3A65E5E5C4B2D7D66D40C6DD2FB19C5436'",
		.fix = "Import DigiCert Global Root G2, and keep DigiCert Global Root CA, in the "
		       "trusted roots of every Exchange server where automatic root updates are "
		       "off.",
		.ndr = "454 4.7.5 Certificate validation failure, Reason: UntrustedRoot; 450 "
		       "4.4.317 [Message=451 5.7.3 STARTTLS is required to send mail]",
		.reference = "BLOG-G2 COMM-QA1556853",
	},
	{ .id = NULL },
};
