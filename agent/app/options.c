/* Options that judging commands share.  Room: app. */
#include "agent/app/options.h"

#include "agent/app/options-words.h"
#include "agent/base/error.h"
#include "agent/base/text.h"
#include "agent/report/report.h"
#include "checks/run.h"

typedef struct {
	HcSharedWords shared;
	HcNetWords net;
	char *fail_on;
	GStrv only;
	GStrv skip;
	GStrv rest;
} Raw;

static gboolean
count_verbose(const gchar *name, const gchar *value, gpointer data, GError **error)
{
	HcOptions *options = data;

	(void)name;
	(void)value;
	(void)error;
	options->verbose++;
	return TRUE;
}

/* GOption takes a function as a gpointer, which POSIX allows and ISO C does not: hence
 * __extension__. */
static GOptionContext *
check_context(HcOptions *self, Raw *raw)
{
	const GOptionEntry entries[] = {
		{ "example", 0, 0, G_OPTION_ARG_NONE, &self->example,
			"Judge the shipped example organisation", NULL },
		{ "offline", 0, 0, G_OPTION_ARG_NONE, &self->offline, "Send no packet", NULL },
		{ "as-of", 0, 0, G_OPTION_ARG_STRING, &raw->shared.as_of,
			"Judge as of this time, like 2026-03-31T18:00:00Z", "TIME" },
		{ "format", 0, 0, G_OPTION_ARG_STRING, &self->format,
			"Form of the report: text, json or html", "FORMAT" },
		{ "output", 0, 0, G_OPTION_ARG_FILENAME, &self->output,
			"Write the report to FILE instead of standard output", "FILE" },
		{ "only", 0, 0, G_OPTION_ARG_STRING_ARRAY, &raw->only,
			"Run these rules, areas or classes only", "ID,…" },
		{ "skip", 0, 0, G_OPTION_ARG_STRING_ARRAY, &raw->skip,
			"Leave these rules, areas or classes out", "ID,…" },
		{ "fail-on", 0, 0, G_OPTION_ARG_STRING, &raw->fail_on,
			"Severity from which a failed rule makes the exit status 1 (high)",
			"LEVEL" },
		{ "instance", 0, 0, G_OPTION_ARG_STRING, &raw->shared.instance,
			"Microsoft's cloud: worldwide, gcchigh, dod or china (told by the "
			"tenant's domains)",
			"CLOUD" },
		{ "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &self->ca_file,
			"Public roots in place of this host's bundle", "FILE" },
		{ "config", 0, 0, G_OPTION_ARG_FILENAME, &self->config,
			"Configuration file (" HC_CONFIG_DIR "/hybridcheck.conf)", "FILE" },
		{ "waivers", 0, 0, G_OPTION_ARG_FILENAME, &self->waivers,
			"Folder of waivers (" HC_WAIVERS_DIR ")", "FOLDER" },
		{ "color", 0, 0, G_OPTION_ARG_STRING, &raw->shared.color,
			"Colour: auto, always or never", "WHEN" },
		{ "verbose", 'v', G_OPTION_FLAG_NO_ARG, G_OPTION_ARG_CALLBACK,
			__extension__(gpointer) count_verbose, "Say more; may be repeated", NULL },
		{ "quiet", 'q', 0, G_OPTION_ARG_NONE, &self->quiet, "No diagnostics about inputs",
			NULL },
		{ G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &raw->rest, NULL, NULL },
		{ 0 },
	};
	GOptionContext *context = g_option_context_new("[PATH…]");
	GOptionGroup *group = g_option_group_new("check", "", "", self, NULL);

	g_option_group_add_entries(group, entries);
	g_option_context_set_main_group(context, group);
	hc_net_words_add_entries(&raw->net, context);
	g_option_context_set_help_enabled(context, FALSE);
	return context;
}

/* "--only a,b --only c" to a, b, c; every word must be known. */
static GStrv
split_words(const char *const *raw, const char *option, GError **error)
{
	g_autofree char *joined = hc_text_join(raw);
	g_auto(GStrv) words = hc_text_split(joined, ",");

	for (guint i = 0; words[i] != NULL; i++) {
		if (!hc_run_knows(words[i])) {
			g_set_error(error, HC_ERROR, HC_ERROR_USAGE,
				"%s: there is no rule, area or class \"%s\" (see hybridcheck "
				"checks)",
				option, words[i]);
			return NULL;
		}
	}
	return g_steal_pointer(&words);
}

