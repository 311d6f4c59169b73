/*
 * The shipped roots of Exchange Online.  Room: app.
 * In: the data folder.  Out: anchors that judge Exchange Online's chain and nothing else, and what
 * a report says of them.
 */
#pragma once

#include "agent/base/when.h"
#include "certs/anchors.h"

typedef struct {
	HcAnchors *anchors;
	char *name; /* "exchange-online-anchors" */
	char *version;
	HcTime as_of;
	char *source;
} HcShippedAnchors;

/* INTERNAL error if a file is missing or damaged. */
HcShippedAnchors *hc_shipped_anchors_load(const char *data_dir, GError **error);
void hc_shipped_anchors_free(HcShippedAnchors *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcShippedAnchors, hc_shipped_anchors_free)
