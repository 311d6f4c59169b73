/* Evidence as JSON and back: nothing is lost, and hostile JSON is refused with its place. */
#include "agent/base/limits.h"
#include "agent/evidence/evidence-json.h"

#include <string.h>

#define AS_OF (G_GINT64_CONSTANT(1790812800) * HC_TIME_SECOND) /* 2026-10-01T00:00:00Z */

/* --- evidence with something in every field -----------------------------------------------------
 */

static void
fill_head(HcFactHead *head, HcFactStatus status, const char *why)
{
	head->status = status;
	head->why = g_strdup(why);
	head->origin.input = g_strdup("run.xhcw");
	head->origin.place = g_strdup("line 7");
	head->origin.vantage = g_strdup("wizard");
	head->origin.as_of = AS_OF + 123456;
}

static void
take_connectors(HcEvidenceBuilder *builder)
{
	HcEvent *get = hc_event_new(HC_VERB_GET, HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR);
	HcEvent *failed = hc_event_new(HC_VERB_GET, HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR);
	HcEvent *narrow = hc_event_new(HC_VERB_GET, HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR);
	HcExchangeObject *object =
		hc_exchange_object_new(HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR);

	hc_exchange_put_text(object, "Identity", "E1\\Default Frontend E1");
	hc_exchange_put_list(
		object, "Bindings", (const char *const[]){ "[::]:25", "0.0.0.0:25", NULL });
	hc_exchange_put_list(object, "RemoteIPRanges", NULL);
	hc_exchange_put_null(object, "TlsCertificateName");
	hc_exchange_put_text(object, "Comment", "");
	hc_exchange_put_text(object, "Banner", "220 \"gr\u00FC\u00DFe\"\n\\");
	get->server = g_strdup("E1");
	get->when = get->origin.as_of = AS_OF - 1;
	get->origin.input = g_strdup("run.xhcw");
	g_ptr_array_add(get->objects, object);
	failed->server = g_strdup("E2");
	failed->failed = TRUE;
	failed->why = g_strdup("The server could not be contacted.");
	narrow->narrow = g_strdup("Identity=x");
	hc_evidence_builder_take_event(builder, get);
	hc_evidence_builder_take_event(builder, failed);
	hc_evidence_builder_take_event(builder, narrow);
}

static void
take_certs(HcEvidenceBuilder *builder)
{
	HcCertFacts *cert = hc_cert_facts_new();
	HcCertFacts *damaged = hc_cert_facts_new();
	HcPick *pick = hc_pick_new();

	fill_head(&cert->head, HC_FACT_COLLECTED, NULL);
	cert->server = g_strdup("E1");
	cert->thumbprint = g_strdup("AB12");
	cert->sha256 = g_strdup("cd34");
	cert->spki_sha256 = g_strdup("ef56");
	cert->serial = g_strdup("01");
	cert->subject = g_strdup("CN=mail.contoso.example");
	cert->issuer = g_strdup("CN=Contoso CA");
	cert->subject_cn = g_strdup("mail.contoso.example");
	cert->dns_names = g_strsplit("mail.contoso.example,contoso.example", ",", -1);
	cert->not_before = AS_OF - HC_TIME_DAY;
	cert->not_after = AS_OF + HC_TIME_DAY;
	cert->key_type = g_strdup("RSA");
	cert->key_bits = 2048;
	cert->signature_hash = g_strdup("sha256");
	cert->eku = g_strsplit("1.3.6.1.5.5.7.3.1", ",", -1);
	cert->self_issued = TRUE;
	cert->crl_urls = g_strsplit("ldap:///CN=a http://crl.example/a.crl", " ", -1);
	cert->ocsp_urls = g_strsplit("http://ocsp.example", " ", -1);
	cert->issuer_urls = g_strsplit("", " ", -1);
	cert->der = g_bytes_new_static("\x30\x00\xFF", 3);
	cert->services = g_strdup("SMTP, IIS");
	cert->has_private_key = HC_TRI_YES;
	cert->root_ca_type = g_strdup("ThirdParty");
	fill_head(&damaged->head, HC_FACT_MALFORMED, "not DER");
	damaged->has_private_key = HC_TRI_NO;
	fill_head(&pick->head, HC_FACT_COLLECTED, NULL);
	pick->kind = HC_KIND_RECEIVE_CONNECTOR;
	pick->connector = g_strdup("E1\\Default Frontend E1");
	pick->server = g_strdup("E1");
	pick->thumbprint = g_strdup("AB12");
	pick->how = g_strdup("issuer and subject");
	pick->n_matches = 2;
	hc_evidence_builder_take_cert(builder, cert);
	hc_evidence_builder_take_cert(builder, damaged);
	hc_evidence_builder_take_pick(builder, pick);
}

