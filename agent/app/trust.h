/*
 * Which authorities this host takes for public.  Room: app.
 * In: the host's bundle, a folder as c_rehash leaves it or a file of certificates.  Out: the lookup
 * that chains are built with, and a judgement in words with the bundle's path and date.
 *
 * A folder is asked for single roots; it is never loaded as a whole.
 */
#pragma once

#include "agent/capture/capture.h"
#include "certs/chain.h"

#define HC_TRUST_DEFAULT_FOLDER "/etc/ssl/certs"

typedef struct HcTrust HcTrust;

/* Never NULL: a folder without roots is a bundle that can tell nothing. */
HcTrust *hc_trust_new_folder(const char *path);
/* The certificates of @path are the anchors.  The error is that of reading or of what is in it. */
HcTrust *hc_trust_new_file(const char *path, GError **error);
void hc_trust_free(HcTrust *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcTrust, hc_trust_free)

/* An HcAnchorLookup; @trust is an HcTrust. */
GPtrArray *hc_trust_lookup(const char *subject_hash, gpointer trust);

const char *hc_trust_path(const HcTrust *self); /* printable */
HcTime hc_trust_modified(const HcTrust *self);  /* of the folder or file; HC_TIME_NONE */
/* HcCapture of every file looked at so far, those that failed too; of a file: that file. */
const GPtrArray *hc_trust_files(const HcTrust *self);

/*
 * Does @chain, built with this bundle, end in one of its roots?  NO only for a chain that ends in
 * a root which is none of them; where the chain is not whole or not valid, nobody knows.
 * @ret_text: one sentence without full stop; (transfer full).
 */
HcTri hc_trust_judge(const HcTrust *self, const HcChain *chain, char **ret_text);
