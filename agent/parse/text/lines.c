/* Octets to lines of UTF-8, chunk by chunk.  Room: parse. */
#include "agent/parse/text/lines.h"

#include "agent/base/limits.h"
#include "agent/parse/text/encoding.h"

#include <string.h>

struct HcLines {
	HcLineFunc func;
	gpointer user;
	HcEncoding *encoding;
	GString *start; /* a line whose end has not come yet */
	guint number;   /* lines delivered */
	gboolean cut;   /* of the line in @start */
	guint n_cut;
	guint first_cut;
};

HcLines *
hc_lines_new(HcLineFunc func, gpointer user)
{
	HcLines *self = g_new0(HcLines, 1);

	self->func = func;
	self->user = user;
	self->encoding = hc_encoding_new();
	self->start = g_string_new(NULL);
	return self;
}

void
hc_lines_free(HcLines *self)
{
	if (self == NULL)
		return;
	hc_encoding_free(self->encoding);
	g_string_free(self->start, TRUE);
	g_free(self);
}

/* At most @most octets of @text, and no half character. */
static gsize
bounded(const char *text, gsize length, gsize most)
{
	if (length <= most)
		return length;
	/* Continuation octets look like 10xxxxxx. */
	while (most > 0 && ((guchar)text[most] & 0xC0) == 0x80)
		most--;
	return most;
}

static void
deliver(HcLines *self, const char *text, gsize length, gboolean open)
{
	gsize kept = bounded(text, length, HC_LIMIT_LINE);
	HcLine line = {
		.text = text,
		.length = kept,
		.number = ++self->number,
		.cut = self->cut || kept < length,
		.open = open,
	};

	if (line.cut && self->n_cut++ == 0)
		self->first_cut = line.number;
	self->cut = FALSE;
	if (!line.cut && kept > 0 && text[kept - 1] == '\r')
		line.length--;
	self->func(&line, self->user);
}

/* Part of a line whose end is not in this chunk. */
static void
keep(HcLines *self, const char *text, gsize length)
{
	gsize kept = self->cut ? 0 : bounded(text, length, HC_LIMIT_LINE - self->start->len);

	g_string_append_len(self->start, text, (gssize)kept);
	self->cut = self->cut || kept < length;
}

static void
end_line(HcLines *self, const char *text, gsize length)
{
	if (self->start->len == 0 && !self->cut) {
		deliver(self, text, length, FALSE);
		return;
	}
	keep(self, text, length);
	deliver(self, self->start->str, self->start->len, FALSE);
	g_string_truncate(self->start, 0);
}

static void
split(HcLines *self, const char *text, gsize length)
{
	while (length > 0) {
		const char *end = memchr(text, '\n', length);
		gsize n = end != NULL ? (gsize)(end - text) : length;

		if (end == NULL) {
			keep(self, text, n);
			return;
		}
		end_line(self, text, n);
		text += n + 1;
		length -= n + 1;
	}
}

void
hc_lines_feed(HcLines *self, const guint8 *data, gsize length)
{
	gsize n = 0;
	const char *text = hc_encoding_feed(self->encoding, data, length, &n);

	split(self, text, n);
}

void
hc_lines_finish(HcLines *self)
{
	gsize n = 0;
	const char *text = hc_encoding_finish(self->encoding, &n);

	split(self, text, n);
	if (self->start->len > 0 || self->cut)
		deliver(self, self->start->str, self->start->len, TRUE);
	g_string_truncate(self->start, 0);
}

void
hc_lines_warn(const HcLines *self, HcInput *input)
{
	hc_encoding_warn(self->encoding, input);
	if (self->n_cut > 0)
		hc_input_warn(input,
			"%u line%s longer than %d octets, the rest of it is left out; the first is "
			"line %u",
			self->n_cut, self->n_cut == 1 ? " is" : "s are", HC_LIMIT_LINE,
			self->first_cut);
}
