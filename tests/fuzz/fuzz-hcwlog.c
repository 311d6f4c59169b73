/* The wizard's .log and .boot, in chunks whose size the input chooses. */
#include "agent/parse/parser.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(HC_TIME_NONE);
	HcInput *input = hc_evidence_builder_take_input(
		builder, hc_input_new("20260915_071502.log", "hcw-log"));
	HcParser *parser = hc_parse_hcwlog.create(builder, input);
	const size_t chunk = size > 0 ? (size_t)data[size - 1] * 16 + 1 : 1;

	for (size_t at = 0; at < size; at += chunk)
		hc_parse_hcwlog.feed(parser, data + at, MIN(chunk, size - at));
	hc_parse_hcwlog.finish(parser);
	g_assert_true(input->usable == (hc_evidence_builder_runs(builder)->len == 1));
	g_assert_true(input->usable || input->warnings->len > 0);
	hc_evidence_builder_fold(builder);
	return 0;
}
