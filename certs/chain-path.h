/*
 * One way up from a leaf, as OpenSSL finds it, with everything that is wrong with it.
 * Room: certs, its OpenSSL half alone.
 */
#pragma once

#include "certs/chain-fault.h"
#include "certs/known.h"

typedef struct {
	GPtrArray *certs;  /* HcKnown with references, from the leaf up */
	GArray *faults;    /* HcChainFault, in the order they were found */
	gboolean anchored; /* the last one is a trust anchor */
	const char *unfit; /* an issuer is missing, and this is why the one of that name at hand is
			      none; NULL if there is none of that name */
} HcChainPath;

/*
 * @given and @anchors: GPtrArray of HcKnown, each with its x509.  The issuers are chosen among
 * both, anchors first, those valid at @when first.
 */
HcChainPath *hc_chain_path_find(
	HcKnown *leaf, const GPtrArray *given, const GPtrArray *anchors, HcTime when);
void hc_chain_path_free(HcChainPath *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcChainPath, hc_chain_path_free)

/* The first fault of that weight, or NULL. */
const HcChainFault *hc_chain_path_fault(const HcChainPath *self, HcChainWeight weight);
