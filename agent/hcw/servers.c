/* The servers hybrid mail touches.  Room: hcw. */
#include "agent/hcw/servers.h"

#include "agent/base/dname.h"
#include "agent/base/limits.h"
#include "agent/hcw/space.h"

gboolean
hc_servers_is_judged(const GStrv list, gsize i)
{
	return i < HC_LIMIT_SERVERS && list[i] != NULL;
}

guint
hc_servers_n_more(const HcHybrid *hybrid)
{
	const GStrv lists[] = { hybrid->sending, hybrid->receiving, hybrid->edge };
	guint most = 0;

	for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
		most = MAX(most, g_strv_length(lists[i]));
	return most > HC_LIMIT_SERVERS ? most - HC_LIMIT_SERVERS : 0;
}

GStrv
hc_servers_concerned(const HcHybrid *hybrid)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(hc_dname_host_hash, hc_dname_host_equal);
	g_autoptr(GStrvBuilder) servers = g_strv_builder_new();
	const GStrv lists[] = { hybrid->sending, hybrid->receiving, hybrid->edge };

	for (guint l = 0; l < G_N_ELEMENTS(lists); l++) {
		for (gsize i = 0; hc_servers_is_judged(lists[l], i); i++) {
			if (g_hash_table_add(seen, lists[l][i]))
				g_strv_builder_add(servers, lists[l][i]);
		}
	}
	return g_strv_builder_end(servers);
}

gboolean
hc_servers_is_listed(const HcHybrid *hybrid, const char *server)
{
	const GStrv lists[] = { hybrid->sending, hybrid->receiving, hybrid->edge };

	for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
		if (hc_space_has_server((const char *const *)lists[i], server))
			return TRUE;
	}
	return FALSE;
}

gboolean
hc_servers_is_edge(const HcHybrid *hybrid, const char *server)
{
	return hc_space_has_server((const char *const *)hybrid->edge, server);
}
