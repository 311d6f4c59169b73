/* A value of ConvertTo-Json as the text the same value has in CLIXML.  Room: parse. */
#include "agent/parse/json/json-value.h"
#include "agent/base/text.h"
#include "agent/base/when.h"

#include <string.h>

#define TICKS_PER_SECOND G_GINT64_CONSTANT(10000000)

/* --- texts ------------------------------------------------------------------------------------ */

/* "/Date(1777879881000)/", also with an offset, as RFC 3339 in UTC; NULL if @text is no such. */
static char *
date_of(const char *text)
{
	static const char start[] = "/Date(";
	char *end = NULL;
	gint64 milliseconds = 0;

	if (!g_str_has_prefix(text, start))
		return NULL;
	milliseconds = g_ascii_strtoll(text + strlen(start), &end, 10);
	if (end == text + strlen(start))
		return NULL;
	/* The number is UTC; an offset only says in which zone it was printed. */
	if (*end == '+' || *end == '-')
		end += 1 + strspn(end + 1, "0123456789");
	if (strcmp(end, ")/") != 0)
		return NULL;
	if (milliseconds > G_MAXINT64 / 1000 || milliseconds < G_MININT64 / 1000 + 1)
		return NULL;
	return hc_when_format(milliseconds * 1000);
}

/* TRUE for "System.Object[]" and other type names that stand where a value was. */
static gboolean
is_cut(const char *text)
{
	static const char *const starts[] = { "System.", "Microsoft.Exchange.Data.",
		"Microsoft.Exchange.Management.", "Deserialized.", "Microsoft.Exchange.Net.",
		"@{" };

	for (guint i = 0; i < G_N_ELEMENTS(starts); i++) {
		if (g_str_has_prefix(text, starts[i]))
			return TRUE;
	}
	return FALSE;
}

static char *
text_of_string(const char *text)
{
	char *date = date_of(text);

	if (date != NULL)
		return date;
	return is_cut(text) ? NULL : g_strdup(text);
}

static char *
text_of_real(double value)
{
	char buffer[G_ASCII_DTOSTR_BUF_SIZE];

	return g_strdup(g_ascii_dtostr(buffer, sizeof buffer, value));
}

/* --- objects ---------------------------------------------------------------------------------- */

/* The text of a member; NULL if it is missing, cut off or null. */
static char *
member(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	return value == NULL || json_is_null(value) ? NULL : hc_json_value_text(value);
}

static gboolean
is_true(const json_t *object, const char *key)
{
	return json_is_true(json_object_get(object, key));
}

static char *
print_ip_range(const json_t *object)
{
	g_autofree char *low = NULL;
	g_autofree char *high = NULL;
	char *expression = member(object, "Expression");

	if (!hc_text_is_empty(expression))
		return expression;
	g_free(expression);
	low = member(object, "LowerBound");
	high = member(object, "UpperBound");
	return low == NULL || high == NULL ? NULL : g_strdup_printf("%s-%s", low, high);
}

static char *
print_ip_address(const json_t *object)
{
	return member(object, "IPAddressToString");
}

static char *
print_binding(const json_t *object)
{
	g_autofree char *address = member(object, "Address");
	g_autofree char *port = member(object, "Port");

	if (hc_text_is_empty(address) || port == NULL)
		return NULL;
	return g_strdup_printf(strchr(address, ':') != NULL ? "[%s]:%s" : "%s:%s", address, port);
}

static char *
print_smart_host(const json_t *object)
{
	g_autofree char *address = NULL;

	if (!is_true(object, "IsIPAddress"))
		return member(object, "Domain");
	address = member(object, "Address");
	return hc_text_is_empty(address) ? NULL : g_strdup_printf("[%s]", address);
}

static char *
print_address_space(const json_t *object)
{
	g_autofree char *type = member(object, "Type");
	g_autofree char *address = member(object, "Address");
	g_autofree char *cost = member(object, "Cost");

	return hc_text_is_empty(type) || hc_text_is_empty(address) || cost == NULL
		       ? NULL
		       : g_strdup_printf("%s:%s;%s", type, address, cost);
}

static char *
print_identifier(const json_t *object)
{
	g_autofree char *subject = member(object, "CertificateSubject");
	g_autofree char *issuer = member(object, "CertificateIssuer");

	if (hc_text_is_empty(subject))
		return member(object, "SubjectCommonName");
	return hc_text_is_empty(issuer) ? g_strdup_printf("<S>%s", subject)
					: g_strdup_printf("<I>%s<S>%s", issuer, subject);
}

static char *
print_capabilities(const json_t *object)
{
	g_autofree char *domain = member(object, "Domain");
	const char *capabilities = json_string_value(json_object_get(object, "Capabilities"));

	if (domain == NULL)
		domain = member(object, "SmtpX509Identifier");
	/* As numbers they are of no use: nobody published what they stand for. */
	return hc_text_is_empty(domain) || capabilities == NULL
		       ? NULL
		       : g_strdup_printf("%s:%s", domain, capabilities);
}

static char *
print_server_version(const json_t *object)
{
	g_autofree char *major = member(object, "Major");
	g_autofree char *minor = member(object, "Minor");
	g_autofree char *build = member(object, "Build");
	g_autofree char *revision = member(object, "Revision");

	if (major == NULL || minor == NULL || build == NULL || revision == NULL)
		return NULL;
	if (json_object_get(object, "FilePatchLevelDescription") != NULL)
		return g_strdup_printf(
			"Version %s.%s (Build %s.%s)", major, minor, build, revision);
	return g_strjoin(".", major, minor, build, revision, NULL);
}

