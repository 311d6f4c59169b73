/* Files and folders the user named.  Room: collect. */
#include "agent/collect/collect-file.h"
#include "agent/base/limits.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define STANDARD_INPUT "-"
#define STANDARD_INPUT_NAME "standard input"

/* --- endings ---------------------------------------------------------------------------------- */

static void
add_failed(GPtrArray *captures, const char *path, HcEnding ending, const char *why)
{
	g_ptr_array_add(captures, hc_capture_new_failed(path, ending, why));
}

static void
add_errno(GPtrArray *captures, const char *path, int errsv)
{
	HcEnding ending = HC_ENDING_UNREADABLE;

	if (errsv == ENOENT || errsv == ENOTDIR)
		ending = HC_ENDING_NOT_FOUND;
	else if (errsv == EACCES || errsv == EPERM)
		ending = HC_ENDING_DENIED;
	add_failed(captures, path, ending, g_strerror(errsv));
}

static const char *
what_it_is(mode_t mode)
{
	if (S_ISLNK(mode))
		return "a symbolic link inside a folder is not followed; name its target instead";
	if (S_ISFIFO(mode))
		return "a pipe is not read; use - for standard input";
	if (S_ISSOCK(mode))
		return "a socket is not read";
	return "a device is not read";
}

/* --- folders ---------------------------------------------------------------------------------- */

static int
compare_names(gconstpointer a, gconstpointer b)
{
	const char *const *left = a;
	const char *const *right = b;

	return strcmp(*left, *right);
}

/* Paths of everything in @folder, by the octets of their names; NULL if it cannot be listed. */
static GPtrArray *
list_folder(const char *folder, GPtrArray *captures)
{
	g_autoptr(GDir) dir = NULL;
	GPtrArray *paths = NULL;

	errno = 0;
	dir = g_dir_open(folder, 0, NULL);
	if (dir == NULL) {
		add_errno(captures, folder, errno);
		return NULL;
	}
	paths = g_ptr_array_new_with_free_func(g_free);
	/* One more than will be looked at, so that the limit is seen to be reached. */
	for (const char *name = g_dir_read_name(dir);
		name != NULL && paths->len <= HC_LIMIT_INPUT_FILES; name = g_dir_read_name(dir))
		g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
	g_ptr_array_sort(paths, compare_names);
	return paths;
}

/* FALSE once there are too many: the first time with a capture that says so. */
static gboolean
has_room(GPtrArray *captures, const char *path)
{
	if (captures->len == HC_LIMIT_INPUT_FILES)
		add_failed(captures, path, HC_ENDING_LIMIT,
			"limit HC_LIMIT_INPUT_FILES reached; this and what follows is not read");
	return captures->len < HC_LIMIT_INPUT_FILES;
}

static void
add_regular(const char *path, GPtrArray *captures)
{
	if (g_access(path, R_OK) != 0)
		add_errno(captures, path, errno);
	else
		g_ptr_array_add(captures, hc_capture_new_file(path));
}

static gboolean
may_descend(const char *folder, guint depth, GPtrArray *captures)
{
	if (depth <= HC_LIMIT_FOLDER_DEPTH)
		return TRUE;
	add_failed(captures, folder, HC_ENDING_LIMIT,
		"limit HC_LIMIT_FOLDER_DEPTH reached; this folder is not read");
	return FALSE;
}

static void
walk(const char *folder, guint depth, GPtrArray *captures)
{
	g_autoptr(GPtrArray) paths = NULL;
	GStatBuf seen = { 0 };

	if (!may_descend(folder, depth, captures))
		return;
	paths = list_folder(folder, captures);
	for (guint i = 0; paths != NULL && i < paths->len; i++) {
		const char *path = g_ptr_array_index(paths, i);

		if (!has_room(captures, path))
			return;
		if (g_lstat(path, &seen) != 0)
			add_errno(captures, path, errno);
		else if (S_ISDIR(seen.st_mode))
			walk(path, depth + 1, captures);
		else if (S_ISREG(seen.st_mode))
			add_regular(path, captures);
		else
			add_failed(captures, path, HC_ENDING_UNREADABLE, what_it_is(seen.st_mode));
	}
}

static void
add_folder(const char *path, GPtrArray *captures)
{
	guint before = captures->len;

	walk(path, 1, captures);
	if (captures->len == before)
		add_failed(captures, path, HC_ENDING_NOT_FOUND, "there is no file in this folder");
}

/* --- standard input --------------------------------------------------------------------------- */

/* FALSE at its end, on an error (then told) and when it is too long (then told). */
static gboolean
read_some(GByteArray *into, guint8 *chunk, GPtrArray *captures)
{
	ssize_t n = read(STDIN_FILENO, chunk, HC_LIMIT_CHUNK_BYTES);

	if (n < 0 && errno == EINTR)
		return TRUE;
	if (n < 0)
		add_errno(captures, STANDARD_INPUT_NAME, errno);
	else if (n > 0)
		g_byte_array_append(into, chunk, (guint)n);
	if (into->len > HC_LIMIT_INPUT_BYTES) {
		add_failed(captures, STANDARD_INPUT_NAME, HC_ENDING_LIMIT,
			"limit HC_LIMIT_INPUT_BYTES reached; it is not read");
		return FALSE;
	}
	return n > 0;
}

static void
add_standard_input(GPtrArray *captures)
{
	g_autofree guint8 *chunk = g_malloc(HC_LIMIT_CHUNK_BYTES);
	GByteArray *read_so_far = g_byte_array_new();
	guint before = captures->len;
	g_autoptr(GBytes) bytes = NULL;

	while (read_some(read_so_far, chunk, captures))
		;
	bytes = g_byte_array_free_to_bytes(read_so_far);
	if (captures->len == before)
		g_ptr_array_add(captures, hc_capture_new_bytes(STANDARD_INPUT_NAME, bytes));
}

void
hc_collect_file(const char *path, GPtrArray *captures)
{
	GStatBuf seen = { 0 };

	if (!has_room(captures, path))
		return;
	if (strcmp(path, STANDARD_INPUT) == 0)
		add_standard_input(captures);
	else if (g_stat(path, &seen) != 0)
		add_errno(captures, path, errno);
	else if (S_ISDIR(seen.st_mode))
		add_folder(path, captures);
	else if (S_ISREG(seen.st_mode))
		add_regular(path, captures);
	else
		add_failed(captures, path, HC_ENDING_UNREADABLE, what_it_is(seen.st_mode));
}
