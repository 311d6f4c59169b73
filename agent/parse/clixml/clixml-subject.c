/* Objects with properties while they are read out of CLIXML.  Room: parse. */
#include "agent/parse/clixml/clixml-subject.h"
#include "agent/base/limits.h"

#include <string.h>

#define MOST_NESTED 4 /* lists in lists; Exchange has none */
#define SECTION_BITS 2

/* --- subjects --------------------------------------------------------------------------------- */

static void
draft_free(gpointer data)
{
	hc_exchange_draft_free(data);
}

void
hc_subjects_init(HcSubjects *self, HcSubjectTaker take, gpointer user)
{
	self->take = take;
	self->user = user;
	self->maker = hc_exchange_maker_new();
	self->drafts = g_ptr_array_new_with_free_func(draft_free);
	self->open = g_array_new(FALSE, FALSE, sizeof(HcSubject));
}

void
hc_subjects_clear(HcSubjects *self)
{
	hc_subjects_drop_open(self);
	g_array_unref(self->open);
	g_ptr_array_unref(self->drafts);
	hc_exchange_maker_free(self->maker);
}

HcSubject *
hc_subjects_current(const HcSubjects *self)
{
	return self->open->len > 0 ? &g_array_index(self->open, HcSubject, self->open->len - 1)
				   : NULL;
}

void
hc_subjects_begin(HcSubjects *self)
{
	HcSubject *around = hc_subjects_current(self);
	HcSubject subject = { .number = ++self->n_begun };

	if (around != NULL)
		around->n_inside++;
	if (self->open->len == self->drafts->len)
		g_ptr_array_add(self->drafts, hc_exchange_draft_new(self->maker));
	subject.draft = self->drafts->pdata[self->open->len];
	g_array_append_val(self->open, subject);
}

/* Side and kind are found when the whole file is read. */
void
hc_subjects_end(HcSubjects *self, gboolean keep)
{
	HcSubject *subject = hc_subjects_current(self);
	HcExchangeObject *bag = NULL;

	if (keep && subject->n_inside == 0) {
		bag = hc_exchange_draft_finish(
			subject->draft, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);
		self->take(self->user, subject->type != NULL ? subject->type->text : NULL, bag);
		self->n_taken++;
	} else {
		hc_exchange_draft_clear(subject->draft);
	}
	g_array_set_size(self->open, self->open->len - 1);
}

void
hc_subjects_drop_open(HcSubjects *self)
{
	while (self->open->len > 0)
		hc_subjects_end(self, FALSE);
}

/* --- lists ------------------------------------------------------------------------------------ */

/* Sharing makes small files into large lists: elements and octets are counted. */
typedef struct {
	HcExchangeDraft *draft;
	GString *
		inner; /* the elements of a list in the list, joined; NULL: it is the list itself */
	GString *key;  /* of a pair that waits for its value; or NULL */
	gboolean has_pairs;
	guint n_left;
	gsize n_octets;
	HcTrouble trouble; /* HC_N_TROUBLES: none */
} Listing;

static void add_elements(Listing *self, const HcClixmlValue *list, guint depth);

/* "[key, value]", as .NET prints a pair. */
static void
add_pair(Listing *self, const char *value, gsize length)
{
	g_autoptr(GString) pair = g_string_new("[");

	g_string_append_len(pair, self->key->str, (gssize)self->key->len);
	g_string_append_len(pair, ", ", (gssize)strlen(", "));
	g_string_append_len(pair, value, (gssize)length);
	g_string_append_c(pair, ']');
	g_string_free(g_steal_pointer(&self->key), TRUE);
	hc_exchange_draft_element(self->draft, pair->str, pair->len);
}

static void
add_text(Listing *self, const char *text, gsize length)
{
	if (self->inner != NULL) {
		if (self->inner->len > 0)
			g_string_append_len(self->inner, ", ", (gssize)strlen(", "));
		g_string_append_len(self->inner, text, (gssize)length);
	} else if (!self->has_pairs) {
		hc_exchange_draft_element(self->draft, text, length);
	} else if (self->key == NULL) {
		self->key = g_string_new_len(text, (gssize)length);
	} else {
		add_pair(self, text, length);
	}
}

