/*
 * Where a certificate says its revocation and its issuer can be asked for.  Room: certs, its
 * OpenSSL half alone: this header shows OpenSSL types.
 * In: a certificate.  Out: the URLs of CRLDistributionPoints and AuthorityInfoAccess, as they stand
 * there: of any scheme, from a stranger, checked by nobody.
 */
#pragma once

#include "agent/evidence/cert.h"
#include "certs/openssl-auto.h"

/* Fills crl_urls, ocsp_urls and issuer_urls.  FALSE: more of them than HC_LIMIT_CERT_URLS. */
gboolean hc_cert_urls_read(const X509 *cert, HcCertFacts *facts);
