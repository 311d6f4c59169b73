/*
 * Names of error numbers, for transcripts.  In: errno, or what getaddrinfo() returned.  Out: the
 * name that manuals use.  Room: collect.
 */
#pragma once

#include <glib.h>

/* "ECONNREFUSED"; for a number that no network call gives, "errno 7". */
char *hc_errno_name(gint code);
/* "EAI_NONAME"; else "EAI -99". */
char *hc_resolver_error_name(gint code);
