/* Files, folders and what is neither become captures, in a stable order. */
#include "agent/base/error.h"
#include "agent/base/limits.h"
#include "agent/collect/collect-file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

typedef struct {
	char *folder;
	GPtrArray *captures;
} Fixture;

static void
free_capture(gpointer data)
{
	hc_capture_free(data);
}

static void
set_up(Fixture *self, gconstpointer data)
{
	(void)data;
	self->folder = g_dir_make_tmp("hc-collect-XXXXXX", NULL);
	g_assert_nonnull(self->folder);
	self->captures = g_ptr_array_new_with_free_func(free_capture);
}

static void
remove_tree(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);

	for (const char *name = dir != NULL ? g_dir_read_name(dir) : NULL; name != NULL;
		name = g_dir_read_name(dir)) {
		g_autofree char *inner = g_build_filename(path, name, NULL);

		if (g_file_test(inner, G_FILE_TEST_IS_DIR) &&
			!g_file_test(inner, G_FILE_TEST_IS_SYMLINK))
			remove_tree(inner);
		else
			g_unlink(inner);
	}
	g_rmdir(path);
}

static void
tear_down(Fixture *self, gconstpointer data)
{
	(void)data;
	remove_tree(self->folder);
	g_free(self->folder);
	g_ptr_array_unref(self->captures);
}

static char *
in(const Fixture *self, const char *name)
{
	return g_build_filename(self->folder, name, NULL);
}

static void
put(const Fixture *self, const char *name, const char *contents)
{
	g_autofree char *path = in(self, name);
	g_autofree char *parent = g_path_get_dirname(path);

	g_assert_cmpint(g_mkdir_with_parents(parent, 0700), ==, 0);
	g_assert_true(g_file_set_contents(path, contents, -1, NULL));
}

/* Names below the folder and how they ended: "a b/c! d?"; ! is unreadable, ? any other failure. */
static void
assert_captures(const Fixture *self, const char *wanted)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (guint i = 0; i < self->captures->len; i++) {
		const HcCapture *capture = self->captures->pdata[i];
		const char *name = hc_capture_name(capture);
		HcEnding ending = hc_capture_ending(capture);

		if (g_str_has_prefix(name, self->folder))
			name += MIN(strlen(self->folder) + 1, strlen(name));
		g_string_append_printf(out, "%s%s", i > 0 ? " " : "", name);
		if (ending != HC_ENDING_DONE)
			g_string_append_c(out, ending == HC_ENDING_UNREADABLE ? '!' : '?');
		g_assert_cmpint(ending == HC_ENDING_DONE, ==, hc_capture_why(capture) == NULL);
	}
	g_assert_cmpstr(out->str, ==, wanted);
}

static void
test_order(Fixture *self, gconstpointer data)
{
	(void)data;
	put(self, "b", "");
	put(self, "a/z", "");
	put(self, "a/B", "");
	put(self, "a.log", "");
	put(self, ".hidden", "");
	hc_collect_file(self->folder, self->captures);
	assert_captures(self, ".hidden a/B a/z a.log b");
}

static void
test_links(Fixture *self, gconstpointer data)
{
	g_autofree char *link = in(self, "folder/link");
	g_autofree char *target = in(self, "target");
	g_autofree char *folder = in(self, "folder");

	(void)data;
	put(self, "target", "text");
	put(self, "folder/file", "");
	g_assert_cmpint(symlink(target, link), ==, 0);
	hc_collect_file(folder, self->captures);
	hc_collect_file(link, self->captures);
	assert_captures(self, "folder/file folder/link! folder/link");
	g_assert_nonnull(strstr(hc_capture_why(self->captures->pdata[1]), "symbolic link"));
}

static void
test_no_files(Fixture *self, gconstpointer data)
{
	g_autofree char *pipe = in(self, "pipe");
	g_autofree char *missing = in(self, "missing");
	g_autoptr(GError) error = NULL;
	g_autoptr(HcCapture) swapped = NULL;

	(void)data;
	hc_collect_file(self->folder, self->captures);
	g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
	hc_collect_file(self->folder, self->captures);
	hc_collect_file(pipe, self->captures);
	hc_collect_file(missing, self->captures);
	hc_collect_file("/dev/null", self->captures);
	assert_captures(self, "? pipe! pipe! missing? /dev/null!");
	/* What became a pipe after it was listed blocks nobody. */
	swapped = hc_capture_new_file(pipe);
	g_assert_null(hc_capture_open(swapped, &error));
	g_assert_error(error, HC_ERROR, HC_ERROR_IO);
	g_assert_nonnull(strstr(error->message, "is not a regular file"));
}

