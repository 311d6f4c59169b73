/* What one certificate is fit for.  Room: checks. */
#include "checks/cert-assess.h"

#include "certs/dn.h"
#include "checks/saw.h"

#define OID_SERVER_AUTH "1.3.6.1.5.5.7.3.1"
#define OID_CLIENT_AUTH "1.3.6.1.5.5.7.3.2"
#define OID_ANY_PURPOSE "2.5.29.37.0"
#define MIN_RSA_BITS 2048

/* The wizard lists only certificates it takes for public ones, and went on with this one. */
static gboolean
was_accepted_by_wizard(const HcHybrid *hybrid, const HcCertFacts *cert)
{
	guint n = hc_evidence_n_runs(hybrid->evidence);
	const HcRun *run = n > 0 ? hc_evidence_run(hybrid->evidence, n - 1) : NULL;
	g_autofree char *name = hc_dn_identifier_format(cert->issuer, cert->subject);

	if (run == NULL || run->selected_certificate == NULL ||
		!hc_dn_identifier_equal(run->selected_certificate, name))
		return FALSE;
	for (guint i = 0; i < run->phases->len; i++) {
		const HcRunPhase *phase = g_ptr_array_index(run->phases, i);

		if (hc_text_same(phase->task, "MailFlow") &&
			hc_text_same(phase->phase, "CheckPrerequisites") && phase->result != NULL &&
			g_str_has_prefix(phase->result, "PASSED"))
			return TRUE;
	}
	return FALSE;
}

/* No EKU extension at all means any purpose. */
static HcTri
has_purpose(const HcCertFacts *cert, const char *oid)
{
	const char *const *eku = (const char *const *)cert->eku;

	if (cert->head.status != HC_FACT_COLLECTED)
		return HC_TRI_UNKNOWN;
	if (eku == NULL || hc_text_in(eku, oid) || hc_text_in(eku, OID_ANY_PURPOSE))
		return HC_TRI_YES;
	return HC_TRI_NO;
}

HcTri
hc_cert_assess_private_key(
	G_GNUC_UNUSED const HcHybrid *hybrid, const HcCertFacts *cert, GString *text)
{
	if (cert->has_private_key == HC_TRI_UNKNOWN)
		g_string_assign(text, "whether the server has its private key was not exported "
				      "(HasPrivateKey)");
	else
		g_string_assign(text, cert->has_private_key == HC_TRI_YES
					      ? "the server has its private key"
					      : "the server does not have its private key");
	return cert->has_private_key;
}

HcTri
hc_cert_has_smtp(const HcCertFacts *cert)
{
	g_auto(GStrv) services = hc_text_split(cert->services, ",");

	if (cert->services == NULL)
		return HC_TRI_UNKNOWN;
	return hc_text_in((const char *const *)services, "SMTP") ? HC_TRI_YES : HC_TRI_NO;
}

HcTri
hc_cert_assess_smtp(G_GNUC_UNUSED const HcHybrid *hybrid, const HcCertFacts *cert, GString *text)
{
	HcTri smtp = hc_cert_has_smtp(cert);
	g_autofree char *services = hc_check_value(cert->services);

	if (smtp == HC_TRI_UNKNOWN)
		g_string_assign(text, "its services were not exported (Services)");
	else
		g_string_printf(text, "its services are %s", *services ? services : "none");
	return smtp;
}

HcTri
hc_cert_is_public(const HcCertFacts *cert)
{
	if (cert->self_issued)
		return HC_TRI_NO;
	if (hc_text_is_empty(cert->root_ca_type))
		return HC_TRI_UNKNOWN;
	return hc_text_same(cert->root_ca_type, "ThirdParty") ? HC_TRI_YES : HC_TRI_NO;
}

HcTri
hc_cert_assess_public(const HcHybrid *hybrid, const HcCertFacts *cert, GString *text)
{
	HcTri public = hc_cert_is_public(cert);
	g_autofree char *type = hc_check_value(cert->root_ca_type);

	if (cert->self_issued) {
		g_string_assign(text, "it is self-signed");
	} else if (public != HC_TRI_UNKNOWN) {
		g_string_printf(text, "its RootCAType is %s", type);
	} else if (was_accepted_by_wizard(hybrid, cert)) {
		g_string_assign(
			text, "the wizard offered it and its mail flow prerequisites passed");
		return HC_TRI_YES;
	} else {
		g_string_assign(text, "whether its CA is public was not exported (RootCAType)");
	}
	return public;
}

HcTri
hc_cert_assess_key(G_GNUC_UNUSED const HcHybrid *hybrid, const HcCertFacts *cert, GString *text)
{
	g_autofree char *type = hc_check_value(cert->key_type);

	if (!hc_text_same(cert->key_type, "RSA")) {
		g_string_printf(text, "its key is %s", *type ? type : "of unknown type");
		return *type ? HC_TRI_YES : HC_TRI_UNKNOWN;
	}
	if (cert->key_bits == 0) {
		g_string_assign(text, "the size of its RSA key is not known");
		return HC_TRI_UNKNOWN;
	}
	g_string_printf(text, "its RSA key has %u bits", cert->key_bits);
	return cert->key_bits >= MIN_RSA_BITS ? HC_TRI_YES : HC_TRI_NO;
}

/* What a self-signed certificate is signed with proves nothing and harms nothing. */
HcTri
hc_cert_assess_hash(G_GNUC_UNUSED const HcHybrid *hybrid, const HcCertFacts *cert, GString *text)
{
	static const char *const weak[] = { "sha1", "md5", "md4", "md2", NULL };
	g_autofree char *hash = hc_check_value(cert->signature_hash);

	if (cert->self_issued) {
		g_string_assign(text, "it is self-signed");
		return HC_TRI_YES;
	}
	if (cert->signature_hash == NULL) {
		g_string_assign(text, "its signature algorithm is not known");
		return HC_TRI_UNKNOWN;
	}
	g_string_printf(text, "it is signed with %s",
		*hash ? hash : "an algorithm without a hash of its own");
	return hc_text_in(weak, cert->signature_hash) ? HC_TRI_NO : HC_TRI_YES;
}

HcTri
hc_cert_assess_key_type(
	G_GNUC_UNUSED const HcHybrid *hybrid, const HcCertFacts *cert, GString *text)
{
	g_autofree char *type = hc_check_value(cert->key_type);

	g_string_printf(text, "its key is %s", *type ? type : "of unknown type");
	if (*type == '\0')
		return HC_TRI_UNKNOWN;
	return hc_text_same(type, "RSA") ? HC_TRI_YES : HC_TRI_NO;
}

HcTri
hc_cert_assess_server_auth(
	G_GNUC_UNUSED const HcHybrid *hybrid, const HcCertFacts *cert, GString *text)
{
	HcTri has = has_purpose(cert, OID_SERVER_AUTH);

	g_string_assign(text, has == HC_TRI_YES ? "it may be used by servers"
						: "its key usage lacks server authentication");
	return has;
}

HcTri
hc_cert_assess_client_auth(
	G_GNUC_UNUSED const HcHybrid *hybrid, const HcCertFacts *cert, GString *text)
{
	HcTri has = has_purpose(cert, OID_CLIENT_AUTH);

	g_string_assign(text, has == HC_TRI_YES ? "it may be used by clients"
						: "its key usage lacks client authentication");
	return has;
}
