/* libcurl, loaded when the first question needs it.  Room: collect. */
#include "agent/collect/curl-library.h"
#include "agent/collect/tls.h"

#include <dlfcn.h>
#include <string.h>

#define LIBRARY "libcurl.so.4"

#define FUNCTION(name)                                                                             \
	{                                                                                          \
		"curl_" #name, G_STRUCT_OFFSET(HcCurl, name)                                       \
	}

static const struct {
	const char *name;
	glong at;
} functions[] = {
	FUNCTION(global_init),
	FUNCTION(version_info),
	FUNCTION(easy_init),
	FUNCTION(easy_setopt),
	FUNCTION(easy_cleanup),
	FUNCTION(easy_strerror),
	FUNCTION(multi_init),
	FUNCTION(multi_setopt),
	FUNCTION(multi_add_handle),
	FUNCTION(multi_remove_handle),
	FUNCTION(multi_socket_action),
	FUNCTION(multi_info_read),
	FUNCTION(multi_cleanup),
	FUNCTION(slist_append),
	FUNCTION(slist_free_all),
};

typedef struct {
	HcCurl curl;
	char *why; /* it cannot be used; NULL: it can */
} Library;

/* NULL, or what is missing. */
static char *
find_functions(void *handle, HcCurl *curl)
{
	for (guint i = 0; i < G_N_ELEMENTS(functions); i++) {
		void *function = dlsym(handle, functions[i].name);

		if (function == NULL)
			return g_strdup_printf(LIBRARY " has no %s()", functions[i].name);
		/* POSIX lets a pointer to a function be one to an object; C11 does not. */
		memcpy((char *)curl + functions[i].at, &function, sizeof function);
	}
	return NULL;
}

/* What its handshakes show is seen through OpenSSL, which must be the one this program has. */
static char *
check_tls(const HcCurl *curl)
{
	const curl_version_info_data *info = curl->version_info(CURLVERSION_NOW);
	const char *its = info->ssl_version != NULL ? info->ssl_version : "no TLS";
	g_autofree char *ours = hc_tls_library();

	if (strcmp(its, ours) == 0)
		return NULL;
	return g_strdup_printf(LIBRARY " is made for %s and not for %s", its, ours);
}

static char *
load(HcCurl *curl)
{
	void *handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
	const char *problem = handle == NULL ? dlerror() : NULL;
	char *why = NULL;

	if (handle == NULL)
		return g_strdup_printf(
			"libcurl cannot be loaded: %s", problem != NULL ? problem : LIBRARY);
	why = find_functions(handle, curl);
	if (why == NULL)
		why = check_tls(curl);
	if (why == NULL && curl->global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		why = g_strdup("libcurl cannot be made ready");
	return why;
}

const HcCurl *
hc_curl_get(const char **ret_why)
{
	static Library *library;
	static gsize is_loaded;

	if (g_once_init_enter(&is_loaded)) {
		library = g_new0(Library, 1);
		library->why = load(&library->curl);
		g_once_init_leave(&is_loaded, 1);
	}
	*ret_why = library->why;
	return library->why == NULL ? &library->curl : NULL;
}
