/* The name of what became of an SMTP session.  Room: parse. */
#include "agent/parse/probe/smtp-outcome.h"

#include "agent/base/limits.h"
#include "agent/parse/probe/ending.h"
#include "agent/parse/probe/masked.h"
#include "agent/parse/probe/reply-facts.h"

#include <string.h>

/* A reply that takes so long is a tarpit's, even if it comes. */
#define SLOW_US (10 * HC_TIME_SECOND)
/* One that takes so long is worth telling. */
#define NOTABLE_US HC_TIME_SECOND

#define SHUTTING_DOWN 421 /* RFC 5321 3.8: to whatever command */

/* What one stage came to. */
typedef struct {
	HcOutcome outcome;
	char *detail; /* owned; NULL: nothing to add */
} Judgement;

static Judgement
judgement(HcOutcome outcome, char *take_detail)
{
	return (Judgement){ outcome, take_detail };
}

static Judgement
simply(HcOutcome outcome)
{
	return judgement(outcome, NULL);
}

/* --- connecting ------------------------------------------------------------------------------- */

static Judgement
judge_connect(const HcDialogue *dialogue, HcSmtpSession *session)
{
	(void)session;
	if (dialogue->connected_us >= 0)
		return simply(HC_OUTCOME_OK);
	return judgement(hc_end_at_connect(hc_end_of(dialogue->end)), hc_end_text(dialogue->end));
}

/* --- replies ---------------------------------------------------------------------------------- */

static char *
cut_text(const HcDialogue *dialogue, gboolean has_begun)
{
	g_autofree char *end = hc_end_text(dialogue->end);

	return g_strdup_printf(
		"%s %s", end, has_begun ? "in the middle of a reply" : "without a word");
}

/* A connection that ends while a reply is waited for. */
static Judgement
judge_cut(const HcDialogue *dialogue, HcStage stage, gboolean has_begun)
{
	HcOutcome outcome = HC_OUTCOME_INTERRUPTED;

	switch (hc_end_of(dialogue->end)) {
	case HC_END_TIMEOUT:
		outcome = has_begun ? HC_OUTCOME_TARPIT : HC_OUTCOME_SILENT;
		break;
	case HC_END_CLOSED:
	case HC_END_RESET:
	case HC_END_REFUSED:
		outcome = stage > HC_STAGE_TLS ? HC_OUTCOME_TLS_CUT : HC_OUTCOME_REFUSED;
		return judgement(outcome, cut_text(dialogue, has_begun));
	case HC_END_TLS_FAULT:
		outcome = HC_OUTCOME_TLS_CUT;
		break;
	case HC_END_UNREACHABLE:
		outcome = HC_OUTCOME_UNREACHABLE;
		break;
	case HC_END_LIMIT:
		outcome = HC_OUTCOME_NOT_SMTP;
		break;
	case HC_END_NONE:
	case HC_END_CANCELLED:
	case HC_END_OWN:
		break;
	}
	return judgement(outcome, hc_end_text(dialogue->end));
}

/* What a whole reply means, by the first digit of its code. */
static HcOutcome
outcome_of_code(HcStage stage, guint code)
{
	const guint class = code / 100;

	if (class == 2 && (stage != HC_STAGE_STARTTLS || code == HC_SMTP_SERVICE_READY))
		return HC_OUTCOME_OK;
	if (class != 4 && class != 5)
		return HC_OUTCOME_NOT_SMTP;
	if (stage == HC_STAGE_STARTTLS && code != SHUTTING_DOWN)
		return HC_OUTCOME_STARTTLS_REFUSED;
	return class == 4 ? HC_OUTCOME_BUSY : HC_OUTCOME_REFUSED;
}

/* What servers put up with and RFC 5321 2.3.8 does not; NULL: nothing. */
static char *
remark_on(const HcSmtpReply *reply)
{
	if (hc_smtp_reply_had_bare_cr(reply))
		return g_strdup("a CR stands inside a line");
	return hc_smtp_reply_had_bare_lf(reply) ? g_strdup("a line ends with LF alone") : NULL;
}

