/* The findings as JSON.  Room: report. */
#include "agent/report/json-value.h"

#include "agent/verdict/waive.h"

static json_t *
proofs_part(const GPtrArray *proofs)
{
	json_t *array = json_array();

	for (guint i = 0; i < proofs->len; i++) {
		const HcProof *proof = g_ptr_array_index(proofs, i);

		json_array_append_new(
			array, json_pack("{s:o, s:o}", "origin", hc_json_text(proof->origin),
				       "text", hc_json_text(proof->text)));
	}
	return array;
}

static json_t *
refs_part(const char *reference)
{
	g_auto(GStrv) words = hc_text_split(reference, " ");
	json_t *array = json_array();

	for (guint i = 0; words[i] != NULL; i++)
		json_array_append_new(array, json_string(words[i]));
	return array;
}

/* The words of a row, whatever was found. */
static void
add_rule_words(json_t *object, const HcFinding *finding)
{
	const HcCheck *check = finding->check;

	json_object_set_new(object, "id", json_string(check->id));
	json_object_set_new(object, "title", json_string(check->title));
	json_object_set_new(object, "class", json_string(hc_class_word(check->class)));
	json_object_set_new(
		object, "confidence", json_string(hc_confidence_word(check->confidence)));
	json_object_set_new(object, "who", json_string(hc_who_word(check->who)));
	json_object_set_new(object, "hop", hc_json_text(check->hop));
	json_object_set_new(object, "ndr", hc_json_text(check->ndr));
	json_object_set_new(object, "impact", hc_json_text(check->impact));
	json_object_set_new(object, "rule",
		json_pack("{s:b, s:o}", "required", check->required, "source",
			hc_json_text(check->reference)));
	json_object_set_new(object, "refs", refs_part(check->reference));
}

static json_t *
waived_part(const HcWaiver *waiver)
{
	if (waiver == NULL)
		return json_null();
	return json_pack("{s:o, s:o, s:o}", "owner", hc_json_text(waiver->owner), "reason",
		hc_json_text(waiver->reason), "until", hc_json_time(waiver->until));
}

static json_t *
finding_part(const HcFinding *finding)
{
	g_autofree char *fingerprint = hc_finding_fingerprint(finding);
	json_t *object = json_object();

	add_rule_words(object, finding);
	json_object_set_new(object, "status", json_string(hc_status_word(finding->status)));
	json_object_set_new(object, "severity", json_string(hc_severity_word(finding->severity)));
	json_object_set_new(
		object, "effect", json_string(hc_effect_word((HcEffect)finding->effect)));
	json_object_set_new(object, "subject", hc_json_text(finding->subject));
	json_object_set_new(object, "summary", hc_json_text(finding->summary));
	json_object_set_new(object, "evidence", proofs_part(finding->evidence));
	json_object_set_new(object, "vantage", hc_json_text(finding->vantage));
	json_object_set_new(object, "observed_at", hc_json_time(finding->observed_at));
	json_object_set_new(object, "since", hc_json_time(finding->since));
	json_object_set_new(object, "waived", waived_part(finding->waived));
	json_object_set_new(object, "waiver_ended", waived_part(finding->waiver_ended));
	json_object_set_new(object, "follows_from", hc_json_text(finding->follows_from));
	json_object_set_new(object, "fix",
		json_pack("{s:o, s:o}", "text", hc_json_text(finding->check->fix), "commands",
			hc_json_texts(finding->commands)));
	json_object_set_new(object, "fingerprint", json_string(fingerprint));
	return object;
}

json_t *
hc_json_findings(const HcFindings *findings)
{
	json_t *array = json_array();

	for (guint i = 0; i < hc_findings_count(findings); i++)
		json_array_append_new(array, finding_part(hc_findings_at(findings, i)));
	return array;
}
