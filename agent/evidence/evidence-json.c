/* Evidence as JSON and back, without loss.  Room: evidence. */
#include "agent/evidence/evidence-json.h"
#include "agent/base/limits.h"
#include "agent/evidence/build-json.h"
#include "agent/evidence/evidence-json-parts.h"

static void
put_certs(json_t *json, const HcEvidence *self)
{
	json_t *array = json_array();

	for (guint i = 0; i < hc_evidence_n_certs(self); i++)
		json_array_append_new(array, hc_evidence_json_cert(hc_evidence_cert(self, i)));
	json_object_set_new(json, "certificates", array);
}

static void
put_picks(json_t *json, const HcEvidence *self)
{
	json_t *array = json_array();

	for (guint i = 0; i < hc_evidence_n_picks(self); i++)
		json_array_append_new(array, hc_evidence_json_pick(hc_evidence_pick(self, i)));
	json_object_set_new(json, "picks", array);
}

static void
put_runs(json_t *json, const HcEvidence *self)
{
	json_t *array = json_array();

	for (guint i = 0; i < hc_evidence_n_runs(self); i++)
		json_array_append_new(array, hc_evidence_json_run(hc_evidence_run(self, i)));
	json_object_set_new(json, "runs", array);
}

static void
put_records(json_t *json, const HcEvidence *self)
{
	json_t *array = json_array();

	for (guint i = 0; i < hc_evidence_n_records(self); i++)
		json_array_append_new(array, hc_evidence_json_record(hc_evidence_record(self, i)));
	json_object_set_new(json, "records", array);
}

static void
put_inputs(json_t *json, const HcEvidence *self)
{
	json_t *array = json_array();

	for (guint i = 0; i < hc_evidence_n_inputs(self); i++)
		json_array_append_new(array, hc_evidence_json_input(hc_evidence_input(self, i)));
	json_object_set_new(json, "inputs", array);
}

static void
put_foreign(json_t *json, const HcEvidence *self)
{
	json_t *array = json_array();

	for (guint i = 0; i < hc_evidence_n_foreign(self); i++)
		json_array_append_new(
			array, hc_evidence_json_foreign(hc_evidence_foreign(self, i)));
	json_object_set_new(json, "foreign", array);
}

json_t *
hc_evidence_to_json(const HcEvidence *self)
{
	json_t *json = json_object();

	hc_json_out_time(json, "as_of", hc_evidence_as_of(self));
	put_inputs(json, self);
	json_object_set_new(json, "exchange", hc_evidence_json_sets(self));
	put_foreign(json, self);
	put_certs(json, self);
	put_picks(json, self);
	put_runs(json, self);
	put_records(json, self);
	hc_evidence_json_put_network(json, self);
	json_object_set_new(json, "builds", hc_build_json_out(hc_evidence_builds(self)));
	hc_json_out_time(json, "last_invoke_end", hc_evidence_last_invoke_end(self));
	return json;
}

static gboolean
read_arrays(const HcJsonAt *root, HcEvidenceBuilder *builder, GError **error)
{
	static const HcJsonArray arrays[] = {
		{ "inputs", HC_LIMIT_INPUT_FILES, hc_evidence_json_read_input },
		{ "foreign", HC_LIMIT_INPUT_FILES, hc_evidence_json_read_foreign },
		{ "certificates", HC_LIMIT_OBJECTS, hc_evidence_json_read_cert },
		{ "picks", HC_LIMIT_OBJECTS, hc_evidence_json_read_pick },
		{ "runs", HC_LIMIT_INPUT_FILES, hc_evidence_json_read_run },
		{ "records", HC_LIMIT_INPUT_FILES, hc_evidence_json_read_record },
	};

	for (guint i = 0; i < G_N_ELEMENTS(arrays); i++) {
		if (!hc_json_in_each(root, &arrays[i], builder, error))
			return FALSE;
	}
	return TRUE;
}

/* Evidence of before there was such a table has none; of one that could not be loaded, the head. */
static gboolean
read_builds(const HcJsonAt *root, HcEvidenceBuilder *builder, GError **error)
{
	const json_t *value = json_object_get(root->value, "builds");
	const HcJsonAt at = { root, "builds", -1, value };
	g_autoptr(HcBuildTable) head = hc_build_table_new();
	g_autoptr(HcBuildTable) whole = NULL;

	if (value == NULL || json_is_null(value))
		return TRUE;
	if (!json_is_object(value))
		return hc_json_in_fail(root, "builds", "not an object", error);
	hc_fact_head_clear(&head->head);
	if (!hc_json_in_head(&at, &head->head, error))
		return FALSE;
	if (head->head.status != HC_FACT_COLLECTED) {
		hc_evidence_builder_take_builds(builder, g_steal_pointer(&head));
		return TRUE;
	}
	if ((whole = hc_build_json_in(&at, error)) == NULL)
		return FALSE;
	hc_build_table_set_head(whole, &head->head);
	hc_evidence_builder_take_builds(builder, g_steal_pointer(&whole));
	return TRUE;
}

HcEvidenceBuilder *
hc_evidence_builder_from_json(const json_t *root, GError **error)
{
	static const HcJsonArray exchange = { "exchange", HC_N_SIDES * HC_N_KINDS,
		hc_evidence_json_read_set };
	const HcJsonAt at = { NULL, "evidence", -1, root };
	HcTime as_of = HC_TIME_NONE;
	HcTime last_invoke_end = HC_TIME_NONE;
	g_autoptr(HcEvidenceBuilder) builder = NULL;
	HcSetsReader sets = { 0 };

	if (!json_is_object(root)) {
		hc_json_in_fail(&at, NULL, "not an object", error);
		return NULL;
	}
	if (!hc_json_in_time(&at, "as_of", &as_of, error) ||
		!hc_json_in_time(&at, "last_invoke_end", &last_invoke_end, error))
		return NULL;
	builder = sets.builder = hc_evidence_builder_new(as_of);
	hc_evidence_builder_set_last_invoke_end(builder, last_invoke_end);
	if (!hc_json_in_each(&at, &exchange, &sets, error) || !read_arrays(&at, builder, error) ||
		!hc_evidence_json_read_network(&at, builder, error) ||
		!read_builds(&at, builder, error))
		return NULL;
	return g_steal_pointer(&builder);
}
