/* Options of hybridcheck probe.  Room: app. */
#include "agent/app/options.h"

#include "agent/app/options-words.h"
#include "agent/base/error.h"
#include "agent/report/probe-model.h"

typedef struct {
	HcSharedWords words;
	HcNetWords net;
	GStrv rest;
} Raw;

static GOptionContext *
probe_context(HcOptions *self, Raw *raw)
{
	gboolean *const verbose = (gboolean *)&self->verbose;
	const GOptionEntry entries[] = {
		{ "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &self->ca_file,
			"Public roots in place of this host's bundle", "FILE" },
		{ "config", 0, 0, G_OPTION_ARG_FILENAME, &self->config,
			"Configuration file (" HC_CONFIG_DIR "/hybridcheck.conf)", "FILE" },
		{ "format", 0, 0, G_OPTION_ARG_STRING, &self->format,
			"Form of the report: text or json", "FORMAT" },
		{ "output", 0, 0, G_OPTION_ARG_FILENAME, &self->output,
			"Write the report to FILE instead of standard output", "FILE" },
		{ "color", 0, 0, G_OPTION_ARG_STRING, &raw->words.color,
			"Colour: auto, always or never", "WHEN" },
		{ "verbose", 'v', 0, G_OPTION_ARG_NONE, verbose,
			"Open every step and show what was said", NULL },
		{ "quiet", 'q', 0, G_OPTION_ARG_NONE, &self->quiet, "No progress", NULL },
		{ G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &raw->rest, NULL, NULL },
		{ 0 },
	};
	GOptionContext *context = g_option_context_new("HOST[:PORT]…");

	g_option_context_add_main_entries(context, entries, NULL);
	hc_net_words_add_entries(&raw->net, context);
	hc_net_words_add_tls_entries(&raw->net, context);
	g_option_context_set_help_enabled(context, FALSE);
	return context;
}

static gboolean
fill(HcOptions *self, Raw *raw, GError **error)
{
	if (self->format == NULL)
		self->format = g_strdup("text");
	if (hc_probe_report_find_format(self->format) == NULL) {
		g_set_error(error, HC_ERROR, HC_ERROR_USAGE, "--format: \"%s\" is not text or json",
			self->format);
		return FALSE;
	}
	if (raw->rest == NULL) {
		g_set_error(error, HC_ERROR, HC_ERROR_USAGE,
			"probe: name the mail server to ask, as HOST or HOST:PORT");
		return FALSE;
	}
	self->paths = g_steal_pointer(&raw->rest);
	return hc_options_read_shared(self, &raw->words, error) &&
	       hc_net_options_read(&raw->net, &self->net, error);
}

HcOptions *
hc_options_parse_probe(GStrv args, GError **error)
{
	g_autoptr(HcOptions) self = g_new0(HcOptions, 1);
	Raw raw = { 0 };
	g_autoptr(GOptionContext) context = probe_context(self, &raw);
	gboolean ok = hc_options_parse_arguments(context, "probe", args, error) &&
		      fill(self, &raw, error);

	hc_shared_words_clear(&raw.words);
	hc_net_words_clear(&raw.net);
	g_strfreev(raw.rest);
	return ok ? g_steal_pointer(&self) : NULL;
}

char *
hc_options_probe_help(void)
{
	g_autoptr(HcOptions) self = g_new0(HcOptions, 1);
	Raw raw = { 0 };
	g_autoptr(GOptionContext) context = probe_context(self, &raw);

	return g_option_context_get_help(context, TRUE, NULL);
}
