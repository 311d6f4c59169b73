/* libxml2 as a push parser of a sequence of elements.  Room: parse. */
#include "agent/parse/wizard/xml-push.h"
#include "agent/base/limits.h"
#include "agent/parse/text/encoding.h"
#include "agent/parse/wizard/xml-kept.h"
#include "agent/parse/wizard/xml-sax.h"

#include <string.h>

#define SLICE_BYTES (64 * 1024) /* handed to libxml2 at once, so that a huge tag is seen early */
/* Octets without meaning in a row, as a lost disk block leaves them.  They may hide the end of one
 * cmdlet and the start of another from libxml2, which takes U+FFFD for text. */
#define HOLE_CHARACTERS 16

struct HcXmlPush {
	HcXmlSax sax;
	HcEncoding *encoding;
	HcXmlKept kept; /* what libxml2 has not told yet */
	guint n_resumes;
	guint64 n_bad;       /* of the encoding, before what comes next */
	guint n_meaningless; /* characters in a row, up to what comes next */
};

/* --- reading on ------------------------------------------------------------------------------- */

/*
 * After damage: keeps what is read again.  A tag ends before the next "<", so the start tag to go
 * on with is at the damage or behind it, unless something that may hold any text was begun before.
 */
static void
gather(HcXmlPush *self, const char *text, gsize length)
{
	guint64 from = self->sax.told;
	guint n_lines = 0;

	hc_xml_kept_append(&self->kept, text, length);
	if (!self->sax.damage_early && !hc_xml_kept_has_unseen(&self->kept, from, self->sax.damage))
		from = MAX(from, self->sax.damage);
	n_lines = hc_xml_kept_lines(&self->kept, 0, self->sax.damage);
	self->kept.line = self->sax.damage_line > n_lines ? self->sax.damage_line - n_lines : 1;
	hc_xml_kept_forget(&self->kept, from);
}

/* What libxml2 still waits for the end of is damage; behind its first octet reading may go on. */
static void
give_up_waiting(HcXmlPush *self, const char *what)
{
	self->sax.told = hc_xml_sax_octet(&self->sax) + 1;
	hc_xml_sax_damage(&self->sax, what);
	gather(self, "", 0);
}

/* libxml2 waits for the end of something, and a cmdlet begins before it. */
static void
force(HcXmlPush *self)
{
	const guint64 behind = hc_xml_sax_octet(&self->sax) + 1;

	hc_xml_sax_force(&self->sax);
	self->sax.told = MAX(self->sax.told, behind);
	if (self->sax.state == HC_XML_SEEKING)
		gather(self, "", 0);
}

static void
read_slice(HcXmlPush *self, const char *text, gsize length)
{
	if (self->sax.state == HC_XML_SEEKING) {
		hc_xml_kept_append(&self->kept, text, length);
		return;
	}
	hc_xml_sax_parse(&self->sax, text, length);
	if (self->sax.state == HC_XML_SEEKING)
		gather(self, text, length);
	if (self->sax.state != HC_XML_READING)
		return;
	hc_xml_kept_slide(&self->kept, text, length, hc_xml_sax_octet(&self->sax));
	if (self->kept.text->len <= HC_LIMIT_XML_TEXT)
		return;
	if (hc_xml_kept_has_more(&self->kept))
		force(self);
	else
		give_up_waiting(self, "limit HC_LIMIT_XML_TEXT reached at");
}

/* FALSE if there is nothing yet to go on with, or nothing any more. */
static gboolean
resume(HcXmlPush *self)
{
	g_autofree char *again = NULL;
	gsize length = 0;

	if (self->sax.state != HC_XML_SEEKING || !hc_xml_kept_seek(&self->kept))
		return FALSE;
	if (self->n_resumes++ == HC_LIMIT_XML_RESUMES) {
		hc_xml_push_stop_at_limit(self, "HC_LIMIT_XML_RESUMES");
		return FALSE;
	}
	hc_xml_sax_begin(&self->sax, hc_xml_kept_start(&self->kept), self->kept.line);
	self->sax.told = self->sax.begin + 1; /* the tag we begin with is not begun with again */
	self->sax.handler->resume(self->sax.user);
	length = self->kept.text->len;
	again = g_string_free(self->kept.text, FALSE);
	self->kept.text = g_string_new(NULL);
	self->kept.end -= length;
	read_slice(self, again, length);
	return TRUE;
}

static void
push(HcXmlPush *self, const char *text, gsize length)
{
	for (gsize at = 0; at < length && self->sax.state != HC_XML_STOPPED; at += SLICE_BYTES) {
		read_slice(self, text + at, MIN(length - at, SLICE_BYTES));
		while (resume(self)) {
		}
	}
}

