/*
 * What the files of one run of the wizard share: "20260915_071502" of 20260915_071502.xhcw, .log
 * and .boot.  Room: parse.
 */
#pragma once

#include <glib.h>

/*
 * The stamp at the start of @path's last part, also where a copy got a longer name
 * ("20260915_071502 (1).log"); NULL if it has none.  Returns: (transfer full).
 */
char *hc_stamp_of_path(const char *path);
