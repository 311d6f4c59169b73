/* What a certificate is fit for by itself.  Room: certs. */
#include "certs/fitness.h"

#include "agent/base/limits.h"

#define OID_SERVER_AUTH "1.3.6.1.5.5.7.3.1"
#define OID_CLIENT_AUTH "1.3.6.1.5.5.7.3.2"
#define OID_ANY_PURPOSE "2.5.29.37.0"
#define MIN_RSA_BITS 2048

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
hc_fitness_key(const HcCertFacts *cert, GString *text)
{
	g_autofree char *type = hc_text_excerpt(cert->key_type, HC_LIMIT_REPORT_TEXT);

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

HcTri
hc_fitness_key_type(const HcCertFacts *cert, GString *text)
{
	g_autofree char *type = hc_text_excerpt(cert->key_type, HC_LIMIT_REPORT_TEXT);

	g_string_printf(text, "its key is %s", *type ? type : "of unknown type");
	if (*type == '\0')
		return HC_TRI_UNKNOWN;
	return hc_text_same(type, "RSA") ? HC_TRI_YES : HC_TRI_NO;
}

HcTri
hc_fitness_hash(const HcCertFacts *cert, GString *text)
{
	static const char *const weak[] = { "sha1", "md5", "md4", "md2", NULL };
	g_autofree char *hash = hc_text_excerpt(cert->signature_hash, HC_LIMIT_REPORT_TEXT);

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
hc_fitness_server_auth(const HcCertFacts *cert, GString *text)
{
	HcTri has = has_purpose(cert, OID_SERVER_AUTH);

	g_string_assign(text, has == HC_TRI_YES ? "it may be used by servers"
						: "its key usage lacks server authentication");
	return has;
}

HcTri
hc_fitness_client_auth(const HcCertFacts *cert, GString *text)
{
	HcTri has = has_purpose(cert, OID_CLIENT_AUTH);

	g_string_assign(text, has == HC_TRI_YES ? "it may be used by clients"
						: "its key usage lacks client authentication");
	return has;
}
