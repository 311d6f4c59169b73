/*
 * Does a session on port 25 go through to TLS, and if it does not, who is in the way: a device, the
 * connector, or the server?  Rules 180 and 181, and the outcomes that have no row there.
 * Room: checks.
 *
 * A missing STARTTLS is the connector's where the server itself does not offer it either, and a
 * device's where the server does (rulebook 4.3).
 */
#include "checks/check.h"

#include "agent/base/dname.h"
#include "checks/saw.h"
#include "checks/wire-cert.h"

/* The session ended before the rule's matter, or with trouble of which another rule tells. */
static void
report_elsewhere(const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session,
	const char *what, HcFindings *out)
{
	const char *cause = hc_wire_cause(hybrid, session);

	if (cause == NULL || hc_wire_is_cut_off(session))
		hc_wire_unseen(self, session, what, out);
	else
		hc_wire_follow(self, session, cause, out);
}

/* --- the banner ------------------------------------------------------------------------------ */

static void
judge_banner_of(
	const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session, HcFindings *out)
{
	const char *cause = hc_wire_cause(hybrid, session);
	g_autofree char *banner = hc_check_value(session->greeting.text);

	if (session->greeting.code == 0) {
		hc_wire_unseen(self, session, "the greeting", out);
		return;
	}
	if ((session->masked & HC_MASKED_BANNER) == 0) {
		hc_wire_report(self, HC_STATUS_PASS, session, out, "the greeting is readable");
		return;
	}
	if (session->outcome == HC_OUTCOME_OK)
		hc_wire_report(self, HC_STATUS_INFO, session, out,
			"the greeting is masked (%s), but STARTTLS comes through", banner);
	else if (g_strcmp0(cause, self->id) == 0)
		hc_wire_report(self, HC_STATUS_FAIL, session, out,
			"a device rewrites SMTP: the greeting is masked (%s), and STARTTLS is not "
			"offered",
			banner);
	else
		report_elsewhere(self, hybrid, session, "what the greeting was", out);
}

static void
judge_banner(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_wire_judge(self, hybrid, HC_WIRE_OURS, judge_banner_of, out);
}

/* --- STARTTLS -------------------------------------------------------------------------------- */

static gboolean
offers_starttls(const HcSmtpSession *session)
{
	return hc_smtp_has_keyword((const char *const *)session->before, "STARTTLS");
}

/* NO: none of the servers that were asked directly offers it; UNKNOWN: none was asked. */
static HcTri
servers_offer(const HcHybrid *hybrid)
{
	guint n = hc_evidence_n_smtp(hybrid->evidence);
	HcTri result = HC_TRI_UNKNOWN;

	for (guint i = 0; i < n; i++) {
		const HcSmtpSession *session = hc_evidence_smtp(hybrid->evidence, i);

		if (!hc_wire_is_whole(session, HC_ROLE_SERVER))
			continue;
		if (offers_starttls(session))
			return HC_TRI_YES;
		if (session->outcome == HC_OUTCOME_NO_STARTTLS)
			result = HC_TRI_NO;
	}
	return result;
}

static void
report_stripped(const HcCheck *self, const HcSmtpSession *session, HcFindings *out)
{
	if (session->outcome == HC_OUTCOME_INSPECTED)
		hc_wire_report(self, HC_STATUS_FAIL, session, out,
			"a device overwrites the keywords of EHLO, and STARTTLS is among them");
	else
		hc_wire_report(self, HC_STATUS_FAIL, session, out,
			"STARTTLS is missing here, and a server that was asked directly offers it: "
			"a device on the way removes it");
}

static void
judge_stripped_of(
	const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session, HcFindings *out)
{
	const char *cause = hc_wire_cause(hybrid, session);
	HcFinding *finding = NULL;

	if (offers_starttls(session)) {
		hc_wire_report(self, HC_STATUS_PASS, session, out, "STARTTLS is offered");
		return;
	}
	if (g_strcmp0(cause, self->id) == 0) {
		report_stripped(self, session, out);
		return;
	}
	if (g_strcmp0(cause, "net-starttls-missing") != 0) {
		report_elsewhere(self, hybrid, session, "what EHLO is answered with", out);
		return;
	}
	if (servers_offer(hybrid) == HC_TRI_NO) {
		finding = hc_wire_report(self, HC_STATUS_INFO, session, out,
			"STARTTLS is missing, but no server offers it either: no device is to "
			"blame");
		hc_finding_follow(finding, cause);
		return;
	}
	hc_wire_report(self, HC_STATUS_UNKNOWN, session, out,
		"STARTTLS is missing; whether the server itself offers it is not known: on the "
		"server, telnet localhost 25 and EHLO show it");
}

