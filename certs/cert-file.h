/*
 * A certificate file to certificates.  Room: certs; uses OpenSSL, shows none of it.
 * In: PEM (one or many, text around them, Windows or PowerShell line ends and byte order marks),
 * DER, PKCS#7 in either form (of SignedData the certificates alone).  Out: facts, in the order of
 * the file.
 *
 * Private keys, PFX files and requests are refused by name, with what to do instead; what is in
 * them is neither decoded nor repeated.  Other PEM blocks (parameters, public keys, CRLs) are
 * passed over.
 */
#pragma once

#include "agent/evidence/cert.h"

/*
 * GPtrArray of HcCertFacts, at least one, der kept; MALFORMED ones are those of which only a part
 * could be read.  NULL with INPUT (the place and the reason) or LIMIT (the bound's name).
 */
GPtrArray *hc_cert_file_read(GBytes *data, GError **error);

/* The same as GBytes of DER, none of which is read: quick, whatever is in them. */
GPtrArray *hc_cert_file_split(GBytes *data, GError **error);
