/*
 * The head of an HTTP/1 answer, and where it leads.  Room: base; the collector asks whether to
 * follow, parse what was said.
 * In: octets as a server sent them.  Out: status and fields (RFC 9112 4, 5), as they came: nothing
 * here is fit for printing yet.
 */
#pragma once

#include <glib.h>

typedef struct HcHttpHead HcHttpHead;

/*
 * The first head in the octets; *@ret_taken is its length, with the empty line behind it.  NULL:
 * they do not begin with a status line.  A line without end is read as far as it goes.
 */
HcHttpHead *hc_http_head_read(const char *octets, gsize n, gsize *ret_taken);
void hc_http_head_free(HcHttpHead *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcHttpHead, hc_http_head_free)

guint hc_http_head_status(const HcHttpHead *self); /* 100 to 999 */
/* The empty line came: nothing more belongs to it. */
gboolean hc_http_head_is_whole(const HcHttpHead *self);
/* 1xx: another head follows (RFC 9110 15.2); not 101, behind which comes no HTTP. */
gboolean hc_http_head_is_interim(const HcHttpHead *self);
/* Values of all fields of that name, in order, joined by ", "; NULL if there is none. */
char *hc_http_head_field(const HcHttpHead *self, const char *name);

/* The absolute URL it redirects to; NULL if it does not, or to what is no URL. */
char *hc_http_head_redirect(const HcHttpHead *self, const char *url);
/* TRUE if @to may be asked after @from: https both, the same host and port.  @ret_path (with the
 * query) may be NULL. */
gboolean hc_http_may_follow(const char *from, const char *to, char **ret_path);
