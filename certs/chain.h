/*
 * The chain from a leaf to a trust anchor, without AIA.  Room: certs; uses OpenSSL, shows none of
 * it.  Pure: no file, no clock, no network.
 * In: a leaf, the certificates that come with it, a time, anchors through certs/issuers.h.  Out:
 * how far it leads, why no further, and what each of the certificates is good for.
 *
 * Exchange Online fetches no issuer either, so what is not handed in is missing.  Of several
 * candidates (cross-signed, renewed, expired) all are tried until one leads to an anchor.  Keys and
 * digests of any strength are followed and noted; purposes are told, they are no fault.
 */
#pragma once

#include "agent/evidence/cert.h"
#include "certs/issuers.h"

typedef enum {
	HC_CHAIN_TRUSTED,
	HC_CHAIN_UNTRUSTED,  /* ends in a self-signed certificate that is no anchor */
	HC_CHAIN_INCOMPLETE, /* an issuer is missing: an intermediate that was not handed in, or a
				root that nobody trusts; the certificate alone does not tell which
			      */
	HC_CHAIN_INVALID,    /* a signature, a validity, a constraint: the first fault says it */
} HcChainStatus;

typedef enum {
	HC_CHAIN_FAULT,  /* a reason not to be TRUSTED */
	HC_CHAIN_WEAK,   /* a key or digest below RSA 2048, EC 256, SHA-2 */
	HC_CHAIN_REMARK, /* not as RFC 5280 wants it; Windows and Exchange Online accept it */
} HcChainNoteKind;

typedef struct {
	HcChainNoteKind kind;
	guint at;   /* index in the path */
	char *text; /* about that certificate: "it expired on 2026-07-27" */
} HcChainNote;

/* What one of the certificates handed in is good for. */
typedef enum {
	HC_CHAIN_USE_NEEDED,
	HC_CHAIN_USE_MISPLACED,   /* needed, but behind one that is further up (RFC 5246 7.4.2) */
	HC_CHAIN_USE_ROOT,        /* the root: who trusts it has it already */
	HC_CHAIN_USE_REPEATED,    /* the leaf, or one that was there before */
	HC_CHAIN_USE_SUPERFLUOUS, /* not on the path */
	HC_CHAIN_USE_UNREADABLE,  /* no X.509 certificate */
} HcChainUse;

typedef struct {
	HcChainStatus status;
	char *why;            /* one sentence, printable; NULL if TRUSTED */
	GPtrArray *path;      /* HcCertFacts from the leaf up, to the root if it was reached */
	GPtrArray *notes;     /* HcChainNote, faults first */
	char *missing_issuer; /* printed name of the issuer nobody handed in; else NULL */
	char *anchor;         /* SHA-256 of the anchor, lower case hex; NULL unless TRUSTED */
	HcTri server_auth;    /* every certificate of the path below the root allows the purpose; */
	HcTri client_auth; /* … UNKNOWN if nothing speaks against it but the path is not whole */
	GArray *uses;      /* HcChainUse, by index of what was handed in */
} HcChain;

/*
 * @intermediates: GBytes DER in any order, at most HC_LIMIT_CERT_FILE_CERTS of them are looked at;
 * the leaf or the root may be among them; may be NULL.  Never NULL: a leaf that is no certificate
 * is INVALID.
 */
HcChain *hc_chain_build(
	HcIssuers *issuers, GBytes *leaf, const GPtrArray *intermediates, HcTime when);
void hc_chain_free(HcChain *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcChain, hc_chain_free)

/*
 * When to build the chain of a leaf whose dates are judged by themselves: at @as_of, or the moment
 * next to it at which the leaf is valid.
 */
HcTime hc_chain_time(const HcCertFacts *leaf, HcTime as_of);

/*
 * Which certificate of a file is the leaf: the first that issued no other one there.
 * @certs: HcCertFacts.  Returns: (transfer none) NULL for an empty list.
 */
const HcCertFacts *hc_chain_find_leaf(const GPtrArray *certs);
