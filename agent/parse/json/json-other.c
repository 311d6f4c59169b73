/* JSON that is no export of Exchange.  Room: parse. */
#include "agent/parse/json/json-other.h"
#include "agent/base/text.h"

#include <string.h>

#define MOST_SIGNS 3

/* By members that it has at its root, or in the first object of its array. */
static const struct {
	const char *signs[MOST_SIGNS + 1];
	const char *why;
} kinds[] = {
	{ { "serviceArea", "id" },
		"the list of Microsoft 365 endpoints: it says nothing of this organisation" },
	{ { "nftables" }, "rules of a firewall (nftables): not read by this version" },
	{ { "organization-name", "date-range" },
		"a TLS report (RFC 8460): not read by this version" },
	{ { "name", "version", "dependencies" }, "a description of a Node.js package: no export" },
	{ { "name", "version", "scripts" }, "a description of a Node.js package: no export" },
	{ { "lockfileVersion" }, "a lock file of npm: no export" },
	{ { "$schema", "properties" }, "a JSON Schema: no export" },
};

static gboolean
has_signs(const json_t *object, const char *const *signs)
{
	for (; *signs != NULL; signs++) {
		if (json_object_get(object, *signs) == NULL)
			return FALSE;
	}
	return TRUE;
}

const char *
hc_json_other_why(const json_t *root)
{
	const json_t *object = json_is_array(root) ? json_array_get(root, 0) : root;
	const char *schema = json_string_value(json_object_get(object, "schema"));

	if (schema != NULL && g_str_has_prefix(schema, "hybridcheck-"))
		return "written by hybridcheck itself: name what it was made from";
	for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
		if (has_signs(object, kinds[i].signs))
			return kinds[i].why;
	}
	return NULL;
}
