/* One Exchange object as a property bag, compact.  Room: evidence. */
#include "agent/evidence/exchange.h"
#include "agent/base/dname.h"

#include <string.h>

/* Values up to this length (octets) are shared between objects: "True", "Unlimited", "00:10:00". */
#define SHARED_VALUE_BYTES 40
/* Properties are allocated in steps of this many; doubling would waste half of a big bag. */
#define GROWTH 16

/*
 * @single is at once the text and a NULL-terminated vector of one, so that a getter of either form
 * needs neither a copy nor a cache.  Names and values are GRefStrings: a thousand connectors have
 * the same names and mostly the same values.
 */
typedef struct {
	char *name;
	char *single[2]; /* [0] the text, joined if it is a list; NULL if null.  [1] always NULL */
	GStrv list;      /* NULL unless it is a list */
} Property;

struct HcExchangeObject {
	HcSide side;
	HcKind kind;
	guint n_properties;
	guint n_allocated;
	Property *properties;
	char *server;
	HcOrigin origin;
};

static const char *const no_elements[] = { NULL };

/* --- one property ----------------------------------------------------------------------------- */

static char *
hold_text(const char *text)
{
	g_autofree char *valid = NULL;

	if (!g_utf8_validate(text, -1, NULL))
		text = valid = g_utf8_make_valid(text, -1);
	return strlen(text) <= SHARED_VALUE_BYTES ? g_ref_string_new_intern(text)
						  : g_ref_string_new(text);
}

static void
property_clear_value(Property *self)
{
	g_clear_pointer(&self->single[0], g_ref_string_release);
	g_clear_pointer(&self->list, g_strfreev);
}

static gboolean
property_is_empty(const Property *self)
{
	return self->list != NULL ? self->list[0] == NULL : hc_text_is_empty(self->single[0]);
}

static const Property *
find(const HcExchangeObject *self, const char *name)
{
	for (guint i = 0; i < self->n_properties; i++) {
		if (g_ascii_strcasecmp(self->properties[i].name, name) == 0)
			return &self->properties[i];
	}
	return NULL;
}

static Property *
append(HcExchangeObject *self, const char *name)
{
	Property *added = NULL;

	if (self->n_properties == self->n_allocated) {
		self->n_allocated += GROWTH;
		self->properties = g_renew(Property, self->properties, self->n_allocated);
	}
	added = &self->properties[self->n_properties++];
	*added = (Property){ .name = hold_text(name) };
	return added;
}

/* The property of that name with its old value gone, or a new one. */
static Property *
renew(HcExchangeObject *self, const char *name)
{
	for (guint i = 0; i < self->n_properties; i++) {
		if (g_ascii_strcasecmp(self->properties[i].name, name) != 0)
			continue;
		property_clear_value(&self->properties[i]);
		return &self->properties[i];
	}
	return append(self, name);
}

/* Text of a property that has one, else NULL. */
static const char *
known_text(const HcExchangeObject *self, const char *name)
{
	const char *text = hc_exchange_text(self, name);

	return hc_text_is_empty(text) ? NULL : text;
}

/* --- the object ------------------------------------------------------------------------------- */

HcExchangeObject *
hc_exchange_object_new(HcSide side, HcKind kind)
{
	HcExchangeObject *self = g_new0(HcExchangeObject, 1);

	self->side = side;
	self->kind = kind;
	self->origin.as_of = HC_TIME_NONE;
	return self;
}

HcExchangeObject *
hc_exchange_object_copy(const HcExchangeObject *self)
{
	HcExchangeObject *copy = hc_exchange_object_new(self->side, self->kind);

	copy->server = g_strdup(self->server);
	hc_origin_copy(&self->origin, &copy->origin);
	copy->n_properties = copy->n_allocated = self->n_properties;
	copy->properties = g_new(Property, self->n_properties);
	for (guint i = 0; i < self->n_properties; i++) {
		const Property *from = &self->properties[i];

		copy->properties[i] = (Property){
			.name = g_ref_string_acquire(from->name),
			.single[0] = from->single[0] ? g_ref_string_acquire(from->single[0]) : NULL,
			.list = g_strdupv(from->list),
		};
	}
	return copy;
}

