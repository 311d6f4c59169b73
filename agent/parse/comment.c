/* The record a run leaves in OnPremisesOrganization.Comment.  Room: parse. */
#include "agent/parse/comment.h"

#include <string.h>
#include <zlib.h>

#include "agent/base/limits.h"
#include "agent/base/text.h"
#include "agent/parse/comment-xml.h"
#include "agent/parse/encoding.h"

#define INFLATE_STEP 16384
#define RAW_DEFLATE (-MAX_WBITS) /* zlib: no header, no checksum */

/* --- one key ---------------------------------------------------------------------------------- */

static gboolean
read_number(const char *value, guint64 most, guint64 *ret_number)
{
	return g_ascii_string_to_unsigned(value, 10, 0, most, ret_number, NULL);
}

/* Four packed 16-bit numbers: major, minor, build, revision. */
static gboolean
put_version(char **field, const char *value)
{
	guint64 packed = 0;

	if (!read_number(value, G_MAXUINT64, &packed))
		return FALSE;
	g_free(*field);
	*field = g_strdup_printf("%u.%u.%u.%u", (guint)(packed >> 48),
		(guint)(packed >> 32 & 0xFFFF), (guint)(packed >> 16 & 0xFFFF),
		(guint)(packed & 0xFFFF));
	return TRUE;
}

static gboolean
put_client_version(HcRunRecord *record, const char *value)
{
	return put_version(&record->client_version, value);
}

static gboolean
put_server_version(HcRunRecord *record, const char *value)
{
	return put_version(&record->server_version, value);
}

static gboolean
put_time(HcRunRecord *record, const char *value)
{
	guint64 ticks = 0;
	HcTime when = HC_TIME_NONE;

	if (read_number(value, G_MAXINT64, &ticks))
		when = hc_when_from_ticks((gint64)ticks);
	if (when == HC_TIME_NONE)
		return FALSE;
	record->time = when;
	return TRUE;
}

static gboolean
put_mode(HcRunRecord *record, const char *value)
{
	g_free(record->mode);
	record->mode = g_strdup(value);
	return TRUE;
}

static gboolean
put_domain(HcRunRecord *record, const char *value)
{
	g_free(record->current_domain);
	record->current_domain = g_strdup(value);
	return TRUE;
}

static gboolean
put_duration(HcRunRecord *record, const char *value)
{
	gint64 length = -1;

	if (!hc_when_parse_timespan(value, &length) || length < 0)
		return FALSE;
	record->duration_us = length;
	return TRUE;
}

static gboolean
put_succeeded(HcRunRecord *record, const char *value)
{
	if (!hc_text_same(value, "True") && !hc_text_same(value, "False"))
		return FALSE;
	record->succeeded = hc_text_same(value, "True") ? HC_TRI_YES : HC_TRI_NO;
	return TRUE;
}

static const struct {
	const char *key;
	gboolean (*put)(HcRunRecord *record, const char *value); /* FALSE: not readable */
} known_keys[] = {
	{ "ClientVersion", put_client_version },
	{ "CurrentDomain", put_domain },
	{ "DateTimeUtcTicks", put_time },
	{ "Mode", put_mode },
	{ "ServerVersion", put_server_version },
	{ "WorkflowDuration", put_duration },
	{ "WorkflowSucceeded", put_succeeded },
};

static gboolean
put_known(HcRunRecord *record, const char *key, const char *value)
{
	for (guint i = 0; i < G_N_ELEMENTS(known_keys); i++) {
		if (hc_text_same(key, known_keys[i].key))
			return *value == '\0' || known_keys[i].put(record, value);
	}
	return FALSE;
}

static void
set_malformed(HcRunRecord *record, const char *why)
{
	record->head.status = HC_FACT_MALFORMED;
	g_free(record->head.why);
	record->head.why = g_strdup(why);
}

static void
put_unknown(HcRunRecord *record, const char *key, const char *value)
{
	const guint n = record->unknown != NULL ? g_strv_length(record->unknown) : 0;

	if (n >= HC_LIMIT_RECORD_KEYS) {
		g_autofree char *why = g_strdup_printf(
			"more than %d keys that are not known, the rest is left out",
			HC_LIMIT_RECORD_KEYS);

		set_malformed(record, why);
		return;
	}
	record->unknown = g_renew(char *, record->unknown, n + 2);
	record->unknown[n] = g_strdup_printf("%s=%s", key, value);
	record->unknown[n + 1] = NULL;
}

void
hc_comment_put(HcRunRecord *record, const char *key, const char *value)
{
	g_return_if_fail(record != NULL && key != NULL);
	if (value == NULL)
		value = "";
	if (!put_known(record, key, value))
		put_unknown(record, key, value);
}

