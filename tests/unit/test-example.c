/*
 * The made-up folders, through the real readers: the wizard's files of the healthy organisation
 * and of the shipped example are understood whole, and say what their stories say.
 */
#include "agent/collect/collect-file.h"
#include "agent/evidence/evidence-build.h"
#include "agent/hcw/overwrite.h"
#include "agent/hcw/tables.h"
#include "agent/parse/derive/derive.h"
#include "agent/parse/parse.h"

#define OFFSET_US (2 * 3600 * G_GINT64_CONSTANT(1000000)) /* Date Time Offset 02:00:00 */

typedef struct {
	const char *folder; /* below the source root */
	const char *as_of;
	const char *started; /* first line of .boot, in UTC */
	const char *recorded;
	const char *version;
	const char *certificate; /* selected on its page */
	guint n_tables;
	guint n_certs;     /* on E1 and E2 together */
	const char *named; /* end of the certificate the Send connector picks on E1 */
} Folder;

static const Folder healthy = {
	.folder = "tests/data/healthy",
	.as_of = "2026-10-01T00:00:00Z",
	.started = "2026-09-15T06:12:04.218Z",
	.recorded = "2026-09-15T06:13:09.066Z",
	.version = "17.2.9012.0",
	.certificate = "<I>CN=Example Trust TLS RSA CA G1, O=Example Trust Inc, C=US"
		       "<S>CN=mail.contoso.example",
	.n_tables = 6, /* nothing to do: compared once */
	.n_certs = 8,
	.named = "2027-03-05",
};

static const Folder example = {
	.folder = "packaging/example/wizard",
	.as_of = "2026-11-20T06:00:00Z",
	.started = "2026-10-20T12:37:51.096Z",
	.recorded = "2026-10-20T12:39:03.681Z",
	.version = "17.2.9104.0",
	.certificate = "<I>CN=Example Trust TLS RSA CA G1, O=Example Trust Inc, C=US"
		       "<S>CN=mail.contoso.example",
	.n_tables = 12, /* a domain was added: compared, written, compared again */
	.n_certs = 10,
	.named = "2026-11-18",
};

static gboolean
is_wizard_file(const char *name)
{
	static const char *const suffixes[] = { ".boot", ".cc", ".log", ".xhcw" };

	for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++) {
		if (g_str_has_suffix(name, suffixes[i]))
			return TRUE;
	}
	return FALSE;
}

static HcEvidence *
load(const Folder *folder)
{
	g_autoptr(GPtrArray) captures =
		g_ptr_array_new_with_free_func((GDestroyNotify)hc_capture_free);
	g_autofree char *path = g_build_filename(g_getenv("HC_SOURCE_ROOT"), folder->folder, NULL);
	HcTime as_of = HC_TIME_NONE;

	g_assert_true(hc_when_parse_rfc3339(folder->as_of, &as_of, NULL));
	hc_collect_file(path, captures);
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(as_of);
	for (guint i = 0; i < captures->len; i++) {
		const HcCapture *capture = g_ptr_array_index(captures, i);

		if (is_wizard_file(hc_capture_name(capture)))
			hc_parse_capture(capture, builder);
	}
	hc_derive(builder);
	return hc_evidence_builder_finish(g_steal_pointer(&builder));
}

static void
assert_time(HcTime when, const char *expected)
{
	g_autofree char *text = hc_when_format(when);

	g_assert_cmpstr(text, ==, expected);
}

static void
check_inputs(gconstpointer data)
{
	g_autoptr(HcEvidence) evidence = load(data);

	g_assert_cmpuint(hc_evidence_n_inputs(evidence), ==, 4);
	for (guint i = 0; i < 4; i++) {
		const HcInput *input = hc_evidence_input(evidence, i);

		for (guint j = 0; j < input->warnings->len; j++)
			g_test_message("%s: %s", input->path,
				(const char *)g_ptr_array_index(input->warnings, j));
		g_assert_cmpuint(input->warnings->len, ==, 0);
		g_assert_true(input->usable);
		g_assert_cmpstr(input->kind, !=, "not-recognised");
	}
}

static void
check_run(gconstpointer data)
{
	const Folder *folder = data;
	g_autoptr(HcEvidence) evidence = load(folder);

	g_assert_cmpuint(hc_evidence_n_runs(evidence), ==, 1);
	const HcRun *run = hc_evidence_run(evidence, 0);
	g_assert_true(run->has_offset);
	g_assert_cmpint(run->offset_us, ==, OFFSET_US);
	assert_time(run->started, folder->started);
	g_assert_cmpstr(run->machine, ==, "E1");
	g_assert_cmpstr(run->client_version, ==, folder->version);
	g_assert_cmpstr(run->selected_certificate, ==, folder->certificate);
	for (guint i = 0; i < run->messages->len; i++) {
		const HcRunMessage *message = g_ptr_array_index(run->messages, i);

		g_assert_null(message->code);
		g_assert_false(message->is_error);
	}
}

/*
 * The record of this run, not the one that Get-OnPremisesOrganization answered before it; and the
 * one in the Comment, not the .cc, which does not know how the run ended.
 */
