/*
 * Runs the cases of one area: the healthy organisation, changed, must give exactly the findings the
 * case expects; and the same again after the changed evidence went through JSON.  Room: tests.
 *
 * run-cases AREA [GLib test options]
 */
#include "agent/evidence/evidence-json.h"
#include "agent/parse/derive/derive.h"
#include "agent/verdict/verdict.h"
#include "checks/run.h"
#include "tests/checks/case-ops.h"

#define DEFAULT_AS_OF "2026-10-01T00:00:00Z"

/* What all cases of a program share. */
typedef struct {
	HcCaseWorld *world;
	json_t *root;            /* of the area's file */
	GHashTable *known_infos; /* "id@subject" the unchanged organisation gives */
	GHashTable *undecided;   /* "id@subject" that its bases leave unknown by nature */
} Area;

typedef struct {
	const Area *area;
	const json_t *story;
} Case;

/* One entry of "expect": "id:status" or "id:status@text of the subject". */
typedef struct {
	char *id;
	char *status;
	char *subject;
	gboolean seen;
} Expected;

static Area shared;

static HcTime
time_of(const char *text)
{
	HcTime when = HC_TIME_NONE;

	if (!hc_when_parse_rfc3339(text != NULL ? text : DEFAULT_AS_OF, &when, NULL))
		g_error("%s is no time", text);
	return when;
}

static void
expected_free(Expected *expected)
{
	g_free(expected->id);
	g_free(expected->status);
	g_free(expected->subject);
	g_free(expected);
}

static Expected *
expected_new(const char *text)
{
	Expected *expected = g_new0(Expected, 1);
	g_auto(GStrv) halves = g_strsplit(text, ":", 2);
	g_auto(GStrv) parts = g_strsplit(halves[1] != NULL ? halves[1] : "", "@", 2);

	expected->id = g_strdup(halves[0]);
	expected->status = g_strdup(parts[0]);
	expected->subject = g_strdup(parts[0] != NULL ? parts[1] : NULL);
	return expected;
}

static GPtrArray *
expected_of(const json_t *story)
{
	const json_t *list = json_object_get(story, "expect");
	GPtrArray *result = g_ptr_array_new_with_free_func((GDestroyNotify)expected_free);

	for (gsize i = 0; i < json_array_size(list); i++)
		g_ptr_array_add(result, expected_new(json_string_value(json_array_get(list, i))));
	return result;
}

static char *
info_key(const HcFinding *finding)
{
	return g_strdup_printf(
		"%s@%s", finding->check->id, finding->subject != NULL ? finding->subject : "");
}

/*
 * Cases list what is wrong or not known, and what the healthy organisation has no info of.  Without
 * a change to the network a case is an offline run, and what asks the network unknown as it must
 * be; with one, what the bases leave unknown too need not be listed.
 */
static gboolean
is_listed(const Area *area, const HcFinding *finding)
{
	g_autofree char *key = info_key(finding);

	switch (finding->status) {
	case HC_STATUS_FAIL:
		return TRUE;
	case HC_STATUS_UNKNOWN:
		return g_strcmp0(finding->summary, HC_FINDING_OFFLINE) != 0 &&
		       !g_hash_table_contains(area->undecided, key);
	case HC_STATUS_INFO:
		return !g_hash_table_contains(area->known_infos, key);
	case HC_STATUS_PASS:
	case HC_STATUS_NOT_APPLICABLE:
		break;
	}
	return FALSE;
}

static gboolean
is_expected(const GPtrArray *list, const HcFinding *finding)
{
	for (guint i = 0; i < list->len; i++) {
		Expected *expected = g_ptr_array_index(list, i);
		const char *subject = finding->subject != NULL ? finding->subject : "";

		if (g_strcmp0(expected->id, finding->check->id) != 0 ||
			g_strcmp0(expected->status, hc_status_word(finding->status)) != 0)
			continue;
		if (expected->subject != NULL && strstr(subject, expected->subject) == NULL)
			continue;
		expected->seen = TRUE;
		return TRUE;
	}
	return FALSE;
}

static void
compare_findings(const Area *area, const json_t *story, const HcFindings *findings, const char *way)
{
	g_autoptr(GPtrArray) list = expected_of(story);

	for (guint i = 0; i < hc_findings_count(findings); i++) {
		const HcFinding *finding = hc_findings_at(findings, i);

		/* What the healthy organisation has too may be listed, and need not be. */
		if (is_expected(list, finding) || !is_listed(area, finding))
			continue;
		g_test_message("%s: unexpected %s:%s@%s: %s", way, finding->check->id,
			hc_status_word(finding->status),
			finding->subject != NULL ? finding->subject : "", finding->summary);
		g_test_fail();
	}
	for (guint i = 0; i < list->len; i++) {
		const Expected *expected = g_ptr_array_index(list, i);

		if (expected->seen)
			continue;
		g_test_message("%s: missing %s:%s %s", way, expected->id, expected->status,
			expected->subject != NULL ? expected->subject : "");
		g_test_fail();
	}
}

