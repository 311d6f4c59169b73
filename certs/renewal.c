/* What a renewal changes.  Room: certs. */
#include "certs/renewal.h"

#include "certs/dn.h"
#include "certs/match.h"

/* Names too long or too odd to be parsed are still the same when they are the same text. */
static gboolean
dn_changed(const char *old_name, const char *new_name)
{
	if (old_name == NULL || new_name == NULL)
		return TRUE;
	return !g_str_equal(old_name, new_name) && !hc_dn_equal(old_name, new_name);
}

static HcTri
fits(const HcCertFacts *cert, const char *wanted)
{
	if (hc_text_is_empty(wanted) || cert->head.status != HC_FACT_COLLECTED)
		return HC_TRI_UNKNOWN;
	return hc_match_cert_covers(cert, wanted) ? HC_TRI_YES : HC_TRI_NO;
}

HcRenewal
hc_renewal_compare(const HcCertFacts *old_cert, const HcCertFacts *new_cert,
	const char *tls_sender_name, const char *tls_domain)
{
	const HcRenewal renewal = {
		.issuer_changed = dn_changed(old_cert->issuer, new_cert->issuer),
		.subject_changed = dn_changed(old_cert->subject, new_cert->subject),
		.tls_sender_name_fits = fits(new_cert, tls_sender_name),
		.tls_domain_fits = fits(new_cert, tls_domain),
	};

	return renewal;
}
