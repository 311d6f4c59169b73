/* Whose directory an object stands in, as its distinguished name tells.  Room: parse. */
#include "agent/parse/export/directory-name.h"
#include "agent/base/dname.h"
#include "agent/base/limits.h"

#include <string.h>

/* The first part of @text up to an unescaped comma, with its escapes undone; @text moves on. */
static char *
take_part(const char **text)
{
	GString *part = g_string_new(NULL);
	const char *at = *text;

	while (*at != '\0' && *at != ',') {
		const gsize n = strcspn(at, ",\\");

		g_string_append_len(part, at, (gssize)n);
		at += n;
		if (*at != '\\')
			continue;
		if (at[1] != '\0')
			at++;
		g_string_append_c(part, *at++);
	}
	*text = *at == ',' ? at + 1 : at;
	return g_strstrip(g_string_free(part, FALSE));
}

/* Parts in order; NULL if there are too many to be a name. */
static GPtrArray *
split(const char *dn)
{
	g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);

	while (*dn != '\0') {
		if (parts->len == HC_LIMIT_DN_RDNS)
			return NULL;
		g_ptr_array_add(parts, take_part(&dn));
	}
	return g_steal_pointer(&parts);
}

static gboolean
is_part(const GPtrArray *parts, guint i, const char *wanted)
{
	return i < parts->len && hc_text_same(parts->pdata[i], wanted);
}

static gboolean
starts_with(const char *text, const char *start)
{
	return g_ascii_strncasecmp(text, start, strlen(start)) == 0;
}

/* "contoso" of "CN=contoso"; NULL if there is no such part. */
static const char *
value_of(const GPtrArray *parts, guint i)
{
	const char *equals = i < parts->len ? strchr(parts->pdata[i], '=') : NULL;

	return equals != NULL ? equals + 1 : NULL;
}

/* "contoso.example" of the DC= parts at the end; "" if there are none. */
static char *
domain_of(const GPtrArray *parts)
{
	GString *domain = g_string_new(NULL);

	for (guint i = parts->len; i > 0 && starts_with(parts->pdata[i - 1], "DC="); i--) {
		if (domain->len > 0)
			g_string_prepend_c(domain, '.');
		g_string_prepend(domain, (const char *)parts->pdata[i - 1] + strlen("DC="));
	}
	g_string_ascii_down(domain);
	return g_string_free(domain, FALSE);
}

/* TRUE with the tenant's initial domain, where the name goes that deep. */
static gboolean
read_tenant(const GPtrArray *parts, const char *domain, char **ret_organisation)
{
	for (guint i = 0; i < parts->len; i++) {
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
is_edge(const GPtrArray *parts)
{
	const char *last = parts->len > 0 ? parts->pdata[parts->len - 1] : "";

	return starts_with(last, "CN={") && g_str_has_suffix(last, "}") && parts->len > 1 &&
	       is_part(parts, parts->len - 2, "CN=Configuration");
}

static char *
onprem_organisation(const GPtrArray *parts, const char *domain)
{
	for (guint i = 1; i < parts->len; i++) {
		if (is_part(parts, i, "CN=Microsoft Exchange") &&
			is_part(parts, i + 1, "CN=Services") && value_of(parts, i - 1) != NULL)
			return g_strdup_printf("%s (%s)", value_of(parts, i - 1), domain);
	}
	return NULL;
}

gboolean
hc_directory_name_read(const char *dn, HcSide *ret_side, char **ret_organisation)
{
	g_autoptr(GPtrArray) parts = hc_text_is_empty(dn) ? NULL : split(dn);
	g_autofree char *domain = parts != NULL ? domain_of(parts) : NULL;
	char *organisation = NULL;

	if (parts == NULL)
		return FALSE;
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
