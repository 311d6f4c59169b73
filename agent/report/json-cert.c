/* A certificate as reports have it.  Room: report. */
#include "agent/report/json-cert.h"

#include "agent/report/json-value.h"

json_t *
hc_json_strv(const char *const *list)
{
	json_t *array = json_array();

	for (; list != NULL && *list != NULL; list++)
		json_array_append_new(array, hc_json_text(*list));
	return array;
}

json_t *
hc_json_certificate(const HcCertFacts *cert, gboolean is_leaf)
{
	json_t *object = json_object();

	json_object_set_new(object, "leaf", json_boolean(is_leaf));
	json_object_set_new(
		object, "readable", json_boolean(cert->head.status == HC_FACT_COLLECTED));
	json_object_set_new(object, "why", hc_json_text(cert->head.why));
	json_object_set_new(object, "subject", hc_json_text(cert->subject));
	json_object_set_new(object, "issuer", hc_json_text(cert->issuer));
	json_object_set_new(object, "cn", hc_json_text(cert->subject_cn));
	json_object_set_new(object, "names", hc_json_strv((const char *const *)cert->dns_names));
	json_object_set_new(object, "not_before", hc_json_time(cert->not_before));
	json_object_set_new(object, "not_after", hc_json_time(cert->not_after));
	json_object_set_new(object, "thumbprint", hc_json_text(cert->thumbprint));
	json_object_set_new(object, "sha256", hc_json_text(cert->sha256));
	json_object_set_new(object, "spki_sha256", hc_json_text(cert->spki_sha256));
	json_object_set_new(object, "serial", hc_json_text(cert->serial));
	json_object_set_new(object, "key",
		json_pack("{s:o, s:i}", "type", hc_json_text(cert->key_type), "bits",
			(int)cert->key_bits));
	json_object_set_new(object, "signature_hash", hc_json_text(cert->signature_hash));
	json_object_set_new(object, "purposes",
		cert->eku != NULL ? hc_json_strv((const char *const *)cert->eku) : json_null());
	json_object_set_new(object, "self_issued", json_boolean(cert->self_issued));
	return object;
}