static void
test_depth(Fixture *self, gconstpointer data)
{
	g_autoptr(GString) deep = g_string_new("d");

	(void)data;
	for (guint i = 2; i < HC_LIMIT_FOLDER_DEPTH; i++)
		g_string_append(deep, "/d");
	g_string_append(deep, "/file");
	put(self, deep->str, "");
	hc_collect_file(self->folder, self->captures);
	g_assert_cmpuint(self->captures->len, ==, 1);
	g_assert_cmpint(hc_capture_ending(self->captures->pdata[0]), ==, HC_ENDING_DONE);
	g_string_truncate(deep, deep->len - strlen("file"));
	g_string_append(deep, "d/file");
	put(self, deep->str, "");
	hc_collect_file(self->folder, self->captures);
	g_assert_cmpuint(self->captures->len, ==, 3);
	g_assert_cmpint(hc_capture_ending(self->captures->pdata[1]), ==, HC_ENDING_LIMIT);
}

static void
assert_reads(const HcCapture *capture, const char *wanted)
{
	char text[16] = "";
	gsize n = 0;
	g_autoptr(GError) error = NULL;
	g_autoptr(GInputStream) stream = hc_capture_open(capture, &error);

	g_assert_no_error(error);
	g_assert_true(g_input_stream_read_all(stream, text, sizeof text - 1, &n, NULL, &error));
	g_assert_cmpstr(text, ==, wanted);
}

static void
test_streams(Fixture *self, gconstpointer data)
{
	g_autofree char *path = in(self, "f\xFF");
	g_autoptr(GBytes) bytes = g_bytes_new_static("memory", 6);
	g_autoptr(HcCapture) memory = hc_capture_new_bytes("standard input", bytes);
	g_autoptr(HcCapture) failed =
		hc_capture_new_failed("x", HC_ENDING_DENIED, "Permission denied");
	g_autoptr(GError) error = NULL;

	(void)data;
	put(self, "f\xFF", "file");
	hc_collect_file(path, self->captures);
	/* Twice: every stream starts at the first octet. */
	assert_reads(self->captures->pdata[0], "file");
	assert_reads(self->captures->pdata[0], "file");
	g_assert_true(g_utf8_validate(hc_capture_name(self->captures->pdata[0]), -1, NULL));
	assert_reads(memory, "memory");
	g_assert_null(hc_capture_open(failed, &error));
	g_assert_error(error, HC_ERROR, HC_ERROR_PERMISSION);
}

/* As a whole, up to the bound and not beyond it. */
static void
test_whole(Fixture *self, gconstpointer data)
{
	g_autofree char *path = in(self, "file");
	g_autoptr(HcCapture) capture = hc_capture_new_file(path);
	g_autoptr(GBytes) whole = NULL;
	g_autoptr(GBytes) wanted = NULL;
	g_autoptr(GError) error = NULL;

	(void)data;
	g_assert_null(hc_capture_read(capture, 4, "HC_LIMIT_OF_TEST", &error));
	g_assert_error(error, HC_ERROR, HC_ERROR_NOT_FOUND);
	g_clear_error(&error);
	put(self, "file", "file");
	whole = hc_capture_read(capture, 4, "HC_LIMIT_OF_TEST", &error);
	g_assert_no_error(error);
	wanted = g_bytes_new_static("file", 4);
	g_assert_true(g_bytes_equal(whole, wanted));
	g_assert_null(hc_capture_read(capture, 3, "HC_LIMIT_OF_TEST", &error));
	g_assert_error(error, HC_ERROR, HC_ERROR_LIMIT);
	g_assert_nonnull(strstr(error->message, "limit HC_LIMIT_OF_TEST (3 octets) reached"));
	g_assert_true(g_str_has_prefix(error->message, path));
}

#define ADD(path, test) g_test_add(path, Fixture, NULL, set_up, test, tear_down)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("/collect/file/order", test_order);
	ADD("/collect/file/links", test_links);
	ADD("/collect/file/no-files", test_no_files);
	ADD("/collect/file/depth", test_depth);
	ADD("/collect/file/streams", test_streams);
	ADD("/collect/file/whole", test_whole);
	return g_test_run();
}
