/* Tags of CLIXML, remembered as they were written.  Room: parse. */
#include "agent/parse/clixml/clixml-tags.h"
#include "agent/base/limits.h"

#include <string.h>

#define SLOTS (2 * HC_LIMIT_CLIXML_TAGS)
#define MOST_PROBES 16 /* a file may be made so that all its tags want one slot */

void
hc_plain_tags_init(HcPlainTags *self)
{
	*self = (HcPlainTags){ .tags = g_new0(HcPlainTag *, SLOTS) };
	hc_plain_tags_restart(self);
}

void
hc_plain_tags_forget(HcPlainTags *self)
{
	for (guint i = 0; i < SLOTS; i++)
		g_clear_pointer(&self->tags[i], g_free);
	self->n_tags = 0;
	self->none = (HcPlainTag){ .length = 0 };
	hc_plain_tags_restart(self);
}

void
hc_plain_tags_clear(HcPlainTags *self)
{
	hc_plain_tags_forget(self);
	g_free(self->tags);
}

void
hc_plain_tags_restart(HcPlainTags *self)
{
	self->last = &self->none;
}

/* --- which follows which ---------------------------------------------------------------------- */

HcPlainTag *
hc_plain_tags_expect(HcPlainTags *self, const char *at, const char *end)
{
	HcPlainTag *last = self->last;
	const gsize left = (gsize)(end - at);

	for (guint i = 0; i < HC_PLAIN_RECENT && last->recent[i] != NULL; i++) {
		HcPlainTag *tag = last->recent[i];

		if (tag->length <= left && hc_plain_same(tag->text, at, tag->length)) {
			self->last = tag;
			return tag;
		}
	}
	return NULL;
}

/* @tag came behind the last one: it is the first that is expected there from now on. */
static HcPlainTag *
follow(HcPlainTags *self, HcPlainTag *tag)
{
	HcPlainTag **recent = self->last->recent;

	if (tag != &self->none) {
		memmove(recent + 1, recent, (HC_PLAIN_RECENT - 1) * sizeof *recent);
		recent[0] = tag;
	}
	self->last = tag;
	return tag;
}

/* --- what is remembered ----------------------------------------------------------------------- */

static guint
hash_tag(const char *text, gsize length)
{
	guint hash = (guint)length;

	for (gsize i = 0; i < length; i++)
		hash = hash * 33 + (guchar)text[i];
	return hash;
}

/* Objects are numbered: tags with their numbers do not come again, but those of their types do. */
static gboolean
is_worth_it(const HcPlainTag *tag)
{
	return tag->length <= HC_LIMIT_NAME &&
	       (tag->id_at == 0 || tag->element->element == HC_ELEMENT_TN ||
		       tag->element->element == HC_ELEMENT_TNREF);
}

static gboolean
is_tag(const HcPlainTag *self, const HcPlainTag *tag)
{
	return self->length == tag->length && hc_plain_same(self->text, tag->text, tag->length);
}

/* The slot of these octets, or a free one; NULL if others have taken all those near by. */
static HcPlainTag **
slot_of(HcPlainTags *self, const HcPlainTag *tag)
{
	const guint hash = hash_tag(tag->text, tag->length);

	for (guint i = 0; i < MOST_PROBES; i++) {
		HcPlainTag **slot = &self->tags[(hash + i) % SLOTS];

		if (*slot == NULL || is_tag(*slot, tag))
			return slot;
	}
	return NULL;
}

static HcPlainTag *
copy_of(const HcPlainTag *tag)
{
	HcPlainTag *copy = g_malloc(sizeof *copy + tag->length);

	*copy = *tag;
	copy->text = memcpy(copy + 1, tag->text, tag->length);
	return copy;
}

HcPlainTag *
hc_plain_tags_learn(HcPlainTags *self, const HcPlainTag *tag)
{
	HcPlainTag **slot = is_worth_it(tag) ? slot_of(self, tag) : NULL;

	if (slot != NULL && *slot == NULL && self->n_tags < HC_LIMIT_CLIXML_TAGS) {
		*slot = copy_of(tag);
		self->n_tags++;
	}
	if (slot != NULL && *slot != NULL)
		return follow(self, *slot);
	follow(self, &self->none);
	return NULL;
}
