/* Samples of tests/parse, for tests. */
#include "tests/unit/cert-sample.h"

GBytes *
cert_sample(const char *folder, const char *file)
{
	g_autofree char *path =
		g_build_filename(g_getenv("HC_SOURCE_ROOT"), "tests", "parse", folder, file, NULL);
	g_autoptr(GError) error = NULL;
	char *data = NULL;
	gsize size = 0;

	g_file_get_contents(path, &data, &size, &error);
	g_assert_no_error(error);
	return g_bytes_new_take(data, size);
}
