/* Primitive values of CLIXML.  Room: parse. */
#include "agent/base/limits.h"
#include "agent/parse/clixml/clixml-reader.h"

gsize
hc_clixml_leaf_wanted(
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

void
hc_clixml_leaf_open(HcClixmlReader *self, const HcClixmlPrimitive *primitive, HcPropertyName *name)
{
	const gsize most = hc_clixml_leaf_wanted(self, primitive, name);
	HcClixmlFrame *frame = NULL;
	static const HcClixmlValue unknown = { .shape = HC_CLIXML_UNKNOWN };

	if (most == 0) {
		hc_clixml_place(self, name, &unknown, FALSE);
		hc_clixml_reader_skip(self);
		return;
	}
	frame = hc_clixml_reader_push(self, HC_ELEMENT_PRIMITIVE);
	frame->primitive = primitive;
	frame->name = name;
	hc_clixml_reader_listen(self, most);
}

HcClixmlValue
hc_clixml_leaf_heard(
	HcClixmlReader *self, const HcClixmlPrimitive *primitive, const HcPropertyName *name)
{
	static const HcClixmlValue unknown = { .shape = HC_CLIXML_UNKNOWN };
	const char *what = name != NULL ? name->name : primitive->tag;

	if (!hc_clixml_reader_heard(self, what))
		return unknown;
	if (!hc_clixml_normalise(primitive, name != NULL && name->utc, self->text)) {
		hc_troubles_note(&self->troubles, HC_TROUBLE_VALUE, what, &self->push);
		return unknown;
	}
	if (hc_clixml_is_placeholder(self->text->str, self->text->len))
		return unknown;
	return (HcClixmlValue){
		.shape = HC_CLIXML_TEXT, .text = self->text->str, .length = (guint32)self->text->len
	};
}

void
hc_clixml_leaf_close(HcClixmlReader *self, const HcClixmlFrame *frame)
{
	const HcClixmlPrimitive *primitive = frame->primitive;
	const HcClixmlValue value = hc_clixml_leaf_heard(self, primitive, frame->name);

	hc_clixml_place(self, frame->name, &value, primitive->type == HC_CLIXML_INTEGER);
}
