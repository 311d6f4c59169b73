/* A set of trust anchors in memory.  Room: certs. */
#include "certs/anchors.h"

#include "agent/base/error.h"
#include "certs/cert-file.h"
#include "certs/known.h"

#include <openssl/asn1.h>
#include <openssl/err.h>

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

/* The content of what stands at @at, which moves there, or, if not wanted, behind it. */
static gboolean
step(const guint8 **at, const guint8 *end, gboolean is_into, int *ret_tag)
{
	const guint8 *content = *at;
	long size = 0;
	int kind = 0;

	if ((ASN1_get_object(&content, &size, ret_tag, &kind, end - *at) & 0x80) != 0)
		return FALSE;
	*at = is_into ? content : content + size;
	return TRUE;
}

/* RFC 5280 4.1: version, serial number, signature, issuer and validity stand before the subject. */
static const guint8 *
find_subject(const guint8 *at, const guint8 *end)
{
	guint n_before = 4;
	int tag = 0;

	if (!step(&at, end, TRUE, &tag) || !step(&at, end, TRUE, &tag) ||
		!step(&at, end, FALSE, &tag))
		return NULL;
	if (tag != V_ASN1_INTEGER) /* the version, which may be left out */
		n_before++;
	for (guint i = 1; i < n_before; i++) {
		if (!step(&at, end, FALSE, &tag))
			return NULL;
	}
	return at;
}

/* Without reading its key, which takes longer than all the rest; NULL if there is no subject. */
static char *
subject_hash(GBytes *der)
{
	gsize size = 0;
	const guint8 *octets = g_bytes_get_data(der, &size);
	const guint8 *at = find_subject(octets, octets + size);
	X509_NAME *subject = at != NULL ? d2i_X509_NAME(NULL, &at, octets + size - at) : NULL;
	char *hash = subject != NULL ? hc_issuers_hash(subject) : NULL;

	X509_NAME_free(subject);
	ERR_clear_error();
	return hash;
}

gboolean
hc_anchors_add(HcAnchors *self, GBytes *file, GError **error)
{
	g_autoptr(GPtrArray) certs = hc_cert_file_split(file, error);
	g_autoptr(GPtrArray) hashes = g_ptr_array_new_with_free_func(g_free);

	if (certs == NULL)
		return FALSE;
	for (guint i = 0; i < certs->len; i++) {
		char *hash = subject_hash(certs->pdata[i]);

		if (hash == NULL) {
			g_set_error(error, HC_ERROR, HC_ERROR_INPUT,
				"certificate %u: no subject can be read", i + 1);
			return FALSE;
		}
		g_ptr_array_add(hashes, hash);
	}
	for (guint i = 0; i < certs->len; i++)
		g_ptr_array_add(list_of(self, hashes->pdata[i]), g_bytes_ref(certs->pdata[i]));
	self->n += certs->len;
	return TRUE;
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
