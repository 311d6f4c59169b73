/* Values of one CLIXML file, packed.  Room: parse. */
#include "agent/parse/clixml/clixml-store.h"
#include "agent/base/limits.h"

#include <string.h>

#define MOST_TOGETHER (1024 * 1024) /* octets of texts that lie one behind the other */
#define MOST_STEPS 64               /* of SAME after SAME; objects are nested less deep than that */
#define NUMBER_DIGITS 8             /* of an identifier that may be a place in the table */
#define PER_IDENTIFIER 4            /* places of the table for each identifier that is in use */
#define FEWEST_PLACES 1024u

HcClixmlValue *
hc_clixml_store_value(HcPool *pool)
{
	HcClixmlValue *value = hc_pool_take(pool, sizeof *value);

	*value = (HcClixmlValue){ .shape = HC_CLIXML_UNKNOWN };
	return value;
}

char *
hc_clixml_store_text(HcPool *pool, const char *text, gsize length)
{
	char *copy = hc_pool_take(pool, length + 1);

	memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

gboolean
hc_clixml_store_append(HcPool *pool, HcClixmlValue *texts, const char *text, gsize length)
{
	const gsize more = texts->length + length + 1;

	if (texts->shape != HC_CLIXML_TEXTS || more > MOST_TOGETHER ||
		!hc_pool_grow(pool, texts->texts, texts->length, more))
		return FALSE;
	memcpy(texts->texts + texts->length, text, length);
	texts->texts[more - 1] = '\0';
	texts->length = (guint32)more;
	return TRUE;
}

const HcClixmlValue *
hc_clixml_value_resolve(const HcClixmlValue *value)
{
	static const HcClixmlValue unknown = { .shape = HC_CLIXML_UNKNOWN };

	for (guint i = 0; i < MOST_STEPS; i++) {
		if (value == NULL)
			return &unknown;
		if (value->shape != HC_CLIXML_SAME)
			return value;
		value = value->same;
	}
	return &unknown;
}

/* --- what identifiers stand for --------------------------------------------------------------- */

/* PowerShell counts from 0: nearly always a table of places is enough. */
struct HcClixmlIds {
	gpointer *places;
	guint n_places;
	guint n_used;
	GHashTable *others; /* text -> what; NULL until there is one */
};

HcClixmlIds *
hc_clixml_ids_new(void)
{
	return g_new0(HcClixmlIds, 1);
}

void
hc_clixml_ids_free(HcClixmlIds *self)
{
	if (self == NULL)
		return;
	g_clear_pointer(&self->others, g_hash_table_unref);
	g_free(self->places);
	g_free(self);
}

/* As PowerShell writes numbers: "0", "17"; not "017". */
static gboolean
is_number(const char *id, gsize length, guint *ret_number)
{
	guint number = 0;

	if (length == 0 || length > NUMBER_DIGITS || (*id == '0' && length > 1))
		return FALSE;
	for (gsize i = 0; i < length; i++) {
		if (!g_ascii_isdigit(id[i]))
			return FALSE;
		number = number * 10 + (guint)(id[i] - '0');
	}
	*ret_number = number;
	return TRUE;
}

/* Room for place @number, unless the table would stand nearly empty. */
static gboolean
make_place(HcClixmlIds *self, guint number)
{
	guint n = MAX(self->n_places, FEWEST_PLACES);

	if (number < self->n_places)
		return TRUE;
	if (number >= FEWEST_PLACES && number / PER_IDENTIFIER > self->n_used)
		return FALSE;
	while (n <= number)
		n *= 2;
	self->places = g_renew(gpointer, self->places, n);
	memset(self->places + self->n_places, 0, (n - self->n_places) * sizeof *self->places);
	self->n_places = n;
	return TRUE;
}

static gboolean
put_other(HcClixmlIds *self, const char *id, gsize length, gpointer what)
{
	if (length > HC_LIMIT_NAME)
		return TRUE; /* no shell writes such: what refers to it finds nothing */
	if (self->others == NULL)
		self->others = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	if (g_hash_table_insert(self->others, g_strndup(id, length), what))
		self->n_used++;
	return self->n_used <= HC_LIMIT_CLIXML_REFIDS;
}

static gpointer
get_other(const HcClixmlIds *self, const char *id, gsize length)
{
	g_autofree char *copy = NULL;

	if (self->others == NULL || length > HC_LIMIT_NAME)
		return NULL;
	copy = g_strndup(id, length);
	return g_hash_table_lookup(self->others, copy);
}

gboolean
hc_clixml_ids_put(HcClixmlIds *self, const char *id, gsize length, gpointer what)
{
	guint number = 0;

	if (!is_number(id, length, &number) || !make_place(self, number))
		return put_other(self, id, length, what);
	self->n_used += self->places[number] == NULL;
	self->places[number] = what;
	/* It may have stood elsewhere while the table was small. */
	if (self->others != NULL) {
		g_autofree char *copy = g_strndup(id, length);

		g_hash_table_remove(self->others, copy);
	}
	return self->n_used <= HC_LIMIT_CLIXML_REFIDS;
}

gpointer
hc_clixml_ids_get(const HcClixmlIds *self, const char *id, gsize length)
{
	guint number = 0;

	if (is_number(id, length, &number) && number < self->n_places &&
		self->places[number] != NULL)
		return self->places[number];
	return get_other(self, id, length);
}

gsize
hc_clixml_ids_octets(const HcClixmlIds *self)
{
	const gsize n_others = self->others != NULL ? g_hash_table_size(self->others) : 0;

	return self->n_places * sizeof *self->places + n_others * 4 * sizeof(gpointer);
}
