/* Values of CLIXML: where they begin, what they are, and whose.  Room: parse. */
#include "agent/base/limits.h"
#include "agent/parse/clixml/clixml-reader.h"

#include <string.h>

#define ERROR_TEXT_BYTES 4096 /* of what a console printed as an error */
/* Root, <Objs>, the object at the top, its container: what comes inside is as good as at the top.
 */
#define FRAMES_AROUND_ELEMENT 4

typedef struct {
	const char *name, *ref_id, *stream; /* NULL: there is none; not NUL-terminated */
	gsize name_length, ref_id_length, stream_length;
} Given;

static Given
read_attributes(const HcClixmlReader *self, HcClixmlAttributes attributes)
{
	const xmlChar **five = attributes.five;
	Given given = { 0 };

	for (int i = 0; i < attributes.n; i++, five += 5) {
		const char *value = (const char *)five[3];
		const gsize length = (gsize)(five[4] - five[3]);

		if (five[0] == self->name_n) {
			given.name = value;
			given.name_length = length;
		} else if (five[0] == self->name_ref_id) {
			given.ref_id = value;
			given.ref_id_length = length;
		} else if (five[0] == self->name_s) {
			given.stream = value;
			given.stream_length = length;
		}
	}
	return given;
}

/* The frame that the item at hand stands in. */
static HcClixmlFrame *
around(HcClixmlReader *self)
{
	return &self->frames[self->n_frames - 1];
}

static gboolean
is_stream(const Given *given, const char *name)
{
	return given->stream != NULL && given->stream_length == strlen(name) &&
	       g_ascii_strncasecmp(given->stream, name, given->stream_length) == 0;
}

/* Progress, warnings and the like that a console printed along with the answer. */
static gboolean
is_aside(const Given *given)
{
	return given->stream != NULL && !is_stream(given, "Output");
}

/* --- placing ---------------------------------------------------------------------------------- */

static void
note_other(HcClixmlReader *self, const char *type)
{
	if (self->other == NULL)
		self->other = g_strdup(type);
}

static HcClixmlValue *
store(HcClixmlReader *self, const HcClixmlValue *value)
{
	HcClixmlValue *stored = hc_clixml_store_value(self->store);

	*stored = *value;
	stored->next = NULL;
	if (value->shape == HC_CLIXML_TEXT && value->text == self->text->str)
		stored->text = hc_clixml_store_text(self->store, value->text, value->length);
	return stored;
}

/* The object whose container or entry is open. */
static HcClixmlFrame *
list_owner(HcClixmlReader *self)
{
	HcClixmlFrame *frame = around(self);

	while (frame->element != HC_ELEMENT_OBJ)
		frame--;
	return frame;
}

static void
append(HcClixmlReader *self, const HcClixmlValue *value)
{
	HcClixmlFrame *owner = list_owner(self);
	HcClixmlValue *stored = store(self, value);

	if (owner->list.shape == HC_CLIXML_PAIRS && stored->shape == HC_CLIXML_NULL) {
		stored->shape = HC_CLIXML_TEXT;
		stored->text = hc_clixml_store_text(self->store, "", 0);
	}
	if (owner->last != NULL)
		owner->last->next = stored;
	else
		owner->list.first = stored;
	owner->last = stored;
}

static void
place_body(HcClixmlReader *self, const HcClixmlValue *value, gboolean is_number)
{
	HcClixmlFrame *object = around(self);

	object->body = *value;
	object->body_is_number = is_number;
	if (value->shape == HC_CLIXML_TEXT)
		object->body.text = hc_clixml_store_text(self->store, value->text, value->length);
}

static void
place_property(HcClixmlReader *self, HcPropertyName *name, const HcClixmlValue *value)
{
	const HcSection section =
		around(self)->element == HC_ELEMENT_MS ? HC_SECTION_MS : HC_SECTION_PROPS;
	HcTrouble trouble = HC_N_TROUBLES;

	if (name == NULL)
		return;
	hc_subjects_put(&self->subjects, name, section, value, &trouble);
	if (trouble != HC_N_TROUBLES)
		hc_troubles_note(&self->troubles, trouble, name->name, &self->push);
}

