/* Whole objects of CLIXML, read without libxml2 where they are plain.  Room: parse. */
#include "agent/parse/clixml/clixml-reader.h"

#include <string.h>

static void
start_plain(HcClixmlReader *self, const HcPlainToken *token)
{
	const xmlChar *fives[10] = { NULL };
	HcClixmlAttributes attributes = { fives, 0 };
	const struct {
		const xmlChar *name;
		HcPlainValue value;
	} both[] = { { self->name_n, token->name }, { self->name_ref_id, token->ref_id } };

	self->push.at = token->head;
	if (!hc_clixml_reader_count(self))
		return;
	for (guint i = 0; i < G_N_ELEMENTS(both); i++) {
		const xmlChar **five = fives + (gsize)5 * (gsize)attributes.n;

		if (both[i].value.at == NULL)
			continue;
		five[0] = both[i].name;
		five[3] = (const xmlChar *)both[i].value.at;
		five[4] = five[3] + both[i].value.length;
		attributes.n++;
	}
	hc_clixml_reader_open(self, token->element, token->element->name, attributes);
}

static void
hear_plain(HcClixmlReader *self, const HcPlainToken *token)
{
	const char *end = token->text.at + token->text.length;
	const char *from = token->text.at;
	const char *mark = NULL;

	while (token->has_marks && (mark = memchr(from, '&', (gsize)(end - from))) != NULL) {
		char character = '\0';
		const gsize n = hc_plain_entity(mark, (gsize)(end - mark), &character);

		hc_clixml_reader_text(self, (const xmlChar *)from, (int)(mark - from));
		hc_clixml_reader_text(self, (const xmlChar *)&character, 1);
		from = mark + n;
	}
	hc_clixml_reader_text(self, (const xmlChar *)from, (int)(end - from));
}

static HcClixmlValue
value_of(HcClixmlReader *self, const HcPlainToken *token, const HcPropertyName *name, gsize most)
{
	static const HcClixmlValue unknown = { .shape = HC_CLIXML_UNKNOWN };
	const HcClixmlPrimitive *primitive = token->element->primitive;
	const char *ready = NULL;
	gsize length = 0;

	if (!token->has_marks && token->text.length <= most)
		ready = hc_clixml_ready(primitive, token->text.at, token->text.length, &length);
	if (ready == NULL) {
		hc_clixml_reader_listen(self, most);
		hear_plain(self, token);
		return hc_clixml_leaf_heard(self, primitive, name);
	}
	if (hc_clixml_is_placeholder(ready, length))
		return unknown;
	return (HcClixmlValue){ .shape = HC_CLIXML_TEXT, .text = ready, .length = (guint32)length };
}

/* Where primitives stand nearly always; elsewhere the grammar says what they are. */
static gboolean
stands_in_container(const HcClixmlReader *self)
{
	const HcElement element = self->frames[self->n_frames - 1].element;

	return element == HC_ELEMENT_PROPS || element == HC_ELEMENT_MS ||
	       element == HC_ELEMENT_LIST;
}

/* As hc_clixml_leaf_open() and _close() with what is between, in one step. */
static void
read_primitive(HcClixmlReader *self, const HcPlainToken *token)
{
	const HcClixmlPrimitive *primitive = token->element->primitive;
	HcPropertyName *none = NULL;
	HcPropertyName **known = token->tag != NULL ? &token->tag->property : &none;
	HcClixmlValue value = { .shape = HC_CLIXML_UNKNOWN };
	HcPropertyName *name = NULL;
	gsize most = 0;

	self->push.at = token->head;
	if (hc_clixml_reader_count(self)) {
		name = hc_clixml_item_property(self, token->name.at, token->name.length, known);
		most = hc_clixml_leaf_wanted(self, primitive, name);
		if (most > 0) {
			self->push.at = token->end;
			value = value_of(self, token, name, most);
		}
		hc_clixml_place(
			self, name, &value, most > 0 && primitive->type == HC_CLIXML_INTEGER);
	} else {
		hc_clixml_reader_end(self);
	}
	self->push.at = token->end;
}

static void
read_plain(HcClixmlReader *self, const HcPlainToken *token)
{
	if (token->sort == HC_PLAIN_LEAF && token->element->element == HC_ELEMENT_PRIMITIVE &&
		stands_in_container(self)) {
		read_primitive(self, token);
		return;
	}
	if (token->sort != HC_PLAIN_CLOSE)
		start_plain(self, token);
	if (token->sort == HC_PLAIN_LEAF && hc_clixml_push_listens(&self->push))
		hear_plain(self, token);
	self->push.at = token->end;
	if (token->sort != HC_PLAIN_OPEN)
		hc_clixml_reader_end(self);
}

gsize
hc_clixml_reader_objects(gpointer user, const char *text, gsize length, gboolean *ret_cut)
{
	HcClixmlReader *self = user;
	HcPlainResult result = HC_PLAIN_NOT;
	gsize n = 0;

	if (self->libxml2_alone || self->n_skipped > 0 ||
		self->frames[self->n_frames - 1].element != HC_ELEMENT_OBJS)
		return 0;
	while (self->push.state == HC_CLIXML_READING) {
		result = hc_plain_scan(&self->plain, &self->elements, text + n, length - n);
		if (result != HC_PLAIN_WHOLE)
			break;
		for (guint i = 0; i < self->plain.n_tokens; i++)
			read_plain(self, &self->plain.tokens[i]);
		n += self->plain.length;
	}
	*ret_cut = result == HC_PLAIN_CUT;
	return n;
}
