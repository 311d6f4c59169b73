/* CLIXML's grammar over libxml2's calls.  Room: parse. */
#include "agent/parse/clixml/clixml-reader.h"
#include "agent/base/limits.h"
#include "agent/parse/export/export.h"

#include <string.h>

#define NAMESPACE "http://schemas.microsoft.com/powershell/2004/04"

/* --- for both halves of the grammar ----------------------------------------------------------- */

HcClixmlFrame *
hc_clixml_reader_push(HcClixmlReader *self, HcElement element)
{
	HcClixmlFrame *frame = &self->frames[self->n_frames++];

	/* Of a primitive nothing else is looked at, and most are primitives. */
	if (element == HC_ELEMENT_PRIMITIVE)
		frame->element = element;
	else
		*frame = (HcClixmlFrame){ .element = element };
	return frame;
}

void
hc_clixml_reader_skip(HcClixmlReader *self)
{
	self->n_skipped = 1;
}

void
hc_clixml_reader_skip_unknown(HcClixmlReader *self, const xmlChar *name)
{
	hc_troubles_note(&self->troubles, HC_TROUBLE_ELEMENT, (const char *)name, &self->push);
	self->n_skipped = 1;
}

void
hc_clixml_reader_listen(HcClixmlReader *self, gsize most_text)
{
	g_string_truncate(self->text, 0);
	self->most_text = most_text;
	self->too_long = FALSE;
	hc_clixml_push_listen(&self->push, TRUE);
}

gboolean
hc_clixml_reader_heard(HcClixmlReader *self, const char *what)
{
	hc_clixml_push_listen(&self->push, FALSE);
	if (self->too_long) {
		hc_troubles_note_length(&self->troubles, self->most_text, what, &self->push);
		return FALSE;
	}
	if (hc_clixml_decode(self->text) > 0)
		hc_troubles_note(&self->troubles, HC_TROUBLE_CHARACTER, what, &self->push);
	return TRUE;
}

/* --- types ------------------------------------------------------------------------------------ */

static HcClixmlTypeName *
type_named(HcClixmlReader *self, const GString *text)
{
	HcClixmlTypeName *type = g_hash_table_lookup(self->type_names, text->str);
	HcKind kind = HC_KIND_SEND_CONNECTOR;

	if (type != NULL)
		return type;
	type = g_new0(HcClixmlTypeName, 1);
	type->text = hc_clixml_store_text(self->pool, text->str, text->len);
	type->length = text->len;
	type->known = hc_export_kind_of_type(type->text, &kind);
	g_hash_table_insert(self->type_names, type->text, type);
	return type;
}

static const char *
attribute(HcClixmlAttributes attributes, const xmlChar *name, gsize *ret_length)
{
	for (int i = 0; i < attributes.n; i++) {
		const xmlChar **five = attributes.five + (gsize)5 * (gsize)i;

		if (five[0] == name) {
			*ret_length = (gsize)(five[4] - five[3]);
			return (const char *)five[3];
		}
	}
	*ret_length = 0;
	return NULL;
}

static void
open_types(HcClixmlReader *self, HcClixmlAttributes attributes)
{
	gsize length = 0;
	const char *id = attribute(attributes, self->name_ref_id, &length);

	hc_clixml_reader_push(self, HC_ELEMENT_TN);
	g_string_truncate(self->type_id, 0);
	if (id != NULL)
		g_string_append_len(self->type_id, id, (gssize)MIN(length, HC_LIMIT_NAME));
	self->open_type = NULL;
}

static void
open_type_reference(HcClixmlReader *self, HcClixmlAttributes attributes)
{
	gsize length = 0;
	const char *id = attribute(attributes, self->name_ref_id, &length);
	const HcClixmlTypeName *type =
		id != NULL ? hc_clixml_ids_get(self->types, id, length) : NULL;

	if (type != NULL)
		hc_clixml_item_typed(self, type);
	hc_clixml_reader_skip(self);
}

/* The first type is what an object is; the others are what that is derived from. */
static void
open_type(HcClixmlReader *self)
{
	if (self->open_type != NULL) {
		hc_clixml_reader_skip(self);
		return;
	}
	hc_clixml_reader_push(self, HC_ELEMENT_T);
	hc_clixml_reader_listen(self, HC_LIMIT_XML_TEXT);
}

