/*
 * Can TCP 25 be reached, as far as this host shows?  Rules 174 and 175, and addresses of which some
 * do not work.  Room: checks.
 *
 * A look from here never becomes "Exchange Online reaches us", nor "the servers reach Exchange
 * Online": what answers here stays unknown there.
 */
#include "checks/check.h"

#include "checks/saw.h"
#include "checks/wire.h"

/* --- to us ----------------------------------------------------------------------------------- */

/* Every hybrid Receive connector is off, and a rule of its own says so. */
static gboolean
are_connectors_off(const HcHybrid *hybrid)
{
	for (guint i = 0; i < hybrid->receives->len; i++) {
		const HcReceiveMatch *match = g_ptr_array_index(hybrid->receives, i);

		if (match->connector == NULL ||
			hc_exchange_bool(match->connector, "Enabled") != HC_TRI_NO)
			return FALSE;
	}
	return hybrid->receives->len > 0;
}

static const char *
cause_of_cut(const HcHybrid *hybrid, const HcSmtpSession *session)
{
	if (session->outcome == HC_OUTCOME_REFUSED && are_connectors_off(hybrid))
		return "recv-disabled";
	return hc_wire_cause(hybrid, session);
}

static const char *
meaning(HcOutcome outcome)
{
	if (outcome == HC_OUTCOME_REFUSED)
		return "nobody listens there, or a firewall refuses";
	if (outcome == HC_OUTCOME_FILTERED)
		return "nothing answers; a firewall that admits Exchange Online's addresses alone "
		       "looks the same from here";
	return "the network says that there is no way";
}

static void
judge_in_of(
	const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session, HcFindings *out)
{
	const char *cause = NULL;
	HcFinding *finding = NULL;

	if (!hc_wire_is_cut_off(session)) {
		hc_wire_report(self, HC_STATUS_UNKNOWN, session, out,
			"TCP %u answers this host; what Exchange Online's own addresses meet is "
			"seen with Validate-OutboundConnector only",
			session->port);
		return;
	}
	cause = cause_of_cut(hybrid, session);
	if (g_strcmp0(cause, self->id) != 0) {
		hc_wire_follow(self, session, cause, out);
		return;
	}
	finding = hc_wire_report(self, HC_STATUS_FAIL, session, out,
		"TCP %u is %s, seen from this host: %s", session->port,
		hc_outcome_word(session->outcome), meaning(session->outcome));
	hc_finding_fill_remedy(finding,
		hybrid->outbound != NULL ? hc_exchange_identity(hybrid->outbound) : NULL, NULL);
}

static void
judge_in(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_wire_judge(self, hybrid, HC_WIRE_OURS, judge_in_of, out);
}

/* --- addresses of one name ------------------------------------------------------------------- */

static gboolean
has_sibling(const HcHybrid *hybrid, const HcSmtpSession *session)
{
	guint n = hc_evidence_n_smtp(hybrid->evidence);

	for (guint i = 0; i < n; i++) {
		const HcSmtpSession *other = hc_evidence_smtp(hybrid->evidence, i);

		if (other != session && hc_wire_is_whole(other, session->roles) &&
			hc_wire_is_sibling(session, other))
			return TRUE;
	}
	return FALSE;
}

static void
judge_address(
	const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session, HcFindings *out)
{
	const HcSmtpSession *healthy = hc_wire_healthy_sibling(hybrid, session);
	g_autofree char *ending = hc_wire_ending(session);
	g_autofree char *good = NULL;

	if (session->outcome == HC_OUTCOME_OK) {
		hc_wire_report(self, HC_STATUS_PASS, session, out,
			"a session with this address goes "
			"through");
		return;
	}
	if (healthy == NULL) {
		hc_wire_report(self, HC_STATUS_NOT_APPLICABLE, session, out,
			has_sibling(hybrid, session) ? "no other address of the name works either"
						     : "the name has one address alone");
		return;
	}
	good = hc_check_value(healthy->address);
	hc_wire_report(self, HC_STATUS_FAIL, session, out,
		"this address does not work (%s), while %s of the same name does", ending, good);
}

static void
judge_addresses(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_wire_judge(self, hybrid, HC_WIRE_OURS, judge_address, out);
}

