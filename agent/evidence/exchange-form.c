/* The properties that an object has, by name.  Room: evidence. */
#include "agent/evidence/exchange-form.h"

#include <string.h>

#define GROWTH 16          /* names; doubling would waste half of a big object */
#define FEW_NAMES 8        /* are looked through one by one */
#define PER_NAME 2         /* slots of the index for each name, at least */
#define CASE_BIT 0x20      /* in which the two cases of an ASCII letter differ */
#define SPREAD 2654435761u /* Knuth's multiplier: neighbours land far from each other */

struct HcExchangeRoom {
	guint n_users;
	HcPool *pool;
};

struct HcExchangeForm {
	guint n_users;
	guint n_names;
	guint n_allocated;
	char **names;            /* GRefStrings */
	guint16 keys[HC_N_KEYS]; /* place + 1; 0: none */
	guint16 *index;          /* place + 1 by hash of the name; NULL until it pays */
	guint n_slots;           /* a power of two */
	HcExchangeRoom *room;    /* that its objects lie in; or NULL */
};

static const char *const key_names[HC_N_KEYS] = {
	[HC_KEY_IDENTITY] = "Identity",
	[HC_KEY_NAME] = "Name",
	[HC_KEY_GUID] = "Guid",
	[HC_KEY_ID] = "Id",
	[HC_KEY_DISTINGUISHED_NAME] = "DistinguishedName",
	[HC_KEY_THUMBPRINT] = "Thumbprint",
};

/* --- shared memory ---------------------------------------------------------------------------- */

HcExchangeRoom *
hc_exchange_room_new(void)
{
	HcExchangeRoom *self = g_new0(HcExchangeRoom, 1);

	self->n_users = 1;
	self->pool = hc_pool_new();
	return self;
}

void
hc_exchange_room_unref(HcExchangeRoom *self)
{
	if (self == NULL || --self->n_users > 0)
		return;
	hc_pool_free(self->pool);
	g_free(self);
}

HcPool *
hc_exchange_room_pool(const HcExchangeRoom *self)
{
	return self->pool;
}

void
hc_exchange_form_give_back(HcExchangeForm *self, gconstpointer object, gsize length)
{
	hc_pool_give_back(self->room->pool, object, length);
}

/* --- finding a name --------------------------------------------------------------------------- */

/* ASCII without case; spelled the same is what is usual, and told by one fast call. */
static gboolean
is_called(const char *a, const char *b)
{
	return strcmp(a, b) == 0 || (((*a ^ *b) & ~CASE_BIT) == 0 && g_ascii_strcasecmp(a, b) == 0);
}

/* Names in any case have the same hash; four letters and the length tell them apart well. */
static guint
hash_name(const char *name)
{
	const gsize length = strlen(name);
	guint hash = (guint)length;

	for (guint i = 0; i < 4 && length > 0; i++)
		hash = hash * 31 + ((guchar)name[(length - 1) * i / 3] | CASE_BIT);
	return hash * SPREAD >> 16;
}

static void
put_into_index(HcExchangeForm *self, guint place)
{
	guint slot = hash_name(self->names[place]) & (self->n_slots - 1);

	while (self->index[slot] != 0)
		slot = (slot + 1) & (self->n_slots - 1);
	self->index[slot] = (guint16)(place + 1);
}

static void
make_index(HcExchangeForm *self)
{
	g_clear_pointer(&self->index, g_free);
	if (self->n_names >= G_MAXUINT16 / PER_NAME)
		return;
	for (self->n_slots = FEW_NAMES; self->n_slots < self->n_names * PER_NAME;)
		self->n_slots *= 2;
	self->index = g_new0(guint16, self->n_slots);
	for (guint i = 0; i < self->n_names; i++)
		put_into_index(self, i);
}

static gint
find_in_index(const HcExchangeForm *self, const char *name)
{
	guint slot = hash_name(name) & (self->n_slots - 1);

	for (; self->index[slot] != 0; slot = (slot + 1) & (self->n_slots - 1)) {
		if (is_called(self->names[self->index[slot] - 1], name))
			return self->index[slot] - 1;
	}
	return -1;
}