/* A judge may raise or lower what the row says: "severity" and "effect" of a case, by id. */
static void
compare_words(const json_t *story, const HcFindings *findings, const char *key)
{
	const json_t *wanted = json_object_get(story, key);

	for (guint i = 0; i < hc_findings_count(findings); i++) {
		const HcFinding *finding = hc_findings_at(findings, i);
		const char *word = json_string_value(json_object_get(wanted, finding->check->id));

		if (word == NULL || finding->status != HC_STATUS_FAIL)
			continue;
		if (g_str_equal(key, "severity"))
			g_assert_cmpstr(hc_severity_word(finding->severity), ==, word);
		else
			g_assert_cmpstr(hc_effect_word((HcEffect)finding->effect), ==, word);
	}
}

/* "decision" of the mail flow, "perimeter" of what was asked of the network. */
static void
compare_decision(const json_t *story, const HcHybrid *hybrid, const HcFindings *findings)
{
	static const struct {
		const char *key;
		HcClass class;
	} classes[] = { { "decision", HC_CLASS_MAILFLOW }, { "perimeter", HC_CLASS_PERIMETER } };
	const HcVerdictInput input = { .usable = TRUE,
		.offline = !hc_evidence_network_asked(hybrid->evidence) };
	g_autoptr(GPtrArray) tables = hc_tables_new(hybrid);
	g_autoptr(HcVerdict) verdict = hc_verdict_new(hybrid, findings, tables, &input);

	for (guint i = 0; i < G_N_ELEMENTS(classes); i++) {
		const char *wanted = json_string_value(json_object_get(story, classes[i].key));

		if (wanted != NULL)
			g_assert_cmpstr(
				hc_decision_word(verdict->classes[classes[i].class].decision), ==,
				wanted);
	}
}

static void
judge(const Area *area, const json_t *story, const HcEvidence *evidence, const char *way)
{
	const char *instance = json_string_value(json_object_get(story, "instance"));
	const HcCloud *cloud = instance != NULL ? hc_cloud_from_instance(instance) : NULL;
	g_autoptr(HcHybrid) hybrid = hc_hybrid_new_in(evidence, cloud);
	g_autoptr(HcFindings) findings = hc_run_checks(hybrid, NULL, NULL);

	g_assert_true(instance == NULL || cloud != NULL);
	compare_findings(area, story, findings, way);
	compare_words(story, findings, "severity");
	compare_words(story, findings, "effect");
	compare_decision(story, hybrid, findings);
}

static void
apply_list(const Area *area, const json_t *changes, HcEvidenceBuilder *builder)
{
	for (gsize i = 0; i < json_array_size(changes); i++) {
		g_autofree char *problem =
			hc_case_apply(area->world, json_array_get(changes, i), builder);

		if (problem == NULL)
			continue;
		g_test_message("change %u: %s", (guint)i, problem);
		g_test_fail();
	}
}

/* What several cases start from, then what this one changes. */
static void
apply_changes(const Area *area, const json_t *story, HcEvidenceBuilder *builder)
{
	const char *name = json_string_value(json_object_get(story, "base"));
	const json_t *bases = json_object_get(area->root, "bases");

	if (name != NULL && json_object_get(bases, name) == NULL)
		g_error("there is no base %s", name);
	if (name != NULL)
		apply_list(area, json_object_get(bases, name), builder);
	apply_list(area, json_object_get(story, "change"), builder);
}

static HcEvidence *
through_json(const HcEvidence *evidence)
{
	g_autoptr(GError) error = NULL;
	json_t *root = hc_evidence_to_json(evidence);
	HcEvidenceBuilder *builder = hc_evidence_builder_from_json(root, &error);

	json_decref(root);
	g_assert_no_error(error);
	return hc_evidence_builder_finish(builder);
}

static void
test_case(gconstpointer data)
{
	const Case *self = data;
	const char *as_of = json_string_value(json_object_get(self->story, "as_of"));
	HcEvidenceBuilder *builder = hc_case_world_builder(self->area->world, time_of(as_of));
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(HcEvidence) again = NULL;

	apply_changes(self->area, self->story, builder);
	hc_derive(builder);
	evidence = hc_evidence_builder_finish(builder);
	judge(self->area, self->story, evidence, "changed");
	again = through_json(evidence);
	judge(self->area, self->story, again, "read back");
}

