/* Evidence read back from JSON: what is accepted once is written and read the same for ever. */
#include "agent/evidence/evidence-json.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static json_t *
read_and_write(const json_t *json, GError **error)
{
	HcEvidenceBuilder *builder = hc_evidence_builder_from_json(json, error);
	g_autoptr(HcEvidence) evidence = NULL;

	if (builder == NULL)
		return NULL;
	evidence = hc_evidence_builder_finish(builder);
	return hc_evidence_to_json(evidence);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GError) error = NULL;
	json_t *json = json_loadb((const char *)data, size, JSON_ALLOW_NUL, NULL);
	json_t *once = json != NULL ? read_and_write(json, &error) : NULL;
	json_t *twice = NULL;

	g_assert_true(json == NULL || (once == NULL) == (error != NULL));
	if (once != NULL) {
		twice = read_and_write(once, &error);
		g_assert_no_error(error);
		g_assert_true(json_equal(once, twice));
	}
	json_decref(twice);
	json_decref(once);
	json_decref(json);
	return 0;
}