static void
judge_stripped(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_wire_judge(self, hybrid, HC_WIRE_OURS, judge_stripped_of, out);
}

/* The connector cannot offer TLS: its AuthMechanism has no Tls. */
static gboolean
is_without_tls(const HcExchangeObject *connector)
{
	g_auto(GStrv) flags = hc_text_split(hc_exchange_text(connector, "AuthMechanism"), ",");

	return hc_exchange_has(connector, "AuthMechanism") &&
	       !hc_text_in((const char *const *)flags, "Tls");
}

/* No certificate can be found for the connector, and a rule says so. */
static gboolean
is_without_certificate(const HcHybrid *hybrid, const HcExchangeObject *connector)
{
	guint n = hc_evidence_n_picks(hybrid->evidence);

	for (guint i = 0; i < n; i++) {
		const HcPick *pick = hc_evidence_pick(hybrid->evidence, i);

		if (pick->kind == HC_KIND_RECEIVE_CONNECTOR &&
			pick->head.status == HC_FACT_ABSENT &&
			g_strcmp0(pick->connector, hc_exchange_identity(connector)) == 0)
			return TRUE;
	}
	return FALSE;
}

/* The rule of the configuration that says why no server offers it; NULL: none does. */
static const char *
cause_in_configuration(const HcHybrid *hybrid)
{
	for (guint i = 0; i < hybrid->receives->len; i++) {
		const HcReceiveMatch *match = g_ptr_array_index(hybrid->receives, i);

		if (match->connector == NULL)
			continue;
		if (is_without_tls(match->connector))
			return "recv-authmechanism-no-tls";
		if (is_without_certificate(hybrid, match->connector))
			return "cert-recv-name-not-found";
	}
	return NULL;
}

static void
report_missing(
	const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session, HcFindings *out)
{
	const char *cause = cause_in_configuration(hybrid);
	HcTri servers = servers_offer(hybrid);
	g_autofree char *why = NULL;
	HcFinding *finding = NULL;

	if (cause != NULL) {
		finding = hc_wire_report(self, HC_STATUS_INFO, session, out,
			"STARTTLS is not offered, as the configuration leads to expect");
		hc_finding_follow(finding, cause);
		return;
	}
	if (hc_wire_may_meet_another(hybrid, session, &why)) {
		hc_wire_report(self, HC_STATUS_UNKNOWN, session, out,
			"STARTTLS is not offered, but to this host: %s; what Exchange Online is "
			"offered is not known",
			why);
		return;
	}
	finding = hc_wire_report(self, HC_STATUS_FAIL, session, out,
		session->helo
			? "STARTTLS is not offered: EHLO is refused, and HELO alone is taken%s"
			: "STARTTLS is not offered%s",
		servers == HC_TRI_NO ? ", and the servers themselves do not offer it either" : "");
	hc_finding_fill_remedy(finding, NULL, NULL);
}

static void
judge_missing_of(
	const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session, HcFindings *out)
{
	if (offers_starttls(session))
		hc_wire_report(self, HC_STATUS_PASS, session, out, "STARTTLS is offered");
	else if (g_strcmp0(hc_wire_cause(hybrid, session), self->id) == 0)
		report_missing(self, hybrid, session, out);
	else
		report_elsewhere(self, hybrid, session, "what EHLO is answered with", out);
}

static void
judge_missing(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_wire_judge(self, hybrid, HC_WIRE_OURS, judge_missing_of, out);
}

/* --- the rest of a session ------------------------------------------------------------------- */

