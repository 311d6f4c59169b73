/* The text form of a transcript: written, and read back.  Room: capture. */
#include "agent/capture/transcript.h"
#include "agent/base/error.h"
#include "agent/base/limits.h"

#include <string.h>

#define HEAD "transcript "
#define BASE64 "base64:"

/* In the order of HcRecordKind. */
static const char *const kinds[] = { "connected", "sent", "received", "hello", "tls", "certificate",
	"staple", "alert", "closed", "error", "deadline", "limit", "cancelled", "address" };

/* --- writing ---------------------------------------------------------------------------------- */

static void
write_octet(GString *out, guint8 octet)
{
	if (octet == '\r')
		g_string_append(out, "\\r");
	else if (octet == '\n')
		g_string_append(out, "\\n");
	else if (octet == '\t')
		g_string_append(out, "\\t");
	else if (octet == '"' || octet == '\\')
		g_string_append_printf(out, "\\%c", octet);
	else if (octet < 0x20 || octet > 0x7E)
		g_string_append_printf(out, "\\x%02X", octet);
	else
		g_string_append_c(out, (char)octet);
}

static void
write_quoted(GString *out, const char *name, const guint8 *octets, gsize n)
{
	g_string_append_printf(out, " %s=\"", name);
	for (gsize i = 0; i < n; i++)
		write_octet(out, octets[i]);
	g_string_append_c(out, '"');
}

static void
write_bytes(GString *out, const HcRecord *record)
{
	gsize n = 0;
	const guint8 *octets = g_bytes_get_data(record->bytes, &n);

	if (record->kind == HC_RECORD_CERTIFICATE || record->kind == HC_RECORD_STAPLE) {
		g_autofree char *coded = g_base64_encode(octets, n);

		g_string_append_printf(out, " bytes=" BASE64 "%s", coded);
	} else {
		write_quoted(out, "bytes", octets, n);
	}
}

static void
write_record(GString *out, const HcRecord *record)
{
	g_string_append_printf(out, "%" G_GINT64_FORMAT " %s", record->at_us, kinds[record->kind]);
	if (record->in_tls)
		g_string_append(out, " tls");
	if (record->sent)
		g_string_append(out, " sent");
	if (record->code != 0)
		g_string_append_printf(out, " code=%d", record->code);
	if (record->text != NULL)
		write_quoted(out, "text", (const guint8 *)record->text, strlen(record->text));
	if (record->bytes != NULL)
		write_bytes(out, record);
	g_string_append_c(out, '\n');
}

/* The fraction stands apart: times are read through floating point elsewhere. */
static void
write_head(GString *out, HcTime started)
{
	gint64 fraction = started == HC_TIME_NONE ? 0 : started % HC_TIME_SECOND;
	g_autofree char *seconds = NULL;

	if (fraction < 0)
		fraction += HC_TIME_SECOND;
	if (started != HC_TIME_NONE)
		seconds = hc_when_format(started - fraction);
	if (seconds == NULL)
		g_string_append(out, HEAD "-\n");
	else
		g_string_append_printf(out, HEAD "%s %" G_GINT64_FORMAT "\n", seconds, fraction);
}

void
hc_transcript_write(const HcTranscript *self, GString *out)
{
	write_head(out, hc_transcript_started(self));
	for (guint i = 0; i < hc_transcript_n(self); i++)
		write_record(out, hc_transcript_at(self, i));
}

/* --- reading ---------------------------------------------------------------------------------- */

/* One line, and how far it was read. */
typedef struct {
	const char *at;
	const char *end;
} Line;

static gboolean
take_word(Line *line, const char *word)
{
	gsize n = strlen(word);

	if ((gsize)(line->end - line->at) < n || memcmp(line->at, word, n) != 0)
		return FALSE;
	line->at += n;
	return TRUE;
}

/* A word that ends with the line or before a blank. */
static gboolean
take_whole(Line *line, const char *word)
{
	Line tried = *line;

	if (!take_word(&tried, word) || (tried.at < tried.end && *tried.at != ' '))
		return FALSE;
	*line = tried;
	return TRUE;
}

