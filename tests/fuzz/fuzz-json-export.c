/* ConvertTo-Json and REST answers. */
#include "agent/parse/derive/derive.h"
#include "agent/parse/parser.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A name that tells a kind, and one that tells none. */
static const char *const names[] = { "onprem/Get-SendConnector.json", "x.json" };

static void
read_as(const char *name, const uint8_t *data, size_t size)
{
	HcEvidenceBuilder *builder = hc_evidence_builder_new(HC_TIME_NONE);
	HcInput *input = hc_evidence_builder_take_input(builder, hc_input_new(name, "json-export"));
	HcParser *parser = hc_parse_json_export.create(builder, input);
	g_autoptr(HcEvidence) evidence = NULL;

	hc_parse_json_export.feed(parser, data, size / 2);
	hc_parse_json_export.feed(parser, data + size / 2, size - size / 2);
	hc_parse_json_export.finish(parser);
	g_assert_true(input->usable || input->warnings->len > 0);
	hc_derive(builder);
	evidence = hc_evidence_builder_finish(builder);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		read_as(names[i], data, size);
	return 0;
}
