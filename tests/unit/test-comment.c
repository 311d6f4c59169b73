/* The run record: from OnPremisesOrganization.Comment and from a .cc file. */
#include "agent/parse/wizard/comment-xml.h"
#include "agent/parse/wizard/comment.h"
#include "agent/parse/parser.h"
#include "agent/parse/wizard/record.h"

#include <string.h>

#include "agent/base/limits.h"

static char *
sample(const char *name, gsize *ret_length)
{
	g_autofree char *path =
		g_build_filename(g_getenv("HC_SOURCE_ROOT"), "tests", "parse", name, NULL);
	g_autoptr(GError) error = NULL;
	char *contents = NULL;

	g_file_get_contents(path, &contents, ret_length, &error);
	g_assert_no_error(error);
	return contents;
}

static void
assert_time(HcTime when, const char *wanted)
{
	g_autofree char *printed = hc_when_format(when);

	g_assert_cmpstr(printed, ==, wanted);
}

static void
assert_unknown(const HcRunRecord *record, const char *wanted)
{
	g_autofree char *joined = g_strjoinv("; ", record->unknown);

	g_assert_cmpstr(joined, ==, wanted);
}

static void
test_good(void)
{
	g_autofree char *text = sample("comment/good.txt", NULL);
	g_autoptr(HcRunRecord) record = hc_comment_decode(text);

	g_assert_cmpint(record->head.status, ==, HC_FACT_COLLECTED);
	g_assert_null(record->head.why);
	g_assert_cmpstr(record->current_domain, ==, "contoso.example");
	g_assert_cmpstr(record->mode, ==, "FullHybrid");
	g_assert_cmpstr(record->client_version, ==, "17.2.8000.0");
	g_assert_cmpstr(record->server_version, ==, "15.2.1748.10");
	assert_time(record->time, "2026-09-15T07:18:16.500Z");
	g_assert_cmpint(record->duration_us, ==, 109805177);
	g_assert_cmpint(record->succeeded, ==, HC_TRI_YES);
	assert_unknown(record, "ObjectConfigTransfer=False; LastConnectorChoice=False");
}

/* The same value with blanks around it, as it comes out of a wrapped text. */
static void
test_blanks_around(void)
{
	g_autofree char *text = sample("comment/good.txt", NULL);
	g_autofree char *wrapped = g_strconcat(" \r\n", text, "\n", NULL);
	g_autoptr(HcRunRecord) record = hc_comment_decode(wrapped);

	g_assert_cmpint(record->head.status, ==, HC_FACT_COLLECTED);
}

static void
test_entities(void)
{
	g_autofree char *text = sample("comment/entities.txt", NULL);
	g_autoptr(HcRunRecord) record = hc_comment_decode(text);

	g_assert_cmpint(record->head.status, ==, HC_FACT_COLLECTED);
	g_assert_cmpstr(record->current_domain, ==, "a&b.example");
	assert_unknown(record, "New=<x>");
}

/* A known key whose value cannot be read stays unknown, and its text is kept. */
static void
test_unreadable_values(void)
{
	g_autofree char *text = sample("comment/unreadable-values.txt", NULL);
	g_autoptr(HcRunRecord) record = hc_comment_decode(text);

	g_assert_cmpint(record->head.status, ==, HC_FACT_COLLECTED);
	g_assert_cmpstr(record->mode, ==, "MinimalHybrid");
	g_assert_null(record->client_version);
	g_assert_cmpint(record->time, ==, HC_TIME_NONE);
	g_assert_cmpint(record->duration_us, ==, -1);
	g_assert_cmpint(record->succeeded, ==, HC_TRI_UNKNOWN);
	assert_unknown(record, "ClientVersion=seventeen; DateTimeUtcTicks=-5; "
			       "WorkflowDuration=long; WorkflowSucceeded=maybe");
}

