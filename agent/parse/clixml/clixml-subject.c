/* Objects with properties while they are read out of CLIXML.  Room: parse. */
#include "agent/parse/clixml/clixml-subject.h"
#include "agent/base/limits.h"

#include <string.h>

#define MOST_NESTED 4 /* lists in lists; Exchange has none */
#define SECTION_BITS 2

/* --- subjects --------------------------------------------------------------------------------- */

static void
done_free(gpointer data)
{
	HcSubjectDone *done = data;

	hc_exchange_object_free(done->bag);
	g_free(done);
}

void
hc_subjects_init(HcSubjects *self)
{
	self->open = g_array_new(FALSE, FALSE, sizeof(HcSubject));
	self->done = g_ptr_array_new_with_free_func(done_free);
}

void
hc_subjects_clear(HcSubjects *self)
{
	hc_subjects_drop_open(self);
	g_array_unref(self->open);
	g_ptr_array_unref(self->done);
}

HcSubject *
hc_subjects_current(const HcSubjects *self)
{
	return self->open->len > 0 ? &g_array_index(self->open, HcSubject, self->open->len - 1)
				   : NULL;
}

/* Side and kind are found when the whole file is read. */
void
hc_subjects_begin(HcSubjects *self)
{
	HcSubject *around = hc_subjects_current(self);
	const HcSubject subject = {
		.bag = hc_exchange_object_new(HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR),
		.number = ++self->n_begun,
	};

	if (around != NULL)
		around->n_inside++;
	g_array_append_val(self->open, subject);
}

void
hc_subjects_end(HcSubjects *self, gboolean keep)
{
	HcSubject *subject = hc_subjects_current(self);
	HcSubjectDone *done = NULL;

	if (keep && subject->n_inside == 0) {
		done = g_new(HcSubjectDone, 1);
		*done = (HcSubjectDone){ g_steal_pointer(&subject->bag), subject->type };
		g_ptr_array_add(self->done, done);
	}
	hc_exchange_object_free(subject->bag);
	g_array_set_size(self->open, self->open->len - 1);
}

void
hc_subjects_drop_open(HcSubjects *self)
{
	while (self->open->len > 0)
		hc_subjects_end(self, FALSE);
}

void
hc_subjects_drop_all(HcSubjects *self)
{
	hc_subjects_drop_open(self);
	g_ptr_array_set_size(self->done, 0);
}

/* --- lists ------------------------------------------------------------------------------------ */

/* Sharing makes small files into large lists: elements and octets are counted. */
typedef struct {
	GPtrArray *elements; /* borrowed, or held by @joined */
	GPtrArray *joined;
	guint n_left;
	gsize n_octets;
	HcTrouble trouble; /* HC_N_TROUBLES: none */
} Listing;

static void add_elements(Listing *self, const HcClixmlValue *list, guint depth);

/* A list in a list is one element, as PowerShell would print it. */
static void
add_nested(Listing *self, const HcClixmlValue *list, guint depth)
{
	GPtrArray *outer = g_steal_pointer(&self->elements);

	self->elements = g_ptr_array_new();
	add_elements(self, list, depth + 1);
	g_ptr_array_add(self->elements, NULL);
	g_ptr_array_add(self->joined, hc_text_join((const char *const *)self->elements->pdata));
	g_ptr_array_unref(self->elements);
	self->elements = outer;
	g_ptr_array_add(self->elements, self->joined->pdata[self->joined->len - 1]);
}

static gboolean
is_within(Listing *self, gsize length, guint depth)
{
	self->n_octets += length;
	if (self->n_left > 0 && depth <= MOST_NESTED && self->n_octets <= HC_LIMIT_XML_TEXT) {
		self->n_left--;
		return TRUE;
	}
	self->trouble = HC_TROUBLE_LENGTH;
	return FALSE;
}

static void
add_element(Listing *self, const HcClixmlValue *element, guint depth)
{
	switch (element->shape) {
	case HC_CLIXML_TEXT:
		g_ptr_array_add(self->elements, element->text);
		break;
	case HC_CLIXML_NULL:
		break;
	case HC_CLIXML_LIST:
	case HC_CLIXML_PAIRS:
		add_nested(self, element, depth);
		break;
	case HC_CLIXML_UNKNOWN:
	case HC_CLIXML_SAME:
		self->trouble = HC_TROUBLE_REFERENCE;
		break;
	}
}

