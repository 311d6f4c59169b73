/* An SMTP session as it went.  Room: parse. */
#include "agent/parse/probe/dialogue.h"

#include "agent/parse/probe/ending.h"
#include "agent/parse/probe/parsers.h"

#include <string.h>

/* Alerts that end a session politely: close_notify and user_canceled (RFC 8446 6.1). */
#define ALERT_CLOSE_NOTIFY 0
#define ALERT_USER_CANCELED 90

typedef struct {
	HcDialogue *dialogue;
	HcTurn *turn;      /* whose reply comes now; NULL before connecting */
	gboolean in_clear; /* nothing but TLS may come now, and nothing of it has */
	gboolean quitting;
	GByteArray *early; /* came behind a whole reply: the beginning of the next one */
} Reading;

/* --- turns ------------------------------------------------------------------------------------ */

static void
turn_init(HcTurn *turn)
{
	turn->reply = hc_smtp_reply_new();
	turn->began_us = turn->done_us = -1;
}

static gboolean
is_over(const HcTurn *turn)
{
	return hc_smtp_reply_state(turn->reply) != HC_SMTP_REPLY_INCOMPLETE;
}

static gboolean
lets_tls_begin(const Reading *self, const HcTurn *turn)
{
	return turn == &self->dialogue->turns[HC_STAGE_STARTTLS] &&
	       hc_smtp_reply_state(turn->reply) == HC_SMTP_REPLY_COMPLETE &&
	       hc_smtp_reply_code(turn->reply) == HC_SMTP_SERVICE_READY;
}

static void
keep_rest(Reading *self, const guint8 *octets, gsize n)
{
	if (self->in_clear)
		self->dialogue->n_clear += n;
	else if (n > 0)
		g_byte_array_append(self->early, octets, (guint)n);
}

static void
take(Reading *self, const guint8 *octets, gsize n, gint64 at_us)
{
	HcTurn *turn = self->turn;
	gsize taken = 0;

	if (turn != NULL && !is_over(turn)) {
		taken = hc_smtp_reply_push(turn->reply, octets, n);
		if (is_over(turn)) {
			turn->done_us = at_us;
			self->in_clear = lets_tls_begin(self, turn);
		}
	}
	keep_rest(self, octets + taken, n - taken);
}

static void
begin_turn(Reading *self, HcTurn *turn, gint64 at_us)
{
	g_autoptr(GByteArray) early = g_steal_pointer(&self->early);

	self->early = g_byte_array_new();
	turn->began_us = at_us;
	self->turn = turn;
	if (early->len > 0)
		take(self, early->data, early->len, at_us);
}

static gboolean
is_command(const char *octets, gsize n, const char *verb)
{
	const gsize length = strlen(verb);

	return n >= length && g_ascii_strncasecmp(octets, verb, length) == 0 &&
	       (n == length || octets[length] == ' ' || octets[length] == '\r' ||
		       octets[length] == '\n');
}

/* The turn that a command of ours begins; NULL for one that we do not send. */
static HcTurn *
turn_of(HcDialogue *self, const HcRecord *sent)
{
	gsize n = 0;
	const char *octets = sent->bytes != NULL ? g_bytes_get_data(sent->bytes, &n) : NULL;

	if (is_command(octets, n, "EHLO"))
		return &self->turns[sent->in_tls ? HC_STAGE_EHLO2 : HC_STAGE_EHLO];
	if (is_command(octets, n, "HELO"))
		return &self->helo;
	if (is_command(octets, n, "STARTTLS"))
		return &self->turns[HC_STAGE_STARTTLS];
	if (is_command(octets, n, "QUIT"))
		return &self->turns[HC_STAGE_QUIT];
	return NULL;
}

/* --- what was said ---------------------------------------------------------------------------- */

static void
on_received(Reading *self, const HcRecord *record)
{
	gsize n = 0;
	const guint8 *octets = record->bytes != NULL ? g_bytes_get_data(record->bytes, &n) : NULL;

	if (n > 0)
		take(self, octets, n, record->at_us);
}

static void
on_sent(Reading *self, const HcRecord *record)
{
	HcTurn *turn = turn_of(self->dialogue, record);

	if (turn == NULL)
		return;
	self->quitting |= turn == &self->dialogue->turns[HC_STAGE_QUIT];
	/* A second EHLO in clear would be none of ours. */
	if (turn->began_us < 0)
		begin_turn(self, turn, record->at_us);
}

