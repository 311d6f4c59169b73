/*
 * What a renewal changes.  Room: certs (no OpenSSL here).
 * In: the certificate in use, the one that replaces it, the two names Exchange Online compares.
 * Out: what differs and which values stop matching (the renewal matrix).  Pure.
 */
#pragma once

#include "agent/evidence/cert.h"

typedef struct {
	gboolean issuer_changed; /* either: the on-premises <I>…<S>… strings stop matching */
	gboolean subject_changed;
	HcTri tls_sender_name_fits; /* the new one satisfies TlsSenderCertificateName; UNKNOWN if
				       not given */
	HcTri tls_domain_fits;      /* the new one satisfies the Outbound connector's TlsDomain */
} HcRenewal;

/*
 * @tls_sender_name and @tls_domain may be NULL.  Both certificates must have been read
 * (COLLECTED); for others everything that cannot be compared counts as changed, and what the new
 * one fits is UNKNOWN.
 */
HcRenewal hc_renewal_compare(const HcCertFacts *old_cert, const HcCertFacts *new_cert,
	const char *tls_sender_name, const char *tls_domain);
