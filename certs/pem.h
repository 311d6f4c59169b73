/*
 * PEM blocks in a text (RFC 7468, read leniently).  Room: certs (no OpenSSL here).
 * In: octets; text before, between and after the blocks, CRLF, a UTF-8 or UTF-16 byte order mark
 * and RFC 1421 headers inside a block are put up with.  Out: one block after the other, not
 * decoded: what must not be touched (a private key) is known by its label alone.
 */
#pragma once

#include <glib.h>

typedef struct {
	char *label;      /* "CERTIFICATE"; printable */
	guint line;       /* of "-----BEGIN", counted from 1 */
	gsize body_start; /* octets of the body in the text, with headers and line breaks */
	gsize body_length;
} HcPemBlock;

typedef struct HcPem HcPem;

HcPem *hc_pem_new(GBytes *data);
void hc_pem_free(HcPem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcPem, hc_pem_free)

/* FALSE at the end.  INPUT error for a block without an end. @ret_block is borrowed till the next.
 */
gboolean hc_pem_next(HcPem *self, const HcPemBlock **ret_block, GError **error);
/* The octets of the block that hc_pem_next() gave last; INPUT error for what is no base64. */
GBytes *hc_pem_decode(const HcPem *self, GError **error);
