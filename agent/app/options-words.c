/* Words that several commands take as options.  Room: app. */
#include "agent/app/options-words.h"

#include "agent/base/error.h"

gboolean
hc_options_parse_arguments(GOptionContext *context, const char *command, GStrv args, GError **error)
{
	g_autoptr(GError) found = NULL;
	g_autofree char *program = g_strdup_printf("hybridcheck %s", command);
	g_autoptr(GPtrArray) argv = g_ptr_array_new_with_free_func(g_free);
	GStrv vector = NULL;
	gboolean ok = FALSE;

	g_ptr_array_add(argv, g_steal_pointer(&program));
	for (guint i = 0; args[i] != NULL; i++)
		g_ptr_array_add(argv, g_strdup(args[i]));
	g_ptr_array_add(argv, NULL);
	vector = (GStrv)g_ptr_array_steal(argv, NULL);
	ok = g_option_context_parse_strv(context, &vector, &found);
	g_strfreev(vector);
	if (!ok)
		g_set_error(error, HC_ERROR, HC_ERROR_USAGE, "%s: %s", command, found->message);
	return ok;
}

static gboolean
read_color(const char *word, HcColor *ret_color, GError **error)
{
	static const char *const words[] = { "auto", "always", "never" };

	for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
		if (word == NULL || g_str_equal(word, words[i])) {
			*ret_color = (HcColor)i;
			return TRUE;
		}
	}
	g_set_error(error, HC_ERROR, HC_ERROR_USAGE, "--color: \"%s\" is not auto, always or never",
		word);
	return FALSE;
}

static gboolean
read_cloud(const char *word, const HcCloud **ret_cloud, GError **error)
{
	if (word == NULL)
		return TRUE;
	*ret_cloud = hc_cloud_from_instance(word);
	if (*ret_cloud != NULL)
		return TRUE;
	g_set_error(error, HC_ERROR, HC_ERROR_USAGE,
		"--instance: \"%s\" is not worldwide, gcchigh, dod or china", word);
	return FALSE;
}

static gboolean
read_as_of(HcOptions *self, const char *word, GError **error)
{
	if (word == NULL)
		return TRUE;
	if (!hc_when_parse_rfc3339(word, &self->as_of, error)) {
		g_prefix_error(error, "--as-of: ");
		(*error)->code = HC_ERROR_USAGE;
		return FALSE;
	}
	self->has_as_of = TRUE;
	return TRUE;
}

void
hc_shared_words_clear(HcSharedWords *self)
{
	g_free(self->as_of);
	g_free(self->instance);
	g_free(self->color);
}

gboolean
hc_options_read_shared(HcOptions *self, const HcSharedWords *words, GError **error)
{
	return read_as_of(self, words->as_of, error) &&
	       read_cloud(words->instance, &self->cloud, error) &&
	       read_color(words->color, &self->color, error);
}
