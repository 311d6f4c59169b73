/* The only way from what the network said to facts.  Room: parse. */
#include "agent/parse/probe/probe.h"

#include "agent/parse/probe/parsers.h"

#include <string.h>

static const struct {
	HcQuestionKind kind;
	void (*parse)(const HcAnswerRead *answer);
} parsers[] = {
	{ HC_QUESTION_ADDRESSES, hc_parse_addresses },
	{ HC_QUESTION_SMTP, hc_parse_smtp },
	{ HC_QUESTION_TCP, hc_parse_tcp },
	{ HC_QUESTION_HTTPS, hc_parse_http },
};

/* --- what facts share ------------------------------------------------------------------------- */

void
hc_answer_fill_origin(const HcAnswerRead *answer, HcOrigin *ret_origin)
{
	g_autofree char *text = hc_question_text(answer->question);

	ret_origin->place = hc_text_printable(text);
	ret_origin->vantage = g_strdup(HC_VANTAGE_THIS_HOST);
	ret_origin->as_of = hc_transcript_started(answer->transcript);
}

void
hc_answer_fill_head(
	const HcAnswerRead *answer, HcOutcome outcome, const char *why, HcFactHead *ret_head)
{
	hc_answer_fill_origin(answer, &ret_head->origin);
	ret_head->status =
		outcome == HC_OUTCOME_INTERRUPTED ? HC_FACT_UNREACHABLE : HC_FACT_COLLECTED;
	if (ret_head->status != HC_FACT_COLLECTED)
		ret_head->why = g_strdup(why != NULL ? why : "interrupted");
}

/* Without the port, and of IPv6 without the brackets. */
char *
hc_answer_source(const HcRecord *connected)
{
	const char *text = connected->text != NULL ? connected->text : "";
	const char *colon = strrchr(text, ':');
	const gboolean in_brackets =
		*text == '[' && colon != NULL && colon > text && colon[-1] == ']';
	g_autofree char *address = NULL;

	if (colon == NULL || colon == text)
		return NULL;
	address = in_brackets ? g_strndup(text + 1, (gsize)(colon - text) - 2)
			      : g_strndup(text, (gsize)(colon - text));
	return hc_text_printable(address);
}

/* --- dispatch --------------------------------------------------------------------------------- */

void
hc_parse_answer(const HcCapture *capture, HcEvidenceBuilder *builder)
{
	const HcAnswerRead answer = { hc_capture_question(capture), hc_capture_transcript(capture),
		builder };

	for (guint i = 0; i < G_N_ELEMENTS(parsers); i++) {
		if (parsers[i].kind == answer.question->kind)
			parsers[i].parse(&answer);
	}
}
