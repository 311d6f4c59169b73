/* The manifest of a collection: what it says of files, of failures and of its own gaps. */
#include "agent/parse/export/manifest.h"
#include "agent/parse/parse.h"

#include <string.h>

#define SEND_FILE "onprem-org-SendConnector.clixml"
#define EDGE_FILE "onprem-org-EdgeSubscription.clixml"
#define SHA_A "00000000000000000000000000000000000000000000000000000000000000aa"
#define SHA_B "00000000000000000000000000000000000000000000000000000000000000bb"

static HcTime
at(const char *rfc3339)
{
	HcTime when = HC_TIME_NONE;

	g_assert_true(hc_when_parse_rfc3339(rfc3339, &when, NULL));
	return when;
}

/* The sample of that name, as it would be found at @path. */
static HcInput *
read_sample(HcEvidenceBuilder *builder, const char *sample, const char *path)
{
	g_autofree char *file = g_build_filename(
		g_getenv("HC_SOURCE_ROOT"), "tests", "parse", "manifest", sample, NULL);
	g_autofree char *text = NULL;
	gsize length = 0;
	g_autoptr(GBytes) bytes = NULL;
	g_autoptr(HcCapture) capture = NULL;

	g_assert_true(g_file_get_contents(file, &text, &length, NULL));
	bytes = g_bytes_new(text, length);
	capture = hc_capture_new_bytes(path, bytes);
	return hc_parse_capture(capture, builder);
}

/* An export as its reader leaves it behind: timed by the file. */
static HcEvent *
take_export(HcEvidenceBuilder *builder, const char *path, HcKind kind, const char *sha256)
{
	HcEvent *event = hc_event_new(HC_VERB_GET, HC_SIDE_ONPREM, kind);
	HcInput *input = hc_evidence_builder_take_input(builder, hc_input_new(path, "clixml"));

	input->sha256 = g_strdup(sha256);
	input->as_of = event->when = event->origin.as_of = at("2026-10-30T00:00:00Z");
	input->as_of_from = g_strdup("file");
	event->origin.input = g_strdup(path);
	hc_evidence_builder_take_event(builder, event);
	return event;
}

static HcExchangeObject *
add_object(HcEvent *event, const char *name, const char *changed)
{
	HcExchangeObject *object = hc_exchange_object_new(event->side, event->kind);

	hc_exchange_put_text(object, "Name", name);
	if (changed != NULL)
		hc_exchange_put_text(object, "WhenChangedUTC", changed);
	hc_exchange_set_origin(object, &event->origin);
	g_ptr_array_add(event->objects, object);
	return object;
}

static const HcInput *
input_at(const HcEvidence *evidence, const char *path)
{
	for (guint i = 0; i < hc_evidence_n_inputs(evidence); i++) {
		if (g_strcmp0(hc_evidence_input(evidence, i)->path, path) == 0)
			return hc_evidence_input(evidence, i);
	}
	g_assert_not_reached();
}

static gboolean
warns(const HcInput *input, const char *part)
{
	for (guint i = 0; i < input->warnings->len; i++) {
		if (strstr(g_ptr_array_index(input->warnings, i), part) != NULL)
			return TRUE;
	}
	return FALSE;
}

