/* Digests of octets, in hex.  Room: certs. */
#include "certs/digest.h"

#include "certs/openssl-auto.h"

struct HcDigest {
	EVP_MD_CTX *context;
};

/* Like running out of memory: nobody could go on without, so nobody has to ask. */
static void
must(int ok)
{
	if (ok != 1)
		g_error("libcrypto does not offer SHA-256 and SHA-1");
}

static char *
hex_of(const guint8 *octets, guint n)
{
	static const char digits[] = "0123456789abcdef";
	char *hex = g_malloc(2 * n + 1);

	for (guint i = 0; i < n; i++) {
		hex[2 * i] = digits[octets[i] >> 4];
		hex[2 * i + 1] = digits[octets[i] & 15];
	}
	hex[2 * n] = '\0';
	return hex;
}

HcDigest *
hc_digest_new(void)
{
	g_autoptr(HcDigest) self = g_new0(HcDigest, 1);

	self->context = EVP_MD_CTX_new();
	must(self->context != NULL);
	must(EVP_DigestInit_ex(self->context, EVP_sha256(), NULL));
	return g_steal_pointer(&self);
}

void
hc_digest_free(HcDigest *self)
{
	if (self == NULL)
		return;
	EVP_MD_CTX_free(self->context);
	g_free(self);
}

void
hc_digest_update(HcDigest *self, const void *data, gsize length)
{
	must(EVP_DigestUpdate(self->context, data, length));
}

char *
hc_digest_finish(HcDigest *self)
{
	guint8 hash[EVP_MAX_MD_SIZE];
	guint length = 0;

	must(EVP_DigestFinal_ex(self->context, hash, &length));
	return hex_of(hash, length);
}

static char *
digest_of(const EVP_MD *kind, const void *data, gsize length)
{
	guint8 hash[EVP_MAX_MD_SIZE];
	guint n = 0;

	must(EVP_Digest(data, length, hash, &n, kind, NULL));
	return hex_of(hash, n);
}

char *
hc_digest_sha1(const void *data, gsize length)
{
	return digest_of(EVP_sha1(), data, length);
}

char *
hc_digest_sha256(const void *data, gsize length)
{
	return digest_of(EVP_sha256(), data, length);
}