static void
test_damaged(void)
{
	static const struct {
		const char *name;
		const char *why; /* part of the reason */
		const char *mode;
	} rows[] = {
		{ "comment/bomb.txt", "more than 1 MiB", NULL },
		{ "comment/truncated.txt", "ends too early", NULL },
		{ "comment/bad-base64.txt", "not base64", NULL },
		{ "comment/bad-deflate.txt", "DEFLATE data is damaged", NULL },
		{ "comment/bad-utf16.txt", "UTF-16 is damaged", NULL },
		{ "comment/not-utf16.txt", "not UTF-16", NULL },
		{ "comment/dtd.txt", "XML is damaged", NULL },
		{ "comment/unknown-entity.txt", "XML is damaged", "FullHybrid" },
		{ "comment/unclosed.txt", "XML is damaged", "FullHybrid" },
		{ "comment/no-known-key.txt", "no key of a run record", NULL },
		{ "comment/many-keys.txt", "more than 64 keys", "FullHybrid" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text = sample(rows[i].name, NULL);
		g_autoptr(HcRunRecord) record = hc_comment_decode(text);

		g_test_message("%s: %s", rows[i].name, record->head.why);
		g_assert_cmpint(record->head.status, ==, HC_FACT_MALFORMED);
		g_assert_nonnull(strstr(record->head.why, rows[i].why));
		g_assert_cmpstr(record->mode, ==, rows[i].mode);
	}
}

static void
test_no_text(void)
{
	static const char *const rows[] = { NULL, "", "  ", "=", "====", "A===", "AAAA=", "AA=A" };
	g_autofree char *endless = g_strnfill(HC_LIMIT_COMMENT + 4, 'A');
	g_autoptr(HcRunRecord) record = hc_comment_decode(endless);

	g_assert_cmpint(record->head.status, ==, HC_FACT_MALFORMED);
	g_assert_cmpstr(record->head.why, ==, "it is longer than 64 KiB");
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcRunRecord) none = hc_comment_decode(rows[i]);

		g_assert_cmpint(none->head.status, ==, HC_FACT_MALFORMED);
		g_assert_nonnull(none->head.why);
	}
}

static void
test_put(void)
{
	g_autoptr(HcRunRecord) record = hc_run_record_new();

	hc_record_put(record, "clientversion", "4785075061587968");
	hc_record_put(record, "Mode", NULL);
	hc_record_put(record, "WorkflowSucceeded", "false");
	hc_record_put(record, "New", NULL);
	g_assert_cmpstr(record->client_version, ==, "17.0.6981.0");
	hc_record_put(record, "ClientVersion", "18446744073709551615");
	g_assert_cmpstr(record->client_version, ==, "65535.65535.65535.65535");
	g_assert_null(record->mode);
	g_assert_cmpint(record->succeeded, ==, HC_TRI_NO);
	assert_unknown(record, "New=");
}

/* Elements inside a value are not keys, and a forged end of the root is no way out. */
static void
test_xml_nested(void)
{
	g_autofree char *text = sample("comment-xml/nested.xml", NULL);
	g_autoptr(HcRunRecord) record = hc_run_record_new();
	g_autofree char *why = NULL;

	g_assert_false(hc_comment_xml_read(record, text, strlen(text), &why));
	g_assert_nonnull(why);
	assert_unknown(record, "New=xy");
	g_assert_null(record->mode);
}

/* --- .cc -------------------------------------------------------------------------------------- */

typedef struct {
	HcEvidenceBuilder *builder;
	HcInput *input; /* borrowed */
} CcRun;

static CcRun
read_cc(const char *data, gsize length)
{
	CcRun run = { hc_evidence_builder_new(HC_TIME_NONE), NULL };
	HcParser *parser = NULL;

	run.input = hc_evidence_builder_take_input(
		run.builder, hc_input_new("Exchange Hybrid Configuration.cc", "hcw-cc"));
	parser = hc_parse_hcwcc.create(run.builder, run.input);
	for (gsize at = 0; at < length; at += 7)
		hc_parse_hcwcc.feed(parser, (const guint8 *)data + at, MIN(7, length - at));
	hc_parse_hcwcc.finish(parser);
	return run;
}

static const HcRunRecord *
only_record(const CcRun *run)
{
	const GPtrArray *records = hc_evidence_builder_records(run->builder);

	g_assert_cmpuint(records->len, ==, 1);
	g_assert_true(run->input->usable);
	g_assert_cmpuint(run->input->n_objects, ==, 1);
	return records->pdata[0];
}