/* Copying a collection changes the times of its files; the manifest knows better. */
static void
test_times(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(0);
	g_autoptr(HcEvidence) evidence = NULL;
	const HcExchangeSet *set = NULL;
	HcEvent *send = NULL;

	read_sample(builder, "onprem.json", "a/onprem/manifest.json");
	send = take_export(builder, "a/onprem/" SEND_FILE, HC_KIND_SEND_CONNECTOR, SHA_A);
	add_object(send, "one", "2026-09-01T00:00:00Z");
	add_object(send, "two", "2026-09-21T06:31:00Z");
	take_export(builder, "a/onprem/" EDGE_FILE, HC_KIND_EDGE_SUBSCRIPTION, SHA_B);
	take_export(builder, "a/other/" SEND_FILE, HC_KIND_TRANSPORT_RULE, SHA_A);
	hc_manifests_apply(builder);
	evidence = hc_evidence_builder_finish(g_steal_pointer(&builder));

	g_assert_cmpstr(input_at(evidence, "a/onprem/" SEND_FILE)->as_of_from, ==, "manifest");
	g_assert_cmpint(
		input_at(evidence, "a/onprem/" SEND_FILE)->as_of, ==, at("2026-09-21T06:30:02Z"));
	g_assert_cmpstr(input_at(evidence, "a/other/" SEND_FILE)->as_of_from, ==, "file");
	g_assert_cmpuint(input_at(evidence, "a/onprem/manifest.json")->warnings->len, ==, 0);
	g_assert_true(input_at(evidence, "a/onprem/manifest.json")->usable);
	/* The exporting machine's clock ran behind the directory's. */
	set = hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);
	g_assert_cmpint(set->head.status, ==, HC_FACT_COLLECTED);
	g_assert_cmpint(set->head.origin.as_of, ==, at("2026-09-21T06:31:00Z"));
	g_assert_cmpint(
		hc_exchange_origin(set->objects->pdata[0])->as_of, ==, at("2026-09-21T06:31:00Z"));
	set = hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_EDGE_SUBSCRIPTION);
	g_assert_cmpint(set->head.status, ==, HC_FACT_ABSENT);
	g_assert_cmpint(set->head.origin.as_of, ==, at("2026-09-21T06:30:03Z"));
	set = hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_TRANSPORT_RULE);
	g_assert_cmpint(set->head.origin.as_of, ==, at("2026-10-30T00:00:00Z"));
}

/* Failed, not available and never asked are three things, and none of them is "none". */
static void
test_failures(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(0);
	g_autoptr(HcEvidence) evidence = NULL;
	const HcFactHead *head = NULL;

	read_sample(builder, "onprem.json", "manifest.json");
	take_export(builder, SEND_FILE, HC_KIND_SEND_CONNECTOR, SHA_A);
	take_export(builder, EDGE_FILE, HC_KIND_EDGE_SUBSCRIPTION, SHA_B);
	hc_manifests_apply(builder);
	evidence = hc_evidence_builder_finish(g_steal_pointer(&builder));

	head = hc_evidence_server_head(
		evidence, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_CERTIFICATE, "E2");
	g_assert_cmpint(head->status, ==, HC_FACT_UNREACHABLE);
	g_assert_cmpstr(head->why, ==,
		"Get-ExchangeCertificate failed when the collection was made: The server E2 is not "
		"reachable.");
	g_assert_cmpint(head->origin.as_of, ==, at("2026-09-21T06:30:09Z"));
	head = hc_evidence_server_head(
		evidence, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_CERTIFICATE, "E1");
	g_assert_cmpint(head->status, ==, HC_FACT_NOT_ASKED);
	head = &hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_SETTING_OVERRIDE)->head;
	g_assert_cmpint(head->status, ==, HC_FACT_UNREACHABLE);
	g_assert_cmpstr(head->why, ==,
		"Get-SettingOverride was not available where the collection was made");
	g_assert_cmpint(head->origin.as_of, ==, at("2026-09-21T06:30:00Z"));
	head = &hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_EDGE_SUBSCRIPTION)->head;
	g_assert_cmpint(head->status, ==, HC_FACT_ABSENT);
	head = &hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_TRANSPORT_CONFIG)->head;
	g_assert_cmpint(head->status, ==, HC_FACT_NOT_ASKED);
}

/* What lives on an Edge server stands beside that of all servers; its copy of the rest does not. */
static void
test_edge(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(0);
	g_autoptr(HcEvidence) evidence = NULL;
	const HcFactHead *head = NULL;

	read_sample(builder, "edge-redacted.json", "edge/manifest.json");
	hc_manifests_apply(builder);
	evidence = hc_evidence_builder_finish(g_steal_pointer(&builder));
	head = hc_evidence_server_head(
		evidence, HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR, "EDGE1");
	g_assert_cmpint(head->status, ==, HC_FACT_UNREACHABLE);
	head = hc_evidence_server_head(evidence, HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR, "E1");
	g_assert_cmpint(head->status, ==, HC_FACT_NOT_ASKED);
	head = hc_evidence_server_head(evidence, HC_SIDE_EDGE, HC_KIND_SEND_CONNECTOR, "EDGE1");
	g_assert_cmpint(head->status, ==, HC_FACT_UNREACHABLE);
	g_assert_true(warns(input_at(evidence, "edge/manifest.json"), "-Redact"));
}