gint
hc_exchange_form_find(HcExchangeForm *self, const char *name)
{
	if (self->n_names > FEW_NAMES && self->index == NULL)
		make_index(self);
	if (self->index != NULL)
		return find_in_index(self, name);
	for (guint i = 0; i < self->n_names; i++) {
		if (is_called(self->names[i], name))
			return (gint)i;
	}
	return -1;
}

gint
hc_exchange_form_key(const HcExchangeForm *self, HcExchangeKey key)
{
	return self->keys[key] - 1;
}

static void
note_key(HcExchangeForm *self, guint place)
{
	for (guint key = 0; key < HC_N_KEYS && place < G_MAXUINT16; key++) {
		if (is_called(self->names[place], key_names[key]))
			self->keys[key] = (guint16)(place + 1);
	}
}

/* --- the form --------------------------------------------------------------------------------- */

HcExchangeForm *
hc_exchange_form_new(void)
{
	HcExchangeForm *self = g_new0(HcExchangeForm, 1);

	self->n_users = 1;
	return self;
}

/* Takes @name. */
static void
take_name(HcExchangeForm *self, char *name)
{
	if (self->n_names == self->n_allocated) {
		self->n_allocated += GROWTH;
		self->names = g_renew(char *, self->names, self->n_allocated);
	}
	self->names[self->n_names++] = name;
	note_key(self, self->n_names - 1);
}

static HcExchangeForm *
form_of(char *const *names, guint n_names, HcExchangeRoom *room)
{
	HcExchangeForm *self = hc_exchange_form_new();

	self->n_allocated = n_names;
	self->names = g_new(char *, n_names);
	for (guint i = 0; i < n_names; i++)
		take_name(self, g_ref_string_acquire(names[i]));
	self->room = room;
	if (room != NULL)
		room->n_users++;
	return self;
}

HcExchangeForm *
hc_exchange_form_of(const GPtrArray *names, HcExchangeRoom *room)
{
	return form_of((char *const *)names->pdata, names->len, room);
}

HcExchangeForm *
hc_exchange_form_ref(HcExchangeForm *self)
{
	self->n_users++;
	return self;
}

void
hc_exchange_form_unref(HcExchangeForm *self)
{
	if (self == NULL || --self->n_users > 0)
		return;
	for (guint i = 0; i < self->n_names; i++)
		g_ref_string_release(self->names[i]);
	g_free(self->names);
	g_free(self->index);
	hc_exchange_room_unref(self->room);
	g_free(self);
}

guint
hc_exchange_form_n_names(const HcExchangeForm *self)
{
	return self->n_names;
}

const char *
hc_exchange_form_name(const HcExchangeForm *self, guint place)
{
	return self->names[place];
}

/* --- changing it ------------------------------------------------------------------------------ */

static void
make_own(HcExchangeForm **self)
{
	HcExchangeForm *shared = *self;

	if (shared->n_users == 1)
		return;
	*self = form_of(shared->names, shared->n_names, shared->room);
	hc_exchange_form_unref(shared);
}

void
hc_exchange_form_add(HcExchangeForm **self, const char *name)
{
	HcExchangeForm *form = NULL;

	make_own(self);
	form = *self;
	take_name(form, g_ref_string_new_intern(name));
	if (form->index == NULL)
		return;
	if (form->n_names * PER_NAME > form->n_slots)
		make_index(form);
	else
		put_into_index(form, form->n_names - 1);
}

void
hc_exchange_form_remove(HcExchangeForm **self, guint place)
{
	HcExchangeForm *form = NULL;

	make_own(self);
	form = *self;
	g_ref_string_release(form->names[place]);
	form->n_names--;
	memmove(form->names + place, form->names + place + 1,
		(form->n_names - place) * sizeof *form->names);
	g_clear_pointer(&form->index, g_free);
	memset(form->keys, 0, sizeof form->keys);
	for (guint i = 0; i < form->n_names; i++)
		note_key(form, i);
}
