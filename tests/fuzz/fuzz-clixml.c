/* CLIXML, from octets to frozen evidence. */
#include "agent/parse/derive/derive.h"
#include "agent/parse/parser.h"

#include <stdint.h>

#define CHUNK 509 /* so that most tags are cut somewhere */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HcEvidenceBuilder *builder = hc_evidence_builder_new(HC_TIME_NONE);
	HcInput *input = hc_evidence_builder_take_input(
		builder, hc_input_new("onprem-E1-SendConnector.clixml", "clixml"));
	HcParser *parser = hc_parse_clixml.create(builder, input);
	gboolean more = TRUE;
	HcEvidence *evidence = NULL;

	for (size_t at = 0; more && at < size; at += CHUNK)
		more = hc_parse_clixml.feed(parser, data + at, MIN(CHUNK, size - at));
	hc_parse_clixml.finish(parser);
	hc_derive(builder);
	evidence = hc_evidence_builder_finish(builder);
	g_assert_cmpuint(hc_evidence_n_inputs(evidence), ==, 1);
	hc_evidence_free(evidence);
	return 0;
}
