/*
 * DER to facts.  Room: certs; uses OpenSSL, shows none of it.
 * In: the bytes of one certificate.  Out: HcCertFacts; bytes that are no certificate give facts
 * with status MALFORMED, the reason and the thumbprint of the bytes.  Never an error, never NULL.
 */
#pragma once

#include "agent/evidence/cert.h"

/* @der is kept (by reference).  At most HC_LIMIT_DER octets are looked at. */
HcCertFacts *hc_cert_from_der(GBytes *der);
