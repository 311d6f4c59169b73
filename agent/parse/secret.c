/* Names behind which secrets stand.  Room: parse. */
#include "agent/parse/secret.h"

#include <string.h>

gboolean
hc_secret_is_name(const char *name)
{
	static const char *const words[] = { "credential", "password", "secret" };
	g_autofree char *lower = g_ascii_strdown(name, -1);

	for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
		if (strstr(lower, words[i]) != NULL)
			return TRUE;
	}
	return FALSE;
}
