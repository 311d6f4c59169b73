/*
 * Files of groups and keys, read strictly.  Room: app.
 * In: a capture.  Out: a GKeyFile, or a CONFIG error with the file's name in it.
 */
#pragma once

#include "agent/capture/capture.h"

/* An empty file is a file without groups.  What is not UTF-8 is an error. */
GKeyFile *hc_key_file_load(
	const HcCapture *capture, gsize limit, const char *limit_name, GError **error);

/* "; did you mean "timeout"?", or "" if nothing of @known is near. */
char *hc_key_file_hint(const char *word, const char *const *known);

/*
 * FALSE with an @error that names the nearest of @known for a key that is none of them, or the key
 * whose value cannot be read.
 */
gboolean hc_key_file_check_keys(GKeyFile *file, const char *group, const char *place,
	const char *const *known, GError **error);

/* Without surrounding blanks; NULL for a key that is missing or blank. */
char *hc_key_file_text(GKeyFile *file, const char *group, const char *key);
