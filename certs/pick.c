/* Which certificate Exchange takes for a connector on one server.  Room: certs. */
#include "certs/pick.h"

#include "certs/dn.h"
#include "certs/match.h"

static gboolean
is_readable(const HcCertFacts *cert)
{
	return cert->head.status == HC_FACT_COLLECTED;
}

static gboolean
all_readable(const GPtrArray *certs)
{
	for (guint i = 0; i < certs->len; i++) {
		if (!is_readable(certs->pdata[i]))
			return FALSE;
	}
	return TRUE;
}

/* Later NotBefore, then later NotAfter; the thumbprint only makes the answer stable. */
static gboolean
is_newer(const HcCertFacts *cert, const HcCertFacts *best)
{
	if (best == NULL)
		return TRUE;
	if (cert->not_before != best->not_before)
		return cert->not_before > best->not_before;
	if (cert->not_after != best->not_after)
		return cert->not_after > best->not_after;
	return g_strcmp0(cert->thumbprint, best->thumbprint) > 0;
}

static gboolean
is_preferred(const HcCertFacts *cert, const HcCertFacts *best)
{
	if (best != NULL && cert->self_issued != best->self_issued)
		return best->self_issued;
	return is_newer(cert, best);
}

static HcPickHow
none_of(const GPtrArray *certs)
{
	return all_readable(certs) ? HC_PICK_NONE : HC_PICK_UNKNOWN;
}

static HcPickHow
choose_by_name(const GPtrArray *certs, const char *identifier, const HcCertFacts **ret_cert,
	guint *ret_matches)
{
	g_autofree char *issuer = NULL;
	g_autofree char *subject = NULL;
	const HcCertFacts *best = NULL;

	if (!hc_dn_identifier_parse(identifier, &issuer, &subject) || !hc_dn_is_valid(issuer) ||
		!hc_dn_is_valid(subject))
		return HC_PICK_UNKNOWN;
	for (guint i = 0; i < certs->len; i++) {
		const HcCertFacts *cert = certs->pdata[i];

		if (!is_readable(cert) || !hc_dn_equal(cert->issuer, issuer) ||
			!hc_dn_equal(cert->subject, subject))
			continue;
		(*ret_matches)++;
		best = is_newer(cert, best) ? cert : best;
	}
	*ret_cert = best;
	return best != NULL ? HC_PICK_BY_NAME : none_of(certs);
}

static HcTri
has_smtp_service(const HcCertFacts *cert)
{
	g_auto(GStrv) services = hc_text_split(cert->services, ",");

	if (cert->services == NULL)
		return HC_TRI_UNKNOWN;
	return hc_text_in((const char *const *)services, "SMTP") ? HC_TRI_YES : HC_TRI_NO;
}

/* Whether SMTP may use @cert; one certain "no" is enough. */
static HcTri
is_usable(const HcCertFacts *cert)
{
	HcTri smtp = has_smtp_service(cert);

	if (smtp == HC_TRI_NO || cert->has_private_key == HC_TRI_NO)
		return HC_TRI_NO;
	if (smtp == HC_TRI_YES && cert->has_private_key == HC_TRI_YES)
		return HC_TRI_YES;
	return HC_TRI_UNKNOWN;
}

/* The best certificate that is usable or may be; if it only may be, nobody knows. */
static HcPickHow
choose_by_fqdn(const GPtrArray *certs, const char *fqdn, const HcCertFacts **ret_cert)
{
	const HcCertFacts *best = NULL;

	for (guint i = 0; i < certs->len; i++) {
		const HcCertFacts *cert = certs->pdata[i];

		if (!is_readable(cert) || is_usable(cert) == HC_TRI_NO ||
			!hc_match_cert_covers(cert, fqdn))
			continue;
		best = is_preferred(cert, best) ? cert : best;
	}
	if (best == NULL)
		return none_of(certs);
	if (is_usable(best) != HC_TRI_YES)
		return HC_PICK_UNKNOWN;
	*ret_cert = best;
	return HC_PICK_BY_FQDN;
}

HcPickHow
hc_pick_choose(const GPtrArray *certs, const char *identifier, const char *fqdn,
	const HcCertFacts **ret_cert, guint *ret_matches)
{
	*ret_cert = NULL;
	*ret_matches = 0;
	if (!hc_text_is_empty(identifier))
		return choose_by_name(certs, identifier, ret_cert, ret_matches);
	if (!hc_text_is_empty(fqdn))
		return choose_by_fqdn(certs, fqdn, ret_cert);
	return HC_PICK_UNKNOWN;
}
