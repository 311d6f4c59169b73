/* The shipped table of what Exchange Online says of a message that it cannot deliver. */
#include "agent/base/limits.h"
#include "agent/parse/bounces.h"
#include "checks/sources.h"

#include <string.h>

#define SCHEMA "\"schema\": \"hybridcheck-exchange-online-replies/1\""
#define NAMES "\"name\": \"n\", \"version\": \"1\", \"source\": \"s\""
#define AS_OF "\"as_of\": \"2026-01-01T00:00:00Z\""
#define EXPIRY "\"expiry_hours\": 24, \"expired\": \"550 after {last}\""
#define HEAD "{" SCHEMA "," AS_OF "," NAMES "," EXPIRY ","
#define ROW(more)                                                                                  \
	"{\"outcome\": \"silent\", \"what\": \"w\", \"confidence\": \"derived\", \"source\": "     \
	"\"X\", " AS_OF more "}"

static char *
shipped(gsize *ret_length)
{
	g_autofree char *path = g_build_filename(g_getenv("HC_SOURCE_ROOT"), "packaging", "data",
		"exchange-online-replies.json", NULL);
	char *contents = NULL;

	g_assert_true(g_file_get_contents(path, &contents, ret_length, NULL));
	return contents;
}

static void
assert_sources_known(const char *keys)
{
	g_auto(GStrv) list = g_strsplit(keys, " ", -1);

	for (guint i = 0; list[i] != NULL; i++) {
		g_test_message("%s", list[i]);
		g_assert_nonnull(hc_sources_find(list[i]));
	}
}

/* A reply that waits begins with a 4, one that came back with a 5. */
static void
test_shipped(void)
{
	gsize length = 0;
	g_autofree char *contents = shipped(&length);
	g_autoptr(HcBounceTable) table =
		hc_bounces_parse(contents, length, "exchange-online-replies.json");

	g_assert_cmpstr(table->head.why, ==, NULL);
	g_assert_cmpint(table->head.status, ==, HC_FACT_COLLECTED);
	g_assert_cmpstr(table->name, ==, "exchange-online-replies");
	g_assert_cmpuint(table->expiry_hours, ==, 24);
	for (guint i = 0; i < table->rows->len; i++) {
		const HcBounceRow *row = g_ptr_array_index(table->rows, i);

		g_test_message("%s %s", row->outcome, row->condition);
		g_assert_true(row->now == NULL || row->now[0] == '4');
		g_assert_true(row->after == NULL || row->after[0] == '5');
		g_assert_cmpint(row->as_of, <=, table->head.origin.as_of);
		assert_sources_known(row->source);
	}
}

static void
test_find(void)
{
	gsize length = 0;
	g_autofree char *contents = shipped(&length);
	g_autoptr(HcBounceTable) table = hc_bounces_parse(contents, length, "file.json");
	const HcBounceRow *at_connect = hc_bounce_table_find(table, "refused", "connect", NULL);
	const HcBounceRow *later = hc_bounce_table_find(table, "refused", "greeting", NULL);

	g_assert_cmpstr(at_connect->stage, ==, "connect");
	g_assert_cmpstr(later->stage, ==, NULL);
	g_assert_true(hc_bounce_table_find(table, "refused", NULL, NULL) == later);
	g_assert_nonnull(hc_bounce_table_find(table, "refused", "greeting", "without-a-word"));
	g_assert_null(hc_bounce_table_find(table, "filtered", "greeting", NULL));
	g_assert_null(hc_bounce_table_find(table, "ok", "quit", NULL));
}

