/* "HOST", "HOST:PORT" as people write targets.  Room: base. */
#include "agent/base/hostport.h"

#include "agent/base/dname.h"
#include "agent/base/error.h"
#include "agent/base/text.h"

#include <arpa/inet.h>
#include <string.h>

#define LONGEST_NAME 253 /* octets; RFC 1035 2.3.4 in text form */
#define LONGEST_LABEL 63
#define SHOWN 80 /* characters of a wrong word repeated in its error */

HcFamily
hc_hostport_family(const char *text)
{
	struct in6_addr octets;

	if (inet_pton(AF_INET, text, &octets) == 1)
		return HC_FAMILY_IPV4;
	return inet_pton(AF_INET6, text, &octets) == 1 ? HC_FAMILY_IPV6 : HC_FAMILY_NONE;
}

/* Service names and some hosts have underscores, though RFC 952 knows none. */
static gboolean
is_label(const char *text, gsize length)
{
	if (length == 0 || length > LONGEST_LABEL || text[0] == '-' || text[length - 1] == '-')
		return FALSE;
	for (gsize i = 0; i < length; i++) {
		if (!g_ascii_isalnum(text[i]) && text[i] != '-' && text[i] != '_')
			return FALSE;
	}
	return TRUE;
}

/* No top-level domain begins with a digit; an address that is cut short or hexadecimal does. */
static gboolean
is_numeric_label(const char *text)
{
	return g_ascii_isdigit(text[0]);
}

gboolean
hc_hostport_is_name(const char *text)
{
	gsize length = strlen(text);
	const char *label = text;

	if (length > 0 && text[length - 1] == '.')
		length--;
	if (length == 0 || length > LONGEST_NAME)
		return FALSE;
	for (;;) {
		gsize rest = length - (gsize)(label - text);
		const char *dot = memchr(label, '.', rest);

		if (!is_label(label, dot != NULL ? (gsize)(dot - label) : rest))
			return FALSE;
		if (dot == NULL)
			return !is_numeric_label(label);
		label = dot + 1;
	}
}

static gboolean
fail(const char *text, const char *why, GError **error)
{
	g_autofree char *shown = hc_text_excerpt(text, SHOWN);

	g_set_error(error, HC_ERROR, HC_ERROR_INPUT, "\"%s\": %s", shown, why);
	return FALSE;
}

/* Digits only: no sign, no blank, nothing behind. */
static gboolean
read_port(const char *digits, guint16 *ret_port)
{
	guint value = 0;

	if (*digits == '\0' || strlen(digits) > 5)
		return FALSE;
	for (; *digits != '\0'; digits++) {
		if (!g_ascii_isdigit(*digits))
			return FALSE;
		value = value * 10 + (guint)(*digits - '0');
	}
	if (value == 0 || value > G_MAXUINT16)
		return FALSE;
	*ret_port = (guint16)value;
	return TRUE;
}

/* What @host is not, in words; NULL if it is a name or an address. */
static const char *
what_is_wrong(const char *host, gboolean bracketed)
{
	HcFamily family = hc_hostport_family(host);

	if (bracketed)
		return family == HC_FAMILY_IPV6 ? NULL : "no IPv6 address between the brackets";
	if (family != HC_FAMILY_NONE || hc_hostport_is_name(host))
		return NULL;
	if (*host == '\0')
		return "no host before the colon";
	if (strchr(host, '%') != NULL)
		return "an address with a zone is known on one host only: name a global address";
	if (strchr(host, ':') != NULL)
		return "neither HOST:PORT nor an IPv6 address (which stands in brackets before a "
		       "port)";
	for (const char *c = host; *c != '\0'; c++) {
		if ((*c & 0x80) != 0)
			return "write the name in its ASCII form (xn--…)";
	}
	return "neither a host name nor an address";
}

/* The place of the port's colon; NULL if there is no port.  FALSE: brackets that do not match. */
static gboolean
find_port(const char *text, const char **ret_colon)
{
	const char *colon = strchr(text, ':');

	*ret_colon = NULL;
	if (text[0] == '[') {
		const char *close = strchr(text, ']');

		if (close == NULL || (close[1] != '\0' && close[1] != ':'))
			return FALSE;
		*ret_colon = close[1] == ':' ? close + 1 : NULL;
		return TRUE;
	}
	if (colon != NULL && strchr(colon + 1, ':') == NULL)
		*ret_colon = colon;
	return TRUE;
}

gboolean
hc_hostport_parse(
	const char *text, guint16 default_port, char **ret_host, guint16 *ret_port, GError **error)
{
	const char *colon = NULL;
	gboolean bracketed = text[0] == '[';
	g_autofree char *host = NULL;
	guint16 port = default_port;
	gsize length;
	const char *why;

	if (*text == '\0')
		return fail(text, "nothing is named", error);
	if (!find_port(text, &colon))
		return fail(text, "an IPv6 address is written [ADDRESS] or [ADDRESS]:PORT", error);
	if (colon != NULL && !read_port(colon + 1, &port))
		return fail(text, "the port is not a number from 1 to 65535", error);
	length = colon != NULL ? (gsize)(colon - text) : strlen(text);
	host = bracketed ? g_strndup(text + 1, length - 2) : g_strndup(text, length);
	why = what_is_wrong(host, bracketed);
	if (why != NULL)
		return fail(text, why, error);
	*ret_host = hc_dname_normalise(host);
	*ret_port = port;
	return TRUE;
}

char *
hc_hostport_text(const char *host, guint16 port)
{
	gboolean brackets = hc_hostport_family(host) == HC_FAMILY_IPV6;

	return g_strdup_printf("%s%s%s:%u", brackets ? "[" : "", host, brackets ? "]" : "", port);
}
