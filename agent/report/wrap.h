/* Words into lines.  Room: report. */
#pragma once

#include <glib.h>

/*
 * Appends @text broken at blanks so that no line is wider than @width columns (characters), each
 * line after @indent blanks; a word longer than a line stays whole.  Ends with a line feed.
 */
void hc_wrap_append(GString *out, const char *text, guint width, guint indent);
/* As above, the first line after @lead (at most @indent columns wide) instead of blanks. */
void hc_wrap_append_led(
	GString *out, const char *lead, const char *text, guint width, guint indent);
