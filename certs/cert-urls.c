/* Where a certificate says its revocation and its issuer can be asked for.  Room: certs. */
#include "certs/cert-urls.h"

#include "agent/base/limits.h"
#include "certs/asn1-text.h"

#include <openssl/objects.h>

/* FALSE if there is no room for one more. */
static gboolean
add_url(GPtrArray *urls, const GENERAL_NAME *name)
{
	char *text = NULL;

	if (name->type != GEN_URI)
		return TRUE; /* a directory's name, an address: nothing to ask over HTTP */
	if (urls->len >= HC_LIMIT_CERT_URLS)
		return FALSE;
	text = hc_asn1_text(name->d.uniformResourceIdentifier);
	if (text != NULL)
		g_ptr_array_add(urls, text);
	return TRUE;
}

static GStrv
strv_of(GPtrArray *list)
{
	g_ptr_array_add(list, NULL);
	return (GStrv)g_ptr_array_free(list, FALSE);
}

static gboolean
add_point(GPtrArray *urls, const DIST_POINT *point)
{
	gboolean all = TRUE;
	const GENERAL_NAMES *names = NULL;

	if (point->distpoint == NULL || point->distpoint->type != 0)
		return TRUE; /* relative to the name of the CRL's issuer: an entry of a directory */
	names = point->distpoint->name.fullname;
	for (int i = 0; i < sk_GENERAL_NAME_num(names); i++)
		all = add_url(urls, sk_GENERAL_NAME_value(names, i)) && all;
	return all;
}

static gboolean
read_points(const X509 *cert, HcCertFacts *facts)
{
	int critical = 0;
	g_autoptr(CRL_DIST_POINTS) points =
		X509_get_ext_d2i(cert, NID_crl_distribution_points, &critical, NULL);
	GPtrArray *urls = NULL;
	gboolean all = TRUE;

	if (points == NULL && critical != -1)
		return TRUE; /* it is there and cannot be read: nobody knows */
	urls = g_ptr_array_new();
	for (int i = 0; points != NULL && i < sk_DIST_POINT_num(points); i++)
		all = add_point(urls, sk_DIST_POINT_value(points, i)) && all;
	facts->crl_urls = strv_of(urls);
	return all;
}

static gboolean
add_access(GPtrArray *ocsp, GPtrArray *issuers, const ACCESS_DESCRIPTION *access)
{
	int method = OBJ_obj2nid(access->method);

	if (method == NID_ad_OCSP)
		return add_url(ocsp, access->location);
	return method != NID_ad_ca_issuers || add_url(issuers, access->location);
}

static gboolean
read_access(const X509 *cert, HcCertFacts *facts)
{
	int critical = 0;
	g_autoptr(AUTHORITY_INFO_ACCESS) access =
		X509_get_ext_d2i(cert, NID_info_access, &critical, NULL);
	GPtrArray *ocsp = NULL;
	GPtrArray *issuers = NULL;
	gboolean all = TRUE;

	if (access == NULL && critical != -1)
		return TRUE;
	ocsp = g_ptr_array_new();
	issuers = g_ptr_array_new();
	for (int i = 0; access != NULL && i < sk_ACCESS_DESCRIPTION_num(access); i++)
		all = add_access(ocsp, issuers, sk_ACCESS_DESCRIPTION_value(access, i)) && all;
	facts->ocsp_urls = strv_of(ocsp);
	facts->issuer_urls = strv_of(issuers);
	return all;
}

gboolean
hc_cert_urls_read(const X509 *cert, HcCertFacts *facts)
{
	gboolean points = read_points(cert, facts);
	gboolean access = read_access(cert, facts);

	return points && access;
}
