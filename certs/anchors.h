/*
 * A set of trust anchors in memory: the shipped ones, or those of a file the user names.
 * Room: certs; uses OpenSSL, shows none of it.
 * In: certificate files.  Out: the lookup that certs/issuers.h asks for.
 */
#pragma once

#include "certs/issuers.h"

typedef struct HcAnchors HcAnchors;

HcAnchors *hc_anchors_new(void);
void hc_anchors_free(HcAnchors *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcAnchors, hc_anchors_free)

/* Adds every certificate of a file; the error is that of hc_cert_file_read(), nothing is added. */
gboolean hc_anchors_add(HcAnchors *self, GBytes *file, GError **error);
guint hc_anchors_n(const HcAnchors *self);
/* An HcAnchorLookup; @anchors is an HcAnchors. */
GPtrArray *hc_anchors_lookup(const char *subject_hash, gpointer anchors);
