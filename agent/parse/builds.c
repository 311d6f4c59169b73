/* The shipped table of Exchange builds.  Room: parse. */
#include "agent/parse/builds.h"

#include "agent/base/error.h"
#include "agent/base/limits.h"
#include "agent/base/text.h"
#include "agent/evidence/build-json.h"

#define SCHEMA "hybridcheck-exchange-builds/1"

static json_t *
load(const char *data, gsize length, GError **error)
{
	json_error_t problem = { 0 };
	json_t *root = NULL;

	if (length > HC_LIMIT_BUILDS_BYTES) {
		g_set_error(error, HC_ERROR, HC_ERROR_LIMIT, "longer than %d octets",
			HC_LIMIT_BUILDS_BYTES);
		return NULL;
	}
	root = json_loadb(data, length, JSON_REJECT_DUPLICATES, &problem);
	if (root == NULL)
		g_set_error(
			error, HC_ERROR, HC_ERROR_INPUT, "line %d: %s", problem.line, problem.text);
	return root;
}

/* NULL with @error unless @root is a whole table; @ret_as_of is the day it speaks of. */
static HcBuildTable *
read_table(const json_t *root, HcTime *ret_as_of, GError **error)
{
	const HcJsonAt at = { NULL, "builds", -1, root };
	g_autofree char *schema = NULL;

	if (!json_is_object(root)) {
		hc_json_in_fail(&at, NULL, "not an object", error);
		return NULL;
	}
	if (!hc_json_in_text(&at, "schema", &schema, error))
		return NULL;
	if (g_strcmp0(schema, SCHEMA) != 0) {
		hc_json_in_fail(&at, "schema", "not " SCHEMA, error);
		return NULL;
	}
	if (!hc_json_in_time(&at, "as_of", ret_as_of, error))
		return NULL;
	if (*ret_as_of == HC_TIME_NONE) {
		hc_json_in_fail(&at, "as_of", "missing", error);
		return NULL;
	}
	return hc_build_json_in(&at, error);
}

HcBuildTable *
hc_builds_parse(const char *data, gsize length, const char *name)
{
	g_autoptr(GError) error = NULL;
	json_auto_t *root = load(data, length, &error);
	HcTime as_of = HC_TIME_NONE;
	HcBuildTable *table = root != NULL ? read_table(root, &as_of, &error) : NULL;
	HcFactHead head = { .status = HC_FACT_COLLECTED };
	g_autofree char *input = g_strdup(name);
	g_autofree char *why = NULL;

	if (table == NULL) {
		table = hc_build_table_new();
		head.status = HC_FACT_MALFORMED;
		head.why = why = hc_text_excerpt(error->message, HC_LIMIT_REPORT_TEXT);
	}
	head.origin.input = input;
	head.origin.as_of = as_of;
	hc_build_table_set_head(table, &head);
	return table;
}
