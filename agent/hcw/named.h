/*
 * The certificates the hybrid configuration names.  Room: hcw.  Pure.
 * In: the hybrid organisation, an <I>…<S>… value.  Out: what carries that name on which server, and
 * whether something stands ready to replace it (design: a *replacement* is valid at the as-of time,
 * not self-signed, covers the named certificate's CN or the TlsDomain, and lies on every server
 * concerned).
 */
#pragma once

#include "agent/hcw/hybrid.h"

/* Characters ms-Exch-Smtp-TLS-Certificate takes in the AD LDS of an Edge server (KB4052493). */
#define HC_NAMED_EDGE_CHARS 256

/* One server's answer to "which certificate has this name?". */
typedef struct {
	char *server;
	const HcFactHead *head;    /* whether this server's certificates are known; never NULL */
	const HcCertFacts *newest; /* newest NotBefore with that issuer and subject; NULL if none */
	guint n_matches;
} HcNamedOn;

typedef struct {
	char *identifier;               /* "<I>…<S>…" */
	GPtrArray *servers;             /* HcNamedOn, in the order asked */
	char *cn;                       /* CN of the named subject; NULL if it has none */
	const HcCertFacts *sample;      /* any certificate of that name; NULL if none is known */
	const HcCertFacts *replacement; /* newest replacement; NULL if there is none */
	const HcCertFacts *candidate;   /* would be one, but does not lie on every server; NULL if
					   there is none, or a replacement */
	gboolean any_unknown;           /* at least one server's certificates are not known */
} HcNamed;

HcNamed *hc_named_new(const HcHybrid *hybrid, const char *identifier, const char *const *servers);
void hc_named_free(HcNamed *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcNamed, hc_named_free)

/* How far the certificates of @server are known; never NULL. */
const HcFactHead *hc_named_server_head(const HcEvidence *evidence, const char *server);
gboolean hc_named_is_valid_at(const HcCertFacts *cert, HcTime when);
