/* A transcript of connecting and nothing else to its fact.  Room: parse. */
#include "agent/parse/probe/ending.h"
#include "agent/parse/probe/parsers.h"

/* The first record that tells how it went; NULL: none does. */
static const HcRecord *
find_outcome(const HcTranscript *transcript)
{
	for (guint i = 0; i < hc_transcript_n(transcript); i++) {
		const HcRecord *record = hc_transcript_at(transcript, i);

		if (record->kind == HC_RECORD_CONNECTED || hc_end_is(record))
			return record;
	}
	return NULL;
}

static void
fill_outcome(const HcRecord *record, HcTcpConnect *connect)
{
	connect->took_us = record != NULL ? record->at_us : 0;
	if (record != NULL && record->kind == HC_RECORD_CONNECTED) {
		connect->outcome = HC_OUTCOME_OK;
		connect->source = hc_answer_source(record);
		return;
	}
	connect->outcome = hc_end_at_connect(hc_end_of(record));
	connect->detail = hc_end_text(record);
}

void
hc_parse_tcp(const HcAnswerRead *answer)
{
	const HcQuestion *question = answer->question;
	HcTcpConnect *connect = hc_tcp_connect_new();

	connect->host = hc_text_printable(question->host);
	connect->address = hc_text_printable(question->address);
	connect->port = question->port;
	connect->roles = question->roles;
	fill_outcome(find_outcome(answer->transcript), connect);
	hc_answer_fill_head(answer, connect->outcome, connect->detail, &connect->head);
	hc_evidence_builder_take_tcp(answer->builder, connect);
}
