/* A command line with the configuration in front of it.  Room: app. */
#include "agent/app/configured.h"

#include "agent/base/error.h"

#include <string.h>

/* Options that take another one's place, or have a letter. */
static const struct {
	const char *name;
	const char *typed;
} also[] = {
	{ "ipv4", "-4" },
	{ "ipv4", "-6" },
	{ "ipv4", "--ipv6" },
	{ "ipv6", "-6" },
	{ "ipv6", "-4" },
	{ "ipv6", "--ipv4" },
	{ "quiet", "-q" },
	{ "verbose", "-v" },
};

static gboolean
is_option(const char *arg, const char *name)
{
	const gsize length = strlen(name);

	return g_str_has_prefix(arg, "--") && strncmp(arg + 2, name, length) == 0 &&
	       (arg[2 + length] == '\0' || arg[2 + length] == '=');
}

static gboolean
stands_for(const char *arg, const char *name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(also); i++) {
		if (g_str_equal(also[i].name, name) && g_str_equal(also[i].typed, arg))
			return TRUE;
	}
	return is_option(arg, name);
}

static gboolean
is_typed(const char *const *args, const char *name)
{
	for (gsize i = 0; args[i] != NULL && !g_str_equal(args[i], "--"); i++) {
		if (stands_for(args[i], name))
			return TRUE;
	}
	return FALSE;
}

/* @first in front of @args; @first may be NULL. */
static GStrv
prepend(const char *const *first, gsize n, const char *const *args)
{
	g_autoptr(GStrvBuilder) all = g_strv_builder_new();

	for (gsize i = 0; i < n; i++)
		g_strv_builder_add(all, first[i]);
	g_strv_builder_addv(all, (const char **)(guintptr)args);
	return g_strv_builder_end(all);
}

/* Which key it is that the command will not take; @refused is what it said to all of them. */
static void
blame(const GPtrArray *chosen, GStrv args, HcOptionsParser parse, const GError *refused,
	GError **error)
{
	for (guint i = 0; i < chosen->len; i++) {
		const HcConfigOption *option = g_ptr_array_index(chosen, i);
		const char *const first[] = { option->argument };
		g_auto(GStrv) alone = prepend(first, 1, (const char *const *)args);
		g_autoptr(GError) found = NULL;
		HcOptions *options = parse(alone, &found);

		hc_options_free(options);
		if (options != NULL)
			continue;
		g_set_error(error, HC_ERROR, HC_ERROR_CONFIG, "%s %s: %s", option->place,
			option->name, found->message);
		return;
	}
	g_set_error(error, HC_ERROR, HC_ERROR_CONFIG, "configured options: %s", refused->message);
}

/* HcConfigOption that count; borrowed. */
static GPtrArray *
choose(const HcConfig *config, const char *const *args, const char *const *without)
{
	GPtrArray *chosen = g_ptr_array_new();

	for (guint i = 0; i < config->options->len; i++) {
		HcConfigOption *option = g_ptr_array_index(config->options, i);

		if (!g_strv_contains(without, option->name) && !is_typed(args, option->name))
			g_ptr_array_add(chosen, option);
	}
	return chosen;
}

static HcOptions *
parse_with(const HcConfig *config, GStrv args, HcOptionsParser parse, const char *const *without,
	GError **error)
{
	g_autoptr(GPtrArray) chosen = choose(config, (const char *const *)args, without);
	g_autofree const char **first = g_new0(const char *, chosen->len + 1);
	g_auto(GStrv) all = NULL;
	g_autoptr(GError) refused = NULL;
	HcOptions *options = NULL;

	for (guint i = 0; i < chosen->len; i++)
		first[i] = ((HcConfigOption *)g_ptr_array_index(chosen, i))->argument;
	all = prepend(first, chosen->len, (const char *const *)args);
	options = parse(all, &refused);
	if (options == NULL)
		blame(chosen, args, parse, refused, error);
	return options;
}

HcOptions *
hc_configured_parse(GStrv args, HcOptionsParser parse, const char *const *without,
	HcConfig **ret_config, GError **error)
{
	g_autoptr(HcOptions) typed = parse(args, error);
	g_autoptr(HcConfig) config = NULL;

	if (typed == NULL)
		return NULL;
	config = hc_config_read(HC_CONFIG_DIR, typed->config, error);
	if (config == NULL)
		return NULL;
	if (config->options->len > 0) {
		HcOptions *both = parse_with(config, args, parse, without, error);

		if (both == NULL)
			return NULL;
		hc_options_free(g_steal_pointer(&typed));
		typed = both;
	}
	*ret_config = g_steal_pointer(&config);
	return g_steal_pointer(&typed);
}
