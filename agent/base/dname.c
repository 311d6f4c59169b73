/* Host and domain names.  Room: base. */
#include "agent/base/dname.h"

#include <string.h>

char *
hc_dname_normalise(const char *name)
{
	g_autofree char *lower = g_ascii_strdown(name != NULL ? name : "", -1);
	gsize length = strlen(g_strstrip(lower));

	if (length > 0 && lower[length - 1] == '.')
		lower[length - 1] = '\0';
	return g_steal_pointer(&lower);
}

gboolean
hc_dname_equal(const char *a, const char *b)
{
	g_autofree char *left = hc_dname_normalise(a);
	g_autofree char *right = hc_dname_normalise(b);

	return g_str_equal(left, right);
}

const char *
hc_dname_parent(const char *name)
{
	const char *dot = name != NULL ? strchr(name, '.') : NULL;

	return dot == NULL || dot[1] == '\0' ? NULL : dot + 1;
}

gboolean
hc_dname_is_under(const char *name, const char *suffix)
{
	g_autofree char *inner = hc_dname_normalise(name);
	g_autofree char *outer = hc_dname_normalise(suffix);
	gsize inner_length = strlen(inner);
	gsize outer_length = strlen(outer);

	if (outer_length == 0 || inner_length < outer_length + 2)
		return FALSE;
	return inner[inner_length - outer_length - 1] == '.' && g_str_has_suffix(inner, outer);
}

gboolean
hc_dname_matches(const char *pattern, const char *name)
{
	const char *parent = hc_dname_parent(name);

	if (hc_dname_equal(pattern, name))
		return name != NULL && *name != '\0';
	if (pattern == NULL || !g_str_has_prefix(pattern, "*.") || parent == NULL || *name == '*')
		return FALSE;
	return hc_dname_equal(pattern + 2, parent);
}

/* The end of a first label. */
static gboolean
ends_label(char c)
{
	return c == '\0' || c == '.';
}

gboolean
hc_dname_same_host(const char *a, const char *b)
{
	gsize n = 0;

	if (a == NULL || b == NULL)
		return FALSE;
	while (!ends_label(a[n]) && g_ascii_tolower(a[n]) == g_ascii_tolower(b[n]))
		n++;
	return n > 0 && ends_label(a[n]) && ends_label(b[n]);
}

guint
hc_dname_host_hash(gconstpointer name)
{
	guint hash = 5381;

	for (const char *c = name; !ends_label(*c); c++)
		hash = hash * 33 + (guchar)g_ascii_tolower(*c);
	return hash;
}

gboolean
hc_dname_host_equal(gconstpointer a, gconstpointer b)
{
	return hc_dname_same_host(a, b);
}
