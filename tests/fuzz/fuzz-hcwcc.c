/* The wizard's .cc file. */
#include "agent/parse/parser.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(HC_TIME_NONE);
	HcInput *input = hc_evidence_builder_take_input(
		builder, hc_input_new("Exchange Hybrid Configuration.cc", "hcw-cc"));
	HcParser *parser = hc_parse_hcwcc.create(builder, input);

	hc_parse_hcwcc.feed(parser, data, size);
	hc_parse_hcwcc.finish(parser);
	g_assert_true(input->usable == (hc_evidence_builder_records(builder)->len == 1));
	g_assert_true(input->usable || input->warnings->len > 0);
	return 0;
}
