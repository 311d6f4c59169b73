/*
 * The host's trusted roots, one by one.  Room: collect.
 * In: a folder as c_rehash leaves it ("5ad8a5d6.0": subject hash, then a number), a hash.  Out:
 * captures of the files with that hash; the folder is never read as a whole: to load all roots
 * takes longer than everything else about one certificate.
 */
#pragma once

#include "agent/capture/capture.h"

/*
 * Appends HcCapture of <hash>.0, <hash>.1 … to the first that is not there; one that may not be
 * read is a capture that failed.  @subject_hash that is not 8 hex digits has no file.
 */
void hc_collect_trust(const char *folder, const char *subject_hash, GPtrArray *captures);

/*
 * DONE if @folder holds at least one file with such a name, else why no root can be looked up
 * there: NOT_FOUND (no such folder, or no such file in it), DENIED, UNREADABLE.  @ret_why in words,
 * NULL when DONE; @ret_modified: last change of the folder.
 */
HcEnding hc_collect_trust_probe(const char *folder, HcTime *ret_modified, char **ret_why);
