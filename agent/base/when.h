/*
 * Points in time.  In: the forms our inputs use.  Out: microseconds since 1970-01-01T00:00:00Z.
 * Room: base.  Nobody here knows what time it is: the clock is handed in (base/world.h).
 */
#pragma once

#include <glib.h>

typedef gint64 HcTime;
#define HC_TIME_NONE G_MININT64 /* not known */
#define HC_TIME_SECOND G_GINT64_CONSTANT(1000000)
#define HC_TIME_DAY (86400 * HC_TIME_SECOND)

/* "2022-02-19T04:00:00Z", with fraction and offset allowed.  Sets USAGE-free INPUT error otherwise.
 */
gboolean hc_when_parse_rfc3339(const char *text, HcTime *ret_when, GError **error);

/*
 * Invariant-culture .NET time as .xhcw files have it: "02/19/2022 03:24:06[.f]", without a zone;
 * the result counts as if it were UTC.  The fraction is *milliseconds without leading zeros* (".96"
 * is 96 ms), as HCW 17.0.6981 wrote it.  FALSE if @text is anything else.
 */
gboolean hc_when_parse_xhcw(const char *text, HcTime *ret_when);

/* "2022.02.19 03:24:02.871" of the wizard's .log and .boot, without a zone. */
gboolean hc_when_parse_hcwlog(const char *text, HcTime *ret_when);

/* "[-][d.]hh:mm:ss[.fffffff]" of .NET's TimeSpan; the result is a length in microseconds. */
gboolean hc_when_parse_timespan(const char *text, gint64 *ret_us);

/* .NET ticks: 100 ns since 0001-01-01T00:00:00Z.  HC_TIME_NONE outside the years 1 to 9999. */
HcTime hc_when_from_ticks(gint64 ticks);

/* "2022-02-19T04:00:00Z"; a fraction only where there is one.  NULL for HC_TIME_NONE. */
char *hc_when_format(HcTime when);
/* "2022-02-19".  NULL for HC_TIME_NONE. */
char *hc_when_format_date(HcTime when);
