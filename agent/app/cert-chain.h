/*
 * What a certificate file's chain is worth.  Room: app.
 * In: the certificates, the anchors of this host and those that are shipped.  Out: the report's
 * words.  Nothing is fetched: what the file does not hold is missing.
 */
#pragma once

#include "agent/base/world.h"
#include "agent/report/cert-model.h"

/*
 * @ca_file NULL: this host's bundle.  NULL with @error set if @ca_file cannot be read; a host
 * without a bundle is no error, its answer is "not known".
 */
HcCertChain *hc_cert_chain_judge(const HcWorld *world, const char *ca_file, const GPtrArray *certs,
	const HcCertFacts *leaf, HcTime as_of, GError **error);
void hc_cert_chain_free(HcCertChain *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcCertChain, hc_cert_chain_free)