static void
place(HcClixmlReader *self, HcPropertyName *name, const HcClixmlValue *value, gboolean is_number)
{
	switch (around(self)->element) {
	case HC_ELEMENT_OBJ:
		place_body(self, value, is_number);
		break;
	case HC_ELEMENT_LIST:
	case HC_ELEMENT_ENTRY:
		append(self, value);
		break;
	case HC_ELEMENT_PROPS:
	case HC_ELEMENT_MS:
		place_property(self, name, value);
		break;
	case HC_ELEMENT_OTHER:
	case HC_ELEMENT_ROOT:
	case HC_ELEMENT_OBJS:
	case HC_ELEMENT_REF:
	case HC_ELEMENT_NIL:
	case HC_ELEMENT_TN:
	case HC_ELEMENT_TNREF:
	case HC_ELEMENT_T:
	case HC_ELEMENT_TO_STRING:
	case HC_ELEMENT_DICTIONARY:
	case HC_ELEMENT_PROGRESS:
	case HC_ELEMENT_PRIMITIVE:
		break;
	}
}

/* --- primitives ------------------------------------------------------------------------------- */

/* What is wanted of the primitive at hand; 0: nothing. */
static gsize
text_wanted(
	const HcClixmlReader *self, const HcClixmlPrimitive *primitive, const HcPropertyName *name)
{
	const HcClixmlFrame *parent = &self->frames[self->n_frames - 1];

	if (primitive->type == HC_CLIXML_SECRET)
		return 0;
	if (parent->element == HC_ELEMENT_PROPS || parent->element == HC_ELEMENT_MS)
		return name == NULL                          ? 0
		       : primitive->type == HC_CLIXML_OCTETS ? HC_LIMIT_CLIXML_OCTETS
							     : HC_LIMIT_XML_TEXT;
	if (primitive->type == HC_CLIXML_OCTETS)
		return parent->name != NULL ? HC_LIMIT_CLIXML_OCTETS : 0;
	return HC_LIMIT_XML_TEXT;
}

static void
open_primitive(HcClixmlReader *self, const HcClixmlPrimitive *primitive, HcPropertyName *name)
{
	const gsize most = text_wanted(self, primitive, name);
	HcClixmlFrame *frame = NULL;
	static const HcClixmlValue unknown = { .shape = HC_CLIXML_UNKNOWN };

	if (most == 0) {
		place(self, name, &unknown, FALSE);
		hc_clixml_reader_skip(self);
		return;
	}
	frame = hc_clixml_reader_push(self, HC_ELEMENT_PRIMITIVE);
	frame->primitive = primitive;
	frame->name = name;
	hc_clixml_reader_listen(self, most);
}

void
hc_clixml_item_close_primitive(HcClixmlReader *self, const HcClixmlFrame *frame)
{
	const HcClixmlPrimitive *primitive = frame->primitive;
	const char *what = frame->name != NULL ? frame->name->name : primitive->tag;
	HcClixmlValue value = { .shape = HC_CLIXML_UNKNOWN };

	if (hc_clixml_reader_heard(self, what)) {
		if (!hc_clixml_normalise(
			    primitive, frame->name != NULL && frame->name->utc, self->text))
			hc_troubles_note(&self->troubles, HC_TROUBLE_VALUE, what, &self->push);
		else if (!hc_clixml_is_placeholder(self->text->str))
			value = (HcClixmlValue){ .shape = HC_CLIXML_TEXT,
				.text = self->text->str,
				.length = (guint32)self->text->len };
	}
	place(self, frame->name, &value, primitive->type == HC_CLIXML_INTEGER);
}

