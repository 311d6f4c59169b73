/* What is odd in a CLIXML file without being damage.  Room: parse. */
#include "agent/parse/clixml/clixml-trouble.h"
#include "agent/base/limits.h"
#include "agent/base/text.h"

#define WHAT_CHARS 80

/* Behind the first case and how many more there are. */
static const char *const words[HC_N_TROUBLES] = {
	[HC_TROUBLE_ELEMENT] = "is not known here: skipped",
	[HC_TROUBLE_REFERENCE] = "refers to what is not in the file: not known",
	[HC_TROUBLE_VALUE] = "has no value of its type: not known",
	[HC_TROUBLE_LENGTH] = "is longer than the limit (HC_LIMIT_XML_TEXT): not known",
	[HC_TROUBLE_OCTETS] = "is longer than the limit (HC_LIMIT_CLIXML_OCTETS): not known",
	[HC_TROUBLE_CHARACTER] = "escapes what is no character: replaced by U+FFFD",
	[HC_TROUBLE_TWICE] = "stands there a second time: the last counts",
};

void
hc_troubles_note(HcTroubles *self, HcTrouble trouble, const char *what, const HcClixmlPush *push)
{
	g_autofree char *place = NULL;
	g_autofree char *shown = NULL;

	if (self->of[trouble].n++ > 0)
		return;
	place = hc_clixml_push_where(push);
	shown = hc_text_excerpt(what, WHAT_CHARS);
	self->of[trouble].first = trouble == HC_TROUBLE_ELEMENT
					  ? g_strdup_printf("element <%s> at %s", shown, place)
					  : g_strdup_printf("%s at %s", shown, place);
}

void
hc_troubles_note_length(HcTroubles *self, gsize most, const char *what, const HcClixmlPush *push)
{
	const gboolean is_base64 = most == HC_LIMIT_CLIXML_OCTETS;

	hc_troubles_note(self, is_base64 ? HC_TROUBLE_OCTETS : HC_TROUBLE_LENGTH, what, push);
}

void
hc_troubles_tell(const HcTroubles *self, HcInput *input)
{
	for (guint i = 0; i < HC_N_TROUBLES; i++) {
		const guint n = self->of[i].n;
		g_autofree char *more =
			n > 1 ? g_strdup_printf(" (and %u more)", n - 1) : g_strdup("");

		if (n > 0)
			hc_input_warn(input, "%s%s %s", self->of[i].first, more, words[i]);
	}
}

void
hc_troubles_clear(HcTroubles *self)
{
	for (guint i = 0; i < HC_N_TROUBLES; i++)
		g_free(self->of[i].first);
}
