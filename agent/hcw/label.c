/* What an object is called in lists for people.  Room: hcw. */
#include "agent/hcw/label.h"

char *
hc_label_object(const HcExchangeObject *object)
{
	const char *noun = hc_kind_noun(hc_exchange_kind(object));
	GString *label = g_string_new(NULL);

	for (const char *p = noun; *p != '\0'; p++) {
		if (p > noun && g_ascii_isupper(*p) && !g_ascii_isupper(p[-1]))
			g_string_append_c(label, ' ');
		g_string_append_c(label, *p);
	}
	g_string_append_printf(label, " %s", hc_exchange_identity(object));
	return g_string_free(label, FALSE);
}
