/* The wizard's .log and .boot: zone, messages, tables and phases. */
#include "agent/base/limits.h"
#include "agent/parse/wizard/stamp.h"
#include "tests/unit/hcwlog-reading.h"

#define CERTIFICATE "<I>CN=Contoso Issuing CA 1, O=Contoso, C=US<S>CN=mail.contoso.example"

static void
assert_row(const HcRunTable *table, guint i, const char *wanted)
{
	static const char *const words[] = { "unknown", "no", "yes" };
	const HcRunRow *row = table->rows->pdata[i];
	g_autofree char *printed = g_strdup_printf(
		"%s/%s/%s/%s", row->property, words[row->equals + 1], row->actual, row->expected);

	g_assert_cmpstr(printed, ==, wanted);
}

/* --- a whole log ------------------------------------------------------------------------------ */

static void
check_messages(const HcRun *run)
{
	const HcRunMessage *task = NULL;
	const HcRunMessage *last = NULL;

	g_assert_cmpuint(run->messages->len, ==, 3);
	task = run->messages->pdata[0];
	g_assert_true(task->is_error);
	g_assert_cmpuint(task->id, ==, 10165);
	g_assert_null(task->code);
	g_assert_cmpstr(task->task, ==, "MRSProxy");
	g_assert_cmpstr(task->phase, ==, "Configure");
	g_assert_cmpstr(task->text, ==,
		"Microsoft.Exchange.Migration.MigrationServerConnectionFailedException: no answer\n"
		"   at Contoso.Invented.Frame()");
	g_assert_cmpuint(task->line, ==, 47);
	last = run->messages->pdata[2];
	g_assert_false(last->is_error);
	g_assert_cmpstr(last->code, ==, "HCW8078");
	g_assert_null(last->task);
	g_assert_null(last->phase);
	assert_time(last->when, "2026-09-15T07:18:16.588Z");
	g_assert_cmpstr(last->text, ==,
		"HCW8078 Migration Endpoint could not be created.\n"
		"The remote name could not be resolved");
}

static void
check_tables(const HcRun *run)
{
	const HcRunTable *table = NULL;

	g_assert_cmpuint(run->tables->len, ==, 2);
	table = run->tables->pdata[0];
	g_assert_cmpstr(table->object, ==, "Receive Connector");
	g_assert_cmpstr(table->phase, ==, "CheckConfiguration");
	g_assert_cmpuint(table->line, ==, 25);
	g_assert_cmpuint(table->rows->len, ==, 4);
	assert_row(table, 0, "Name/yes/Default Frontend E1/Default Frontend E1");
	assert_row(table, 3, "TLSCertificateName/no//" CERTIFICATE);
	table = run->tables->pdata[1];
	g_assert_cmpstr(table->object, ==, "OnPremises Organization");
	g_assert_cmpstr(table->phase, ==, "ValidateConfiguration");
	assert_row(table, 1, "OrganizationName/yes/CONTOSO/CONTOSO");
}

static void
check_phases(const HcRun *run)
{
	const HcRunPhase *phase = NULL;

	g_assert_cmpuint(run->phases->len, ==, 2);
	phase = run->phases->pdata[0];
	g_assert_cmpstr(phase->task, ==, "MailFlow");
	g_assert_cmpstr(phase->phase, ==, "CheckConfiguration");
	g_assert_cmpstr(phase->result, ==, "TRUE (Configuration Needed)");
	phase = run->phases->pdata[1];
	g_assert_cmpstr(phase->result, ==, "PASSED - (Validation Passed)");
}

