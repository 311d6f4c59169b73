/* The program's own errors.  Room: base. */
#include "agent/base/error.h"

G_DEFINE_QUARK(hc - error - quark, hc_error)

gboolean
hc_error_is(const GError *error, HcErrorCode code)
{
	return g_error_matches(error, HC_ERROR, (gint)code);
}

void
hc_error_take_first(GError **first, GError *found)
{
	if (found == NULL)
		return;
	if (*first == NULL)
		*first = found;
	else
		g_error_free(found);
}
