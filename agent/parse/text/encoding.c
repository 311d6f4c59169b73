/* Octets to UTF-8, chunk by chunk.  Room: parse. */
#include "agent/parse/text/encoding.h"

#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD */
#define DECIDE_OCTETS 4            /* enough for every mark and for the NULs of two UTF-16 units */
#define NO_SURROGATE 0
#define HIGH_BIT 0x80
#define STRETCH 512 /* octets that are looked at together where there is nothing but ASCII */

typedef guint8 Lanes __attribute__((vector_size(16)));
typedef guint16 Units __attribute__((vector_size(32)));
typedef guint8 Octets __attribute__((vector_size(16)));

struct HcEncoding {
	HcEncodingForm form;
	guint8 waiting[DECIDE_OCTETS]; /* a cut character, or the start while undecided */
	gsize n_waiting;
	gunichar high;        /* UTF-16: a high surrogate that waits for its low one */
	gboolean may_be_1252; /* what is not UTF-8 is taken for Windows-1252 */
	GString *text;        /* result, where it could not be borrowed */
	GByteArray *joint;    /* waiting octets and the next chunk */
	guint64 mark;         /* octets of the byte order mark */
	guint64 n_seen;       /* octets before the current chunk */
	guint64 n_bad;
	guint64 first_bad;  /* octet of the file */
	guint64 first_1252; /* as above, once the form is Windows-1252 */
};

HcEncoding *
hc_encoding_new(void)
{
	HcEncoding *self = g_new0(HcEncoding, 1);

	self->text = g_string_new(NULL);
	self->joint = g_byte_array_new();
	return self;
}

void
hc_encoding_free(HcEncoding *self)
{
	if (self == NULL)
		return;
	g_string_free(self->text, TRUE);
	g_byte_array_unref(self->joint);
	g_free(self);
}

static void
put_bad(HcEncoding *self, guint64 octet)
{
	if (self->n_bad++ == 0)
		self->first_bad = octet;
	g_string_append(self->text, REPLACEMENT);
}

/* --- Windows-1252 ----------------------------------------------------------------------------- */

/* 0x80 to 0x9F; the others are Latin-1.  0: no character. */
static const gunichar windows_1252[32] = {
	0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, /* 80 */
	0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,      /* 88 */
	0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, /* 90 */
	0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178, /* 98 */
};

static void
decode_1252(HcEncoding *self, const guint8 *data, gsize length, guint64 octet)
{
	for (gsize at = 0; at < length; at++) {
		const guint8 unit = data[at];
		const gunichar character =
			unit >= 0x80 && unit < 0xA0 ? windows_1252[unit - 0x80] : unit;

		if (character == 0)
			put_bad(self, octet + at);
		else
			g_string_append_unichar(self->text, character);
	}
}

static const char *
feed_1252(HcEncoding *self, const guint8 *data, gsize length, gsize *ret_length)
{
	decode_1252(self, data, length, self->n_seen);
	*ret_length = self->text->len;
	return self->text->str;
}

/* --- UTF-8 ------------------------------------------------------------------------------------ */

/* Sixteen octets at a time: every octet of a large file comes through here. */
static gboolean
is_plain_ascii(const guint8 *data, gsize length)
{
	Lanes bad = { 0 };
	guint8 rest = 0;
	gsize at = 0;

	for (; at + sizeof(Lanes) <= length; at += sizeof(Lanes)) {
		Lanes octets = { 0 };

		memcpy(&octets, data + at, sizeof octets);
		bad |= (octets & HIGH_BIT) | (Lanes)(octets == 0);
	}
	for (gsize i = 0; i < sizeof(Lanes); i++)
		rest |= bad[i];
	for (; at < length; at++)
		rest |= (guint8)(data[at] & HIGH_BIT) | (data[at] == 0);
	return rest == 0;
}

