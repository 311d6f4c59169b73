/* The formats and where they go.  Room: report; the one file here that writes. */
#include "agent/report/report.h"

#include "agent/base/error.h"

#include <gio/gio.h>

static const struct {
	const char *name;
	HcReportWriter writer;
} formats[] = {
	{ "text", hc_report_text },
	{ "json", hc_report_json },
	{ "html", hc_report_html },
};

HcReportWriter
hc_report_find_format(const char *name)
{
	for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
		if (g_strcmp0(formats[i].name, name) == 0)
			return formats[i].writer;
	}
	return NULL;
}

const char *
hc_report_format_names(void)
{
	return "text, json, html";
}

static gboolean
refuse_unusable_target(const char *path, GError **error)
{
	if (g_file_test(path, G_FILE_TEST_IS_SYMLINK)) {
		g_set_error(error, HC_ERROR, HC_ERROR_CREATE,
			"%s: is a symbolic link, refusing to write through it", path);
		return FALSE;
	}
	if (g_file_test(path, G_FILE_TEST_EXISTS) && !g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
		g_set_error(error, HC_ERROR, HC_ERROR_CREATE, "%s: is not a regular file", path);
		return FALSE;
	}
	return TRUE;
}

gboolean
hc_report_save(const char *path, const GString *text, GError **error)
{
	g_autoptr(GError) found = NULL;

	if (!refuse_unusable_target(path, error))
		return FALSE;
	/* A temporary name in the same folder, synced, then renamed over the old report. */
	if (!g_file_set_contents_full(path, text->str, (gssize)text->len,
		    G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644, &found)) {
		HcErrorCode code =
			g_error_matches(found, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ||
					g_error_matches(found, G_FILE_ERROR, G_FILE_ERROR_IO)
				? HC_ERROR_IO
				: HC_ERROR_CREATE;

		g_set_error(error, HC_ERROR, (gint)code, "%s: %s", path, found->message);
		return FALSE;
	}
	return TRUE;
}
