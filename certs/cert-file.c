/* A certificate file to certificates.  Room: certs. */
#include "certs/cert-file.h"

#include "agent/base/error.h"
#include "agent/base/limits.h"
#include "certs/cert.h"
#include "certs/der-kind.h"
#include "certs/openssl-auto.h"
#include "certs/pem.h"

#include <openssl/err.h>
#include <string.h>

/* What a block is told by its label; the others are told by their octets or are passed over. */
static const struct {
	const char *label;
	HcDerKind kind;
} labels[] = {
	{ "CERTIFICATE", HC_DER_CERTIFICATE },
	{ "X509 CERTIFICATE", HC_DER_CERTIFICATE },
	{ "TRUSTED CERTIFICATE", HC_DER_CERTIFICATE },
	{ "PKCS7", HC_DER_PKCS7 },
	{ "PKCS #7 SIGNED DATA", HC_DER_PKCS7 },
	{ "CMS", HC_DER_PKCS7 },
	{ "CERTIFICATE REQUEST", HC_DER_REQUEST },
	{ "NEW CERTIFICATE REQUEST", HC_DER_REQUEST },
	{ "PKCS12", HC_DER_PKCS12 },
};
#define TRUSTED_LABEL "TRUSTED CERTIFICATE"
#define PRIVATE_KEY_LABEL_END "PRIVATE KEY"

/* --- refusals --------------------------------------------------------------------------------- */

static const char *
why_refused(HcDerKind kind)
{
	switch (kind) {
	case HC_DER_PKCS12:
		return "a PFX (PKCS#12) file, which holds the private key: export the certificate "
		       "without its key (Export-Certificate -Type P7B) and name that file";
	case HC_DER_PRIVATE_KEY:
		return "a private key: take it out of this file and keep it where only its owner "
		       "can read it; certificates alone are needed";
	case HC_DER_REQUEST:
		return "a certificate request: name the certificate that the authority issued "
		       "for it";
	case HC_DER_CERTIFICATE:
	case HC_DER_PKCS7:
	case HC_DER_OTHER:
		break;
	}
	return "neither a certificate (PEM or DER) nor PKCS#7";
}

static gboolean
fail(GError **error, const char *place, const char *why)
{
	g_set_error(
		error, HC_ERROR, HC_ERROR_INPUT, "%s%s%s", place, *place != '\0' ? ": " : "", why);
	return FALSE;
}

/* --- one certificate -------------------------------------------------------------------------- */

/* What is found: certificates as facts, or their octets alone. */
typedef struct {
	GPtrArray *certs;
	gboolean is_octets;
} Found;

static gboolean
take_facts(GBytes *der, const char *place, const Found *found, GError **error)
{
	g_autoptr(HcCertFacts) facts = hc_cert_from_der(der);

	/* Nothing of it could be read; what is readable in part is told by its status. */
	if (facts->subject == NULL)
		return fail(error, place, facts->head.why);
	g_ptr_array_add(found->certs, g_steal_pointer(&facts));
	return TRUE;
}

static gboolean
take_certificate(GBytes *der, const char *place, const Found *found, GError **error)
{
	if (found->certs->len == HC_LIMIT_CERT_FILE_CERTS) {
		g_set_error(error, HC_ERROR, HC_ERROR_LIMIT,
			"more certificates than HC_LIMIT_CERT_FILE_CERTS (%d) allows",
			HC_LIMIT_CERT_FILE_CERTS);
		return FALSE;
	}
	if (!found->is_octets)
		return take_facts(der, place, found, error);
	g_ptr_array_add(found->certs, g_bytes_ref(der));
	return TRUE;
}

/* OpenSSL's TRUSTED form puts its own settings behind the certificate. */
static GBytes *
without_trust_settings(GBytes *der)
{
	gsize size = 0;
	const guint8 *data = g_bytes_get_data(der, &size);
	gsize length = hc_der_length(data, size);

	return g_bytes_new_from_bytes(der, 0, length > 0 ? length : size);
}

/* --- PKCS#7 ----------------------------------------------------------------------------------- */

static gboolean
take_one_of_pkcs7(
	const X509 *cert, int index, const char *place, const Found *found, GError **error)
{
	g_autofree char *inner =
		g_strdup_printf("%s%scertificate %d", place, *place != '\0' ? ": " : "", index + 1);
	g_auto(HcOpensslBytes) octets = NULL;
	int length = i2d_X509(cert, &octets);
	g_autoptr(GBytes) der = NULL;

	if (length <= 0)
		return fail(error, inner, "cannot be written as DER");
	der = g_bytes_new(octets, (gsize)length);
	return take_certificate(der, inner, found, error);
}

