/* Address ranges as text: whatever is read can be joined and covers itself. */
#include "agent/base/ipset.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = g_strndup((const char *)data, size);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	g_autoptr(HcIpSet) all = hc_ipset_new();

	for (guint i = 0; lines[i] != NULL; i++) {
		g_autoptr(HcIpSet) one = NULL;
		g_autoptr(HcIpSet) joined = NULL;

		if (!hc_ipset_parse(lines[i], &one, NULL))
			continue;
		joined = hc_ipset_union(all, one);
		g_assert_true(hc_ipset_covers(joined, all) && hc_ipset_covers(joined, one));
		g_assert_cmpuint(hc_ipset_n_ranges(joined), <=, hc_ipset_n_ranges(all) + 1);
		hc_ipset_free(all);
		all = g_steal_pointer(&joined);
	}
	return 0;
}
