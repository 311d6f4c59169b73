/*
 * What is known of issuers: the trust anchors, asked for one by one, and every certificate that
 * signed another one.  Room: certs; uses OpenSSL, shows none of it.
 * In: a lookup.  Out: memory for certs/chain.h, so that many chains over the same issuers decode
 * and verify each of them once.
 */
#pragma once

#include <glib.h>

/*
 * Certificates that may be a root with this subject: X509_NAME_hash() as 8 hex digits, the name of
 * the file in a c_rehash folder.  Returns: (transfer full) GPtrArray of GBytes DER, which owns
 * them; NULL if there is none.
 */
typedef GPtrArray *(*HcAnchorLookup)(const char *subject_hash, gpointer user);

typedef struct HcIssuers HcIssuers;

/* @lookup may be NULL: then nothing is trusted.  Each hash is asked for once. */
HcIssuers *hc_issuers_new(HcAnchorLookup lookup, gpointer user);
void hc_issuers_free(HcIssuers *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcIssuers, hc_issuers_free)
