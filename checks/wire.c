/* Sessions as rules see them.  Room: checks. */
#include "checks/wire.h"

#include "agent/base/dname.h"
#include "checks/saw.h"

#include <string.h>

/* --- which sessions -------------------------------------------------------------------------- */

static const char *
nobody(guint roles)
{
	if ((roles & HC_ROLE_EXCHANGE_ONLINE) != 0)
		return "where the hybrid Send connector delivers to is not known, so nothing was "
		       "asked there";
	if ((roles & HC_ROLE_LISTENER) != 0)
		return "the smart host that Exchange Online delivers to is not known, so nothing "
		       "was asked there";
	return "no hybrid server was asked directly";
}

gboolean
hc_wire_was_asked(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	if (hc_evidence_network_asked(hybrid->evidence))
		return TRUE;
	hc_findings_add(out, self, HC_STATUS_UNKNOWN, NULL, HC_FINDING_OFFLINE);
	return FALSE;
}

gboolean
hc_wire_saw_network(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	if (hybrid->without_mail) {
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"hybrid mail flow is not configured");
		return FALSE;
	}
	return hc_wire_was_asked(self, hybrid, out);
}

gboolean
hc_wire_is_whole(const HcSmtpSession *session, guint roles)
{
	return (session->roles & roles) != 0 && session->tls_max == 0 &&
	       session->head.status == HC_FACT_COLLECTED &&
	       session->outcome != HC_OUTCOME_NOT_REACHED &&
	       session->outcome != HC_OUTCOME_INTERRUPTED;
}

gboolean
hc_wire_is_sibling(const HcSmtpSession *session, const HcSmtpSession *other)
{
	return session->port == other->port && hc_dname_equal(session->host, other->host);
}

const HcSmtpSession *
hc_wire_healthy_sibling(const HcHybrid *hybrid, const HcSmtpSession *session)
{
	guint n = hc_evidence_n_smtp(hybrid->evidence);

	for (guint i = 0; session->outcome != HC_OUTCOME_OK && i < n; i++) {
		const HcSmtpSession *other = hc_evidence_smtp(hybrid->evidence, i);

		if (hc_wire_is_whole(other, session->roles) && other->outcome == HC_OUTCOME_OK &&
			hc_wire_is_sibling(session, other))
			return other;
	}
	return NULL;
}

gboolean
hc_wire_is_cut_off(const HcSmtpSession *session)
{
	return session->stage == HC_STAGE_CONNECT && session->outcome != HC_OUTCOME_OK;
}

static void
report_broken_off(const HcCheck *self, const HcSmtpSession *session, HcFindings *out)
{
	hc_wire_report(self, HC_STATUS_UNKNOWN, session, out,
		"the session was broken off here before it told anything");
}

static guint
judge_sessions(const HcCheck *self, const HcHybrid *hybrid, guint roles, HcJudgeSession judge,
	HcFindings *out)
{
	guint n = hc_evidence_n_smtp(hybrid->evidence);
	guint n_judged = 0;

	for (guint i = 0; i < n; i++) {
		const HcSmtpSession *session = hc_evidence_smtp(hybrid->evidence, i);

		if ((session->roles & roles) == 0 || session->tls_max != 0)
			continue;
		n_judged++;
		if (hc_wire_is_whole(session, roles))
			judge(self, hybrid, session, out);
		else
			report_broken_off(self, session, out);
	}
	return n_judged;
}

/* Names that led to no session. */
static guint
report_nameless(const HcCheck *self, const HcHybrid *hybrid, guint roles, HcFindings *out)
{
	guint n = hc_evidence_n_addresses(hybrid->evidence);
	guint n_reported = 0;

	for (guint i = 0; i < n; i++) {
		const HcHostAddresses *name = hc_evidence_addresses(hybrid->evidence, i);
		g_autofree char *host = hc_check_value(name->host);
		HcFinding *finding = NULL;

		if ((name->roles & roles) == 0 || name->head.status == HC_FACT_COLLECTED)
			continue;
		n_reported++;
		finding = hc_findings_add(out, self, HC_STATUS_UNKNOWN, host,
			name->head.status == HC_FACT_ABSENT
				? "%s has no address here, so nothing was asked of it"
				: "the resolver of this host did not tell an address of %s",
			host);
		hc_finding_prove(finding, &name->head.origin, "%s: %s", host,
			hc_outcome_word(name->result.outcome));
	}
	return n_reported;
}

void
hc_wire_judge(const HcCheck *self, const HcHybrid *hybrid, guint roles, HcJudgeSession judge,
	HcFindings *out)
{
	guint n = 0;

	if (!hc_wire_saw_network(self, hybrid, out))
		return;
	n = judge_sessions(self, hybrid, roles, judge, out);
	n += report_nameless(self, hybrid, roles, out);
	if (n == 0)
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, NULL, "%s", nobody(roles));
}

/* --- which rule tells of it ------------------------------------------------------------------ */

static const char *
inspected_by(const HcSmtpSession *session)
{
	return (session->masked & HC_MASKED_BANNER) != 0 ? "net-banner-masked"
							 : "net-starttls-stripped";
}

/* A server of ours that was asked directly offers STARTTLS. */
static gboolean
server_offers_starttls(const HcHybrid *hybrid)
{
	guint n = hc_evidence_n_smtp(hybrid->evidence);

	for (guint i = 0; i < n; i++) {
		const HcSmtpSession *session = hc_evidence_smtp(hybrid->evidence, i);

		if (hc_wire_is_whole(session, HC_ROLE_SERVER) &&
			hc_smtp_has_keyword((const char *const *)session->before, "STARTTLS"))
			return TRUE;
	}
	return FALSE;
}

