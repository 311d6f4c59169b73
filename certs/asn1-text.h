/*
 * ASN.1 strings and object identifiers as text.  Room: certs, its OpenSSL half alone: this header
 * shows OpenSSL types.
 */
#pragma once

#include "certs/openssl-auto.h"

/* Valid UTF-8, a NUL inside as U+FFFD; NULL for a type that is no text and for broken encodings. */
char *hc_asn1_text(const ASN1_STRING *value);
/* "#" and upper case hex: of the whole encoding, of an OCTET STRING the contents; as Windows does.
 */
char *hc_asn1_hex(const ASN1_STRING *value);
/* "2.5.4.3"; NULL if it is longer than HC_LIMIT_OID. */
char *hc_asn1_oid(const ASN1_OBJECT *object);
