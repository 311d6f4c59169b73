/* Words for foreign text.  Room: base. */
#include "agent/base/text.h"

#include <string.h>

#define CASE_BIT 0x20 /* in which the two cases of an ASCII letter differ */

gboolean
hc_text_same(const char *a, const char *b)
{
	a = a != NULL ? a : "";
	b = b != NULL ? b : "";
	/* Most names differ in their first letter, which is told without a call. */
	return ((*a ^ *b) & ~CASE_BIT) == 0 && g_ascii_strcasecmp(a, b) == 0;
}

gboolean
hc_text_is_empty(const char *text)
{
	return text == NULL || *text == '\0';
}

/* Characters that move the cursor, change the direction of writing or start a terminal sequence. */
static gboolean
is_dangerous(gunichar c)
{
	return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x061C || c == 0x200E || c == 0x200F ||
	       (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

static gboolean
is_line_space(gunichar c)
{
	return c == '\n' || c == '\r' || c == '\t';
}

static void
append_printable(GString *out, gunichar c)
{
	if (is_line_space(c)) {
		if (out->len == 0 || out->str[out->len - 1] != ' ')
			g_string_append_c(out, ' ');
		return;
	}
	g_string_append_unichar(out, is_dangerous(c) ? 0xFFFD : c);
}

char *
hc_text_excerpt(const char *text, gsize max_chars)
{
	g_autofree char *valid = g_utf8_make_valid(text != NULL ? text : "", -1);
	GString *out = g_string_sized_new(strlen(valid));
	gsize n = 0;

	for (const char *p = valid; *p != '\0'; p += g_utf8_skip[(guchar)*p]) {
		if (n++ == max_chars) {
			g_string_append(out, "…");
			break;
		}
		append_printable(out, g_utf8_get_char(p));
	}
	return g_string_free(out, FALSE);
}

char *
hc_text_printable(const char *text)
{
	return hc_text_excerpt(text, G_MAXSIZE);
}

gboolean
hc_text_in(const char *const *list, const char *text)
{
	for (; list != NULL && *list != NULL; list++) {
		if (hc_text_same(*list, text))
			return TRUE;
	}
	return FALSE;
}

/* Without the blanks around it. */
static gboolean
is_part(const char *start, const char *end, const char *part, gsize length)
{
	while (start < end && g_ascii_isspace(*start))
		start++;
	while (start < end && g_ascii_isspace(end[-1]))
		end--;
	return (gsize)(end - start) == length && g_ascii_strncasecmp(start, part, length) == 0;
}

gboolean
hc_text_has_part(const char *text, char separator, const char *part)
{
	const gsize length = strlen(part);
	const char *start = text != NULL ? text : "";
	const char *end = strchr(start, separator);

	for (; length > 0 && end != NULL; end = strchr(start, separator)) {
		if (is_part(start, end, part, length))
			return TRUE;
		start = end + 1;
	}
	return length > 0 && is_part(start, start + strlen(start), part, length);
}

GStrv
hc_text_split(const char *text, const char *separator)
{
	g_auto(GStrv) parts = g_strsplit(text != NULL ? text : "", separator, -1);
	GPtrArray *kept = g_ptr_array_new();

	for (guint i = 0; parts[i] != NULL; i++) {
		g_strstrip(parts[i]);
		if (*parts[i] != '\0')
			g_ptr_array_add(kept, g_strdup(parts[i]));
	}
	g_ptr_array_add(kept, NULL);
	return (GStrv)g_ptr_array_free(kept, FALSE);
}

char *
hc_text_join(const char *const *list)
{
	GString *out = g_string_new(NULL);

	for (; list != NULL && *list != NULL; list++) {
		if (out->len > 0)
			g_string_append_len(out, ", ", (gssize)strlen(", "));
		g_string_append(out, *list);
	}
	return g_string_free(out, FALSE);
}

GStrv
hc_text_dup_list(const char *const *list)
{
	GPtrArray *copy = g_ptr_array_new();

	for (; list != NULL && *list != NULL; list++)
		g_ptr_array_add(copy, g_strdup(*list));
	g_ptr_array_add(copy, NULL);
	return (GStrv)g_ptr_array_free(copy, FALSE);
}
