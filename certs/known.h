/*
 * A decoded certificate that several chains share.  Room: certs, its OpenSSL half alone: this
 * header shows OpenSSL types.
 */
#pragma once

#include "certs/cert-x509.h"
#include "certs/issuers.h"

typedef struct {
	guint refs;
	X509 *x509; /* NULL for bytes that are no certificate */
	HcCertFacts *facts;
	GBytes *signed_by; /* DER of the one whose key was seen to verify its signature, or NULL */
} HcKnown;

/* In memory of its own, for a leaf; issuers come from hc_issuers_know(). */
HcKnown *hc_known_new(GBytes *der);
HcKnown *hc_known_ref(HcKnown *self);
void hc_known_unref(HcKnown *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcKnown, hc_known_unref)

/* TRUE if @issuer's key verifies @self's signature; a yes is remembered. */
gboolean hc_known_is_signed_by(HcKnown *self, const HcKnown *issuer);

/* The name of c_rehash for certificates with this subject. */
char *hc_issuers_hash(const X509_NAME *subject);
/* A reference to the one and only HcKnown of these octets. */
HcKnown *hc_issuers_know(HcIssuers *self, GBytes *der);
/* GPtrArray of HcKnown with a reference to each; empty if nobody with this name is trusted. */
GPtrArray *hc_issuers_anchors(HcIssuers *self, const X509_NAME *name);