static gboolean
take_number(Line *line, gint64 min, gint64 max, gint64 *ret_number)
{
	gboolean negative = min < 0 && take_word(line, "-");
	const char *start = line->at;
	gint64 number = 0;

	while (line->at < line->end && g_ascii_isdigit(*line->at) && line->at - start < 18)
		number = number * 10 + (*line->at++ - '0');
	if (line->at == start || (line->at - start > 1 && *start == '0'))
		return FALSE;
	*ret_number = negative ? -number : number;
	return *ret_number >= min && *ret_number <= max;
}

/* What follows a backslash. */
static gboolean
take_escaped(Line *line, GByteArray *octets)
{
	static const char from[] = "rnt\"\\";
	static const char to[] = "\r\n\t\"\\";
	const char *found = NULL;
	guint8 octet = 0;

	if (line->end - line->at >= 3 && *line->at == 'x' && g_ascii_isxdigit(line->at[1]) &&
		g_ascii_isxdigit(line->at[2])) {
		octet = (guint8)(g_ascii_xdigit_value(line->at[1]) * 16 +
				 g_ascii_xdigit_value(line->at[2]));
		line->at += 3;
	} else {
		found = line->at < line->end ? memchr(from, *line->at, sizeof from - 1) : NULL;
		if (found == NULL)
			return FALSE;
		octet = (guint8)to[found - from];
		line->at++;
	}
	g_byte_array_append(octets, &octet, 1);
	return TRUE;
}

static GBytes *
take_quoted(Line *line)
{
	g_autoptr(GByteArray) octets = g_byte_array_new();

	while (line->at < line->end && *line->at != '"') {
		const guint8 octet = (guint8)*line->at++;

		if (octet < 0x20 || octet > 0x7E)
			return NULL;
		if (octet != '\\')
			g_byte_array_append(octets, &octet, 1);
		else if (!take_escaped(line, octets))
			return NULL;
	}
	if (!take_word(line, "\""))
		return NULL;
	return g_byte_array_free_to_bytes(g_steal_pointer(&octets));
}

static GBytes *
take_base64(Line *line)
{
	gsize length = 0;
	gsize n = 0;
	g_autofree char *coded = NULL;
	g_autofree char *again = NULL;
	g_autofree guchar *octets = NULL;

	while (line->at + length < line->end && line->at[length] != ' ')
		length++;
	coded = g_strndup(line->at, length);
	octets = g_base64_decode(coded, &n);
	again = g_base64_encode(octets, n);
	/* g_base64_decode() passes over what is no base64. */
	if (strcmp(coded, again) != 0)
		return NULL;
	line->at += length;
	return g_bytes_new(octets, n);
}

/* What a record has, while it is read. */
typedef struct {
	HcRecord record;
	GBytes *text;
	GBytes *bytes;
} Draft;

static void
clear_draft(Draft *self)
{
	g_clear_pointer(&self->text, g_bytes_unref);
	g_clear_pointer(&self->bytes, g_bytes_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Draft, clear_draft)

static gboolean
take_text(Line *line, Draft *draft)
{
	gsize n = 0;
	const char *octets = NULL;

	draft->text = take_quoted(line);
	if (draft->text == NULL)
		return FALSE;
	octets = g_bytes_get_data(draft->text, &n);
	return n == 0 || memchr(octets, '\0', n) == NULL;
}

/* One of the things a record has, each at most once. */
static gboolean
take_part(Line *line, Draft *draft)
{
	gint64 code = 0;

	if (!draft->record.in_tls && take_whole(line, "tls")) {
		draft->record.in_tls = TRUE;
		return TRUE;
	}
	if (!draft->record.sent && take_whole(line, "sent")) {
		draft->record.sent = TRUE;
		return TRUE;
	}
	if (draft->record.code == 0 && take_word(line, "code=")) {
		if (!take_number(line, G_MININT, G_MAXINT, &code))
			return FALSE;
		draft->record.code = (gint)code;
		return code != 0;
	}
	if (draft->text == NULL && take_word(line, "text=\""))
		return take_text(line, draft);
	if (draft->bytes != NULL)
		return FALSE;
	if (take_word(line, "bytes=" BASE64))
		draft->bytes = take_base64(line);
	else if (take_word(line, "bytes=\""))
		draft->bytes = take_quoted(line);
	return draft->bytes != NULL;
}

static gboolean
take_kind(Line *line, HcRecordKind *ret_kind)
{
	for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
		if (take_whole(line, kinds[i])) {
			*ret_kind = (HcRecordKind)i;
			return TRUE;
		}
	}
	return FALSE;
}