static void
test_refused(void)
{
	static const struct {
		const char *data;
		const char *why;
	} cases[] = {
		{ "", "line 1:*" },
		{ "[]", "replies: not an object" },
		{ "{}", "replies: schema: not hybridcheck-exchange-online-replies/1" },
		{ "{" SCHEMA "}", "replies: as_of: missing" },
		{ "{" SCHEMA "," AS_OF "}", "replies: name: missing" },
		{ "{" SCHEMA "," AS_OF "," NAMES "}", "replies: expired: missing" },
		{ "{" SCHEMA "," AS_OF "," NAMES ",\"expired\": \"{last}\"}",
			"replies: expiry_hours: missing" },
		{ "{" SCHEMA "," AS_OF "," NAMES ",\"expiry_hours\": 1, \"expired\": \"550\"}",
			"replies: expired: has no {last}" },
		{ HEAD "\"replies\": []}", "replies: replies: missing" },
		{ HEAD "\"replies\": [{\"outcome\": \"\"}]}",
			"replies: replies[0].outcome: missing" },
		{ HEAD "\"replies\": [" ROW(", \"now\": \"450 {hos}\"") "]}",
			"replies: replies[0].now: unknown name in braces" },
		{ HEAD "\"replies\": [" ROW(", \"now\": 5") "]}", "replies: replies[0].now: *" },
		{ HEAD "\"replies\": [" ROW("") "," ROW("") "]}",
			"replies: replies[1]: a second row for the same case" },
		{ HEAD "\"replies\": [{\"outcome\": \"silent\", \"what\": \"w\", "
		       "\"confidence\": \"sure\"}]}",
			"replies: replies[0].confidence: not confirmed, derived or unconfirmed" },
		{ HEAD "\"replies\": [{\"outcome\": \"silent\", \"what\": \"w\", "
		       "\"confidence\": \"derived\", \"source\": \"X\"}]}",
			"replies: replies[0].as_of: missing" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(HcBounceTable) table =
			hc_bounces_parse(cases[i].data, strlen(cases[i].data), "file.json");

		g_test_message("%s: %s", cases[i].data, table->head.why);
		g_assert_cmpint(table->head.status, ==, HC_FACT_MALFORMED);
		g_assert_true(g_pattern_match_simple(cases[i].why, table->head.why));
		g_assert_cmpstr(table->head.origin.input, ==, "file.json");
		g_assert_cmpuint(table->rows->len, ==, 0);
	}
}

static void
test_limits(void)
{
	g_autofree char *blank = g_strnfill(HC_LIMIT_BOUNCES_BYTES + 1, ' ');
	g_autofree char *long_text = g_strnfill(HC_LIMIT_BOUNCE_TEXT + 1, '4');
	g_autofree char *row = g_strdup_printf(
		HEAD "\"replies\": [{\"outcome\": \"silent\", \"now\": \"%s\"}]}", long_text);
	g_autoptr(HcBounceTable) too_long = hc_bounces_parse(blank, strlen(blank), "file.json");
	g_autoptr(HcBounceTable) text = hc_bounces_parse(row, strlen(row), "file.json");

	g_assert_cmpstr(too_long->head.why, ==, "longer than 262144 octets");
	g_assert_cmpstr(text->head.why, ==, "replies: replies[0].now: too long");
}

static void
test_too_many(void)
{
	GString *data = g_string_new(HEAD "\"replies\": [");
	g_autoptr(HcBounceTable) table = NULL;

	for (guint i = 0; i <= HC_LIMIT_BOUNCE_ROWS; i++)
		g_string_append_printf(data,
			"%s{\"outcome\": \"o%u\", \"what\": \"w\", \"confidence\": \"derived\", "
			"\"source\": \"X\", " AS_OF "}",
			i > 0 ? "," : "", i);
	g_string_append(data, "]}");
	table = hc_bounces_parse(data->str, data->len, "file.json");
	g_test_message("%s", table->head.why);
	g_assert_cmpint(table->head.status, ==, HC_FACT_MALFORMED);
	g_assert_true(
		g_pattern_match_simple("replies: replies: too many elements", table->head.why));
	g_string_free(data, TRUE);
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
		g_autoptr(HcBounceTable) table = hc_bounces_parse(prefix, n, "file.json");

		g_assert_cmpint(table->head.status, ==, HC_FACT_MALFORMED);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions();
	g_test_add_func("/parse/bounces/shipped", test_shipped);
	g_test_add_func("/parse/bounces/find", test_find);
	g_test_add_func("/parse/bounces/refused", test_refused);
	g_test_add_func("/parse/bounces/limits", test_limits);
	g_test_add_func("/parse/bounces/too-many", test_too_many);
	g_test_add_func("/parse/bounces/prefixes", test_prefixes);
	return g_test_run();
}
