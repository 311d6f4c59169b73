/*
 * X.500 names as .NET prints them and Exchange compares them.  Room: certs (no OpenSSL here).
 * In: printed names ("CN=mail.contoso.example, O=Contoso, S=NRW, C=DE") and connector values
 * ("<I>issuer<S>subject").  Out: comparison by parsed RDN list, never by string: attribute aliases
 * (S/ST, E/Email, OID.x), values without case and with collapsed blanks, quoting undone.
 *
 * The order of RDNs counts, the order of the attributes inside one ("CN=a + OU=b") does not.  The
 * reversed list is the same name too: OpenSSL prints names in the order they are encoded, .NET from
 * the most specific to the country.
 */
#pragma once

#include <glib.h>

/*
 * FALSE for text that is not a printed name, NULL included; two empty names are equal.
 * Names beyond HC_LIMIT_DN_TEXT or HC_LIMIT_DN_RDNS count as not printed names.
 */
gboolean hc_dn_equal(const char *a, const char *b);
gboolean hc_dn_is_valid(const char *text);
/* First value of attribute @label ("CN") in printed order; NULL if there is none. */
char *hc_dn_get(const char *text, const char *label);

/*
 * Splits "<I>issuer<S>subject"; tags in any case, blanks around both parts are dropped, either may
 * be empty.  FALSE, nothing set, for anything else.  The first "<S>" outside double quotes parts
 * them: .NET quotes a value that holds '<', so inside quotes it belongs to a name.  The parts are
 * not checked to be names.
 */
gboolean hc_dn_identifier_parse(const char *text, char **ret_issuer, char **ret_subject);
/* It parses; NULL does not. */
gboolean hc_dn_is_identifier(const char *text);
char *hc_dn_identifier_format(const char *issuer, const char *subject);
/* Both parse and name the same issuer and subject. */
gboolean hc_dn_identifier_equal(const char *a, const char *b);
