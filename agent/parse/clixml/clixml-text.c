/* Texts and primitive values of CLIXML.  Room: parse. */
#include "agent/parse/clixml/clixml-text.h"
#include "agent/base/text.h"
#include "agent/base/when.h"

#include <string.h>

#define REPLACEMENT 0xFFFD
#define ESCAPE_DIGITS 4
#define LONG_ESCAPE_DIGITS 8
#define SHORT_DIGITS 9 /* fewer than any 32 bits hold */
#define SHORTEST_MONTH 28

#define INTEGER(tag, min, max)                                                                     \
	{                                                                                          \
		tag, HC_CLIXML_INTEGER, min, max                                                   \
	}

const HcClixmlPrimitive hc_clixml_primitives[] = {
	{ "S", HC_CLIXML_STRING, 0, 0 },
	{ "URI", HC_CLIXML_STRING, 0, 0 },
	{ "SBK", HC_CLIXML_STRING, 0, 0 },
	{ "XD", HC_CLIXML_STRING, 0, 0 },
	{ "G", HC_CLIXML_PLAIN, 0, 0 },
	{ "D", HC_CLIXML_PLAIN, 0, 0 },
	{ "Version", HC_CLIXML_PLAIN, 0, 0 },
	{ "SemanticVersion", HC_CLIXML_PLAIN, 0, 0 },
	{ "C", HC_CLIXML_CHAR, 0, G_MAXUINT16 },
	{ "B", HC_CLIXML_BOOLEAN, 0, 0 },
	INTEGER("By", 0, G_MAXUINT8),
	INTEGER("SB", G_MININT8, G_MAXINT8),
	INTEGER("I16", G_MININT16, G_MAXINT16),
	INTEGER("U16", 0, G_MAXUINT16),
	INTEGER("I32", G_MININT32, G_MAXINT32),
	INTEGER("U32", 0, G_MAXUINT32),
	INTEGER("I64", G_MININT64, G_MAXINT64),
	INTEGER("U64", 0, G_MAXUINT64),
	{ "Sg", HC_CLIXML_REAL, 0, 0 },
	{ "Db", HC_CLIXML_REAL, 0, 0 },
	{ "DT", HC_CLIXML_TIME, 0, 0 },
	{ "TS", HC_CLIXML_SPAN, 0, 0 },
	{ "BA", HC_CLIXML_OCTETS, 0, 0 },
	{ "SS", HC_CLIXML_SECRET, 0, 0 },
	{ NULL, HC_CLIXML_STRING, 0, 0 },
};

/* --- escapes ---------------------------------------------------------------------------------- */

/* @n hexadecimal digits and the closing line; FALSE if that is not what stands there. */
static gboolean
take_hex(const char *at, gsize length, gsize n, guint32 *ret_unit)
{
	guint32 unit = 0;

	if (length <= n || at[n] != '_')
		return FALSE;
	for (gsize i = 0; i < n; i++) {
		const gint digit = g_ascii_xdigit_value(at[i]);

		if (digit < 0)
			return FALSE;
		unit = unit << 4 | (guint32)digit;
	}
	*ret_unit = unit;
	return TRUE;
}

/* Octets of the escape at the start of @at; 0 if there is none, and it is text. */
static gsize
escape_length(const char *at, gsize length, guint32 *ret_unit)
{
	const gsize n_start = strlen("_x");

	if (length < n_start || at[0] != '_' || (at[1] != 'x' && at[1] != 'X'))
		return 0;
	if (take_hex(at + n_start, length - n_start, ESCAPE_DIGITS, ret_unit))
		return n_start + ESCAPE_DIGITS + 1;
	if (take_hex(at + n_start, length - n_start, LONG_ESCAPE_DIGITS, ret_unit))
		return n_start + LONG_ESCAPE_DIGITS + 1;
	return 0;
}

static gboolean
is_high(guint32 unit)
{
	return unit >= 0xD800 && unit < 0xDC00;
}

static gboolean
is_character(guint32 unit)
{
	return unit != 0 && unit <= 0x10FFFF && (unit < 0xD800 || unit >= 0xE000);
}

