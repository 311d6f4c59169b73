/*
 * libcurl, loaded when the first question needs it.  Room: collect.
 * In: nothing.  Out: its functions, typed by its own header; or a sentence why there are none.
 *
 * It brings some 25 libraries along, which would be most of the time that a run without any request
 * takes to start.  So the program is not linked to it, and lives without it.
 */
#pragma once

#include <glib.h>

/* The checks of its setopt macros name the functions themselves, which are not linked. */
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

typedef struct {
	__typeof__(&curl_global_init) global_init;
	__typeof__(&curl_version_info) version_info;
	__typeof__(&curl_easy_init) easy_init;
	__typeof__(&curl_easy_setopt) easy_setopt;
	__typeof__(&curl_easy_cleanup) easy_cleanup;
	__typeof__(&curl_easy_strerror) easy_strerror;
	__typeof__(&curl_multi_init) multi_init;
	__typeof__(&curl_multi_setopt) multi_setopt;
	__typeof__(&curl_multi_add_handle) multi_add_handle;
	__typeof__(&curl_multi_remove_handle) multi_remove_handle;
	__typeof__(&curl_multi_socket_action) multi_socket_action;
	__typeof__(&curl_multi_info_read) multi_info_read;
	__typeof__(&curl_multi_cleanup) multi_cleanup;
	__typeof__(&curl_slist_append) slist_append;
	__typeof__(&curl_slist_free_all) slist_free_all;
} HcCurl;

/* Loaded once and never unloaded.  NULL: *@ret_why says why; neither is the caller's. */
const HcCurl *hc_curl_get(const char **ret_why);