static void
add_run_parts(HcRun *run)
{
	HcRunMessage *message = hc_run_message_new();
	HcRunTable *table = hc_run_table_new();
	HcRunRow *row = hc_run_row_new();
	HcRunPhase *phase = hc_run_phase_new();

	message->is_error = TRUE;
	message->id = 10165;
	message->code = g_strdup("HCW8078");
	message->text = g_strdup("one\ntwo");
	message->task = g_strdup("MailFlow");
	message->phase = g_strdup("Configure");
	message->when = AS_OF - 5;
	message->line = 42;
	table->object = g_strdup("Send Connector");
	table->phase = g_strdup("CheckConfiguration");
	table->line = 43;
	row->property = g_strdup("Fqdn");
	row->equals = HC_TRI_NO;
	row->actual = g_strdup("a");
	row->expected = g_strdup("b");
	phase->task = g_strdup("MailFlow");
	phase->phase = g_strdup("Configure");
	phase->result = g_strdup("PASSED");
	g_ptr_array_add(run->messages, message);
	g_ptr_array_add(table->rows, row);
	g_ptr_array_add(table->rows, hc_run_row_new());
	g_ptr_array_add(run->tables, table);
	g_ptr_array_add(run->phases, phase);
}

static void
take_runs(HcEvidenceBuilder *builder)
{
	HcRun *run = hc_run_new();
	HcRun *without_zone = hc_run_new();
	HcRunRecord *record = hc_run_record_new();
	HcRunRecord *partial = hc_run_record_new();

	fill_head(&run->head, HC_FACT_COLLECTED, NULL);
	run->stamp = g_strdup("20261001_020000");
	run->has_offset = TRUE;
	run->offset_us = 2 * 3600 * HC_TIME_SECOND;
	run->started = AS_OF;
	run->finished = AS_OF + 9;
	run->client_version = g_strdup("17.0.6981.0");
	run->machine = g_strdup("E1");
	run->selected_certificate = g_strdup("<I>CN=Contoso CA<S>CN=mail.contoso.example");
	add_run_parts(run);
	fill_head(&without_zone->head, HC_FACT_COLLECTED, NULL);
	without_zone->started = AS_OF - HC_TIME_DAY;
	fill_head(&record->head, HC_FACT_COLLECTED, NULL);
	record->time = AS_OF - 489277;
	record->client_version = g_strdup("17.0.6981.0");
	record->server_version = g_strdup("15.1.2308.8");
	record->mode = g_strdup("FullHybrid");
	record->current_domain = g_strdup("contoso.example");
	record->duration_us = 109805177;
	record->succeeded = HC_TRI_YES;
	record->unknown = g_strsplit("A=1,B=", ",", -1);
	fill_head(&partial->head, HC_FACT_MALFORMED, "not DEFLATE");
	hc_evidence_builder_take_run(builder, run);
	hc_evidence_builder_take_run(builder, without_zone);
	hc_evidence_builder_take_record(builder, record);
	hc_evidence_builder_take_record(builder, partial);
}

static void
take_foreign(HcEvidenceBuilder *builder)
{
	HcForeign *foreign = hc_foreign_new(HC_SIDE_TENANT, "fabrikam.onmicrosoft.example");

	foreign->n_objects = 4;
	hc_foreign_add_input(foreign, "other/online-fabrikam-InboundConnector.clixml");
	hc_foreign_add_input(foreign, "other/run.xhcw");
	hc_foreign_add_input(foreign, "other/run.xhcw");
	hc_foreign_add_cert(foreign, "F1", "ab12");
	hc_foreign_add_cert(foreign, "f1.fabrikam.example", "AB12");
	hc_foreign_add_cert(foreign, NULL, "AB12");
	hc_evidence_builder_take_foreign(builder, foreign);
	hc_evidence_builder_take_foreign(builder, hc_foreign_new(HC_SIDE_ONPREM, NULL));
}

