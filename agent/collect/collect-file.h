/*
 * Files and folders the user named.  Room: collect.
 * In: paths.  Out: one capture per regular file, in a stable order (folders sorted by name, walked
 * to HC_LIMIT_FOLDER_DEPTH).  Symlinks inside folders are not followed and say so; a path that does
 * not exist is a capture that failed, not an error.
 */
#pragma once

#include "agent/capture/capture.h"

/* Appends HcCapture to @captures.  "-" is standard input, read up to HC_LIMIT_INPUT_BYTES. */
void hc_collect_file(const char *path, GPtrArray *captures);
