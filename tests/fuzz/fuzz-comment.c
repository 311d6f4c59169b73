/* A run record, packed as it stands in Comment; and its XML, without the packing. */
#include "agent/parse/wizard/comment-xml.h"
#include "agent/parse/wizard/comment.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What a text file's last line ends with is not part of the value. */
static char *
value_of(const uint8_t *data, size_t size)
{
	while (size > 0 && (data[size - 1] == '\n' || data[size - 1] == '\r'))
		size--;
	return g_strndup((const char *)data, size);
}

static void
check_decode(const char *base64)
{
	g_autoptr(HcRunRecord) record = hc_comment_decode(base64);

	g_assert_true(record->head.status == HC_FACT_COLLECTED ||
		      record->head.status == HC_FACT_MALFORMED);
	g_assert_true((record->head.status == HC_FACT_MALFORMED) == (record->head.why != NULL));
}

static void
check_xml(const char *text)
{
	g_autoptr(HcRunRecord) record = hc_run_record_new();
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	g_autofree char *why = NULL;
	gboolean whole = FALSE;

	if (strlen(valid) > 65536)
		return;
	whole = hc_comment_xml_read(record, valid, strlen(valid), &why);
	g_assert_true(whole == (why == NULL));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *value = value_of(data, size);

	check_decode(value);
	check_xml(value);
	return 0;
}
