/* What a renewal changes.  Room: certs. */
#include "certs/renewal.h"

#include "agent/base/dname.h"
#include "certs/dn.h"
#include "certs/match.h"

/* Names too long or too odd to be parsed are still the same when they are the same text. */
static gboolean
dn_changed(const char *old_name, const char *new_name)
{
	if (old_name == NULL || new_name == NULL)
		return TRUE;
	return !g_str_equal(old_name, new_name) && !hc_dn_equal(old_name, new_name);
}

static gboolean
text_changed(const char *old_text, const char *new_text)
{
	if (old_text == NULL || new_text == NULL)
		return old_text != new_text;
	return !hc_dname_equal(old_text, new_text);
}

static GHashTable *
name_set(const HcCertFacts *cert)
{
	GHashTable *set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; cert->dns_names != NULL && cert->dns_names[i] != NULL; i++)
		g_hash_table_add(set, hc_dname_normalise(cert->dns_names[i]));
	return set;
}

static gboolean
names_changed(const HcCertFacts *old_cert, const HcCertFacts *new_cert)
{
	g_autoptr(GHashTable) old_names = name_set(old_cert);
	g_autoptr(GHashTable) new_names = name_set(new_cert);
	GHashTableIter iter;
	gpointer name = NULL;

	if (g_hash_table_size(old_names) != g_hash_table_size(new_names))
		return TRUE;
	g_hash_table_iter_init(&iter, old_names);
	while (g_hash_table_iter_next(&iter, &name, NULL)) {
		if (!g_hash_table_contains(new_names, name))
			return TRUE;
	}
	return FALSE;
}

static HcTri
fits(const HcCertFacts *cert, const char *wanted)
{
	if (hc_text_is_empty(wanted) || cert->head.status != HC_FACT_COLLECTED)
		return HC_TRI_UNKNOWN;
	return hc_match_cert_covers(cert, wanted) ? HC_TRI_YES : HC_TRI_NO;
}

HcRenewal
hc_renewal_compare(const HcCertFacts *old_cert, const HcCertFacts *new_cert,
	const char *tls_sender_name, const char *tls_domain)
{
	HcRenewal renewal = {
		.issuer_changed = dn_changed(old_cert->issuer, new_cert->issuer),
		.subject_changed = dn_changed(old_cert->subject, new_cert->subject),
		.cn_changed = text_changed(old_cert->subject_cn, new_cert->subject_cn),
		.key_changed = old_cert->spki_sha256 == NULL ||
			       g_strcmp0(old_cert->spki_sha256, new_cert->spki_sha256) != 0,
		.names_changed = names_changed(old_cert, new_cert),
		.tls_sender_name_fits = fits(new_cert, tls_sender_name),
		.tls_domain_fits = fits(new_cert, tls_domain),
	};

	renewal.identifier_breaks = renewal.issuer_changed || renewal.subject_changed;
	return renewal;
}