gboolean
hc_comment_has_known(const HcRunRecord *record)
{
	return record->time != HC_TIME_NONE || record->client_version != NULL ||
	       record->server_version != NULL || record->mode != NULL ||
	       record->current_domain != NULL || record->duration_us >= 0 ||
	       record->succeeded != HC_TRI_UNKNOWN;
}

/* --- base64, DEFLATE, UTF-16 ------------------------------------------------------------------ */

/* GLib's decoder skips what is no base64; a record that needs that is damaged. */
static gboolean
is_base64(const char *text, gsize length)
{
	gsize n_padding = 0;

	while (n_padding < 2 && n_padding < length && text[length - 1 - n_padding] == '=')
		n_padding++;
	for (gsize i = 0; i < length - n_padding; i++) {
		if (!g_ascii_isalnum(text[i]) && text[i] != '+' && text[i] != '/')
			return FALSE;
	}
	return length > 0 && length % 4 == 0;
}

/* One step of inflating; what it gives is appended to @out. */
static int
inflate_step(z_stream *stream, GByteArray *out)
{
	guint8 step[INFLATE_STEP];
	int state = Z_OK;

	stream->next_out = step;
	stream->avail_out = sizeof step;
	state = inflate(stream, Z_NO_FLUSH);
	g_byte_array_append(out, step, (guint)(sizeof step - stream->avail_out));
	return state;
}

/* NULL, or why it could not be inflated. */
static const char *
inflate_all(z_stream *stream, GByteArray *out)
{
	int state = Z_OK;

	while (state == Z_OK) {
		state = inflate_step(stream, out);
		if (out->len > HC_LIMIT_COMMENT_INFLATED)
			return "it inflates to more than 1 MiB";
	}
	if (state == Z_STREAM_END)
		return NULL;
	return state == Z_BUF_ERROR ? "its DEFLATE data ends too early"
				    : "its DEFLATE data is damaged";
}

static const char *
inflate_raw(guint8 *data, gsize length, GByteArray *out)
{
	z_stream stream = { .next_in = data, .avail_in = (uInt)length };
	const char *why = NULL;

	if (inflateInit2(&stream, RAW_DEFLATE) != Z_OK)
		return "DEFLATE could not be started";
	why = inflate_all(&stream, out);
	inflateEnd(&stream);
	return why;
}

/* UTF-16 with its mark to UTF-8; NULL, or what is wrong with it. */
static const char *
decode_utf16(const GByteArray *octets, GString *out)
{
	g_autoptr(HcEncoding) encoding = hc_encoding_new();
	gsize length = 0;
	const char *text = NULL;

	if (octets->len < 2 || memcmp(octets->data, "\xFF\xFE", 2) != 0)
		return "it is not UTF-16 with a byte order mark";
	text = hc_encoding_feed(encoding, octets->data, octets->len, &length);
	g_string_append_len(out, text, (gssize)length);
	text = hc_encoding_finish(encoding, &length);
	g_string_append_len(out, text, (gssize)length);
	return hc_encoding_n_bad(encoding) > 0 ? "its UTF-16 is damaged" : NULL;
}

static const char *
unpack(const char *base64, GString *out)
{
	g_autofree char *trimmed = NULL;
	g_autofree guint8 *packed = NULL;
	g_autoptr(GByteArray) octets = g_byte_array_new();
	const char *why = NULL;
	gsize length = 0;

	if (hc_text_is_empty(base64))
		return "it is empty";
	if (strnlen(base64, HC_LIMIT_COMMENT + 1) > HC_LIMIT_COMMENT)
		return "it is longer than 64 KiB";
	trimmed = g_strstrip(g_strdup(base64));
	if (!is_base64(trimmed, strlen(trimmed)))
		return "it is not base64";
	packed = g_base64_decode(trimmed, &length);
	why = inflate_raw(packed, length, octets);
	return why != NULL ? why : decode_utf16(octets, out);
}

HcRunRecord *
hc_comment_decode(const char *base64)
{
	g_autoptr(HcRunRecord) record = hc_run_record_new();
	g_autoptr(GString) xml = g_string_new(NULL);
	g_autofree char *damage = NULL;
	const char *why = unpack(base64, xml);

	if (why == NULL && !hc_comment_xml_read(record, xml->str, xml->len, &damage))
		why = damage;
	if (why == NULL && !hc_comment_has_known(record))
		why = "it holds no key of a run record";
	if (why != NULL)
		set_malformed(record, why);
	else if (record->head.status == HC_FACT_NOT_ASKED)
		record->head.status = HC_FACT_COLLECTED;
	return g_steal_pointer(&record);
}