/* It may be better in a minute: late mail, no lost one. */
static gboolean
is_passing(const HcSmtpSession *session)
{
	return session->outcome == HC_OUTCOME_BUSY || session->outcome == HC_OUTCOME_TARPIT;
}

static void
report_broken(const HcCheck *self, const HcSmtpSession *session, HcFindings *out)
{
	g_autofree char *ending = hc_wire_ending(session);
	HcFinding *finding = hc_wire_report(
		self, HC_STATUS_FAIL, session, out, "a session does not go through: %s", ending);

	if (!is_passing(session))
		return;
	finding->severity = HC_SEVERITY_MEDIUM;
	finding->effect = HC_EFFECT_MANUAL_FIX;
}

static void
judge_session_of(
	const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session, HcFindings *out)
{
	const char *cause = hc_wire_cause(hybrid, session);

	if (session->outcome == HC_OUTCOME_OK)
		hc_wire_report(self, HC_STATUS_PASS, session, out,
			"a session with this host goes through");
	else if (g_strcmp0(cause, self->id) == 0)
		report_broken(self, session, out);
	else
		report_elsewhere(self, hybrid, session, "a session", out);
}

static void
judge_session(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_wire_judge(self, hybrid, HC_WIRE_OURS, judge_session_of, out);
}

static void
judge_client_of(
	const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session, HcFindings *out)
{
	g_autofree char *ending = hc_wire_ending(session);

	if (session->tls == NULL)
		hc_wire_unseen(self, session, "a TLS handshake", out);
	else if (g_strcmp0(hc_wire_cause(hybrid, session), self->id) == 0)
		hc_wire_report(self, HC_STATUS_FAIL, session, out,
			"the listener demands a client certificate and ends the session without "
			"one "
			"(%s); Exchange Online shows one, and whether it is taken is not seen here",
			ending);
	else if (session->outcome == HC_OUTCOME_OK)
		hc_wire_report(self, HC_STATUS_PASS, session, out,
			session->tls->client_certificate == HC_TRI_YES
				? "a client certificate is asked for, and not demanded"
				: "no client certificate is demanded");
	else
		report_elsewhere(self, hybrid, session, "the end of the TLS handshake", out);
}

static void
judge_client(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_wire_judge(self, hybrid, HC_WIRE_OURS, judge_client_of, out);
}

/* --- to Exchange Online ---------------------------------------------------------------------- */

static gboolean
lacks_starttls(const HcSmtpSession *session)
{
	return session->outcome == HC_OUTCOME_NO_STARTTLS ||
	       session->outcome == HC_OUTCOME_INSPECTED;
}

static void
judge_out_of(const HcCheck *self, G_GNUC_UNUSED const HcHybrid *hybrid,
	const HcSmtpSession *session, HcFindings *out)
{
	if (session->outcome == HC_OUTCOME_OK)
		hc_wire_report(self, HC_STATUS_PASS, session, out,
			"a session from this host goes through");
	else if (hc_wire_is_cut_off(session))
		hc_wire_unseen(self, session, "a session", out);
	else if (lacks_starttls(session))
		hc_wire_report(self, HC_STATUS_FAIL, session, out,
			"STARTTLS is missing, and Exchange Online always offers it: a device on "
			"the way removes it");
	else
		report_broken(self, session, out);
}

static void
judge_out(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_wire_judge(self, hybrid, HC_ROLE_EXCHANGE_ONLINE, judge_out_of, out);
}

