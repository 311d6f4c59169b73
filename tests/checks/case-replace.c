/* One text for another wherever it stands.  Room: tests. */
#include "tests/checks/case-replace.h"

#include <string.h>

static char *
replaced(const char *text, const char *from, const char *to)
{
	g_auto(GStrv) parts = g_strsplit(text, from, -1);

	return g_strjoinv(to, parts);
}

static void
replace_list(HcExchangeObject *object, const char *name, const char *from, const char *to)
{
	const char *const *values = hc_exchange_list(object, name);
	g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
	g_auto(GStrv) list = NULL;

	for (gsize i = 0; values[i] != NULL; i++) {
		g_autofree char *value = replaced(values[i], from, to);

		g_strv_builder_add(builder, value);
	}
	list = g_strv_builder_end(builder);
	hc_exchange_put_list(object, name, (const char *const *)list);
}

static void
replace_value(
	HcExchangeObject *object, const char *name, HcShape shape, const char *from, const char *to)
{
	g_autofree char *value = NULL;

	switch (shape) {
	case HC_SHAPE_TEXT:
		value = replaced(hc_exchange_text(object, name), from, to);
		hc_exchange_put_text(object, name, value);
		return;
	case HC_SHAPE_LIST:
		replace_list(object, name, from, to);
		return;
	case HC_SHAPE_NULL:
		return;
	}
}

static gboolean
replace_in(HcExchangeObject *object, const char *from, const char *to)
{
	gboolean found = FALSE;

	for (guint i = 0; i < hc_exchange_n_properties(object); i++) {
		HcShape shape = HC_SHAPE_NULL;
		g_autofree char *name = g_strdup(hc_exchange_property_at(object, i, &shape));
		const char *text = hc_exchange_text(object, name);

		if (text == NULL || strstr(text, from) == NULL)
			continue;
		replace_value(object, name, shape, from, to);
		found = TRUE;
	}
	return found;
}

gboolean
hc_case_replace(HcEvidenceBuilder *builder, const char *from, const char *to)
{
	gboolean found = FALSE;

	for (guint i = 0; i < (guint)HC_N_SIDES * HC_N_KINDS; i++) {
		HcExchangeSet *set = hc_evidence_builder_set(
			builder, (HcSide)(i / HC_N_KINDS), (HcKind)(i % HC_N_KINDS));

		for (guint k = 0; k < set->objects->len; k++)
			found |= replace_in(g_ptr_array_index(set->objects, k), from, to);
	}
	return found;
}