/* Characters of several octets stand alone in much ASCII: only the stretches with them are read. */
static gboolean
is_valid(const guint8 *data, gsize length)
{
	for (gsize at = 0; at < length;) {
		const gsize from = at;

		while (at < length && !is_plain_ascii(data + at, MIN(sizeof(Lanes), length - at)))
			at += MIN(sizeof(Lanes), length - at);
		if (!g_utf8_validate_len((const char *)data + from, at - from, NULL))
			return FALSE;
		while (at < length && is_plain_ascii(data + at, MIN(STRETCH, length - at)))
			at += MIN(STRETCH, length - at);
		while (at < length && is_plain_ascii(data + at, MIN(sizeof(Lanes), length - at)))
			at += MIN(sizeof(Lanes), length - at);
	}
	return TRUE;
}

/* TRUE if @data is the beginning of a character that more octets may complete. */
static gboolean
is_cut_character(const guint8 *data, gsize length)
{
	return data[0] >= 0xC0 &&
	       g_utf8_get_char_validated((const char *)data, (gssize)length) == (gunichar)-2;
}

static void
decode_utf8(HcEncoding *self, const guint8 *data, gsize length)
{
	gsize at = 0;

	while (at < length) {
		const char *end = NULL;
		const char *from = (const char *)data + at;

		g_utf8_validate_len(from, length - at, &end);
		g_string_append_len(self->text, from, end - from);
		at += (gsize)(end - from);
		if (at < length && self->may_be_1252 && data[at] != 0) {
			self->form = HC_ENCODING_WINDOWS_1252;
			self->first_1252 = self->n_seen + at;
			decode_1252(self, data + at, length - at, self->n_seen + at);
			return;
		}
		if (at < length)
			put_bad(self, self->n_seen + at++);
	}
}

/* Octets at the end of @data that belong to a character which is not complete. */
static gsize
cut_length(const guint8 *data, gsize length)
{
	for (gsize n = 1; n < DECIDE_OCTETS && n <= length; n++) {
		if (is_cut_character(data + length - n, n))
			return n;
	}
	return 0;
}

static const char *
feed_utf8(HcEncoding *self, const guint8 *data, gsize length, gsize *ret_length)
{
	gsize n_cut = cut_length(data, length);
	gsize n_whole = length - n_cut;
	const char *text = (const char *)data;

	*ret_length = n_whole;
	if (!is_valid(data, n_whole)) {
		decode_utf8(self, data, n_whole);
		if (self->form == HC_ENCODING_WINDOWS_1252) {
			decode_1252(self, data + n_whole, n_cut, self->n_seen + n_whole);
			n_cut = 0;
		}
		*ret_length = self->text->len;
		text = self->text->str;
	}
	memcpy(self->waiting, data + n_whole, n_cut);
	self->n_waiting = n_cut;
	return text;
}

/* --- UTF-16 ----------------------------------------------------------------------------------- */

static gboolean
is_high(gunichar unit)
{
	return unit >= 0xD800 && unit < 0xDC00;
}

static gboolean
is_low(gunichar unit)
{
	return unit >= 0xDC00 && unit < 0xE000;
}