static void
check_whole(const char *name, gsize chunk)
{
	Reading reading = read_sample(name, chunk);
	const HcRun *run = reading.run;
	static const char *const none[] = { NULL };

	g_assert_nonnull(run);
	g_assert_cmpint(run->head.status, ==, HC_FACT_COLLECTED);
	g_assert_cmpstr(run->stamp, ==, "20260915_031502");
	g_assert_true(run->has_offset);
	g_assert_cmpint(run->offset_us, ==, -4 * 3600 * HC_TIME_SECOND);
	assert_time(run->started, "2026-09-15T07:15:02.871Z");
	assert_time(run->finished, "2026-09-15T07:18:16.906Z");
	assert_time(run->head.origin.as_of, "2026-09-15T07:18:16.906Z");
	assert_time(reading.input->as_of, "2026-09-15T07:18:16.906Z");
	g_assert_cmpstr(run->client_version, ==, "17.2.8000.0");
	g_assert_cmpstr(run->machine, ==, "E1");
	g_assert_cmpstr(run->selected_certificate, ==, CERTIFICATE);
	check_messages(run);
	check_tables(run);
	check_phases(run);
	g_assert_true(reading.input->usable);
	g_assert_cmpuint(reading.input->n_objects, ==, 7);
	assert_warnings(reading.input, none);
	hc_evidence_builder_free(reading.builder);
}

static void
test_whole(void)
{
	static const gsize chunks[] = { 1, 2, 3, 37, 4096, 1024 * 1024 };

	for (guint i = 0; i < G_N_ELEMENTS(chunks); i++) {
		check_whole("20260915_031502.log", chunks[i]);
		check_whole("20260915_031502-utf16.log", chunks[i]);
	}
}

/* --- time zone -------------------------------------------------------------------------------- */

static void
test_zone(void)
{
	static const struct {
		const char *name;
		gboolean known;
		gint minutes;
	} rows[] = {
		{ "20260915_031502.boot", TRUE, -240 }, /* from the ticks alone */
		{ "quarter-hour-zone.log", TRUE, 345 },
		{ "universal-time.log", TRUE, 0 },
		{ "no-zone.log", FALSE, 0 },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		Reading reading = read_sample(rows[i].name, 1000);

		g_test_message("%s", rows[i].name);
		g_assert_true(reading.run->has_offset == rows[i].known);
		g_assert_true((reading.input->as_of == HC_TIME_NONE) == !rows[i].known);
		g_assert_true((reading.input->warnings->len > 0) == !rows[i].known);
		g_assert_cmpint(reading.run->offset_us, ==, rows[i].minutes * 60 * HC_TIME_SECOND);
		hc_evidence_builder_free(reading.builder);
	}
}

#define TICKS_AT_071502 "639250533020000000" /* 2026-09-15T07:15:02Z */

/* A zone that cannot be is not believed, and the better source wins whatever the order. */
static void
test_zone_sources(void)
{
	static const struct {
		const char *text;
		gboolean known;
		gint minutes;
	} rows[] = {
		{ HEAD "10017 [Thread=1]\n" INDENT "Date Time Offset | 02:00:00\n" HEAD
		       "10410 [Thread=1]\n" INDENT "DateTimeUtcTicks | " TICKS_AT_071502 "\n",
			TRUE, 120 },
		{ HEAD "Current Time Zone: Coordinated Universal Time (3:15:02 AM)\n" HEAD
		       "10414 [Thread=1]\n" INDENT "DateTimeUtcTicks | " TICKS_AT_071502 "\n",
			TRUE, -240 },
		{ HEAD "10017 [Thread=1]\n" INDENT "Date Time Offset | 15:00:00\n", FALSE, 0 },
		{ HEAD "10017 [Thread=1]\n" INDENT "Date Time Offset | soon\n", FALSE, 0 },
		{ "2026.09.15 03:22:30.000 10410 [Thread=1]\n" INDENT
		  "DateTimeUtcTicks | " TICKS_AT_071502 "\n",
			FALSE, 0 }, /* 7.5 minutes from any zone */
		{ HEAD "10410 [Thread=1]\n" INDENT "DateTimeUtcTicks | 9223372036854775808\n",
			FALSE, 0 },
		{ HEAD "10410 [Thread=1]\n" INDENT "DateTimeUtcTicks | 9223372036854775807\n",
			FALSE, 0 },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		Reading reading = read_text(rows[i].text);

		g_assert_true(reading.run->has_offset == rows[i].known);
		g_assert_cmpint(reading.run->offset_us, ==, rows[i].minutes * 60 * HC_TIME_SECOND);
		hc_evidence_builder_free(reading.builder);
	}
}

