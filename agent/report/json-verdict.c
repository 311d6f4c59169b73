/* The verdict as JSON.  Room: report. */
#include "agent/report/json-value.h"

static json_t *
class_part(const HcVerdict *verdict, const HcFindings *findings, guint class)
{
	json_t *reasons = json_array();
	const GArray *list = verdict->classes[class].reasons;

	for (guint i = 0; i < list->len; i++) {
		const HcFinding *finding = hc_findings_at(findings, g_array_index(list, guint, i));

		json_array_append_new(reasons, json_string(finding->check->id));
	}
	return json_pack("{s:s, s:o}", "decision",
		hc_decision_word(verdict->classes[class].decision), "reasons", reasons);
}

static json_t *
selection_part(guint selection)
{
	json_t *array = json_array();

	for (guint bit = HC_HCW_USMC; bit <= HC_HCW_FULL; bit <<= 1) {
		if ((selection & bit) != 0)
			json_array_append_new(array,
				json_pack("{s:s, s:s, s:b}", "code",
					hc_selection_code((HcSelection)bit), "label",
					hc_selection_label((HcSelection)bit), "label_confirmed",
					hc_selection_label_is_confirmed((HcSelection)bit)));
	}
	return array;
}

static json_t *
last_run_part(const HcEvidence *evidence)
{
	const HcRunRecord *record = hc_overwrite_last_run(evidence);

	if (record == NULL)
		return json_null();
	return json_pack("{s:o, s:o, s:o, s:o}", "time", hc_json_time(record->time), "version",
		hc_json_text(record->client_version), "mode", hc_json_text(record->mode),
		"succeeded", hc_json_tri(record->succeeded));
}

static json_t *
would_change_part(const GPtrArray *changes)
{
	json_t *array = json_array();

	for (guint i = 0; i < changes->len; i++) {
		const HcChange *change = g_ptr_array_index(changes, i);

		json_array_append_new(
			array, json_pack("{s:o, s:s, s:o, s:o}", "object",
				       hc_json_text(change->object), "property", change->property,
				       "actual", hc_json_text(change->actual), "expected",
				       hc_json_text(change->expected)));
	}
	return array;
}

static json_t *
would_reset_part(const GPtrArray *resets)
{
	json_t *array = json_array();

	for (guint i = 0; i < resets->len; i++) {
		const HcReset *reset = g_ptr_array_index(resets, i);

		json_array_append_new(array, json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "object",
						     hc_json_text(reset->object), "property",
						     hc_json_text(reset->property), "actual",
						     hc_json_text(reset->actual), "becomes",
						     hc_json_text(reset->becomes), "selection",
						     selection_part(reset->selection), "source",
						     hc_json_text(reset->source)));
	}
	return array;
}

static json_t *
edited_changes(const HcEdited *edited)
{
	json_t *array = json_array();

	for (guint i = 0; i < edited->changes->len; i++) {
		const HcEditedProperty *change = g_ptr_array_index(edited->changes, i);

		json_array_append_new(array,
			json_pack("{s:o, s:o, s:o}", "property", hc_json_text(change->property),
				"was", hc_json_text(change->was), "is", hc_json_text(change->is)));
	}
	return array;
}

static json_t *
edited_part(const GPtrArray *edited)
{
	json_t *array = json_array();

	for (guint i = 0; i < edited->len; i++) {
		const HcEdited *object = g_ptr_array_index(edited, i);

		json_array_append_new(array,
			json_pack("{s:o, s:o, s:s, s:o}", "object", hc_json_text(object->object),
				"when", hc_json_time(object->when), "what",
				hc_edited_word(object->what), "changes", edited_changes(object)));
	}
	return array;
}

static json_t *
hcw_part(const HcReportModel *model)
{
	return json_pack("{s:o, s:o, s:o, s:o, s:o}", "last_run", last_run_part(model->evidence),
		"selection", selection_part(model->verdict->selection), "would_change",
		would_change_part(model->changes), "would_reset", would_reset_part(model->resets),
		"edited_since", edited_part(model->edited));
}

static json_t *
next_part(const HcVerdict *verdict)
{
	json_t *array = json_array();

	for (guint i = 0; i < verdict->next->len; i++) {
		const HcNext *next = g_ptr_array_index(verdict->next, i);
		json_t *object = json_pack("{s:s}", "who", next->who);

		json_object_set_new(object, next->command != NULL ? "command" : "action",
			hc_json_text(next->command != NULL ? next->command : next->action));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *
reasons_part(const HcVerdict *verdict)
{
	json_t *array = json_array();

	for (guint i = 0; i < verdict->reasons->len; i++) {
		const HcReason *reason = g_ptr_array_index(verdict->reasons, i);

		json_array_append_new(array, json_pack("{s:i, s:s}", "finding",
						     (int)reason->finding, "why", reason->why));
	}
	return array;
}

static json_t *
unseen_part(const HcVerdict *verdict)
{
	json_t *array = json_array();

	for (guint i = 0; i < verdict->unseen->len; i++) {
		const HcUnseen *unseen = g_ptr_array_index(verdict->unseen, i);

		json_array_append_new(
			array, json_pack("{s:o, s:o}", "what", hc_json_text(unseen->what), "supply",
				       hc_json_text(unseen->supply)));
	}
	return array;
}

json_t *
hc_json_verdict(const HcReportModel *model)
{
	const HcVerdict *verdict = model->verdict;
	json_t *classes = json_object();

	for (guint c = 0; c < HC_N_CLASSES; c++)
		json_object_set_new(classes, hc_class_word((HcClass)c),
			class_part(verdict, model->findings, c));
	return json_pack("{s:s, s:o, s:o, s:s, s:o, s:o, s:o, s:o, s:o}", "decision",
		hc_decision_word(verdict->decision), "headline", hc_json_text(verdict->headline),
		"since", hc_json_time(verdict->since), "confidence",
		hc_confidence_word(verdict->confidence), "classes", classes, "reasons",
		reasons_part(verdict), "unseen", unseen_part(verdict), "hcw", hcw_part(model),
		"next", next_part(verdict));
}