/*
 * A client certificate was asked for, and its lack ended the session: by an alert, or as some mail
 * servers do, by a reply inside TLS.
 */
static gboolean
demands_certificate(const HcSmtpSession *session)
{
	const char *text = session->reply.text != NULL ? session->reply.text : "";

	if (session->tls == NULL || session->tls->client_certificate != HC_TRI_YES)
		return FALSE;
	return session->outcome == HC_OUTCOME_TLS_ALERT ||
	       (session->stage == HC_STAGE_EHLO2 && strstr(text, "certificate") != NULL);
}

static const char *
cause_here(const HcHybrid *hybrid, const HcSmtpSession *session)
{
	if (session->outcome != HC_OUTCOME_OK && demands_certificate(session))
		return "net-client-certificate";
	switch (session->outcome) {
	case HC_OUTCOME_OK:
	case HC_OUTCOME_NOT_REACHED:
	case HC_OUTCOME_INTERRUPTED:
	case HC_N_OUTCOMES:
		return NULL;
	case HC_OUTCOME_INSPECTED:
		return inspected_by(session);
	case HC_OUTCOME_NO_STARTTLS:
		return server_offers_starttls(hybrid) ? "net-starttls-stripped"
						      : "net-starttls-missing";
	case HC_OUTCOME_NO_ADDRESS:
	case HC_OUTCOME_REFUSED:
	case HC_OUTCOME_FILTERED:
	case HC_OUTCOME_UNREACHABLE:
	case HC_OUTCOME_SILENT:
	case HC_OUTCOME_TARPIT:
	case HC_OUTCOME_BUSY:
	case HC_OUTCOME_NOT_SMTP:
	case HC_OUTCOME_NOT_HTTP:
	case HC_OUTCOME_STARTTLS_REFUSED:
	case HC_OUTCOME_RESET_AFTER_STARTTLS:
	case HC_OUTCOME_PLAINTEXT_INJECTED:
	case HC_OUTCOME_TLS_ALERT:
	case HC_OUTCOME_TLS_CUT:
		break;
	}
	return hc_wire_is_cut_off(session) ? "net-25-in" : "net-smtp-session";
}

const char *
hc_wire_cause(const HcHybrid *hybrid, const HcSmtpSession *session)
{
	const char *cause = cause_here(hybrid, session);

	if (cause != NULL && hc_wire_healthy_sibling(hybrid, session) != NULL)
		return "net-address-unhealthy";
	return cause;
}

/* --- findings -------------------------------------------------------------------------------- */

char *
hc_wire_subject(const HcSmtpSession *session)
{
	g_autofree char *host = hc_check_value(session->host);
	g_autofree char *address = hc_check_value(session->address);

	if (g_strcmp0(session->host, session->address) == 0)
		return g_strdup_printf("[%s]:%u", address, session->port);
	return g_strdup_printf("%s [%s]:%u", host, address, session->port);
}

char *
hc_wire_ending(const HcSmtpSession *session)
{
	g_autofree char *outcome = hc_smtp_outcome_text(session);
	g_autofree char *shown = hc_check_value(outcome);

	return g_strdup_printf("%s at %s", shown, hc_stage_word(session->stage));
}

/* What the session met, and the reply that decided. */
static void
prove(HcFinding *finding, const HcSmtpSession *session)
{
	g_autofree char *ending = hc_wire_ending(session);
	g_autofree char *text = hc_check_value(session->reply.text);
	const char *detail = session->stages[session->stage].detail;
	g_autofree char *shown = hc_check_value(detail);

	hc_finding_prove(finding, &session->head.origin, "%s%s%s", ending,
		*shown != '\0' ? ": " : "", shown);
	if (session->outcome != HC_OUTCOME_OK && session->reply.code != 0)
		hc_finding_prove(finding, &session->head.origin, "reply %u%s%s",
			session->reply.code, *text != '\0' ? " " : "", text);
}

HcFinding *
hc_wire_report(const HcCheck *self, HcStatus status, const HcSmtpSession *session, HcFindings *out,
	const char *format, ...)
{
	g_autofree char *subject = hc_wire_subject(session);
	g_autofree char *summary = NULL;
	HcFinding *finding;
	va_list args;

	va_start(args, format);
	summary = g_strdup_vprintf(format, args);
	va_end(args);
	finding = hc_findings_add(out, self, status, subject, "%s", summary);
	prove(finding, session);
	return finding;
}

void
hc_wire_follow(
	const HcCheck *self, const HcSmtpSession *session, const char *cause, HcFindings *out)
{
	g_autofree char *ending = hc_wire_ending(session);
	HcFinding *finding = hc_wire_report(
		self, HC_STATUS_INFO, session, out, "the session ended with %s", ending);

	hc_finding_follow(finding, cause);
}

void
hc_wire_unseen(const HcCheck *self, const HcSmtpSession *session, const char *what, HcFindings *out)
{
	g_autofree char *subject = hc_wire_subject(session);
	g_autofree char *ending = hc_wire_ending(session);

	hc_wire_report(self, HC_STATUS_UNKNOWN, session, out,
		"%s was not seen: the session with %s ended with %s", what, subject, ending);
}
