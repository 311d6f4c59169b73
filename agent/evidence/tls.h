/*
 * What a TLS handshake showed.  Room: evidence.
 * In: filled by parse from a transcript (names, certificates) and by the derive step
 * (agent/parse/derive/derive-wire.c: everything about the chain).  Out: plain record.
 *
 * The handshake is made at any strength and without trust, so that whatever a peer presents is
 * seen.
 */
#pragma once

#include "agent/evidence/cert.h"

/* What a chain is held against; each answer is one of its own. */
typedef enum {
	HC_TRUST_HOST,    /* the roots of this host, or of --ca-file */
	HC_TRUST_SHIPPED, /* the roots that Exchange Online's own chains are known to end in */
	HC_N_TRUSTS
} HcTrustSet;

/* As certs/chain.h has them. */
typedef enum {
	HC_TRUST_NOT_JUDGED = 0,
	HC_TRUST_TRUSTED,
	HC_TRUST_UNTRUSTED,  /* ends in a self-signed certificate that is no root of the set */
	HC_TRUST_INCOMPLETE, /* an issuer is neither in what was sent nor in the set */
	HC_TRUST_INVALID,    /* signature, validity of an issuer, constraint */
	HC_N_TRUST_STATUSES
} HcTrustStatus;

typedef struct {
	HcTrustStatus status;
	char *why;            /* one sentence; NULL if TRUSTED or NOT_JUDGED */
	char *missing_issuer; /* printed name; NULL unless INCOMPLETE */
	char *anchor;         /* SHA-256 of the root, lower case hex; NULL unless TRUSTED */
} HcTlsTrust;

/* The versions that are told apart. */
typedef enum { HC_TLS_1_0, HC_TLS_1_1, HC_TLS_1_2, HC_TLS_1_3, HC_N_TLS_VERSIONS } HcTlsVersion;

typedef struct {
	char *version;            /* "TLSv1.2"; NULL if the handshake did not come so far */
	char *cipher;             /* OpenSSL's name, or NULL */
	char *group;              /* of the key exchange, or NULL */
	GPtrArray *chain;         /* HcCertFacts as sent, the leaf first; shared, never changed */
	GBytes *staple;           /* OCSP response; NULL: none was sent */
	HcTri client_certificate; /* the peer asked for one */
	/* Of the chain, built of what was sent alone, at a time at which the leaf is valid: dates
	   of the leaf are judged by themselves.  UNKNOWN and 0 until derived. */
	HcTlsTrust trust[HC_N_TRUSTS];
	HcTri complete; /* every intermediate was sent; UNKNOWN if it may be the root that is
			   missing */
	HcTri in_order; /* each certificate is behind the one it issued */
	gboolean sends_root;
	guint n_superfluous; /* sent, and of no use: foreign, repeated or unreadable */
	HcTri name_matches;  /* a name of the leaf covers the host asked for; UNKNOWN: by address */
	GStrv notes;         /* weaknesses and remarks about the chain; never NULL */
} HcTlsSession;

HcTlsSession *hc_tls_session_new(void);
void hc_tls_session_free(HcTlsSession *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcTlsSession, hc_tls_session_free)

/* The first certificate that was sent; NULL if none was. */
const HcCertFacts *hc_tls_leaf(const HcTlsSession *self);

/* "trusted", "untrusted", "incomplete", "invalid", "not-judged". */
const char *hc_trust_status_word(HcTrustStatus status);
gboolean hc_trust_status_from_word(const char *word, HcTrustStatus *ret_status);
/* "TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3": OpenSSL's names. */
const char *hc_tls_version_word(HcTlsVersion version);
gboolean hc_tls_version_from_word(const char *word, HcTlsVersion *ret_version);
/* 0x0301 … 0x0304 of a question; FALSE for any other, 0 too. */
gboolean hc_tls_version_from_number(guint number, HcTlsVersion *ret_version);
