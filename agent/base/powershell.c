/* Values inside PowerShell commands.  Room: base. */
#include "agent/base/powershell.h"

#include "agent/base/text.h"

char *
hc_powershell_quote(const char *text)
{
	g_autofree char *clean = hc_text_printable(text);
	GString *out = g_string_new("'");

	for (char *p = clean; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		g_string_append_unichar(out, c);
		if (c == '\'' || (c >= 0x2018 && c <= 0x201B))
			g_string_append_unichar(out, c);
	}
	g_string_append_c(out, '\'');
	return g_string_free(out, FALSE);
}
