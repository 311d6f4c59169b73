/* DER to facts.  Room: certs. */
#include "certs/cert.h"

#include "agent/base/limits.h"
#include "certs/asn1-text.h"
#include "certs/cert-urls.h"
#include "certs/cert-x509.h"
#include "certs/digest.h"
#include "certs/name.h"

#include <openssl/err.h>
#include <openssl/objects.h>

#define UNPRINTABLE_OID "?"

/* The first trouble is the reason; what else can be read is read all the same. */
static void
set_malformed(HcCertFacts *facts, const char *why)
{
	facts->head.status = HC_FACT_MALFORMED;
	if (facts->head.why == NULL)
		facts->head.why = g_strdup(why);
}

static HcTime
time_of(const ASN1_TIME *when)
{
	struct tm tm = { 0 };
	g_autoptr(GDateTime) date = NULL;

	if (ASN1_TIME_to_tm(when, &tm) != 1)
		return HC_TIME_NONE;
	date = g_date_time_new_utc(
		tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
	return date != NULL ? g_date_time_to_unix(date) * HC_TIME_SECOND : HC_TIME_NONE;
}

static void
read_validity(const X509 *cert, HcCertFacts *facts)
{
	facts->not_before = time_of(X509_get0_notBefore(cert));
	facts->not_after = time_of(X509_get0_notAfter(cert));
	if (facts->not_before == HC_TIME_NONE || facts->not_after == HC_TIME_NONE)
		set_malformed(facts, "its validity is not a pair of times");
}

static void
read_names(const X509 *cert, HcCertFacts *facts)
{
	const X509_NAME *subject = X509_get_subject_name(cert);
	const X509_NAME *issuer = X509_get_issuer_name(cert);

	facts->subject = hc_name_print(subject);
	facts->issuer = hc_name_print(issuer);
	facts->subject_cn = hc_name_first(subject, NID_commonName);
	facts->self_issued = X509_NAME_cmp(subject, issuer) == 0;
}

/* Octets of the INTEGER as encoded, a leading 00 with them: so Windows prints serial numbers. */
static void
read_serial(const X509 *cert, HcCertFacts *facts)
{
	const unsigned char *contents = NULL;
	g_auto(HcOpensslBytes) der = NULL;
	GString *hex = g_string_new(NULL);
	int encoded = i2d_ASN1_INTEGER(X509_get0_serialNumber(cert), &der);
	long length = 0;
	int tag = 0;
	int class = 0;

	contents = der;
	if (encoded > 0)
		ASN1_get_object(&contents, &length, &tag, &class, encoded);
	for (long i = 0; i < length; i++)
		g_string_append_printf(hex, "%02X", contents[i]);
	facts->serial = g_string_free(hex, FALSE);
}

static GStrv
strv_of(GPtrArray *list)
{
	g_ptr_array_add(list, NULL);
	return (GStrv)g_ptr_array_free(list, FALSE);
}

static void
read_alternative_names(const X509 *cert, HcCertFacts *facts)
{
	int critical = 0;
	g_autoptr(GENERAL_NAMES) names =
		X509_get_ext_d2i(cert, NID_subject_alt_name, &critical, NULL);
	int n_names = names != NULL ? sk_GENERAL_NAME_num(names) : 0;
	GPtrArray *dns_names = g_ptr_array_new();

	if (names == NULL && critical != -1)
		set_malformed(facts, "its subjectAltName cannot be read");
	if (n_names > HC_LIMIT_CERT_NAMES)
		set_malformed(facts, "more subject alternative names than "
				     "HC_LIMIT_CERT_NAMES allows");
	for (int i = 0; i < MIN(n_names, HC_LIMIT_CERT_NAMES); i++) {
		const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, i);
		char *text = name->type == GEN_DNS ? hc_asn1_text(name->d.dNSName) : NULL;

		if (text != NULL)
			g_ptr_array_add(dns_names, text);
	}
	facts->dns_names = strv_of(dns_names);
}

static void
read_extended_usage(const X509 *cert, HcCertFacts *facts)
{
	int critical = 0;
	g_autoptr(EXTENDED_KEY_USAGE) usage =
		X509_get_ext_d2i(cert, NID_ext_key_usage, &critical, NULL);
	int n_purposes = usage != NULL ? sk_ASN1_OBJECT_num(usage) : 0;
	GPtrArray *oids = NULL;

	if (usage == NULL && critical == -1)
		return;
	if (usage == NULL)
		set_malformed(facts, "its extendedKeyUsage cannot be read");
	oids = g_ptr_array_new();
	for (int i = 0; i < n_purposes; i++) {
		char *oid = hc_asn1_oid(sk_ASN1_OBJECT_value(usage, i));

		g_ptr_array_add(oids, oid != NULL ? oid : g_strdup(UNPRINTABLE_OID));
	}
	facts->eku = strv_of(oids);
}

