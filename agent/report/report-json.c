/* The report as JSON: the model of every other format (hybridcheck-report/1).  Room: report. */
#include "agent/evidence/sides.h"
#include "agent/report/json-value.h"
#include "agent/report/path.h"
#include "agent/report/report.h"

#include "agent/evidence/evidence-json.h"

static json_t *
run_part(const HcReportModel *model)
{
	return json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:b, s:b, s:b}", "id", model->run_id,
		"started", hc_json_time(model->started), "finished", hc_json_time(model->finished),
		"as_of", hc_json_time(hc_evidence_as_of(model->evidence)), "host",
		hc_json_text(model->host), "command", hc_json_text(model->command), "offline",
		model->offline, "interrupted", model->interrupted, "example", model->is_example);
}

static json_t *
inputs_part(const HcEvidence *evidence)
{
	json_t *array = json_array();

	for (guint i = 0; i < hc_evidence_n_inputs(evidence); i++) {
		const HcInput *input = hc_evidence_input(evidence, i);

		json_array_append_new(array,
			json_pack("{s:o, s:o, s:o, s:o, s:i, s:o}", "path",
				hc_json_text(input->path), "kind", hc_json_text(input->kind),
				"as_of", hc_json_time(input->as_of), "sha256",
				hc_json_text(input->sha256), "objects", (int)input->n_objects,
				"warnings", hc_json_texts(input->warnings)));
	}
	return array;
}

static json_t *
rows_part(const HcTable *table)
{
	json_t *array = json_array();

	for (guint r = 0; r < table->rows->len; r++) {
		const HcTableRow *row = g_ptr_array_index(table->rows, r);
		json_t *object = json_pack("{s:s, s:o, s:o, s:o}", "property", row->property,
			"equals", hc_json_tri(row->equals), "actual", hc_json_text(row->actual),
			"expected", hc_json_text(row->expected));

		if (row->actual_value != NULL || row->expected_value != NULL) {
			json_object_set_new(
				object, "actual_value", hc_json_text(row->actual_value));
			json_object_set_new(
				object, "expected_value", hc_json_text(row->expected_value));
		}
		if (row->why != NULL)
			json_object_set_new(object, "why", hc_json_text(row->why));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *
side_part(const HcSideSeen *side)
{
	json_t *inputs = json_array();

	for (guint i = 0; i < side->inputs->len; i++)
		json_array_append_new(inputs, hc_json_text(g_ptr_array_index(side->inputs, i)));
	return json_pack("{s:s, s:o, s:o, s:o, s:o}", "side", hc_side_word(side->side), "server",
		hc_json_text(side->server), "oldest", hc_json_time(side->oldest), "newest",
		hc_json_time(side->newest), "inputs", inputs);
}

static json_t *
sides_part(const HcEvidence *evidence)
{
	g_autoptr(GPtrArray) sides = hc_sides_seen(evidence);
	json_t *array = json_array();

	for (guint i = 0; i < sides->len; i++)
		json_array_append_new(array, side_part(g_ptr_array_index(sides, i)));
	return array;
}

static json_t *
comparison_part(const GPtrArray *tables)
{
	json_t *array = json_array();

	for (guint t = 0; t < tables->len; t++) {
		const HcTable *table = g_ptr_array_index(tables, t);

		json_array_append_new(
			array, json_pack("{s:s, s:o, s:b, s:o}", "object", table->object, "name",
				       hc_json_text(table->name), "missing", table->missing, "rows",
				       rows_part(table)));
	}
	return array;
}

static json_t *
path_part(const HcFindings *findings)
{
	g_autoptr(GPtrArray) path = hc_path_new(findings);
	json_t *array = json_array();

	for (guint i = 0; i < path->len; i++) {
		const HcPathHop *hop = g_ptr_array_index(path, i);

		json_array_append_new(
			array, json_pack("{s:s, s:s, s:s, s:s, s:o}", "hop", hop->hop, "direction",
				       hop->direction, "label", hop->label, "state", hop->state,
				       "findings", hc_json_indexes(hop->findings)));
	}
	return array;
}

void
hc_report_json(const HcReportModel *model, const HcReportStyle *style, GString *out)
{
	json_t *root = json_object();

	(void)style;
	json_object_set_new(root, "schema", json_string("hybridcheck-report/1"));
	json_object_set_new(root, "tool", hc_json_tool(model->version, model->data));
	json_object_set_new(root, "run", run_part(model));
	json_object_set_new(root, "inputs", inputs_part(model->evidence));
	json_object_set_new(root, "sides", sides_part(model->evidence));
	json_object_set_new(root, "verdict", hc_json_verdict(model));
	json_object_set_new(root, "comparison", comparison_part(model->tables));
	json_object_set_new(root, "findings", hc_json_findings(model->findings));
	json_object_set_new(root, "path", path_part(model->findings));
	json_object_set_new(root, "evidence", hc_evidence_to_json(model->evidence));
	json_object_set_new(root, "redaction", json_null());
	hc_json_print(root, out);
	json_decref(root);
}
