/* Evidence read from JSON: what is refused, and the words that say where. */
#include "agent/base/error.h"
#include "agent/base/limits.h"
#include "agent/evidence/evidence-json.h"

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
	{ "{\"exchange\":[{}]}", "evidence: exchange[0].side: not a side we know" },
	{ "{\"foreign\":[{\"side\":\"moon\"}]}", "evidence: foreign[0].side: not a side we know" },
	{ "{\"foreign\":[{\"side\":\"edge\",\"certificates\":[{\"server\":1}]}]}",
		"evidence: foreign[0].certificates[0].server: not a text" },
	{ "{\"exchange\":[{" SET ",\"was\":[{}]}]}",
		"evidence: exchange[0].was[0].properties: not an object" },
	{ "{\"exchange\":[{" SET ",\"was_answers\":[{}]}]}",
		"evidence: exchange[0].was_answers[0].status: not a status of a fact" },
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
		"evidence: certificates[0].der: not octets in base64" },
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
	g_test_add_func("/evidence/evidence-json/refused", test_refused);
	g_test_add_func("/evidence/evidence-json/bounds", test_bounds);
	g_test_add_func("/evidence/evidence-json/too-many-properties", test_too_many_properties);
	return g_test_run();
}
