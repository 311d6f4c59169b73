/*
 * X.500 names as .NET prints them and Exchange compares them.  Room: certs (no OpenSSL here).
 * In: printed names ("CN=mail.contoso.example, O=Contoso, S=NRW, C=DE") and connector values
 * ("<I>issuer<S>subject").  Out: comparison by parsed RDN list, never by string: attribute aliases
 * (S/ST, E/Email, OID.x), values without case and with collapsed blanks, quoting undone.
 */
#pragma once

#include <glib.h>

/* FALSE for text that is not a printed name; two empty names are equal. */
gboolean hc_dn_equal(const char *a, const char *b);
gboolean hc_dn_is_valid(const char *text);
/* First value of attribute @label ("CN") in printed order; NULL if there is none. */
char *hc_dn_get(const char *text, const char *label);

/* Splits "<I>issuer<S>subject"; tags in any case.  FALSE, nothing set, for anything else. */
gboolean hc_dn_identifier_parse(const char *text, char **ret_issuer, char **ret_subject);
char *hc_dn_identifier_format(const char *issuer, const char *subject);
/* Both parse and name the same issuer and subject. */
gboolean hc_dn_identifier_equal(const char *a, const char *b);
