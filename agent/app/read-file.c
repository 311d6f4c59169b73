/* One named file as a whole.  Room: app. */
#include "agent/app/read-file.h"

#include "agent/base/error.h"
#include "agent/base/text.h"
#include "agent/collect/collect-file.h"

static HcErrorCode
code_of(HcEnding ending)
{
	switch (ending) {
	case HC_ENDING_NOT_FOUND:
		return HC_ERROR_NOT_FOUND;
	case HC_ENDING_DENIED:
		return HC_ERROR_PERMISSION;
	case HC_ENDING_LIMIT:
		return HC_ERROR_LIMIT;
	case HC_ENDING_DONE:
	case HC_ENDING_UNREADABLE:
		break;
	}
	return HC_ERROR_IO;
}

static GBytes *
read_stream(GInputStream *stream, const char *path, gsize limit, GError **error)
{
	g_autoptr(GError) found = NULL;
	g_autofree guint8 *data = g_malloc(limit + 1);
	gsize n = 0;

	if (!g_input_stream_read_all(stream, data, limit + 1, &n, NULL, &found)) {
		g_set_error(error, HC_ERROR, HC_ERROR_IO, "%s: %s", path, found->message);
		return NULL;
	}
	if (n > limit) {
		g_set_error(error, HC_ERROR, HC_ERROR_LIMIT,
			"%s: more than %" G_GSIZE_FORMAT " octets, which no certificate file has",
			path, limit);
		return NULL;
	}
	return g_bytes_new(data, n);
}

GBytes *
hc_read_file(const char *path, gsize limit, HcTime *ret_modified, GError **error)
{
	g_autoptr(GPtrArray) captures =
		g_ptr_array_new_with_free_func((GDestroyNotify)hc_capture_free);
	g_autoptr(GInputStream) stream = NULL;
	g_autoptr(GError) found = NULL;
	const HcCapture *capture = NULL;

	if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
		g_set_error(error, HC_ERROR, HC_ERROR_INPUT, "%s: is a folder, not a file", path);
		return NULL;
	}
	hc_collect_file(path, captures);
	capture = g_ptr_array_index(captures, 0);
	if (hc_capture_ending(capture) != HC_ENDING_DONE) {
		g_set_error(error, HC_ERROR, (gint)code_of(hc_capture_ending(capture)), "%s: %s",
			path, hc_capture_why(capture));
		return NULL;
	}
	stream = hc_capture_open(capture, &found);
	if (stream == NULL) {
		g_set_error(error, HC_ERROR,
			g_error_matches(found, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED)
				? HC_ERROR_PERMISSION
				: HC_ERROR_IO,
			"%s: %s", path, found->message);
		return NULL;
	}
	if (ret_modified != NULL)
		*ret_modified = hc_capture_modified(capture);
	return read_stream(stream, path, limit, error);
}