static void
close_types(HcClixmlReader *self)
{
	if (self->open_type == NULL)
		return;
	if (!hc_clixml_ids_put(
		    self->types, self->type_id->str, self->type_id->len, self->open_type))
		hc_clixml_push_stop_at_limit(&self->push, "HC_LIMIT_CLIXML_REFIDS");
	hc_clixml_item_typed(self, self->open_type);
}

/* --- start tags ------------------------------------------------------------------------------- */

/* A part of an object that is no value of it. */
static void
open_part(HcClixmlReader *self, const HcElementName *element, const xmlChar *name,
	HcClixmlAttributes attributes)
{
	HcClixmlFrame *object = &self->frames[self->n_frames - 1];
	HcClixmlFrame *frame = NULL;

	switch (element->element) {
	case HC_ELEMENT_TN:
		open_types(self, attributes);
		break;
	case HC_ELEMENT_TNREF:
		open_type_reference(self, attributes);
		break;
	case HC_ELEMENT_TO_STRING:
		/* Nobody refers to a whole object of Exchange by its text. */
		if (object->ends) {
			hc_clixml_reader_skip(self);
			break;
		}
		hc_clixml_reader_push(self, HC_ELEMENT_TO_STRING);
		hc_clixml_reader_listen(self, HC_LIMIT_XML_TEXT);
		break;
	case HC_ELEMENT_PROPS:
	case HC_ELEMENT_MS:
		frame = hc_clixml_reader_push(self, element->element);
		frame->own = object->own;
		break;
	case HC_ELEMENT_LIST:
	case HC_ELEMENT_DICTIONARY:
		object->list.shape =
			element->element == HC_ELEMENT_LIST ? HC_CLIXML_LIST : HC_CLIXML_PAIRS;
		object->list.first = object->last = NULL;
		hc_clixml_reader_push(self, element->element);
		break;
	case HC_ELEMENT_OTHER:
	case HC_ELEMENT_ROOT:
	case HC_ELEMENT_OBJS:
	case HC_ELEMENT_OBJ:
	case HC_ELEMENT_REF:
	case HC_ELEMENT_NIL:
	case HC_ELEMENT_T:
	case HC_ELEMENT_ENTRY:
	case HC_ELEMENT_PROGRESS:
	case HC_ELEMENT_PRIMITIVE:
		hc_clixml_item_open(self, element, name, attributes);
		break;
	}
}

void
hc_clixml_reader_open(HcClixmlReader *self, const HcElementName *element, const xmlChar *name,
	HcClixmlAttributes attributes)
{
	switch (self->frames[self->n_frames - 1].element) {
	case HC_ELEMENT_PROPS:
	case HC_ELEMENT_MS:
		/* A set of members in MS: PowerShell's own, never of Exchange. */
		if (element->element == HC_ELEMENT_MS) {
			hc_clixml_reader_skip(self);
			return;
		}
		hc_clixml_item_open(self, element, name, attributes);
		return;
	case HC_ELEMENT_OBJS:
	case HC_ELEMENT_LIST:
	case HC_ELEMENT_ENTRY:
		hc_clixml_item_open(self, element, name, attributes);
		return;
	case HC_ELEMENT_OBJ:
		open_part(self, element, name, attributes);
		return;
	case HC_ELEMENT_TN:
		if (element->element != HC_ELEMENT_T)
			break;
		open_type(self);
		return;
	case HC_ELEMENT_DICTIONARY:
		if (element->element != HC_ELEMENT_ENTRY)
			break;
		hc_clixml_reader_push(self, HC_ELEMENT_ENTRY);
		return;
	case HC_ELEMENT_ROOT:
		if (element->element != HC_ELEMENT_OBJS)
			break;
		self->n_documents++;
		hc_clixml_reader_push(self, HC_ELEMENT_OBJS);
		return;
	case HC_ELEMENT_OTHER:
	case HC_ELEMENT_REF:
	case HC_ELEMENT_NIL:
	case HC_ELEMENT_TNREF:
	case HC_ELEMENT_T:
	case HC_ELEMENT_TO_STRING:
	case HC_ELEMENT_PROGRESS:
	case HC_ELEMENT_PRIMITIVE:
		break;
	}
	hc_clixml_reader_skip_unknown(self, name);
}

