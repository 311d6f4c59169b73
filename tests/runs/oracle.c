/*
 * The oracle: the wizard itself.  Only from the objects in an .xhcw the tables must come out as
 * that run's .log printed them, object by object, row by row, value by value.
 *
 * The made-up folders always run; a real run of a third party is held against it where
 * HC_REAL_DATA has one.
 */
#include "agent/capture/capture.h"
#include "agent/hcw/tables.h"
#include "agent/parse/derive/derive.h"
#include "agent/parse/parse.h"

#include <string.h>

#define REAL_STAMP "20220219_032402"
/* The first cmdlet of that run's Configure phase of mail flow: before it, nothing was changed. */
#define FIRST_CHANGE "<invoke start=\"02/19/2022 03:26:38.701\""

static HcEvidence *
read_capture(HcCapture *capture)
{
	g_autoptr(HcCapture) owned = capture;
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(HC_TIME_NONE);
	const HcInput *input = hc_parse_capture(owned, builder);

	if (input->warnings->len > 0)
		g_error("%s: %s", input->path, (const char *)input->warnings->pdata[0]);
	hc_derive(builder);
	return hc_evidence_builder_finish(g_steal_pointer(&builder));
}

static HcEvidence *
read_file(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);

	return read_capture(hc_capture_new_file(path));
}

static GPtrArray *
tables_of(const HcEvidence *evidence)
{
	g_autoptr(HcHybrid) hybrid = hc_hybrid_new(evidence);

	return hc_tables_new(hybrid);
}

/* The tables the log printed in @phase, in order; borrowed. */
static GPtrArray *
printed_in(const HcEvidence *log, const char *phase)
{
	GPtrArray *tables = g_ptr_array_new();
	const HcRun *run = NULL;

	g_assert_cmpuint(hc_evidence_n_runs(log), ==, 1);
	run = hc_evidence_run(log, 0);
	for (guint i = 0; i < run->tables->len; i++) {
		HcRunTable *table = g_ptr_array_index(run->tables, i);

		if (g_str_equal(table->phase, phase))
			g_ptr_array_add(tables, table);
	}
	return tables;
}

static void
assert_same_row(const HcTable *table, const HcTableRow *row, const HcRunRow *printed)
{
	g_test_message("%s, %s", table->object, printed->property);
	g_assert_cmpstr(row->property, ==, printed->property);
	g_assert_cmpint(row->equals, ==, printed->equals);
	g_assert_cmpstr(row->actual, ==, printed->actual);
	g_assert_cmpstr(row->expected, ==, printed->expected);
	g_assert_null(row->why);
}

static void
assert_same_table(const HcTable *table, const HcRunTable *printed)
{
	g_assert_cmpstr(table->object, ==, printed->object);
	g_assert_false(table->missing);
	g_assert_cmpuint(table->rows->len, ==, printed->rows->len);
	for (guint i = 0; i < table->rows->len; i++)
		assert_same_row(table, g_ptr_array_index(table->rows, i),
			g_ptr_array_index(printed->rows, i));
}

static void
assert_same_tables(const GPtrArray *tables, const GPtrArray *printed)
{
	g_assert_cmpuint(tables->len, ==, printed->len);
	for (guint i = 0; i < tables->len; i++)
		assert_same_table(g_ptr_array_index(tables, i), g_ptr_array_index(printed, i));
}

/* What the files of the one run in @folder have in common. */
static char *
stamp_in(const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name = dir != NULL ? g_dir_read_name(dir) : NULL;

	while (name != NULL && !g_str_has_suffix(name, ".xhcw"))
		name = g_dir_read_name(dir);
	if (name == NULL)
		g_error("%s: no .xhcw", folder);
	return g_strndup(name, strlen(name) - strlen(".xhcw"));
}

/* The files of @stamp in @folder; the log printed the final state in @phase. */
static void
check_run(const char *folder, const char *stamp, const char *phase)
{
	g_autofree char *xhcw_name = g_strconcat(stamp, ".xhcw", NULL);
	g_autofree char *log_name = g_strconcat(stamp, ".log", NULL);
	g_autoptr(HcEvidence) xhcw = read_file(folder, xhcw_name);
	g_autoptr(HcEvidence) log = read_file(folder, log_name);
	g_autoptr(GPtrArray) tables = tables_of(xhcw);
	g_autoptr(GPtrArray) printed = printed_in(log, phase);

	assert_same_tables(tables, printed);
}