static void
put_unit(HcEncoding *self, gunichar unit, guint64 octet)
{
	gunichar high = self->high;

	self->high = NO_SURROGATE;
	if (high != NO_SURROGATE && is_low(unit)) {
		g_string_append_unichar(
			self->text, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
		return;
	}
	if (high != NO_SURROGATE)
		put_bad(self, octet - 2);
	if (is_high(unit))
		self->high = unit;
	else if (is_low(unit) || unit == 0)
		put_bad(self, octet);
	else
		g_string_append_unichar(self->text, unit);
}

/*
 * Leading units of @data that are ASCII and not NUL, as text, sixteen at a time: nearly all of a
 * large file.  Returns how many octets that were.
 */
static gsize
put_plain_units(HcEncoding *self, const guint8 *data, gsize length, gboolean little)
{
	const gsize start = self->text->len;
	gsize at = 0;
	char *into = NULL;

	/* Grown by as much as there may be, and cut to what there is. */
	g_string_set_size(self->text, start + length / 2);
	into = self->text->str + start;
	for (; at + sizeof(Units) <= length; at += sizeof(Units)) {
		Units units = { 0 };
		Octets octets = { 0 };
		guint16 odd = 0;
		Units bad = { 0 };

		memcpy(&units, data + at, sizeof units);
		if (little != (G_BYTE_ORDER == G_LITTLE_ENDIAN))
			units = units << 8 | units >> 8;
		bad = (units & (guint16)~0x7F) | (Units)(units == 0);
		for (gsize i = 0; i < sizeof(Units) / sizeof odd; i++)
			odd |= bad[i];
		if (odd != 0)
			break;
		octets = __builtin_convertvector(units, Octets);
		memcpy(into + at / 2, &octets, sizeof octets);
	}
	g_string_truncate(self->text, start + at / 2);
	return at;
}

static const char *
feed_utf16(HcEncoding *self, const guint8 *data, gsize length, gsize *ret_length)
{
	gboolean little = self->form == HC_ENCODING_UTF16LE;
	gsize at = 0;

	while (at + 2 <= length) {
		gsize end = 0;

		if (self->high == NO_SURROGATE)
			at += put_plain_units(self, data + at, length - at, little);
		/* What stopped it, and a few more. */
		end = MIN(at + sizeof(Units), length);
		for (; at + 2 <= end; at += 2) {
			gunichar first = data[at];
			gunichar second = data[at + 1];

			put_unit(self, little ? second << 8 | first : first << 8 | second,
				self->n_seen + at);
		}
	}
	memcpy(self->waiting, data + at, length - at);
	self->n_waiting = length - at;
	*ret_length = self->text->len;
	return self->text->str;
}

/* --- which of them ---------------------------------------------------------------------------- */

static HcEncodingForm
form_by_nuls(const guint8 *data)
{
	gboolean first = data[0] != 0 && data[2] != 0;
	gboolean second = data[1] != 0 && data[3] != 0;

	if (first && data[1] == 0 && data[3] == 0)
		return HC_ENCODING_UTF16LE;
	return second && data[0] == 0 && data[2] == 0 ? HC_ENCODING_UTF16BE : HC_ENCODING_UTF8;
}

static HcEncodingForm
form_of(const guint8 *data, gsize length, gsize *ret_mark)
{
	static const struct {
		const char *mark;
		gsize length;
		HcEncodingForm form;
	} marks[] = {
		{ "\xEF\xBB\xBF", 3, HC_ENCODING_UTF8 },
		{ "\xFF\xFE", 2, HC_ENCODING_UTF16LE },
		{ "\xFE\xFF", 2, HC_ENCODING_UTF16BE },
	};

	for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
		*ret_mark = marks[i].length;
		if (length >= *ret_mark && memcmp(data, marks[i].mark, *ret_mark) == 0)
			return marks[i].form;
	}
	*ret_mark = 0;
	return length < DECIDE_OCTETS ? HC_ENCODING_UTF8 : form_by_nuls(data);
}

static const char *
feed_form(HcEncoding *self, const guint8 *data, gsize length, gsize *ret_length)
{
	if (self->form == HC_ENCODING_UTF8)
		return feed_utf8(self, data, length, ret_length);
	if (self->form == HC_ENCODING_WINDOWS_1252)
		return feed_1252(self, data, length, ret_length);
	return feed_utf16(self, data, length, ret_length);
}

/* Waiting octets in front of @data; the common case of none costs nothing. */
static const guint8 *
join(HcEncoding *self, const guint8 *data, gsize *length)
{
	if (self->n_waiting == 0)
		return data;
	g_byte_array_set_size(self->joint, 0);
	g_byte_array_append(self->joint, self->waiting, (guint)self->n_waiting);
	if (*length > 0)
		g_byte_array_append(self->joint, data, (guint)*length);
	self->n_seen -= self->n_waiting;
	self->n_waiting = 0;
	*length = self->joint->len;
	return self->joint->data;
}