/* The installed version, or that of the parts when the wizard was only copied. */
static void
test_version(void)
{
	static const struct {
		const char *name;
		const char *version;
	} rows[] = {
		{ "copied-wizard.log", "17.2.8001.0" },
		{ "assemblies-first.boot", "17.2.8000.0" },
		{ "universal-time.log", NULL },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		Reading reading = read_sample(rows[i].name, 100);

		g_assert_cmpstr(reading.run->client_version, ==, rows[i].version);
		hc_evidence_builder_free(reading.builder);
	}
}

/* --- small things ----------------------------------------------------------------------------- */

static void
test_codes(void)
{
	static const struct {
		const char *text;
		const char *code;
	} rows[] = {
		{ "HCW8103 The certificate", "HCW8103" },
		{ "error: HCW8019, then more", "HCW8019" },
		{ "HCW81034 and XHCW8103 are none", NULL },
		{ "HCW81034, but (HCW8078) is", "HCW8078" },
		{ "HCW", NULL },
		{ "HCW810", NULL },
		{ "HCW8103x", NULL },
		{ "", NULL },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *line = g_strconcat(
			HEAD "WARNING 10026 [Client=UX, Thread=6] ", rows[i].text, "\n", NULL);
		Reading reading = read_text(line);
		const HcRunMessage *message = NULL;

		g_assert_cmpuint(reading.run->messages->len, ==, 1);
		message = reading.run->messages->pdata[0];
		g_assert_cmpstr(message->code, ==, rows[i].code);
		g_assert_cmpstr(message->text, ==, rows[i].text);
		hc_evidence_builder_free(reading.builder);
	}
}

static void
test_stamp(void)
{
	static const struct {
		const char *path;
		const char *stamp;
	} rows[] = {
		{ "20260915_031502.log", "20260915_031502" },
		{ "a/b/20260915_031502.xhcw", "20260915_031502" },
		{ "C:\\hcw\\20260915_031502.boot", "20260915_031502" },
		{ "20260915_031502 (1).log", "20260915_031502" },
		{ "20260915_031502", "20260915_031502" },
		{ "20260915_0315021.log", NULL },
		{ "20260915-031502.log", NULL },
		{ "20260915_031502/x.log", NULL },
		{ "x20260915_031502.log", NULL },
		{ "20260915_03150", NULL },
		{ "", NULL },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *stamp = hc_stamp_of_path(rows[i].path);

		g_assert_cmpstr(stamp, ==, rows[i].stamp);
	}
}

static void
test_bars_in_values(void)
{
	Reading reading = read_sample("bars-in-values.log", 5);
	const HcRunTable *table = NULL;
	static const char *const warnings[] = { "comparison table of line 1: 1 line was not",
		"time zone is not known", NULL };

	g_assert_cmpuint(reading.run->tables->len, ==, 1);
	table = reading.run->tables->pdata[0];
	g_assert_cmpuint(table->rows->len, ==, 3);
	assert_row(table, 0, "Name/no/a | b/Zürich 𝔘 | Straße");
	assert_row(table, 1, "Fqdn/unknown/𝔘𝔘/mail.contoso.example");
	assert_row(table, 2, "SmartHosts/yes//");
	assert_warnings(reading.input, warnings);
	hc_evidence_builder_free(reading.builder);
}

/* --- a real one ------------------------------------------------------------------------------- */

static guint
count_unequal(const GPtrArray *tables)
{
	guint n = 0;

	for (guint i = 0; i < tables->len; i++) {
		const HcRunTable *table = tables->pdata[i];

		for (guint j = 0; j < table->rows->len; j++)
			n += ((const HcRunRow *)table->rows->pdata[j])->equals != HC_TRI_YES;
	}
	return n;
}

