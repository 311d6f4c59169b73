/* One named file as a whole.  Room: app.  For files whose bound is small. */
#pragma once

#include <glib.h>

/*
 * @path may be "-".  NOT_FOUND, PERMISSION, INPUT (a folder), LIMIT (more than @limit octets, by
 * the name of @limit_name) or IO, with the path in the message.
 */
GBytes *hc_read_file(const char *path, gsize limit, const char *limit_name, GError **error);