/* The unchanged organisation gives only pass, not-applicable and info. */
static void
test_healthy(gconstpointer data)
{
	const Area *area = data;
	g_autoptr(HcEvidence) evidence =
		hc_evidence_builder_finish(hc_case_world_builder(area->world, time_of(NULL)));
	json_t *story = json_pack("{s:[]}", "expect");

	judge(area, story, evidence, "healthy");
	json_decref(story);
}

static void
learn_infos(Area *area)
{
	g_autoptr(HcEvidence) evidence =
		hc_evidence_builder_finish(hc_case_world_builder(area->world, time_of(NULL)));
	g_autoptr(HcHybrid) hybrid = hc_hybrid_new(evidence);
	g_autoptr(HcFindings) findings = hc_run_checks(hybrid, NULL, NULL);

	area->known_infos = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < hc_findings_count(findings); i++) {
		const HcFinding *finding = hc_findings_at(findings, i);

		if (finding->status == HC_STATUS_INFO)
			g_hash_table_add(area->known_infos, info_key(finding));
	}
}

static gboolean
asks_the_network(const HcCheck *check)
{
	static const char *const areas[] = { "net-", "cert-wire", "cert-exo" };

	for (guint i = 0; i < G_N_ELEMENTS(areas); i++) {
		if (g_str_has_prefix(hc_checks_area(check), areas[i]))
			return TRUE;
	}
	return FALSE;
}

/* Where the network was asked and all is well, and where nobody was there to ask. */
static void
learn_undecided(Area *area, const json_t *changes)
{
	HcEvidenceBuilder *builder = hc_case_world_builder(area->world, time_of(NULL));
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(HcHybrid) hybrid = NULL;
	g_autoptr(HcFindings) findings = NULL;

	hc_evidence_builder_set_network_asked(builder);
	apply_list(area, changes, builder);
	hc_derive(builder);
	evidence = hc_evidence_builder_finish(builder);
	hybrid = hc_hybrid_new(evidence);
	findings = hc_run_checks(hybrid, NULL, NULL);
	for (guint i = 0; i < hc_findings_count(findings); i++) {
		const HcFinding *finding = hc_findings_at(findings, i);

		if (finding->status == HC_STATUS_UNKNOWN && asks_the_network(finding->check))
			g_hash_table_add(area->undecided, info_key(finding));
	}
}

static void
learn_bases(Area *area)
{
	json_t *bases = json_object_get(area->root, "bases");
	const char *name;
	json_t *changes;

	area->undecided = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	learn_undecided(area, NULL);
	json_object_foreach(bases, name, changes)
	{
		learn_undecided(area, changes);
	}
}

static void
add_cases(Area *area, const char *name)
{
	const json_t *cases = json_object_get(area->root, "cases");
	g_autofree char *healthy = g_strdup_printf("/checks/%s/healthy", name);

	g_test_add_data_func(healthy, area, test_healthy);
	for (gsize i = 0; i < json_array_size(cases); i++) {
		Case *story = g_new0(Case, 1);
		g_autofree char *path = NULL;

		story->area = area;
		story->story = json_array_get(cases, i);
		path = g_strdup_printf("/checks/%s/%s", name,
			json_string_value(json_object_get(story->story, "story")));
		g_test_add_data_func_full(path, story, test_case, g_free);
	}
}

static json_t *
load_area(const char *root, const char *name)
{
	g_autofree char *file = g_strdup_printf("%s.json", name);
	g_autofree char *path = g_build_filename(root, "tests", "checks", file, NULL);
	json_error_t problem;
	json_t *area = json_load_file(path, JSON_REJECT_DUPLICATES, &problem);

	if (area == NULL)
		g_error("%s:%d: %s", path, problem.line, problem.text);
	return area;
}

static void
area_clear(Area *area)
{
	hc_case_world_free(area->world);
	json_decref(area->root);
	g_hash_table_unref(area->known_infos);
	g_hash_table_unref(area->undecided);
}

int
main(int argc, char **argv)
{
	const char *root = g_getenv("HC_SOURCE_ROOT");
	int status;

	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions();
	if (root == NULL || argc != 2)
		g_error("usage: HC_SOURCE_ROOT=… run-cases AREA");
	shared.world = hc_case_world_new(root, time_of(NULL));
	shared.root = load_area(root, argv[1]);
	learn_infos(&shared);
	learn_bases(&shared);
	add_cases(&shared, argv[1]);
	status = g_test_run();
	area_clear(&shared);
	return status;
}
