/* The end of what was read, kept for as long as it may have to be read again.  Room: parse. */
#include "agent/parse/wizard/xml-kept.h"

#include <string.h>

#define LONGEST_START "<information "

void
hc_xml_kept_init(HcXmlKept *self)
{
	*self = (HcXmlKept){ .text = g_string_new(NULL), .line = 1 };
}

void
hc_xml_kept_clear(HcXmlKept *self)
{
	g_string_free(self->text, TRUE);
	self->text = NULL;
}

guint64
hc_xml_kept_start(const HcXmlKept *self)
{
	return self->end - self->text->len;
}

void
hc_xml_kept_append(HcXmlKept *self, const char *text, gsize length)
{
	g_string_append_len(self->text, text, (gssize)length);
	self->end += length;
}

/* Where octet @octet stands in @text, or the nearer of its two ends. */
static gsize
index_of(const HcXmlKept *self, guint64 octet)
{
	const guint64 start = hc_xml_kept_start(self);

	return octet <= start ? 0 : (gsize)MIN(octet - start, self->text->len);
}

void
hc_xml_kept_slide(HcXmlKept *self, const char *text, gsize length, guint64 wanted)
{
	const guint64 added_at = self->end;

	/* Nearly always: of a large file only the last tag of each piece is copied. */
	if (wanted >= added_at) {
		const gsize skipped = (gsize)MIN(wanted - added_at, length);

		g_string_truncate(self->text, 0);
		g_string_append_len(self->text, text + skipped, (gssize)(length - skipped));
		self->end += length;
		return;
	}
	hc_xml_kept_append(self, text, length);
	g_string_erase(self->text, 0, (gssize)index_of(self, wanted));
}

static guint
count_lines(const char *text, gsize length)
{
	guint n = 0;

	for (const char *at = memchr(text, '\n', length); at != NULL;
		at = memchr(at + 1, '\n', (gsize)(text + length - at - 1)))
		n++;
	return n;
}

guint
hc_xml_kept_lines(const HcXmlKept *self, guint64 from, guint64 to)
{
	const gsize first = index_of(self, from);
	const gsize last = index_of(self, to);

	return last <= first ? 0 : count_lines(self->text->str + first, last - first);
}

static void
forget(HcXmlKept *self, gsize length)
{
	self->line += count_lines(self->text->str, length);
	g_string_erase(self->text, 0, (gssize)length);
}

void
hc_xml_kept_forget(HcXmlKept *self, guint64 wanted)
{
	forget(self, index_of(self, wanted));
}

gboolean
hc_xml_kept_has_unseen(const HcXmlKept *self, guint64 from, guint64 to)
{
	const gsize last = index_of(self, to);

	for (gsize at = index_of(self, from); at < last; at++) {
		const char next = self->text->str[at + 1];

		if (self->text->str[at] == '<' && (next == '!' || next == '?'))
			return TRUE;
	}
	return FALSE;
}

/* The first start tag of a cmdlet from @from on, or NULL. */
static const char *
find_start(const GString *text, gsize from)
{
	static const char *const starts[] = { "<invoke ", LONGEST_START };
	const char *end = text->str + text->len;

	for (const char *at = text->str + MIN(from, text->len);
		(at = memchr(at, '<', (gsize)(end - at))) != NULL; at++) {
		for (guint i = 0; i < G_N_ELEMENTS(starts); i++) {
			const gsize n = strlen(starts[i]);

			if ((gsize)(end - at) >= n && memcmp(at, starts[i], n) == 0)
				return at;
		}
	}
	return NULL;
}

gboolean
hc_xml_kept_seek(HcXmlKept *self)
{
	const char *found = find_start(self->text, 0);
	const gsize n_cut = strlen(LONGEST_START) - 1;

	if (found != NULL)
		forget(self, (gsize)(found - self->text->str));
	else if (self->text->len > n_cut)
		forget(self, self->text->len - n_cut);
	return found != NULL;
}

gboolean
hc_xml_kept_has_more(const HcXmlKept *self)
{
	return find_start(self->text, 1) != NULL;
}
