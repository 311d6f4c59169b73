/* The healthy organisation of the check cases.  Room: tests. */
#include "tests/checks/case-world.h"

#include "agent/collect/collect-file.h"
#include "agent/evidence/evidence-json.h"
#include "agent/evidence/build-json.h"
#include "agent/hcw/hybrid.h"
#include "agent/parse/builds.h"
#include "agent/parse/derive/derive.h"
#include "agent/parse/parse.h"
#include "certs/cert.h"

static json_t *
load_json(const char *path)
{
	json_error_t problem;
	json_t *root = json_load_file(path, JSON_REJECT_DUPLICATES, &problem);

	if (root == NULL)
		g_error("%s:%d: %s", path, problem.line, problem.text);
	return root;
}

static void
name_object(GHashTable *names, const char *name, const HcExchangeObject *object)
{
	if (object != NULL)
		g_hash_table_insert(names, g_strdup(name), g_strdup(hc_exchange_identity(object)));
}

static GHashTable *
names_of(const HcEvidence *evidence)
{
	g_autoptr(HcHybrid) hybrid = hc_hybrid_new(evidence);
	GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

	name_object(names, "{send}", hybrid->send);
	name_object(names, "{inbound}", hybrid->inbound);
	name_object(names, "{outbound}", hybrid->outbound);
	name_object(names, "{opo}", hybrid->organization);
	name_object(names, "{hc}", hybrid->configuration);
	for (guint i = 0; i < hybrid->receives->len; i++) {
		const HcReceiveMatch *match = g_ptr_array_index(hybrid->receives, i);
		g_auto(GStrv) labels = g_strsplit(match->server, ".", 2);
		g_autofree char *name = g_strdup_printf("{recv:%s}", labels[0]);

		name_object(names, name, match->connector);
	}
	return names;
}

HcEvidence *
hc_case_read_folder(const char *folder, HcTime as_of)
{
	g_autoptr(GPtrArray) captures =
		g_ptr_array_new_with_free_func((GDestroyNotify)hc_capture_free);
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(as_of);

	hc_collect_file(folder, captures);
	if (captures->len == 0)
		return NULL;
	for (guint i = 0; i < captures->len; i++) {
		const HcCapture *capture = g_ptr_array_index(captures, i);

		if (hc_capture_ending(capture) != HC_ENDING_DONE)
			return NULL;
		hc_parse_capture(capture, builder);
	}
	hc_derive(builder);
	return hc_evidence_builder_finish(g_steal_pointer(&builder));
}

/* The table that is shipped. */
static json_t *
read_builds(const char *root)
{
	g_autofree char *path =
		g_build_filename(root, "packaging", "data", "exchange-builds.json", NULL);
	g_autoptr(HcBuildTable) table = NULL;
	g_autofree char *contents = NULL;
	gsize length = 0;

	if (!g_file_get_contents(path, &contents, &length, NULL))
		g_error("%s: cannot be read", path);
	table = hc_builds_parse(contents, length, "exchange-builds.json");
	if (table->head.status != HC_FACT_COLLECTED)
		g_error("%s: %s", path, table->head.why);
	return hc_build_json_out(table);
}

HcCaseWorld *
hc_case_world_new(const char *root, HcTime as_of)
{
	HcCaseWorld *self = g_new0(HcCaseWorld, 1);
	g_autofree char *folder = g_build_filename(root, "tests", "data", "healthy", NULL);
	g_autofree char *certs = g_build_filename(root, "tests", "data", "certs.json", NULL);
	g_autoptr(HcEvidence) evidence = hc_case_read_folder(folder, as_of);

	if (evidence == NULL)
		g_error("%s: cannot be read", folder);
	self->root = g_strdup(root);
	self->evidence = hc_evidence_to_json(evidence);
	json_object_set_new(self->evidence, "builds", read_builds(root));
	self->certs = load_json(certs);
	self->names = names_of(evidence);
	return self;
}

void
hc_case_world_free(HcCaseWorld *self)
{
	if (self == NULL)
		return;
	g_free(self->root);
	json_decref(self->evidence);
	json_decref(self->certs);
	g_hash_table_unref(self->names);
	g_free(self);
}

HcEvidenceBuilder *
hc_case_world_builder(const HcCaseWorld *self, HcTime as_of)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *when = hc_when_format(as_of);
	json_t *root = json_copy(self->evidence);
	HcEvidenceBuilder *builder;

	json_object_set_new(root, "as_of", json_string(when));
	builder = hc_evidence_builder_from_json(root, &error);
	json_decref(root);
	if (builder == NULL)
		g_error("healthy organisation: %s", error->message);
	return builder;
}

const char *
hc_case_world_identity(const HcCaseWorld *self, const char *identity)
{
	const char *found = g_hash_table_lookup(self->names, identity);

	return found != NULL ? found : identity;
}

const char *
hc_case_world_thumbprint(const HcCaseWorld *self, const char *name)
{
	return json_string_value(json_object_get(self->certs, name));
}

HcCertFacts *
hc_case_world_cert(const HcCaseWorld *self, const char *name)
{
	g_autofree char *file = g_strdup_printf("%s.der", name);
	g_autofree char *path = g_build_filename(self->root, "tests", "data", "certs", file, NULL);
	g_autoptr(GBytes) der = NULL;
	char *contents = NULL;
	gsize length = 0;

	if (!g_file_get_contents(path, &contents, &length, NULL))
		return NULL;
	der = g_bytes_new_take(contents, length);
	return hc_cert_from_der(der);
}