static void
check_record(gconstpointer data)
{
	const Folder *folder = data;
	g_autoptr(HcEvidence) evidence = load(folder);
	const HcRunRecord *record = hc_overwrite_last_run(evidence);

	g_assert_nonnull(record);
	g_assert_cmpint(record->head.status, ==, HC_FACT_COLLECTED);
	assert_time(record->time, folder->recorded);
	g_assert_cmpstr(record->client_version, ==, folder->version);
	g_assert_cmpstr(record->server_version, ==, "15.2.2562.37");
	g_assert_cmpstr(record->mode, ==, "FullHybrid");
	g_assert_cmpint(record->succeeded, ==, HC_TRI_YES);
	g_assert_cmpint(record->duration_us, >, 0);
}

static guint
unequal_rows(const HcRunTable *table)
{
	guint n = 0;

	for (guint i = 0; i < table->rows->len; i++) {
		const HcRunRow *row = g_ptr_array_index(table->rows, i);

		if (row->equals != HC_TRI_YES)
			n++;
	}
	return n;
}

/* Every object was compared as equal in the end; the new domain was not, before it was written. */
static void
check_printed_tables(gconstpointer data)
{
	const Folder *folder = data;
	g_autoptr(HcEvidence) evidence = load(folder);
	const HcRun *run = hc_evidence_run(evidence, 0);
	gboolean is_written = folder->n_tables > 6;
	guint n_unequal = 0;

	g_assert_cmpuint(run->tables->len, ==, folder->n_tables);
	for (guint i = 0; i < run->tables->len; i++) {
		const HcRunTable *table = g_ptr_array_index(run->tables, i);

		if (i + 6 >= run->tables->len)
			g_assert_cmpuint(unequal_rows(table), ==, 0);
		n_unequal += unequal_rows(table);
	}
	g_assert_cmpuint(n_unequal, ==, is_written ? 2 : 0);
}

static void
check_computed_tables(gconstpointer data)
{
	g_autoptr(HcEvidence) evidence = load(data);
	g_autoptr(HcHybrid) hybrid = hc_hybrid_new(evidence);
	g_autoptr(GPtrArray) tables = hc_tables_new(hybrid);

	g_assert_cmpuint(tables->len, ==, 6);
	g_assert_true(hc_tables_are_complete(tables));
	g_assert_true(hc_tables_are_equal(tables));
}

static const HcCertFacts *
cert_of_pick(const HcEvidence *evidence, const HcPick *pick)
{
	for (guint i = 0; i < hc_evidence_n_certs(evidence); i++) {
		const HcCertFacts *cert = hc_evidence_cert(evidence, i);

		if (g_strcmp0(cert->server, pick->server) == 0 &&
			g_strcmp0(cert->thumbprint, pick->thumbprint) == 0)
			return cert;
	}
	return NULL;
}

static guint
certs_on_servers(const HcEvidence *evidence)
{
	guint n = 0;

	for (guint i = 0; i < hc_evidence_n_certs(evidence); i++) {
		const HcCertFacts *cert = hc_evidence_cert(evidence, i);

		g_assert_cmpint(cert->head.status, ==, HC_FACT_COLLECTED);
		n += cert->server != NULL;
	}
	return n;
}

/* Only the hybrid connectors name a certificate; all of them pick the story's. */
static void
check_certificates(gconstpointer data)
{
	const Folder *folder = data;
	g_autoptr(HcEvidence) evidence = load(folder);
	guint n_picked = 0;

	g_assert_cmpuint(certs_on_servers(evidence), ==, folder->n_certs);
	for (guint i = 0; i < hc_evidence_n_picks(evidence); i++) {
		const HcPick *pick = hc_evidence_pick(evidence, i);

		if (g_strcmp0(pick->how, "issuer and subject") != 0)
			continue;
		const HcCertFacts *cert = cert_of_pick(evidence, pick);
		g_assert_nonnull(cert);
		g_autofree char *end = hc_when_format_date(cert->not_after);
		g_assert_cmpstr(end, ==, folder->named);
		n_picked++;
	}
	g_assert_cmpuint(n_picked, ==, 4); /* Send and Receive, on two servers */
}

static void
assert_words(char **words, const char *expected)
{
	g_autofree char *text = g_strjoinv(", ", words);

	g_assert_cmpstr(text, ==, expected);
}

/* What the organisation is called, the domain added by the run included. */
static void
check_names(gconstpointer data)
{
	g_autoptr(HcEvidence) evidence = load(data);
	g_autoptr(HcHybrid) hybrid = hc_hybrid_new(evidence);

	g_assert_cmpstr(hybrid->routing_domain, ==, "contoso.mail.onmicrosoft.com");
	g_assert_cmpstr(hybrid->initial_domain, ==, "contoso.onmicrosoft.com");
	assert_words(hybrid->sending, "E1, E2");
	assert_words(hybrid->receiving, "E1, E2");
	assert_words(hybrid->domains, "contoso.example, fabrikam.example");
	g_assert_cmpuint(hybrid->sends->len, ==, 1);
}

static void
add(const char *name, GTestDataFunc function)
{
	g_autofree char *of_healthy = g_strdup_printf("/parse/healthy/%s", name);
	g_autofree char *of_example = g_strdup_printf("/parse/example/%s", name);

	g_test_add_data_func(of_healthy, &healthy, function);
	g_test_add_data_func(of_example, &example, function);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	add("inputs", check_inputs);
	add("run", check_run);
	add("record", check_record);
	add("printed-tables", check_printed_tables);
	add("computed-tables", check_computed_tables);
	add("certificates", check_certificates);
	add("names", check_names);
	return g_test_run();
}
