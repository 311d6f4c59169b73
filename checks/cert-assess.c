/* What one certificate is fit for.  Room: checks. */
#include "checks/cert-assess.h"

#include "certs/dn.h"
#include "certs/fitness.h"
#include "certs/renewal.h"
#include "checks/saw.h"

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
	return hc_fitness_key(cert, text);
}

HcTri
hc_cert_assess_hash(G_GNUC_UNUSED const HcHybrid *hybrid, const HcCertFacts *cert, GString *text)
{
	return hc_fitness_hash(cert, text);
}

HcTri
hc_cert_assess_key_type(
	G_GNUC_UNUSED const HcHybrid *hybrid, const HcCertFacts *cert, GString *text)
{
	return hc_fitness_key_type(cert, text);
}

HcTri
hc_cert_assess_server_auth(
	G_GNUC_UNUSED const HcHybrid *hybrid, const HcCertFacts *cert, GString *text)
{
	return hc_fitness_server_auth(cert, text);
}

HcTri
hc_cert_assess_client_auth(
	G_GNUC_UNUSED const HcHybrid *hybrid, const HcCertFacts *cert, GString *text)
{
	return hc_fitness_client_auth(cert, text);
}

HcSeverity
hc_cert_urgency(const HcCertFacts *cert, HcTime as_of)
{
	switch (hc_renewal_expiry(cert, as_of)) {
	case HC_EXPIRY_URGENT:
		return HC_SEVERITY_HIGH;
	case HC_EXPIRY_NEAR:
		return HC_SEVERITY_MEDIUM;
	case HC_EXPIRY_FAR:
		break;
	}
	return HC_SEVERITY_INFO;
}