/* At the top a primitive is no object of ours; but an error that was printed says something. */
static void
open_primitive_at_top(HcClixmlReader *self, const HcClixmlPrimitive *primitive, const Given *given)
{
	HcClixmlFrame *frame = NULL;

	if (is_stream(given, "Error") && primitive->type == HC_CLIXML_STRING) {
		frame = hc_clixml_reader_push(self, HC_ELEMENT_OTHER);
		frame->primitive = primitive;
		hc_clixml_reader_listen(self, ERROR_TEXT_BYTES);
		return;
	}
	if (!is_aside(given)) {
		self->n_items++;
		note_other(self, primitive->tag);
	}
	hc_clixml_reader_skip(self);
}

/* --- objects ---------------------------------------------------------------------------------- */

/* At the top, or in a list that stands there alone: both are what a cmdlet answered. */
static gboolean
is_answer(const HcClixmlReader *self, const Given *given)
{
	const HcClixmlFrame *parent = &self->frames[self->n_frames - 1];

	if (parent->element == HC_ELEMENT_OBJS)
		return !is_aside(given);
	return parent->element == HC_ELEMENT_LIST && self->n_frames == FRAMES_AROUND_ELEMENT &&
	       self->frames[self->n_frames - 2].ends;
}

static void
open_object(HcClixmlReader *self, HcPropertyName *name, const Given *given)
{
	const HcClixmlFrame *parent = around(self);
	const gboolean answers = is_answer(self, given);
	HcClixmlFrame *frame = NULL;

	if (++self->n_nested > HC_LIMIT_CLIXML_NESTING + 1) {
		hc_clixml_push_stop_at_limit(&self->push, "HC_LIMIT_CLIXML_NESTING");
		return;
	}
	frame = hc_clixml_reader_push(self, HC_ELEMENT_OBJ);
	frame->name = name;
	frame->value = hc_clixml_store_value(self->store);
	if (given->ref_id != NULL && !hc_clixml_ids_put(self->objects, given->ref_id,
					     given->ref_id_length, frame->value))
		hc_clixml_push_stop_at_limit(&self->push, "HC_LIMIT_CLIXML_REFIDS");
	/* An object in an object is the same object, wrapped. */
	if (parent->element == HC_ELEMENT_OBJ) {
		frame->own = parent->own;
		frame->name = parent->name;
	} else if (answers) {
		hc_subjects_begin(&self->subjects);
		frame->own = frame->ends = TRUE;
	}
}

/* The value it stands for wherever somebody refers to it. */
static void
settle_value(const HcClixmlFrame *frame)
{
	const HcClixmlTypeName *type = frame->type;
	HcClixmlValue *value = frame->value;
	const gboolean useful = frame->to_string.shape == HC_CLIXML_TEXT &&
				(type == NULL || !g_str_equal(frame->to_string.text, type->text)) &&
				!hc_clixml_is_placeholder(frame->to_string.text);

	if (frame->list.shape != HC_CLIXML_UNKNOWN)
		*value = frame->list;
	else if (frame->body.shape != HC_CLIXML_UNKNOWN && !frame->body_is_number)
		*value = frame->body;
	else if (useful)
		*value = frame->to_string;
	else
		*value = frame->body;
}

/* At the top, and no properties: it may be an empty answer. */
static void
count_item(HcClixmlReader *self, const HcClixmlFrame *frame)
{
	const gboolean is_container = frame->list.shape != HC_CLIXML_UNKNOWN;

	if (is_container && frame->list.first == NULL)
		return;
	self->n_items++;
	if (is_container)
		note_other(self, frame->type != NULL ? frame->type->text : "a list");
}

/* Not a container that only holds others. */
static gboolean
is_worth_keeping(const HcClixmlFrame *frame, const HcSubject *subject)
{
	return frame->list.shape == HC_CLIXML_UNKNOWN ||
	       (subject->type != NULL && subject->type->known);
}