static void
add_elements(Listing *self, const HcClixmlValue *list, guint depth)
{
	for (const HcClixmlValue *at = list->first; at != NULL; at = at->next) {
		const HcClixmlValue *element = hc_clixml_value_resolve(at);
		const gsize length = element->shape == HC_CLIXML_TEXT ? element->length : 0;

		if (!is_within(self, length, depth) || self->trouble != HC_N_TROUBLES)
			return;
		add_element(self, element, depth);
	}
}

/* "[key, value]", as .NET prints a pair. */
static void
join_pairs(Listing *self)
{
	for (guint i = 0; i + 1 < self->elements->len; i += 2) {
		g_ptr_array_add(
			self->joined, g_strdup_printf("[%s, %s]", (char *)self->elements->pdata[i],
					      (char *)self->elements->pdata[i + 1]));
		self->elements->pdata[i / 2] = self->joined->pdata[self->joined->len - 1];
	}
	g_ptr_array_set_size(self->elements, (gint)(self->elements->len / 2));
}

/* HC_N_TROUBLES: put. */
static HcTrouble
put_list(HcSubjects *self, HcExchangeObject *bag, const char *name, const HcClixmlValue *list)
{
	Listing listing = { g_ptr_array_new(), g_ptr_array_new_with_free_func(g_free),
		HC_LIMIT_CLIXML_ELEMENTS, 0, HC_N_TROUBLES };

	add_elements(&listing, list, 0);
	if (listing.trouble == HC_N_TROUBLES && list->shape == HC_CLIXML_PAIRS)
		join_pairs(&listing);
	g_ptr_array_add(listing.elements, NULL);
	if (listing.trouble == HC_N_TROUBLES) {
		hc_exchange_put_list(bag, name, (const char *const *)listing.elements->pdata);
		/* Twice: as elements and joined. */
		self->n_octets += 2 * listing.n_octets + listing.elements->len * sizeof(gpointer);
	}
	g_ptr_array_unref(listing.elements);
	g_ptr_array_unref(listing.joined);
	return listing.trouble;
}

/* --- properties ------------------------------------------------------------------------------- */

/* TRUE if the value is to be taken: MS counts before Props, and the later before the earlier. */
static gboolean
note_seen(HcPropertyName *name, guint64 number, HcSection section, HcTrouble *ret_trouble)
{
	guint64 *seen = &name->same->seen;
	const guint64 sections = *seen >> SECTION_BITS == number ? *seen & 3 : 0;

	*seen = number << SECTION_BITS | sections | section;
	if ((sections & section) != 0)
		*ret_trouble = HC_TROUBLE_TWICE;
	return section == HC_SECTION_MS || (sections & HC_SECTION_MS) == 0;
}

void
hc_subjects_put(HcSubjects *self, HcPropertyName *name, HcSection section,
	const HcClixmlValue *value, HcTrouble *ret_trouble)
{
	const HcSubject *subject = hc_subjects_current(self);
	HcTrouble trouble = HC_N_TROUBLES;

	*ret_trouble = HC_N_TROUBLES;
	if (!note_seen(name, subject->number, section, ret_trouble))
		return;
	value = hc_clixml_value_resolve(value);
	switch (value->shape) {
	case HC_CLIXML_NULL:
		hc_exchange_put_null(subject->bag, name->name);
		return;
	case HC_CLIXML_TEXT:
		hc_exchange_put_text(subject->bag, name->name, value->text);
		self->n_octets += value->length;
		return;
	case HC_CLIXML_LIST:
	case HC_CLIXML_PAIRS:
		trouble = put_list(self, subject->bag, name->name, value);
		break;
	case HC_CLIXML_UNKNOWN:
	case HC_CLIXML_SAME:
		hc_exchange_remove(subject->bag, name->name);
		break;
	}
	if (trouble != HC_N_TROUBLES) {
		hc_exchange_remove(subject->bag, name->name);
		*ret_trouble = trouble;
	}
}
