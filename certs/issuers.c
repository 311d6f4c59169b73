/* What is known of issuers.  Room: certs. */
#include "certs/issuers.h"

#include "agent/base/limits.h"
#include "certs/known.h"

#include <openssl/err.h>

struct HcIssuers {
	HcAnchorLookup lookup;
	gpointer user;
	GHashTable *known;   /* GBytes of the DER -> HcKnown */
	GHashTable *anchors; /* subject hash -> GPtrArray of HcKnown */
};

/* --- one certificate -------------------------------------------------------------------------- */

HcKnown *
hc_known_new(GBytes *der)
{
	HcKnown *self = g_new0(HcKnown, 1);

	self->refs = 1;
	self->facts = hc_cert_read(der, &self->x509);
	return self;
}

HcKnown *
hc_known_ref(HcKnown *self)
{
	self->refs++;
	return self;
}

void
hc_known_unref(HcKnown *self)
{
	if (self == NULL || --self->refs > 0)
		return;
	X509_free(self->x509);
	hc_cert_facts_free(self->facts);
	g_clear_pointer(&self->signed_by, g_bytes_unref);
	g_free(self);
}

gboolean
hc_known_is_signed_by(HcKnown *self, const HcKnown *issuer)
{
	EVP_PKEY *key = NULL;

	/* The same octets by the same reference: kept, so that they cannot become others. */
	if (self->signed_by != NULL && self->signed_by == issuer->facts->der)
		return TRUE;
	key = X509_get0_pubkey(issuer->x509);
	if (key == NULL || X509_verify(self->x509, key) != 1) {
		ERR_clear_error();
		return FALSE;
	}
	g_clear_pointer(&self->signed_by, g_bytes_unref);
	self->signed_by = g_bytes_ref(issuer->facts->der);
	return TRUE;
}

/* --- all of them ------------------------------------------------------------------------------ */

HcIssuers *
hc_issuers_new(HcAnchorLookup lookup, gpointer user)
{
	HcIssuers *self = g_new0(HcIssuers, 1);

	self->lookup = lookup;
	self->user = user;
	self->known = g_hash_table_new_full(g_bytes_hash, g_bytes_equal,
		(GDestroyNotify)g_bytes_unref, (GDestroyNotify)hc_known_unref);
	self->anchors = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
	return self;
}

void
hc_issuers_free(HcIssuers *self)
{
	if (self == NULL)
		return;
	g_hash_table_unref(self->known);
	g_hash_table_unref(self->anchors);
	g_free(self);
}

HcKnown *
hc_issuers_know(HcIssuers *self, GBytes *der)
{
	HcKnown *known = g_hash_table_lookup(self->known, der);

	if (known != NULL)
		return hc_known_ref(known);
	if (g_hash_table_size(self->known) >= HC_LIMIT_ISSUERS)
		g_hash_table_remove_all(self->known);
	known = hc_known_new(der);
	g_hash_table_insert(self->known, g_bytes_ref(der), known);
	return hc_known_ref(known);
}

static GPtrArray *
ask_for_anchors(HcIssuers *self, const char *hash)
{
	GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify)hc_known_unref);
	g_autoptr(GPtrArray) ders = self->lookup != NULL ? self->lookup(hash, self->user) : NULL;

	for (guint i = 0; ders != NULL && i < ders->len; i++) {
		g_autoptr(HcKnown) known = hc_issuers_know(self, g_ptr_array_index(ders, i));

		if (known->x509 != NULL)
			g_ptr_array_add(found, g_steal_pointer(&known));
	}
	return found;
}

char *
hc_issuers_hash(const X509_NAME *subject)
{
	return g_strdup_printf("%08lx", X509_NAME_hash_ex(subject, NULL, NULL, NULL));
}

GPtrArray *
hc_issuers_anchors(HcIssuers *self, const X509_NAME *name)
{
	g_autofree char *hash = hc_issuers_hash(name);
	GPtrArray *found = g_hash_table_lookup(self->anchors, hash);

	if (found == NULL) {
		if (g_hash_table_size(self->anchors) >= HC_LIMIT_ISSUERS)
			g_hash_table_remove_all(self->anchors);
		found = ask_for_anchors(self, hash);
		g_hash_table_insert(self->anchors, g_steal_pointer(&hash), found);
	}
	return g_ptr_array_ref(found);
}