static Judgement
judge_reply(const HcDialogue *dialogue, HcStage stage)
{
	const HcTurn *turn = hc_dialogue_turn(dialogue, stage);
	HcOutcome outcome = HC_OUTCOME_NOT_SMTP;
	guint code = 0;

	switch (hc_smtp_reply_state(turn->reply)) {
	case HC_SMTP_REPLY_INCOMPLETE:
		return judge_cut(dialogue, stage, hc_smtp_reply_n_octets(turn->reply) > 0);
	case HC_SMTP_REPLY_WRONG:
		return judgement(
			outcome, g_strdup(hc_smtp_fault_text(hc_smtp_reply_fault(turn->reply))));
	case HC_SMTP_REPLY_COMPLETE:
		break;
	}
	code = hc_smtp_reply_code(turn->reply);
	outcome = outcome_of_code(stage, code);
	if (outcome == HC_OUTCOME_NOT_SMTP)
		return judgement(outcome, g_strdup_printf("%u is no answer to that", code));
	return judgement(outcome, remark_on(turn->reply));
}

static Judgement
judge_greeting(const HcDialogue *dialogue, HcSmtpSession *session)
{
	const HcSmtpReply *reply = dialogue->turns[HC_STAGE_GREETING].reply;
	Judgement judged = judge_reply(dialogue, HC_STAGE_GREETING);

	if (hc_smtp_reply_state(reply) != HC_SMTP_REPLY_COMPLETE)
		return judged;
	if (hc_masked_is_banner(hc_smtp_reply_lines(reply)))
		session->masked |= HC_MASKED_BANNER;
	if (session->masked == 0)
		return judged;
	g_free(judged.detail);
	return judgement(judged.outcome, g_strdup("the banner is overwritten with asterisks"));
}

/* --- EHLO ------------------------------------------------------------------------------------- */

static void
find_masked_keywords(const HcSmtpReply *reply, HcSmtpSession *session)
{
	const char *const *lines = hc_smtp_reply_lines(reply);

	for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++) {
		if (hc_masked_is_keyword(lines[i]))
			session->masked |= HC_MASKED_KEYWORD;
	}
}

static char *
masked_text(guint masked)
{
	if ((masked & HC_MASKED_KEYWORD) == 0)
		return g_strdup(
			"the banner is overwritten with asterisks, and STARTTLS is missing");
	return g_strdup("a keyword is overwritten with Xs where STARTTLS would stand");
}

static Judgement
judge_ehlo(const HcDialogue *dialogue, HcSmtpSession *session)
{
	const HcTurn *turn = hc_dialogue_turn(dialogue, HC_STAGE_EHLO);
	Judgement judged = judge_reply(dialogue, HC_STAGE_EHLO);

	if (judged.outcome != HC_OUTCOME_OK)
		return judged;
	session->helo = turn == &dialogue->helo;
	if (!session->helo)
		find_masked_keywords(turn->reply, session);
	if (!session->helo && hc_smtp_reply_has_keyword(turn->reply, "STARTTLS"))
		return judged;
	g_free(judged.detail);
	if (session->masked != 0)
		return judgement(HC_OUTCOME_INSPECTED, masked_text(session->masked));
	return judgement(HC_OUTCOME_NO_STARTTLS,
		g_strdup(session->helo ? "EHLO is refused, HELO is not"
				       : "the answer to EHLO has no STARTTLS"));
}

static Judgement
judge_starttls(const HcDialogue *dialogue, HcSmtpSession *session)
{
	(void)session;
	return judge_reply(dialogue, HC_STAGE_STARTTLS);
}

/* --- TLS -------------------------------------------------------------------------------------- */

/* OpenSSL's words for octets that cannot be a TLS record. */
static gboolean
is_no_tls(const HcRecord *end)
{
	static const char *const reasons[] = { "wrong version number", "http request",
		"https proxy request", "packet length too long", "record layer failure" };

	if (end == NULL || end->kind != HC_RECORD_ERROR || end->text == NULL)
		return FALSE;
	for (guint i = 0; i < G_N_ELEMENTS(reasons); i++) {
		if (strstr(end->text, reasons[i]) != NULL)
			return TRUE;
	}
	return FALSE;
}