static void
take_older_versions(HcEvidenceBuilder *builder)
{
	HcExchangeSet *set =
		hc_evidence_builder_set(builder, HC_SIDE_ONPREM, HC_KIND_REMOTE_DOMAIN);
	HcExchangeObject *object = hc_exchange_object_new(HC_SIDE_ONPREM, HC_KIND_REMOTE_DOMAIN);
	HcAnswer *answer = hc_answer_new();

	hc_exchange_put_text(object, "Identity", "Hybrid Domain");
	hc_exchange_put_text(object, "TrustedMailInboundEnabled", "True");
	g_ptr_array_add(set->was, object);
	fill_head(&answer->head, HC_FACT_COLLECTED, NULL);
	g_ptr_array_add(set->was_answers, answer);
}

static HcEvidence *
full_evidence(void)
{
	HcEvidenceBuilder *builder = hc_evidence_builder_new(AS_OF);
	HcInput *input = hc_evidence_builder_take_input(builder, hc_input_new("run.xhcw", "xhcw"));

	input->sha256 = g_strdup("00ff");
	input->as_of = AS_OF;
	input->stamp = g_strdup("20261001_020000");
	input->n_objects = 3;
	input->usable = TRUE;
	for (guint i = 0; i < HC_LIMIT_WARNINGS + 2; i++)
		hc_input_warn(input, "line %u is cut", i);
	take_connectors(builder);
	take_older_versions(builder);
	take_foreign(builder);
	take_certs(builder);
	take_runs(builder);
	hc_evidence_builder_note_invoke_end(builder, NULL, AS_OF - 7, FALSE);
	return hc_evidence_builder_finish(builder);
}

static char *
dump(const HcEvidence *evidence)
{
	json_t *json = hc_evidence_to_json(evidence);
	char *text = json_dumps(json, JSON_INDENT(1));

	json_decref(json);
	return text;
}

static HcEvidence *
again(const HcEvidence *evidence)
{
	g_autoptr(GError) error = NULL;
	json_t *json = hc_evidence_to_json(evidence);
	HcEvidenceBuilder *builder = hc_evidence_builder_from_json(json, &error);

	g_assert_no_error(error);
	json_decref(json);
	return hc_evidence_builder_finish(builder);
}

static void
test_nothing_is_lost(void)
{
	g_autoptr(HcEvidence) before = full_evidence();
	g_autoptr(HcEvidence) after = again(before);
	char *left = dump(before);
	char *right = dump(after);

	g_assert_cmpstr(left, ==, right);
	g_assert_nonnull(strstr(left, "\"220 \\\"gr\u00FC\u00DFe\\\"\\n\\\\\""));
	g_assert_nonnull(strstr(left, "\"2026-10-01T00:00:00.123456Z\""));
	free(left);
	free(right);
}

static void
test_objects_read_back(void)
{
	static const struct {
		const char *property;
		HcShape shape;
		const char *text;
	} rows[] = {
		{ "Identity", HC_SHAPE_TEXT, "E1\\Default Frontend E1" },
		{ "Bindings", HC_SHAPE_LIST, "[::]:25, 0.0.0.0:25" },
		{ "RemoteIPRanges", HC_SHAPE_LIST, "" },
		{ "TlsCertificateName", HC_SHAPE_NULL, "" },
		{ "Comment", HC_SHAPE_TEXT, "" },
		{ "Banner", HC_SHAPE_TEXT, "220 \"gr\u00FC\u00DFe\"\n\\" },
	};
	g_autoptr(HcEvidence) before = full_evidence();
	g_autoptr(HcEvidence) after = again(before);
	const HcExchangeSet *set =
		hc_evidence_set(after, HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR);
	const HcExchangeObject *object = set->objects->pdata[0];

	g_assert_cmpuint(set->objects->len, ==, 1);
	g_assert_cmpuint(set->answers->len, ==, 2);
	g_assert_cmpstr(hc_exchange_server(object), ==, "E1");
	g_assert_cmpint(hc_exchange_origin(object)->as_of, ==, AS_OF - 1);
	g_assert_cmpuint(hc_exchange_n_properties(object), ==, G_N_ELEMENTS(rows));
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		HcShape shape = HC_SHAPE_NULL;

		g_assert_cmpstr(hc_exchange_property_at(object, i, &shape), ==, rows[i].property);
		g_assert_cmpint(shape, ==, rows[i].shape);
		g_assert_cmpstr(hc_exchange_text(object, rows[i].property), ==, rows[i].text);
	}
	g_assert_cmpint(
		hc_evidence_server_head(after, HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR, "E2")
			->status,
		==, HC_FACT_UNREACHABLE);
	g_assert_cmpint(
		hc_evidence_set(after, HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR)->head.status, ==,
		HC_FACT_NOT_ASKED);
	g_assert_cmpint(
		hc_evidence_set(after, HC_SIDE_TENANT, HC_KIND_OUTBOUND_CONNECTOR)->head.status, ==,
		HC_FACT_NOT_ASKED);
}

