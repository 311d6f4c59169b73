/* Input files as JSON and back.  Room: evidence. */
#include "agent/base/limits.h"
#include "agent/evidence/evidence-json-parts.h"

json_t *
hc_evidence_json_input(const HcInput *input)
{
	json_t *json = json_object();
	json_t *warnings = json_array();

	for (guint i = 0; i < input->warnings->len; i++)
		json_array_append_new(warnings, hc_json_out_string(input->warnings->pdata[i]));
	hc_json_out_text(json, "path", input->path);
	hc_json_out_text(json, "kind", input->kind);
	hc_json_out_text(json, "sha256", input->sha256);
	hc_json_out_time(json, "as_of", input->as_of);
	hc_json_out_text(json, "as_of_from", input->as_of_from);
	hc_json_out_time(json, "modified", input->modified);
	hc_json_out_text(json, "stamp", input->stamp);
	hc_json_out_int(json, "objects", input->n_objects);
	hc_json_out_bool(json, "usable", input->usable);
	json_object_set_new(json, "warnings", warnings);
	hc_json_out_int(json, "more_warnings", input->n_more_warnings);
	return json;
}

static gboolean
read_warnings(const HcJsonAt *at, HcInput *input, GError **error)
{
	g_auto(GStrv) warnings = NULL;

	/* The last line may be the one that counts the rest. */
	if (!hc_json_in_list(at, "warnings", HC_LIMIT_WARNINGS + 1, &warnings, error))
		return FALSE;
	for (guint i = 0; warnings != NULL && warnings[i] != NULL; i++)
		g_ptr_array_add(input->warnings, g_steal_pointer(&warnings[i]));
	return TRUE;
}

gboolean
hc_evidence_json_read_input(const HcJsonAt *at, gpointer into, GError **error)
{
	g_autoptr(HcInput) input = hc_input_new(NULL, NULL);

	if (!hc_json_in_text(at, "path", &input->path, error) ||
		!hc_json_in_text(at, "kind", &input->kind, error) ||
		!hc_json_in_text(at, "sha256", &input->sha256, error) ||
		!hc_json_in_time(at, "as_of", &input->as_of, error) ||
		!hc_json_in_text(at, "as_of_from", &input->as_of_from, error) ||
		!hc_json_in_time(at, "modified", &input->modified, error) ||
		!hc_json_in_text(at, "stamp", &input->stamp, error) ||
		!hc_json_in_uint(at, "objects", &input->n_objects, error) ||
		!hc_json_in_bool(at, "usable", &input->usable, error) ||
		!read_warnings(at, input, error) ||
		!hc_json_in_uint(at, "more_warnings", &input->n_more_warnings, error))
		return FALSE;
	hc_evidence_builder_take_input(into, g_steal_pointer(&input));
	return TRUE;
}