static void
test_healthy(void)
{
	g_autofree char *folder =
		g_build_filename(g_getenv("HC_SOURCE_ROOT"), "tests", "data", "healthy", NULL);
	g_autofree char *stamp = stamp_in(folder);

	check_run(folder, stamp, "CheckConfiguration"); /* nothing to do: compared once */
}

static void
test_example(void)
{
	g_autofree char *folder = g_build_filename(
		g_getenv("HC_SOURCE_ROOT"), "packaging", "example", "wizard", NULL);
	g_autofree char *stamp = stamp_in(folder);

	check_run(folder, stamp, "ValidateConfiguration");
}

/* NULL, with the test skipped, where there is no real run. */
static char *
real_folder(void)
{
	const char *data = g_getenv("HC_REAL_DATA");
	g_autofree char *folder = g_build_filename(data != NULL ? data : "", "hcw-run", NULL);
	g_autofree char *xhcw = g_build_filename(folder, REAL_STAMP ".xhcw", NULL);

	if (data != NULL && g_file_test(xhcw, G_FILE_TEST_IS_REGULAR))
		return g_steal_pointer(&folder);
	g_test_skip("no real run of the wizard under HC_REAL_DATA");
	return NULL;
}

static void
test_real_after(void)
{
	g_autofree char *folder = real_folder();

	if (folder != NULL)
		check_run(folder, REAL_STAMP, "ValidateConfiguration");
}

/* The objects as they were right before the run's first change to mail flow. */
static HcEvidence *
read_before_change(const char *folder)
{
	g_autofree char *path = g_build_filename(folder, REAL_STAMP ".xhcw", NULL);
	g_autofree char *contents = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = NULL;
	const char *change = NULL;
	gsize length = 0;

	g_file_get_contents(path, &contents, &length, &error);
	g_assert_no_error(error);
	change = g_strstr_len(contents, (gssize)length, FIRST_CHANGE);
	g_assert_nonnull(change);
	bytes = g_bytes_new(contents, (gsize)(change - contents));
	return read_capture(hc_capture_new_bytes(REAL_STAMP ".xhcw", bytes));
}

static void
test_real_before(void)
{
	static const char *const drifted[] = { "TLSDomainCapabilities", "TLSCertificateName",
		NULL };
	g_autofree char *folder = real_folder();
	g_autoptr(HcEvidence) xhcw = NULL;
	g_autoptr(HcEvidence) log = NULL;
	g_autoptr(GPtrArray) tables = NULL;
	g_autoptr(GPtrArray) printed = NULL;

	if (folder == NULL)
		return;
	xhcw = read_before_change(folder);
	log = read_file(folder, REAL_STAMP ".log");
	tables = tables_of(xhcw);
	printed = printed_in(log, "CheckConfiguration");
	g_assert_cmpuint(printed->len, ==, 1);
	g_assert_cmpuint(tables->len, ==, 5);
	assert_same_table(g_ptr_array_index(tables, 1), g_ptr_array_index(printed, 0));
	for (guint i = 0; i < tables->len; i++) {
		const HcTable *table = g_ptr_array_index(tables, i);

		/* The wizard found no other object and printed no table for what it then made. */
		g_assert_cmpint(table->missing, ==, i != 1);
		for (guint k = 0; i == 1 && k < table->rows->len; k++) {
			const HcTableRow *row = g_ptr_array_index(table->rows, k);

			g_assert_cmpint(row->equals == HC_TRI_NO, ==,
				g_strv_contains(drifted, row->property));
		}
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/runs/oracle/healthy", test_healthy);
	g_test_add_func("/runs/oracle/example", test_example);
	g_test_add_func("/runs/oracle/real-after", test_real_after);
	g_test_add_func("/runs/oracle/real-before", test_real_before);
	return g_test_run();
}
