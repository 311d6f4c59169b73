/* Certificates and what connectors pick of them, as JSON and back.  Room: evidence. */
#include "agent/base/limits.h"
#include "agent/evidence/evidence-json-parts.h"

json_t *
hc_evidence_json_cert(const HcCertFacts *cert)
{
	json_t *json = json_object();

	hc_json_out_head(json, &cert->head);
	hc_json_out_text(json, "server", cert->server);
	hc_json_out_text(json, "thumbprint", cert->thumbprint);
	hc_json_out_text(json, "sha256", cert->sha256);
	hc_json_out_text(json, "spki_sha256", cert->spki_sha256);
	hc_json_out_text(json, "serial", cert->serial);
	hc_json_out_text(json, "subject", cert->subject);
	hc_json_out_text(json, "issuer", cert->issuer);
	hc_json_out_text(json, "subject_cn", cert->subject_cn);
	hc_json_out_list(json, "dns_names", (const char *const *)cert->dns_names);
	hc_json_out_time(json, "not_before", cert->not_before);
	hc_json_out_time(json, "not_after", cert->not_after);
	hc_json_out_text(json, "key_type", cert->key_type);
	hc_json_out_int(json, "key_bits", cert->key_bits);
	hc_json_out_text(json, "signature_hash", cert->signature_hash);
	hc_json_out_list(json, "eku", (const char *const *)cert->eku);
	hc_json_out_bool(json, "self_issued", cert->self_issued);
	hc_json_out_list(json, "crl_urls", (const char *const *)cert->crl_urls);
	hc_json_out_list(json, "ocsp_urls", (const char *const *)cert->ocsp_urls);
	hc_json_out_list(json, "issuer_urls", (const char *const *)cert->issuer_urls);
	hc_json_out_text(json, "services", cert->services);
	hc_json_out_tri(json, "has_private_key", cert->has_private_key);
	hc_json_out_text(json, "root_ca_type", cert->root_ca_type);
	hc_json_out_octets(json, "der", cert->der);
	return json;
}

static gboolean
read_names(const HcJsonAt *at, HcCertFacts *cert, GError **error)
{
	return hc_json_in_text(at, "server", &cert->server, error) &&
	       hc_json_in_text(at, "thumbprint", &cert->thumbprint, error) &&
	       hc_json_in_text(at, "sha256", &cert->sha256, error) &&
	       hc_json_in_text(at, "spki_sha256", &cert->spki_sha256, error) &&
	       hc_json_in_text(at, "serial", &cert->serial, error) &&
	       hc_json_in_text(at, "subject", &cert->subject, error) &&
	       hc_json_in_text(at, "issuer", &cert->issuer, error) &&
	       hc_json_in_text(at, "subject_cn", &cert->subject_cn, error) &&
	       hc_json_in_list(at, "dns_names", HC_LIMIT_CERT_NAMES, &cert->dns_names, error);
}

static gboolean
read_urls(const HcJsonAt *at, HcCertFacts *cert, GError **error)
{
	return hc_json_in_list(at, "crl_urls", HC_LIMIT_CERT_URLS, &cert->crl_urls, error) &&
	       hc_json_in_list(at, "ocsp_urls", HC_LIMIT_CERT_URLS, &cert->ocsp_urls, error) &&
	       hc_json_in_list(at, "issuer_urls", HC_LIMIT_CERT_URLS, &cert->issuer_urls, error);
}

static gboolean
read_rest(const HcJsonAt *at, HcCertFacts *cert, GError **error)
{
	return hc_json_in_time(at, "not_before", &cert->not_before, error) &&
	       hc_json_in_time(at, "not_after", &cert->not_after, error) &&
	       hc_json_in_text(at, "key_type", &cert->key_type, error) &&
	       hc_json_in_uint(at, "key_bits", &cert->key_bits, error) &&
	       hc_json_in_text(at, "signature_hash", &cert->signature_hash, error) &&
	       hc_json_in_list(at, "eku", HC_LIMIT_CERT_NAMES, &cert->eku, error) &&
	       hc_json_in_bool(at, "self_issued", &cert->self_issued, error) &&
	       hc_json_in_text(at, "services", &cert->services, error) &&
	       hc_json_in_tri(at, "has_private_key", &cert->has_private_key, error) &&
	       hc_json_in_text(at, "root_ca_type", &cert->root_ca_type, error);
}

static HcCertFacts *
read_cert(const HcJsonAt *at, GError **error)
{
	g_autoptr(HcCertFacts) cert = hc_cert_facts_new();

	if (!hc_json_in_head(at, &cert->head, error) || !read_names(at, cert, error) ||
		!read_rest(at, cert, error) || !read_urls(at, cert, error) ||
		!hc_json_in_octets(at, "der", HC_LIMIT_DER, &cert->der, error))
		return NULL;
	return g_steal_pointer(&cert);
}

gboolean
hc_evidence_json_read_cert(const HcJsonAt *at, gpointer into, GError **error)
{
	HcCertFacts *cert = read_cert(at, error);

	if (cert != NULL)
		hc_evidence_builder_take_cert(into, cert);
	return cert != NULL;
}

gboolean
hc_evidence_json_read_presented(const HcJsonAt *at, gpointer into, GError **error)
{
	g_autoptr(HcCertFacts) cert = read_cert(at, error);

	if (cert == NULL)
		return FALSE;
	if (cert->sha256 == NULL)
		return hc_json_in_fail(at, "sha256", "missing", error);
	if (hc_evidence_builder_presented(into, cert->sha256) != NULL)
		return hc_json_in_fail(at, "sha256", "the same certificate again", error);
	hc_evidence_builder_take_presented(into, g_steal_pointer(&cert));
	return TRUE;
}

json_t *
hc_evidence_json_pick(const HcPick *pick)
{
	json_t *json = json_object();

	hc_json_out_head(json, &pick->head);
	hc_json_out_text(json, "kind", hc_kind_noun(pick->kind));
	hc_json_out_text(json, "connector", pick->connector);
	hc_json_out_text(json, "server", pick->server);
	hc_json_out_text(json, "thumbprint", pick->thumbprint);
	hc_json_out_text(json, "how", pick->how);
	hc_json_out_int(json, "n_matches", pick->n_matches);
	return json;
}

gboolean
hc_evidence_json_read_pick(const HcJsonAt *at, gpointer into, GError **error)
{
	g_autoptr(HcPick) pick = hc_pick_new();
	const char *noun = json_string_value(json_object_get(at->value, "kind"));

	if (!hc_kind_from_noun(noun, &pick->kind) ||
		(pick->kind != HC_KIND_SEND_CONNECTOR && pick->kind != HC_KIND_RECEIVE_CONNECTOR))
		return hc_json_in_fail(at, "kind", "not SendConnector or ReceiveConnector", error);
	if (!hc_json_in_head(at, &pick->head, error) ||
		!hc_json_in_text(at, "connector", &pick->connector, error) ||
		!hc_json_in_text(at, "server", &pick->server, error) ||
		!hc_json_in_text(at, "thumbprint", &pick->thumbprint, error) ||
		!hc_json_in_text(at, "how", &pick->how, error) ||
		!hc_json_in_uint(at, "n_matches", &pick->n_matches, error))
		return FALSE;
	hc_evidence_builder_take_pick(into, g_steal_pointer(&pick));
	return TRUE;
}
