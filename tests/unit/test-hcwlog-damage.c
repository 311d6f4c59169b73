/* The wizard's .log when it is cut, damaged, hostile or just too long. */
#include "agent/base/limits.h"
#include "agent/parse/text/lines.h"
#include "tests/unit/hcwlog-reading.h"

/* --- damage ----------------------------------------------------------------------------------- */

static void
test_cut_in_table(void)
{
	Reading reading = read_sample("cut-in-table.log", 512);
	const HcRunTable *table = NULL;
	static const char *const warnings[] = { "comparison table of line 25: 1 line was not",
		"comparison table of line 25 has no end", "line 33 has no end", NULL };

	g_assert_cmpuint(reading.run->tables->len, ==, 1);
	table = reading.run->tables->pdata[0];
	g_assert_cmpuint(table->rows->len, ==, 2);
	g_assert_cmpstr(((const HcRunRow *)table->rows->pdata[1])->property, ==, "RequireTLS");
	assert_warnings(reading.input, warnings);
	hc_evidence_builder_free(reading.builder);
}

static void
test_odd_lines(void)
{
	Reading reading = read_sample("odd-lines.log", 9);
	const HcRunMessage *message = NULL;
	static const char *const warnings[] = { "3 lines were not understood; the first is line 1",
		NULL };

	g_assert_cmpuint(reading.run->messages->len, ==, 1);
	message = reading.run->messages->pdata[0];
	g_assert_cmpstr(message->task, ==, "MRSProxy");
	g_assert_cmpstr(message->text, ==, "first\n\nsecond");
	assert_warnings(reading.input, warnings);
	hc_evidence_builder_free(reading.builder);
}

static void
test_invalid_octets(void)
{
	Reading reading = read_sample("invalid-octets.log", 64);
	static const char *const warnings[] = { "not valid UTF-8", "time zone is not known", NULL };

	assert_warnings(reading.input, warnings);
	hc_evidence_builder_free(reading.builder);
}

static void
test_no_log(void)
{
	static const char *const texts[] = { "", "\n\n", "not a log\n",
		"2026.13.15 03:15:02.000 x\n", INDENT "continues nothing\n" };

	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		Reading reading = read_text(texts[i]);

		g_assert_null(reading.run);
		g_assert_false(reading.input->usable);
		g_assert_cmpuint(reading.input->n_objects, ==, 0);
		g_assert_cmpuint(reading.input->warnings->len, >, 0);
		hc_evidence_builder_free(reading.builder);
	}
}

static void
test_table_not_understood(void)
{
	Reading reading = read_text(HEAD "10081 [Thread=1]\n" INDENT "no table at all\n");
	static const char *const warnings[] = { "comparison table of line 1 was not understood",
		"time zone is not known", NULL };

	g_assert_cmpuint(reading.run->tables->len, ==, 0);
	assert_warnings(reading.input, warnings);
	hc_evidence_builder_free(reading.builder);
}

/* --- bounds ----------------------------------------------------------------------------------- */

static void
test_many_messages(void)
{
	g_autoptr(GString) log = g_string_new(HEAD "Current Time Zone: UTC (3:15:02 AM)\n");
	static const char *const warnings[] = { "5 warnings and errors left out: more than 1000",
		NULL };
	Reading reading = { 0 };

	for (guint i = 0; i < HC_LIMIT_RUN_MESSAGES + 5; i++)
		g_string_append(log, HEAD "WARNING 10026 [Thread=6] HCW8001 again\n");
	reading = read_text(log->str);
	g_assert_cmpuint(reading.run->messages->len, ==, HC_LIMIT_RUN_MESSAGES);
	assert_warnings(reading.input, warnings);
	hc_evidence_builder_free(reading.builder);
}

static void
test_many_rows(void)
{
	g_autoptr(GString) log = g_string_new(
		HEAD "Current Time Zone: UTC (3:15:02 AM)\n" HEAD "10081 [Thread=1]\n" INDENT
		     "====\n" INDENT "T\n" INDENT "----\n" INDENT
		     "Name | Equals | Actual | Expected\n" INDENT "----\n");
	static const char *const warnings[] = { "3 rows left out: more than 64 in one", NULL };
	Reading reading = { 0 };
	const HcRunTable *table = NULL;

	for (guint i = 0; i < HC_LIMIT_TABLE_ROWS + 3; i++)
		g_string_append(log, INDENT "Fqdn | True   | a      | a\n");
	g_string_append(log, INDENT "====\n");
	reading = read_text(log->str);
	table = reading.run->tables->pdata[0];
	g_assert_cmpuint(table->rows->len, ==, HC_LIMIT_TABLE_ROWS);
	assert_warnings(reading.input, warnings);
	hc_evidence_builder_free(reading.builder);
}

