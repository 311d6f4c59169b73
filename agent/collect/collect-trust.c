/* The host's trusted roots, one by one.  Room: collect. */
#include "agent/collect/collect-trust.h"

#include "agent/base/limits.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define HASH_DIGITS 8

static HcEnding
ending_of(int errsv)
{
	if (errsv == ENOENT || errsv == ENOTDIR || errsv == ELOOP)
		return HC_ENDING_NOT_FOUND;
	return errsv == EACCES || errsv == EPERM ? HC_ENDING_DENIED : HC_ENDING_UNREADABLE;
}

/* Digits as c_rehash writes them; so no name leads out of the folder. */
static gboolean
starts_with_hash(const char *name)
{
	return strspn(name, "0123456789abcdef") == HASH_DIGITS;
}

static gboolean
is_rehashed_name(const char *name)
{
	return strlen(name) == HASH_DIGITS + 2 && starts_with_hash(name) &&
	       name[HASH_DIGITS] == '.' && g_ascii_isdigit(name[HASH_DIGITS + 1]);
}

/* Of the @index-th file with its hash, which is there but for @errsv. */
static HcCapture *
capture_of(const char *path, guint index, int errsv)
{
	if (index == HC_LIMIT_ANCHORS_PER_HASH)
		return hc_capture_new_failed(path, HC_ENDING_LIMIT,
			"limit HC_LIMIT_ANCHORS_PER_HASH reached; this and what follows is not "
			"read");
	if (errsv != 0)
		return hc_capture_new_failed(path, ending_of(errsv), g_strerror(errsv));
	return hc_capture_new_file(path);
}

void
hc_collect_trust(const char *folder, const char *subject_hash, GPtrArray *captures)
{
	struct stat seen = { 0 };

	if (!starts_with_hash(subject_hash) || subject_hash[HASH_DIGITS] != '\0')
		return;
	for (guint i = 0; i <= HC_LIMIT_ANCHORS_PER_HASH; i++) {
		g_autofree char *name = g_strdup_printf("%s.%u", subject_hash, i);
		g_autofree char *path = g_build_filename(folder, name, NULL);
		int errsv = stat(path, &seen) == 0 ? 0 : errno;

		if (errsv != 0 && ending_of(errsv) == HC_ENDING_NOT_FOUND)
			return;
		g_ptr_array_add(captures, capture_of(path, i, errsv));
	}
}

static gboolean
has_rehashed_name(GDir *dir)
{
	const char *name = NULL;

	do
		name = g_dir_read_name(dir);
	while (name != NULL && !is_rehashed_name(name));
	return name != NULL;
}

HcEnding
hc_collect_trust_probe(const char *folder, HcTime *ret_modified, char **ret_why)
{
	g_autoptr(GDir) dir = NULL;
	struct stat seen = { 0 };
	int errsv = 0;

	*ret_why = NULL;
	*ret_modified = HC_TIME_NONE;
	errno = 0;
	dir = g_dir_open(folder, 0, NULL);
	if (dir == NULL || stat(folder, &seen) != 0) {
		errsv = errno;
		*ret_why = g_strdup(g_strerror(errsv));
		return ending_of(errsv);
	}
	*ret_modified = (HcTime)seen.st_mtim.tv_sec * HC_TIME_SECOND;
	if (has_rehashed_name(dir))
		return HC_ENDING_DONE;
	*ret_why = g_strdup("no root in it is named by its subject hash (see openssl-rehash)");
	return HC_ENDING_NOT_FOUND;
}
