/* Digests of octets, in hex.  Room: certs; uses OpenSSL, shows none of it. */
#pragma once

#include <glib.h>

/* SHA-256 over a stream of chunks. */
typedef struct HcDigest HcDigest;

/* Never NULL: a libcrypto without SHA-256 or SHA-1 is a broken installation and ends the program.
 */
HcDigest *hc_digest_new(void);
void hc_digest_free(HcDigest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcDigest, hc_digest_free)
void hc_digest_update(HcDigest *self, const void *data, gsize length);
/* Lower case hex; the digest is then spent. */
char *hc_digest_finish(HcDigest *self);

/* Of one piece, in lower case. */
char *hc_digest_sha1(const void *data, gsize length);
char *hc_digest_sha256(const void *data, gsize length);
