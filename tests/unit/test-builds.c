/* Exchange's build numbers, the shipped table of them, and what it says of a server. */
#include "agent/base/limits.h"
#include "agent/evidence/build-json.h"
#include "agent/evidence/evidence-build.h"
#include "agent/evidence/evidence-json.h"
#include "agent/hcw/server-build.h"
#include "agent/parse/builds.h"

#include <string.h>

#define SCHEMA "\"schema\": \"hybridcheck-exchange-builds/1\""
#define NAMES "\"name\": \"n\", \"version\": \"1\", \"source\": \"s\""
#define AS_OF "\"as_of\": \"2026-01-01T00:00:00Z\""
#define UPDATE(name, build)                                                                        \
	"{\"name\": \"" name "\", \"build\": \"" build "\", \"released\": "                        \
	"\"2020-01-01T00:00:00Z\"}"
#define PRODUCTS(updates) "\"products\": [{\"name\": \"P\", \"updates\": [" updates "]}]"
#define FLOOR(builds)                                                                              \
	"\"floors\": [{\"name\": \"f\", \"what\": \"w\", \"since\": \"2020-01-01T00:00:00Z\", "    \
	"\"source\": \"S\", \"builds\": [" builds "]}]"

static void
test_numbers(void)
{
	static const struct {
		const char *text;
		const char *wanted; /* NULL: refused */
	} cases[] = {
		{ "15.2.1258.12", "15.2.1258.12" },
		{ "15.02.1258.012", "15.2.1258.12" },
		{ "15.02.0986.005", "15.2.986.5" },
		{ "Version 15.2 (Build 1258.12)", "15.2.1258.12" },
		{ "Version 14.3 (Build 123.4)", "14.3.123.4" },
		{ "", NULL },
		{ "Version ", NULL },
		{ "Version 15.2", NULL },
		{ "Version 15.2 (Build 1258.12", NULL },
		{ " (Build 1258.12)Version 15.2", NULL },
		{ "0.20 (15.2.2562.37)", NULL },
		{ "15.2.1258", NULL },
		{ "15.2.1258.12.0", NULL },
		{ "15.2.1258.-1", NULL },
		{ "15.2.99999.1", NULL },
		{ "15.2..1", NULL },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		HcBuild build = { { 1, 2, 3, 4 } };
		gboolean read = hc_build_parse(cases[i].text, &build);
		g_autofree char *text = hc_build_format(&build);

		g_test_message("%s", cases[i].text);
		g_assert_cmpint(read, ==, cases[i].wanted != NULL);
		g_assert_cmpstr(text, ==, read ? cases[i].wanted : "1.2.3.4");
	}
	g_assert_false(hc_build_parse(NULL, &(HcBuild){ { 0 } }));
}

static char *
shipped(gsize *ret_length)
{
	g_autofree char *path = g_build_filename(
		g_getenv("HC_SOURCE_ROOT"), "packaging", "data", "exchange-builds.json", NULL);
	char *contents = NULL;

	g_assert_true(g_file_get_contents(path, &contents, ret_length, NULL));
	return contents;
}

static HcBuildTable *
shipped_table(void)
{
	gsize length = 0;
	g_autofree char *contents = shipped(&length);
	HcBuildTable *table = hc_builds_parse(contents, length, "exchange-builds.json");

	g_assert_cmpstr(table->head.why, ==, NULL);
	g_assert_cmpint(table->head.status, ==, HC_FACT_COLLECTED);
	return table;
}

static void
test_shipped(void)
{
	g_autoptr(HcBuildTable) table = shipped_table();
	const HcBuildProduct *product = g_ptr_array_index(table->products, 0);

	g_assert_cmpstr(table->name, ==, "exchange-builds");
	g_assert_cmpstr(table->head.origin.input, ==, "exchange-builds.json");
	g_assert_cmpint(table->head.origin.as_of, !=, HC_TIME_NONE);
	g_assert_cmpuint(table->products->len, ==, 4);
	g_assert_cmpstr(product->name, ==, "Exchange Server 2013");
	for (guint i = 0; i < table->products->len; i++) {
		product = g_ptr_array_index(table->products, i);
		for (guint k = 1; k < product->updates->len; k++) {
			const HcBuildUpdate *before = g_ptr_array_index(product->updates, k - 1);
			const HcBuildUpdate *update = g_ptr_array_index(product->updates, k);

			g_assert_cmpint(before->released, <, update->released);
			g_assert_cmpuint(before->build.part[1], ==, update->build.part[1]);
		}
	}
	g_assert_nonnull(hc_server_build_floor(table, "dedicated-app"));
	g_assert_nonnull(hc_server_build_floor(table, "exchange-online"));
	g_assert_nonnull(hc_server_build_floor(table, "graph"));
	g_assert_null(hc_server_build_floor(table, "nothing"));
}