/* An algorithm libcrypto does not know is named by its object identifier. */
static char *
algorithm_name(X509_PUBKEY *spki)
{
	ASN1_OBJECT *algorithm = NULL;
	g_autofree char *oid = NULL;

	X509_PUBKEY_get0_param(&algorithm, NULL, NULL, NULL, spki);
	oid = hc_asn1_oid(algorithm);
	return oid != NULL ? g_steal_pointer(&oid) : g_strdup(UNPRINTABLE_OID);
}

static void
read_key(const X509 *cert, HcCertFacts *facts)
{
	X509_PUBKEY *spki = X509_get_X509_PUBKEY(cert);
	const EVP_PKEY *key = X509_PUBKEY_get0(spki);
	const char *type = key != NULL ? EVP_PKEY_get0_type_name(key) : NULL;
	g_auto(HcOpensslBytes) der = NULL;
	int length = i2d_X509_PUBKEY(spki, &der);

	facts->key_type = type != NULL ? g_ascii_strup(type, -1) : algorithm_name(spki);
	facts->key_bits = key != NULL ? (guint)MAX(EVP_PKEY_get_bits(key), 0) : 0;
	if (length > 0)
		facts->spki_sha256 = hc_digest_sha256(der, (gsize)length);
}

/* RSASSA-PSS names its hash in the parameters; X509_get_signature_info() looks there too. */
static void
read_signature(X509 *cert, HcCertFacts *facts)
{
	int hash = NID_undef;

	if (X509_get_signature_info(cert, &hash, NULL, NULL, NULL) != 1 || hash == NID_undef)
		OBJ_find_sigid_algs(X509_get_signature_nid(cert), &hash, NULL);
	facts->signature_hash =
		hash != NID_undef ? g_ascii_strdown(OBJ_nid2sn(hash), -1) : g_strdup("");
}

static void
read_certificate(X509 *cert, HcCertFacts *facts)
{
	facts->head.status = HC_FACT_COLLECTED;
	read_validity(cert, facts);
	read_names(cert, facts);
	read_serial(cert, facts);
	read_alternative_names(cert, facts);
	read_extended_usage(cert, facts);
	read_key(cert, facts);
	read_signature(cert, facts);
	if (!hc_cert_urls_read(cert, facts))
		set_malformed(facts, "more URLs of one kind than HC_LIMIT_CERT_URLS allows");
}

/* Nothing but the fingerprints is known of bytes that are no certificate. */
static X509 *
read_der(const unsigned char *data, gsize size, HcCertFacts *facts)
{
	const unsigned char *end = data;
	g_autoptr(X509) cert = NULL;

	if (size > HC_LIMIT_DER) {
		set_malformed(facts, "more octets than HC_LIMIT_DER allows");
		return NULL;
	}
	cert = size > 0 ? d2i_X509(NULL, &end, (long)size) : NULL;
	if (cert == NULL)
		set_malformed(facts, "not an X.509 certificate in DER");
	else if (end != data + size)
		set_malformed(facts, "octets follow the certificate");
	else
		read_certificate(cert, facts);
	ERR_clear_error();
	return cert != NULL && end == data + size ? g_steal_pointer(&cert) : NULL;
}

HcCertFacts *
hc_cert_read(GBytes *der, X509 **ret_x509)
{
	g_autoptr(HcCertFacts) facts = hc_cert_facts_new();
	gsize size = 0;
	const unsigned char *data = g_bytes_get_data(der, &size);
	g_autofree char *sha1 = hc_digest_sha1(data, size);

	facts->thumbprint = g_ascii_strup(sha1, -1);
	facts->sha256 = hc_digest_sha256(data, size);
	if (size > 0 && size <= HC_LIMIT_DER)
		facts->der = g_bytes_ref(der);
	*ret_x509 = read_der(data, size, facts);
	return g_steal_pointer(&facts);
}

HcCertFacts *
hc_cert_from_der(GBytes *der)
{
	g_autoptr(X509) cert = NULL;

	return hc_cert_read(der, &cert);
}
