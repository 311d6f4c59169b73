/* The record a run leaves in OnPremisesOrganization.Comment.  Room: parse. */
#include "agent/parse/wizard/comment.h"

#include "agent/base/limits.h"
#include "agent/base/text.h"
#include "agent/parse/wizard/comment-xml.h"
#include "agent/parse/text/encoding.h"
#include "agent/parse/wizard/record.h"

#include <string.h>
#include <zlib.h>

#define INFLATE_STEP 16384
#define RAW_DEFLATE (-MAX_WBITS) /* zlib: no header, no checksum */

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
	if (why == NULL && !hc_record_has_known(record))
		why = "it holds no key of a run record";
	if (why != NULL)
		hc_record_set_malformed(record, why);
	else if (record->head.status == HC_FACT_NOT_ASKED)
		record->head.status = HC_FACT_COLLECTED;
	return g_steal_pointer(&record);
}
