/* What OpenSSL finds wrong with a chain, in words of ours.  Room: certs. */
#include "certs/chain-fault.h"

#include "agent/base/limits.h"

typedef struct {
	int code;
	HcChainWeight weight;
	const char *text;
	gboolean of_issuer;
} Row;

#define FATAL HC_CHAIN_WEIGHS_FATAL
#define STRICT HC_CHAIN_WEIGHS_STRICT

static const Row rows[] = {
	/* where the path ends */
	{ X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, HC_CHAIN_WEIGHS_MISSING, "its issuer is missing" },
	{ X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, HC_CHAIN_WEIGHS_MISSING,
		"its issuer is missing" },
	{ X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, HC_CHAIN_WEIGHS_UNROOTED,
		"it is self-signed and no trust anchor" },
	{ X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, HC_CHAIN_WEIGHS_UNROOTED,
		"it is a root that is no trust anchor" },
	{ X509_V_ERR_CERT_UNTRUSTED, HC_CHAIN_WEIGHS_UNROOTED, "it is no trust anchor" },
	{ X509_V_ERR_CERT_CHAIN_TOO_LONG, FATAL,
		"more issuers above it than HC_LIMIT_CHAIN_DEPTH allows" },
	/* signatures and validity, found by certs/chain-verify.c */
	{ X509_V_ERR_CERT_SIGNATURE_FAILURE, FATAL,
		"its signature is not by the key of the issuer at hand", TRUE },
	{ X509_V_ERR_CERT_NOT_YET_VALID, FATAL, NULL },
	{ X509_V_ERR_CERT_HAS_EXPIRED, FATAL, NULL },
	{ X509_V_ERR_ERROR_IN_CERT_NOT_BEFORE_FIELD, FATAL, "its validity is not a pair of times" },
	/* what an authority may do */
	{ X509_V_ERR_INVALID_CA, FATAL, "it is no authority and must not issue certificates" },
	{ X509_V_ERR_KEYUSAGE_NO_CERTSIGN, FATAL, "its key must not sign certificates" },
	{ X509_V_ERR_PATH_LENGTH_EXCEEDED, FATAL,
		"more authorities stand below it than it allows (pathLenConstraint)" },
	{ X509_V_ERR_PERMITTED_VIOLATION, FATAL,
		"one of its names is outside those its issuers may certify (nameConstraints)",
		TRUE },
	{ X509_V_ERR_EXCLUDED_VIOLATION, FATAL,
		"one of its names is excluded by an issuer (nameConstraints)", TRUE },
	{ X509_V_ERR_SUBTREE_MINMAX, FATAL,
		"an issuer's nameConstraints have distances, which nobody supports", TRUE },
	{ X509_V_ERR_UNSUPPORTED_CONSTRAINT_TYPE, FATAL,
		"an issuer's nameConstraints are of a kind that cannot be checked", TRUE },
	{ X509_V_ERR_UNSUPPORTED_CONSTRAINT_SYNTAX, FATAL,
		"an issuer's nameConstraints cannot be read", TRUE },
	{ X509_V_ERR_UNSUPPORTED_NAME_SYNTAX, FATAL,
		"one of its names cannot be held against its issuers' nameConstraints", TRUE },
	{ X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION, FATAL,
		"it has a critical extension that nobody here knows" },
	{ X509_V_ERR_INVALID_EXTENSION, FATAL, "one of its extensions cannot be read" },
	{ X509_V_ERR_INVALID_POLICY_EXTENSION, FATAL, "its policies cannot be read" },
	{ X509_V_ERR_NO_EXPLICIT_POLICY, FATAL, "no policy that its issuers require" },
	/* RFC 5280 to the letter */
	{ X509_V_ERR_PATHLEN_INVALID_FOR_NON_CA, STRICT, "pathLenConstraint, but no authority" },
	{ X509_V_ERR_PATHLEN_WITHOUT_KU_KEY_CERT_SIGN, STRICT,
		"pathLenConstraint without the key usage keyCertSign" },
	{ X509_V_ERR_CA_BCONS_NOT_CRITICAL, STRICT,
		"an authority whose basicConstraints are not critical" },
	{ X509_V_ERR_CA_CERT_MISSING_KEY_USAGE, STRICT, "an authority without keyUsage" },
	{ X509_V_ERR_KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA, STRICT,
		"the key usage keyCertSign, but no authority" },
	{ X509_V_ERR_ISSUER_NAME_EMPTY, STRICT, "its issuer has no name" },
	{ X509_V_ERR_SUBJECT_NAME_EMPTY, STRICT, "an authority without a name" },
	{ X509_V_ERR_EMPTY_SUBJECT_SAN_NOT_CRITICAL, STRICT,
		"no subject, and subjectAltName is not critical" },
	{ X509_V_ERR_EMPTY_SUBJECT_ALT_NAME, STRICT, "its subjectAltName is empty" },
	{ X509_V_ERR_SIGNATURE_ALGORITHM_INCONSISTENCY, FATAL,
		"it names two different signature algorithms" },
	{ X509_V_ERR_AUTHORITY_KEY_IDENTIFIER_CRITICAL, STRICT,
		"its authorityKeyIdentifier is critical" },
	{ X509_V_ERR_SUBJECT_KEY_IDENTIFIER_CRITICAL, STRICT,
		"its subjectKeyIdentifier is critical" },
	{ X509_V_ERR_MISSING_AUTHORITY_KEY_IDENTIFIER, STRICT, "no authorityKeyIdentifier" },
	{ X509_V_ERR_MISSING_SUBJECT_KEY_IDENTIFIER, STRICT,
		"an authority without subjectKeyIdentifier" },
	{ X509_V_ERR_EXTENSIONS_REQUIRE_VERSION_3, STRICT, "extensions, but not version 3" },
	{ X509_V_ERR_EC_KEY_EXPLICIT_PARAMS, STRICT,
		"an EC key with parameters of its own instead of a named curve" },
};

