/* How libcurl asks.  Room: collect. */
#include "agent/collect/curl-setup.h"
#include "agent/base/limits.h"

#include <string.h>

#define USER_AGENT "hybridcheck"
#define WITHOUT_END_MS (2L * HC_LIMIT_TIMEOUT_S * 1000) /* the asking has the deadline */

static void
set_numbers(const HcCurl *curl, CURL *easy)
{
	static const struct {
		CURLoption option;
		long value;
	} rows[] = {
		{ CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1 },
		{ CURLOPT_HTTP09_ALLOWED, 1 }, /* so that it is seen what they say instead */
		{ CURLOPT_PATH_AS_IS, 1 }, { CURLOPT_FOLLOWLOCATION, 0 },
		{ CURLOPT_SSL_VERIFYPEER, 0 }, { CURLOPT_SSL_VERIFYHOST, 0 },
		{ CURLOPT_SSL_SESSIONID_CACHE, 0 }, { CURLOPT_FRESH_CONNECT, 1 },
		{ CURLOPT_FORBID_REUSE, 1 }, { CURLOPT_CONNECTTIMEOUT_MS, WITHOUT_END_MS },
		{ CURLOPT_VERBOSE, 1 }, /* for the debug function alone */
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
		curl->easy_setopt(easy, rows[i].option, rows[i].value);
}

static gboolean
set_protocols(const HcCurl *curl, CURL *easy)
{
#if LIBCURL_VERSION_NUM >= 0x075500
	return curl->easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK;
#else
	return curl->easy_setopt(easy, CURLOPT_PROTOCOLS,
		       (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS)) == CURLE_OK;
#endif
}

gboolean
hc_curl_set_up(const HcCurl *curl, CURL *easy, const HcQuestion *question,
	struct curl_slist **ret_connect_to)
{
	const gboolean is_ipv6 = strchr(question->address, ':') != NULL;
	g_autofree char *to = g_strdup_printf(
		is_ipv6 ? "::[%s]:%u" : "::%s:%u", question->address, question->port);

	set_numbers(curl, easy);
	*ret_connect_to = curl->slist_append(NULL, to);
	curl->easy_setopt(easy, CURLOPT_CONNECT_TO, *ret_connect_to);
	/* The empty text keeps it from asking the environment. */
	curl->easy_setopt(easy, CURLOPT_PROXY, "");
	curl->easy_setopt(easy, CURLOPT_USERAGENT, USER_AGENT);
	/* Nothing is verified here, so no bundle need be read. */
	curl->easy_setopt(easy, CURLOPT_CAINFO, NULL);
	curl->easy_setopt(easy, CURLOPT_CAPATH, NULL);
	return set_protocols(curl, easy);
}
