/*
 * Facts of one X.509 certificate.  In: filled by certs/cert.c from DER, or read back from JSON.
 * Out: plain record.  Room: evidence (no OpenSSL here).
 */
#pragma once

#include "agent/base/text.h"
#include "agent/evidence/fact.h"

typedef struct {
	HcFactHead head;   /* MALFORMED with the reason when the DER could not be read */
	char *server;      /* server it lies on; NULL if the source does not tell */
	char *thumbprint;  /* SHA-1 over the DER, upper case hex, as Exchange prints it */
	char *sha256;      /* SHA-256 over the DER, lower case hex */
	char *spki_sha256; /* SHA-256 over SubjectPublicKeyInfo, lower case hex */
	char *serial;      /* upper case hex */
	char *subject;     /* X.500 name as .NET prints it; "" if the subject is empty */
	char *issuer;
	char *subject_cn; /* first CN as .NET shows it (the most specific); NULL if there is none */
	GStrv dns_names;  /* subjectAltName dNSName, in order; empty vector if none */
	HcTime not_before;
	HcTime not_after;
	char *key_type;       /* "RSA", "EC", "ED25519", … */
	guint key_bits;       /* 0 if not known */
	char *signature_hash; /* "sha256", "sha1", …; "" if the algorithm has none of its own */
	GStrv eku;            /* dotted OIDs; NULL if the extension is absent (any purpose) */
	gboolean self_issued; /* issuer equals subject */
	/* Where it says it can be asked for, any scheme, checked by nobody: empty if it does not
	 * say; NULL if that cannot be read or the source does not tell. */
	GStrv crl_urls;    /* CRLDistributionPoints */
	GStrv ocsp_urls;   /* AuthorityInfoAccess, OCSP */
	GStrv issuer_urls; /* AuthorityInfoAccess, caIssuers */
	GBytes *der;       /* NULL if it could not be kept */
	/* What only Exchange knows; absent in a wizard's folder. */
	char *services; /* "SMTP, IIS"; NULL if not exported */
	HcTri has_private_key;
	char *root_ca_type; /* "ThirdParty", "Enterprise", …; NULL if not exported */
	guint n_shared;     /* owners beyond the first, see hc_cert_facts_share() */
} HcCertFacts;

HcCertFacts *hc_cert_facts_new(void);
/* @self again, for one more owner that changes nothing in it; each of them frees it. */
HcCertFacts *hc_cert_facts_share(HcCertFacts *self);
void hc_cert_facts_free(HcCertFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcCertFacts, hc_cert_facts_free)
