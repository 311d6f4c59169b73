/* Whose directory an object stands in, as its distinguished name tells.  Room: parse. */
#include "agent/parse/export/directory-name.h"
#include "agent/base/dname.h"
#include "agent/base/limits.h"

#include <string.h>

/* The parts of a name in their order, without escapes and the blanks around them. */
typedef struct {
	char *text[HC_LIMIT_DN_RDNS];
	guint n;
	char *copy; /* they lie in it */
} Parts;

/* Ends the part that starts at @at with a NUL; where the next one starts, or NULL. */
static char *
end_part(char *at)
{
	char *into = at + strcspn(at, ",\\");
	gboolean is_last = FALSE;

	for (at = into; *at != '\0' && *at != ','; at++) {
		if (*at == '\\' && at[1] != '\0')
			at++;
		*into++ = *at;
	}
	is_last = *at == '\0';
	*into = '\0';
	return is_last ? NULL : at + 1;
}

/* FALSE if there are too many parts to be a name. */
static gboolean
split(const char *dn, Parts *ret_parts)
{
	char *next = g_strdup(dn);

	ret_parts->n = 0;
	ret_parts->copy = next;
	while (next != NULL && *next != '\0') {
		char *part = next;

		if (ret_parts->n == HC_LIMIT_DN_RDNS)
			return FALSE;
		next = end_part(part);
		ret_parts->text[ret_parts->n++] = g_strstrip(part);
	}
	return TRUE;
}

static void
parts_clear(Parts *parts)
{
	g_free(parts->copy);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Parts, parts_clear)

static gboolean
is_part(const Parts *parts, guint i, const char *wanted)
{
	return i < parts->n && hc_text_same(parts->text[i], wanted);
}

static gboolean
starts_with(const char *text, const char *start)
{
	return g_ascii_strncasecmp(text, start, strlen(start)) == 0;
}

/* "contoso" of "CN=contoso"; NULL if there is no such part. */
static const char *
value_of(const Parts *parts, guint i)
{
	const char *equals = i < parts->n ? strchr(parts->text[i], '=') : NULL;

	return equals != NULL ? equals + 1 : NULL;
}

/* "contoso.example" of the DC= parts at the end; "" if there are none. */
static char *
domain_of(const Parts *parts)
{
	GString *domain = g_string_new(NULL);

	for (guint i = parts->n; i > 0 && starts_with(parts->text[i - 1], "DC="); i--) {
		if (domain->len > 0)
			g_string_prepend_c(domain, '.');
		g_string_prepend(domain, parts->text[i - 1] + strlen("DC="));
	}
	g_string_ascii_down(domain);
	return g_string_free(domain, FALSE);
}

/* TRUE with the tenant's initial domain, where the name goes that deep. */
static gboolean
read_tenant(const Parts *parts, const char *domain, char **ret_organisation)
{
	for (guint i = 0; i < parts->n; i++) {
		const char *tenant = i > 0 ? value_of(parts, i - 1) : NULL;

		if (!is_part(parts, i, "CN=ConfigurationUnits") &&
			!is_part(parts, i, "OU=Microsoft Exchange Hosted Organizations"))
			continue;
		*ret_organisation = tenant != NULL ? g_ascii_strdown(tenant, -1) : NULL;
		return TRUE;
	}
	return hc_dname_is_under(domain, "prod.outlook.com");
}

/* AD LDS: its configuration is called by a GUID, not by a domain. */
static gboolean
is_edge(const Parts *parts)
{
	const char *last = parts->n > 0 ? parts->text[parts->n - 1] : "";

	return starts_with(last, "CN={") && g_str_has_suffix(last, "}") && parts->n > 1 &&
	       is_part(parts, parts->n - 2, "CN=Configuration");
}

static char *
onprem_organisation(const Parts *parts, const char *domain)
{
	for (guint i = 1; i < parts->n; i++) {
		if (is_part(parts, i, "CN=Microsoft Exchange") &&
			is_part(parts, i + 1, "CN=Services") && value_of(parts, i - 1) != NULL)
			return g_strdup_printf("%s (%s)", value_of(parts, i - 1), domain);
	}
	return NULL;
}

gboolean
hc_directory_name_read(const char *dn, HcSide *ret_side, char **ret_organisation)
{
	g_auto(Parts) split_name = { .n = 0 };
	const Parts *parts = &split_name;
	g_autofree char *domain = NULL;
	char *organisation = NULL;

	if (hc_text_is_empty(dn) || !split(dn, &split_name))
		return FALSE;
	domain = domain_of(parts);
	if (is_edge(parts)) {
		*ret_side = HC_SIDE_EDGE;
	} else if (read_tenant(parts, domain, &organisation)) {
		*ret_side = HC_SIDE_TENANT;
	} else if (*domain != '\0') {
		*ret_side = HC_SIDE_ONPREM;
		organisation = onprem_organisation(parts, domain);
	} else {
		return FALSE;
	}
	*ret_organisation = organisation;
	return TRUE;
}
