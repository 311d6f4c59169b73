/* Names of elements and properties, told apart quickly.  Room: parse. */
#include "agent/parse/clixml/clixml-names.h"
#include "agent/base/limits.h"
#include "agent/parse/export/wanted.h"
#include "agent/parse/secret.h"

#include <string.h>

/* --- elements --------------------------------------------------------------------------------- */

static const struct {
	const char *name;
	HcElement element;
} structure[] = {
	{ "r", HC_ELEMENT_ROOT },
	{ "Objs", HC_ELEMENT_OBJS },
	{ "Obj", HC_ELEMENT_OBJ },
	{ "Ref", HC_ELEMENT_REF },
	{ "Nil", HC_ELEMENT_NIL },
	{ "TN", HC_ELEMENT_TN },
	{ "TNRef", HC_ELEMENT_TNREF },
	{ "T", HC_ELEMENT_T },
	{ "ToString", HC_ELEMENT_TO_STRING },
	{ "Props", HC_ELEMENT_PROPS },
	{ "MS", HC_ELEMENT_MS },
	{ "LST", HC_ELEMENT_LIST },
	{ "IE", HC_ELEMENT_LIST },
	{ "STK", HC_ELEMENT_LIST },
	{ "QUE", HC_ELEMENT_LIST },
	{ "DCT", HC_ELEMENT_DICTIONARY },
	{ "En", HC_ELEMENT_ENTRY },
	{ "PR", HC_ELEMENT_PROGRESS },
};

/* Interned names lie a few octets apart. */
static guint
slot_of(const xmlChar *name)
{
	const gsize address = (gsize)name;

	return (guint)((address >> 2 ^ address >> 9) % HC_ELEMENT_SLOTS);
}

/* First, second and last letter: few of the grammar's names share them and the length. */
static guint
spelled_slot(const char *name, gsize length)
{
	const guint first = (guchar)name[0];
	const guint second = (guchar)name[length > 1];
	const guint last = (guchar)name[length - 1];

	return (guint)(first * 7 + second * 31 + last * 3 + length) % HC_ELEMENT_SLOTS;
}

static void
spell(HcElementNames *self, const HcElementName *element)
{
	guint slot = spelled_slot((const char *)element->name, element->length);

	while (self->spelled[slot] != NULL)
		slot = (slot + 1) % HC_ELEMENT_SLOTS;
	self->spelled[slot] = element;
}

static void
add_element(HcElementNames *self, HcElementName added)
{
	guint slot = slot_of(added.name);

	while (self->slots[slot].name != NULL)
		slot = (slot + 1) % HC_ELEMENT_SLOTS;
	added.length = (guint)strlen((const char *)added.name);
	self->slots[slot] = added;
	spell(self, &self->slots[slot]);
}

void
hc_element_names_fill(HcElementNames *self, const HcClixmlPush *push)
{
	memset(self, 0, sizeof *self);
	for (guint i = 0; i < G_N_ELEMENTS(structure); i++)
		add_element(self, (HcElementName){ hc_clixml_push_intern(push, structure[i].name),
					  structure[i].element, NULL, 0 });
	for (const HcClixmlPrimitive *one = hc_clixml_primitives; one->tag != NULL; one++)
		add_element(self, (HcElementName){ hc_clixml_push_intern(push, one->tag),
					  HC_ELEMENT_PRIMITIVE, one, 0 });
}

const HcElementName *
hc_element_names_find(const HcElementNames *self, const xmlChar *name)
{
	guint slot = slot_of(name);

	while (self->slots[slot].name != name && self->slots[slot].name != NULL)
		slot = (slot + 1) % HC_ELEMENT_SLOTS;
	return &self->slots[slot];
}

const HcElementName *
hc_element_names_spelled(const HcElementNames *self, const char *name, gsize length)
{
	const HcElementName *found = NULL;

	if (length == 0)
		return NULL;
	for (guint slot = spelled_slot(name, length); (found = self->spelled[slot]) != NULL;
		slot = (slot + 1) % HC_ELEMENT_SLOTS) {
		if (found->length == length && memcmp(found->name, name, length) == 0)
			return found;
	}
	return NULL;
}

