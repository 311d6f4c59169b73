/* What a renewal changes, and when the next one is due.  Room: certs. */
#include "certs/renewal.h"

#include "certs/dn.h"
#include "certs/match.h"

/* Longest lifetime by the day of issue, newest first; midnight UTC. */
static const struct {
	HcTime from;
	guint days;
} lifetime_limits[] = {
	{ G_GINT64_CONSTANT(1868227200) * HC_TIME_SECOND, 47 },  /* 2029-03-15 */
	{ G_GINT64_CONSTANT(1805068800) * HC_TIME_SECOND, 100 }, /* 2027-03-15 */
	{ G_GINT64_CONSTANT(1773532800) * HC_TIME_SECOND, 200 }, /* 2026-03-15 */
	{ G_GINT64_CONSTANT(1598918400) * HC_TIME_SECOND, 398 }, /* 2020-09-01 */
};

static const HcRotatingIssuer rotating_issuers[] = {
	{ "Let's Encrypt",
		"it issues from several intermediates in turn and may take reserve ones into use "
		"without notice; lifetimes fall to 64 days on 2027-02-10 and 45 on 2028-02-16",
		"2026-07-09" },
};

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

HcExpiry
hc_renewal_expiry(const HcCertFacts *cert, HcTime as_of)
{
	HcTime lifetime = cert->not_after - cert->not_before;
	HcTime left = cert->not_after - as_of;

	if (left <= MAX(7 * HC_TIME_DAY, lifetime / 10))
		return HC_EXPIRY_URGENT;
	if (left <= CLAMP(lifetime / 3, 14 * HC_TIME_DAY, 60 * HC_TIME_DAY))
		return HC_EXPIRY_NEAR;
	return HC_EXPIRY_FAR;
}

guint
hc_renewal_lifetime_limit(HcTime not_before)
{
	for (guint i = 0; i < G_N_ELEMENTS(lifetime_limits); i++) {
		if (not_before >= lifetime_limits[i].from)
			return lifetime_limits[i].days;
	}
	return 0;
}

guint
hc_renewal_lifetime_days(const HcCertFacts *cert)
{
	HcTime span = cert->not_after - cert->not_before + HC_TIME_SECOND;

	if (cert->not_before == HC_TIME_NONE || cert->not_after < cert->not_before)
		return 0;
	return (guint)((span + HC_TIME_DAY - 1) / HC_TIME_DAY);
}

const HcRotatingIssuer *
hc_renewal_rotating_issuer(const char *issuer)
{
	g_autofree char *organisation = hc_dn_get(issuer, "O");

	for (guint i = 0; i < G_N_ELEMENTS(rotating_issuers); i++) {
		if (organisation != NULL &&
			hc_text_same(organisation, rotating_issuers[i].organisation))
			return &rotating_issuers[i];
	}
	return NULL;
}
