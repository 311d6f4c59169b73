/*
 * A transcript of an SMTP session to its facts.  Room: parse.
 * dialogue.c reads it, smtp-outcome.c names what became of it, parse-tls.c has the handshake.
 */
#include "agent/parse/probe/parse-tls.h"
#include "agent/parse/probe/parsers.h"
#include "agent/parse/probe/reply-facts.h"
#include "agent/parse/probe/session-text.h"
#include "agent/parse/probe/smtp-outcome.h"

static void
fill_question(const HcQuestion *question, HcSmtpSession *session)
{
	session->host = hc_text_printable(question->host);
	session->address = hc_text_printable(question->address);
	session->port = question->port;
	session->roles = question->roles;
	session->tls_max = question->tls_max;
}

/* The address came from the resolver's answer for that name, or was given. */
static void
fill_resolve(const HcAnswerRead *answer, HcStageResult *ret_result)
{
	const HcHostAddresses *addresses = hc_evidence_addresses_of(
		hc_evidence_builder_view(answer->builder), answer->question->host);

	ret_result->outcome = HC_OUTCOME_OK;
	if (addresses->head.status == HC_FACT_COLLECTED)
		ret_result->took_us = addresses->result.took_us;
}

static void
fill_said(const HcDialogue *dialogue, HcSmtpSession *session)
{
	hc_reply_facts_fill(dialogue->turns[HC_STAGE_GREETING].reply, &session->greeting);
	session->before = hc_reply_facts_keywords(dialogue->turns[HC_STAGE_EHLO].reply);
	session->after = hc_reply_facts_keywords(dialogue->turns[HC_STAGE_EHLO2].reply);
}

void
hc_parse_smtp(const HcAnswerRead *answer)
{
	g_autoptr(HcDialogue) dialogue = hc_dialogue_read(answer->transcript);
	HcSmtpSession *session = hc_smtp_session_new();

	fill_question(answer->question, session);
	session->source = g_steal_pointer(&dialogue->source);
	session->took_us = dialogue->took_us;
	fill_resolve(answer, &session->stages[HC_STAGE_RESOLVE]);
	fill_said(dialogue, session);
	hc_smtp_judge(dialogue, session);
	session->tls = hc_parse_tls(answer);
	session->transcript = hc_session_text(answer->transcript);
	hc_answer_fill_head(
		answer, session->outcome, session->stages[session->stage].detail, &session->head);
	hc_evidence_builder_take_smtp(answer->builder, session);
}
