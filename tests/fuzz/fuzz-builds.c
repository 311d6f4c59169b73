/* The shipped table of Exchange builds, which may be replaced; what it says of some build. */
#include "agent/hcw/server-build.h"
#include "agent/parse/builds.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is read can be asked: no list that an answer relies on is empty or out of order. */
static void
ask(const HcBuildTable *table)
{
	const HcServerBuild server = { .build = { { 15, 2, 2562, 37 } } };

	hc_server_build_is_supported(table, &server.build, table->head.origin.as_of);
	for (guint i = 0; i < table->floors->len; i++)
		hc_server_build_meets(g_ptr_array_index(table->floors, i), &server);
	for (guint i = 0; i < table->products->len; i++)
		hc_server_build_update(g_ptr_array_index(table->products, i), &server.build);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(HcBuildTable) table = hc_builds_parse((const char *)data, size, "file.json");

	if (table->head.status == HC_FACT_COLLECTED) {
		g_assert_null(table->head.why);
		ask(table);
	} else {
		g_assert_cmpint(table->head.status, ==, HC_FACT_MALFORMED);
		g_assert_nonnull(table->head.why);
		g_assert_cmpuint(table->products->len, ==, 0);
	}
	return 0;
}