gboolean
hc_clixml_reader_count(HcClixmlReader *self)
{
	if (self->push.state != HC_CLIXML_READING)
		return FALSE;
	if (self->n_frames + self->n_skipped > HC_LIMIT_CLIXML_DEPTH) {
		hc_clixml_push_stop_at_limit(&self->push, "HC_LIMIT_CLIXML_DEPTH");
		return FALSE;
	}
	if (++self->n_elements > HC_LIMIT_XML_ELEMENTS) {
		hc_clixml_push_stop_at_limit(&self->push, "HC_LIMIT_XML_ELEMENTS");
		return FALSE;
	}
	self->n_skipped += self->n_skipped > 0;
	return self->n_skipped == 0;
}

static void
on_start(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
	int n_namespaces, const xmlChar **namespaces, int n_attributes, int n_defaulted,
	const xmlChar **attributes)
{
	HcClixmlReader *self = data;
	const HcElementName *element = NULL;

	(void)prefix;
	(void)n_namespaces;
	(void)namespaces;
	(void)n_defaulted;
	if (!hc_clixml_reader_count(self))
		return;
	if (self->n_frames == 0) {
		hc_clixml_reader_push(self, HC_ELEMENT_ROOT);
		return;
	}
	element = hc_element_names_find(&self->elements, name);
	if (uri != NULL && uri != self->namespace)
		hc_clixml_reader_skip_unknown(self, name);
	else
		hc_clixml_reader_open(
			self, element, name, (HcClixmlAttributes){ attributes, n_attributes });
}

/* --- end tags --------------------------------------------------------------------------------- */

static void
close_to_string(HcClixmlReader *self)
{
	HcClixmlFrame *object = &self->frames[self->n_frames - 1];

	if (!hc_clixml_reader_heard(self, "ToString"))
		return;
	object->to_string = (HcClixmlValue){ .shape = HC_CLIXML_TEXT,
		.text = hc_clixml_store_text(self->pool, self->text->str, self->text->len),
		.length = (guint32)self->text->len };
}

static void
close_error(HcClixmlReader *self)
{
	if (hc_clixml_reader_heard(self, "an error") &&
		self->error->len + self->text->len <= HC_LIMIT_XML_TEXT)
		g_string_append(self->error, self->text->str);
}

static void
close_element(HcClixmlReader *self, const HcClixmlFrame *frame)
{
	switch (frame->element) {
	case HC_ELEMENT_PRIMITIVE:
		hc_clixml_leaf_close(self, frame);
		break;
	case HC_ELEMENT_OBJ:
		hc_clixml_item_close_object(self, frame);
		break;
	case HC_ELEMENT_TO_STRING:
		close_to_string(self);
		break;
	case HC_ELEMENT_T:
		if (hc_clixml_reader_heard(self, "a type"))
			self->open_type = type_named(self, self->text);
		break;
	case HC_ELEMENT_TN:
		close_types(self);
		break;
	case HC_ELEMENT_OTHER:
		close_error(self);
		break;
	case HC_ELEMENT_ROOT:
	case HC_ELEMENT_OBJS:
	case HC_ELEMENT_REF:
	case HC_ELEMENT_NIL:
	case HC_ELEMENT_TNREF:
	case HC_ELEMENT_PROPS:
	case HC_ELEMENT_MS:
	case HC_ELEMENT_LIST:
	case HC_ELEMENT_DICTIONARY:
	case HC_ELEMENT_ENTRY:
	case HC_ELEMENT_PROGRESS:
		break;
	}
}

void
hc_clixml_reader_end(HcClixmlReader *self)
{
	if (self->push.state != HC_CLIXML_READING)
		return;
	if (self->n_skipped > 0) {
		self->n_skipped--;
		return;
	}
	if (self->n_frames > 0) {
		self->n_frames--;
		close_element(self, &self->frames[self->n_frames]);
	}
}

static void
on_end(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	(void)name;
	(void)prefix;
	(void)uri;
	hc_clixml_reader_end(data);
}

void
hc_clixml_reader_text(void *data, const xmlChar *text, int length)
{
	HcClixmlReader *self = data;
	const gsize before = self->text->len;

	if (self->n_skipped > 0)
		return;
	self->too_long |= before + (gsize)length > self->most_text;
	if (self->too_long)
		return;
	g_string_set_size(self->text, before + (gsize)length);
	memcpy(self->text->str + before, text, (gsize)length);
}