static void
test_records_read_back(void)
{
	g_autoptr(HcEvidence) before = full_evidence();
	g_autoptr(HcEvidence) after = again(before);
	const HcCertFacts *cert = hc_evidence_cert(after, 0);
	const HcRun *run = hc_evidence_run(after, 1);
	const HcRunMessage *message = run->messages->pdata[0];
	const HcRunTable *table = run->tables->pdata[0];
	const HcRunRecord *record = hc_evidence_record(after, 1);

	g_assert_cmpint(hc_evidence_as_of(after), ==, AS_OF);
	g_assert_cmpint(hc_evidence_last_invoke_end(after), ==, AS_OF - 7);
	g_assert_cmpuint(hc_evidence_n_certs(after), ==, 2);
	g_assert_true(g_bytes_equal(cert->der, hc_evidence_cert(before, 0)->der));
	g_assert_cmpint(cert->has_private_key, ==, HC_TRI_YES);
	g_assert_cmpstr(cert->dns_names[1], ==, "contoso.example");
	g_assert_null(hc_evidence_cert(after, 1)->eku);
	g_assert_cmpuint(hc_evidence_pick(after, 0)->n_matches, ==, 2);
	g_assert_true(hc_evidence_run(after, 0)->local);
	g_assert_false(run->local);
	g_assert_cmpint(run->offset_us, ==, 2 * 3600 * HC_TIME_SECOND);
	g_assert_cmpint(run->started, ==, AS_OF - 2 * 3600 * HC_TIME_SECOND);
	g_assert_cmpint(message->when, ==, AS_OF - 5 - 2 * 3600 * HC_TIME_SECOND);
	g_assert_cmpint(((const HcRunRow *)table->rows->pdata[0])->equals, ==, HC_TRI_NO);
	g_assert_cmpint(((const HcRunRow *)table->rows->pdata[1])->equals, ==, HC_TRI_UNKNOWN);
	g_assert_cmpint(record->time, ==, AS_OF - 489277);
	g_assert_cmpint(record->duration_us, ==, 109805177);
	g_assert_cmpstr(record->unknown[1], ==, "B=");
	g_assert_cmpint(hc_evidence_record(after, 0)->duration_us, ==, -1);
	g_assert_cmpuint(hc_evidence_input(after, 0)->n_more_warnings, ==, 2);
	g_assert_cmpuint(hc_evidence_input(after, 0)->warnings->len, ==, HC_LIMIT_WARNINGS + 1);
}

