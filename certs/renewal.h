/*
 * What a renewal changes, and when the next one is due.  Room: certs (no OpenSSL here).
 * In: the certificate in use, the one that replaces it, the two names Exchange Online compares.
 * Out: what differs and which values stop matching (the renewal matrix); how close the end is, what
 * public CAs may issue, whose names change by themselves.  Pure.
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

typedef enum { HC_EXPIRY_FAR, HC_EXPIRY_NEAR, HC_EXPIRY_URGENT } HcExpiry;

/*
 * Fixed thresholds would always warn about short-lived certificates, so they follow the lifetime:
 * NEAR from a third of it on but between 14 and 60 days, URGENT from a tenth on but from 7 days.
 */
HcExpiry hc_renewal_expiry(const HcCertFacts *cert, HcTime as_of);

/*
 * Days a public CA may give a certificate that is issued at @not_before (CA/Browser Forum ballot
 * SC-081v3 and its predecessor); 0 before 2020-09-01 and where the time is not known.
 */
guint hc_renewal_lifetime_limit(HcTime not_before);
/* Whole days from the first to the last second of validity, both included; rounded up. */
guint hc_renewal_lifetime_days(const HcCertFacts *cert);

/* A CA that announced to issue from several intermediates in turn. */
typedef struct {
	const char *organisation; /* O of the issuer */
	const char *fact;         /* in words */
	const char *as_of;        /* date of the copy that was read */
} HcRotatingIssuer;

/* NULL if @issuer (a printed name) is none of which that is known. */
const HcRotatingIssuer *hc_renewal_rotating_issuer(const char *issuer);
