/*
 * DER to facts and to OpenSSL's form of it, decoded once for both.  Room: certs, its OpenSSL half
 * alone: this header shows OpenSSL types.
 */
#pragma once

#include "certs/cert.h"
#include "certs/openssl-auto.h"

/*
 * As hc_cert_from_der().  @ret_x509 is NULL for bytes that are no certificate; a certificate of
 * which only a part can be read is MALFORMED and still there.
 */
HcCertFacts *hc_cert_read(GBytes *der, X509 **ret_x509);
