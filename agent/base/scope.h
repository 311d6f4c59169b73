/*
 * What kind of place a numeric address is.  Room: base.
 * In: an address that somebody else may have chosen: a name in a certificate led to it.  Out:
 * whether asking there leaves this host's own link (RFC 6890).
 */
#pragma once

#include <glib.h>

/*
 * NULL if a stranger may have us ask there; else what the address is: "loopback", "link-local",
 * "unspecified", "multicast", "reserved"; "no address" if it is none.  Addresses of IPv4 inside
 * IPv6 (mapped, NAT64, 6to4) are what they stand for.  Private ones are allowed: a company's own
 * authority has them.
 */
const char *hc_scope_why_not(const char *address);
