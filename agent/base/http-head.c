/* The head of an HTTP/1 answer, and where it leads.  Room: base. */
#include "agent/base/http-head.h"

#include <string.h>

#define STATUS_AT 9      /* "HTTP/1.1 " */
#define STATUS_OCTETS 12 /* "HTTP/1.1 200" */
#define PORT_HTTPS 443

typedef struct {
	char *name;
	char *value;
} Field;

struct HcHttpHead {
	guint status;
	gboolean is_whole;
	GPtrArray *fields; /* Field */
};

/* --- reading ---------------------------------------------------------------------------------- */

static void
free_field(gpointer data)
{
	Field *field = data;

	g_free(field->name);
	g_free(field->value);
	g_free(field);
}

/* 0: it is no status line. */
static guint
status_of(const char *octets, gsize n)
{
	guint status = 0;

	if (n < STATUS_OCTETS || memcmp(octets, "HTTP/1.", 7) != 0 || octets[STATUS_AT - 1] != ' ')
		return 0;
	for (gsize i = STATUS_AT; i < STATUS_OCTETS; i++) {
		if (!g_ascii_isdigit(octets[i]))
			return 0;
		status = status * 10 + (guint)(octets[i] - '0');
	}
	if (n > STATUS_OCTETS && strchr(" \r\n", octets[STATUS_OCTETS]) == NULL)
		return 0;
	return status >= 100 ? status : 0;
}

/* NUL would end a value early: what is behind it was sent too. */
static char *
text_of(const char *octets, gsize n)
{
	char *text = g_strndup("", 0);

	text = g_realloc(text, n + 1);
	for (gsize i = 0; i < n; i++)
		text[i] = octets[i] != '\0' ? octets[i] : '?';
	text[n] = '\0';
	return g_strstrip(text);
}

/* RFC 9112 5.2: a line that begins with a blank goes on with the field before it. */
static void
go_on(HcHttpHead *self, const char *line, gsize n)
{
	Field *last = NULL;
	g_autofree char *more = text_of(line, n);
	char *joined = NULL;

	if (self->fields->len == 0)
		return;
	last = g_ptr_array_index(self->fields, self->fields->len - 1);
	joined = g_strdup_printf("%s %s", last->value, more);
	g_free(last->value);
	last->value = joined;
}

static void
take_line(HcHttpHead *self, const char *line, gsize n)
{
	const char *colon = memchr(line, ':', n);
	Field *field = NULL;
	gsize n_name = 0;

	if (n > 0 && (line[0] == ' ' || line[0] == '\t')) {
		go_on(self, line, n);
		return;
	}
	if (colon == NULL || colon == line)
		return;
	n_name = (gsize)(colon - line);
	field = g_new0(Field, 1);
	field->name = text_of(line, n_name);
	field->value = text_of(colon + 1, n - n_name - 1);
	g_ptr_array_add(self->fields, field);
}

HcHttpHead *
hc_http_head_read(const char *octets, gsize n, gsize *ret_taken)
{
	const guint status = status_of(octets, n);
	HcHttpHead *self = NULL;
	gsize at = 0;
	gboolean is_first = TRUE;

	*ret_taken = 0;
	if (status == 0)
		return NULL;
	self = g_new0(HcHttpHead, 1);
	self->status = status;
	self->fields = g_ptr_array_new_with_free_func(free_field);
	while (at < n && !self->is_whole) {
		const char *end = memchr(octets + at, '\n', n - at);
		const gsize next = end != NULL ? (gsize)(end - octets) + 1 : n;
		gsize length = (end != NULL ? next - 1 : n) - at;

		if (length > 0 && octets[at + length - 1] == '\r')
			length--;
		if (length == 0 && end != NULL)
			self->is_whole = TRUE;
		else if (!is_first)
			take_line(self, octets + at, length);
		is_first = FALSE;
		at = next;
	}
	*ret_taken = at;
	return self;
}

void
hc_http_head_free(HcHttpHead *self)
{
	if (self == NULL)
		return;
	g_ptr_array_unref(self->fields);
	g_free(self);
}

/* --- what it says ----------------------------------------------------------------------------- */

guint
hc_http_head_status(const HcHttpHead *self)
{
	return self->status;
}

gboolean
hc_http_head_is_whole(const HcHttpHead *self)
{
	return self->is_whole;
}

gboolean
hc_http_head_is_interim(const HcHttpHead *self)
{
	return self->status / 100 == 1 && self->status != 101;
}

char *
hc_http_head_field(const HcHttpHead *self, const char *name)
{
	GString *joined = NULL;

	for (guint i = 0; i < self->fields->len; i++) {
		const Field *field = g_ptr_array_index(self->fields, i);

		if (g_ascii_strcasecmp(field->name, name) != 0)
			continue;
		if (joined == NULL)
			joined = g_string_new(field->value);
		else
			g_string_append_printf(joined, ", %s", field->value);
	}
	return joined != NULL ? g_string_free(joined, FALSE) : NULL;
}

/* --- where it leads --------------------------------------------------------------------------- */

/* RFC 9110 15.4: those that name the place to ask next. */
static gboolean
is_redirect(guint status)
{
	return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

char *
hc_http_head_redirect(const HcHttpHead *self, const char *url)
{
	g_autofree char *location = NULL;

	if (!is_redirect(self->status))
		return NULL;
	location = hc_http_head_field(self, "Location");
	if (location == NULL)
		return NULL;
	return g_uri_resolve_relative(url, location, G_URI_FLAGS_ENCODED, NULL);
}

static gint
port_of(GUri *uri)
{
	const gint port = g_uri_get_port(uri);

	return port > 0 ? port : PORT_HTTPS;
}

/* A name and a password in a URL are nothing of ours. */
static gboolean
is_https(GUri *uri)
{
	return uri != NULL && g_strcmp0(g_uri_get_scheme(uri), "https") == 0 &&
	       g_uri_get_userinfo(uri) == NULL && g_uri_get_host(uri) != NULL;
}

static char *
path_of(GUri *uri)
{
	const char *path = g_uri_get_path(uri);
	const char *query = g_uri_get_query(uri);

	if (*path == '\0')
		path = "/";
	return query != NULL ? g_strdup_printf("%s?%s", path, query) : g_strdup(path);
}

gboolean
hc_http_may_follow(const char *from, const char *to, char **ret_path)
{
	g_autoptr(GUri) here = g_uri_parse(from, G_URI_FLAGS_ENCODED, NULL);
	g_autoptr(GUri) there = g_uri_parse(to, G_URI_FLAGS_ENCODED, NULL);

	if (!is_https(here) || !is_https(there) || port_of(here) != port_of(there) ||
		g_ascii_strcasecmp(g_uri_get_host(here), g_uri_get_host(there)) != 0)
		return FALSE;
	if (ret_path != NULL)
		*ret_path = path_of(there);
	return TRUE;
}
