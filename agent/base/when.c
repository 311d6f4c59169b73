/* Points in time.  Room: base. */
#include "agent/base/when.h"
#include "agent/base/error.h"

#include <string.h>

/* 0001-01-01 to 1970-01-01 in days, proleptic Gregorian: the origin of .NET ticks. */
#define DAYS_BEFORE_UNIX G_GINT64_CONSTANT(719162)
#define TICKS_PER_US 10

typedef struct {
	guint64 year, month, day, hour, minute, second;
} Fields;

/* Exactly @min to @max digits at *cursor. */
static gboolean
take_digits(const char **cursor, guint min, guint max, guint64 *ret_value)
{
	guint64 value = 0;
	guint n = 0;

	while (n < max && g_ascii_isdigit((*cursor)[n]))
		value = value * 10 + (guint64)((*cursor)[n++] - '0');
	if (n < min)
		return FALSE;
	*cursor += n;
	*ret_value = value;
	return TRUE;
}

static gboolean
take_char(const char **cursor, char wanted)
{
	if (**cursor != wanted)
		return FALSE;
	(*cursor)++;
	return TRUE;
}

static gboolean
take_clock(const char **cursor, Fields *fields)
{
	return take_digits(cursor, 2, 2, &fields->hour) && take_char(cursor, ':') &&
	       take_digits(cursor, 2, 2, &fields->minute) && take_char(cursor, ':') &&
	       take_digits(cursor, 2, 2, &fields->second);
}

static gboolean
to_time(const Fields *fields, HcTime *ret_when)
{
	g_autoptr(GDateTime) moment = NULL;

	if (fields->year < 1 || fields->year > 9999)
		return FALSE;
	moment = g_date_time_new_utc((gint)fields->year, (gint)fields->month, (gint)fields->day,
		(gint)fields->hour, (gint)fields->minute, (gdouble)fields->second);
	if (moment == NULL)
		return FALSE;
	*ret_when = g_date_time_to_unix(moment) * HC_TIME_SECOND;
	return TRUE;
}

gboolean
hc_when_parse_rfc3339(const char *text, HcTime *ret_when, GError **error)
{
	g_autoptr(GDateTime) moment = NULL;

	/* GLib accepts more of ISO 8601 than RFC 3339 does: a zone and the T are required here. */
	if (strlen(text) >= 20 && g_ascii_toupper(text[10]) == 'T' && text[4] == '-' &&
		text[13] == ':')
		moment = g_date_time_new_from_iso8601(text, NULL);
	if (moment == NULL) {
		g_set_error(error, HC_ERROR, HC_ERROR_INPUT,
			"\"%s\" is not an RFC 3339 time like 2026-03-31T18:00:00Z", text);
		return FALSE;
	}
	*ret_when =
		g_date_time_to_unix(moment) * HC_TIME_SECOND + g_date_time_get_microsecond(moment);
	return TRUE;
}

gboolean
hc_when_parse_xhcw(const char *text, HcTime *ret_when)
{
	Fields fields = { 0 };
	guint64 milliseconds = 0;
	HcTime when = 0;

	if (!take_digits(&text, 2, 2, &fields.month) || !take_char(&text, '/') ||
		!take_digits(&text, 2, 2, &fields.day) || !take_char(&text, '/') ||
		!take_digits(&text, 4, 4, &fields.year) || !take_char(&text, ' ') ||
		!take_clock(&text, &fields))
		return FALSE;
	if (take_char(&text, '.') && !take_digits(&text, 1, 3, &milliseconds))
		return FALSE;
	if (*text != '\0' || !to_time(&fields, &when))
		return FALSE;
	*ret_when = when + (HcTime)milliseconds * 1000;
	return TRUE;
}

