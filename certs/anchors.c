/* A set of trust anchors in memory.  Room: certs. */
#include "certs/anchors.h"

#include "certs/cert-file.h"
#include "certs/known.h"

struct HcAnchors {
	GHashTable *by_hash; /* subject hash -> GPtrArray of GBytes */
	guint n;
};

HcAnchors *
hc_anchors_new(void)
{
	HcAnchors *self = g_new0(HcAnchors, 1);

	self->by_hash = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
	return self;
}

void
hc_anchors_free(HcAnchors *self)
{
	if (self == NULL)
		return;
	g_hash_table_unref(self->by_hash);
	g_free(self);
}

static GPtrArray *
list_of(HcAnchors *self, const char *hash)
{
	GPtrArray *list = g_hash_table_lookup(self->by_hash, hash);

	if (list == NULL) {
		list = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
		g_hash_table_insert(self->by_hash, g_strdup(hash), list);
	}
	return list;
}

static void
add_one(HcAnchors *self, GBytes *der)
{
	g_autoptr(HcKnown) known = hc_known_new(der);
	g_autofree char *hash = hc_issuers_hash(X509_get_subject_name(known->x509));

	g_ptr_array_add(list_of(self, hash), g_bytes_ref(der));
	self->n++;
}

gboolean
hc_anchors_add(HcAnchors *self, GBytes *file, GError **error)
{
	g_autoptr(GPtrArray) certs = hc_cert_file_read(file, error);

	for (guint i = 0; certs != NULL && i < certs->len; i++) {
		const HcCertFacts *facts = g_ptr_array_index(certs, i);

		add_one(self, facts->der);
	}
	return certs != NULL;
}

guint
hc_anchors_n(const HcAnchors *self)
{
	return self->n;
}

GPtrArray *
hc_anchors_lookup(const char *subject_hash, gpointer anchors)
{
	const HcAnchors *self = anchors;
	GPtrArray *list = g_hash_table_lookup(self->by_hash, subject_hash);

	return list != NULL ? g_ptr_array_ref(list) : NULL;
}