/* A high surrogate takes the low one behind it along. */
static gsize
join_surrogates(const char *at, gsize length, guint32 *unit)
{
	guint32 low = 0;
	const gsize n = is_high(*unit) ? escape_length(at, length, &low) : 0;

	if (n == 0 || low < 0xDC00 || low >= 0xE000)
		return 0;
	*unit = 0x10000 + ((*unit - 0xD800) << 10) + (low - 0xDC00);
	return n;
}

guint
hc_clixml_decode(GString *text)
{
	char *into = memchr(text->str, '_', text->len);
	const char *end = text->str + text->len;
	guint n_bad = 0;

	if (into == NULL)
		return 0;
	/* What is decoded is never longer than what it was written as. */
	for (const char *at = into; at < end;) {
		guint32 unit = 0;
		const gsize n = escape_length(at, (gsize)(end - at), &unit);

		if (n == 0) {
			*into++ = *at++;
			continue;
		}
		at += n;
		at += join_surrogates(at, (gsize)(end - at), &unit);
		n_bad += !is_character(unit);
		into += g_unichar_to_utf8(is_character(unit) ? unit : REPLACEMENT, into);
	}
	g_string_truncate(text, (gsize)(into - text->str));
	return n_bad;
}

/* --- values ----------------------------------------------------------------------------------- */

static gboolean
normalise_boolean(GString *text)
{
	const gboolean yes = strcmp(text->str, "true") == 0 || strcmp(text->str, "1") == 0;
	const gboolean no = strcmp(text->str, "false") == 0 || strcmp(text->str, "0") == 0;

	if (text->len == strlen(yes ? "true" : "false"))
		text->str[0] = yes ? 'T' : 'F';
	else
		g_string_assign(text, yes ? "True" : "False");
	return yes || no;
}

/* As it is printed already, and within the range. */
static gboolean
is_short_integer(const HcClixmlPrimitive *primitive, const char *text, gsize length)
{
	guint64 value = 0;

	if (length == 0 || length > SHORT_DIGITS || (*text == '0' && length > 1))
		return FALSE;
	for (gsize i = 0; i < length; i++) {
		if (!g_ascii_isdigit(text[i]))
			return FALSE;
		value = value * 10 + (guint64)(text[i] - '0');
	}
	return value <= primitive->max;
}

static gboolean
normalise_integer(const HcClixmlPrimitive *primitive, GString *text)
{
	gint64 value = 0;
	guint64 large = 0;

	if (is_short_integer(primitive, text->str, text->len))
		return TRUE;
	if (*text->str == '+')
		g_string_erase(text, 0, 1);
	if (primitive->min < 0) {
		if (!g_ascii_string_to_signed(
			    text->str, 10, primitive->min, (gint64)primitive->max, &value, NULL))
			return FALSE;
		g_string_printf(text, "%" G_GINT64_FORMAT, value);
		return TRUE;
	}
	if (!g_ascii_string_to_unsigned(text->str, 10, 0, primitive->max, &large, NULL))
		return FALSE;
	g_string_printf(text, "%" G_GUINT64_FORMAT, large);
	return TRUE;
}

static gboolean
normalise_char(GString *text)
{
	guint64 unit = 0;

	if (!g_ascii_string_to_unsigned(text->str, 10, 0, G_MAXUINT16, &unit, NULL) ||
		!is_character((guint32)unit))
		return FALSE;
	g_string_truncate(text, 0);
	g_string_append_unichar(text, (gunichar)unit);
	return TRUE;
}

static gboolean
is_real(const char *text)
{
	char *end = NULL;

	if (g_str_equal(text, "INF") || g_str_equal(text, "-INF") || g_str_equal(text, "NaN"))
		return TRUE;
	if (*text == '\0' || strspn(text, "+-.0123456789eE") != strlen(text))
		return FALSE;
	g_ascii_strtod(text, &end);
	return *end == '\0';
}

static guint
two_digits(const char *at)
{
	return (guint)(at[0] - '0') * 10 + (guint)(at[1] - '0');
}

/* "2026-09-15T08:12:00Z" of a day that every such month has: nearly all times of an export. */
static gboolean
is_plain_utc(const char *at, gsize length)
{
	static const char form[] = "0000-00-00T00:00:00Z";

	if (length != strlen(form))
		return FALSE;
	for (gsize i = 0; i < strlen(form); i++) {
		if (form[i] == '0' ? !g_ascii_isdigit(at[i]) : at[i] != form[i])
			return FALSE;
	}
	return two_digits(at) > 0 && two_digits(at + 5) >= 1 && two_digits(at + 5) <= 12 &&
	       two_digits(at + 8) >= 1 && two_digits(at + 8) <= SHORTEST_MONTH &&
	       two_digits(at + 11) < 24 && two_digits(at + 14) < 60 && two_digits(at + 17) < 60;
}

