/*
 * Who stands between Exchange Online and Exchange?  Rules 183 and 184.  Room: checks.
 */
#include "checks/check.h"

#include "agent/base/dname.h"
#include "checks/saw.h"
#include "checks/wire-cert.h"

#include <string.h>

/* --- another mail server --------------------------------------------------------------------- */

/* Words of greetings.  Exchange's can be changed by an administrator, but has no reason to be one
 * of the others. */
static const char exchange_greeting[] = "Microsoft ESMTP MAIL Service";
static const char *const other_products[] = { "Postfix", "Exim", "Sendmail", "OpenSMTPD", "qmail",
	"hMailServer", "Haraka", "MDaemon", "IceWarp", "Barracuda", "FortiMail", "IronPort",
	"Proofpoint", "Mimecast", "Trend Micro", "Symantec", "Sophos", "MailEnable", "Zimbra",
	NULL };
/* Keywords that Exchange alone offers. */
static const char *const exchange_keywords[] = { "X-ANONYMOUSTLS", "X-EXPS", "XEXCH50",
	"XSHADOWREQUEST", "X-RDST", "XRDST", NULL };

static gboolean
is_exchange(const HcSmtpSession *session)
{
	const char *greeting = session->greeting.text;

	if (greeting != NULL && strstr(greeting, exchange_greeting) != NULL)
		return TRUE;
	for (guint i = 0; exchange_keywords[i] != NULL; i++) {
		if (hc_smtp_has_keyword(
			    (const char *const *)session->before, exchange_keywords[i]) ||
			hc_smtp_has_keyword(
				(const char *const *)session->after, exchange_keywords[i]))
			return TRUE;
	}
	return FALSE;
}

/* The product that the greeting names; NULL: none of those that are known. */
static const char *
other_product(const HcSmtpSession *session)
{
	g_autofree char *greeting =
		g_ascii_strdown(session->greeting.text != NULL ? session->greeting.text : "", -1);

	for (guint i = 0; other_products[i] != NULL; i++) {
		g_autofree char *word = g_ascii_strdown(other_products[i], -1);

		if (strstr(greeting, word) != NULL)
			return other_products[i];
	}
	return NULL;
}

static void
judge_greeting_of(const HcCheck *self, G_GNUC_UNUSED const HcHybrid *hybrid,
	const HcSmtpSession *session, HcFindings *out)
{
	const char *product = other_product(session);
	g_autofree char *greeting = hc_check_value(session->greeting.text);
	HcFinding *finding = NULL;

	if (session->greeting.code == 0) {
		hc_wire_unseen(self, session, "the greeting", out);
		return;
	}
	if (is_exchange(session)) {
		hc_wire_report(self, HC_STATUS_PASS, session, out, "Exchange answers");
		return;
	}
	if (product == NULL) {
		hc_wire_report(self, HC_STATUS_UNKNOWN, session, out,
			"what answers is not known: the greeting names no product (%s)", greeting);
		return;
	}
	finding = hc_wire_report(self, HC_STATUS_FAIL, session, out,
		"%s answers where Exchange Online delivers to, not Exchange", product);
	hc_finding_prove(finding, &session->head.origin, "greeting: %s", greeting);
}

static void
judge_greeting(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_wire_judge(self, hybrid, HC_WIRE_OURS, judge_greeting_of, out);
}

/* --- a load balancer ------------------------------------------------------------------------- */

/* Keywords without those that change from one session to the next. */
static gboolean
has_all(const GStrv lines, const GStrv others)
{
	for (guint i = 0; lines != NULL && lines[i] != NULL; i++) {
		g_auto(GStrv) words = g_strsplit(lines[i], " ", 2);

		if (words[0] != NULL && !hc_smtp_has_keyword((const char *const *)others, words[0]))
			return FALSE;
	}
	return TRUE;
}

static gboolean
same_leaf(const HcSmtpSession *a, const HcSmtpSession *b)
{
	const HcCertFacts *one = a->tls != NULL ? hc_tls_leaf(a->tls) : NULL;
	const HcCertFacts *other = b->tls != NULL ? hc_tls_leaf(b->tls) : NULL;

	return one == NULL || other == NULL || hc_text_same(one->thumbprint, other->thumbprint);
}

static gboolean
same_keywords(const HcSmtpSession *a, const HcSmtpSession *b)
{
	return has_all(a->before, b->before) && has_all(b->before, a->before) &&
	       has_all(a->after, b->after) && has_all(b->after, a->after);
}

