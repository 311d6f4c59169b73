/* Organisations that were set aside as JSON and back.  Room: evidence. */
#include "agent/base/limits.h"
#include "agent/evidence/evidence-json-parts.h"

static json_t *
convert_cert(gconstpointer element)
{
	const HcForeignCert *cert = element;
	json_t *json = json_object();

	hc_json_out_text(json, "server", cert->server);
	hc_json_out_text(json, "thumbprint", cert->thumbprint);
	return json;
}

json_t *
hc_evidence_json_foreign(const HcForeign *foreign)
{
	json_t *json = json_object();

	hc_json_out_text(json, "side", hc_side_word(foreign->side));
	hc_json_out_text(json, "name", foreign->name);
	hc_json_out_list(json, "inputs", (const char *const *)foreign->inputs);
	hc_json_out_int(json, "objects", foreign->n_objects);
	hc_json_out_each(json, "certificates", foreign->certs, convert_cert);
	return json;
}

static gboolean
read_cert(const HcJsonAt *at, gpointer into, GError **error)
{
	HcForeign *foreign = into;
	HcForeignCert *cert = g_new0(HcForeignCert, 1);

	g_ptr_array_add(foreign->certs, cert);
	return hc_json_in_text(at, "server", &cert->server, error) &&
	       hc_json_in_text(at, "thumbprint", &cert->thumbprint, error);
}

gboolean
hc_evidence_json_read_foreign(const HcJsonAt *at, gpointer into, GError **error)
{
	static const HcJsonArray certs = { "certificates", HC_LIMIT_OBJECTS, read_cert };
	g_autoptr(HcForeign) foreign = hc_foreign_new(HC_SIDE_ONPREM, NULL);

	if (!hc_side_from_word(
		    json_string_value(json_object_get(at->value, "side")), &foreign->side))
		return hc_json_in_fail(at, "side", "not a side we know", error);
	g_clear_pointer(&foreign->inputs, g_strfreev);
	if (!hc_json_in_text(at, "name", &foreign->name, error) ||
		!hc_json_in_list(at, "inputs", HC_LIMIT_INPUT_FILES, &foreign->inputs, error) ||
		!hc_json_in_uint(at, "objects", &foreign->n_objects, error) ||
		!hc_json_in_each(at, &certs, foreign, error))
		return FALSE;
	hc_evidence_builder_take_foreign(into, g_steal_pointer(&foreign));
	return TRUE;
}