void
hc_exchange_object_free(HcExchangeObject *self)
{
	if (self == NULL)
		return;
	for (guint i = 0; i < self->n_properties; i++) {
		property_clear_value(&self->properties[i]);
		g_ref_string_release(self->properties[i].name);
	}
	g_free(self->properties);
	g_free(self->server);
	hc_origin_clear(&self->origin);
	g_free(self);
}

HcSide
hc_exchange_side(const HcExchangeObject *self)
{
	return self->side;
}

HcKind
hc_exchange_kind(const HcExchangeObject *self)
{
	return self->kind;
}

const char *
hc_exchange_server(const HcExchangeObject *self)
{
	return self->server;
}

const HcOrigin *
hc_exchange_origin(const HcExchangeObject *self)
{
	return &self->origin;
}

/* --- identity --------------------------------------------------------------------------------- */

const char *
hc_exchange_identity(const HcExchangeObject *self)
{
	static const char *const names[] = { "Identity", "Name", "Guid" };

	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		const char *text = known_text(self, names[i]);

		if (text != NULL)
			return text;
	}
	return "";
}

gboolean
hc_exchange_is_named(const HcExchangeObject *self, const char *identity)
{
	static const char *const names[] = { "Identity", "Name", "Id", "Guid", "DistinguishedName",
		"Thumbprint" };

	if (hc_text_is_empty(identity))
		return FALSE;
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		if (hc_text_same(hc_exchange_text(self, names[i]), identity))
			return TRUE;
	}
	return FALSE;
}

typedef enum { DIFFERENT, SAME, CANNOT_TELL } Comparison;

static Comparison
compare_property(const HcExchangeObject *a, const HcExchangeObject *b, const char *name)
{
	const char *left = known_text(a, name);
	const char *right = known_text(b, name);

	if (left == NULL || right == NULL)
		return CANNOT_TELL;
	return hc_text_same(left, right) ? SAME : DIFFERENT;
}

static gboolean
same_server(const HcExchangeObject *a, const HcExchangeObject *b)
{
	if (a->server == NULL || b->server == NULL)
		return a->server == b->server;
	return hc_dname_same_host(a->server, b->server);
}

/* The same certificate may lie on many servers: each is an object of its own. */
static gboolean
is_same_certificate(const HcExchangeObject *a, const HcExchangeObject *b)
{
	Comparison by_thumbprint = compare_property(a, b, "Thumbprint");

	if (!same_server(a, b))
		return FALSE;
	if (by_thumbprint != CANNOT_TELL)
		return by_thumbprint == SAME;
	return compare_property(a, b, "RawData") == SAME;
}

gboolean
hc_exchange_has_identity_of(const HcExchangeObject *self, const HcExchangeObject *other)
{
	static const char *const names[] = { "Guid", "Identity" };

	if (self->side != other->side || self->kind != other->kind)
		return FALSE;
	if (self->kind == HC_KIND_EXCHANGE_CERTIFICATE)
		return is_same_certificate(self, other);
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		Comparison by_name = compare_property(self, other, names[i]);

		if (by_name != CANNOT_TELL)
			return by_name == SAME;
	}
	return compare_property(self, other, "Name") == SAME && same_server(self, other);
}

/* --- getters ---------------------------------------------------------------------------------- */

gboolean
hc_exchange_has(const HcExchangeObject *self, const char *property)
{
	return find(self, property) != NULL;
}

gboolean
hc_exchange_is_empty(const HcExchangeObject *self, const char *property)
{
	const Property *found = find(self, property);

	return found != NULL && property_is_empty(found);
}

const char *
hc_exchange_text(const HcExchangeObject *self, const char *property)
{
	const Property *found = find(self, property);

	if (found == NULL)
		return NULL;
	return property_is_empty(found) ? "" : found->single[0];
}

const char *const *
hc_exchange_list(const HcExchangeObject *self, const char *property)
{
	const Property *found = find(self, property);

	if (found == NULL)
		return NULL;
	if (property_is_empty(found))
		return no_elements;
	return (const char *const *)(found->list != NULL ? found->list : found->single);
}

