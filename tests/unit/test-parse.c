/* From a capture to an input: what is read of it, and where reading stops. */
#include "agent/parse/parse.h"

#include "agent/base/limits.h"

#include <string.h>

static const char sample[] =
	"<invoke start=\"01/02/2026 03:04:05.6\" duration=\"7\" type=\"Tenant\" "
	"cmdlet=\"Get-AcceptedDomain\"/>\n";

static HcInput *
parse(HcEvidenceBuilder *builder)
{
	g_autoptr(GBytes) bytes = g_bytes_new_static(sample, strlen(sample));
	g_autoptr(HcCapture) capture = hc_capture_new_bytes("small.xhcw", bytes);

	return hc_parse_capture(capture, builder);
}

/* All inputs of a run together are bounded: the last octet within the bound is read, none beyond
 * it. */
static void
test_run_bytes(void)
{
	const gint64 room = (gint64)strlen(sample);
	static const gint64 missing[] = { 0, 1 };

	for (guint i = 0; i < G_N_ELEMENTS(missing); i++) {
		g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(0);
		HcInput *input = NULL;

		hc_evidence_builder_add_octets(builder, HC_LIMIT_RUN_BYTES - room + missing[i]);
		input = parse(builder);
		g_assert_cmpint(input->usable, ==, missing[i] == 0);
		g_assert_cmpuint(input->warnings->len, ==, (guint)missing[i]);
		if (missing[i] > 0)
			g_assert_nonnull(strstr(
				g_ptr_array_index(input->warnings, 0), "HC_LIMIT_RUN_BYTES"));
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/parse/parse/run-bytes", test_run_bytes);
	return g_test_run();
}
