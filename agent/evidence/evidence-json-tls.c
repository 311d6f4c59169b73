/* TLS handshakes, and the certificates presented in them, as JSON and back.  Room: evidence. */
#include "agent/evidence/evidence-json-network.h"

#include "agent/base/limits.h"

static const char *const trust_sets[HC_N_TRUSTS] = {
	[HC_TRUST_HOST] = "host",
	[HC_TRUST_SHIPPED] = "shipped",
};

/* --- out -------------------------------------------------------------------------------------- */

/* Certificates are named by their hash: each stands once in the member "presented". */
static json_t *
chain_out(gconstpointer element)
{
	const HcCertFacts *cert = element;

	return hc_json_out_string(cert->sha256);
}

static json_t *
trust_out(const HcTlsTrust *trust, const char *set)
{
	json_t *json = json_object();

	hc_json_out_text(json, "set", set);
	hc_json_out_text(json, "status", hc_trust_status_word(trust->status));
	hc_json_out_text(json, "why", trust->why);
	hc_json_out_text(json, "missing_issuer", trust->missing_issuer);
	hc_json_out_text(json, "anchor", trust->anchor);
	return json;
}

json_t *
hc_evidence_json_tls(const HcTlsSession *tls)
{
	json_t *json = NULL;
	json_t *trusts = NULL;

	if (tls == NULL)
		return json_null();
	json = json_object();
	trusts = json_array();
	hc_json_out_text(json, "version", tls->version);
	hc_json_out_text(json, "cipher", tls->cipher);
	hc_json_out_text(json, "group", tls->group);
	hc_json_out_each(json, "chain", tls->chain, chain_out);
	hc_json_out_octets(json, "staple", tls->staple);
	hc_json_out_tri(json, "client_certificate", tls->client_certificate);
	for (guint i = 0; i < HC_N_TRUSTS; i++)
		json_array_append_new(trusts, trust_out(&tls->trust[i], trust_sets[i]));
	json_object_set_new(json, "trust", trusts);
	hc_json_out_tri(json, "complete", tls->complete);
	hc_json_out_tri(json, "in_order", tls->in_order);
	hc_json_out_bool(json, "sends_root", tls->sends_root);
	hc_json_out_int(json, "superfluous", tls->n_superfluous);
	hc_json_out_tri(json, "name_matches", tls->name_matches);
	hc_json_out_list(json, "notes", (const char *const *)tls->notes);
	return json;
}

/* --- in --------------------------------------------------------------------------------------- */

static gboolean
read_trust(const HcJsonAt *at, gpointer into, GError **error)
{
	HcTlsSession *tls = into;
	HcTlsTrust *trust = NULL;
	const char *set = json_string_value(json_object_get(at->value, "set"));
	const char *status = json_string_value(json_object_get(at->value, "status"));

	for (guint i = 0; i < HC_N_TRUSTS; i++) {
		if (g_strcmp0(trust_sets[i], set) == 0)
			trust = &tls->trust[i];
	}
	if (trust == NULL)
		return hc_json_in_fail(at, "set", "not a set of roots we know", error);
	if (trust->status != HC_TRUST_NOT_JUDGED)
		return hc_json_in_fail(at, "set", "the same set again", error);
	if (!hc_trust_status_from_word(status, &trust->status))
		return hc_json_in_fail(at, "status", "not a status of a chain", error);
	g_clear_pointer(&trust->why, g_free);
	g_clear_pointer(&trust->missing_issuer, g_free);
	g_clear_pointer(&trust->anchor, g_free);
	return hc_json_in_text(at, "why", &trust->why, error) &&
	       hc_json_in_text(at, "missing_issuer", &trust->missing_issuer, error) &&
	       hc_json_in_text(at, "anchor", &trust->anchor, error);
}

static gboolean
read_chain(const HcJsonAt *at, HcEvidenceBuilder *builder, GPtrArray *chain, GError **error)
{
	g_auto(GStrv) hashes = NULL;

	if (!hc_json_in_list(at, "chain", HC_LIMIT_CERT_FILE_CERTS, &hashes, error))
		return FALSE;
	for (guint i = 0; hashes != NULL && hashes[i] != NULL; i++) {
		HcCertFacts *cert = hc_evidence_builder_presented(builder, hashes[i]);

		if (cert == NULL)
			return hc_json_in_fail(
				at, "chain", "names a certificate that is not presented", error);
		g_ptr_array_add(chain, hc_cert_facts_share(cert));
	}
	return TRUE;
}

static gboolean
read_handshake(const HcJsonAt *at, HcTlsSession *tls, GError **error)
{
	return hc_json_in_text(at, "version", &tls->version, error) &&
	       hc_json_in_text(at, "cipher", &tls->cipher, error) &&
	       hc_json_in_text(at, "group", &tls->group, error) &&
	       hc_json_in_octets(at, "staple", HC_LIMIT_STAPLE, &tls->staple, error) &&
	       hc_json_in_tri(at, "client_certificate", &tls->client_certificate, error);
}

static gboolean
read_judgement(const HcJsonAt *at, HcTlsSession *tls, GError **error)
{
	static const HcJsonArray trusts = { "trust", HC_N_TRUSTS, read_trust };

	g_clear_pointer(&tls->notes, g_strfreev);
	return hc_json_in_each(at, &trusts, tls, error) &&
	       hc_json_in_tri(at, "complete", &tls->complete, error) &&
	       hc_json_in_tri(at, "in_order", &tls->in_order, error) &&
	       hc_json_in_bool(at, "sends_root", &tls->sends_root, error) &&
	       hc_json_in_uint(at, "superfluous", &tls->n_superfluous, error) &&
	       hc_json_in_tri(at, "name_matches", &tls->name_matches, error) &&
	       hc_json_in_list(at, "notes", HC_LIMIT_CHAIN_NOTES, &tls->notes, error);
}

gboolean
hc_evidence_json_read_tls(
	const HcJsonAt *at, HcEvidenceBuilder *builder, HcTlsSession **ret_tls, GError **error)
{
	const json_t *value = json_object_get(at->value, "tls");
	const HcJsonAt inside = { at, "tls", -1, value };
	g_autoptr(HcTlsSession) tls = NULL;

	if (value == NULL || json_is_null(value))
		return TRUE;
	if (!json_is_object(value))
		return hc_json_in_fail(at, "tls", "not an object", error);
	tls = hc_tls_session_new();
	if (!read_handshake(&inside, tls, error) ||
		!read_chain(&inside, builder, tls->chain, error) ||
		!read_judgement(&inside, tls, error))
		return FALSE;
	*ret_tls = g_steal_pointer(&tls);
	return TRUE;
}
