/* Values of an Exchange object as the types they stand for.  Room: evidence. */
#include "agent/evidence/exchange.h"

/* Text that is there and not empty, else NULL. */
static const char *
known_text(const HcExchangeObject *self, const char *name)
{
	const char *text = hc_exchange_text(self, name);

	return hc_text_is_empty(text) ? NULL : text;
}

HcTri
hc_exchange_bool(const HcExchangeObject *self, const char *property)
{
	const char *text = hc_exchange_text(self, property);

	if (hc_text_same(text, "True"))
		return HC_TRI_YES;
	return hc_text_same(text, "False") ? HC_TRI_NO : HC_TRI_UNKNOWN;
}

gboolean
hc_exchange_int(const HcExchangeObject *self, const char *property, gint64 *ret_value)
{
	const char *text = known_text(self, property);

	return text != NULL &&
	       g_ascii_string_to_signed(text, 10, G_MININT64, G_MAXINT64, ret_value, NULL);
}

HcTime
hc_exchange_time(const HcExchangeObject *self, const char *property)
{
	const char *text = known_text(self, property);
	g_autofree char *with_zone = NULL;
	HcTime when = HC_TIME_NONE;

	if (text == NULL || hc_when_parse_xhcw(text, &when) ||
		hc_when_parse_rfc3339(text, &when, NULL))
		return when;
	/* ISO 8601 without a zone: the properties asked for are UTC by their name. */
	with_zone = g_strconcat(text, "Z", NULL);
	hc_when_parse_rfc3339(with_zone, &when, NULL);
	return when;
}