static void
test_refused(void)
{
	static const struct {
		const char *data;
		const char *why;
	} cases[] = {
		{ "", "line 1:*" },
		{ "[]", "builds: not an object" },
		{ "{}", "builds: schema: not hybridcheck-exchange-builds/1" },
		{ "{" SCHEMA "}", "builds: as_of: missing" },
		{ "{" SCHEMA ", \"as_of\": 5}", "builds: as_of: *" },
		{ "{" SCHEMA "," AS_OF "}", "builds: name: missing" },
		{ "{" SCHEMA "," AS_OF "," NAMES "}", "builds: products: missing" },
		{ "{" SCHEMA "," AS_OF "," NAMES "," PRODUCTS("") "}",
			"builds: products[0].updates: missing" },
		{ "{" SCHEMA "," AS_OF "," NAMES "," PRODUCTS(UPDATE("CU1", "15.2")) "}",
			"builds: products[0].updates[0].build: not a build number" },
		{ "{" SCHEMA "," AS_OF "," NAMES
		  "," PRODUCTS(UPDATE("CU2", "15.2.3.4") "," UPDATE("CU1", "15.2.3.1")) "}",
			"builds: products[0].updates[1].build: not later than the one before "
			"it" },
		{ "{" SCHEMA "," AS_OF "," NAMES
		  "," PRODUCTS(UPDATE("CU1", "15.2.3.4")) "," FLOOR("") "}",
			"builds: floors[0].builds: missing" },
		{ "{" SCHEMA "," AS_OF "," NAMES
		  "," PRODUCTS(UPDATE("CU1", "15.2.3.4")) "," FLOOR("\"x\"") "}",
			"builds: floors[0].builds: not build numbers" },
		{ "{" SCHEMA "," AS_OF "," NAMES "," PRODUCTS(UPDATE("CU1", "15.2.3.4")) "," FLOOR(
			  "\"15.2.3.4\", \"15.2.3.9\"") "}",
			"builds: floors[0].builds: not in ascending order" },
		{ "{" SCHEMA "," SCHEMA "}", "line 1:*" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(HcBuildTable) table =
			hc_builds_parse(cases[i].data, strlen(cases[i].data), "file.json");

		g_test_message("%s: %s", cases[i].data, table->head.why);
		g_assert_cmpint(table->head.status, ==, HC_FACT_MALFORMED);
		g_assert_true(g_pattern_match_simple(cases[i].why, table->head.why));
		g_assert_cmpstr(table->head.origin.input, ==, "file.json");
		g_assert_cmpuint(table->products->len + table->floors->len, ==, 0);
	}
}

static void
test_too_long(void)
{
	g_autofree char *data = g_strnfill(HC_LIMIT_BUILDS_BYTES + 1, ' ');
	g_autoptr(HcBuildTable) table = hc_builds_parse(data, strlen(data), "file.json");

	g_assert_cmpint(table->head.status, ==, HC_FACT_MALFORMED);
	g_assert_cmpstr(table->head.why, ==, "longer than 262144 octets");
}

/* Every prefix is refused: no damaged table is half a table. */
static void
test_prefixes(void)
{
	gsize length = 0;
	g_autofree char *contents = shipped(&length);

	length = strlen(g_strchomp(contents));
	for (gsize n = 0; n < length; n++) {
		g_autofree char *prefix = g_memdup2(contents, n + 1);
		g_autoptr(HcBuildTable) table = hc_builds_parse(prefix, n, "file.json");

		g_assert_cmpint(table->head.status, ==, HC_FACT_MALFORMED);
	}
}

/* --- in the evidence ---------------------------------------------------------------------------
 */

static HcEvidence *
evidence_with(HcBuildTable *table)
{
	HcEvidenceBuilder *builder = hc_evidence_builder_new(HC_TIME_NONE);

	if (table != NULL)
		hc_evidence_builder_take_builds(builder, table);
	return hc_evidence_builder_finish(builder);
}

static void
assert_lossless(HcBuildTable *table)
{
	g_autoptr(HcEvidence) evidence = evidence_with(table);
	g_autoptr(GError) error = NULL;
	json_t *json = hc_evidence_to_json(evidence);
	HcEvidenceBuilder *builder = hc_evidence_builder_from_json(json, &error);
	g_autoptr(HcEvidence) again = NULL;
	json_t *twice = NULL;

	g_assert_no_error(error);
	again = hc_evidence_builder_finish(builder);
	twice = hc_evidence_to_json(again);
	g_assert_true(json_equal(json, twice));
	json_decref(json);
	json_decref(twice);
}

static void
test_lossless(void)
{
	assert_lossless(NULL);
	assert_lossless(shipped_table());
	assert_lossless(hc_builds_parse("{", 1, "file.json"));
}

static void
test_evidence_refused(void)
{
	static const char *const cases[] = {
		"{\"builds\": 5}",
		"{\"builds\": {}}",
		"{\"builds\": {\"status\": \"collected\", \"origin\": {}}}",
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		json_auto_t *root = json_loads(cases[i], 0, NULL);
		g_autoptr(GError) error = NULL;

		g_assert_null(hc_evidence_builder_from_json(root, &error));
		g_assert_nonnull(error);
		g_assert_nonnull(strstr(error->message, "builds"));
	}
}

/* --- what it says of a server ------------------------------------------------------------------
 */

static HcTime
day(const char *text)
{
	g_autofree char *time = g_strconcat(text, "T00:00:00Z", NULL);
	HcTime when = HC_TIME_NONE;

	g_assert_true(hc_when_parse_rfc3339(time, &when, NULL));
	return when;
}

static void
test_support(void)
{
	static const struct {
		const char *build;
		const char *when;
		HcTri wanted;
	} cases[] = {
		{ "15.1.2308.8", "2022-02-19", HC_TRI_YES }, /* 2016 CU21 while CU22 was current */
		{ "15.1.2308.8", "2022-05-01", HC_TRI_NO },
		{ "15.1.2375.37", "2022-05-01", HC_TRI_YES },
		{ "15.1.2375.37", "2023-01-10", HC_TRI_NO }, /* no fixes any more */
		{ "15.1.2507.6", "2026-10-01", HC_TRI_YES },
		{ "15.2.1258.39", "2026-10-01", HC_TRI_NO },
		{ "15.2.1544.4", "2026-10-01", HC_TRI_YES },
		{ "15.2.221.12", "2026-10-01", HC_TRI_NO }, /* the release before CU1 */
		{ "15.2.2562.17", "2026-10-01", HC_TRI_YES },
		{ "15.2.4000.1", "2026-10-01", HC_TRI_YES }, /* newer than the table */
		{ "14.3.123.4", "2026-10-01", HC_TRI_UNKNOWN },
	};
	g_autoptr(HcBuildTable) table = shipped_table();

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		HcBuild build = { 0 };

		g_test_message("%s at %s", cases[i].build, cases[i].when);
		g_assert_true(hc_build_parse(cases[i].build, &build));
		g_assert_cmpint(hc_server_build_is_supported(table, &build, day(cases[i].when)), ==,
			cases[i].wanted);
	}
}