static void
check_real_tables(const GPtrArray *tables)
{
	static const guint n_rows[] = { 9, 12, 9, 11, 8, 6 };

	g_assert_cmpuint(tables->len, ==, G_N_ELEMENTS(n_rows));
	for (guint i = 0; i < tables->len; i++) {
		const HcRunTable *table = tables->pdata[i];

		g_assert_cmpuint(table->rows->len, ==, n_rows[i]);
		g_assert_cmpstr(
			table->phase, ==, i == 0 ? "CheckConfiguration" : "ValidateConfiguration");
	}
	g_assert_cmpuint(count_unequal(tables), ==, 2);
}

static guint
count_code(const GPtrArray *messages, const char *code)
{
	guint n = 0;

	for (guint i = 0; i < messages->len; i++)
		n += g_strcmp0(((const HcRunMessage *)messages->pdata[i])->code, code) == 0;
	return n;
}

/* NULL, and the test skipped, if the real files are not there. */
static char *
real_file(const char *name)
{
	const char *root = g_getenv("HC_REAL_DATA");
	g_autofree char *path = root != NULL ? g_build_filename(root, "hcw-run", name, NULL) : NULL;

	if (path != NULL && g_file_test(path, G_FILE_TEST_IS_REGULAR))
		return g_steal_pointer(&path);
	g_test_skip("HC_REAL_DATA has no hcw-run");
	return NULL;
}

static void
test_real_log(void)
{
	g_autofree char *path = real_file("20220219_032402.log");
	static const char *const none[] = { NULL };
	Reading reading = { 0 };
	const HcRun *run = NULL;

	if (path == NULL)
		return;
	reading = read_file(path, HC_LIMIT_CHUNK_BYTES);
	run = reading.run;
	g_assert_cmpstr(run->stamp, ==, "20220219_032402");
	g_assert_true(run->has_offset);
	g_assert_cmpint(run->offset_us, ==, 0);
	g_assert_cmpstr(run->client_version, ==, "17.0.6981.0");
	g_assert_cmpstr(run->machine, ==, "E2016-01");
	g_assert_true(g_str_has_prefix(run->selected_certificate, "<I>CN="));
	assert_time(run->started, "2022-02-19T03:24:02.871Z");
	check_real_tables(run->tables);
	g_assert_cmpuint(run->messages->len, ==, 6);
	g_assert_cmpuint(count_code(run->messages, "HCW8103"), ==, 1);
	g_assert_cmpuint(count_code(run->messages, "HCW8078"), ==, 1);
	g_assert_cmpuint(count_code(run->messages, NULL), ==, 4);
	g_assert_cmpuint(run->phases->len, ==, 32);
	assert_warnings(reading.input, none);
	hc_evidence_builder_free(reading.builder);
}

static void
test_real_boot(void)
{
	g_autofree char *path = real_file("20220219_032402.boot");
	static const char *const none[] = { NULL };
	Reading reading = { 0 };

	if (path == NULL)
		return;
	reading = read_file(path, 1000);
	g_assert_true(reading.run->has_offset);
	g_assert_cmpint(reading.run->offset_us, ==, 0);
	g_assert_cmpstr(reading.run->client_version, ==, "17.0.6981.0");
	assert_warnings(reading.input, none);
	hc_evidence_builder_free(reading.builder);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/parse/hcwlog/whole", test_whole);
	g_test_add_func("/parse/hcwlog/zone", test_zone);
	g_test_add_func("/parse/hcwlog/zone-sources", test_zone_sources);
	g_test_add_func("/parse/hcwlog/version", test_version);
	g_test_add_func("/parse/hcwlog/codes", test_codes);
	g_test_add_func("/parse/hcwlog/stamp", test_stamp);
	g_test_add_func("/parse/hcwlog/bars-in-values", test_bars_in_values);
	g_test_add_func("/parse/hcwlog/real-log", test_real_log);
	g_test_add_func("/parse/hcwlog/real-boot", test_real_boot);
	return g_test_run();
}
