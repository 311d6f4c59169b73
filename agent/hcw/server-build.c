/* What Exchange a server runs, held against the dated table of builds.  Room: hcw. */
#include "agent/hcw/server-build.h"

#include "agent/base/dname.h"

#define BY_VERSION 2 /* numbers that name 2013, 2016, and 2019 with SE */
#define BY_UPDATE 3  /* numbers that name a cumulative update */

static gboolean
read_build(const HcExchangeObject *object, const char *property, HcServerBuild *ret_build)
{
	if (!hc_build_parse(hc_exchange_text(object, property), &ret_build->build))
		return FALSE;
	ret_build->from = object;
	ret_build->property = property;
	return TRUE;
}

/* The only ExSetup.exe of the only server needs no name; else it says whose it is. */
static const HcExchangeObject *
setup_of(const HcEvidence *evidence, const HcExchangeObject *server)
{
	const HcExchangeSet *setups = hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_EX_SETUP);
	const HcExchangeSet *servers =
		hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER);
	gboolean alone = setups->objects->len == 1 && servers->objects->len == 1;

	for (guint i = 0; i < setups->objects->len; i++) {
		const HcExchangeObject *setup = g_ptr_array_index(setups->objects, i);
		const char *name = hc_exchange_server(setup);

		if (name == NULL ? alone : hc_dname_same_host(name, hc_exchange_identity(server)))
			return setup;
	}
	return NULL;
}

gboolean
hc_server_build_of(
	const HcEvidence *evidence, const HcExchangeObject *server, HcServerBuild *ret_build)
{
	const HcExchangeObject *setup = setup_of(evidence, server);

	*ret_build = (HcServerBuild){ .is_whole = TRUE };
	if (setup != NULL && (read_build(setup, "ProductVersion", ret_build) ||
				     read_build(setup, "FileVersion", ret_build)))
		return TRUE;
	ret_build->is_whole = FALSE;
	return read_build(server, "AdminDisplayVersion", ret_build);
}

gboolean
hc_server_build_is_edge(const HcExchangeObject *server)
{
	return hc_exchange_bool(server, "IsEdgeServer") == HC_TRI_YES ||
	       hc_text_same(hc_exchange_text(server, "ServerRole"), "Edge");
}

/* --- the table -------------------------------------------------------------------------------- */

const HcBuildProduct *
hc_server_build_product(const HcBuildTable *table, const HcBuild *build)
{
	const HcBuildProduct *found = NULL;

	for (guint i = 0; i < table->products->len; i++) {
		const HcBuildProduct *product = g_ptr_array_index(table->products, i);
		const HcBuildUpdate *first = g_ptr_array_index(product->updates, 0);

		if (hc_build_compare(&first->build, build, BY_VERSION) != 0)
			continue;
		/* Before the first update there was the release itself. */
		if (found == NULL || hc_build_compare(&first->build, build, BY_UPDATE) <= 0)
			found = product;
	}
	return found;
}

const HcBuildUpdate *
hc_server_build_update(const HcBuildProduct *product, const HcBuild *build)
{
	for (guint i = 0; i < product->updates->len; i++) {
		const HcBuildUpdate *update = g_ptr_array_index(product->updates, i);

		if (hc_build_compare(&update->build, build, BY_UPDATE) == 0)
			return update;
	}
	return NULL;
}

static guint
n_released(const HcBuildProduct *product, HcTime when)
{
	guint n = 0;

	for (guint i = 0; i < product->updates->len; i++) {
		const HcBuildUpdate *update = g_ptr_array_index(product->updates, i);

		n += update->released <= when;
	}
	return n;
}

const HcBuildUpdate *
hc_server_build_newest(const HcBuildProduct *product, HcTime when)
{
	guint n = n_released(product, when);

	return n > 0 ? g_ptr_array_index(product->updates, n - 1) : NULL;
}

HcTri
hc_server_build_is_supported(const HcBuildTable *table, const HcBuild *build, HcTime when)
{
	const HcBuildProduct *product = hc_server_build_product(table, build);
	const HcBuildUpdate *previous = NULL;
	guint n;

	if (product == NULL)
		return HC_TRI_UNKNOWN;
	n = n_released(product, when);
	if (n < 2)
		return HC_TRI_YES;
	previous = g_ptr_array_index(product->updates, n - 2);
	if (hc_build_compare(build, &previous->build, BY_UPDATE) < 0)
		return HC_TRI_NO;
	if (hc_build_compare(build, &previous->build, BY_UPDATE) > 0)
		return HC_TRI_YES;
	return previous->until != HC_TIME_NONE && previous->until <= when ? HC_TRI_NO : HC_TRI_YES;
}

const HcBuildFloor *
hc_server_build_floor(const HcBuildTable *table, const char *name)
{
	for (guint i = 0; i < table->floors->len; i++) {
		const HcBuildFloor *floor = g_ptr_array_index(table->floors, i);

		if (g_strcmp0(floor->name, name) == 0)
			return floor;
	}
	return NULL;
}

HcTri
hc_server_build_meets(const HcBuildFloor *floor, const HcServerBuild *server)
{
	const HcBuild *build = &server->build;
	guint n = floor->builds->len;
	gboolean above = FALSE;

	for (guint i = 0; i < n; i++) {
		const HcBuild *least = &g_array_index(floor->builds, HcBuild, i);
		int order = hc_build_compare(build, least, BY_UPDATE);

		if (order == 0 && hc_build_compare(build, least, HC_BUILD_PARTS) >= 0)
			return HC_TRI_YES;
		if (order == 0)
			return server->is_whole ? HC_TRI_NO : HC_TRI_UNKNOWN;
		above |= order > 0 && hc_build_compare(build, least, BY_VERSION) == 0;
	}
	/* Older than every update that got it, newer than them all, or one between that nobody
	 * listed. */
	if (hc_build_compare(build, &g_array_index(floor->builds, HcBuild, n - 1), BY_UPDATE) > 0)
		return HC_TRI_YES;
	return above ? HC_TRI_UNKNOWN : HC_TRI_NO;
}
