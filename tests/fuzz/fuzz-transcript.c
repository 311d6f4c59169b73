/* The text form of a transcript: what is read says the same when it is written and read again. */
#include "agent/capture/transcript.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(HcTranscript) first = hc_transcript_read((const char *)data, size, NULL);
	g_autoptr(HcTranscript) second = NULL;
	g_autoptr(GString) once = g_string_new(NULL);
	g_autoptr(GString) twice = g_string_new(NULL);

	if (first == NULL)
		return 0;
	hc_transcript_write(first, once);
	second = hc_transcript_read(once->str, once->len, NULL);
	g_assert_nonnull(second);
	g_assert_cmpuint(hc_transcript_n(second), ==, hc_transcript_n(first));
	hc_transcript_write(second, twice);
	g_assert_cmpstr(twice->str, ==, once->str);
	return 0;
}