/* --- properties ------------------------------------------------------------------------------- */

struct HcPropertyNames {
	GHashTable *by_spelling; /* HcPropertyName, its own key */
	GHashTable *by_name;     /* the wanted ones, in lower case */
	GStringChunk *texts;
	HcPropertyName other;
	gboolean is_full; /* more were seen than are remembered */
};

static guint
hash_spelling(gconstpointer key)
{
	const HcPropertyName *name = key;
	guint hash = (guint)name->length;

	for (gsize i = 0; i < name->length; i++)
		hash = hash * 33 + (guchar)name->spelling[i];
	return hash;
}

static gboolean
is_spelled(const HcPropertyName *self, const char *spelling, gsize length)
{
	return self->length == length && memcmp(self->spelling, spelling, length) == 0;
}

static gboolean
same_spelling(gconstpointer a, gconstpointer b)
{
	const HcPropertyName *right = b;

	return is_spelled(a, right->spelling, right->length);
}

void
hc_property_names_free(HcPropertyNames *self)
{
	if (self == NULL)
		return;
	g_hash_table_unref(self->by_spelling);
	g_hash_table_unref(self->by_name);
	g_string_chunk_free(self->texts);
	g_free(self);
}

static void
join_same(HcPropertyNames *self, HcPropertyName *added)
{
	g_autofree char *lower = g_ascii_strdown(added->name, -1);
	HcPropertyName *first = g_hash_table_lookup(self->by_name, lower);

	added->utc = g_str_has_suffix(lower, "utc");
	added->same = first != NULL ? first : added;
	if (first == NULL)
		g_hash_table_insert(self->by_name, g_steal_pointer(&lower), added);
}

static HcPropertyName *
learn(HcPropertyNames *self, const char *spelling, gsize length)
{
	g_autoptr(GString) name = g_string_new_len(spelling, (gssize)length);
	HcPropertyName *added = NULL;
	gboolean wanted = FALSE;

	self->is_full = g_hash_table_size(self->by_spelling) >= HC_LIMIT_CLIXML_NAMES;
	if (self->is_full)
		return &self->other;
	hc_clixml_decode(name);
	wanted = hc_wanted(name->str) && !hc_secret_is_name(name->str);
	added = g_new0(HcPropertyName, 1);
	added->spelling = g_string_chunk_insert_len(self->texts, spelling, (gssize)length);
	added->length = length;
	added->name = g_string_chunk_insert_len(self->texts, name->str, (gssize)name->len);
	added->wanted = wanted;
	added->same = added;
	if (wanted)
		join_same(self, added);
	g_hash_table_add(self->by_spelling, added);
	return added;
}

HcPropertyNames *
hc_property_names_new(void)
{
	HcPropertyNames *self = g_new0(HcPropertyNames, 1);

	self->by_spelling = g_hash_table_new_full(hash_spelling, same_spelling, g_free, NULL);
	self->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	self->texts = g_string_chunk_new(4096);
	self->other = (HcPropertyName){ .spelling = "", .name = "", .same = &self->other };
	/* However many others a file has, these are told. */
	for (guint i = 0; hc_wanted_at(i) != NULL; i++)
		learn(self, hc_wanted_at(i), strlen(hc_wanted_at(i)));
	return self;
}

HcPropertyName *
hc_property_names_find(
	HcPropertyNames *self, HcPropertyName *before, const char *spelling, gsize length)
{
	const HcPropertyName key = { .spelling = spelling, .length = length };
	HcPropertyName *found = before != NULL ? before->followed : NULL;

	if (found != NULL && is_spelled(found, spelling, length))
		return found;
	found = length <= HC_LIMIT_NAME ? g_hash_table_lookup(self->by_spelling, &key)
					: &self->other;
	if (found == NULL)
		found = learn(self, spelling, length);
	if (before != NULL && before != &self->other && found != &self->other)
		before->followed = found;
	return found;
}

gboolean
hc_property_names_is_full(const HcPropertyNames *self)
{
	return self->is_full;
}
