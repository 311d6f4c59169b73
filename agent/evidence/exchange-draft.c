/* Exchange objects as readers of exports make them.  Room: evidence. */
#include "agent/evidence/exchange-draft.h"
#include "agent/evidence/exchange-private.h"

#include <string.h>

/* Values up to this length (octets) are shared between objects that repeat them. */
#define SHARED_VALUE_BYTES 96
/* Between objects no more room than this (octets) is kept for texts. */
#define KEPT_ROOM (1024 * 1024)

struct HcExchangeName {
	char *text;         /* GRefString */
	guint group;        /* the same for all spellings of one name */
	guint number;       /* another one for each spelling */
	const char *shared; /* the value that was repeated, as the objects share it; or NULL */
	gsize last_length;  /* of the value that came last; more than there is room for: none */
	char last[SHARED_VALUE_BYTES];
};

struct HcExchangeMaker {
	GHashTable *names;  /* spelling -> HcExchangeName */
	GHashTable *groups; /* name in lower case -> its group + 1 */
	GHashTable *forms;  /* hash of the names -> HcExchangeForm */
	HcExchangeRoom *room;
};

typedef struct {
	HcExchangeName *name;
	HcShape shape;
	const char *shared; /* the text, where others have it too */
	gsize start;        /* of the text, in the room for texts */
	gsize length;       /* with the NUL behind it */
	guint first;        /* of the elements */
	guint n_elements;
} Entry;

struct HcExchangeDraft {
	HcExchangeMaker *maker;
	GArray *entries;     /* Entry */
	GPtrArray *elements; /* of lists; their texts lie in the room of all objects */
	GArray *places;      /* guint by group: index of its entry + 1; 0: none */
	guint list;          /* the entry that elements are added to */
	char *texts;
	gsize n_texts;
	gsize n_room;
};

/* --- what the objects of one file share --------------------------------------------------------
 */

static void
name_free(gpointer data)
{
	HcExchangeName *name = data;

	g_ref_string_release(name->text);
	g_free(name);
}

static void
form_unref(gpointer data)
{
	hc_exchange_form_unref(data);
}

HcExchangeMaker *
hc_exchange_maker_new(void)
{
	HcExchangeMaker *self = g_new0(HcExchangeMaker, 1);

	self->names = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, name_free);
	self->groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	self->forms = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, form_unref);
	self->room = hc_exchange_room_new();
	return self;
}

HcPool *
hc_exchange_maker_pool(const HcExchangeMaker *self)
{
	return hc_exchange_room_pool(self->room);
}

void
hc_exchange_maker_free(HcExchangeMaker *self)
{
	if (self == NULL)
		return;
	g_hash_table_unref(self->names);
	g_hash_table_unref(self->groups);
	g_hash_table_unref(self->forms);
	hc_exchange_room_unref(self->room);
	g_free(self);
}

static guint
group_of(HcExchangeMaker *self, const char *name)
{
	g_autofree char *lower = g_ascii_strdown(name, -1);
	guint group = GPOINTER_TO_UINT(g_hash_table_lookup(self->groups, lower));

	if (group > 0)
		return group - 1;
	group = g_hash_table_size(self->groups);
	g_hash_table_insert(self->groups, g_steal_pointer(&lower), GUINT_TO_POINTER(group + 1));
	return group;
}

HcExchangeName *
hc_exchange_maker_name(HcExchangeMaker *self, const char *name)
{
	HcExchangeName *found = g_hash_table_lookup(self->names, name);

	if (found != NULL)
		return found;
	found = g_new0(HcExchangeName, 1);
	found->text = g_ref_string_new_intern(name);
	found->group = group_of(self, name);
	found->number = g_hash_table_size(self->names);
	found->last_length = G_MAXSIZE;
	g_hash_table_insert(self->names, found->text, found);
	return found;
}

static const char *
keep_text(HcExchangeRoom *room, const char *text, gsize length)
{
	char *kept = hc_pool_take(hc_exchange_room_pool(room), length + 1);

	memcpy(kept, text, length);
	kept[length] = '\0';
	return kept;
}

/*
 * The text as others have it, if it is the one that came before under this name; else NULL.  What
 * comes twice will come again; what never does is not kept.
 */