/* With names gone, a certificate is nobody's: not "there is none that fits". */
static void
test_redacted_certificates(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(0);
	g_autoptr(HcEvidence) evidence = NULL;
	const HcFactHead *head = NULL;
	HcEvent *event = take_export(builder, "edge/edge-EDGE1-ExchangeCertificate.clixml",
		HC_KIND_EXCHANGE_CERTIFICATE, SHA_A);

	event->server = g_strdup("EDGE1");
	add_object(event, "dates only", NULL);
	read_sample(builder, "edge-redacted.json", "edge/manifest.json");
	hc_manifests_apply(builder);
	evidence = hc_evidence_builder_finish(g_steal_pointer(&builder));
	head = hc_evidence_server_head(
		evidence, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_CERTIFICATE, "EDGE1");
	g_assert_cmpint(head->status, ==, HC_FACT_UNREACHABLE);
	g_assert_nonnull(strstr(head->why, "-Redact"));
	g_assert_cmpuint(hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_CERTIFICATE)
				 ->objects->len,
		==, 0);
}

/* A failure forgets no answer that another source had. */
static void
test_failure_after_answer(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(0);
	g_autoptr(HcEvidence) evidence = NULL;
	const HcExchangeSet *set = NULL;
	HcEvent *event = take_export(builder, "wizard.xhcw", HC_KIND_SETTING_OVERRIDE, SHA_A);

	event->when = at("2026-09-01T00:00:00Z");
	add_object(event, "EnableExchangeHybrid3PAppFeature", NULL);
	read_sample(builder, "onprem.json", "manifest.json");
	hc_manifests_apply(builder);
	evidence = hc_evidence_builder_finish(g_steal_pointer(&builder));
	set = hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_SETTING_OVERRIDE);
	g_assert_cmpint(set->head.status, ==, HC_FACT_COLLECTED);
	g_assert_cmpuint(set->objects->len, ==, 1);
}

static void
test_partial_and_edited(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(0);
	HcInput *manifest = read_sample(builder, "onprem.json", "manifest.json");

	take_export(builder, SEND_FILE, HC_KIND_SEND_CONNECTOR, SHA_B);
	hc_manifests_apply(builder);
	g_assert_cmpuint(manifest->warnings->len, ==, 2);
	g_assert_true(warns(manifest, SEND_FILE " is not what was collected"));
	g_assert_true(warns(manifest, EDGE_FILE " belongs to this collection and was not given"));
	hc_manifests_apply(builder);
	g_assert_cmpuint(manifest->warnings->len, ==, 2);
}

static void
test_refused(void)
{
	static const struct {
		const char *sample;
		const char *part;
		guint n_collections;
	} rows[] = {
		{ "outside.json", "not beside the manifest", 1 },
		{ "outside.json", "entry 4: without cmdlet, noun or a known status", 1 },
		{ "odd-times.json", "\"yesterday\" is no time", 1 },
		{ "no-side.json", "neither onprem, edge nor online", 0 },
		{ "no-entries.json", "no list of entries", 0 },
		{ "twice.json", "not a manifest: line ", 0 },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(0);
		HcInput *input = read_sample(builder, rows[i].sample, "a/manifest.json");
		const GPtrArray *found = hc_evidence_builder_collections(builder);

		g_test_message("%s", rows[i].sample);
		g_assert_cmpstr(input->kind, ==, "manifest");
		g_assert_true(warns(input, rows[i].part));
		g_assert_cmpuint(found->len, ==, rows[i].n_collections);
		g_assert_false(input->usable);
	}
}

/* Nothing that names a file elsewhere is kept. */
static void
test_outside(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(0);
	const HcCollection *collection = NULL;

	read_sample(builder, "outside.json", "a/manifest.json");
	collection = hc_evidence_builder_collections(builder)->pdata[0];
	g_assert_cmpuint(collection->entries->len, ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/parse/manifest/times", test_times);
	g_test_add_func("/parse/manifest/failures", test_failures);
	g_test_add_func("/parse/manifest/edge", test_edge);
	g_test_add_func("/parse/manifest/redacted-certificates", test_redacted_certificates);
	g_test_add_func("/parse/manifest/failure-after-answer", test_failure_after_answer);
	g_test_add_func("/parse/manifest/partial-and-edited", test_partial_and_edited);
	g_test_add_func("/parse/manifest/refused", test_refused);
	g_test_add_func("/parse/manifest/outside", test_outside);
	return g_test_run();
}
