/* A transcript of a request for HTTPS to its fact.  Room: parse. */
#include "agent/base/limits.h"
#include "agent/parse/probe/ending.h"
#include "agent/parse/probe/http-dialogue.h"
#include "agent/parse/probe/parse-tls.h"
#include "agent/parse/probe/parsers.h"

#define FIRST_OCTETS 60 /* of what is no HTTP, to be shown */

static void
judge(HcHttpAnswer *answer, HcStage stage, HcOutcome outcome, char *take_detail)
{
	answer->stage = stage;
	answer->outcome = outcome;
	answer->detail = take_detail;
}

/* --- the handshake ---------------------------------------------------------------------------- */

static HcOutcome
cut_outcome(const HcHttpDialogue *dialogue)
{
	switch (hc_end_of(dialogue->end)) {
	case HC_END_TIMEOUT:
		return dialogue->saw_tls ? HC_OUTCOME_TARPIT : HC_OUTCOME_SILENT;
	case HC_END_RESET:
	case HC_END_REFUSED:
	case HC_END_CLOSED:
	case HC_END_LIMIT:
		return HC_OUTCOME_TLS_CUT;
	case HC_END_TLS_FAULT:
		/* What came was no TLS, even where its first octets were not kept. */
		return dialogue->saw_tls ? HC_OUTCOME_TLS_CUT : HC_OUTCOME_PLAINTEXT_INJECTED;
	case HC_END_UNREACHABLE:
		return HC_OUTCOME_UNREACHABLE;
	case HC_END_NONE:
	case HC_END_CANCELLED:
	case HC_END_OWN:
		break;
	}
	return HC_OUTCOME_INTERRUPTED;
}

static char *
alert_text(const HcHttpDialogue *dialogue)
{
	g_autofree char *name = hc_text_excerpt(dialogue->alert->text, HC_LIMIT_REPORT_TEXT);

	if (*name == '\0') {
		g_free(name);
		name = g_strdup_printf("%d", dialogue->alert->code);
	}
	return g_strdup_printf("%s the alert %s%s",
		dialogue->alert->sent ? "this side sent" : "the peer sent", name,
		dialogue->is_asked ? "; it asks for a client certificate" : "");
}

static void
judge_tls(const HcHttpDialogue *dialogue, HcHttpAnswer *answer)
{
	if (dialogue->n_clear > 0)
		judge(answer, HC_STAGE_TLS, HC_OUTCOME_PLAINTEXT_INJECTED,
			g_strdup("it answers in clear where TLS must begin"));
	else if (dialogue->alert != NULL)
		judge(answer, HC_STAGE_TLS, HC_OUTCOME_TLS_ALERT, alert_text(dialogue));
	else
		judge(answer, HC_STAGE_TLS, cut_outcome(dialogue), hc_end_text(dialogue->end));
}

/* --- the answer ------------------------------------------------------------------------------- */

/* Where it leads and was not followed; NULL: nowhere. */
static char *
redirect_text(const HcHttpDialogue *dialogue, const char *next)
{
	g_autofree char *shown = hc_text_excerpt(next, HC_LIMIT_REPORT_TEXT);

	if (next == NULL)
		return NULL;
	if (dialogue->redirects->len >= HC_LIMIT_REDIRECTS)
		return g_strdup_printf("it redirects without end, at last to %s", shown);
	if (hc_http_may_follow(dialogue->url, next, NULL) && dialogue->end != NULL) {
		g_autofree char *how = hc_end_text(dialogue->end);

		return g_strdup_printf("it redirects to %s, and there: %s", shown, how);
	}
	return g_strdup_printf("it redirects to %s, which is not followed", shown);
}

static HcOutcome
broken_outcome(const HcHttpDialogue *dialogue)
{
	const gboolean has_begun = dialogue->octets->len > 0;

	switch (hc_end_of(dialogue->end)) {
	case HC_END_TIMEOUT:
		return has_begun ? HC_OUTCOME_TARPIT : HC_OUTCOME_SILENT;
	case HC_END_CLOSED:
	case HC_END_RESET:
	case HC_END_REFUSED:
		return has_begun ? HC_OUTCOME_NOT_HTTP : HC_OUTCOME_REFUSED;
	case HC_END_LIMIT:
		return HC_OUTCOME_NOT_HTTP;
	case HC_END_TLS_FAULT:
		return dialogue->is_clear ? HC_OUTCOME_NOT_HTTP : HC_OUTCOME_TLS_CUT;
	case HC_END_UNREACHABLE:
		return HC_OUTCOME_UNREACHABLE;
	case HC_END_NONE:
	case HC_END_CANCELLED:
	case HC_END_OWN:
		break;
	}
	return HC_OUTCOME_INTERRUPTED;
}