/* A line of two-octet characters is cut between two of them. */
static void
test_long_line(void)
{
	g_autoptr(GString) log = g_string_new(
		HEAD "Current Time Zone: UTC (3:15:02 AM)\n" HEAD "WARNING 10026 [Thread=6] ");
	static const char *const warnings[] = { "1 line is longer than 262144 octets", NULL };
	Reading reading = { 0 };
	const HcRunMessage *message = NULL;

	for (guint i = 0; i < HC_LIMIT_LINE; i++)
		g_string_append(log, "ü");
	g_string_append(log, "\n");
	reading = read_text(log->str);
	message = reading.run->messages->pdata[0];
	g_assert_true(g_utf8_validate(message->text, -1, NULL));
	g_assert_cmpuint(strlen(message->text), <=, HC_LIMIT_LINE);
	g_assert_cmpuint(strlen(message->text), >, HC_LIMIT_LINE - 100);
	assert_warnings(reading.input, warnings);
	hc_evidence_builder_free(reading.builder);
}

static void
test_long_entry(void)
{
	g_autoptr(GString) log = g_string_new(HEAD "Current Time Zone: UTC (3:15:02 AM)\n" HEAD
						   "WARNING 10026 [Thread=6] HCW8001\n");
	g_autofree char *filler = g_strnfill(1000, 'x');
	static const char *const warnings[] = { "1 entry is longer than 1048576 octets, the rest "
						"of it is left out; the first starts "
						"in line 2",
		NULL };
	Reading reading = { 0 };
	const HcRunMessage *message = NULL;

	for (guint i = 0; i < 1100; i++)
		g_string_append_printf(log, INDENT "%s\n", filler);
	reading = read_text(log->str);
	message = reading.run->messages->pdata[0];
	g_assert_cmpuint(strlen(message->text), <=, HC_LIMIT_LOG_ENTRY);
	g_assert_cmpuint(strlen(message->text), >, HC_LIMIT_LOG_ENTRY - 2000);
	assert_warnings(reading.input, warnings);
	hc_evidence_builder_free(reading.builder);
}

/* --- lines ------------------------------------------------------------------------------------ */

static void
print_line(const HcLine *line, gpointer user)
{
	GString *out = user;

	g_string_append_printf(out, "%u:%.*s%s;", line->number, (int)line->length, line->text,
		line->open ? "!" : "");
}

static void
test_lines(void)
{
	static const struct {
		const char *text;
		const char *wanted;
	} rows[] = {
		{ "", "" },
		{ "\n", "1:;" },
		{ "a\r\nb\n", "1:a;2:b;" },
		{ "a\r\rb\r\n\r\n", "1:a\r\rb;2:;" },
		{ "a\nb", "1:a;2:b!;" },
		{ "\xEF\xBB\xBF"
		  "a\n",
			"1:a;" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows) * 2; i++) {
		g_autoptr(GString) out = g_string_new(NULL);
		g_autoptr(HcLines) lines = hc_lines_new(print_line, out);
		const char *text = rows[i / 2].text;
		gsize chunk = i % 2 == 0 ? 1 : 1000;

		for (gsize at = 0; at < strlen(text); at += chunk)
			hc_lines_feed(
				lines, (const guint8 *)text + at, MIN(chunk, strlen(text) - at));
		hc_lines_finish(lines);
		g_assert_cmpstr(out->str, ==, rows[i / 2].wanted);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/parse/hcwlog/cut-in-table", test_cut_in_table);
	g_test_add_func("/parse/hcwlog/odd-lines", test_odd_lines);
	g_test_add_func("/parse/hcwlog/invalid-octets", test_invalid_octets);
	g_test_add_func("/parse/hcwlog/no-log", test_no_log);
	g_test_add_func("/parse/hcwlog/table-not-understood", test_table_not_understood);
	g_test_add_func("/parse/hcwlog/many-messages", test_many_messages);
	g_test_add_func("/parse/hcwlog/many-rows", test_many_rows);
	g_test_add_func("/parse/hcwlog/long-line", test_long_line);
	g_test_add_func("/parse/hcwlog/long-entry", test_long_entry);
	g_test_add_func("/parse/lines/split", test_lines);
	return g_test_run();
}