void
hc_clixml_item_close_object(HcClixmlReader *self, const HcClixmlFrame *frame)
{
	const HcClixmlValue same = { .shape = HC_CLIXML_SAME, .same = frame->value };

	self->n_nested--;
	settle_value(frame);
	if (around(self)->element == HC_ELEMENT_OBJS && frame->ends)
		count_item(self, frame);
	if (frame->ends) {
		const HcSubject *subject = hc_subjects_current(&self->subjects);

		hc_subjects_end(&self->subjects, is_worth_keeping(frame, subject));
	}
	place(self, frame->name, &same, frame->body_is_number);
	if (hc_clixml_store_octets(self->store) + hc_clixml_ids_octets(self->objects) +
			self->subjects.n_octets >
		HC_LIMIT_KEPT_BYTES)
		hc_clixml_push_stop_at_limit(&self->push, "HC_LIMIT_KEPT_BYTES");
}

/*
 * An object of a kind that is judged may lie inside of what is none: a tool's own result.  It is
 * then a subject of its own.
 */
void
hc_clixml_item_typed(HcClixmlReader *self, const HcClixmlTypeName *type)
{
	HcClixmlFrame *frame = around(self);
	HcSubject *subject = hc_subjects_current(&self->subjects);

	frame->type = type;
	if (subject == NULL)
		return;
	if (!frame->own && type->known && (subject->type == NULL || !subject->type->known)) {
		hc_subjects_begin(&self->subjects);
		subject = hc_subjects_current(&self->subjects);
		frame->own = frame->ends = TRUE;
		self->nested = TRUE;
	}
	if (frame->own && (subject->type == NULL || !subject->type->known))
		subject->type = type;
}

/* --- items ------------------------------------------------------------------------------------ */

static void
place_reference(HcClixmlReader *self, HcPropertyName *name, const Given *given)
{
	const HcClixmlValue *target = NULL;
	HcClixmlValue value = { .shape = HC_CLIXML_UNKNOWN };

	if (given->ref_id != NULL)
		target = hc_clixml_ids_get(self->objects, given->ref_id, given->ref_id_length);
	if (target != NULL)
		value = (HcClixmlValue){ .shape = HC_CLIXML_SAME, .same = target };
	else if (name != NULL)
		hc_troubles_note(&self->troubles, HC_TROUBLE_REFERENCE, name->name, &self->push);
	place(self, name, &value, FALSE);
}

/* The property that the item is the value of, if that is wanted. */
static HcPropertyName *
property_of(HcClixmlReader *self, const Given *given)
{
	HcClixmlFrame *parent = around(self);

	if (!parent->own || given->name == NULL ||
		(parent->element != HC_ELEMENT_PROPS && parent->element != HC_ELEMENT_MS))
		return NULL;
	parent->before = hc_property_names_find(
		self->properties, parent->before, given->name, given->name_length);
	return parent->before->wanted ? parent->before : NULL;
}

void
hc_clixml_item_open(HcClixmlReader *self, const HcElementName *element, const xmlChar *tag,
	HcClixmlAttributes attributes)
{
	static const HcClixmlValue null = { .shape = HC_CLIXML_NULL };
	const gboolean at_top = around(self)->element == HC_ELEMENT_OBJS;
	const Given given = read_attributes(self, attributes);
	HcPropertyName *name = property_of(self, &given);

	if (element->element == HC_ELEMENT_PRIMITIVE) {
		if (at_top)
			open_primitive_at_top(self, element->primitive, &given);
		else
			open_primitive(self, element->primitive, name);
	} else if (element->element == HC_ELEMENT_OBJ) {
		open_object(self, name, &given);
	} else if (element->element == HC_ELEMENT_REF) {
		place_reference(self, name, &given);
		hc_clixml_reader_skip(self);
	} else if (element->element == HC_ELEMENT_NIL) {
		place(self, name, &null, FALSE);
		hc_clixml_reader_skip(self);
	} else if (element->element == HC_ELEMENT_PROGRESS) {
		hc_clixml_reader_skip(self);
	} else {
		hc_clixml_reader_skip_unknown(self, tag);
	}
}