static char *
print_object_version(const json_t *object)
{
	g_autofree char *major = member(object, "Major");
	g_autofree char *minor = member(object, "Minor");
	g_autofree char *build = member(object, "ExchangeBuild");

	return major == NULL || minor == NULL || build == NULL
		       ? NULL
		       : g_strdup_printf("%s.%s (%s)", major, minor, build);
}

/* "[-][d.]hh:mm:ss[.fffffff]" */
static char *
print_time_span(const json_t *object)
{
	const json_t *member = json_object_get(object, "Ticks");
	gint64 ticks = json_integer_value(member);
	const char *sign = ticks < 0 ? "-" : "";
	GString *out = NULL;
	gint64 seconds = 0;

	if (!json_is_integer(member) || ticks == G_MININT64)
		return NULL;
	ticks = ABS(ticks);
	seconds = ticks / TICKS_PER_SECOND;
	out = g_string_new(sign);
	if (seconds >= 86400)
		g_string_append_printf(out, "%" G_GINT64_FORMAT ".", seconds / 86400);
	g_string_append_printf(out, "%02d:%02d:%02d", (int)(seconds / 3600 % 24),
		(int)(seconds / 60 % 60), (int)(seconds % 60));
	if (ticks % TICKS_PER_SECOND != 0)
		g_string_append_printf(out, ".%07d", (int)(ticks % TICKS_PER_SECOND));
	return g_string_free(out, FALSE);
}

static char *
print_unlimited(const json_t *object)
{
	return is_true(object, "IsUnlimited") ? g_strdup("Unlimited") : member(object, "Value");
}

static char *
print_name(const json_t *object)
{
	return member(object, "Name");
}

static char *
print_address(const json_t *object)
{
	return member(object, "Address");
}

static char *
print_autodiscover_domain(const json_t *object)
{
	g_autofree char *domain = member(object, "Domain");

	if (domain == NULL)
		return NULL;
	return g_strconcat(is_true(object, "AutoDiscover") ? "autod:" : "", domain, NULL);
}

static char *
print_domain(const json_t *object)
{
	return member(object, "Domain");
}

static char *
print_path(const json_t *object)
{
	return member(object, "PathName");
}

static char *
print_uri(const json_t *object)
{
	return member(object, "OriginalString");
}

/* An organisation on premises is no tenant: both are null. */
static char *
print_organisation(const json_t *object)
{
	char *unit = member(object, "OrganizationalUnit");

	return unit != NULL ? unit : g_strdup("");
}

#define MOST_SIGNS 3

/* By the members that tell it; what has more of them stands first. */
static const struct {
	const char *signs[MOST_SIGNS + 1];
	char *(*print)(const json_t *object);
} shapes[] = {
	{ { "LowerBound", "UpperBound", "RangeFormat" }, print_ip_range },
	{ { "IPAddressToString" }, print_ip_address },
	{ { "Type", "Address", "Cost" }, print_address_space },
	{ { "Address", "IsIPAddress" }, print_smart_host },
	{ { "Address", "Port" }, print_binding },
	{ { "CertificateSubject", "CertificateIssuer" }, print_identifier },
	{ { "Domain", "Capabilities" }, print_capabilities },
	{ { "Major", "Minor", "Revision" }, print_server_version },
	{ { "Major", "Minor", "ExchangeBuild" }, print_object_version },
	{ { "Ticks" }, print_time_span },
	{ { "IsUnlimited" }, print_unlimited },
	{ { "DistinguishedName", "Name", "ObjectGuid" }, print_name },
	{ { "OrganizationalUnit", "ConfigurationUnit" }, print_organisation },
	{ { "AutoDiscover", "Domain" }, print_autodiscover_domain },
	{ { "Address", "Domain" }, print_address },
	{ { "OriginalString", "AbsoluteUri" }, print_uri },
	{ { "PathName" }, print_path },
	{ { "Domain" }, print_domain },
};

static gboolean
has_signs(const json_t *object, const char *const *signs)
{
	for (; *signs != NULL; signs++) {
		if (json_object_get(object, *signs) == NULL)
			return FALSE;
	}
	return TRUE;
}

static char *
text_of_object(const json_t *object)
{
	for (guint i = 0; i < G_N_ELEMENTS(shapes); i++) {
		if (has_signs(object, shapes[i].signs))
			return shapes[i].print(object);
	}
	return NULL;
}

/* --- values ----------------------------------------------------------------------------------- */

const json_t *
hc_json_value_unwrap(const json_t *value)
{
	const json_t *inner = json_object_get(value, "value");

	if (inner == NULL)
		return value;
	return json_object_get(value, "Count") != NULL ||
			       json_object_get(value, "DateTime") != NULL ||
			       json_object_get(value, "DisplayHint") != NULL
		       ? inner
		       : value;
}

char *
hc_json_value_text(const json_t *value)
{
	value = hc_json_value_unwrap(value);
	switch (json_typeof(value)) {
	case JSON_STRING:
		return text_of_string(json_string_value(value));
	case JSON_INTEGER:
		return g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
	case JSON_REAL:
		return text_of_real(json_real_value(value));
	case JSON_TRUE:
		return g_strdup("True");
	case JSON_FALSE:
		return g_strdup("False");
	case JSON_NULL:
		return g_strdup("");
	case JSON_OBJECT:
		return text_of_object(value);
	case JSON_ARRAY:
		break;
	}
	return NULL;
}
