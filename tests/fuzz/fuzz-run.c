/*
 * The whole program without its command line: files of one run, from octets to the three reports.
 *
 * In: one file, or several behind each other with a line "--- next file ---" between them; what
 * each of them is, the program has to find out.  What must hold whatever they say: reports are text
 * that a terminal may be shown, JSON is JSON, evidence is kept without loss, and an input that says
 * nothing never leads to "nothing to do".
 */
#include "agent/base/limits.h"
#include "agent/evidence/evidence-json.h"
#include "agent/hcw/edited.h"
#include "agent/hcw/overwrite.h"
#include "agent/parse/derive/derive.h"
#include "agent/parse/parse.h"
#include "agent/report/report.h"
#include "checks/run.h"

#include <stdint.h>
#include <string.h>

#define NEXT_FILE "\n--- next file ---\n"
#define MOST_FILES 8
#define MOST_BYTES (256 * 1024)         /* more of the same finds nothing and takes long */
#define AS_OF 1790812800000000LL        /* 2026-10-01T00:00:00Z */
#define RUN_NAME "20260915_081204.file" /* all are of one run; no name says what a file is */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* --- inputs to evidence ----------------------------------------------------------------------- */

static void
parse_file(HcEvidenceBuilder *builder, const char *data, gsize length)
{
	g_autoptr(GBytes) bytes = g_bytes_new(data, length);
	g_autoptr(HcCapture) capture = hc_capture_new_bytes(RUN_NAME, bytes);
	const HcInput *input = hc_parse_capture(capture, builder);

	g_assert_true(input->usable || input->warnings->len > 0);
	g_assert_cmpuint(input->warnings->len, <=, HC_LIMIT_WARNINGS + 1);
	for (guint i = 0; i < input->warnings->len; i++)
		g_assert_true(g_utf8_validate(g_ptr_array_index(input->warnings, i), -1, NULL));
}

/* Octets may be NUL, which the searches for text stop at. */
static const char *
find_next(const char *data, const char *end)
{
	const gsize length = strlen(NEXT_FILE);

	for (; (gsize)(end - data) >= length; data++) {
		if (memcmp(data, NEXT_FILE, length) == 0)
			return data;
	}
	return NULL;
}

static HcEvidence *
evidence_of(const char *data, gsize length)
{
	HcEvidenceBuilder *builder = hc_evidence_builder_new(AS_OF);
	const char *end = data + length;

	for (guint i = 1; i < MOST_FILES; i++) {
		const char *next = find_next(data, end);

		if (next == NULL)
			break;
		parse_file(builder, data, (gsize)(next - data));
		data = next + strlen(NEXT_FILE);
	}
	parse_file(builder, data, (gsize)(end - data));
	hc_derive(builder);
	return hc_evidence_builder_finish(builder);
}

/* As JSON and back, and everything derived once more: the same. */
static void
check_evidence_is_kept(const HcEvidence *evidence)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(HcEvidence) again = NULL;
	json_t *once = hc_evidence_to_json(evidence);
	HcEvidenceBuilder *builder = hc_evidence_builder_from_json(once, &error);
	json_t *twice = NULL;

	g_assert_no_error(error);
	hc_derive(builder);
	again = hc_evidence_builder_finish(builder);
	twice = hc_evidence_to_json(again);
	g_assert_true(json_equal(once, twice));
	json_decref(once);
	json_decref(twice);
}

static gboolean
is_anything_usable(const HcEvidence *evidence)
{
	for (guint i = 0; i < hc_evidence_n_inputs(evidence); i++) {
		if (hc_evidence_input(evidence, i)->usable)
			return TRUE;
	}
	return FALSE;
}

/* --- evidence to reports ---------------------------------------------------------------------- */

/* Neither a control character but the line feed nor one that turns the direction of the text. */
static gboolean
is_safe(gunichar c)
{
	static const gunichar turning[] = { 0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D,
		0x202E, 0x2066, 0x2067, 0x2068, 0x2069 };

	for (guint i = 0; i < G_N_ELEMENTS(turning); i++) {
		if (c == turning[i])
			return FALSE;
	}
	return c == '\n' || !g_unichar_iscntrl(c);
}

