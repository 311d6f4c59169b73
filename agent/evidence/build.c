/* Exchange's build numbers, and the dated table of those that matter.  Room: evidence. */
#include "agent/evidence/build.h"

#include <string.h>

/* --- numbers ---------------------------------------------------------------------------------- */

static gboolean
parse_dotted(const char *text, HcBuild *ret_build)
{
	g_auto(GStrv) parts = g_strsplit(text, ".", HC_BUILD_PARTS + 1);
	HcBuild build = { 0 };

	if (g_strv_length(parts) != HC_BUILD_PARTS)
		return FALSE;
	for (guint i = 0; i < HC_BUILD_PARTS; i++) {
		guint64 number = 0;

		if (!g_ascii_string_to_unsigned(parts[i], 10, 0, G_MAXUINT16, &number, NULL))
			return FALSE;
		build.part[i] = (guint)number;
	}
	*ret_build = build;
	return TRUE;
}

gboolean
hc_build_parse(const char *text, HcBuild *ret_build)
{
	static const char before[] = "Version ";
	static const char between[] = " (Build ";
	const char *middle = text != NULL ? strstr(text, between) : NULL;
	g_autoptr(GString) dotted = NULL;

	if (text == NULL)
		return FALSE;
	if (!g_str_has_prefix(text, before))
		return parse_dotted(text, ret_build);
	if (middle == NULL || !g_str_has_suffix(middle, ")"))
		return FALSE;
	dotted = g_string_new_len(text + strlen(before), middle - text - (gssize)strlen(before));
	g_string_append_printf(dotted, ".%s", middle + strlen(between));
	g_string_truncate(dotted, dotted->len - 1);
	return parse_dotted(dotted->str, ret_build);
}

char *
hc_build_format(const HcBuild *build)
{
	return g_strdup_printf(
		"%u.%u.%u.%u", build->part[0], build->part[1], build->part[2], build->part[3]);
}

int
hc_build_compare(const HcBuild *a, const HcBuild *b, guint parts)
{
	for (guint i = 0; i < parts && i < HC_BUILD_PARTS; i++) {
		if (a->part[i] != b->part[i])
			return a->part[i] < b->part[i] ? -1 : 1;
	}
	return 0;
}

/* --- records ---------------------------------------------------------------------------------- */

static void
free_update(gpointer data)
{
	hc_build_update_free(data);
}

static void
free_product(gpointer data)
{
	hc_build_product_free(data);
}

static void
free_floor(gpointer data)
{
	hc_build_floor_free(data);
}

HcBuildUpdate *
hc_build_update_new(void)
{
	HcBuildUpdate *self = g_new0(HcBuildUpdate, 1);

	self->released = self->until = HC_TIME_NONE;
	return self;
}

void
hc_build_update_free(HcBuildUpdate *self)
{
	if (self == NULL)
		return;
	g_free(self->name);
	g_free(self);
}

HcBuildProduct *
hc_build_product_new(void)
{
	HcBuildProduct *self = g_new0(HcBuildProduct, 1);

	self->end_of_support = HC_TIME_NONE;
	self->updates = g_ptr_array_new_with_free_func(free_update);
	return self;
}

void
hc_build_product_free(HcBuildProduct *self)
{
	if (self == NULL)
		return;
	g_free(self->name);
	g_ptr_array_unref(self->updates);
	g_free(self);
}

HcBuildFloor *
hc_build_floor_new(void)
{
	HcBuildFloor *self = g_new0(HcBuildFloor, 1);

	self->since = HC_TIME_NONE;
	self->builds = g_array_new(FALSE, FALSE, sizeof(HcBuild));
	return self;
}

void
hc_build_floor_free(HcBuildFloor *self)
{
	if (self == NULL)
		return;
	g_free(self->name);
	g_free(self->what);
	g_free(self->source);
	g_array_unref(self->builds);
	g_free(self);
}

HcBuildTable *
hc_build_table_new(void)
{
	HcBuildTable *self = g_new0(HcBuildTable, 1);

	self->head.why = g_strdup("no table of Exchange builds was loaded");
	self->head.origin.as_of = HC_TIME_NONE;
	self->products = g_ptr_array_new_with_free_func(free_product);
	self->floors = g_ptr_array_new_with_free_func(free_floor);
	return self;
}

void
hc_build_table_set_head(HcBuildTable *self, const HcFactHead *head)
{
	hc_fact_head_clear(&self->head);
	self->head.status = head->status;
	self->head.why = g_strdup(head->why);
	hc_origin_copy(&head->origin, &self->head.origin);
}

void
hc_build_table_free(HcBuildTable *self)
{
	if (self == NULL)
		return;
	hc_fact_head_clear(&self->head);
	g_free(self->name);
	g_free(self->version);
	g_free(self->source);
	g_ptr_array_unref(self->products);
	g_ptr_array_unref(self->floors);
	g_free(self);
}
