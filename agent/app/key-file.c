/* Files of groups and keys, read strictly.  Room: app. */
#include "agent/app/key-file.h"

#include "agent/base/error.h"
#include "agent/base/nearest.h"
#include "agent/base/text.h"

GKeyFile *
hc_key_file_load(const HcCapture *capture, gsize limit, const char *limit_name, GError **error)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_autoptr(GError) found = NULL;
	g_autoptr(GBytes) text = hc_capture_read(capture, limit, limit_name, &found);

	if (text == NULL) {
		g_set_error(error, HC_ERROR, HC_ERROR_CONFIG, "%s", found->message);
		return NULL;
	}
	if (!g_utf8_validate_len(g_bytes_get_data(text, NULL), g_bytes_get_size(text), NULL)) {
		g_set_error(error, HC_ERROR, HC_ERROR_CONFIG, "%s: is not UTF-8",
			hc_capture_name(capture));
		return NULL;
	}
	/* A key in a language of its own is seen, and then refused, like any other key. */
	if (g_bytes_get_size(text) == 0 ||
		g_key_file_load_from_bytes(file, text, G_KEY_FILE_KEEP_TRANSLATIONS, &found))
		return g_steal_pointer(&file);
	g_set_error(error, HC_ERROR, HC_ERROR_CONFIG, "%s: %s", hc_capture_name(capture),
		found->message);
	return NULL;
}

char *
hc_key_file_hint(const char *word, const char *const *known)
{
	const char *near = hc_nearest(word, known);

	return near != NULL ? g_strdup_printf("; did you mean \"%s\"?", near) : g_strdup("");
}

/* A value with an escape that there is not would be read as none. */
static gboolean
check_value(GKeyFile *file, const char *group, const char *name, const char *place, GError **error)
{
	g_autoptr(GError) found = NULL;

	g_free(g_key_file_get_string(file, group, name, &found));
	if (found == NULL)
		return TRUE;
	g_set_error(error, HC_ERROR, HC_ERROR_CONFIG, "%s %s: %s", place, name, found->message);
	return FALSE;
}

gboolean
hc_key_file_check_keys(GKeyFile *file, const char *group, const char *place,
	const char *const *known, GError **error)
{
	g_auto(GStrv) names = g_key_file_get_keys(file, group, NULL, NULL);

	for (guint i = 0; names != NULL && names[i] != NULL; i++) {
		g_autofree char *hint = NULL;

		if (g_strv_contains(known, names[i])) {
			if (!check_value(file, group, names[i], place, error))
				return FALSE;
			continue;
		}
		hint = hc_key_file_hint(names[i], known);
		g_set_error(error, HC_ERROR, HC_ERROR_CONFIG, "%s: there is no key \"%s\"%s", place,
			names[i], hint);
		return FALSE;
	}
	return TRUE;
}

char *
hc_key_file_text(GKeyFile *file, const char *group, const char *key)
{
	g_autofree char *value = g_key_file_get_string(file, group, key, NULL);

	if (value != NULL)
		g_strstrip(value);
	return hc_text_is_empty(value) ? NULL : g_steal_pointer(&value);
}