static const Row *
row_of(int code)
{
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		if (rows[i].code == code)
			return &rows[i];
	}
	return NULL;
}

/*
 * Nobody needs basicConstraints of a root that is trusted as it is, nor of a leaf: there OpenSSL
 * only minds that it could be taken for an authority of old.
 */
static gboolean
needs_no_constraints(int code, guint at, X509 *cert, gboolean is_anchor)
{
	return code == X509_V_ERR_INVALID_CA && (at == 0 || is_anchor) && X509_check_ca(cert) != 0;
}

HcChainFault
hc_chain_fault_of(int code, guint at, X509 *cert, gboolean is_anchor)
{
	const Row *row = row_of(code);
	HcChainFault fault = { .code = code, .at = at, .weight = FATAL };

	if (row != NULL) {
		fault.weight = row->weight;
		fault.of_issuer = row->of_issuer;
	}
	if (needs_no_constraints(code, at, cert, is_anchor))
		fault.weight = STRICT;
	return fault;
}

static char *
with_date(const char *words, HcTime when)
{
	g_autofree char *date = hc_when_format_date(when);

	return g_strdup_printf("%s %s", words, date != NULL ? date : "an unreadable date");
}

char *
hc_chain_fault_text(const HcChainFault *self, const HcCertFacts *facts)
{
	const Row *row = row_of(self->code);

	if (self->code == X509_V_ERR_CERT_HAS_EXPIRED)
		return with_date("it expired on", facts->not_after);
	if (self->code == X509_V_ERR_CERT_NOT_YET_VALID)
		return with_date("it is not valid before", facts->not_before);
	if (self->code == X509_V_ERR_INVALID_CA && self->weight == STRICT)
		return g_strdup("no basicConstraints, yet it could pass for an authority");
	if (row != NULL && row->text != NULL)
		return g_strdup(row->text);
	return g_strdup_printf("refused by OpenSSL: %s", X509_verify_cert_error_string(self->code));
}