static void
assert_printable(const char *format, const GString *text)
{
	g_assert_true(g_utf8_validate(text->str, (gssize)text->len, NULL));
	for (char *at = text->str; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (!is_safe(c))
			g_error("%s: U+%04X in \"%.40s\"", format, c, at);
	}
}

static void
assert_json(const GString *text)
{
	json_t *root = json_loadb(text->str, text->len, JSON_REJECT_DUPLICATES, NULL);

	g_assert_true(json_is_object(root));
	json_decref(root);
}

static void
check_reports(const HcReportModel *model)
{
	static const char *const formats[] = { "text", "json", "html" };
	const HcReportStyle style = { .color = FALSE, .width = 72, .verbose = 2 };

	for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
		g_autoptr(GString) out = g_string_new(NULL);

		hc_report_find_format(formats[i])(model, &style, out);
		g_assert_cmpuint(out->len, >, 0);
		assert_printable(formats[i], out);
		if (g_str_equal(formats[i], "json"))
			assert_json(out);
	}
}

/* Nothing usable: no rule passes or fails, and every class says that it cannot know. */
static void
assert_nothing_known(const HcFindings *findings, const HcVerdict *verdict)
{
	g_assert_cmpint(verdict->decision, ==, HC_DECISION_UNDECIDED);
	for (guint c = 0; c < HC_N_CLASSES; c++)
		g_assert_cmpint(verdict->classes[c].decision, ==, HC_DECISION_UNDECIDED);
	for (guint i = 0; i < hc_findings_count(findings); i++) {
		HcStatus status = hc_findings_at(findings, i)->status;

		g_assert_true(status != HC_STATUS_PASS && status != HC_STATUS_FAIL);
	}
}

/* "Not needed" is said only where rules passed, none that decides failed, and all was comparable.
 */
static void
assert_not_needed(const HcReportModel *model)
{
	gboolean passed = FALSE;

	g_assert_true(hc_tables_are_complete(model->tables));
	for (guint i = 0; i < hc_findings_count(model->findings); i++) {
		const HcFinding *finding = hc_findings_at(model->findings, i);
		gboolean is_mailflow = finding->check->class == HC_CLASS_MAILFLOW;

		passed |= is_mailflow && finding->status == HC_STATUS_PASS;
		if (is_mailflow && finding->check->required)
			g_assert_cmpint(finding->status, !=, HC_STATUS_UNKNOWN);
		if (is_mailflow && finding->status == HC_STATUS_FAIL)
			g_assert_cmpint(finding->severity, <=, HC_SEVERITY_LOW);
	}
	g_assert_true(passed);
}

static void
check_run(const HcEvidence *evidence)
{
	g_autoptr(HcHybrid) hybrid = hc_hybrid_new(evidence);
	g_autoptr(GPtrArray) tables = hc_tables_new(hybrid);
	g_autoptr(GPtrArray) resets = hc_overwrite_resets(hybrid);
	g_autoptr(GPtrArray) edited = hc_edited_since(hybrid);
	g_autoptr(HcFindings) findings = hc_run_checks(hybrid, NULL, NULL);
	const HcVerdictInput input = { .offline = TRUE, .usable = is_anything_usable(evidence) };
	g_autoptr(HcVerdict) verdict = hc_verdict_new(hybrid, findings, tables, &input);
	g_autoptr(GPtrArray) changes = hc_changes_new(hybrid, verdict->selection);
	static const HcReportData no_data[] = { { 0 } };
	const HcReportModel model = { .version = "0",
		.data = no_data,
		.run_id = "00000000-0000-4000-8000-000000000000",
		.started = AS_OF,
		.finished = AS_OF,
		.host = "host.contoso.example",
		.command = "hybridcheck check",
		.offline = TRUE,
		.evidence = evidence,
		.hybrid = hybrid,
		.findings = findings,
		.tables = tables,
		.changes = changes,
		.resets = resets,
		.edited = edited,
		.verdict = verdict };

	if (!input.usable)
		assert_nothing_known(findings, verdict);
	if (verdict->decision == HC_DECISION_NOT_NEEDED)
		assert_not_needed(&model);
	check_reports(&model);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(HcEvidence) evidence = NULL;

	if (size > MOST_BYTES)
		return 0;
	evidence = evidence_of((const char *)data, size);
	check_evidence_is_kept(evidence);
	check_run(evidence);
	return 0;
}
