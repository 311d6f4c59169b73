/* Words into lines.  Room: report. */
#include "agent/report/wrap.h"

static void
pad(GString *out, guint columns)
{
	for (guint i = 0; i < columns; i++)
		g_string_append_c(out, ' ');
}

void
hc_wrap_append_led(GString *out, const char *lead, const char *text, guint width, guint indent)
{
	g_auto(GStrv) words = g_strsplit_set(text, " \n\t", -1);
	guint used = (guint)g_utf8_strlen(lead, -1);
	gboolean first_word = TRUE;

	g_string_append(out, lead);
	pad(out, used < indent ? indent - used : 0);
	used = MAX(used, indent);
	for (guint i = 0; words[i] != NULL; i++) {
		guint length = (guint)g_utf8_strlen(words[i], -1);

		if (length == 0)
			continue;
		if (!first_word && used + 1 + length > width) {
			g_string_append_c(out, '\n');
			pad(out, indent);
			used = indent;
			first_word = TRUE;
		}
		g_string_append_printf(out, "%s%s", first_word ? "" : " ", words[i]);
		used += length + (first_word ? 0 : 1);
		first_word = FALSE;
	}
	g_string_append_c(out, '\n');
}

void
hc_wrap_append(GString *out, const char *text, guint width, guint indent)
{
	hc_wrap_append_led(out, "", text, width, indent);
}
