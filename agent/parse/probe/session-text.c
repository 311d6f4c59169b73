/* A session as people read it.  Room: parse. */
#include "agent/parse/probe/session-text.h"

#include "agent/base/limits.h"
#include "agent/base/text.h"
#include "agent/parse/probe/ending.h"

#include <string.h>

typedef struct {
	GString *out;
	GString *said; /* what one side has said since the other did */
	char mark;     /* of that side; 0: nobody has */
} Writing;

static gboolean
is_full(const Writing *self)
{
	return self->out->len >= HC_LIMIT_SESSION_TEXT;
}

static void
put_line(Writing *self, char mark, const char *text)
{
	g_autofree char *printable = NULL;

	if (is_full(self))
		return;
	printable = hc_text_excerpt(text, HC_LIMIT_REPORT_TEXT);
	g_string_append_printf(
		self->out, "%s%c %s", self->out->len > 0 ? "\n" : "", mark, printable);
	if (is_full(self))
		g_string_append(self->out, "\n* the rest is left out: HC_LIMIT_SESSION_TEXT");
}

static void
flush(Writing *self)
{
	g_auto(GStrv) lines = NULL;

	if (self->said->len == 0)
		return;
	g_strchomp(self->said->str);
	lines = g_strsplit(self->said->str, "\n", -1);
	for (guint i = 0; lines[i] != NULL; i++)
		put_line(self, self->mark, g_strchomp(lines[i]));
	g_string_truncate(self->said, 0);
}

/* A NUL is shown as what it is: no character. */
static void
say(Writing *self, char mark, GBytes *bytes)
{
	gsize n = 0;
	const char *octets = bytes != NULL ? g_bytes_get_data(bytes, &n) : NULL;

	if (mark != self->mark)
		flush(self);
	self->mark = mark;
	for (gsize i = 0; i < n && self->said->len < HC_LIMIT_SESSION_TEXT; i++) {
		if (octets[i] == '\0')
			g_string_append(self->said, "\xEF\xBF\xBD");
		else
			g_string_append_c(self->said, octets[i]);
	}
}

/* What happened, in words; NULL: nothing people need to see. */
static char *
event_text(const HcRecord *record)
{
	const char *text = record->text != NULL ? record->text : "";

	if (record->kind == HC_RECORD_CONNECTED)
		return g_strdup_printf("connected from %s", text);
	if (record->kind == HC_RECORD_TLS)
		return g_strdup_printf("TLS: %s", text);
	if (record->kind == HC_RECORD_CERTIFICATE)
		return g_strdup("certificate");
	if (record->kind == HC_RECORD_STAPLE)
		return g_strdup("OCSP response");
	if (record->kind == HC_RECORD_ALERT)
		return g_strdup_printf("alert %s: %s", record->sent ? "sent" : "received", text);
	return hc_end_is(record) ? hc_end_text(record) : NULL;
}

static void
write_record(Writing *self, const HcRecord *record)
{
	g_autofree char *event = NULL;

	if (record->kind == HC_RECORD_SENT || record->kind == HC_RECORD_RECEIVED) {
		say(self, record->kind == HC_RECORD_SENT ? '>' : '<', record->bytes);
		return;
	}
	event = event_text(record);
	if (event == NULL)
		return;
	flush(self);
	put_line(self, '*', event);
}

char *
hc_session_text(const HcTranscript *transcript)
{
	Writing self = { .out = g_string_new(NULL), .said = g_string_new(NULL) };

	for (guint i = 0; i < hc_transcript_n(transcript) && !is_full(&self); i++)
		write_record(&self, hc_transcript_at(transcript, i));
	flush(&self);
	g_string_free(self.said, TRUE);
	return g_string_free(self.out, FALSE);
}
