/*
 * Words for foreign text.  In: strings from inputs.  Out: comparisons and forms that are safe to
 * print. Room: base.
 */
#pragma once

#include <glib.h>

/* Yes, no, or nobody knows.  The third is never folded into the second. */
typedef enum { HC_TRI_UNKNOWN = -1, HC_TRI_NO = 0, HC_TRI_YES = 1 } HcTri;

/* ASCII case-insensitive, as PowerShell compares; NULL equals NULL and the empty string. */
gboolean hc_text_same(const char *a, const char *b);
gboolean hc_text_is_empty(const char *text);

/*
 * A copy that is valid UTF-8 without control characters (C0, DEL, C1, bidirectional overrides, line
 * separators): each becomes U+FFFD; line breaks and tabs become one blank.  NULL gives "".
 */
char *hc_text_printable(const char *text);

/* As hc_text_printable(), cut at @max_chars characters with an ellipsis. */
char *hc_text_excerpt(const char *text, gsize max_chars);

/* TRUE if @list (NULL-terminated, may be NULL) holds @text, compared by hc_text_same(). */
gboolean hc_text_in(const char *const *list, const char *text);

/*
 * Parts of @text between @separator, without surrounding blanks; empty parts are left out.
 * NULL gives an empty vector.
 */
GStrv hc_text_split(const char *text, const char *separator);

/* TRUE if @part, which must not be empty, is one of those parts, compared by hc_text_same(). */
gboolean hc_text_has_part(const char *text, char separator, const char *part);

/* Elements joined by ", "; "" for NULL. */
char *hc_text_join(const char *const *list);

/* A copy; an empty vector for NULL. */
GStrv hc_text_dup_list(const char *const *list);
