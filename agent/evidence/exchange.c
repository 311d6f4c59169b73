/* One Exchange object as a property bag, compact.  Room: evidence. */
#include "agent/evidence/exchange.h"
#include "agent/base/dname.h"

#include <string.h>

/* Values up to this length (octets) are shared between objects: "True", "Unlimited", "00:10:00". */
#define SHARED_VALUE_BYTES 40
/* Properties are allocated in steps of this many; doubling would waste half of a big bag. */
#define GROWTH 16
#define CASE_BIT 0x20 /* in which the two cases of an ASCII letter differ */

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

/* Properties an object may be called by. */
typedef enum {
	KEY_IDENTITY,
	KEY_NAME,
	KEY_GUID,
	KEY_ID,
	KEY_DISTINGUISHED_NAME,
	KEY_THUMBPRINT,
	N_KEYS
} Key;

static const char *const key_names[N_KEYS] = {
	[KEY_IDENTITY] = "Identity",
	[KEY_NAME] = "Name",
	[KEY_GUID] = "Guid",
	[KEY_ID] = "Id",
	[KEY_DISTINGUISHED_NAME] = "DistinguishedName",
	[KEY_THUMBPRINT] = "Thumbprint",
};

/* Place and hash are kept: folding compares every answered object with every known one. */
typedef struct {
	guint place; /* index + 1; 0 if the object has no such property */
	guint hash;  /* of the text, without case */
} KeyNote;

struct HcExchangeObject {
	HcSide side;
	HcKind kind;
	guint n_properties;
	guint n_allocated;
	Property *properties;
	KeyNote keys[N_KEYS];
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

/* ASCII without case; most names differ in their first letter, which is told without a call. */
static gboolean
is_called(const Property *self, const char *name)
{
	return ((*self->name ^ *name) & ~CASE_BIT) == 0 &&
	       g_ascii_strcasecmp(self->name, name) == 0;
}

static const Property *
find(const HcExchangeObject *self, const char *name)
{
	for (guint i = 0; i < self->n_properties; i++) {
		if (is_called(&self->properties[i], name))
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
		if (!is_called(&self->properties[i], name))
			continue;
		property_clear_value(&self->properties[i]);
		return &self->properties[i];
	}
	return append(self, name);
}

/* Equal texts without regard to case have equal hashes (djb2). */
static guint
hash_text(const char *text)
{
	guint hash = 5381;

	for (; text != NULL && *text != '\0'; text++)
		hash = hash * 33 + (guchar)g_ascii_tolower(*text);
	return hash;
}

static void
note_key(HcExchangeObject *self, const Property *property)
{
	for (guint key = 0; key < N_KEYS; key++) {
		if (!is_called(property, key_names[key]))
			continue;
		self->keys[key].place = (guint)(property - self->properties) + 1;
		self->keys[key].hash = hash_text(property->single[0]);
	}
}

/* Takes @held and @list. */
static void
put(HcExchangeObject *self, const char *name, char *held, GStrv list)
{
	Property *property = renew(self, name);

	property->single[0] = held;
	property->list = list;
	note_key(self, property);
}

/* Text that is there and not empty, else NULL. */
static const char *
key_text(const HcExchangeObject *self, Key key)
{
	guint place = self->keys[key].place;
	const char *text = place > 0 ? self->properties[place - 1].single[0] : NULL;

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
	memcpy(copy->keys, self->keys, sizeof copy->keys);
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
	static const Key keys[] = { KEY_IDENTITY, KEY_NAME, KEY_GUID };

	for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
		const char *text = key_text(self, keys[i]);

		if (text != NULL)
			return text;
	}
	return "";
}

gboolean
hc_exchange_is_named(const HcExchangeObject *self, const char *identity)
{
	guint hash = hash_text(identity);

	if (hc_text_is_empty(identity))
		return FALSE;
	for (guint key = 0; key < N_KEYS; key++) {
		if (self->keys[key].hash == hash &&
			hc_text_same(key_text(self, (Key)key), identity))
			return TRUE;
	}
	return FALSE;
}

typedef enum { DIFFERENT, SAME, CANNOT_TELL } Comparison;

static Comparison
compare_texts(const char *left, const char *right)
{
	if (hc_text_is_empty(left) || hc_text_is_empty(right))
		return CANNOT_TELL;
	return hc_text_same(left, right) ? SAME : DIFFERENT;
}

static Comparison
compare_keys(const HcExchangeObject *a, const HcExchangeObject *b, Key key)
{
	const char *left = key_text(a, key);
	const char *right = key_text(b, key);

	if (left != NULL && right != NULL && a->keys[key].hash != b->keys[key].hash)
		return DIFFERENT;
	return compare_texts(left, right);
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
	Comparison by_thumbprint = compare_keys(a, b, KEY_THUMBPRINT);

	if (!same_server(a, b))
		return FALSE;
	if (by_thumbprint != CANNOT_TELL)
		return by_thumbprint == SAME;
	return compare_texts(hc_exchange_text(a, "RawData"), hc_exchange_text(b, "RawData")) ==
	       SAME;
}

gboolean
hc_exchange_has_identity_of(const HcExchangeObject *self, const HcExchangeObject *other)
{
	static const Key keys[] = { KEY_GUID, KEY_IDENTITY };

	if (self->side != other->side || self->kind != other->kind)
		return FALSE;
	if (self->kind == HC_KIND_EXCHANGE_CERTIFICATE)
		return is_same_certificate(self, other);
	/* Every Edge server has its own copy of everything. */
	if (self->side == HC_SIDE_EDGE && !same_server(self, other))
		return FALSE;
	for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
		Comparison by_key = compare_keys(self, other, keys[i]);

		if (by_key != CANNOT_TELL)
			return by_key == SAME;
	}
	return compare_keys(self, other, KEY_NAME) == SAME && same_server(self, other);
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

/* --- writing ---------------------------------------------------------------------------------- */

void
hc_exchange_set_role(HcExchangeObject *self, HcSide side, HcKind kind)
{
	self->side = side;
	self->kind = kind;
}

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
	put(self, property, NULL, NULL);
}

void
hc_exchange_put_text(HcExchangeObject *self, const char *property, const char *value)
{
	/* Held first: @value may be the very text that is about to be replaced. */
	char *held = value != NULL ? hold_text(value) : NULL;

	put(self, property, held, NULL);
}

void
hc_exchange_put_list(HcExchangeObject *self, const char *property, const char *const *values)
{
	GPtrArray *elements = g_ptr_array_new();
	g_autofree char *joined = NULL;

	for (; values != NULL && *values != NULL; values++) {
		if (**values != '\0')
			g_ptr_array_add(elements, g_utf8_make_valid(*values, -1));
	}
	g_ptr_array_add(elements, NULL);
	joined = hc_text_join((const char *const *)elements->pdata);
	put(self, property, hold_text(joined), (GStrv)g_ptr_array_free(elements, FALSE));
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

		if (!is_called(found, property))
			continue;
		property_clear_value(found);
		g_ref_string_release(found->name);
		self->n_properties--;
		memmove(found, found + 1, (self->n_properties - i) * sizeof *found);
		memset(self->keys, 0, sizeof self->keys);
		for (guint left = 0; left < self->n_properties; left++)
			note_key(self, &self->properties[left]);
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