/* A list in a list is one element, as PowerShell would print it. */
static void
add_nested(Listing *self, const HcClixmlValue *list, guint depth)
{
	g_autoptr(GString) nested = g_string_new(NULL);
	GString *outer = self->inner;

	self->inner = nested;
	add_elements(self, list, depth + 1);
	self->inner = outer;
	add_text(self, nested->str, nested->len);
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
		add_text(self, element->text, element->length);
		break;
	case HC_CLIXML_TEXTS:
		break; /* add_elements() knows them */
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

/* Nearly all lists hold nothing but texts: as long as no limit is near, they are put at once. */
static void
add_texts(Listing *self, const HcClixmlValue *texts, guint depth)
{
	const char *end = texts->texts + texts->length;
	const gsize most = HC_LIMIT_XML_TEXT - MIN(self->n_octets, HC_LIMIT_XML_TEXT);
	guint n = 0;

	if (self->inner == NULL && !self->has_pairs && texts->length <= MIN(self->n_left, most)) {
		n = hc_exchange_draft_elements(self->draft, texts->texts, texts->length);
		self->n_left -= n;
		self->n_octets += texts->length - n;
		return;
	}
	for (const char *at = texts->texts; at < end; at += strlen(at) + 1) {
		if (!is_within(self, strlen(at), depth))
			return;
		add_text(self, at, strlen(at));
	}
}

static void
add_elements(Listing *self, const HcClixmlValue *list, guint depth)
{
	for (const HcClixmlValue *at = list->first; at != NULL; at = at->next) {
		const HcClixmlValue *element = hc_clixml_value_resolve(at);
		const gsize length = element->shape == HC_CLIXML_TEXT ? element->length : 0;

		if (self->trouble != HC_N_TROUBLES)
			return;
		if (element->shape == HC_CLIXML_TEXTS)
			add_texts(self, element, depth);
		else if (is_within(self, length, depth))
			add_element(self, element, depth);
	}
}

/* HC_N_TROUBLES: put. */
static HcTrouble
put_list(HcSubjects *self, HcExchangeDraft *draft, HcExchangeName *name, const HcClixmlValue *list)
{
	Listing listing = { .draft = draft,
		.has_pairs = list->shape == HC_CLIXML_PAIRS,
		.n_left = HC_LIMIT_CLIXML_ELEMENTS,
		.trouble = HC_N_TROUBLES };

	hc_exchange_draft_list(draft, name);
	add_elements(&listing, list, 0);
	/* A key without a value is no pair. */
	if (listing.key != NULL)
		g_string_free(listing.key, TRUE);
	if (listing.trouble == HC_N_TROUBLES)
		self->n_octets += listing.n_octets;
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

/* The name as drafts know it. */
static HcExchangeName *
name_of(const HcSubjects *self, HcPropertyName *name)
{
	if (name->put == NULL)
		name->put = hc_exchange_maker_name(self->maker, name->name);
	return name->put;
}

void
hc_subjects_put(HcSubjects *self, HcPropertyName *property, HcSection section,
	const HcClixmlValue *value, HcTrouble *ret_trouble)
{
	const HcSubject *subject = hc_subjects_current(self);
	HcExchangeName *name = name_of(self, property);
	HcTrouble trouble = HC_N_TROUBLES;

	*ret_trouble = HC_N_TROUBLES;
	if (!note_seen(property, subject->number, section, ret_trouble))
		return;
	value = hc_clixml_value_resolve(value);
	switch (value->shape) {
	case HC_CLIXML_NULL:
		hc_exchange_draft_null(subject->draft, name);
		return;
	case HC_CLIXML_TEXT:
		hc_exchange_draft_text(subject->draft, name, value->text, value->length);
		return;
	case HC_CLIXML_LIST:
	case HC_CLIXML_PAIRS:
		trouble = put_list(self, subject->draft, name, value);
		break;
	case HC_CLIXML_UNKNOWN:
	case HC_CLIXML_TEXTS:
	case HC_CLIXML_SAME:
		hc_exchange_draft_drop(subject->draft, name);
		break;
	}
	if (trouble != HC_N_TROUBLES) {
		hc_exchange_draft_drop(subject->draft, name);
		*ret_trouble = trouble;
	}
}
