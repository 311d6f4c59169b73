/* The group [options] of a configuration file.  Room: app. */
#include "agent/app/config-options.h"

#include "agent/app/key-file.h"
#include "agent/base/error.h"
#include "agent/base/text.h"

/* In the order of names, which the test compares with every --help. */
static const char *const names[] = { "all-versions", "as-of", "budget", "ca-file", "client-cert",
	"client-key", "color", "concurrency", "ehlo", "example", "fail-on", "format", "instance",
	"ipv4", "ipv6", "offline", "only", "output", "quiet", "skip", "source", "timeout",
	"verbose", "waivers", NULL };
static const char *const flags[] = { "all-versions", "example", "ipv4", "ipv6", "offline", "quiet",
	"verbose", NULL };
static const char *const lists[] = { "only", "skip", "source", NULL };

const char *const *
hc_config_option_names(void)
{
	return names;
}

void
hc_config_option_free(gpointer option)
{
	HcConfigOption *self = option;

	g_free(self->name);
	g_free(self->argument);
	g_free(self->place);
	g_free(self);
}

static void
add(GPtrArray *options, const HcConfigKey *key, char *take_argument)
{
	HcConfigOption *option = g_new0(HcConfigOption, 1);

	option->name = g_strdup(key->name);
	option->argument = take_argument;
	option->place = g_strdup_printf("%s: [%s]", key->path, key->group);
	g_ptr_array_add(options, option);
}

static void
forget(GPtrArray *options, const char *name)
{
	for (guint i = options->len; i > 0; i--) {
		const HcConfigOption *option = g_ptr_array_index(options, i - 1);

		if (g_str_equal(option->name, name))
			g_ptr_array_remove_index(options, i - 1);
	}
}

static gboolean
read_flag(GPtrArray *options, const HcConfigKey *key, const char *text, GError **error)
{
	gboolean on = g_str_equal(text, "true");

	if (!on && !g_str_equal(text, "false")) {
		g_set_error(error, HC_ERROR, HC_ERROR_CONFIG, "\"%s\" is not true or false", text);
		return FALSE;
	}
	if (on)
		add(options, key, g_strdup_printf("--%s", key->name));
	return TRUE;
}

gboolean
hc_config_read_option(GPtrArray *options, const HcConfigKey *key, GError **error)
{
	g_autofree char *text = hc_key_file_text(key->file, key->group, key->name);
	g_auto(GStrv) elements = NULL;

	forget(options, key->name);
	if (text == NULL)
		return TRUE;
	if (g_strv_contains(flags, key->name))
		return read_flag(options, key, text, error);
	if (!g_strv_contains(lists, key->name)) {
		add(options, key, g_strdup_printf("--%s=%s", key->name, text));
		return TRUE;
	}
	elements = hc_text_split(text, ";");
	for (guint i = 0; elements[i] != NULL; i++)
		add(options, key, g_strdup_printf("--%s=%s", key->name, elements[i]));
	return TRUE;
}
