/*
 * One parser for each kind of question.  Room: parse; probe.c is the table of them.
 * In: a transcript and the question it answers.  Out: a fact that the builder took.
 */
#pragma once

#include "agent/capture/question.h"
#include "agent/capture/transcript.h"
#include "agent/evidence/evidence-build.h"

typedef struct {
	const HcQuestion *question;
	const HcTranscript *transcript;
	HcEvidenceBuilder *builder;
} HcAnswerRead;

void hc_parse_addresses(const HcAnswerRead *answer);
void hc_parse_smtp(const HcAnswerRead *answer);
void hc_parse_tcp(const HcAnswerRead *answer);
void hc_parse_http(const HcAnswerRead *answer);

/* "SMTP mail.contoso.example [203.0.113.25]:25" of this host, when the transcript began. */
void hc_answer_fill_origin(const HcAnswerRead *answer, HcOrigin *ret_origin);
/* Head of a fact whose @outcome is known; @why is its reason where it tells nothing. */
void hc_answer_fill_head(
	const HcAnswerRead *answer, HcOutcome outcome, const char *why, HcFactHead *ret_head);
/* "203.0.113.9" of "203.0.113.9:41234" in a CONNECTED record; NULL if it says nothing. */
char *hc_answer_source(const HcRecord *connected);