static const char *
share(HcExchangeMaker *self, HcExchangeName *name, const char *text, gsize length)
{
	if (length == name->last_length && memcmp(text, name->last, length) == 0) {
		if (name->shared == NULL)
			name->shared = keep_text(self->room, text, length);
		return name->shared;
	}
	name->shared = NULL;
	name->last_length = length <= SHARED_VALUE_BYTES ? length : G_MAXSIZE;
	if (length <= SHARED_VALUE_BYTES)
		memcpy(name->last, text, length);
	return NULL;
}

/* --- one object ------------------------------------------------------------------------------- */

HcExchangeDraft *
hc_exchange_draft_new(HcExchangeMaker *maker)
{
	HcExchangeDraft *self = g_new0(HcExchangeDraft, 1);

	self->maker = maker;
	self->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
	self->elements = g_ptr_array_new();
	self->places = g_array_new(FALSE, TRUE, sizeof(guint));
	return self;
}

void
hc_exchange_draft_free(HcExchangeDraft *self)
{
	if (self == NULL)
		return;
	g_array_unref(self->entries);
	g_ptr_array_unref(self->elements);
	g_array_unref(self->places);
	g_free(self->texts);
	g_free(self);
}

static Entry *
entry_at(const HcExchangeDraft *self, guint i)
{
	return &g_array_index(self->entries, Entry, i);
}

static guint *
place_of(HcExchangeDraft *self, const HcExchangeName *name)
{
	if (name->group >= self->places->len)
		g_array_set_size(self->places, name->group + 1);
	return &g_array_index(self->places, guint, name->group);
}

gboolean
hc_exchange_draft_has(const HcExchangeDraft *self, const HcExchangeName *name)
{
	return name->group < self->places->len &&
	       g_array_index(self->places, guint, name->group) > 0;
}

/* The entry of that name, as a null. */
static Entry *
renew(HcExchangeDraft *self, HcExchangeName *name)
{
	guint *place = place_of(self, name);
	Entry *entry = NULL;

	if (*place == 0) {
		g_array_set_size(self->entries, self->entries->len + 1);
		*place = self->entries->len;
		entry = entry_at(self, *place - 1);
		entry->name = name;
	}
	entry = entry_at(self, *place - 1);
	*entry = (Entry){ .name = entry->name, .shape = HC_SHAPE_NULL, .start = self->n_texts };
	return entry;
}

/* With a NUL behind it. */
static void
add_text(HcExchangeDraft *self, const char *text, gsize length)
{
	if (self->n_room - self->n_texts <= length) {
		self->n_room = (self->n_room + length + 1) * 2;
		self->texts = g_realloc(self->texts, self->n_room);
	}
	memcpy(self->texts + self->n_texts, text, length);
	self->texts[self->n_texts + length] = '\0';
	self->n_texts += length + 1;
}

void
hc_exchange_draft_null(HcExchangeDraft *self, HcExchangeName *name)
{
	renew(self, name);
}

void
hc_exchange_draft_text(HcExchangeDraft *self, HcExchangeName *name, const char *text, gsize length)
{
	Entry *entry = renew(self, name);

	entry->shape = HC_SHAPE_TEXT;
	entry->shared = share(self->maker, name, text, length);
	if (entry->shared != NULL)
		return;
	entry->length = length + 1;
	add_text(self, text, length);
}

void
hc_exchange_draft_list(HcExchangeDraft *self, HcExchangeName *name)
{
	Entry *entry = renew(self, name);

	entry->shape = HC_SHAPE_LIST;
	entry->first = self->elements->len;
	self->list = *place_of(self, name) - 1;
}

/* Not empty, and as long-lived as the objects. */
static void
add_element(HcExchangeDraft *self, const char *text)
{
	g_ptr_array_add(self->elements, (gpointer)(guintptr)text);
	entry_at(self, self->list)->n_elements++;
}

void
hc_exchange_draft_element(HcExchangeDraft *self, const char *text, gsize length)
{
	if (length > 0)
		add_element(self, keep_text(self->maker->room, text, length));
}

guint
hc_exchange_draft_elements(HcExchangeDraft *self, const char *kept, gsize length)
{
	const char *end = kept + length;
	guint n = 0;

	for (; kept < end; n++) {
		const gsize step = strlen(kept) + 1;

		if (step > 1)
			add_element(self, kept);
		kept += step;
	}
	return n;
}

