/*
 * DER to facts.  Room: certs; uses OpenSSL, shows none of it.
 * In: the bytes of one certificate.  Out: HcCertFacts; bytes that are no certificate give facts
 * with status MALFORMED, the reason and the fingerprints of the bytes.  Never an error, never NULL.
 *
 * A certificate whose validity, subjectAltName or extendedKeyUsage cannot be read is MALFORMED too;
 * what could be read of it is filled in.  Every text is valid UTF-8; a NUL inside a name is U+FFFD,
 * and certs/match.h lets no such name match.
 */
#pragma once

#include "agent/evidence/cert.h"

/*
 * @der is kept (by reference), unless it is empty or has more than HC_LIMIT_DER octets: of those
 * only the fingerprints are taken.
 */
HcCertFacts *hc_cert_from_der(GBytes *der);
