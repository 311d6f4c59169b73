/* Options of hybridcheck cert.  Room: app. */
#include "agent/app/options.h"

#include "agent/app/options-words.h"
#include "agent/base/error.h"
#include "agent/report/cert-model.h"

typedef struct {
	HcSharedWords words;
	GStrv rest;
} Raw;

static GOptionContext *
cert_context(HcOptions *self, Raw *raw)
{
	const GOptionEntry entries[] = {
		{ "offline", 0, 0, G_OPTION_ARG_NONE, &self->offline, "Send no packet", NULL },
		{ "as-of", 0, 0, G_OPTION_ARG_STRING, &raw->words.as_of,
			"Judge as of this time, like 2026-03-31T18:00:00Z", "TIME" },
		{ "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &self->ca_file,
			"Public roots in place of this host's bundle", "FILE" },
		{ "instance", 0, 0, G_OPTION_ARG_STRING, &raw->words.instance,
			"Microsoft's cloud: worldwide, gcchigh, dod or china", "CLOUD" },
		{ "format", 0, 0, G_OPTION_ARG_STRING, &self->format,
			"Form of the report: text or json", "FORMAT" },
		{ "output", 0, 0, G_OPTION_ARG_FILENAME, &self->output,
			"Write the report to FILE instead of standard output", "FILE" },
		{ "color", 0, 0, G_OPTION_ARG_STRING, &raw->words.color,
			"Colour: auto, always or never", "WHEN" },
		{ "quiet", 'q', 0, G_OPTION_ARG_NONE, &self->quiet, "No diagnostics about inputs",
			NULL },
		{ G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &raw->rest, NULL, NULL },
		{ 0 },
	};
	GOptionContext *context = g_option_context_new("FILE [PATH…]");

	g_option_context_add_main_entries(context, entries, NULL);
	g_option_context_set_help_enabled(context, FALSE);
	return context;
}

static gboolean
fill(HcOptions *self, Raw *raw, GError **error)
{
	if (self->format == NULL)
		self->format = g_strdup("text");
	if (hc_cert_report_find_format(self->format) == NULL) {
		g_set_error(error, HC_ERROR, HC_ERROR_USAGE, "--format: \"%s\" is not text or json",
			self->format);
		return FALSE;
	}
	if (raw->rest == NULL) {
		g_set_error(error, HC_ERROR, HC_ERROR_USAGE,
			"cert: name the file of the new certificate, then the exports of the "
			"organisation");
		return FALSE;
	}
	self->paths = g_steal_pointer(&raw->rest);
	return hc_options_read_shared(self, &raw->words, error);
}

HcOptions *
hc_options_parse_cert(GStrv args, GError **error)
{
	g_autoptr(HcOptions) self = g_new0(HcOptions, 1);
	Raw raw = { 0 };
	g_autoptr(GOptionContext) context = cert_context(self, &raw);
	gboolean ok =
		hc_options_parse_arguments(context, "cert", args, error) && fill(self, &raw, error);

	hc_shared_words_clear(&raw.words);
	g_strfreev(raw.rest);
	return ok ? g_steal_pointer(&self) : NULL;
}

char *
hc_options_cert_help(void)
{
	g_autoptr(HcOptions) self = g_new0(HcOptions, 1);
	Raw raw = { 0 };
	g_autoptr(GOptionContext) context = cert_context(self, &raw);

	return g_option_context_get_help(context, TRUE, NULL);
}
