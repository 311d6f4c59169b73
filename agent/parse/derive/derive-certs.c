/* Certificates made of exported bags.  Room: parse.  Pure. */
#include "agent/parse/derive/derive-certs.h"
#include "agent/evidence/identity.h"
#include "certs/cert.h"

#include <string.h>

/* The certificates the builder has, for finding one again among thousands. */
typedef struct {
	GHashTable *anywhere; /* "sha256 thumbprint" */
	GHashTable *placed;   /* "sha256 thumbprint@server" */
	guint n_placeless;
} Known;

/* --- what is known ---------------------------------------------------------------------------- */

static char *
key_of(const HcCertFacts *cert)
{
	return g_strdup_printf("%s %s", cert->sha256 != NULL ? cert->sha256 : "",
		cert->thumbprint != NULL ? cert->thumbprint : "");
}

static char *
placed_key_of(const HcCertFacts *cert)
{
	g_autofree char *host = g_ascii_strdown(cert->server, (gssize)strcspn(cert->server, "."));
	g_autofree char *key = key_of(cert);

	return g_strdup_printf("%s@%s", key, host);
}

static void
known_add(Known *self, const HcCertFacts *cert)
{
	g_hash_table_add(self->anywhere, key_of(cert));
	if (cert->server != NULL)
		g_hash_table_add(self->placed, placed_key_of(cert));
	else
		self->n_placeless++;
}

static void
known_init(Known *self, const GPtrArray *certs)
{
	self->anywhere = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	self->placed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	self->n_placeless = 0;
	for (guint i = 0; i < certs->len; i++)
		known_add(self, g_ptr_array_index(certs, i));
}

static void
known_clear(Known *self)
{
	g_hash_table_unref(self->anywhere);
	g_hash_table_unref(self->placed);
}

/* TRUE if @cert lies on its server already, or, without a server, on any. */
static gboolean
is_known(const Known *self, const HcCertFacts *cert)
{
	g_autofree char *key = cert->server != NULL ? placed_key_of(cert) : key_of(cert);

	return g_hash_table_contains(cert->server != NULL ? self->placed : self->anywhere, key);
}

/* Once the server of a certificate is known, the one without a server says nothing more. */
static void
drop_placeless(Known *self, GPtrArray *certs, const HcCertFacts *placed)
{
	for (guint i = self->n_placeless > 0 ? certs->len : 0; i > 0; i--) {
		const HcCertFacts *known = g_ptr_array_index(certs, i - 1);

		if (known->server != NULL || g_strcmp0(known->sha256, placed->sha256) != 0)
			continue;
		g_ptr_array_remove_index(certs, i - 1);
		self->n_placeless--;
	}
}

/* --- from bags -------------------------------------------------------------------------------- */

static HcCertFacts *
facts_without_der(const HcExchangeObject *bag, const char *why)
{
	HcCertFacts *cert = hc_cert_facts_new();

	cert->head.status = HC_FACT_MALFORMED;
	cert->head.why = g_strdup(why);
	cert->thumbprint = g_ascii_strup(hc_text_is_empty(hc_exchange_text(bag, "Thumbprint"))
						 ? ""
						 : hc_exchange_text(bag, "Thumbprint"),
		-1);
	return cert;
}

static HcCertFacts *
facts_of(const HcExchangeObject *bag)
{
	const char *base64 = hc_exchange_text(bag, "RawData");
	g_autoptr(GBytes) der = NULL;
	guint8 *octets = NULL;
	gsize length = 0;
	HcCertFacts *cert = NULL;

	if (!hc_text_is_empty(base64))
		octets = g_base64_decode(base64, &length);
	der = g_bytes_new_take(octets, length);
	if (hc_text_is_empty(base64))
		cert = facts_without_der(bag, "it was exported without RawData");
	else if (length == 0)
		cert = facts_without_der(bag, "its RawData is not base64");
	else
		cert = hc_cert_from_der(der);
	cert->server = g_strdup(hc_exchange_server(bag));
	cert->services = g_strdup(hc_exchange_text(bag, "Services"));
	cert->has_private_key = hc_exchange_bool(bag, "HasPrivateKey");
	cert->root_ca_type = g_strdup(hc_exchange_text(bag, "RootCAType"));
	hc_origin_clear(&cert->head.origin);
	hc_origin_copy(hc_exchange_origin(bag), &cert->head.origin);
	return cert;
}

static void
take_certificate(HcEvidenceBuilder *builder, Known *known, const HcExchangeObject *bag)
{
	GPtrArray *certs = hc_evidence_builder_certs(builder);
	g_autoptr(HcCertFacts) cert = facts_of(bag);

	if (is_known(known, cert))
		return;
	if (cert->server != NULL)
		drop_placeless(known, certs, cert);
	known_add(known, cert);
	hc_evidence_builder_take_cert(builder, g_steal_pointer(&cert));
}

static void
complete_from(const HcExchangeObject *older, HcExchangeObject *bag)
{
	static const char *const facts[] = { "RawData", "Services", "HasPrivateKey", "RootCAType" };

	for (guint i = 0; i < G_N_ELEMENTS(facts); i++) {
		const char *text = hc_exchange_text(older, facts[i]);

		if (text != NULL && !hc_exchange_has(bag, facts[i]))
			hc_exchange_put_text(bag, facts[i], text);
	}
}

static void
complete_from_older(HcExchangeSet *set)
{
	g_autoptr(HcIdentityIndex) was = hc_identity_index_new(set->was);

	for (guint i = 0; set->was->len > 0 && i < set->objects->len; i++) {
		HcExchangeObject *bag = g_ptr_array_index(set->objects, i);
		gint older = hc_identity_index_find(was, bag);

		if (older >= 0)
			complete_from(g_ptr_array_index(set->was, (guint)older), bag);
	}
}

/* Those with a server first, so that the others can be recognised as the same. */
void
hc_derive_certs(HcEvidenceBuilder *builder)
{
	HcExchangeSet *set =
		hc_evidence_builder_set(builder, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_CERTIFICATE);
	const gboolean passes[] = { TRUE, FALSE };
	Known known = { 0 };

	known_init(&known, hc_evidence_builder_certs(builder));
	complete_from_older(set);
	for (guint pass = 0; pass < G_N_ELEMENTS(passes); pass++) {
		for (guint i = 0; i < set->objects->len; i++) {
			const HcExchangeObject *bag = g_ptr_array_index(set->objects, i);

			if ((hc_exchange_server(bag) != NULL) == passes[pass])
				take_certificate(builder, &known, bag);
		}
	}
	g_ptr_array_set_size(set->objects, 0);
	g_ptr_array_set_size(set->was, 0);
	known_clear(&known);
}
