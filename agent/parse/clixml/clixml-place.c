/* Values of CLIXML put where they belong.  Room: parse. */
#include "agent/parse/clixml/clixml-reader.h"

/* The frame that the value at hand stands in. */
static HcClixmlFrame *
around(HcClixmlReader *self)
{
	return &self->frames[self->n_frames - 1];
}

static HcClixmlValue *
store(HcClixmlReader *self, const HcClixmlValue *value)
{
	HcClixmlValue *stored = hc_clixml_store_value(self->pool);

	*stored = *value;
	stored->next = NULL;
	if (value->shape == HC_CLIXML_TEXT)
		stored->text = hc_clixml_store_text(self->pool, value->text, value->length);
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
	HcClixmlValue *stored = NULL;

	/* Nearly all elements are texts behind texts. */
	if (value->shape == HC_CLIXML_TEXT && owner->last != NULL &&
		hc_clixml_store_append(self->pool, owner->last, value->text, value->length))
		return;
	stored = store(self, value);
	if (owner->list.shape == HC_CLIXML_LIST && stored->shape == HC_CLIXML_TEXT) {
		stored->shape = HC_CLIXML_TEXTS;
		stored->length++;
	}
	if (owner->list.shape == HC_CLIXML_PAIRS && stored->shape == HC_CLIXML_NULL) {
		stored->shape = HC_CLIXML_TEXT;
		stored->text = hc_clixml_store_text(self->pool, "", 0);
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
		object->body.text = hc_clixml_store_text(self->pool, value->text, value->length);
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

void
hc_clixml_place(
	HcClixmlReader *self, HcPropertyName *name, const HcClixmlValue *value, gboolean is_number)
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
