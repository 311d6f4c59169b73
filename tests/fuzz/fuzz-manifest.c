/* The manifest of a collection, and what it changes in the evidence. */
#include "agent/parse/export/manifest.h"
#include "agent/parse/parser.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A file that a manifest may name, with an event that came out of it. */
static void
take_file(HcEvidenceBuilder *builder)
{
	HcEvent *event = hc_event_new(HC_VERB_GET, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);
	const char *path = "a/onprem-org-SendConnector.clixml";

	event->origin.input = g_strdup(path);
	hc_evidence_builder_take_event(builder, event);
	hc_evidence_builder_take_input(builder, hc_input_new(path, "clixml"))->sha256 =
		g_strdup("00");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(HC_TIME_NONE);
	HcInput *input = hc_evidence_builder_take_input(
		builder, hc_input_new("a/manifest.json", "manifest"));
	HcParser *parser = hc_parse_manifest.create(builder, input);

	hc_parse_manifest.feed(parser, data, size);
	hc_parse_manifest.finish(parser);
	g_assert_true(
		hc_evidence_builder_collections(builder)->len == 1 || input->warnings->len > 0);
	take_file(builder);
	hc_manifests_apply(builder);
	g_assert_cmpuint(hc_evidence_builder_collections(builder)->len, ==, 0);
	hc_evidence_free(hc_evidence_builder_finish(g_steal_pointer(&builder)));
	return 0;
}
