/* What happened on one connection, in order.  Room: capture. */
#include "agent/capture/transcript.h"
#include "agent/base/limits.h"

#include <string.h>

/* Places kept free for the records that tell how it ended. */
#define ENDINGS 8

struct HcTranscript {
	HcTime started;
	GArray *records; /* of HcRecord, whose texts lie in @texts */
	GStringChunk *texts;
	gsize n_octets;
	gboolean is_full;
};

static void
clear_record(gpointer data)
{
	HcRecord *record = data;

	g_clear_pointer(&record->bytes, g_bytes_unref);
}

HcTranscript *
hc_transcript_new(HcTime started)
{
	HcTranscript *self = g_new0(HcTranscript, 1);

	self->started = started;
	self->records = g_array_new(FALSE, FALSE, sizeof(HcRecord));
	g_array_set_clear_func(self->records, clear_record);
	self->texts = g_string_chunk_new(256);
	return self;
}

void
hc_transcript_free(HcTranscript *self)
{
	if (self == NULL)
		return;
	g_array_unref(self->records);
	g_string_chunk_free(self->texts);
	g_free(self);
}

static gboolean
is_ending(HcRecordKind kind)
{
	switch (kind) {
	case HC_RECORD_CLOSED:
	case HC_RECORD_ERROR:
	case HC_RECORD_DEADLINE:
	case HC_RECORD_LIMIT:
	case HC_RECORD_CANCELLED:
		return TRUE;
	case HC_RECORD_CONNECTED:
	case HC_RECORD_SENT:
	case HC_RECORD_RECEIVED:
	case HC_RECORD_HELLO:
	case HC_RECORD_TLS:
	case HC_RECORD_CERTIFICATE:
	case HC_RECORD_STAPLE:
	case HC_RECORD_ALERT:
	case HC_RECORD_ADDRESS:
		break;
	}
	return FALSE;
}

static gsize
octets_of(const HcRecord *record)
{
	return (record->bytes != NULL ? g_bytes_get_size(record->bytes) : 0) +
	       (record->text != NULL ? strlen(record->text) : 0);
}

/* The limit that @record would pass; NULL if there is room for it. */
static const char *
limit_before(const HcTranscript *self, const HcRecord *record)
{
	guint places = HC_LIMIT_TRANSCRIPT_RECORDS - (is_ending(record->kind) ? 0 : ENDINGS);

	if (self->records->len >= places)
		return "HC_LIMIT_TRANSCRIPT_RECORDS";
	if (!is_ending(record->kind) &&
		self->n_octets + octets_of(record) > HC_LIMIT_TRANSCRIPT_BYTES)
		return "HC_LIMIT_TRANSCRIPT_BYTES";
	return NULL;
}

static void
append(HcTranscript *self, const HcRecord *record)
{
	HcRecord kept = *record;

	if (kept.text != NULL)
		kept.text = g_string_chunk_insert_const(self->texts, kept.text);
	if (kept.bytes != NULL)
		g_bytes_ref(kept.bytes);
	self->n_octets += octets_of(&kept);
	g_array_append_val(self->records, kept);
}

gboolean
hc_transcript_add(HcTranscript *self, const HcRecord *record)
{
	const char *limit = limit_before(self, record);

	if (limit == NULL) {
		append(self, record);
		return TRUE;
	}
	if (!self->is_full && self->records->len < HC_LIMIT_TRANSCRIPT_RECORDS)
		append(self,
			&(HcRecord){
				.kind = HC_RECORD_LIMIT, .at_us = record->at_us, .text = limit });
	self->is_full = TRUE;
	return FALSE;
}

HcTime
hc_transcript_started(const HcTranscript *self)
{
	return self->started;
}

guint
hc_transcript_n(const HcTranscript *self)
{
	return self->records->len;
}

const HcRecord *
hc_transcript_at(const HcTranscript *self, guint i)
{
	return &g_array_index(self->records, HcRecord, i);
}