gboolean
hc_when_parse_hcwlog(const char *text, HcTime *ret_when)
{
	Fields fields = { 0 };
	guint64 milliseconds = 0;
	HcTime when = 0;

	if (!take_digits(&text, 4, 4, &fields.year) || !take_char(&text, '.') ||
		!take_digits(&text, 2, 2, &fields.month) || !take_char(&text, '.') ||
		!take_digits(&text, 2, 2, &fields.day) || !take_char(&text, ' ') ||
		!take_clock(&text, &fields) || !take_char(&text, '.') ||
		!take_digits(&text, 3, 3, &milliseconds) || !to_time(&fields, &when))
		return FALSE;
	*ret_when = when + (HcTime)milliseconds * 1000;
	return TRUE;
}

/* A fraction of a second in 1 to 7 digits, to microseconds; the seventh digit (100 ns) is dropped.
 */
static gboolean
take_fraction(const char **cursor, guint64 *ret_us)
{
	static const guint64 scale[] = { 0, 100000, 10000, 1000, 100, 10, 1 };
	const char *start = *cursor;
	guint64 value = 0;
	guint64 last = 0;

	if (!take_digits(cursor, 1, 6, &value))
		return FALSE;
	*ret_us = value * scale[*cursor - start];
	take_digits(cursor, 0, 1, &last);
	return TRUE;
}

gboolean
hc_when_parse_timespan(const char *text, gint64 *ret_us)
{
	gboolean negative = take_char(&text, '-');
	const char *dot = strchr(text, '.');
	const char *colon = strchr(text, ':');
	Fields fields = { 0 };
	guint64 fraction = 0;
	gint64 length = 0;

	if (dot != NULL && colon != NULL && dot < colon) {
		if (!take_digits(&text, 1, 8, &fields.day) || !take_char(&text, '.'))
			return FALSE;
	}
	if (!take_clock(&text, &fields) || fields.hour > 23 || fields.minute > 59 ||
		fields.second > 59)
		return FALSE;
	if (take_char(&text, '.') && !take_fraction(&text, &fraction))
		return FALSE;
	if (*text != '\0')
		return FALSE;
	length = (gint64)(((fields.day * 24 + fields.hour) * 60 + fields.minute) * 60 +
			  fields.second);
	length = length * HC_TIME_SECOND + (gint64)fraction;
	*ret_us = negative ? -length : length;
	return TRUE;
}

HcTime
hc_when_from_ticks(gint64 ticks)
{
	const gint64 last = G_GINT64_CONSTANT(3155378975999999999); /* end of the year 9999 */

	if (ticks < 0 || ticks > last)
		return HC_TIME_NONE;
	return ticks / TICKS_PER_US - DAYS_BEFORE_UNIX * HC_TIME_DAY;
}

static GDateTime *
to_date_time(HcTime when)
{
	gint64 seconds = when / HC_TIME_SECOND;
	gint64 rest = when % HC_TIME_SECOND;
	g_autoptr(GDateTime) whole = NULL;

	if (rest < 0) {
		seconds -= 1;
		rest += HC_TIME_SECOND;
	}
	whole = g_date_time_new_from_unix_utc(seconds);
	return whole == NULL ? NULL : g_date_time_add(whole, rest);
}

static char *
format_as(HcTime when, const char *pattern)
{
	g_autoptr(GDateTime) moment = NULL;

	if (when == HC_TIME_NONE)
		return NULL;
	moment = to_date_time(when);
	return moment == NULL ? NULL : g_date_time_format(moment, pattern);
}

char *
hc_when_format(HcTime when)
{
	g_autofree char *text = format_as(when, "%C%y-%m-%dT%H:%M:%S");
	gint64 fraction = ((when % HC_TIME_SECOND) + HC_TIME_SECOND) % HC_TIME_SECOND;

	if (text == NULL)
		return NULL;
	if (fraction == 0)
		return g_strconcat(text, "Z", NULL);
	if (fraction % 1000 == 0)
		return g_strdup_printf("%s.%03dZ", text, (int)(fraction / 1000));
	return g_strdup_printf("%s.%06dZ", text, (int)fraction);
}

char *
hc_when_format_date(HcTime when)
{
	return format_as(when, "%C%y-%m-%d");
}