/* --- what was seen of TLS and of the end ------------------------------------------------------ */

static void
on_alert(HcDialogue *self, const HcRecord *record)
{
	if (self->alert == NULL && record->code != ALERT_CLOSE_NOTIFY &&
		record->code != ALERT_USER_CANCELED)
		self->alert = record;
}

static gboolean
asks_certificate(const HcRecord *record)
{
	return (record->kind == HC_RECORD_TLS || record->kind == HC_RECORD_HELLO) &&
	       record->text != NULL && strstr(record->text, "client-certificate=requested") != NULL;
}

static void
on_tls(Reading *self, const HcRecord *record)
{
	HcDialogue *dialogue = self->dialogue;

	dialogue->asks_certificate |= asks_certificate(record);
	/* Ours says nothing of what the peer sends. */
	if (record->kind != HC_RECORD_ALERT || !record->sent)
		self->in_clear = FALSE;
	if (record->kind == HC_RECORD_TLS && dialogue->tls == NULL)
		dialogue->tls = record;
	else if (record->kind == HC_RECORD_HELLO && dialogue->hello == NULL)
		dialogue->hello = record;
	else if (record->kind == HC_RECORD_ALERT)
		on_alert(dialogue, record);
	else if (record->kind == HC_RECORD_CERTIFICATE || record->kind == HC_RECORD_STAPLE)
		dialogue->has_certificates = TRUE;
}

static gboolean
is_of_tls(HcRecordKind kind)
{
	return kind == HC_RECORD_TLS || kind == HC_RECORD_HELLO || kind == HC_RECORD_ALERT ||
	       kind == HC_RECORD_CERTIFICATE || kind == HC_RECORD_STAPLE;
}

static void
on_connected(Reading *self, const HcRecord *record)
{
	HcDialogue *dialogue = self->dialogue;

	if (dialogue->connected_us >= 0)
		return;
	dialogue->connected_us = record->at_us;
	dialogue->source = hc_answer_source(record);
	begin_turn(self, &dialogue->turns[HC_STAGE_GREETING], record->at_us);
}

static void
on_end(Reading *self, const HcRecord *record)
{
	if (self->dialogue->end != NULL || self->quitting)
		return;
	self->dialogue->end = record;
	self->dialogue->end_us = record->at_us;
}

static void
on_record(Reading *self, const HcRecord *record)
{
	if (record->kind == HC_RECORD_CONNECTED)
		on_connected(self, record);
	else if (record->kind == HC_RECORD_SENT)
		on_sent(self, record);
	else if (record->kind == HC_RECORD_RECEIVED)
		on_received(self, record);
	else if (is_of_tls(record->kind))
		on_tls(self, record);
	else if (hc_end_is(record))
		on_end(self, record);
}

HcDialogue *
hc_dialogue_read(const HcTranscript *transcript)
{
	HcDialogue *self = g_new0(HcDialogue, 1);
	Reading reading = { .dialogue = self, .early = g_byte_array_new() };
	const guint n = hc_transcript_n(transcript);

	for (guint i = 0; i < HC_N_STAGES; i++)
		turn_init(&self->turns[i]);
	turn_init(&self->helo);
	self->connected_us = -1;
	for (guint i = 0; i < n; i++)
		on_record(&reading, hc_transcript_at(transcript, i));
	g_byte_array_unref(reading.early);
	self->took_us = n > 0 ? hc_transcript_at(transcript, n - 1)->at_us : 0;
	if (self->end == NULL)
		self->end_us = self->took_us;
	return self;
}

void
hc_dialogue_free(HcDialogue *self)
{
	if (self == NULL)
		return;
	for (guint i = 0; i < HC_N_STAGES; i++)
		hc_smtp_reply_free(self->turns[i].reply);
	hc_smtp_reply_free(self->helo.reply);
	g_free(self->source);
	g_free(self);
}

const HcTurn *
hc_dialogue_turn(const HcDialogue *self, HcStage stage)
{
	if (stage == HC_STAGE_EHLO && hc_smtp_reply_n_octets(self->helo.reply) > 0)
		return &self->helo;
	return &self->turns[stage];
}

gboolean
hc_dialogue_saw_tls(const HcDialogue *self)
{
	return self->tls != NULL || self->hello != NULL || self->has_certificates ||
	       (self->alert != NULL && !self->alert->sent);
}