static gboolean
take_pkcs7(GBytes *der, const char *place, const Found *found, GError **error)
{
	gsize size = 0;
	const unsigned char *at = g_bytes_get_data(der, &size);
	g_autoptr(PKCS7) pkcs7 = d2i_PKCS7(NULL, &at, (long)size);
	const STACK_OF(X509) *list = NULL;
	gboolean ok = TRUE;

	ERR_clear_error();
	if (pkcs7 != NULL && at != (const unsigned char *)g_bytes_get_data(der, NULL) + size)
		return fail(error, place, "octets follow the PKCS#7");
	if (pkcs7 == NULL || !PKCS7_type_is_signed(pkcs7) || pkcs7->d.sign == NULL)
		return fail(error, place, "PKCS#7 that cannot be read, or is no SignedData");
	list = pkcs7->d.sign->cert;
	if (list == NULL || sk_X509_num(list) <= 0)
		return fail(error, place, "PKCS#7 without a certificate in it");
	for (int i = 0; ok && i < sk_X509_num(list); i++)
		ok = take_one_of_pkcs7(sk_X509_value(list, i), i, place, found, error);
	return ok;
}

/* --- forms ------------------------------------------------------------------------------------ */

static gboolean
take_der(GBytes *der, const char *place, const Found *found, GError **error)
{
	gsize size = 0;
	const guint8 *data = g_bytes_get_data(der, &size);
	HcDerKind kind = hc_der_kind(data, size);

	if (kind == HC_DER_CERTIFICATE)
		return take_certificate(der, place, found, error);
	if (kind == HC_DER_PKCS7)
		return take_pkcs7(der, place, found, error);
	return fail(error, place, why_refused(kind));
}

static HcDerKind
kind_of_label(const char *label)
{
	if (g_str_has_suffix(label, PRIVATE_KEY_LABEL_END))
		return HC_DER_PRIVATE_KEY;
	for (guint i = 0; i < G_N_ELEMENTS(labels); i++) {
		if (strcmp(labels[i].label, label) == 0)
			return labels[i].kind;
	}
	return HC_DER_OTHER;
}

static gboolean
take_block(const HcPem *pem, const HcPemBlock *block, const Found *found, GError **error)
{
	g_autofree char *place = g_strdup_printf("line %u", block->line);
	HcDerKind kind = kind_of_label(block->label);
	g_autoptr(GBytes) der = NULL;
	g_autoptr(GBytes) cut = NULL;

	if (kind == HC_DER_OTHER)
		return TRUE;
	if (kind != HC_DER_CERTIFICATE && kind != HC_DER_PKCS7)
		return fail(error, place, why_refused(kind));
	der = hc_pem_decode(pem, error);
	if (der == NULL)
		return FALSE;
	if (strcmp(block->label, TRUSTED_LABEL) == 0)
		cut = without_trust_settings(der);
	return take_der(cut != NULL ? cut : der, place, found, error);
}

static gboolean
take_pem(GBytes *data, const Found *found, GError **error)
{
	g_autoptr(HcPem) pem = hc_pem_new(data);
	const HcPemBlock *block = NULL;
	g_autoptr(GError) damaged = NULL;
	guint n_blocks = 0;

	while (hc_pem_next(pem, &block, &damaged)) {
		n_blocks++;
		if (!take_block(pem, block, found, error))
			return FALSE;
	}
	if (damaged != NULL) {
		g_propagate_error(error, g_steal_pointer(&damaged));
		return FALSE;
	}
	if (found->certs->len > 0)
		return TRUE;
	return fail(error, "",
		n_blocks > 0 ? "no PEM block in it is a certificate" : why_refused(HC_DER_OTHER));
}

static gboolean
take_file(GBytes *data, const Found *found, GError **error)
{
	gsize size = 0;
	const guint8 *octets = g_bytes_get_data(data, &size);

	if (size > HC_LIMIT_CERT_FILE_BYTES) {
		g_set_error(error, HC_ERROR, HC_ERROR_LIMIT,
			"more octets than HC_LIMIT_CERT_FILE_BYTES (%d) allows",
			HC_LIMIT_CERT_FILE_BYTES);
		return FALSE;
	}
	if (size == 0)
		return fail(error, "", "the file is empty");
	if (hc_der_kind(octets, size) != HC_DER_OTHER)
		return take_der(data, "", found, error);
	return take_pem(data, found, error);
}

GPtrArray *
hc_cert_file_read(GBytes *data, GError **error)
{
	g_autoptr(GPtrArray) certs =
		g_ptr_array_new_with_free_func((GDestroyNotify)hc_cert_facts_free);
	const Found found = { certs, FALSE };

	return take_file(data, &found, error) ? g_steal_pointer(&certs) : NULL;
}

GPtrArray *
hc_cert_file_split(GBytes *data, GError **error)
{
	g_autoptr(GPtrArray) certs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	const Found found = { certs, TRUE };

	return take_file(data, &found, error) ? g_steal_pointer(&certs) : NULL;
}
