/* Evidence as JSON and back: nothing is lost, and hostile JSON is refused with its place. */
#include "agent/base/error.h"
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

/* --- what is refused
 * ------------------------------------------------------------------------------ */

#define SET "\"side\":\"tenant\",\"kind\":\"SendConnector\",\"status\":\"collected\""
#define PROPERTIES(text) "{\"exchange\":[{" SET ",\"objects\":[{\"properties\":" text "}]}]}"

static const struct {
	const char *json;
	const char *message;
} refused[] = {
	{ "[]", "evidence: not an object" },
	{ "{\"as_of\":7}", "evidence: as_of: not an RFC 3339 time like 2026-03-31T18:00:00Z" },
	{ "{\"as_of\":\"0001-01-01T00:00:00+14:00\"}",
		"evidence: as_of: not an RFC 3339 time like 2026-03-31T18:00:00Z" },
	{ "{\"exchange\":{}}", "evidence: exchange: not a list" },
	{ "{\"exchange\":[7]}", "evidence: exchange[0]: not an object" },
	{ "{\"exchange\":[{}]}", "evidence: exchange[0].side: not \"on-premises\" or \"tenant\"" },
	{ "{\"exchange\":[{\"side\":\"tenant\",\"kind\":\"Mailbox\"}]}",
		"evidence: exchange[0].kind: not a noun we know" },
	{ "{\"exchange\":[{\"side\":\"tenant\",\"kind\":\"SendConnector\"}]}",
		"evidence: exchange[0].status: not a status of a fact" },
	{ "{\"exchange\":[{" SET "},{" SET "}]}",
		"evidence: exchange[1]: the same side and kind again" },
	{ "{\"exchange\":[{" SET ",\"origin\":[]}]}",
		"evidence: exchange[0].origin: not an object" },
	{ "{\"exchange\":[{" SET ",\"origin\":{\"place\":1}}]}",
		"evidence: exchange[0].origin.place: not a text" },
	{ "{\"exchange\":[{" SET ",\"answers\":[{\"status\":\"absent\",\"server\":1}]}]}",
		"evidence: exchange[0].answers[0].server: not a text" },
	{ "{\"exchange\":[{" SET ",\"objects\":[{}]}]}",
		"evidence: exchange[0].objects[0].properties: not an object" },
	{ PROPERTIES("{\"Port\":25}"), "evidence: exchange[0].objects[0].properties.Port: "
				       "not a text, a list or null" },
	{ PROPERTIES("{\"Port\":\"2\\u00005\"}"),
		"evidence: exchange[0].objects[0].properties.Port: "
		"not a text, a list or null" },
	{ PROPERTIES("{\"Bindings\":[\"a\",null]}"),
		"evidence: exchange[0].objects[0].properties.Bindings: "
		"not a list of texts" },
	{ PROPERTIES("{\"Port\":\"25\",\"PORT\":\"26\"}"),
		"evidence: exchange[0].objects[0].properties.PORT: named twice" },
	{ PROPERTIES("{\"\":\"25\"}"), "evidence: exchange[0].objects[0].properties: "
				       "a property's name is empty or too long" },
	{ "{\"certificates\":[{\"status\":\"collected\",\"der\":\"MII\"}]}",
		"evidence: certificates[0].der: not a certificate in base64" },
	{ "{\"certificates\":[{\"status\":\"collected\",\"key_bits\":-1}]}",
		"evidence: certificates[0].key_bits: not between 0 and 4294967295" },
	{ "{\"certificates\":[{\"status\":\"collected\",\"self_issued\":\"no\"}]}",
		"evidence: certificates[0].self_issued: not true or false" },
	{ "{\"certificates\":[{\"status\":\"collected\",\"has_private_key\":true}]}",
		"evidence: certificates[0].has_private_key: "
		"not \"yes\", \"no\" or null" },
	{ "{\"picks\":[{\"status\":\"collected\",\"kind\":\"AuthConfig\"}]}",
		"evidence: picks[0].kind: not SendConnector or ReceiveConnector" },
	{ "{\"runs\":[{\"status\":\"collected\",\"offset_us\":\"2h\"}]}",
		"evidence: runs[0].offset_us: not a whole number" },
	{ "{\"runs\":[{\"status\":\"collected\",\"tables\":[{\"rows\":[{\"actual\":1}]}]}]"
	  "}",
		"evidence: runs[0].tables[0].rows[0].actual: not a text" },
	{ "{\"records\":[{\"status\":\"collected\",\"duration_us\":-1}]}",
		"evidence: records[0].duration_us: below zero" },
	{ "{\"inputs\":[{\"warnings\":\"one\"}]}",
		"evidence: inputs[0].warnings: not a list of texts" },
};

static void
test_refused(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(refused); i++) {
		g_autoptr(GError) error = NULL;
		json_t *json = json_loads(refused[i].json, JSON_ALLOW_NUL, NULL);

		g_assert_nonnull(json);
		g_assert_null(hc_evidence_builder_from_json(json, &error));
		g_assert_error(error, HC_ERROR, HC_ERROR_INPUT);
		g_assert_cmpstr(error->message, ==, refused[i].message);
		json_decref(json);
	}
}

static void
test_bounds(void)
{
	json_t *names = json_array();
	json_t *json = json_pack(
		"{s:[{s:s, s:o}]}", "certificates", "status", "collected", "dns_names", names);
	g_autoptr(HcEvidenceBuilder) builder = NULL;
	g_autoptr(GError) error = NULL;

	for (guint i = 0; i < HC_LIMIT_CERT_NAMES; i++)
		json_array_append_new(names, json_string("contoso.example"));
	builder = hc_evidence_builder_from_json(json, &error);
	g_assert_no_error(error);
	json_array_append_new(names, json_string("contoso.example"));
	g_assert_null(hc_evidence_builder_from_json(json, &error));
	g_assert_cmpstr(
		error->message, ==, "evidence: certificates[0].dns_names: too many elements");
	json_decref(json);
}

static void
test_too_many_properties(void)
{
	json_t *properties = json_object();
	json_t *json = json_pack("{s:[{s:s, s:s, s:s, s:[{s:o}]}]}", "exchange", "side", "tenant",
		"kind", "OrganizationConfig", "status", "collected", "objects", "properties",
		properties);
	g_autoptr(GError) error = NULL;

	for (guint i = 0; i <= HC_LIMIT_PROPERTIES; i++) {
		g_autofree char *name = g_strdup_printf("P%u", i);

		json_object_set_new(properties, name, json_null());
	}
	g_assert_null(hc_evidence_builder_from_json(json, &error));
	g_assert_cmpstr(error->message, ==,
		"evidence: exchange[0].objects[0].properties: too many properties");
	json_decref(json);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/evidence/evidence-json/nothing-is-lost", test_nothing_is_lost);
	g_test_add_func("/evidence/evidence-json/objects-read-back", test_objects_read_back);
	g_test_add_func("/evidence/evidence-json/records-read-back", test_records_read_back);
	g_test_add_func("/evidence/evidence-json/empty", test_empty_evidence);
	g_test_add_func("/evidence/evidence-json/text", test_text_that_json_cannot_hold);
	g_test_add_func("/evidence/evidence-json/more-than-known", test_more_than_the_form_knows);
	g_test_add_func("/evidence/evidence-json/early-years", test_early_years);
	g_test_add_func("/evidence/evidence-json/refused", test_refused);
	g_test_add_func("/evidence/evidence-json/bounds", test_bounds);
	g_test_add_func("/evidence/evidence-json/too-many-properties", test_too_many_properties);
	return g_test_run();
}
