/*
 * Can Exchange Online agree with our listener on TLS, and does nobody between end it?  Rules 182
 * and 187.  Room: checks.
 */
#include "checks/check.h"

#include "checks/saw.h"
#include "checks/wire-cert.h"

/* --- versions and ciphers -------------------------------------------------------------------- */

/*
 * What Exchange Online lists for TLS 1.2, by OpenSSL's names (DOC-CIPHERS, text of 2019).  All
 * suites of TLS 1.3 will do, but no list of them was found.
 */
static const char *const listed_ciphers[] = { "ECDHE-RSA-AES256-GCM-SHA384",
	"ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-SHA384", "ECDHE-RSA-AES128-SHA256",
	"ECDHE-RSA-AES256-SHA", "ECDHE-RSA-AES128-SHA", "AES256-GCM-SHA384", "AES128-GCM-SHA256",
	NULL };

static void
judge_old(const HcCheck *self, const HcSmtpSession *session, HcFindings *out)
{
	HcFinding *finding = hc_wire_report(self, HC_STATUS_FAIL, session, out,
		"the best that the listener offers is %s; Exchange Online speaks TLS 1.2 and later "
		"only",
		session->tls->version);

	hc_finding_fill_remedy(finding, NULL, NULL);
}

static void
judge_cipher(const HcCheck *self, const HcSmtpSession *session, HcFindings *out)
{
	g_autofree char *cipher = hc_check_value(session->tls->cipher);

	if (hc_text_in(listed_ciphers, cipher))
		hc_wire_report(self, HC_STATUS_PASS, session, out, "%s with %s was agreed on",
			session->tls->version, cipher);
	else
		hc_wire_report(self, HC_STATUS_UNKNOWN, session, out,
			"the listener chose %s, which is not in Microsoft's list for TLS 1.2 (text "
			"of 2019); whether it has one of that list is not known",
			cipher);
}

static void
judge_version_of(
	const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session, HcFindings *out)
{
	HcTri offered[HC_N_TLS_VERSIONS] = { HC_TRI_UNKNOWN };
	HcTlsVersion version = HC_TLS_1_0;

	if (session->tls == NULL || session->tls->version == NULL ||
		!hc_tls_version_from_word(session->tls->version, &version)) {
		hc_wire_unseen(self, session, "the version of TLS", out);
		return;
	}
	hc_evidence_tls_versions(hybrid->evidence, session, offered);
	if (offered[HC_TLS_1_2] == HC_TRI_NO && offered[HC_TLS_1_3] == HC_TRI_NO)
		judge_old(self, session, out);
	else if (version == HC_TLS_1_2)
		judge_cipher(self, session, out);
	else
		hc_wire_report(self, HC_STATUS_PASS, session, out, "%s was agreed on",
			session->tls->version);
}

static void
judge_version(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_wire_judge(self, hybrid, HC_WIRE_OURS, judge_version_of, out);
}

/* --- interception ---------------------------------------------------------------------------- */

static HcFinding *
report_intercepted(
	const HcCheck *self, const HcSmtpSession *session, const char *text, HcFindings *out)
{
	HcFinding *finding = hc_wire_report(self, HC_STATUS_FAIL, session, out, "%s", text);

	hc_wire_prove_leaf(finding, session);
	return finding;
}

/* Exchange Online has no certificate of a private CA. */
static void
judge_theirs(const HcCheck *self, const HcSmtpSession *session, HcFindings *out)
{
	const HcTlsTrust *trust = session->tls->trust;

	if (trust[HC_TRUST_SHIPPED].status == HC_TRUST_TRUSTED)
		hc_wire_report(self, HC_STATUS_PASS, session, out,
			"the certificate is one of Exchange Online's");
	else if (trust[HC_TRUST_SHIPPED].status == HC_TRUST_NOT_JUDGED)
		hc_wire_report(self, HC_STATUS_UNKNOWN, session, out,
			"the chain was not judged: the shipped roots are not known");
	else if (trust[HC_TRUST_HOST].status == HC_TRUST_UNTRUSTED ||
		 (trust[HC_TRUST_HOST].status == HC_TRUST_INCOMPLETE &&
			 session->tls->complete != HC_TRI_NO))
		report_intercepted(self, session,
			"a private CA issued what is presented as Exchange Online's certificate: "
			"somebody on the way ends TLS",
			out);
	else
		hc_wire_report(self, HC_STATUS_UNKNOWN, session, out,
			"what is presented is not known as one of Exchange Online's certificates, "
			"and no private CA shows");
}

static void
judge_ours(
	const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session, HcFindings *out)
{
	switch (hc_wire_is_intercepted(hybrid, session)) {
	case HC_TRI_YES:
		report_intercepted(self, session,
			"the certificate that is presented lies on no server of ours, and no "
			"public CA shows behind it: somebody on the way ends TLS",
			out);
		return;
	case HC_TRI_NO:
		hc_wire_report(self, HC_STATUS_PASS, session, out,
			"nothing shows that somebody on the way ends TLS");
		return;
	case HC_TRI_UNKNOWN:
		break;
	}
	hc_wire_report(self, HC_STATUS_UNKNOWN, session, out,
		"whether the certificate lies on a server of ours is not known: not every "
		"server's certificates were exported");
}

static void
judge_issuer_of(
	const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session, HcFindings *out)
{
	if (hc_wire_saw_leaf(self, session, out) == NULL)
		return;
	if ((session->roles & HC_ROLE_EXCHANGE_ONLINE) != 0)
		judge_theirs(self, session, out);
	else
		judge_ours(self, hybrid, session, out);
}

static void
judge_issuer(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_wire_judge(self, hybrid, HC_WIRE_OURS | HC_ROLE_EXCHANGE_ONLINE, judge_issuer_of, out);
}

const HcCheck hc_checks_net_tls[] = {
	{
		.id = "net-tls12",
		.title = "The listener offers TLS 1.2 or later with a cipher of Exchange Online",
		.class = HC_CLASS_PERIMETER,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "A6",
		.judge = judge_version,
		.impact = "The TLS handshake of Exchange Online fails: mail waits in the cloud and "
			  "bounces after a day.",
		.remedy =
			"Get-TlsCipherSuite | Where-Object Name -like 'TLS_ECDHE_RSA_WITH_AES*' | "
			"Format-Table Name",
		.fix = "Enable TLS 1.2 for Schannel and .NET on the server, with ECDHE-RSA and "
		       "AES-GCM cipher suites, and restart it. On another device, in its own "
		       "settings.",
		.ndr = "421 4.4.2 Connection dropped due to SocketError; 451 5.7.3 Must issue a "
		       "STARTTLS command first",
		.reference = "DOC-CIPHERS KB-SOCKETERR",
	},
	{
		.id = "net-tls-intercepted",
		.title = "Nobody between Exchange and Exchange Online ends TLS",
		.class = HC_CLASS_PERIMETER,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_DERIVED,
		.who = HC_WHO_FIREWALL,
		.judge = judge_issuer,
		.impact = "Neither side can verify the other: mail stops, or loses that it is "
			  "internal. The wizard changes nothing about it.",
		.fix = "Exclude TCP 25 between Exchange and Exchange Online (endpoint set 10) from "
		       "TLS inspection.",
		.ndr = "450 4.4.317 Cannot connect to remote server [Message=UntrustedRoot]; 454 "
		       "4.7.5 Certificate validation failure, Reason: UntrustedRoot",
		.reference = "DOC-TROPT DOC-EDGE DOC-EXOTLS",
	},
	{ .id = NULL },
};
