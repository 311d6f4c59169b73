/* Requests and answers of one question, as they went.  Room: parse. */
#include "agent/parse/probe/http-dialogue.h"

#include "agent/base/limits.h"
#include "agent/parse/probe/ending.h"

#include <string.h>

/* Alerts that end a session politely: close_notify and user_canceled (RFC 8446 6.1). */
#define ALERT_CLOSE_NOTIFY 0
#define ALERT_USER_CANCELED 90

#define ASKS_CERTIFICATE "client-certificate=requested"

/* The last head that is no interim one; what is behind it is its body. */
static void
read_head(HcHttpDialogue *self)
{
	const char *octets = (const char *)self->octets->data;
	gsize n = self->octets->len;
	gsize taken = 0;

	g_clear_pointer(&self->head, hc_http_head_free);
	if (octets == NULL)
		return;
	do {
		hc_http_head_free(self->head);
		self->head = hc_http_head_read(octets, n, &taken);
		octets += taken;
		n -= taken;
	} while (self->head != NULL && n > 0 && hc_http_head_is_whole(self->head) &&
		 hc_http_head_is_interim(self->head));
}

/* A second request is what a redirect led to. */
static void
begin_request(HcHttpDialogue *self)
{
	char *next = NULL;

	read_head(self);
	next = self->head != NULL ? hc_http_head_redirect(self->head, self->url) : NULL;
	if (self->is_sent && next != NULL && self->redirects->len < HC_LIMIT_REDIRECTS) {
		g_ptr_array_add(self->redirects, g_strdup(next));
		g_free(self->url);
		self->url = g_steal_pointer(&next);
	}
	g_free(next);
	self->is_sent = TRUE;
	g_byte_array_set_size(self->octets, 0);
}

static void
take_octets(HcHttpDialogue *self, const HcRecord *record)
{
	gsize n = 0;
	const guint8 *octets = record->bytes != NULL ? g_bytes_get_data(record->bytes, &n) : NULL;

	if (!self->is_clear && !record->in_tls)
		self->n_clear += n;
	else if (n > 0)
		g_byte_array_append(self->octets, octets, (guint)n);
}

static void
take_alert(HcHttpDialogue *self, const HcRecord *record)
{
	self->saw_tls |= !record->sent;
	if (self->alert == NULL && record->code != ALERT_CLOSE_NOTIFY &&
		record->code != ALERT_USER_CANCELED)
		self->alert = record;
}

static gboolean
asks_certificate(const HcRecord *record)
{
	return record->text != NULL && strstr(record->text, ASKS_CERTIFICATE) != NULL;
}

/* What is seen of TLS. */
static void
take_tls(HcHttpDialogue *self, const HcRecord *record)
{
	if (record->kind == HC_RECORD_ALERT) {
		take_alert(self, record);
		return;
	}
	if (record->kind != HC_RECORD_HELLO && record->kind != HC_RECORD_TLS &&
		record->kind != HC_RECORD_CERTIFICATE && record->kind != HC_RECORD_STAPLE)
		return;
	self->saw_tls = TRUE;
	self->has_tls |= record->kind == HC_RECORD_TLS;
	self->is_asked |= asks_certificate(record);
}

static void
take(HcHttpDialogue *self, const HcRecord *record)
{
	self->took_us = record->at_us;
	if (hc_end_is(record))
		self->end = self->end != NULL ? self->end : record;
	else if (record->kind == HC_RECORD_CONNECTED)
		self->is_connected = TRUE;
	else if (record->kind == HC_RECORD_SENT)
		begin_request(self);
	else if (record->kind == HC_RECORD_RECEIVED)
		take_octets(self, record);
	else
		take_tls(self, record);
}

HcHttpDialogue *
hc_http_dialogue_read(const HcQuestion *question, const HcTranscript *transcript)
{
	HcHttpDialogue *self = g_new0(HcHttpDialogue, 1);

	self->is_clear = hc_question_is_clear(question);
	self->url = hc_question_url(question);
	self->redirects = g_ptr_array_new_with_free_func(g_free);
	self->octets = g_byte_array_new();
	for (guint i = 0; i < hc_transcript_n(transcript); i++)
		take(self, hc_transcript_at(transcript, i));
	/* Connecting anew for a redirect may have failed: the answer that led there stays. */
	read_head(self);
	return self;
}

void
hc_http_dialogue_free(HcHttpDialogue *self)
{
	if (self == NULL)
		return;
	g_free(self->url);
	g_ptr_array_unref(self->redirects);
	g_byte_array_unref(self->octets);
	hc_http_head_free(self->head);
	g_free(self);
}