HcTri
hc_exchange_bool(const HcExchangeObject *self, const char *property)
{
	const char *text = hc_exchange_text(self, property);

	if (hc_text_same(text, "True"))
		return HC_TRI_YES;
	return hc_text_same(text, "False") ? HC_TRI_NO : HC_TRI_UNKNOWN;
}

gboolean
hc_exchange_int(const HcExchangeObject *self, const char *property, gint64 *ret_value)
{
	const char *text = known_text(self, property);

	return text != NULL &&
	       g_ascii_string_to_signed(text, 10, G_MININT64, G_MAXINT64, ret_value, NULL);
}

HcTime
hc_exchange_time(const HcExchangeObject *self, const char *property)
{
	const char *text = known_text(self, property);
	g_autofree char *with_zone = NULL;
	HcTime when = HC_TIME_NONE;

	if (text == NULL || hc_when_parse_xhcw(text, &when) ||
		hc_when_parse_rfc3339(text, &when, NULL))
		return when;
	/* ISO 8601 without a zone: the properties asked for are UTC by their name. */
	with_zone = g_strconcat(text, "Z", NULL);
	hc_when_parse_rfc3339(with_zone, &when, NULL);
	return when;
}

/* --- writing ---------------------------------------------------------------------------------- */

void
hc_exchange_set_server(HcExchangeObject *self, const char *server)
{
	char *copy = g_strdup(server);

	g_free(self->server);
	self->server = copy;
}

void
hc_exchange_set_origin(HcExchangeObject *self, const HcOrigin *origin)
{
	HcOrigin copy = { 0 };

	hc_origin_copy(origin, &copy);
	hc_origin_clear(&self->origin);
	self->origin = copy;
}

void
hc_exchange_put_null(HcExchangeObject *self, const char *property)
{
	renew(self, property);
}

void
hc_exchange_put_text(HcExchangeObject *self, const char *property, const char *value)
{
	/* Held first: @value may be the very text that is about to be replaced. */
	char *held = value != NULL ? hold_text(value) : NULL;

	renew(self, property)->single[0] = held;
}

void
hc_exchange_put_list(HcExchangeObject *self, const char *property, const char *const *values)
{
	GPtrArray *elements = g_ptr_array_new();
	g_autofree char *joined = NULL;
	Property *put = NULL;

	for (; values != NULL && *values != NULL; values++) {
		if (**values != '\0')
			g_ptr_array_add(elements, g_utf8_make_valid(*values, -1));
	}
	g_ptr_array_add(elements, NULL);
	joined = hc_text_join((const char *const *)elements->pdata);
	put = renew(self, property);
	put->single[0] = hold_text(joined);
	put->list = (GStrv)g_ptr_array_free(elements, FALSE);
}

void
hc_exchange_put_joined(HcExchangeObject *self, const char *property, const char *joined)
{
	g_auto(GStrv) parts = hc_text_split(joined, ", ");

	hc_exchange_put_list(self, property, (const char *const *)parts);
}

gboolean
hc_exchange_remove(HcExchangeObject *self, const char *property)
{
	for (guint i = 0; i < self->n_properties; i++) {
		Property *found = &self->properties[i];

		if (g_ascii_strcasecmp(found->name, property) != 0)
			continue;
		property_clear_value(found);
		g_ref_string_release(found->name);
		self->n_properties--;
		memmove(found, found + 1, (self->n_properties - i) * sizeof *found);
		return TRUE;
	}
	return FALSE;
}

guint
hc_exchange_n_properties(const HcExchangeObject *self)
{
	return self->n_properties;
}

const char *
hc_exchange_property_at(const HcExchangeObject *self, guint i, HcShape *ret_shape)
{
	const Property *property = &self->properties[i];

	if (property->list != NULL)
		*ret_shape = HC_SHAPE_LIST;
	else
		*ret_shape = property->single[0] != NULL ? HC_SHAPE_TEXT : HC_SHAPE_NULL;
	return property->name;
}