void
hc_exchange_draft_drop(HcExchangeDraft *self, HcExchangeName *name)
{
	guint *place = place_of(self, name);

	if (*place == 0)
		return;
	g_array_remove_index(self->entries, *place - 1);
	for (guint i = *place - 1; i < self->entries->len; i++)
		*place_of(self, entry_at(self, i)->name) = i + 1;
	*place = 0;
}

void
hc_exchange_draft_clear(HcExchangeDraft *self)
{
	for (guint i = 0; i < self->entries->len; i++)
		*place_of(self, entry_at(self, i)->name) = 0;
	g_array_set_size(self->entries, 0);
	g_ptr_array_set_size(self->elements, 0);
	self->n_texts = 0;
	if (self->n_room <= KEPT_ROOM)
		return;
	g_clear_pointer(&self->texts, g_free);
	self->n_room = 0;
}

/* --- from a draft to the object --------------------------------------------------------------- */

static gboolean
has_form(const HcExchangeDraft *self, const HcExchangeForm *form)
{
	if (hc_exchange_form_n_names(form) != self->entries->len)
		return FALSE;
	for (guint i = 0; i < self->entries->len; i++) {
		if (hc_exchange_form_name(form, i) != entry_at(self, i)->name->text)
			return FALSE;
	}
	return TRUE;
}

/* The form that has these names in this order. */
static HcExchangeForm *
form_of(const HcExchangeDraft *self)
{
	HcExchangeMaker *maker = self->maker;
	HcExchangeForm *form = NULL;
	guint hash = self->entries->len;
	g_autoptr(GPtrArray) names = NULL;

	for (guint i = 0; i < self->entries->len; i++)
		hash = hash * 31 + entry_at(self, i)->name->number;
	form = g_hash_table_lookup(maker->forms, GUINT_TO_POINTER(hash));
	if (form != NULL && has_form(self, form))
		return hc_exchange_form_ref(form);
	names = g_ptr_array_sized_new(self->entries->len);
	for (guint i = 0; i < self->entries->len; i++)
		g_ptr_array_add(names, entry_at(self, i)->name->text);
	form = hc_exchange_form_of(names, maker->room);
	g_hash_table_replace(maker->forms, GUINT_TO_POINTER(hash), hc_exchange_form_ref(form));
	return form;
}

/* Where the parts of the object's piece of memory go on. */
typedef struct {
	char **vector;
	char *text;
} Rest;

static void
settle(const HcExchangeDraft *self, const Entry *entry, Rest *rest, HcExchangeValue *ret_value)
{
	*ret_value = (HcExchangeValue){ { NULL, NULL } };
	if (entry->shape == HC_SHAPE_TEXT)
		ret_value->text =
			entry->shared != NULL ? (char *)(guintptr)entry->shared : rest->text;
	if (entry->shape == HC_SHAPE_LIST) {
		ret_value->list = rest->vector;
		if (entry->n_elements > 0)
			memcpy(rest->vector, self->elements->pdata + entry->first,
				entry->n_elements * sizeof *rest->vector);
		rest->vector[entry->n_elements] = NULL;
		rest->vector += entry->n_elements + 1;
	}
	if (entry->length > 0)
		memcpy(rest->text, self->texts + entry->start, entry->length);
	rest->text += entry->length;
}

HcExchangeObject *
hc_exchange_draft_finish(HcExchangeDraft *self, HcSide side, HcKind kind)
{
	const guint n = self->entries->len;
	gsize n_pointers = 0;
	gsize n_octets = sizeof(HcExchangeObject) + n * sizeof(HcExchangeValue);
	HcExchangeObject *object = NULL;
	Rest rest = { NULL, NULL };

	for (guint i = 0; i < n; i++) {
		const Entry *entry = entry_at(self, i);

		n_octets += entry->length;
		n_pointers += entry->shape == HC_SHAPE_LIST ? entry->n_elements + 1 : 0;
	}
	n_octets += n_pointers * sizeof(char *);
	object = hc_pool_take(hc_exchange_maker_pool(self->maker), n_octets);
	*object = (HcExchangeObject){
		.side = side, .kind = kind, .form = form_of(self), .n_octets = n_octets
	};
	object->values = (HcExchangeValue *)(object + 1);
	rest.vector = (char **)(object->values + n);
	rest.text = (char *)(rest.vector + n_pointers);
	for (guint i = 0; i < n; i++)
		settle(self, entry_at(self, i), &rest, &object->values[i]);
	hc_exchange_draft_clear(self);
	return object;
}
