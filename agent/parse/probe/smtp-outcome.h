/*
 * The name of what became of an SMTP session.  Room: parse.
 * In: the session as it went.  Out: the stage it came to, the outcome of each, the reply that
 * decided.  The words are those of agent/evidence/probe.h.
 */
#pragma once

#include "agent/evidence/smtp.h"
#include "agent/parse/probe/dialogue.h"

/* Sets stage, outcome, seconds, alert, reply, stages, helo and masked of @session. */
void hc_smtp_judge(const HcDialogue *dialogue, HcSmtpSession *session);
