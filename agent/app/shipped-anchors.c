/* The shipped roots of Exchange Online.  Room: app. */
#include "agent/app/shipped-anchors.h"

#include "agent/base/error.h"

#define GROUP "anchors"

void
hc_shipped_anchors_free(HcShippedAnchors *self)
{
	if (self == NULL)
		return;
	hc_anchors_free(self->anchors);
	g_free(self->name);
	g_free(self->version);
	g_free(self->source);
	g_free(self);
}

static gboolean
add_file(HcAnchors *anchors, const char *path, GError **error)
{
	g_autoptr(GBytes) octets = NULL;
	char *data = NULL;
	gsize size = 0;

	if (!g_file_get_contents(path, &data, &size, error))
		return FALSE;
	octets = g_bytes_new_take(data, size);
	return hc_anchors_add(anchors, octets, error);
}

static gboolean
add_files(HcShippedAnchors *self, GKeyFile *conf, const char *folder, GError **error)
{
	g_auto(GStrv) files = g_key_file_get_string_list(conf, GROUP, "files", NULL, error);

	for (guint i = 0; files != NULL && files[i] != NULL; i++) {
		g_autofree char *path = g_build_filename(folder, files[i], NULL);

		if (!add_file(self->anchors, path, error)) {
			g_prefix_error(error, "%s: ", files[i]);
			return FALSE;
		}
	}
	return files != NULL;
}

/* What the file says about itself; every word of it is needed. */
static gboolean
describe(HcShippedAnchors *self, GKeyFile *conf, GError **error)
{
	struct {
		const char *key;
		char **ret_value;
	} words[] = {
		{ "name", &self->name },
		{ "version", &self->version },
		{ "source", &self->source },
	};
	g_autofree char *as_of = NULL;

	for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
		*words[i].ret_value = g_key_file_get_string(conf, GROUP, words[i].key, error);
		if (*words[i].ret_value == NULL)
			return FALSE;
	}
	as_of = g_key_file_get_string(conf, GROUP, "as-of", error);
	return as_of != NULL && hc_when_parse_rfc3339(as_of, &self->as_of, error);
}

HcShippedAnchors *
hc_shipped_anchors_load(const char *data_dir, GError **error)
{
	g_autoptr(HcShippedAnchors) self = g_new0(HcShippedAnchors, 1);
	g_autofree char *folder = g_build_filename(data_dir, "data", "anchors", NULL);
	g_autofree char *path = g_build_filename(folder, "anchors.conf", NULL);
	g_autoptr(GKeyFile) conf = g_key_file_new();
	g_autoptr(GError) found = NULL;

	self->anchors = hc_anchors_new();
	if (g_key_file_load_from_file(conf, path, G_KEY_FILE_NONE, &found) &&
		describe(self, conf, &found) && add_files(self, conf, folder, &found))
		return g_steal_pointer(&self);
	g_set_error(
		error, HC_ERROR, HC_ERROR_INTERNAL, "shipped anchors %s: %s", path, found->message);
	return NULL;
}
