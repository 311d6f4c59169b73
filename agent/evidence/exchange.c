/* One Exchange object as a property bag, compact.  Room: evidence. */
#include "agent/evidence/exchange.h"
#include "agent/base/dname.h"
#include "agent/evidence/exchange-private.h"

static const char *const no_elements[] = { NULL };

/* --- the object ------------------------------------------------------------------------------- */

HcExchangeObject *
hc_exchange_object_new(HcSide side, HcKind kind)
{
	HcExchangeObject *self = g_new0(HcExchangeObject, 1);

	self->side = side;
	self->kind = kind;
	self->form = hc_exchange_form_new();
	return self;
}

HcExchangeObject *
hc_exchange_object_copy(const HcExchangeObject *self)
{
	HcExchangeObject *copy = g_new0(HcExchangeObject, 1);
	const guint n = hc_exchange_form_n_names(self->form);

	copy->side = self->side;
	copy->kind = self->kind;
	copy->form = hc_exchange_form_ref(self->form);
	copy->server = g_strdup(self->server);
	hc_exchange_share_origin(copy, self);
	copy->n_allocated = n;
	copy->values = g_new(HcExchangeValue, n);
	copy->owned = g_new(guint8, n);
	for (guint i = 0; i < n; i++) {
		copy->values[i].text = g_strdup(self->values[i].text);
		copy->values[i].list = g_strdupv(self->values[i].list);
		copy->owned[i] = TRUE;
	}
	return copy;
}

static void
origin_unref(HcSharedOrigin *self)
{
	if (self == NULL || --self->n_users > 0)
		return;
	hc_origin_clear(&self->origin);
	g_free(self);
}

void
hc_exchange_object_free(HcExchangeObject *self)
{
	HcExchangeForm *form = self != NULL ? self->form : NULL;
	const guint n = form != NULL ? hc_exchange_form_n_names(form) : 0;

	if (self == NULL)
		return;
	for (guint i = 0; i < n; i++)
		hc_exchange_clear_value(self, i);
	if (self->owned != NULL)
		g_free(self->values);
	g_free(self->owned);
	g_free(self->server);
	origin_unref(self->origin);
	if (self->n_octets > 0)
		hc_exchange_form_give_back(form, self, self->n_octets);
	else
		g_free(self);
	/* Last: the room may go with it. */
	hc_exchange_form_unref(form);
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

void
hc_exchange_set_role(HcExchangeObject *self, HcSide side, HcKind kind)
{
	self->side = side;
	self->kind = kind;
}

const char *
hc_exchange_server(const HcExchangeObject *self)
{
	return self->server;
}

void
hc_exchange_set_server(HcExchangeObject *self, const char *server)
{
	char *copy = g_strdup(server);

	g_free(self->server);
	self->server = copy;
}

const HcOrigin *
hc_exchange_origin(const HcExchangeObject *self)
{
	static const HcOrigin none = { .as_of = HC_TIME_NONE };

	return self->origin != NULL ? &self->origin->origin : &none;
}

void
hc_exchange_set_origin(HcExchangeObject *self, const HcOrigin *origin)
{
	HcSharedOrigin *copy = g_new0(HcSharedOrigin, 1);

	copy->n_users = 1;
	hc_origin_copy(origin, &copy->origin);
	origin_unref(self->origin);
	self->origin = copy;
}

void
hc_exchange_share_origin(HcExchangeObject *self, const HcExchangeObject *other)
{
	HcSharedOrigin *shared = other->origin;

	if (shared != NULL)
		shared->n_users++;
	origin_unref(self->origin);
	self->origin = shared;
}

/* --- getters ---------------------------------------------------------------------------------- */

static const HcExchangeValue *
find(const HcExchangeObject *self, const char *name)
{
	const gint place = hc_exchange_form_find(self->form, name);

	return place >= 0 ? &self->values[place] : NULL;
}

static gboolean
is_empty(const HcExchangeValue *value)
{
	return value->list != NULL ? value->list[0] == NULL : hc_text_is_empty(value->text);
}

/* Few lists are asked for as one text: those are joined then, and kept joined. */
const char *
hc_exchange_text_at(const HcExchangeObject *self, guint place)
{
	HcExchangeValue *value = &self->values[place];

	if (is_empty(value))
		return "";
	if (value->text == NULL)
		value->text = hc_text_join((const char *const *)value->list);
	return value->text;
}

gboolean
hc_exchange_has(const HcExchangeObject *self, const char *property)
{
	return find(self, property) != NULL;
}

gboolean
hc_exchange_is_empty(const HcExchangeObject *self, const char *property)
{
	const HcExchangeValue *found = find(self, property);

	return found != NULL && is_empty(found);
}

const char *
hc_exchange_text(const HcExchangeObject *self, const char *property)
{
	const gint place = hc_exchange_form_find(self->form, property);

	return place >= 0 ? hc_exchange_text_at(self, (guint)place) : NULL;
}

const char *const *
hc_exchange_list(const HcExchangeObject *self, const char *property)
{
	const HcExchangeValue *found = find(self, property);

	if (found == NULL)
		return NULL;
	if (is_empty(found))
		return no_elements;
	return (const char *const *)(found->list != NULL ? found->list : found->single);
}

guint
hc_exchange_n_properties(const HcExchangeObject *self)
{
	return hc_exchange_form_n_names(self->form);
}

gboolean
hc_exchange_shares_names(const HcExchangeObject *self, const HcExchangeObject *other)
{
	return self->form == other->form;
}

const char *
hc_exchange_property_at(const HcExchangeObject *self, guint i, HcShape *ret_shape)
{
	const HcExchangeValue *value = &self->values[i];

	if (value->list != NULL)
		*ret_shape = HC_SHAPE_LIST;
	else
		*ret_shape = value->text != NULL ? HC_SHAPE_TEXT : HC_SHAPE_NULL;
	return hc_exchange_form_name(self->form, i);
}

/* --- identity --------------------------------------------------------------------------------- */

/* Text that is there and not empty, else NULL. */
static const char *
key_text(const HcExchangeObject *self, HcExchangeKey key)
{
	const gint place = hc_exchange_form_key(self->form, key);
	const char *text = place >= 0 ? hc_exchange_text_at(self, (guint)place) : NULL;

	return hc_text_is_empty(text) ? NULL : text;
}

const char *
hc_exchange_identity(const HcExchangeObject *self)
{
	static const HcExchangeKey keys[] = { HC_KEY_IDENTITY, HC_KEY_NAME, HC_KEY_GUID };

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
	if (hc_text_is_empty(identity))
		return FALSE;
	for (guint key = 0; key < HC_N_KEYS; key++) {
		if (hc_text_same(key_text(self, (HcExchangeKey)key), identity))
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
compare_keys(const HcExchangeObject *a, const HcExchangeObject *b, HcExchangeKey key)
{
	return compare_texts(key_text(a, key), key_text(b, key));
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
	Comparison by_thumbprint = compare_keys(a, b, HC_KEY_THUMBPRINT);

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
	static const HcExchangeKey keys[] = { HC_KEY_GUID, HC_KEY_IDENTITY };

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
	return compare_keys(self, other, HC_KEY_NAME) == SAME && same_server(self, other);
}
