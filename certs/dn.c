/* X.500 names as .NET prints them and Exchange compares them.  Room: certs. */
#include "certs/dn.h"

#include "certs/dn-label.h"
#include "certs/dn-parse.h"

#include <string.h>

#define TAG_ISSUER "<I>"
#define TAG_SUBJECT "<S>"

static char *
collapse_blanks(const char *text)
{
	GString *out = g_string_new(NULL);

	for (const char *p = text; *p != '\0'; p += g_utf8_skip[(guchar)*p]) {
		gunichar c = g_utf8_get_char(p);

		if (!g_unichar_isspace(c))
			g_string_append_unichar(out, c);
		else if (out->len > 0 && out->str[out->len - 1] != ' ')
			g_string_append_c(out, ' ');
	}
	if (out->len > 0 && out->str[out->len - 1] == ' ')
		g_string_truncate(out, out->len - 1);
	return g_string_free(out, FALSE);
}

/* "2.5.4.3=mail.contoso.example": one string per attribute; a type never holds '='. */
static char *
comparable(const HcDnAttribute *attribute)
{
	g_autofree char *collapsed = collapse_blanks(attribute->value);
	g_autofree char *folded = g_utf8_casefold(collapsed, -1);

	return g_strconcat(attribute->type, "=", folded, NULL);
}

static int
compare_strings(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The attributes of an RDN are a set: sorted, two lists can be compared. */
static GPtrArray *
sorted_rdn(const GPtrArray *rdn)
{
	GPtrArray *sorted = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < rdn->len; i++)
		g_ptr_array_add(sorted, comparable(rdn->pdata[i]));
	g_ptr_array_sort(sorted, compare_strings);
	return sorted;
}

static gboolean
rdn_equal(const GPtrArray *a, const GPtrArray *b)
{
	g_autoptr(GPtrArray) left = sorted_rdn(a);
	g_autoptr(GPtrArray) right = sorted_rdn(b);

	if (left->len != right->len)
		return FALSE;
	for (guint i = 0; i < left->len; i++) {
		if (!g_str_equal(left->pdata[i], right->pdata[i]))
			return FALSE;
	}
	return TRUE;
}

static gboolean
rdns_equal(const GPtrArray *a, const GPtrArray *b, gboolean reversed)
{
	for (guint i = 0; i < a->len; i++) {
		if (!rdn_equal(a->pdata[i], b->pdata[reversed ? b->len - 1 - i : i]))
			return FALSE;
	}
	return TRUE;
}

static const char *
find_in_rdn(const GPtrArray *rdn, const char *type)
{
	for (guint i = 0; i < rdn->len; i++) {
		const HcDnAttribute *attribute = rdn->pdata[i];

		if (g_str_equal(attribute->type, type))
			return attribute->value;
	}
	return NULL;
}

static gboolean
has_tag(const char *text, const char *tag)
{
	return g_ascii_strncasecmp(text, tag, strlen(tag)) == 0;
}

/* A doubled quote closes and opens again, so counting quotes is enough. */
static const char *
find_subject_tag(const char *text)
{
	gboolean quoted = FALSE;

	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '"')
			quoted = !quoted;
		if (!quoted && has_tag(p, TAG_SUBJECT))
			return p;
	}
	return NULL;
}

gboolean
hc_dn_equal(const char *a, const char *b)
{
	g_autoptr(GPtrArray) left = hc_dn_parse(a);
	g_autoptr(GPtrArray) right = hc_dn_parse(b);

	if (left == NULL || right == NULL || left->len != right->len)
		return FALSE;
	return rdns_equal(left, right, FALSE) || rdns_equal(left, right, TRUE);
}

gboolean
hc_dn_is_valid(const char *text)
{
	g_autoptr(GPtrArray) name = hc_dn_parse(text);

	return name != NULL;
}

char *
hc_dn_get(const char *text, const char *label)
{
	g_autoptr(GPtrArray) name = hc_dn_parse(text);
	g_autofree char *type = hc_dn_label_to_oid(label);

	for (guint i = 0; name != NULL && i < name->len; i++) {
		const char *value = find_in_rdn(name->pdata[i], type);

		if (value != NULL)
			return g_strdup(value);
	}
	return NULL;
}

gboolean
hc_dn_identifier_parse(const char *text, char **ret_issuer, char **ret_subject)
{
	const char *issuer = NULL;
	const char *tag = NULL;

	while (text != NULL && g_ascii_isspace(*text))
		text++;
	if (text == NULL || !has_tag(text, TAG_ISSUER))
		return FALSE;
	issuer = text + strlen(TAG_ISSUER);
	tag = find_subject_tag(issuer);
	if (tag == NULL)
		return FALSE;
	*ret_issuer = g_strstrip(g_strndup(issuer, (gsize)(tag - issuer)));
	*ret_subject = g_strstrip(g_strdup(tag + strlen(TAG_SUBJECT)));
	return TRUE;
}

gboolean
hc_dn_is_identifier(const char *text)
{
	g_autofree char *issuer = NULL;
	g_autofree char *subject = NULL;

	return hc_dn_identifier_parse(text, &issuer, &subject);
}

char *
hc_dn_identifier_format(const char *issuer, const char *subject)
{
	return g_strconcat(TAG_ISSUER, issuer, TAG_SUBJECT, subject, NULL);
}

gboolean
hc_dn_identifier_equal(const char *a, const char *b)
{
	g_autofree char *issuer_a = NULL;
	g_autofree char *subject_a = NULL;
	g_autofree char *issuer_b = NULL;
	g_autofree char *subject_b = NULL;

	if (!hc_dn_identifier_parse(a, &issuer_a, &subject_a) ||
		!hc_dn_identifier_parse(b, &issuer_b, &subject_b))
		return FALSE;
	return hc_dn_equal(issuer_a, issuer_b) && hc_dn_equal(subject_a, subject_b);
}
