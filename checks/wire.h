/*
 * Sessions as rules see them.  Room: checks.  Pure.
 * In: the const hybrid organisation and what its network answered.  Out: which sessions a rule
 * looks at, findings about one address each, and UNKNOWN for whatever was not seen.
 *
 * A session shows what this host met.  Nothing in it says that Exchange Online meets the same, so
 * no rule takes it for more.
 */
#pragma once

#include "checks/check.h"

/* Where Exchange Online delivers to, or what the user named to be treated so. */
#define HC_WIRE_OURS (HC_ROLE_LISTENER | HC_ROLE_GIVEN)

typedef void (*HcJudgeSession)(
	const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session, HcFindings *out);

/* FALSE, with UNKNOWN added, if this run asks the network nothing. */
gboolean hc_wire_was_asked(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out);
/* The same, and NOT_APPLICABLE where no hybrid mail flow is configured. */
gboolean hc_wire_saw_network(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out);
/*
 * Judges every whole session (not of one TLS version alone) that has one of @roles.  Adds UNKNOWN
 * for each name without an address, for each session that was broken off here, and if there was
 * nothing to ask.
 */
void hc_wire_judge(const HcCheck *self, const HcHybrid *hybrid, guint roles, HcJudgeSession judge,
	HcFindings *out);
/* It has one of @roles, offered all versions of TLS, and was not broken off here. */
gboolean hc_wire_is_whole(const HcSmtpSession *session, guint roles);
/* It asks about the same name and port as @session, at whatever address. */
gboolean hc_wire_is_sibling(const HcSmtpSession *session, const HcSmtpSession *other);
/* Another address of its name answers well while this one does not; NULL: none. */
const HcSmtpSession *hc_wire_healthy_sibling(const HcHybrid *hybrid, const HcSmtpSession *session);

/*
 * The rule that says what is wrong with a session that did not go through; NULL if it did, or
 * nothing can be said.  The others follow from it.
 */
const char *hc_wire_cause(const HcHybrid *hybrid, const HcSmtpSession *session);
/* TCP did not come about. */
gboolean hc_wire_is_cut_off(const HcSmtpSession *session);

/* "mail.contoso.example [203.0.113.25]:25" */
char *hc_wire_subject(const HcSmtpSession *session);
/* Adds a finding about the session, with what it met as the proof. */
HcFinding *hc_wire_report(const HcCheck *self, HcStatus status, const HcSmtpSession *session,
	HcFindings *out, const char *format, ...) G_GNUC_PRINTF(5, 6);
/* Adds INFO that the session met trouble of which rule @cause tells. */
void hc_wire_follow(
	const HcCheck *self, const HcSmtpSession *session, const char *cause, HcFindings *out);
/* Adds UNKNOWN: the session ended before what the rule looks at. */
void hc_wire_unseen(
	const HcCheck *self, const HcSmtpSession *session, const char *what, HcFindings *out);
/* "no-starttls at ehlo", with what belongs to it */
char *hc_wire_ending(const HcSmtpSession *session);
