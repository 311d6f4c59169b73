/* Writing the properties of an Exchange object.  Room: evidence. */
#include "agent/evidence/exchange-private.h"

#include <string.h>

/* Room is made in steps of this many values; doubling would waste half of a big object. */
#define GROWTH 16

/* Valid UTF-8. */
static char *
hold_text(const char *text)
{
	return g_utf8_validate(text, -1, NULL) ? g_strdup(text) : g_utf8_make_valid(text, -1);
}

void
hc_exchange_clear_value(HcExchangeObject *self, guint place)
{
	HcExchangeValue *value = &self->values[place];
	const gboolean is_owned = self->owned != NULL && self->owned[place];

	/* The joined text of a list lies by itself even where the list does not. */
	if (is_owned || value->list != NULL)
		g_free(value->text);
	if (is_owned)
		g_strfreev(value->list);
	*value = (HcExchangeValue){ { NULL, NULL } };
}

/* Values of a reader's object lie in its own piece of memory: from now on they are pointed to. */
static void
move_out(HcExchangeObject *self)
{
	const HcExchangeValue *inside = self->values;
	const guint n = hc_exchange_form_n_names(self->form);

	self->n_allocated = n + GROWTH;
	self->values = g_new(HcExchangeValue, self->n_allocated);
	self->owned = g_new0(guint8, self->n_allocated);
	if (n > 0)
		memcpy(self->values, inside, n * sizeof *inside);
}

static void
make_room(HcExchangeObject *self)
{
	if (self->owned == NULL)
		move_out(self);
	if (hc_exchange_form_n_names(self->form) < self->n_allocated)
		return;
	self->n_allocated += GROWTH;
	self->values = g_renew(HcExchangeValue, self->values, self->n_allocated);
	self->owned = g_renew(guint8, self->owned, self->n_allocated);
}

/* The place of that name with its old value gone, or a new one; its new value will be owned. */
static HcExchangeValue *
renew(HcExchangeObject *self, const char *name)
{
	gint place = hc_exchange_form_find(self->form, name);

	make_room(self);
	if (place >= 0) {
		hc_exchange_clear_value(self, (guint)place);
	} else {
		g_autofree char *held = hold_text(name);

		place = (gint)hc_exchange_form_n_names(self->form);
		hc_exchange_form_add(&self->form, held);
	}
	self->owned[place] = TRUE;
	return &self->values[place];
}

void
hc_exchange_put_null(HcExchangeObject *self, const char *property)
{
	*renew(self, property) = (HcExchangeValue){ { NULL, NULL } };
}

void
hc_exchange_put_text(HcExchangeObject *self, const char *property, const char *value)
{
	/* Held first: @value may be the very text that is about to be replaced. */
	char *held = value != NULL ? hold_text(value) : NULL;

	*renew(self, property) = (HcExchangeValue){ { held, NULL } };
}

void
hc_exchange_put_list(HcExchangeObject *self, const char *property, const char *const *values)
{
	GPtrArray *elements = g_ptr_array_new();
	HcExchangeValue *put = NULL;

	for (; values != NULL && *values != NULL; values++) {
		if (**values != '\0')
			g_ptr_array_add(elements, hold_text(*values));
	}
	g_ptr_array_add(elements, NULL);
	put = renew(self, property);
	put->text = NULL;
	put->list = (GStrv)g_ptr_array_free(elements, FALSE);
}

void
hc_exchange_put_joined(HcExchangeObject *self, const char *property, const char *joined)
{
	g_auto(GStrv) parts = hc_text_split(joined, ", ");

	hc_exchange_put_list(self, property, (const char *const *)parts);
}

gboolean
hc_exchange_remove(HcExchangeObject *self, const char *property)
{
	const gint found = hc_exchange_form_find(self->form, property);
	const guint place = (guint)found;
	guint n_behind = 0;

	if (found < 0)
		return FALSE;
	make_room(self);
	hc_exchange_clear_value(self, place);
	hc_exchange_form_remove(&self->form, place);
	n_behind = hc_exchange_form_n_names(self->form) - place;
	memmove(self->values + place, self->values + place + 1, n_behind * sizeof *self->values);
	memmove(self->owned + place, self->owned + place + 1, n_behind);
	return TRUE;
}
