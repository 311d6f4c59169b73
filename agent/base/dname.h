/*
 * Host and domain names.  In: names as people and cmdlets write them.  Out: comparisons.
 * Room: base.  Names are compared without case and without the trailing dot (RFC 4343).
 */
#pragma once

#include <glib.h>

/* Lower case, no trailing dot, no surrounding blanks. */
char *hc_dname_normalise(const char *name);
gboolean hc_dname_equal(const char *a, const char *b);
/* One of @names (NULL-terminated; NULL: none) equals @name. */
gboolean hc_dname_is_among(const char *const *names, const char *name);

/* The name without its first label: "b.c" for "a.b.c"; NULL when @name has one label only. */
const char *hc_dname_parent(const char *name);

/* TRUE if @name ends in ".suffix", at any depth; @name equal to @suffix is not under it. */
gboolean hc_dname_is_under(const char *name, const char *suffix);

/* TRUE if @pattern equals @name, or is "*.d" and @name is exactly one label under d (RFC
 * 6125 6.4.3). */
gboolean hc_dname_matches(const char *pattern, const char *name);

/* First label of a server name, for comparing "E1" with "E1.contoso.example"; borrowed length. */
gboolean hc_dname_same_host(const char *a, const char *b);

/* For hash tables of server names; equal where hc_dname_same_host() says so. */
guint hc_dname_host_hash(gconstpointer name);
gboolean hc_dname_host_equal(gconstpointer a, gconstpointer b);