static gboolean
read_words(HcOptions *self, const Raw *raw, GError **error)
{
	self->fail_on = HC_SEVERITY_HIGH;
	if (raw->fail_on != NULL && !hc_severity_from_word(raw->fail_on, &self->fail_on)) {
		g_set_error(error, HC_ERROR, HC_ERROR_USAGE,
			"--fail-on: \"%s\" is not low, medium, high or critical", raw->fail_on);
		return FALSE;
	}
	if (self->format == NULL)
		self->format = g_strdup("text");
	if (hc_report_find_format(self->format) == NULL) {
		g_set_error(error, HC_ERROR, HC_ERROR_USAGE, "--format: \"%s\" is not one of %s",
			self->format, hc_report_format_names());
		return FALSE;
	}
	return hc_options_read_shared(self, &raw->shared, error) &&
	       hc_net_options_read(&raw->net, &self->net, error);
}

static void
raw_clear(Raw *raw)
{
	hc_shared_words_clear(&raw->shared);
	hc_net_words_clear(&raw->net);
	g_free(raw->fail_on);
	g_strfreev(raw->only);
	g_strfreev(raw->skip);
	g_strfreev(raw->rest);
}

static gboolean
fill_check(HcOptions *self, Raw *raw, GError **error)
{
	if (!read_words(self, raw, error))
		return FALSE;
	self->only = split_words((const char *const *)raw->only, "--only", error);
	if (self->only == NULL)
		return FALSE;
	self->skip = split_words((const char *const *)raw->skip, "--skip", error);
	if (self->skip == NULL)
		return FALSE;
	self->paths = raw->rest != NULL ? g_steal_pointer(&raw->rest) : g_new0(char *, 1);
	return TRUE;
}

HcOptions *
hc_options_parse_check(GStrv args, GError **error)
{
	g_autoptr(HcOptions) self = g_new0(HcOptions, 1);
	Raw raw = { 0 };
	g_autoptr(GOptionContext) context = check_context(self, &raw);
	gboolean ok = hc_options_parse_arguments(context, "check", args, error) &&
		      fill_check(self, &raw, error);

	raw_clear(&raw);
	return ok ? g_steal_pointer(&self) : NULL;
}

HcOptions *
hc_options_parse_plain(const char *command, GStrv args, GError **error)
{
	g_autoptr(HcOptions) self = g_new0(HcOptions, 1);
	const GOptionEntry entries[] = {
		{ "format", 0, 0, G_OPTION_ARG_STRING, &self->format, "text or json", "FORMAT" },
		{ G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->paths, NULL, NULL },
		{ 0 },
	};
	g_autoptr(GOptionContext) context = g_option_context_new(NULL);

	g_option_context_add_main_entries(context, entries, NULL);
	g_option_context_set_help_enabled(context, FALSE);
	if (!hc_options_parse_arguments(context, command, args, error))
		return NULL;
	if (self->format == NULL)
		self->format = g_strdup("text");
	if (!g_str_equal(self->format, "text") && !g_str_equal(self->format, "json")) {
		g_set_error(error, HC_ERROR, HC_ERROR_USAGE, "--format: \"%s\" is not text or json",
			self->format);
		return NULL;
	}
	if (self->paths == NULL)
		self->paths = g_new0(char *, 1);
	return g_steal_pointer(&self);
}

void
hc_options_free(HcOptions *self)
{
	if (self == NULL)
		return;
	g_free(self->format);
	g_free(self->output);
	g_free(self->waivers);
	g_free(self->ca_file);
	g_free(self->config);
	hc_net_options_clear(&self->net);
	g_strfreev(self->only);
	g_strfreev(self->skip);
	g_strfreev(self->paths);
	g_free(self);
}

gboolean
hc_options_wants_color(const HcOptions *self, const HcWorld *world)
{
	switch (self->color) {
	case HC_COLOR_ALWAYS:
		return TRUE;
	case HC_COLOR_NEVER:
		return FALSE;
	case HC_COLOR_AUTO:
		break;
	}
	return self->output == NULL && world->stdout_is_tty && !world->no_color;
}

char *
hc_options_check_help(void)
{
	g_autoptr(HcOptions) self = g_new0(HcOptions, 1);
	Raw raw = { 0 };
	g_autoptr(GOptionContext) context = check_context(self, &raw);

	return g_option_context_get_help(context, TRUE, NULL);
}