/* --- damage ----------------------------------------------------------------------------------- */

/* Says what was damaged, and @then. */
static void
tell_damage(HcClixmlReader *self, const char *then)
{
	g_autofree char *damage = g_steal_pointer(&self->damage);

	if (damage != NULL)
		hc_input_warn(self->input, "%s; %s", damage, then);
}

static void
on_damage(gpointer user, const char *what)
{
	HcClixmlReader *self = user;
	g_autofree char *place = hc_clixml_push_where(&self->push);

	tell_damage(self, "what stands there is left out");
	self->damage = g_strdup_printf("%s %s", what, place);
	self->damaged = TRUE;
	hc_subjects_drop_open(&self->subjects);
}

static void
on_resume(gpointer user)
{
	HcClixmlReader *self = user;
	g_autofree char *then = g_strdup_printf(
		"what stands there is left out, reading goes on at line %u", self->push.line);

	tell_damage(self, then);
	hc_subjects_drop_open(&self->subjects);
	hc_clixml_push_listen(&self->push, FALSE);
	hc_element_names_fill(&self->elements, &self->push);
	hc_plain_tags_forget(&self->plain.tags);
	self->name_n = hc_clixml_push_intern(&self->push, "N");
	self->name_s = hc_clixml_push_intern(&self->push, "S");
	self->name_ref_id = hc_clixml_push_intern(&self->push, "RefId");
	self->namespace = hc_clixml_push_intern(&self->push, NAMESPACE);
	self->n_frames = 0;
	self->n_skipped = 0;
	self->n_nested = 0;
}

/* --- exported --------------------------------------------------------------------------------- */

HcClixmlReader *
hc_clixml_reader_new(HcInput *input, HcSubjectTaker take, gpointer user)
{
	static const HcClixmlHandler handler = { on_start, on_end, hc_clixml_reader_text, on_damage,
		on_resume, hc_clixml_reader_objects };
	HcClixmlReader *self = g_new0(HcClixmlReader, 1);

	self->input = input;
	self->properties = hc_property_names_new();
	self->text = g_string_new(NULL);
	self->type_id = g_string_new(NULL);
	self->error = g_string_new(NULL);
	self->objects = hc_clixml_ids_new();
	self->types = hc_clixml_ids_new();
	self->type_names = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
	hc_subjects_init(&self->subjects, take, user);
	self->pool = hc_exchange_maker_pool(self->subjects.maker);
	hc_plain_init(&self->plain);
	hc_clixml_push_init(&self->push, &handler);
	return self;
}

void
hc_clixml_reader_free(HcClixmlReader *self)
{
	hc_clixml_push_clear(&self->push);
	hc_subjects_clear(&self->subjects);
	hc_plain_clear(&self->plain);
	hc_troubles_clear(&self->troubles);
	g_hash_table_unref(self->type_names);
	hc_clixml_ids_free(self->types);
	hc_clixml_ids_free(self->objects);
	hc_property_names_free(self->properties);
	g_string_free(self->text, TRUE);
	g_string_free(self->type_id, TRUE);
	g_string_free(self->error, TRUE);
	g_free(self->other);
	g_free(self->damage);
	g_free(self);
}

gboolean
hc_clixml_reader_feed(HcClixmlReader *self, const guint8 *data, gsize length)
{
	hc_clixml_push_feed(&self->push, data, length);
	return self->push.state != HC_CLIXML_STOPPED;
}

void
hc_clixml_reader_close(HcClixmlReader *self)
{
	hc_clixml_push_close(&self->push);
	hc_subjects_drop_open(&self->subjects);
	tell_damage(self,
		self->push.doctype ? "nothing of the file is used" : "what came before is used");
	hc_troubles_tell(&self->troubles, self->input);
	if (hc_property_names_is_full(self->properties))
		hc_input_warn(self->input,
			"limit HC_LIMIT_CLIXML_NAMES (%d) reached: properties whose names are "
			"spelled in unusual ways may be missing",
			HC_LIMIT_CLIXML_NAMES);
	hc_encoding_warn(self->push.encoding, self->input);
}