/* An alert behind our last octet of the handshake counts until the peer has spoken inside TLS. */
static gboolean
alert_decides(const HcDialogue *dialogue)
{
	const HcTurn *after = &dialogue->turns[HC_STAGE_EHLO2];

	return dialogue->alert != NULL &&
	       (dialogue->tls == NULL ||
		       hc_smtp_reply_state(after->reply) == HC_SMTP_REPLY_INCOMPLETE);
}

/* A peer that insists ends the handshake; one that merely asks lets it pass. */
#define ASKS_CERTIFICATE "it asks for a client certificate"

static Judgement
judge_alert(const HcDialogue *dialogue, HcSmtpSession *session)
{
	const HcRecord *alert = dialogue->alert;

	session->alert = hc_text_excerpt(alert->text, HC_LIMIT_REPORT_TEXT);
	if (*session->alert == '\0') {
		g_free(session->alert);
		session->alert = g_strdup_printf("%d", alert->code);
	}
	return judgement(HC_OUTCOME_TLS_ALERT,
		g_strdup_printf("%s the alert %s%s",
			alert->sent ? "this side sent" : "the peer sent", session->alert,
			dialogue->asks_certificate ? "; " ASKS_CERTIFICATE : ""));
}

static Judgement
judge_handshake_cut(const HcDialogue *dialogue)
{
	const gboolean has_begun = hc_dialogue_saw_tls(dialogue);
	HcOutcome outcome = HC_OUTCOME_INTERRUPTED;

	switch (hc_end_of(dialogue->end)) {
	case HC_END_TIMEOUT:
		outcome = has_begun ? HC_OUTCOME_TARPIT : HC_OUTCOME_SILENT;
		break;
	case HC_END_RESET:
	case HC_END_REFUSED:
		outcome = has_begun ? HC_OUTCOME_TLS_CUT : HC_OUTCOME_RESET_AFTER_STARTTLS;
		break;
	case HC_END_CLOSED:
	case HC_END_TLS_FAULT:
	case HC_END_LIMIT:
		outcome = HC_OUTCOME_TLS_CUT;
		break;
	case HC_END_UNREACHABLE:
		outcome = HC_OUTCOME_UNREACHABLE;
		break;
	case HC_END_NONE:
	case HC_END_CANCELLED:
	case HC_END_OWN:
		break;
	}
	return judgement(outcome, hc_end_text(dialogue->end));
}

static Judgement
judge_tls(const HcDialogue *dialogue, HcSmtpSession *session)
{
	if (dialogue->n_clear > 0)
		return judgement(HC_OUTCOME_PLAINTEXT_INJECTED,
			g_strdup_printf("%" G_GSIZE_FORMAT
					" octets in clear came where TLS must begin",
				dialogue->n_clear));
	if (!hc_dialogue_saw_tls(dialogue) && is_no_tls(dialogue->end))
		return judgement(HC_OUTCOME_PLAINTEXT_INJECTED, hc_end_text(dialogue->end));
	if (alert_decides(dialogue))
		return judge_alert(dialogue, session);
	if (dialogue->tls != NULL)
		return judgement(HC_OUTCOME_OK,
			dialogue->asks_certificate ? g_strdup(ASKS_CERTIFICATE) : NULL);
	return judge_handshake_cut(dialogue);
}

static Judgement
judge_ehlo2(const HcDialogue *dialogue, HcSmtpSession *session)
{
	(void)session;
	return judge_reply(dialogue, HC_STAGE_EHLO2);
}

/* --- all stages ------------------------------------------------------------------------------- */

static const struct {
	HcStage stage;
	Judgement (*judge)(const HcDialogue *dialogue, HcSmtpSession *session);
} judges[] = {
	{ HC_STAGE_CONNECT, judge_connect },
	{ HC_STAGE_GREETING, judge_greeting },
	{ HC_STAGE_EHLO, judge_ehlo },
	{ HC_STAGE_STARTTLS, judge_starttls },
	{ HC_STAGE_TLS, judge_tls },
	{ HC_STAGE_EHLO2, judge_ehlo2 },
};

/* When @stage was over; where it never was, when the connection ended. */
static gint64
done_us_of(const HcDialogue *dialogue, HcStage stage)
{
	gint64 done_us = hc_dialogue_turn(dialogue, stage)->done_us;

	if (stage == HC_STAGE_CONNECT)
		done_us = dialogue->connected_us;
	else if (stage == HC_STAGE_TLS && dialogue->tls != NULL)
		done_us = dialogue->tls->at_us;
	else if (stage == HC_STAGE_TLS && dialogue->alert != NULL)
		done_us = dialogue->alert->at_us;
	return done_us >= 0 ? done_us : dialogue->end_us;
}