static void
test_other_sources_read_back(void)
{
	g_autoptr(HcEvidence) before = full_evidence();
	g_autoptr(HcEvidence) after = again(before);
	const HcForeign *foreign = hc_evidence_foreign(after, 0);
	const HcForeignCert *first = foreign->certs->pdata[0];
	const HcExchangeSet *set = hc_evidence_set(after, HC_SIDE_ONPREM, HC_KIND_REMOTE_DOMAIN);

	g_assert_cmpuint(hc_evidence_n_foreign(after), ==, 2);
	g_assert_cmpint(foreign->side, ==, HC_SIDE_TENANT);
	g_assert_cmpstr(foreign->name, ==, "fabrikam.onmicrosoft.example");
	g_assert_cmpuint(foreign->n_objects, ==, 4);
	g_assert_cmpuint(g_strv_length(foreign->inputs), ==, 2);
	g_assert_cmpuint(foreign->certs->len, ==, 2);
	g_assert_cmpstr(first->server, ==, "F1");
	g_assert_cmpstr(first->thumbprint, ==, "AB12");
	g_assert_null(((const HcForeignCert *)foreign->certs->pdata[1])->server);
	g_assert_cmpstr(hc_evidence_foreign(after, 1)->name, ==, "");
	g_assert_cmpuint(set->objects->len, ==, 0);
	g_assert_cmpuint(set->was->len, ==, 1);
	g_assert_cmpstr(
		hc_exchange_text(set->was->pdata[0], "TrustedMailInboundEnabled"), ==, "True");
	g_assert_cmpuint(set->was_answers->len, ==, 1);
}

static void
test_empty_evidence(void)
{
	g_autoptr(HcEvidence) nothing =
		hc_evidence_builder_finish(hc_evidence_builder_new(HC_TIME_NONE));
	g_autoptr(HcEvidence) after = again(nothing);
	json_t *json = hc_evidence_to_json(nothing);

	g_assert_true(json_is_null(json_object_get(json, "as_of")));
	g_assert_cmpuint(json_array_size(json_object_get(json, "exchange")), ==, 0);
	g_assert_cmpint(hc_evidence_as_of(after), ==, HC_TIME_NONE);
	json_decref(json);
}

static void
test_text_that_json_cannot_hold(void)
{
	HcEvidenceBuilder *builder = hc_evidence_builder_new(AS_OF);
	HcInput *input = hc_input_new("caf\xE9.xhcw", "xhcw");
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(HcEvidence) after = NULL;

	hc_evidence_builder_take_input(builder, input);
	evidence = hc_evidence_builder_finish(builder);
	after = again(evidence);
	g_assert_cmpstr(hc_evidence_input(after, 0)->path, ==, "caf\uFFFD.xhcw");
}

static void
test_more_than_the_form_knows(void)
{
	static const char text[] = "{\"later\":[1],\"exchange\":[{\"side\":\"tenant\","
				   "\"kind\":\"sendconnector\",\"status\":\"absent\",\"x\":{}}]}";
	g_autoptr(GError) error = NULL;
	json_t *json = json_loads(text, 0, NULL);
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_from_json(json, &error);

	g_assert_no_error(error);
	g_assert_cmpint(hc_evidence_builder_set(builder, HC_SIDE_TENANT, HC_KIND_SEND_CONNECTOR)
				->head.status,
		==, HC_FACT_ABSENT);
	json_decref(json);
}

static void
test_early_years(void)
{
	json_t *json = json_pack("{s:s}", "as_of", "0001-01-01T00:00:00.000001Z");
	g_autoptr(GError) error = NULL;
	HcEvidenceBuilder *builder = hc_evidence_builder_from_json(json, &error);
	g_autoptr(HcEvidence) evidence = NULL;
	json_t *printed = NULL;

	g_assert_no_error(error);
	evidence = hc_evidence_builder_finish(builder);
	printed = hc_evidence_to_json(evidence);
	g_assert_true(
		json_equal(json_object_get(json, "as_of"), json_object_get(printed, "as_of")));
	json_decref(printed);
	json_decref(json);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/evidence/evidence-json/nothing-is-lost", test_nothing_is_lost);
	g_test_add_func("/evidence/evidence-json/objects-read-back", test_objects_read_back);
	g_test_add_func("/evidence/evidence-json/records-read-back", test_records_read_back);
	g_test_add_func(
		"/evidence/evidence-json/other-sources-read-back", test_other_sources_read_back);
	g_test_add_func("/evidence/evidence-json/empty", test_empty_evidence);
	g_test_add_func("/evidence/evidence-json/text", test_text_that_json_cannot_hold);
	g_test_add_func("/evidence/evidence-json/more-than-known", test_more_than_the_form_knows);
	g_test_add_func("/evidence/evidence-json/early-years", test_early_years);
	return g_test_run();
}