static void
test_cc_flat(void)
{
	gsize length = 0;
	g_autofree char *text = sample("hcwcc/flat.cc", &length);
	CcRun run = read_cc(text, length);
	const HcRunRecord *record = only_record(&run);

	g_assert_cmpint(record->head.status, ==, HC_FACT_COLLECTED);
	g_assert_cmpstr(record->head.origin.input, ==, "Exchange Hybrid Configuration.cc");
	g_assert_cmpstr(record->client_version, ==, "17.2.8000.0");
	g_assert_cmpstr(record->server_version, ==, "15.2.1748.10");
	g_assert_cmpstr(record->current_domain, ==, "contoso.example");
	g_assert_cmpint(record->duration_us, ==, -1);
	g_assert_cmpint(record->succeeded, ==, HC_TRI_UNKNOWN);
	assert_time(record->time, "2026-09-15T07:18:16.500Z");
	assert_time(run.input->as_of, "2026-09-15T07:18:16.500Z");
	assert_unknown(record, "ObjectConfigTransfer=false; MigrationEndpointIdentity=; "
			       "LastConnectorChoice=false");
	g_assert_cmpuint(run.input->warnings->len, ==, 0);
	hc_evidence_builder_free(run.builder);
}

static void
test_cc_typed(void)
{
	gsize length = 0;
	g_autofree char *text = sample("hcwcc/typed.cc", &length);
	CcRun run = read_cc(text, length);
	const HcRunRecord *record = only_record(&run);

	g_assert_cmpstr(record->mode, ==, "FullHybrid");
	assert_time(record->time, "2026-09-15T07:18:16.500Z");
	assert_unknown(record, "Later=[1,{\"a\":null}]");
	hc_evidence_builder_free(run.builder);
}

static void
test_cc_utf16(void)
{
	gsize length = 0;
	g_autofree char *text = sample("hcwcc/utf16.cc", &length);
	CcRun run = read_cc(text, length);

	g_assert_cmpstr(only_record(&run)->mode, ==, "FullHybrid");
	hc_evidence_builder_free(run.builder);
}

static void
assert_cc_refused(const char *text, gsize length, const char *warning)
{
	CcRun run = read_cc(text, length);

	g_assert_cmpuint(hc_evidence_builder_records(run.builder)->len, ==, 0);
	g_assert_false(run.input->usable);
	g_assert_cmpuint(run.input->warnings->len, ==, 1);
	g_test_message("%s", (char *)run.input->warnings->pdata[0]);
	g_assert_nonnull(strstr(run.input->warnings->pdata[0], warning));
	hc_evidence_builder_free(run.builder);
}

static void
test_cc_refused(void)
{
	static const char *const rows[] = { "hcwcc/cut.cc", "hcwcc/list.cc", "hcwcc/deep.cc" };
	g_autofree char *endless = g_strnfill(HC_LIMIT_RECORD_BYTES + 1, ' ');

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		gsize length = 0;
		g_autofree char *text = sample(rows[i], &length);

		assert_cc_refused(text, length, "not a run record");
	}
	assert_cc_refused("", 0, "not a run record");
	assert_cc_refused("{\"a\":1}", 7, "none of its keys");
	assert_cc_refused(endless, strlen(endless), "longer than");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/parse/comment/good", test_good);
	g_test_add_func("/parse/comment/blanks-around", test_blanks_around);
	g_test_add_func("/parse/comment/entities", test_entities);
	g_test_add_func("/parse/comment/unreadable-values", test_unreadable_values);
	g_test_add_func("/parse/comment/damaged", test_damaged);
	g_test_add_func("/parse/comment/no-text", test_no_text);
	g_test_add_func("/parse/record/put", test_put);
	g_test_add_func("/parse/comment/xml-nested", test_xml_nested);
	g_test_add_func("/parse/hcwcc/flat", test_cc_flat);
	g_test_add_func("/parse/hcwcc/typed", test_cc_typed);
	g_test_add_func("/parse/hcwcc/utf16", test_cc_utf16);
	g_test_add_func("/parse/hcwcc/refused", test_cc_refused);
	return g_test_run();
}