static void
test_floors(void)
{
	static const struct {
		const char *floor;
		const char *build;
		HcTri whole;   /* ExSetup.exe says it */
		HcTri display; /* AdminDisplayVersion says it */
	} cases[] = {
		{ "exchange-online", "15.1.2507.61", HC_TRI_YES, HC_TRI_YES },
		{ "exchange-online", "15.1.2507.59", HC_TRI_NO, HC_TRI_UNKNOWN },
		{ "exchange-online", "15.1.2308.8", HC_TRI_NO, HC_TRI_NO },
		{ "exchange-online", "15.0.1497.48", HC_TRI_NO, HC_TRI_NO },
		{ "exchange-online", "15.2.1258.39", HC_TRI_NO, HC_TRI_NO },
		{ "exchange-online", "15.2.1748.10", HC_TRI_NO, HC_TRI_UNKNOWN },
		{ "exchange-online", "15.2.1600.1", HC_TRI_UNKNOWN, HC_TRI_UNKNOWN },
		{ "exchange-online", "15.2.2562.17", HC_TRI_NO, HC_TRI_UNKNOWN },
		{ "exchange-online", "15.2.4000.1", HC_TRI_YES, HC_TRI_YES },
		{ "dedicated-app", "15.2.2562.17", HC_TRI_YES, HC_TRI_YES },
		{ "graph", "15.2.1748.53", HC_TRI_NO, HC_TRI_NO },
		{ "graph", "15.2.2562.37", HC_TRI_NO, HC_TRI_UNKNOWN },
		{ "graph", "15.2.2562.41", HC_TRI_YES, HC_TRI_YES },
	};
	g_autoptr(HcBuildTable) table = shipped_table();

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		const HcBuildFloor *floor = hc_server_build_floor(table, cases[i].floor);
		HcServerBuild server = { .is_whole = TRUE };

		g_test_message("%s: %s", cases[i].floor, cases[i].build);
		g_assert_true(hc_build_parse(cases[i].build, &server.build));
		g_assert_cmpint(hc_server_build_meets(floor, &server), ==, cases[i].whole);
		server.is_whole = FALSE;
		g_assert_cmpint(hc_server_build_meets(floor, &server), ==, cases[i].display);
	}
}

