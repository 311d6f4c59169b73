/*
 * X.500 names of a certificate as .NET prints them on Windows.  Room: certs, cert.c alone: this
 * header shows OpenSSL types.
 * In: X509_NAME.  Out: valid UTF-8 text that certs/dn.h takes apart again.
 *
 * X500DistinguishedName.Name is CertNameToStr(CERT_X500_NAME_STR, reversed): RDNs from the last to
 * the first, joined by ", ", the attributes of one RDN in encoded order, joined by " + "; a value
 * in double quotes when it is empty, starts or ends with a blank or holds one of , + = " \n < > # ;
 * (and a quote inside is doubled); values that are no text as "#" and hex.
 * A NUL becomes U+FFFD: such a name then matches nothing.  Names whose characters cannot be read
 * (broken UTF-8, halves of surrogates) never get here: libcrypto refuses the whole certificate.
 */
#pragma once

#include "certs/openssl-auto.h"

char *hc_name_print(const X509_NAME *name);
/* The printed order's first value of attribute @nid, unquoted; NULL if there is none. */
char *hc_name_first(const X509_NAME *name, int nid);
