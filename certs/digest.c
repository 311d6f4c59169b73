/* SHA-256 over a stream of chunks.  Room: certs. */
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
		g_error("libcrypto does not offer SHA-256");
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
	GString *hex = g_string_new(NULL);

	must(EVP_DigestFinal_ex(self->context, hash, &length));
	for (guint i = 0; i < length; i++)
		g_string_append_printf(hex, "%02x", hash[i]);
	return g_string_free(hex, FALSE);
}