/* The client goes on at once, so a stage begins where the one before it was over. */
static gint64
took_us_of(const HcDialogue *dialogue, HcStage stage)
{
	const gint64 began_us =
		stage > HC_STAGE_CONNECT ? done_us_of(dialogue, (HcStage)(stage - 1)) : 0;

	return MAX(done_us_of(dialogue, stage) - began_us, 0);
}

static void
set_stage(const HcDialogue *dialogue, HcStage stage, Judgement judged, HcSmtpSession *session)
{
	HcStageResult *result = &session->stages[stage];

	result->outcome = judged.outcome;
	result->took_us = took_us_of(dialogue, stage);
	result->detail = judged.detail;
	if (result->detail == NULL && result->took_us >= NOTABLE_US)
		result->detail = g_strdup_printf(
			"took %.1f s", (double)result->took_us / (double)HC_TIME_SECOND);
}

static guint
seconds_of(gint64 us)
{
	return (guint)CLAMP((us + HC_TIME_SECOND / 2) / HC_TIME_SECOND, 1, G_MAXINT32);
}

static gboolean
is_reply(HcStage stage)
{
	return stage == HC_STAGE_GREETING || stage == HC_STAGE_EHLO || stage == HC_STAGE_STARTTLS ||
	       stage == HC_STAGE_EHLO2;
}

/* Half a reply decides nothing by what it says. */
static void
set_reply(const HcDialogue *dialogue, HcStage stage, HcSmtpSession *session)
{
	const HcSmtpReply *reply = hc_dialogue_turn(dialogue, stage)->reply;

	if (is_reply(stage) && hc_smtp_reply_state(reply) == HC_SMTP_REPLY_COMPLETE)
		hc_reply_facts_fill(reply, &session->reply);
}

static void
conclude(const HcDialogue *dialogue, HcStage stage, HcSmtpSession *session)
{
	session->stage = stage;
	session->outcome = session->stages[stage].outcome;
	if (session->outcome == HC_OUTCOME_TARPIT)
		session->seconds = seconds_of(session->stages[stage].took_us);
	set_reply(dialogue, stage == HC_STAGE_QUIT ? HC_STAGE_EHLO2 : stage, session);
}

/* The slowest of the replies that came, too slow though they were; QUIT if none was. */
static HcStage
slowest_stage(const HcSmtpSession *session)
{
	HcStage slowest = HC_STAGE_QUIT;
	gint64 most_us = SLOW_US;

	for (guint i = 0; i < HC_N_STAGES; i++) {
		if (!is_reply((HcStage)i) || session->stages[i].took_us < most_us)
			continue;
		slowest = (HcStage)i;
		most_us = session->stages[i].took_us;
	}
	return slowest;
}

/* Every stage went well.  What becomes of QUIT is told, and changes nothing. */
static void
judge_whole(const HcDialogue *dialogue, HcSmtpSession *session)
{
	const HcSmtpReply *bye = dialogue->turns[HC_STAGE_QUIT].reply;
	const HcStage slowest = slowest_stage(session);
	const char *detail = hc_smtp_reply_code(bye) == 221 ? NULL : "QUIT was not answered";

	set_stage(dialogue, HC_STAGE_QUIT, judgement(HC_OUTCOME_OK, g_strdup(detail)), session);
	if (slowest != HC_STAGE_QUIT)
		session->stages[slowest].outcome = HC_OUTCOME_TARPIT;
	conclude(dialogue, slowest, session);
}

void
hc_smtp_judge(const HcDialogue *dialogue, HcSmtpSession *session)
{
	for (guint i = 0; i < G_N_ELEMENTS(judges); i++) {
		const HcStage stage = judges[i].stage;

		set_stage(dialogue, stage, judges[i].judge(dialogue, session), session);
		if (session->stages[stage].outcome == HC_OUTCOME_OK)
			continue;
		conclude(dialogue, stage, session);
		return;
	}
	judge_whole(dialogue, session);
}