/* ISO 8601 with a zone becomes UTC. */
static gboolean
normalise_time(gboolean utc, GString *text)
{
	g_autofree char *with_zone = NULL;
	g_autofree char *formatted = NULL;
	HcTime when = HC_TIME_NONE;

	if (is_plain_utc(text->str, text->len))
		return TRUE;
	if (hc_when_parse_rfc3339(text->str, &when, NULL)) {
		formatted = hc_when_format(when);
	} else {
		with_zone = g_strconcat(text->str, "Z", NULL);
		if (!hc_when_parse_rfc3339(with_zone, &when, NULL))
			return FALSE;
		formatted = utc ? hc_when_format(when) : g_strdup(text->str);
	}
	g_string_assign(text, formatted);
	return TRUE;
}

/* "12D" at *at; absent parts count as 0. */
static gboolean
take_part(const char **at, char unit, guint64 max, guint64 *ret_value)
{
	char *end = NULL;
	guint64 value = 0;

	*ret_value = 0;
	if (!g_ascii_isdigit(**at))
		return TRUE;
	value = g_ascii_strtoull(*at, &end, 10);
	if (*end != unit)
		return TRUE;
	*ret_value = value;
	*at = end + 1;
	return value <= max;
}

/* Seconds may have a fraction; @ret_ticks counts 100 ns. */
static gboolean
take_seconds(const char **at, guint64 *ret_seconds, guint64 *ret_ticks)
{
	const guint64 most = 10 * 1000 * 1000;
	char *end = NULL;

	*ret_seconds = *ret_ticks = 0;
	if (!g_ascii_isdigit(**at))
		return TRUE;
	*ret_seconds = g_ascii_strtoull(*at, &end, 10);
	*at = end;
	if (**at == '.') {
		guint64 scale = most;

		for ((*at)++; g_ascii_isdigit(**at); (*at)++) {
			scale /= 10;
			*ret_ticks += (guint64)(**at - '0') * scale;
		}
	}
	return *(*at)++ == 'S';
}

static void
append_two_digits(GString *text, guint value, const char *behind)
{
	g_string_append_c(text, (char)('0' + value / 10));
	g_string_append_c(text, (char)('0' + value % 10));
	g_string_append(text, behind);
}

/*
 * "PT10M" as XmlConvert writes it becomes "00:10:00" as .NET prints it; that form is taken too.
 * Parts above their usual range ("PT90M") are carried over.
 */
static gboolean
normalise_span(GString *text)
{
	const guint64 most_days = 10675199; /* TimeSpan.MaxValue */
	const guint64 most_seconds = most_days * 86400;
	const char *at = text->str;
	const gboolean negative = *at == '-';
	guint64 days = 0, hours = 0, minutes = 0, seconds = 0, ticks = 0;
	gint64 plain = 0;

	if (hc_when_parse_timespan(text->str, &plain))
		return TRUE;
	at += negative;
	if (*at++ != 'P' || !take_part(&at, 'D', most_days, &days))
		return FALSE;
	if (*at == 'T') {
		at++;
		if (!take_part(&at, 'H', most_days * 24, &hours) ||
			!take_part(&at, 'M', most_days * 24 * 60, &minutes) ||
			!take_seconds(&at, &seconds, &ticks))
			return FALSE;
	}
	if (*at != '\0' || at[-1] == 'P' || at[-1] == 'T' || seconds > most_seconds)
		return FALSE;
	seconds += ((days * 24 + hours) * 60 + minutes) * 60;
	g_string_assign(text, negative ? "-" : "");
	if (seconds >= 86400)
		g_string_append_printf(text, "%" G_GUINT64_FORMAT ".", seconds / 86400);
	append_two_digits(text, (guint)(seconds / 3600 % 24), ":");
	append_two_digits(text, (guint)(seconds / 60 % 60), ":");
	append_two_digits(text, (guint)(seconds % 60), "");
	if (ticks > 0)
		g_string_append_printf(text, ".%07u", (guint)ticks);
	return TRUE;
}