/* At the end of the input.  TRUE if reading went on behind something that was waited for. */
static gboolean
read_waiting(HcXmlPush *self)
{
	if (self->sax.state == HC_XML_READING && hc_xml_kept_has_more(&self->kept))
		force(self);
	return resume(self);
}

/* --- holes ------------------------------------------------------------------------------------ */

/* Octets of @text up to where a hole is deep enough to be one, or all of them. */
static gsize
length_to_hole(HcXmlPush *self, const char *text, gsize length)
{
	static const char replacement[] = "\xEF\xBF\xBD"; /* U+FFFD */
	const gsize n = strlen(replacement);

	for (gsize at = 0; at < length;) {
		gboolean meaningless = length - at >= n && memcmp(text + at, replacement, n) == 0;

		at += meaningless ? n : 1;
		self->n_meaningless = meaningless ? self->n_meaningless + 1 : 0;
		if (self->n_meaningless == HOLE_CHARACTERS)
			return at;
	}
	return length;
}

static void
push_with_holes(HcXmlPush *self, const char *text, gsize length)
{
	while (length > 0) {
		const gsize part = length_to_hole(self, text, length);

		push(self, text, part);
		if (self->n_meaningless == HOLE_CHARACTERS && self->sax.state == HC_XML_READING)
			give_up_waiting(self, "octets in a row that are no characters at");
		text += part;
		length -= part;
	}
}

/* Only what was decoded from something that is no character is looked at for holes. */
static void
push_decoded(HcXmlPush *self, const char *text, gsize length)
{
	const guint64 n_bad = hc_encoding_n_bad(self->encoding);

	if (n_bad > self->n_bad || self->n_meaningless > 0)
		push_with_holes(self, text, length);
	else
		push(self, text, length);
	self->n_bad = n_bad;
}

/* --- exported --------------------------------------------------------------------------------- */

HcXmlPush *
hc_xml_push_new(const HcXmlPushHandler *handler, gpointer user)
{
	HcXmlPush *self = g_new0(HcXmlPush, 1);

	self->encoding = hc_encoding_new();
	hc_xml_kept_init(&self->kept);
	hc_xml_sax_init(&self->sax, handler, user);
	return self;
}

void
hc_xml_push_free(HcXmlPush *self)
{
	if (self == NULL)
		return;
	hc_xml_sax_clear(&self->sax);
	hc_encoding_free(self->encoding);
	hc_xml_kept_clear(&self->kept);
	g_free(self);
}

const unsigned char *
hc_xml_push_intern(const HcXmlPush *self, const char *name)
{
	return hc_xml_sax_intern(&self->sax, name);
}

void
hc_xml_push_feed(HcXmlPush *self, const guint8 *data, gsize length)
{
	gsize n = 0;
	const char *text = hc_encoding_feed(self->encoding, data, length, &n);

	push_decoded(self, text, n);
}

void
hc_xml_push_close(HcXmlPush *self)
{
	gsize n = 0;
	const char *text = hc_encoding_finish(self->encoding, &n);

	push_decoded(self, text, n);
	while (read_waiting(self)) {
	}
	hc_xml_sax_close(&self->sax);
}

void
hc_xml_push_refuse_tag(HcXmlPush *self, const char *what)
{
	hc_xml_sax_damage_early(&self->sax, what);
}

void
hc_xml_push_stop_at_limit(HcXmlPush *self, const char *limit)
{
	hc_xml_sax_stop_at_limit(&self->sax, limit);
}

gboolean
hc_xml_push_is_stopped(const HcXmlPush *self)
{
	return self->sax.state == HC_XML_STOPPED;
}

char *
hc_xml_push_where(const HcXmlPush *self)
{
	guint64 octet = hc_xml_sax_octet(&self->sax);
	guint line = hc_xml_sax_line(&self->sax);

	if (self->sax.state == HC_XML_SEEKING) {
		octet = hc_xml_kept_start(&self->kept);
		line = self->kept.line;
	} else if (self->sax.closing) {
		octet = self->kept.end;
	}
	if (hc_encoding_form(self->encoding) != HC_ENCODING_UTF8 ||
		hc_encoding_n_bad(self->encoding) > 0)
		return g_strdup_printf("line %u", line);
	return g_strdup_printf("line %u (octet %" G_GUINT64_FORMAT ")", line,
		octet + hc_encoding_mark(self->encoding));
}

void
hc_xml_push_warn(const HcXmlPush *self, HcInput *input)
{
	hc_encoding_warn(self->encoding, input);
}
