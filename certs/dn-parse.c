/* Printed X.500 names taken apart.  Room: certs. */
#include "certs/dn-parse.h"

#include "agent/base/limits.h"
#include "certs/dn-label.h"

#include <string.h>

static void
attribute_free(gpointer data)
{
	HcDnAttribute *self = data;

	g_free(self->type);
	g_free(self->value);
	g_free(self);
}

static void
rdn_free(gpointer data)
{
	g_ptr_array_unref(data);
}

static const char *
skip_blanks(const char *p)
{
	while (g_ascii_isspace(*p))
		p++;
	return p;
}

static gboolean
is_label_char(char c)
{
	return g_ascii_isalnum(c) || c == '.' || c == '-';
}

static gboolean
is_separator(char c)
{
	return c == ',' || c == ';' || c == '+';
}

/* Moves @cursor behind "label =". */
static char *
take_type(const char **cursor)
{
	const char *start = skip_blanks(*cursor);
	const char *end = start;
	g_autofree char *label = NULL;

	while (is_label_char(*end))
		end++;
	*cursor = skip_blanks(end);
	if (end == start || **cursor != '=')
		return NULL;
	(*cursor)++;
	label = g_strndup(start, (gsize)(end - start));
	return hc_dn_label_to_oid(label);
}

/* @cursor stands behind the opening quote; afterwards behind the closing one. */
static char *
take_quoted(const char **cursor)
{
	GString *value = g_string_new(NULL);
	const char *p = *cursor;

	for (; *p != '\0'; p++) {
		if (*p == '"' && *++p != '"') {
			*cursor = p;
			return g_string_free(value, FALSE);
		}
		g_string_append_c(value, *p);
	}
	g_string_free(value, TRUE);
	return NULL;
}

static char *
take_plain(const char **cursor)
{
	const char *start = *cursor;
	const char *end = start;

	while (*end != '\0' && !is_separator(*end))
		end++;
	*cursor = end;
	return g_strchomp(g_strndup(start, (gsize)(end - start)));
}

/* Leaves @cursor on the separator that follows the value, or on the end. */
static char *
take_value(const char **cursor)
{
	g_autofree char *value = NULL;

	*cursor = skip_blanks(*cursor);
	if (**cursor != '"')
		return take_plain(cursor);
	(*cursor)++;
	value = take_quoted(cursor);
	*cursor = skip_blanks(*cursor);
	if (value == NULL || (**cursor != '\0' && !is_separator(**cursor)))
		return NULL;
	return g_steal_pointer(&value);
}

static gboolean
take_attribute(const char **cursor, GPtrArray *rdn)
{
	g_autofree char *type = take_type(cursor);
	g_autofree char *value = type != NULL ? take_value(cursor) : NULL;
	HcDnAttribute *attribute = NULL;

	if (value == NULL)
		return FALSE;
	attribute = g_new0(HcDnAttribute, 1);
	attribute->type = g_steal_pointer(&type);
	attribute->value = g_steal_pointer(&value);
	g_ptr_array_add(rdn, attribute);
	return TRUE;
}

static GPtrArray *
add_rdn(GPtrArray *name)
{
	GPtrArray *rdn = g_ptr_array_new_with_free_func(attribute_free);

	g_ptr_array_add(name, rdn);
	return rdn;
}

GPtrArray *
hc_dn_parse(const char *text)
{
	g_autoptr(GPtrArray) name = g_ptr_array_new_with_free_func(rdn_free);
	GPtrArray *rdn = NULL;
	const char *p = text;
	char separator = ',';

	if (text == NULL || strlen(text) > HC_LIMIT_DN_TEXT || !g_utf8_validate(text, -1, NULL))
		return NULL;
	if (*skip_blanks(text) == '\0')
		return g_steal_pointer(&name);
	for (guint n = 0; separator != '\0'; n++) {
		if (separator != '+')
			rdn = add_rdn(name);
		if (n == HC_LIMIT_DN_RDNS || !take_attribute(&p, rdn))
			return NULL;
		separator = *p;
		p += separator != '\0' ? 1 : 0;
	}
	return g_steal_pointer(&name);
}