static const char *
decide_and_feed(HcEncoding *self, const guint8 *data, gsize length, gsize *ret_length)
{
	gsize mark = 0;

	if (self->form == HC_ENCODING_UNDECIDED) {
		self->form = form_of(data, length, &mark);
		self->n_seen += mark;
		self->mark = mark;
		/* A mark promises UTF-8. */
		self->may_be_1252 = self->may_be_1252 && mark == 0;
	}
	return feed_form(self, data + mark, length - mark, ret_length);
}

const char *
hc_encoding_feed(HcEncoding *self, const guint8 *data, gsize length, gsize *ret_length)
{
	const guint64 end = self->n_seen + length;
	const char *text = "";

	*ret_length = 0;
	if (length == 0)
		return text;
	g_string_truncate(self->text, 0);
	data = join(self, data, &length);
	if (self->form == HC_ENCODING_UNDECIDED && length < DECIDE_OCTETS) {
		memcpy(self->waiting, data, length);
		self->n_waiting = length;
	} else {
		text = decide_and_feed(self, data, length, ret_length);
	}
	self->n_seen = end;
	return text;
}

const char *
hc_encoding_finish(HcEncoding *self, gsize *ret_length)
{
	gsize length = 0;
	const guint8 *data = NULL;

	g_string_truncate(self->text, 0);
	data = join(self, (const guint8 *)"", &length);
	if (length > 0) {
		gsize n = 0;
		const char *text = decide_and_feed(self, data, length, &n);

		/* feed_utf8() may have borrowed from the joint octets. */
		if (text != self->text->str)
			g_string_append_len(self->text, text, (gssize)n);
		self->n_seen += length;
	}
	if (self->high != NO_SURROGATE)
		put_bad(self, self->n_seen - self->n_waiting - 2);
	for (gsize i = 0; i < self->n_waiting; i++)
		put_bad(self, self->n_seen - self->n_waiting + i);
	self->n_waiting = 0;
	self->high = NO_SURROGATE;
	*ret_length = self->text->len;
	return self->text->str;
}

void
hc_encoding_allow_windows_1252(HcEncoding *self)
{
	self->may_be_1252 = TRUE;
}

HcEncodingForm
hc_encoding_form(const HcEncoding *self)
{
	return self->form;
}

guint64
hc_encoding_mark(const HcEncoding *self)
{
	return self->mark;
}

gboolean
hc_encoding_counts(const HcEncoding *self, guint64 octet)
{
	if (self->form != HC_ENCODING_UTF8 && self->form != HC_ENCODING_WINDOWS_1252)
		return FALSE;
	if (self->form == HC_ENCODING_WINDOWS_1252 && octet > self->first_1252)
		return FALSE;
	return self->n_bad == 0 || octet <= self->first_bad;
}

guint64
hc_encoding_n_bad(const HcEncoding *self)
{
	return self->n_bad;
}

static const char *const form_words[] = {
	[HC_ENCODING_UNDECIDED] = "text",
	[HC_ENCODING_UTF8] = "UTF-8",
	[HC_ENCODING_UTF16LE] = "UTF-16",
	[HC_ENCODING_UTF16BE] = "UTF-16",
	[HC_ENCODING_WINDOWS_1252] = "Windows-1252",
};

void
hc_encoding_warn(const HcEncoding *self, HcInput *input)
{
	if (self->form == HC_ENCODING_WINDOWS_1252)
		hc_input_warn(input,
			"not valid UTF-8 from octet %" G_GUINT64_FORMAT
			" on: read as Windows-1252; export again with -Encoding UTF8",
			self->first_1252 + 1);
	if (self->n_bad == 0)
		return;
	hc_input_warn(input,
		"%" G_GUINT64_FORMAT
		" place%s not valid %s, replaced by U+FFFD; the first at octet "
		"%" G_GUINT64_FORMAT,
		self->n_bad, self->n_bad == 1 ? " is" : "s are", form_words[self->form],
		self->first_bad + 1);
}