const HcCheck hc_checks_net_smtp[] = {
	{
		.id = "net-banner-masked",
		.title = "No device rewrites the greeting of the listener",
		.class = HC_CLASS_PERIMETER,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_FIREWALL,
		.hop = "A6",
		.judge = judge_banner,
		.impact = "The device lets only the commands of 1982 pass: no TLS, and mail from "
			  "Exchange Online bounces after a day.",
		.fix = "Switch SMTP inspection off for this listener: on a Cisco firewall \"no "
		       "inspect esmtp\" in the policy, on old ones \"no fixup protocol smtp 25\".",
		.ndr = "450 4.4.317 [Message=451 5.7.3 STARTTLS is required to send mail]; 450 "
		       "4.4.318 Connection was closed abruptly",
		.reference = "KB320027 COMM-EIGHTWONE NDR-MFI",
	},
	{
		.id = "net-starttls-stripped",
		.title = "No device removes STARTTLS",
		.class = HC_CLASS_PERIMETER,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_FIREWALL,
		.hop = "A6",
		.judge = judge_stripped,
		.impact =
			"Exchange Online demands TLS: mail waits in the cloud and bounces after a "
			"day.",
		.fix = "Switch SMTP inspection, or the mail proxy, off for this listener: TCP 25 "
		       "has to pass unchanged between Exchange Online and Exchange.",
		.ndr = "450 4.4.317 [Message=451 5.7.3 STARTTLS is required to send mail]; 450 "
		       "4.4.318 Connection was closed abruptly",
		.reference = "KB320027 COMM-EIGHTWONE NDR-MFI",
	},
	{
		.id = "net-starttls-missing",
		.title = "The listener offers STARTTLS",
		.class = HC_CLASS_PERIMETER,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "A6",
		.judge = judge_missing,
		.impact =
			"Exchange Online demands TLS: mail waits in the cloud and bounces after a "
			"day.",
		.remedy = "Get-EventLog Application -Source MSExchangeFrontEndTransport -Newest 50 "
			  "| Where-Object EventID -eq 12014\n"
			  "Get-ReceiveConnector | Format-List "
			  "Identity,Fqdn,TlsCertificateName,AuthMechanism,RemoteIPRanges",
		.fix = "On the server, telnet localhost 25 and EHLO show whether it offers "
		       "STARTTLS itself. If it does, a device on the way removes it. If it does "
		       "not, Exchange found no certificate for the connector (event 12014), or "
		       "its AuthMechanism lacks Tls.",
		.ndr = "450 4.4.317 [Message=451 5.7.3 STARTTLS is required to send mail]",
		.reference = "KB2989382 BLOG-TLSCERT BLOG-G2",
	},
	{
		.id = "net-smtp-session",
		.title = "A session with the listener goes through",
		.class = HC_CLASS_PERIMETER,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_DERIVED,
		.who = HC_WHO_YOU,
		.hop = "A6",
		.judge = judge_session,
		.impact =
			"Exchange Online cannot hand mail over: it waits in the cloud and bounces "
			"after a day.",
		.fix = "Look at what answers on that address: the transcript shows the stage that "
		       "broke and the last reply. An answer of 4xx passes by itself where it is a "
		       "limit of connections.",
		.ndr = "450 4.4.317 Cannot connect to remote server; 450 4.4.318 Connection was "
		       "closed abruptly",
		.reference = "NDR-MFI",
	},
	{
		.id = "net-client-certificate",
		.title = "The listener does not depend on one client certificate",
		.class = HC_CLASS_PERIMETER,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_DERIVED,
		.who = HC_WHO_YOU,
		.hop = "A6",
		.judge = judge_client,
		.impact =
			"Sessions depend on how the listener judges Exchange Online's certificate "
			"as that of a client: its CA and its purposes change, and then mail stops.",
		.fix = "Ask for client certificates without demanding one; Exchange recognises "
		       "Exchange Online by the certificate it shows.",
		.ndr = "450 4.4.317 Cannot establish session with remote server",
		.reference = "DOC-EXOTLS DOC-TROPT",
	},
	{
		.id = "net-smtp-session-out",
		.title = "A session with Exchange Online goes through",
		.class = HC_CLASS_PERIMETER,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_DERIVED,
		.who = HC_WHO_FIREWALL,
		.hop = "B6",
		.judge = judge_out,
		.impact = "If the servers meet the same, mail to Exchange Online waits in their "
			  "queues and bounces after two days.",
		.fix = "TCP 25 to Exchange Online has to pass unchanged: take it out of SMTP "
		       "inspection. A refusal by Exchange Online itself names the address it "
		       "refuses.",
		.ndr = "421 4.4.2 Connection dropped due to SocketError; 451 5.7.3 Must issue a "
		       "STARTTLS command first; 550 4.4.7",
		.reference = "KB320027 DOC-PREREQ DOC-TROPT",
	},
	{ .id = NULL },
};
