/* One named file as a whole.  Room: app. */
#include "agent/app/read-file.h"

#include "agent/base/error.h"
#include "agent/collect/collect-file.h"

GBytes *
hc_read_file(const char *path, gsize limit, const char *limit_name, GError **error)
{
	g_autoptr(GPtrArray) captures =
		g_ptr_array_new_with_free_func((GDestroyNotify)hc_capture_free);

	if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
		g_set_error(error, HC_ERROR, HC_ERROR_INPUT, "%s: is a folder, not a file", path);
		return NULL;
	}
	hc_collect_file(path, captures);
	return hc_capture_read(g_ptr_array_index(captures, 0), limit, limit_name, error);
}
