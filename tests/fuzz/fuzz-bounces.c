/* The shipped table of Exchange Online's replies, which may be replaced. */
#include "agent/parse/bounces.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whatever is read can be found again by what it is about. */
static void
ask(const HcBounceTable *table)
{
	g_assert_cmpuint(table->expiry_hours, >, 0);
	for (guint i = 0; i < table->rows->len; i++) {
		const HcBounceRow *row = g_ptr_array_index(table->rows, i);

		g_assert_true(hc_bounce_table_find(
				      table, row->outcome, row->stage, row->condition) == row);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(HcBounceTable) table = hc_bounces_parse((const char *)data, size, "file.json");

	if (table->head.status == HC_FACT_COLLECTED) {
		g_assert_null(table->head.why);
		ask(table);
	} else {
		g_assert_cmpint(table->head.status, ==, HC_FACT_MALFORMED);
		g_assert_nonnull(table->head.why);
		g_assert_cmpuint(table->rows->len, ==, 0);
	}
	return 0;
}