/* --- from us --------------------------------------------------------------------------------- */

/* Any address of the same name can be connected to. */
static gboolean
is_reached(const HcHybrid *hybrid, const HcSmtpSession *session)
{
	guint n = hc_evidence_n_smtp(hybrid->evidence);

	for (guint i = 0; i < n; i++) {
		const HcSmtpSession *other = hc_evidence_smtp(hybrid->evidence, i);

		if (hc_wire_is_whole(other, HC_ROLE_EXCHANGE_ONLINE) &&
			hc_wire_is_sibling(session, other) && !hc_wire_is_cut_off(other))
			return TRUE;
	}
	return FALSE;
}

static void
judge_out_of(
	const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session, HcFindings *out)
{
	HcFinding *finding = NULL;

	if (!hc_wire_is_cut_off(session)) {
		hc_wire_report(self, HC_STATUS_UNKNOWN, session, out,
			"TCP %u answers this host; whether it answers the source servers is seen "
			"with Test-NetConnection on each of them",
			session->port);
		return;
	}
	if (is_reached(hybrid, session)) {
		hc_wire_report(self, HC_STATUS_INFO, session, out,
			"TCP %u is %s, seen from this host, while another address of the name "
			"answers",
			session->port, hc_outcome_word(session->outcome));
		return;
	}
	finding = hc_wire_report(self, HC_STATUS_FAIL, session, out,
		"TCP %u to Exchange Online is %s, seen from this host", session->port,
		hc_outcome_word(session->outcome));
	hc_finding_fill_remedy(finding, NULL, session->host);
}

static void
judge_out(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_wire_judge(self, hybrid, HC_ROLE_EXCHANGE_ONLINE, judge_out_of, out);
}

const HcCheck hc_checks_net_reach[] = {
	{
		.id = "net-25-in",
		.title = "Exchange Online reaches TCP 25 of the smart host",
		.class = HC_CLASS_PERIMETER,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_FIREWALL,
		.hop = "A4",
		.judge = judge_in,
		.impact = "Mail from Exchange Online waits in the cloud and bounces after a day. "
			  "The wizard changes no firewall.",
		.remedy = "Validate-OutboundConnector -Identity {identity} -Recipients "
			  "<mailbox on premises>",
		.fix = "Admit the published SMTP ranges of Exchange Online (endpoint set 10) to "
		       "TCP 25 of that address, and make sure that a server listens there. "
		       "Validate-OutboundConnector in Exchange Online shows what its own "
		       "addresses meet.",
		.ndr = "450 4.4.315 Connection timed out; 450 4.4.316 Connection refused; "
		       "550 5.4.316; 550 4.4.7",
		.reference = "DOC-PREREQ NDR-MFI NDR-447 DOC-VALCONN",
	},
	{
		.id = "net-address-unhealthy",
		.title = "Every address of the smart host works",
		.class = HC_CLASS_PERIMETER,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_DERIVED,
		.who = HC_WHO_YOU,
		.hop = "A4",
		.judge = judge_addresses,
		.impact = "Part of the mail is late or bounces, depending on the address Exchange "
			  "Online takes; it prefers IPv6 where the name has such an address.",
		.fix = "Repair what answers on that address, or take the address out of DNS.",
		.ndr = "450 4.4.315; 450 4.4.316; 450 4.4.317",
		.reference = "NDR-MFI DOC-PREREQ",
	},
	{
		.id = "net-25-out",
		.title = "The source servers reach TCP 25 of Exchange Online",
		.class = HC_CLASS_PERIMETER,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_FIREWALL,
		.hop = "B5",
		.judge = judge_out,
		.impact = "Mail to Exchange Online waits in the queues of the servers and bounces "
			  "after two days.",
		.remedy = "Test-NetConnection {value} -Port 25",
		.fix = "Admit TCP 25 from every source server of the hybrid Send connector to the "
		       "published SMTP ranges of Exchange Online (endpoint set 10).",
		.ndr = "421 4.4.1 Connection timed out; 421 4.4.2; 550 4.4.7",
		.reference = "DOC-PREREQ",
	},
	{ .id = NULL },
};
