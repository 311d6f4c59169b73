/* One named file as a whole.  Room: app.  For files whose bound is small. */
#pragma once

#include "agent/base/when.h"

/*
 * @path may be "-".  NOT_FOUND, PERMISSION, INPUT (a folder), LIMIT (more than @limit octets) or IO
 * with the path in the message.  @ret_modified may be NULL.
 */
GBytes *hc_read_file(const char *path, gsize limit, HcTime *ret_modified, GError **error);
