/* Host and domain names.  Room: base. */
#include "agent/base/dname.h"

#include <string.h>

/* A name without what does not count, where it stands. */
typedef struct {
	const char *text;
	gsize length;
} Core;

static Core
core_of(const char *name)
{
	Core core = { name != NULL ? name : "", 0 };

	while (g_ascii_isspace(*core.text))
		core.text++;
	core.length = strlen(core.text);
	while (core.length > 0 && g_ascii_isspace(core.text[core.length - 1]))
		core.length--;
	core.length -= core.length > 0 && core.text[core.length - 1] == '.';
	return core;
}

char *
hc_dname_normalise(const char *name)
{
	const Core core = core_of(name);

	return g_ascii_strdown(core.text, (gssize)core.length);
}

gboolean
hc_dname_equal(const char *a, const char *b)
{
	const Core left = core_of(a);
	const Core right = core_of(b);

	return left.length == right.length &&
	       g_ascii_strncasecmp(left.text, right.text, left.length) == 0;
}

gboolean
hc_dname_is_among(const char *const *names, const char *name)
{
	for (gsize i = 0; names != NULL && names[i] != NULL; i++) {
		if (hc_dname_equal(names[i], name))
			return TRUE;
	}
	return FALSE;
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
	const Core inner = core_of(name);
	const Core outer = core_of(suffix);
	const char *end = inner.text + inner.length;

	return outer.length > 0 && inner.length >= outer.length + 2 &&
	       *(end - outer.length - 1) == '.' &&
	       g_ascii_strncasecmp(end - outer.length, outer.text, outer.length) == 0;
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
