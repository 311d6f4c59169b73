/*
 * How libcurl asks.  Room: collect.
 * In: a question with an address.  Out: a handle that goes there and nowhere else: no proxy, no
 * resolver, no other protocol, no redirect, nothing kept from other requests, nothing verified.
 */
#pragma once

#include "agent/capture/question.h"
#include "agent/collect/curl-library.h"

/*
 * FALSE: this libcurl could be led to other protocols.  *@ret_connect_to is to be freed with
 * slist_free_all() after the handle.
 */
gboolean hc_curl_set_up(const HcCurl *curl, CURL *easy, const HcQuestion *question,
	struct curl_slist **ret_connect_to);