/* Another session with the same name that went through and differs; NULL: none does. */
static const HcSmtpSession *
find_different(const HcHybrid *hybrid, const HcSmtpSession *session, guint *ret_n)
{
	guint n = hc_evidence_n_smtp(hybrid->evidence);

	for (guint i = 0; i < n; i++) {
		const HcSmtpSession *other = hc_evidence_smtp(hybrid->evidence, i);

		if (other == session || !hc_wire_is_whole(other, session->roles) ||
			other->outcome != HC_OUTCOME_OK || !hc_wire_is_sibling(session, other))
			continue;
		(*ret_n)++;
		if (!same_leaf(session, other) || !same_keywords(session, other))
			return other;
	}
	return NULL;
}

/* The rule that says what is wrong with what one address presents; NULL: none does. */
static const char *
fault_of(const HcHybrid *hybrid, const HcSmtpSession *session)
{
	HcTime as_of = hc_evidence_as_of(hybrid->evidence);
	const HcCertFacts *leaf = session->tls != NULL ? hc_tls_leaf(session->tls) : NULL;

	if (leaf == NULL)
		return NULL;
	if (hc_wire_is_of_connector(hybrid, session) == HC_TRI_NO)
		return "cert-wire-differs-from-connector";
	if (session->tls->complete == HC_TRI_NO)
		return "cert-wire-chain-incomplete";
	return leaf->not_after < as_of || leaf->not_before > as_of ? "cert-wire-expired" : NULL;
}

/* Of two addresses that differ the one that is wrong is told of elsewhere; NULL: none is. */
static const char *
told_elsewhere(const HcHybrid *hybrid, const HcSmtpSession *session, const HcSmtpSession *other)
{
	const char *fault = NULL;

	if (same_leaf(session, other))
		return NULL;
	fault = fault_of(hybrid, session);
	return fault != NULL ? fault : fault_of(hybrid, other);
}

static void
report_different(const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session,
	const HcSmtpSession *other, HcFindings *out)
{
	gboolean certificate = !same_leaf(session, other);
	const char *elsewhere = told_elsewhere(hybrid, session, other);
	g_autofree char *address = hc_check_value(other->address);
	HcFinding *finding = hc_wire_report(self,
		elsewhere != NULL ? HC_STATUS_INFO : HC_STATUS_FAIL, session, out,
		certificate ? "another certificate is presented than at %s"
			    : "other keywords are offered than at %s",
		address);

	if (certificate)
		hc_wire_prove_leaf(finding, session);
	if (elsewhere != NULL)
		hc_finding_follow(finding, elsewhere);
}

static void
judge_same_of(
	const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session, HcFindings *out)
{
	const HcSmtpSession *other = NULL;
	guint n_others = 0;

	if (session->outcome != HC_OUTCOME_OK) {
		hc_wire_unseen(self, session, "the certificate", out);
		return;
	}
	other = find_different(hybrid, session, &n_others);
	if (other != NULL)
		report_different(self, hybrid, session, other, out);
	else if (n_others > 0)
		hc_wire_report(self, HC_STATUS_PASS, session, out,
			"every address of the name presents the same certificate and keywords");
	else
		hc_wire_report(self, HC_STATUS_NOT_APPLICABLE, session, out,
			"there is one session with that name alone to look at");
}

static void
judge_same(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_wire_judge(self, hybrid, HC_WIRE_OURS, judge_same_of, out);
}

const HcCheck hc_checks_net_hop[] = {
	{
		.id = "net-smtp-hop-between",
		.title = "No other mail server stands between Exchange Online and Exchange",
		.class = HC_CLASS_PERIMETER,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "A8",
		.judge = judge_greeting,
		.impact = "The other server takes the organisation's headers off: mail between the "
			  "two sides arrives as external. Only an Edge Transport server may stand "
			  "there, and the wizard changes nothing about it.",
		.fix = "Let TCP 25 from Exchange Online pass unchanged to an Exchange server, with "
		       "an address or name of its own if the other mail server is needed for mail "
		       "of the Internet.",
		.reference = "DOC-EDGE DOC-TROPT KB2663556",
	},
	{
		.id = "net-lb-plain",
		.title = "Every address of the smart host presents the same certificate and "
			 "keywords",
		.class = HC_CLASS_PERIMETER,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_DERIVED,
		.who = HC_WHO_YOU,
		.hop = "A7",
		.judge = judge_same,
		.impact =
			"What Exchange Online meets depends on where its connection ends: mail is "
			"late or bounces now and then.",
		.fix = "Install the same certificate on every server of the pool, and let the load "
		       "balancer pass TCP 25 through without ending TLS or rewriting SMTP.",
		.ndr = "450 4.4.318 Connection was closed abruptly",
		.reference = "DOC-TROPT DOC-CERTREQ NDR-MFI",
	},
	{ .id = NULL },
};
