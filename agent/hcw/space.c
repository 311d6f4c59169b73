/* Address spaces and server names as connectors print them.  Room: hcw. */
#include "agent/hcw/space.h"

#include "agent/base/dname.h"

#include <string.h>

/* Parts of "type:address;cost", each without blanks; type and cost may be empty. */
static void
split_space(const char *space, char **ret_type, char **ret_address, char **ret_cost)
{
	g_auto(GStrv) parts = g_strsplit(space != NULL ? space : "", ";", 2);
	const char *whole = parts[0] != NULL ? parts[0] : "";
	const char *colon = strchr(whole, ':');

	*ret_type = colon != NULL ? g_strndup(whole, (gsize)(colon - whole)) : g_strdup("");
	*ret_address = hc_dname_normalise(colon != NULL ? colon + 1 : whole);
	*ret_cost = g_strdup(parts[0] != NULL && parts[1] != NULL ? parts[1] : "");
	g_strstrip(*ret_type);
	g_strstrip(*ret_cost);
}

char *
hc_space_address(const char *space)
{
	g_autofree char *type = NULL;
	g_autofree char *address = NULL;
	g_autofree char *cost = NULL;

	split_space(space, &type, &address, &cost);
	return g_steal_pointer(&address);
}

char *
hc_space_normalise(const char *space)
{
	g_autofree char *type = NULL;
	g_autofree char *address = NULL;
	g_autofree char *cost = NULL;
	g_autofree char *lower = NULL;

	split_space(space, &type, &address, &cost);
	lower = g_ascii_strdown(*type != '\0' ? type : "smtp", -1);
	return g_strdup_printf("%s:%s;%s", lower, address, *cost != '\0' ? cost : "1");
}

gboolean
hc_space_lists(const HcExchangeObject *connector, const char *domain)
{
	const char *const *spaces = hc_exchange_list(connector, "AddressSpaces");

	for (gsize i = 0; domain != NULL && spaces != NULL && spaces[i] != NULL; i++) {
		g_autofree char *address = hc_space_address(spaces[i]);

		if (hc_dname_equal(address, domain))
			return TRUE;
	}
	return FALSE;
}

char *
hc_space_under(const HcExchangeObject *connector, const char *suffix)
{
	const char *const *spaces = hc_exchange_list(connector, "AddressSpaces");

	for (gsize i = 0; spaces != NULL && spaces[i] != NULL; i++) {
		g_autofree char *address = hc_space_address(spaces[i]);

		if (hc_dname_is_under(address, suffix))
			return g_steal_pointer(&address);
	}
	return NULL;
}

char *
hc_space_server(const char *text)
{
	const char *slash = text != NULL ? strrchr(text, '/') : NULL;
	char *label = NULL;

	if (text != NULL && g_ascii_strncasecmp(text, "CN=", 3) == 0)
		label = g_strndup(text + 3, strcspn(text + 3, ","));
	else
		label = g_strdup(slash != NULL ? slash + 1 : text != NULL ? text : "");
	return g_strstrip(label);
}

GStrv
hc_space_servers(const HcExchangeObject *object, const char *property)
{
	const char *const *values = hc_exchange_list(object, property);
	g_autoptr(GStrvBuilder) servers = g_strv_builder_new();

	for (gsize i = 0; values != NULL && values[i] != NULL; i++) {
		g_autofree char *server = hc_space_server(values[i]);

		if (*server != '\0')
			g_strv_builder_add(servers, server);
	}
	return g_strv_builder_end(servers);
}

gboolean
hc_space_has_server(const char *const *servers, const char *server)
{
	for (gsize i = 0; servers != NULL && servers[i] != NULL; i++) {
		if (hc_dname_same_host(servers[i], server))
			return TRUE;
	}
	return FALSE;
}
