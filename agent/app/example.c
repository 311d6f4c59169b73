/* The shipped example organisation.  Room: app. */
#include "agent/app/example.h"

#include "agent/base/error.h"

char *
hc_example_find(const HcWorld *world, HcTime *ret_as_of, GError **error)
{
	g_autofree char *folder = g_build_filename(world->data_dir, "example", NULL);
	g_autofree char *path = g_build_filename(folder, "example.conf", NULL);
	g_autoptr(GKeyFile) conf = g_key_file_new();
	g_autoptr(GError) found = NULL;
	g_autofree char *as_of = NULL;

	if (!g_key_file_load_from_file(conf, path, G_KEY_FILE_NONE, &found) ||
		(as_of = g_key_file_get_string(conf, "example", "as-of", &found)) == NULL) {
		g_set_error(error, HC_ERROR, HC_ERROR_INTERNAL, "shipped example %s: %s", path,
			found->message);
		return NULL;
	}
	if (!hc_when_parse_rfc3339(as_of, ret_as_of, error)) {
		g_prefix_error(error, "shipped example %s: as-of: ", path);
		return NULL;
	}
	return g_build_filename(folder, "wizard", NULL);
}