static char *
first_octets(const HcHttpDialogue *dialogue)
{
	g_autofree char *text =
		g_strndup((const char *)dialogue->octets->data, dialogue->octets->len);
	g_autofree char *shown = hc_text_excerpt(text, FIRST_OCTETS);

	return g_strdup_printf("it answers \"%s\"", shown);
}

static void
judge_answer(const HcHttpDialogue *dialogue, HcHttpAnswer *answer)
{
	g_autofree char *next = dialogue->head != NULL
					? hc_http_head_redirect(dialogue->head, dialogue->url)
					: NULL;

	if (dialogue->head != NULL && hc_http_head_is_whole(dialogue->head) &&
		!hc_http_head_is_interim(dialogue->head))
		judge(answer, HC_STAGE_EHLO2, HC_OUTCOME_OK, redirect_text(dialogue, next));
	else if (dialogue->n_clear > 0)
		judge(answer, HC_STAGE_EHLO2, HC_OUTCOME_PLAINTEXT_INJECTED,
			g_strdup("it answers in clear inside TLS"));
	/* An alert behind our last octet of the handshake still ends it (RFC 8446 4.4.2.4). */
	else if (dialogue->alert != NULL)
		judge(answer, HC_STAGE_TLS, HC_OUTCOME_TLS_ALERT, alert_text(dialogue));
	else if (dialogue->head == NULL && dialogue->octets->len > 0)
		judge(answer, HC_STAGE_EHLO2, HC_OUTCOME_NOT_HTTP, first_octets(dialogue));
	else
		judge(answer, HC_STAGE_EHLO2, broken_outcome(dialogue), hc_end_text(dialogue->end));
}

static void
judge_all(const HcHttpDialogue *dialogue, HcHttpAnswer *answer)
{
	if (!dialogue->is_connected)
		judge(answer, HC_STAGE_CONNECT, hc_end_at_connect(hc_end_of(dialogue->end)),
			hc_end_text(dialogue->end));
	else if (!dialogue->is_clear && !dialogue->has_tls)
		judge_tls(dialogue, answer);
	else
		judge_answer(dialogue, answer);
}

/* --- the fact --------------------------------------------------------------------------------- */

static char *
shown_field(const HcHttpHead *head, const char *name)
{
	g_autofree char *value = hc_http_head_field(head, name);

	return value != NULL ? hc_text_excerpt(value, HC_LIMIT_REPORT_TEXT) : NULL;
}

static void
fill_status(const HcHttpDialogue *dialogue, HcHttpAnswer *answer)
{
	if (dialogue->head == NULL || hc_http_head_is_interim(dialogue->head))
		return;
	answer->status = hc_http_head_status(dialogue->head);
	answer->url = hc_text_printable(dialogue->url);
	answer->authenticate = shown_field(dialogue->head, "WWW-Authenticate");
	answer->server = shown_field(dialogue->head, "Server");
}

static void
fill_redirects(const HcHttpDialogue *dialogue, HcHttpAnswer *answer)
{
	const guint n = dialogue->redirects->len;

	g_strfreev(answer->redirects);
	answer->redirects = g_new0(char *, n + 1);
	for (guint i = 0; i < n; i++)
		answer->redirects[i] = hc_text_printable(dialogue->redirects->pdata[i]);
}

static char *
printable_or_none(const char *text)
{
	return text != NULL ? hc_text_printable(text) : NULL;
}

void
hc_parse_http(const HcAnswerRead *read)
{
	const HcQuestion *question = read->question;
	g_autoptr(HcHttpDialogue) dialogue = hc_http_dialogue_read(question, read->transcript);
	HcHttpAnswer *answer = hc_http_answer_new();

	answer->host = hc_text_printable(question->host);
	answer->address = printable_or_none(question->address);
	answer->port = question->port;
	answer->path = printable_or_none(question->path);
	answer->roles = question->roles;
	answer->took_us = dialogue->took_us;
	judge_all(dialogue, answer);
	fill_status(dialogue, answer);
	fill_redirects(dialogue, answer);
	answer->tls = hc_parse_tls(read);
	hc_answer_fill_head(read, answer->outcome, answer->detail, &answer->head);
	hc_evidence_builder_take_http(read->builder, answer);
}
