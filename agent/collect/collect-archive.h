/*
 * Archives that the user named or that lie in a folder.  Room: collect.
 * In: the capture of a .zip, .tar, .tar.gz or .gz, told by content.  Out: one capture per entry, in
 * the order of the archive, unpacked in memory one after the other.
 *
 * Nothing is written anywhere.  An entry that is no regular file, whose name leads out of the
 * archive, that is encrypted or too large is a capture that failed and says why.  An archive inside
 * an archive is handed on as it is.
 */
#pragma once

#include "agent/capture/capture.h"

/* @entry is borrowed for the time of the call.  FALSE: no further one is wanted. */
typedef gboolean (*HcArchiveEntry)(HcCapture *entry, gpointer user);

/* By its first octets; FALSE too if they cannot be read. */
gboolean hc_collect_is_archive(const HcCapture *capture);

/*
 * Calls @each for every entry.  FALSE with @error set (INPUT, or LIMIT with the limit's name) if
 * the archive ends before its end: what came before was handed on.
 */
gboolean hc_collect_archive(
	const HcCapture *archive, HcArchiveEntry each, gpointer user, GError **error);
