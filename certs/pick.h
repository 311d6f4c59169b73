/*
 * Which certificate Exchange takes for a connector on one server.  Room: certs (no OpenSSL here).
 * In: the connector's TlsCertificateName and Fqdn, the server's certificates.  Out: one of them or
 * none.
 *
 * Order: (1) TlsCertificateName: issuer and subject must both match, of several the newest
 * NotBefore; neither the SMTP service nor validity is looked at.  (2) no TlsCertificateName: a
 * certificate that carries Fqdn, with SMTP service and private key, CA-issued before self-signed,
 * then the newest NotBefore.
 *
 * UNKNOWN, never NONE, where the answer hangs on something the export does not hold: a certificate
 * that could not be read, Services or HasPrivateKey of one that would win, a TlsCertificateName
 * that cannot be read, a connector with neither name.
 */
#pragma once

#include "agent/evidence/cert.h"

typedef enum {
	HC_PICK_BY_NAME,
	HC_PICK_BY_FQDN,
	HC_PICK_NONE,
	HC_PICK_UNKNOWN,
} HcPickHow;

/*
 * @certs: HcCertFacts of one server, any order.  @identifier and @fqdn may be NULL or empty.
 * @ret_cert is borrowed from @certs, NULL for NONE and UNKNOWN.  @ret_matches counts certificates
 * with the named issuer and subject.
 */
HcPickHow hc_pick_choose(const GPtrArray *certs, const char *identifier, const char *fqdn,
	const HcCertFacts **ret_cert, guint *ret_matches);