static void
take_server(HcEvidenceBuilder *builder, const char *name, const char *version)
{
	HcEvent *event = hc_event_new(HC_VERB_GET, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER);
	HcExchangeObject *server = hc_exchange_object_new(HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER);

	hc_exchange_put_text(server, "Identity", name);
	hc_exchange_put_text(server, "AdminDisplayVersion", version);
	event->narrow = g_strdup_printf("Identity=%s", name);
	g_ptr_array_add(event->objects, server);
	hc_evidence_builder_take_event(builder, event);
}

static void
take_setup(HcEvidenceBuilder *builder, const char *server, const char *version)
{
	HcEvent *event = hc_event_new(HC_VERB_GET, HC_SIDE_ONPREM, HC_KIND_EX_SETUP);
	HcExchangeObject *setup = hc_exchange_object_new(HC_SIDE_ONPREM, HC_KIND_EX_SETUP);

	hc_exchange_put_text(setup, "FileVersion", version);
	hc_exchange_set_server(setup, server);
	event->server = g_strdup(server);
	g_ptr_array_add(event->objects, setup);
	hc_evidence_builder_take_event(builder, event);
}

static char *
build_of(const HcEvidence *evidence, guint i, gboolean *ret_is_whole)
{
	const HcExchangeSet *set =
		hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER);
	HcServerBuild build = { 0 };

	if (!hc_server_build_of(evidence, g_ptr_array_index(set->objects, i), &build))
		return NULL;
	*ret_is_whole = build.is_whole;
	return hc_build_format(&build.build);
}

/* ExSetup.exe of that server says it first. */
static void
test_of_server(void)
{
	HcEvidenceBuilder *builder = hc_evidence_builder_new(HC_TIME_NONE);
	g_autoptr(HcEvidence) evidence = NULL;
	gboolean is_whole = FALSE;
	g_autofree char *first = NULL;
	g_autofree char *second = NULL;
	g_autofree char *third = NULL;

	take_server(builder, "E1", "Version 15.2 (Build 1258.12)");
	take_server(builder, "E2", "Version 15.2 (Build 1258.12)");
	take_server(builder, "E3", "");
	take_setup(builder, "E1.contoso.example", "15.02.1258.039");
	evidence = hc_evidence_builder_finish(builder);
	first = build_of(evidence, 0, &is_whole);
	g_assert_cmpstr(first, ==, "15.2.1258.39");
	g_assert_true(is_whole);
	second = build_of(evidence, 1, &is_whole);
	g_assert_cmpstr(second, ==, "15.2.1258.12");
	g_assert_false(is_whole);
	third = build_of(evidence, 2, &is_whole);
	g_assert_null(third);
}

/* Without a name it belongs to the only server, and to none of two. */
static void
test_of_nameless(void)
{
	for (guint n = 1; n <= 2; n++) {
		HcEvidenceBuilder *builder = hc_evidence_builder_new(HC_TIME_NONE);
		g_autoptr(HcEvidence) evidence = NULL;
		g_autofree char *build = NULL;
		gboolean is_whole = FALSE;

		take_server(builder, "E1", "Version 15.2 (Build 1258.12)");
		if (n == 2)
			take_server(builder, "E2", "Version 15.2 (Build 1258.12)");
		take_setup(builder, NULL, "15.02.1258.039");
		evidence = hc_evidence_builder_finish(builder);
		build = build_of(evidence, 0, &is_whole);
		g_assert_cmpstr(build, ==, n == 1 ? "15.2.1258.39" : "15.2.1258.12");
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/evidence/build/numbers", test_numbers);
	g_test_add_func("/parse/builds/shipped", test_shipped);
	g_test_add_func("/parse/builds/refused", test_refused);
	g_test_add_func("/parse/builds/too-long", test_too_long);
	g_test_add_func("/parse/builds/prefixes", test_prefixes);
	g_test_add_func("/evidence/build/lossless", test_lossless);
	g_test_add_func("/evidence/build/refused", test_evidence_refused);
	g_test_add_func("/hcw/server-build/support", test_support);
	g_test_add_func("/hcw/server-build/floors", test_floors);
	g_test_add_func("/hcw/server-build/of-server", test_of_server);
	g_test_add_func("/hcw/server-build/of-nameless", test_of_nameless);
	return g_test_run();
}