/* clang-format off */
static const guint8 is_base64[256] = {
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 00 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 10 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, /* 20 */
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, /* 30 */
	0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, /* 40 */
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, /* 50 */
	0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, /* 60 */
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, /* 70 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 80 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 90 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* A0 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* B0 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* C0 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* D0 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* E0 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* F0 */
};
/* clang-format on */

/* How many octets at the start are of base64; shells write it without a break. */
static gsize
base64_length(const char *text, gsize length)
{
	gsize n = 0;

	while (n < length && is_base64[(guchar)text[n]])
		n++;
	return n;
}

/* Without blanks; FALSE if anything else is no base64. */
static gboolean
normalise_octets(GString *text)
{
	const char *end = text->str + text->len;
	char *into = text->str + base64_length(text->str, text->len);

	for (const char *at = into; at < end; at++) {
		if (g_ascii_isspace(*at))
			continue;
		if (!is_base64[(guchar)*at])
			return FALSE;
		*into++ = *at;
	}
	g_string_truncate(text, (gsize)(into - text->str));
	return TRUE;
}

gboolean
hc_clixml_normalise(const HcClixmlPrimitive *primitive, gboolean utc, GString *text)
{
	switch (primitive->type) {
	case HC_CLIXML_STRING:
	case HC_CLIXML_PLAIN:
		return TRUE;
	case HC_CLIXML_CHAR:
		return normalise_char(text);
	case HC_CLIXML_BOOLEAN:
		return normalise_boolean(text);
	case HC_CLIXML_INTEGER:
		return normalise_integer(primitive, text);
	case HC_CLIXML_REAL:
		return is_real(text->str);
	case HC_CLIXML_TIME:
		return normalise_time(utc, text);
	case HC_CLIXML_SPAN:
		return normalise_span(text);
	case HC_CLIXML_OCTETS:
		return normalise_octets(text);
	case HC_CLIXML_SECRET:
		break;
	}
	return FALSE;
}

/* "true" and "false" are what shells write. */
static const char *
ready_boolean(const char *text, gsize length, gsize *ret_length)
{
	static const struct {
		const char *written, *canonical;
	} words[] = { { "true", "True" }, { "false", "False" } };

	for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
		*ret_length = strlen(words[i].canonical);
		if (length == *ret_length && memcmp(text, words[i].written, length) == 0)
			return words[i].canonical;
	}
	return NULL;
}

const char *
hc_clixml_ready(
	const HcClixmlPrimitive *primitive, const char *text, gsize length, gsize *ret_length)
{
	*ret_length = length;
	switch (primitive->type) {
	case HC_CLIXML_STRING:
	case HC_CLIXML_PLAIN:
		return text;
	case HC_CLIXML_BOOLEAN:
		return ready_boolean(text, length, ret_length);
	case HC_CLIXML_INTEGER:
		return is_short_integer(primitive, text, length) ? text : NULL;
	case HC_CLIXML_TIME:
		return is_plain_utc(text, length) ? text : NULL;
	case HC_CLIXML_OCTETS:
		return base64_length(text, length) == length ? text : NULL;
	case HC_CLIXML_CHAR:
	case HC_CLIXML_REAL:
	case HC_CLIXML_SPAN:
	case HC_CLIXML_SECRET:
		break;
	}
	return NULL;
}

static gboolean
starts_with(const char *text, gsize length, const char *start)
{
	return length >= strlen(start) && memcmp(text, start, strlen(start)) == 0;
}

gboolean
hc_clixml_is_placeholder(const char *text, gsize length)
{
	static const char too_deep[] = "DeserializationTooDeep";
	const char *end = text + length;

	if (length == 0 || (*text != 'D' && *text != 'S' && *text != 'M'))
		return FALSE; /* nearly all */
	if (length == strlen(too_deep) && memcmp(text, too_deep, length) == 0)
		return TRUE;
	if (!starts_with(text, length, "System.") &&
		!starts_with(text, length, "Microsoft.Exchange."))
		return FALSE;
	while (text < end && (g_ascii_isalnum(*text) || strchr("._+`", *text) != NULL))
		text++;
	return text == end || *text == '[';
}
