/*
 * Names on certificates against names in connectors and domain lists.  Room: certs (no OpenSSL
 * here). In: certificate facts, configured names, accepted domains.  Out: yes or no.  Pure.
 *
 * A name takes part only if it can be a host name: visible ASCII, '*' as the whole first label
 * only.  So a CN such as "Contoso Mail", a name with an embedded NUL and a name that is not ASCII
 * match nothing.  A wildcard stands for exactly one label.
 */
#pragma once

#include "agent/evidence/cert.h"

/*
 * TRUE if the CN or a SAN of @cert satisfies @wanted (a TlsDomain or TlsSenderCertificateName):
 * equal, or @cert has "*.d" and @wanted is one label under d, or @wanted is "*.d" and the
 * certificate has a name one label under d.
 */
gboolean hc_match_cert_covers(const HcCertFacts *cert, const char *wanted);

/*
 * @name or @name without its first label is an accepted domain: what lets HCW and attribution pass.
 */
gboolean hc_match_is_attributable(const char *name, const char *const *accepted);

/*
 * What satisfies a TlsSenderCertificateName: a host name by itself or its parent; "*.d" by d or by
 * any accepted domain under d.
 */
gboolean hc_match_sender_name_is_accepted(const char *name, const char *const *accepted);

/* Any CN or SAN of @cert is attributable: mail is then not refused for its name. */
gboolean hc_match_cert_is_attributable(const HcCertFacts *cert, const char *const *accepted);

/*
 * The name HCW derives from a certificate's CN for TlsSenderCertificateName: the CN if it is
 * accepted, "*.parent" if its parent is, else the CN itself (and HCW warns HCW8103).  Casing from
 * the CN.  NULL for a certificate without a CN.
 */
char *hc_match_derive_sender_name(const char *cn, const char *const *accepted);