static gboolean
take_record(Line *line, Draft *draft)
{
	if (!take_number(line, 0, G_MAXINT64, &draft->record.at_us) || !take_word(line, " ") ||
		!take_kind(line, &draft->record.kind))
		return FALSE;
	while (line->at < line->end) {
		if (!take_word(line, " ") || !take_part(line, draft))
			return FALSE;
	}
	return TRUE;
}

static gboolean
add_draft(HcTranscript *self, Draft *draft)
{
	g_autofree char *text = NULL;
	gsize n = 0;

	if (draft->text != NULL) {
		const char *octets = g_bytes_get_data(draft->text, &n);

		text = n == 0 ? g_strdup("") : g_strndup(octets, n);
	}
	draft->record.text = text;
	draft->record.bytes = draft->bytes;
	return hc_transcript_add(self, &draft->record);
}

static gboolean
take_head(Line *line, HcTime *ret_started)
{
	g_autofree char *seconds = NULL;
	const char *blank = NULL;
	gint64 fraction = 0;

	*ret_started = HC_TIME_NONE;
	if (!take_word(line, HEAD))
		return FALSE;
	if (take_whole(line, "-"))
		return line->at == line->end;
	blank = memchr(line->at, ' ', (gsize)(line->end - line->at));
	if (blank == NULL)
		return FALSE;
	seconds = g_strndup(line->at, (gsize)(blank - line->at));
	line->at = blank + 1;
	if (!hc_when_parse_rfc3339(seconds, ret_started, NULL) ||
		!take_number(line, 0, HC_TIME_SECOND - 1, &fraction))
		return FALSE;
	*ret_started += fraction;
	return line->at == line->end;
}

static void
fail_at(guint number, HcErrorCode code, const char *why, GError **error)
{
	g_set_error(error, HC_ERROR, (gint)code, "transcript: line %u %s", number, why);
}

static gboolean
read_line(HcTranscript **self, Line line, guint number, GError **error)
{
	g_auto(Draft) draft = { 0 };
	HcTime started = HC_TIME_NONE;

	if (line.at == line.end || *line.at == '#')
		return TRUE;
	if (*self == NULL) {
		if (!take_head(&line, &started)) {
			fail_at(number, HC_ERROR_INPUT, "is not the beginning of one", error);
			return FALSE;
		}
		*self = hc_transcript_new(started);
		return TRUE;
	}
	if (!take_record(&line, &draft)) {
		fail_at(number, HC_ERROR_INPUT, "cannot be read", error);
		return FALSE;
	}
	if (!add_draft(*self, &draft)) {
		fail_at(number, HC_ERROR_LIMIT,
			"reaches HC_LIMIT_TRANSCRIPT_RECORDS or HC_LIMIT_TRANSCRIPT_BYTES", error);
		return FALSE;
	}
	return TRUE;
}

HcTranscript *
hc_transcript_read(const char *text, gsize length, GError **error)
{
	g_autoptr(HcTranscript) self = NULL;
	guint number = 0;

	if (length > HC_LIMIT_TRANSCRIPT_TEXT) {
		fail_at(1, HC_ERROR_LIMIT, "begins what is above HC_LIMIT_TRANSCRIPT_TEXT", error);
		return NULL;
	}
	for (gsize at = 0; at < length;) {
		const char *feed = memchr(text + at, '\n', length - at);
		gsize n = feed != NULL ? (gsize)(feed - (text + at)) : length - at;

		if (!read_line(&self, (Line){ text + at, text + at + n }, ++number, error))
			return NULL;
		at += n + 1;
	}
	if (self == NULL) {
		fail_at(number, HC_ERROR_INPUT, "is the last, and none began", error);
		return NULL;
	}
	return g_steal_pointer(&self);
}
