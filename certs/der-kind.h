/*
 * What kind of thing some DER is, by its first elements alone.  Room: certs (no OpenSSL here).
 * In: octets.  Out: one word.  Nothing is decoded: what turns out to be a key is not looked at any
 * further.
 */
#pragma once

#include <glib.h>

typedef enum {
	HC_DER_CERTIFICATE,
	HC_DER_PKCS7,       /* ContentInfo of signedData: certificates may be in it */
	HC_DER_PKCS12,      /* PFX: holds private keys */
	HC_DER_PRIVATE_KEY, /* PKCS#1, SEC 1, PKCS#8, encrypted or not */
	HC_DER_REQUEST,     /* PKCS#10 */
	HC_DER_OTHER,
} HcDerKind;

HcDerKind hc_der_kind(const guint8 *data, gsize size);
/* Octets of the first element with its header; 0 if it has no definite length or is cut off. */
gsize hc_der_length(const guint8 *data, gsize size);
