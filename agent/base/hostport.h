/*
 * "HOST", "HOST:PORT" as people write targets.  Room: base.
 * In: one word of a command line or configuration.  Out: a name or numeric address, and a port; or
 * an error that says what is wrong with it.  Nothing is looked up.
 */
#pragma once

#include <glib.h>

typedef enum { HC_FAMILY_NONE, HC_FAMILY_IPV4, HC_FAMILY_IPV6 } HcFamily;

/* Of a numeric address in its usual form ("198.51.100.7", "2001:db8::1"); NONE for all else. */
HcFamily hc_hostport_family(const char *text);

/*
 * A name of letters, digits, hyphens and underscores, of one label or more; not an address, nor
 * what only looks like one ("198.51.100", "0x7f.1").  A trailing dot is allowed.
 */
gboolean hc_hostport_is_name(const char *text);

/*
 * "mail.contoso.example", "mail.contoso.example:2525", "198.51.100.7:25", "[2001:db8::1]:25",
 * "2001:db8::1".  The host comes without brackets, in lower case, without the trailing dot; the
 * port is @default_port where none is written.  @error: INPUT, and names @text.
 */
gboolean hc_hostport_parse(
	const char *text, guint16 default_port, char **ret_host, guint16 *ret_port, GError **error);

/* As parsed, with brackets where they are needed: "[2001:db8::1]:25".  (transfer full). */
char *hc_hostport_text(const char *host, guint16 port);
