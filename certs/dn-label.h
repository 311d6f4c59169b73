/*
 * The words that stand for attribute types in printed X.500 names.  Room: certs (no OpenSSL here).
 * In: a label as people and programs write it, or an object identifier.  Out: the other one.
 */
#pragma once

#include <glib.h>

/* The label Windows and .NET print for @oid ("S" for "2.5.4.8"); NULL where they print "OID.…". */
const char *hc_dn_label_for_oid(const char *oid);

/*
 * The dotted object identifier of @label: labels of Windows, OpenSSL and RFC 4519 in any case,
 * "OID.2.5.4.8", "2.5.4.8".  A label nobody knows comes back in lower case.
 */
char *hc_dn_label_to_oid(const char *label);
