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

/* --- at the top ------------------------------------------------------------------------------ */

static void
note_other(HcClixmlReader *self, const char *type)
{
	if (self->other == NULL)
		self->other = g_strdup(type);
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
	frame->value = hc_clixml_store_value(self->pool);
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
	const gboolean useful =
		frame->to_string.shape == HC_CLIXML_TEXT &&
		(type == NULL || !g_str_equal(frame->to_string.text, type->text)) &&
		!hc_clixml_is_placeholder(frame->to_string.text, frame->to_string.length);

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
	hc_clixml_place(self, frame->name, &same, frame->body_is_number);
	if (hc_pool_octets(self->pool) + hc_clixml_ids_octets(self->objects) +
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
	hc_clixml_place(self, name, &value, FALSE);
}

HcPropertyName *
hc_clixml_item_property(
	HcClixmlReader *self, const char *name, gsize length, HcPropertyName **known)
{
	HcClixmlFrame *parent = around(self);
	HcPropertyName *found = *known;

	if (!parent->own || name == NULL ||
		(parent->element != HC_ELEMENT_PROPS && parent->element != HC_ELEMENT_MS))
		return NULL;
	if (found == NULL)
		found = hc_property_names_find(self->properties, parent->before, name, length);
	parent->before = *known = found;
	return found->wanted ? found : NULL;
}

void
hc_clixml_item_open(HcClixmlReader *self, const HcElementName *element, const xmlChar *tag,
	HcClixmlAttributes attributes)
{
	static const HcClixmlValue null = { .shape = HC_CLIXML_NULL };
	const gboolean at_top = around(self)->element == HC_ELEMENT_OBJS;
	const Given given = read_attributes(self, attributes);
	HcPropertyName *known = NULL;
	HcPropertyName *name = hc_clixml_item_property(self, given.name, given.name_length, &known);

	if (element->element == HC_ELEMENT_PRIMITIVE) {
		if (at_top)
			open_primitive_at_top(self, element->primitive, &given);
		else
			hc_clixml_leaf_open(self, element->primitive, name);
	} else if (element->element == HC_ELEMENT_OBJ) {
		open_object(self, name, &given);
	} else if (element->element == HC_ELEMENT_REF) {
		place_reference(self, name, &given);
		hc_clixml_reader_skip(self);
	} else if (element->element == HC_ELEMENT_NIL) {
		hc_clixml_place(self, name, &null, FALSE);
		hc_clixml_reader_skip(self);
	} else if (element->element == HC_ELEMENT_PROGRESS) {
		hc_clixml_reader_skip(self);
	} else {
		hc_clixml_reader_skip_unknown(self, tag);
	}
}
