/*
 * Printed X.500 names taken apart.  Room: certs (no OpenSSL here).
 * In: "CN=mail.contoso.example + OU=IT, O=""Contoso, Ltd."", C=DE" as .NET prints names.
 * Out: the list of RDNs in printed order, each the list of its attributes.
 *
 * Commas and semicolons part RDNs, plus signs the attributes of one; a value that holds one of them
 * stands in double quotes, a quote inside is doubled.  A backslash means itself: .NET knows no
 * other escape, and taking it for one would join two RDNs where a value ends in it.
 */
#pragma once

#include <glib.h>

typedef struct {
	char *type;  /* dotted object identifier, or the label in lower case if nobody knows it */
	char *value; /* valid UTF-8, quoting undone */
} HcDnAttribute;

/*
 * GPtrArray of GPtrArray of HcDnAttribute; empty for the empty name.  NULL for text that is no
 * printed name, is not UTF-8, or is larger than HC_LIMIT_DN_TEXT and HC_LIMIT_DN_RDNS allow.
 */
GPtrArray *hc_dn_parse(const char *text);
