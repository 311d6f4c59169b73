/*
 * What RFC 5280 wants of a certificate and OpenSSL does not look at.  Room: certs, its OpenSSL half
 * alone.
 */
#pragma once

#include "certs/chain-path.h"

/* Calls @say(text, user) for each; @at: place in the path, 0 is the leaf.  Not for anchors. */
void hc_chain_remark(const HcKnown *known, guint at, void (*say)(const char *text, gpointer user),
	gpointer user);
