/*
 * What OpenSSL finds wrong with a chain, in words of ours.  Room: certs, its OpenSSL half alone.
 * In: a code of X509_verify_cert().  Out: how much it weighs, and a text about the certificate.
 */
#pragma once

#include "certs/chain.h"
#include "certs/openssl-auto.h"

typedef enum {
	HC_CHAIN_WEIGHS_MISSING,  /* the issuer is not there */
	HC_CHAIN_WEIGHS_UNROOTED, /* the root is no anchor */
	HC_CHAIN_WEIGHS_FATAL,
	HC_CHAIN_WEIGHS_STRICT, /* RFC 5280 pedantry: a remark */
} HcChainWeight;

typedef struct {
	int code; /* X509_V_ERR_… */
	guint at; /* index in the path */
	HcChainWeight weight;
	gboolean of_issuer; /* the one above is to blame: another candidate for it may do */
} HcChainFault;

/* @cert: the certificate at @at; @is_anchor: it is trusted as it is. */
HcChainFault hc_chain_fault_of(int code, guint at, X509 *cert, gboolean is_anchor);
/* @facts of the certificate at the place. */
char *hc_chain_fault_text(const HcChainFault *self, const HcCertFacts *facts);
