/* PEM blocks in a text.  Room: certs. */
#include "certs/pem.h"

#include "agent/base/error.h"
#include "agent/base/limits.h"
#include "agent/base/text.h"

#include <string.h>

#define BEGIN "-----BEGIN "
#define END "-----END "
#define DASHES "-----"
#define NOT_ASCII '?'
#define BASE64_DIGITS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

struct HcPem {
	GString *text;
	gsize at;   /* the next line begins here */
	guint line; /* its number */
	HcPemBlock block;
};

typedef struct {
	const char *start;
	gsize length; /* without the line break */
} Line;

/* --- the text --------------------------------------------------------------------------------- */

/* What PowerShell writes; what is not ASCII can only stand around the blocks. */
static GString *
narrow_utf16(const guint8 *data, gsize size, guint low)
{
	GString *text = g_string_sized_new(size / 2);

	for (gsize i = 0; i + 1 < size; i += 2) {
		guint8 high = data[i + 1 - low];
		guint8 octet = data[i + low];

		g_string_append_c(text, high == 0 && octet < 0x80 ? (char)octet : NOT_ASCII);
	}
	return text;
}

static GString *
text_of(GBytes *data)
{
	gsize size = 0;
	const guint8 *octets = g_bytes_get_data(data, &size);

	if (size >= 2 && octets[0] == 0xFF && octets[1] == 0xFE)
		return narrow_utf16(octets + 2, size - 2, 0);
	if (size >= 2 && octets[0] == 0xFE && octets[1] == 0xFF)
		return narrow_utf16(octets + 2, size - 2, 1);
	if (size >= 3 && memcmp(octets, "\xEF\xBB\xBF", 3) == 0)
		return g_string_new_len((const char *)octets + 3, (gssize)size - 3);
	return g_string_new_len((const char *)octets, (gssize)size);
}

HcPem *
hc_pem_new(GBytes *data)
{
	HcPem *self = g_new0(HcPem, 1);

	self->text = text_of(data);
	self->line = 1;
	return self;
}

void
hc_pem_free(HcPem *self)
{
	if (self == NULL)
		return;
	g_string_free(self->text, TRUE);
	g_free(self->block.label);
	g_free(self);
}

/* --- lines ------------------------------------------------------------------------------------ */

/* Lines end in LF, CR or both. */
static gboolean
next_line(HcPem *self, Line *ret_line)
{
	const char *text = self->text->str;
	gsize end = self->at;

	if (self->at >= self->text->len)
		return FALSE;
	while (end < self->text->len && text[end] != '\n' && text[end] != '\r')
		end++;
	ret_line->start = text + self->at;
	ret_line->length = end - self->at;
	if (end + 1 < self->text->len && text[end] == '\r' && text[end + 1] == '\n')
		end++;
	self->at = MIN(end + 1, self->text->len);
	self->line++;
	return TRUE;
}

/* What stands between @opening and the five dashes that end the line; NULL if it is another line.
 */
static char *
label_of(const Line *line, const char *opening)
{
	gsize before = strlen(opening);
	gsize length = line->length;

	while (length > 0 && g_ascii_isspace(line->start[length - 1]))
		length--;
	if (length < before + strlen(DASHES) || length > HC_LIMIT_PEM_LINE ||
		memcmp(line->start, opening, before) != 0 ||
		memcmp(line->start + length - strlen(DASHES), DASHES, strlen(DASHES)) != 0)
		return NULL;
	return g_strndup(line->start + before, length - before - strlen(DASHES));
}

static gboolean
find_begin(HcPem *self)
{
	Line line = { 0 };

	while (next_line(self, &line)) {
		g_autofree char *label = label_of(&line, BEGIN);

		if (label == NULL)
			continue;
		g_free(self->block.label);
		self->block.label = hc_text_printable(label);
		self->block.line = self->line - 1;
		self->block.body_start = self->at;
		return TRUE;
	}
	return FALSE;
}

/* A line that begins another block is no end of this one. */
static gboolean
find_end(HcPem *self)
{
	Line line = { 0 };
	gsize start = self->at;

	while (next_line(self, &line)) {
		g_autofree char *end = label_of(&line, END);
		g_autofree char *begin = label_of(&line, BEGIN);

		if (begin != NULL)
			return FALSE;
		if (end != NULL) {
			g_autofree char *printable = hc_text_printable(end);

			self->block.body_length = (gsize)(line.start - self->text->str) - start;
			return strcmp(printable, self->block.label) == 0;
		}
	}
	return FALSE;
}

gboolean
hc_pem_next(HcPem *self, const HcPemBlock **ret_block, GError **error)
{
	if (!find_begin(self))
		return FALSE;
	if (!find_end(self)) {
		g_set_error(error, HC_ERROR, HC_ERROR_INPUT,
			"line %u: the block \"%s\" has no end of its own", self->block.line,
			self->block.label);
		return FALSE;
	}
	*ret_block = &self->block;
	return TRUE;
}

/* --- base64 ----------------------------------------------------------------------------------- */

/* RFC 1421 headers ("Proc-Type: …") end at a blank line. */
static const char *
skip_headers(const char *body)
{
	const char *line_end = strpbrk(body, "\r\n");
	const char *blank = strstr(body, "\n\n");
	const char *blank_crlf = strstr(body, "\r\n\r\n");

	if (line_end == NULL || memchr(body, ':', (gsize)(line_end - body)) == NULL)
		return body;
	if (blank_crlf != NULL && (blank == NULL || blank_crlf < blank))
		return blank_crlf + 4;
	return blank != NULL ? blank + 2 : body;
}

/* @body without blanks; NULL if that is no base64 (RFC 4648 section 4: padded, nothing else in it).
 */
static GString *
digits_of(const char *body)
{
	GString *digits = g_string_new(NULL);
	gsize n_digits = 0;
	gsize n_padding = 0;

	for (const char *p = body; *p != '\0'; p++) {
		if (!g_ascii_isspace(*p))
			g_string_append_c(digits, *p);
	}
	n_digits = strspn(digits->str, BASE64_DIGITS);
	n_padding = strspn(digits->str + n_digits, "=");
	if (n_digits > 0 && n_padding <= 2 && digits->len == n_digits + n_padding &&
		digits->len % 4 == 0)
		return digits;
	g_string_free(digits, TRUE);
	return NULL;
}

GBytes *
hc_pem_decode(const HcPem *self, GError **error)
{
	g_autofree char *body =
		g_strndup(self->text->str + self->block.body_start, self->block.body_length);
	GString *digits = NULL;
	gsize size = 0;

	/* A NUL would end the text early. */
	if (strlen(body) == self->block.body_length)
		digits = digits_of(skip_headers(body));
	if (digits == NULL) {
		g_set_error(error, HC_ERROR, HC_ERROR_INPUT,
			"line %u: the block \"%s\" is not base64", self->block.line,
			self->block.label);
		return NULL;
	}
	g_base64_decode_inplace(digits->str, &size);
	digits->len = size;
	return g_string_free_to_bytes(digits);
}
