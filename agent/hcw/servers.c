/* The servers hybrid mail touches.  Room: hcw. */
#include "agent/hcw/servers.h"

#include "agent/base/dname.h"

static gboolean
is_listed(const char *const *list, const char *server)
{
	for (gsize i = 0; list != NULL && list[i] != NULL; i++) {
		if (hc_dname_same_host(list[i], server))
			return TRUE;
	}
	return FALSE;
}

static void
add(GPtrArray *servers, const char *server)
{
	for (guint i = 0; i < servers->len; i++) {
		if (hc_dname_same_host(g_ptr_array_index(servers, i), server))
			return;
	}
	g_ptr_array_add(servers, g_strdup(server));
}

GStrv
hc_servers_concerned(const HcHybrid *hybrid)
{
	GPtrArray *servers = g_ptr_array_new();
	const GStrv lists[] = { hybrid->sending, hybrid->receiving, hybrid->edge };

	for (guint l = 0; l < G_N_ELEMENTS(lists); l++) {
		for (guint i = 0; lists[l] != NULL && lists[l][i] != NULL; i++)
			add(servers, lists[l][i]);
	}
	g_ptr_array_add(servers, NULL);
	return (GStrv)g_ptr_array_free(servers, FALSE);
}

gboolean
hc_servers_is_edge(const HcHybrid *hybrid, const char *server)
{
	return is_listed((const char *const *)hybrid->edge, server);
}
