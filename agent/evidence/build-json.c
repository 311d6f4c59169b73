/* The dated table of Exchange builds as JSON and back.  Room: evidence. */
#include "agent/evidence/build-json.h"

#include "agent/base/limits.h"
#include "agent/evidence/json-out.h"

/* --- out -------------------------------------------------------------------------------------- */

static void
put_build(json_t *object, const char *key, const HcBuild *build)
{
	g_autofree char *text = hc_build_format(build);

	hc_json_out_text(object, key, text);
}

static json_t *
update_out(gconstpointer element)
{
	const HcBuildUpdate *update = element;
	json_t *json = json_object();

	hc_json_out_text(json, "name", update->name);
	put_build(json, "build", &update->build);
	hc_json_out_time(json, "released", update->released);
	hc_json_out_time(json, "until", update->until);
	return json;
}

static json_t *
product_out(gconstpointer element)
{
	const HcBuildProduct *product = element;
	json_t *json = json_object();

	hc_json_out_text(json, "name", product->name);
	hc_json_out_time(json, "end_of_support", product->end_of_support);
	hc_json_out_each(json, "updates", product->updates, update_out);
	return json;
}

static json_t *
floor_out(gconstpointer element)
{
	const HcBuildFloor *floor = element;
	json_t *json = json_object();
	json_t *builds = json_array();

	hc_json_out_text(json, "name", floor->name);
	hc_json_out_text(json, "what", floor->what);
	hc_json_out_time(json, "since", floor->since);
	hc_json_out_text(json, "source", floor->source);
	for (guint i = 0; i < floor->builds->len; i++) {
		g_autofree char *text = hc_build_format(&g_array_index(floor->builds, HcBuild, i));

		json_array_append_new(builds, hc_json_out_string(text));
	}
	json_object_set_new(json, "builds", builds);
	return json;
}

json_t *
hc_build_json_out(const HcBuildTable *table)
{
	json_t *json = json_object();

	hc_json_out_head(json, &table->head);
	hc_json_out_text(json, "name", table->name);
	hc_json_out_text(json, "version", table->version);
	hc_json_out_text(json, "source", table->source);
	hc_json_out_each(json, "products", table->products, product_out);
	hc_json_out_each(json, "floors", table->floors, floor_out);
	return json;
}

/* --- in --------------------------------------------------------------------------------------- */

static gboolean
needed_text(const HcJsonAt *at, const char *key, char **ret_text, GError **error)
{
	if (!hc_json_in_text(at, key, ret_text, error))
		return FALSE;
	return !hc_text_is_empty(*ret_text) || hc_json_in_fail(at, key, "missing", error);
}

static gboolean
needed_build(const HcJsonAt *at, const char *key, HcBuild *ret_build, GError **error)
{
	g_autofree char *text = NULL;

	if (!needed_text(at, key, &text, error))
		return FALSE;
	return hc_build_parse(text, ret_build) ||
	       hc_json_in_fail(at, key, "not a build number", error);
}

static gboolean
needed_time(const HcJsonAt *at, const char *key, HcTime *ret_when, GError **error)
{
	if (!hc_json_in_time(at, key, ret_when, error))
		return FALSE;
	return *ret_when != HC_TIME_NONE || hc_json_in_fail(at, key, "missing", error);
}

static gboolean
read_update(const HcJsonAt *at, gpointer into, GError **error)
{
	HcBuildProduct *product = into;
	g_autoptr(HcBuildUpdate) update = hc_build_update_new();
	const HcBuildUpdate *before =
		product->updates->len > 0
			? g_ptr_array_index(product->updates, product->updates->len - 1)
			: NULL;

	if (!needed_text(at, "name", &update->name, error) ||
		!needed_build(at, "build", &update->build, error) ||
		!needed_time(at, "released", &update->released, error) ||
		!hc_json_in_time(at, "until", &update->until, error))
		return FALSE;
	if (before != NULL && hc_build_compare(&before->build, &update->build, 3) >= 0)
		return hc_json_in_fail(at, "build", "not later than the one before it", error);
	g_ptr_array_add(product->updates, g_steal_pointer(&update));
	return TRUE;
}

static gboolean
read_product(const HcJsonAt *at, gpointer into, GError **error)
{
	static const HcJsonArray updates = { "updates", HC_LIMIT_BUILD_UPDATES, read_update };
	HcBuildTable *table = into;
	g_autoptr(HcBuildProduct) product = hc_build_product_new();

	if (!needed_text(at, "name", &product->name, error) ||
		!hc_json_in_time(at, "end_of_support", &product->end_of_support, error) ||
		!hc_json_in_each(at, &updates, product, error))
		return FALSE;
	if (product->updates->len == 0)
		return hc_json_in_fail(at, "updates", "missing", error);
	g_ptr_array_add(table->products, g_steal_pointer(&product));
	return TRUE;
}

static gboolean
read_builds(const HcJsonAt *at, HcBuildFloor *floor, GError **error)
{
	g_auto(GStrv) builds = NULL;

	if (!hc_json_in_list(at, "builds", HC_LIMIT_BUILD_UPDATES, &builds, error))
		return FALSE;
	for (guint i = 0; builds != NULL && builds[i] != NULL; i++) {
		HcBuild build = { 0 };

		if (!hc_build_parse(builds[i], &build))
			return hc_json_in_fail(at, "builds", "not build numbers", error);
		if (i > 0 && hc_build_compare(
				     &g_array_index(floor->builds, HcBuild, i - 1), &build, 3) >= 0)
			return hc_json_in_fail(at, "builds", "not in ascending order", error);
		g_array_append_val(floor->builds, build);
	}
	return floor->builds->len > 0 || hc_json_in_fail(at, "builds", "missing", error);
}

static gboolean
read_floor(const HcJsonAt *at, gpointer into, GError **error)
{
	HcBuildTable *table = into;
	g_autoptr(HcBuildFloor) floor = hc_build_floor_new();

	if (!needed_text(at, "name", &floor->name, error) ||
		!needed_text(at, "what", &floor->what, error) ||
		!needed_time(at, "since", &floor->since, error) ||
		!needed_text(at, "source", &floor->source, error) || !read_builds(at, floor, error))
		return FALSE;
	g_ptr_array_add(table->floors, g_steal_pointer(&floor));
	return TRUE;
}

HcBuildTable *
hc_build_json_in(const HcJsonAt *at, GError **error)
{
	static const HcJsonArray products = { "products", HC_LIMIT_BUILD_PRODUCTS, read_product };
	static const HcJsonArray floors = { "floors", HC_LIMIT_BUILD_FLOORS, read_floor };
	g_autoptr(HcBuildTable) table = hc_build_table_new();

	if (!needed_text(at, "name", &table->name, error) ||
		!needed_text(at, "version", &table->version, error) ||
		!needed_text(at, "source", &table->source, error) ||
		!hc_json_in_each(at, &products, table, error) ||
		!hc_json_in_each(at, &floors, table, error))
		return NULL;
	if (table->products->len == 0) {
		hc_json_in_fail(at, "products", "missing", error);
		return NULL;
	}
	return g_steal_pointer(&table);
}
