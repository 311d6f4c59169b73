/* The report on a certificate as JSON: "hybridcheck-cert/1".  Room: report. */
#include "agent/report/cert-model.h"

#include "agent/report/json-cert.h"
#include "agent/report/json-value.h"

static json_t *
certificates_part(const HcCertModel *model)
{
	json_t *array = json_array();

	for (guint i = 0; i < model->certs->len; i++) {
		const HcCertFacts *cert = g_ptr_array_index(model->certs, i);

		json_array_append_new(array, hc_json_certificate(cert, cert == model->leaf));
	}
	return array;
}

static json_t *
anchors_part(const HcCertAnchors *anchors)
{
	return json_pack("{s:o, s:o, s:o, s:o}", "reached", hc_json_tri(anchors->reached), "name",
		hc_json_text(anchors->name), "as_of", hc_json_time(anchors->as_of), "text",
		hc_json_text(anchors->text));
}

static json_t *
chain_part(const HcCertChain *chain)
{
	json_t *object = json_object();

	json_object_set_new(object, "public", hc_json_tri(chain->host.reached));
	json_object_set_new(object, "host", anchors_part(&chain->host));
	json_object_set_new(object, "exchange_online", anchors_part(&chain->shipped));
	json_object_set_new(object, "complete", hc_json_tri(chain->complete));
	json_object_set_new(object, "complete_text", hc_json_text(chain->complete_text));
	json_object_set_new(object, "missing_issuer", hc_json_text(chain->missing_issuer));
	json_object_set_new(object, "path", hc_json_texts(chain->path));
	json_object_set_new(object, "notes", hc_json_texts(chain->notes));
	return object;
}

static json_t *
servers_part(const GPtrArray *on)
{
	json_t *array = json_array();

	for (guint i = 0; i < on->len; i++) {
		const HcRehearsedOn *one = g_ptr_array_index(on, i);

		json_array_append_new(
			array, json_pack("{s:o, s:o, s:o, s:o}", "server",
				       hc_json_text(one->server), "today", hc_json_text(one->today),
				       "installed", hc_json_text(one->installed), "removed",
				       hc_json_text(one->removed)));
	}
	return array;
}

static json_t *
entry_part(const HcRehearsed *entry)
{
	g_auto(GStrv) sources = hc_text_split(entry->source, " ");
	json_t *object = json_object();

	json_object_set_new(object, "id", json_string(entry->id));
	json_object_set_new(object, "what", hc_json_text(entry->what));
	json_object_set_new(object, "today", hc_json_text(entry->today));
	json_object_set_new(object, "then", hc_json_text(entry->then));
	json_object_set_new(object, "effect", json_string(hc_rehearsed_effect_word(entry->effect)));
	json_object_set_new(object, "why", hc_json_text(entry->why));
	json_object_set_new(object, "supply", hc_json_text(entry->supply));
	json_object_set_new(object, "shell",
		entry->commands->len > 0 ? hc_json_text(entry->shell) : json_null());
	json_object_set_new(object, "commands", hc_json_texts(entry->commands));
	json_object_set_new(object, "undo", hc_json_texts(entry->undo));
	json_object_set_new(object, "servers", servers_part(entry->on));
	json_object_set_new(object, "sources", hc_json_strv((const char *const *)sources));
	return object;
}

static json_t *
rehearsal_part(const HcRehearsal *rehearsal)
{
	json_t *array = json_array();

	for (guint i = 0; i < rehearsal->entries->len; i++)
		json_array_append_new(array, entry_part(g_ptr_array_index(rehearsal->entries, i)));
	return array;
}

static json_t *
steps_part(const GPtrArray *steps)
{
	json_t *array = json_array();

	for (guint i = 0; i < steps->len; i++) {
		const HcRehearsedStep *step = g_ptr_array_index(steps, i);

		json_array_append_new(
			array, json_pack("{s:o, s:o}", "text", hc_json_text(step->text), "commands",
				       hc_json_texts(step->commands)));
	}
	return array;
}

static json_t *
hcw_part(const HcRehearsal *rehearsal)
{
	json_t *selection = json_array();

	for (guint bit = HC_HCW_USMC; bit <= HC_HCW_FULL; bit <<= 1) {
		if ((rehearsal->selection & bit) != 0)
			json_array_append_new(selection,
				json_pack("{s:s, s:s}", "code", hc_selection_code((HcSelection)bit),
					"label", hc_selection_label((HcSelection)bit)));
	}
	return json_pack("{s:o, s:o}", "selection", selection, "text",
		hc_json_text(rehearsal->selection_text));
}

static json_t *
inputs_part(const HcEvidence *evidence)
{
	json_t *array = json_array();

	for (guint i = 0; evidence != NULL && i < hc_evidence_n_inputs(evidence); i++) {
		const HcInput *input = hc_evidence_input(evidence, i);

		json_array_append_new(array,
			json_pack("{s:o, s:o, s:o, s:o}", "path", hc_json_text(input->path), "kind",
				hc_json_text(input->kind), "as_of", hc_json_time(input->as_of),
				"warnings", hc_json_texts(input->warnings)));
	}
	return array;
}

void
hc_cert_report_json(
	const HcCertModel *model, G_GNUC_UNUSED const HcReportStyle *style, GString *out)
{
	json_t *root = json_object();

	json_object_set_new(root, "schema", json_string("hybridcheck-cert/1"));
	json_object_set_new(root, "tool", hc_json_tool(model->version, model->data));
	json_object_set_new(root, "run",
		json_pack("{s:o, s:o, s:o, s:b}", "as_of", hc_json_time(model->as_of), "host",
			hc_json_text(model->host), "file", hc_json_text(model->file), "interrupted",
			model->interrupted));
	json_object_set_new(root, "inputs", inputs_part(model->evidence));
	json_object_set_new(root, "certificates", certificates_part(model));
	json_object_set_new(root, "chain", chain_part(model->chain));
	json_object_set_new(
		root, "effect", json_string(hc_rehearsed_effect_word(model->rehearsal->effect)));
	json_object_set_new(root, "rehearsal", rehearsal_part(model->rehearsal));
	json_object_set_new(
		root, "hcw", model->evidence != NULL ? hcw_part(model->rehearsal) : json_null());
	json_object_set_new(root, "steps", steps_part(model->rehearsal->steps));
	json_object_set_new(root, "undo", steps_part(model->rehearsal->undo));
	hc_json_print(root, out);
	json_decref(root);
}
