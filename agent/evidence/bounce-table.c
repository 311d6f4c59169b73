/* What Exchange Online says of a message that it cannot deliver.  Room: evidence. */
#include "agent/evidence/bounce-table.h"

static void
free_row(gpointer data)
{
	hc_bounce_row_free(data);
}

HcBounceRow *
hc_bounce_row_new(void)
{
	HcBounceRow *self = g_new0(HcBounceRow, 1);

	self->as_of = HC_TIME_NONE;
	return self;
}

void
hc_bounce_row_free(HcBounceRow *self)
{
	if (self == NULL)
		return;
	g_free(self->outcome);
	g_free(self->stage);
	g_free(self->condition);
	g_free(self->now);
	g_free(self->after);
	g_free(self->what);
	g_free(self->confidence);
	g_free(self->source);
	g_free(self);
}

HcBounceTable *
hc_bounce_table_new(void)
{
	HcBounceTable *self = g_new0(HcBounceTable, 1);

	self->head.why = g_strdup("no table of Exchange Online's replies was loaded");
	self->head.origin.as_of = HC_TIME_NONE;
	self->rows = g_ptr_array_new_with_free_func(free_row);
	return self;
}

void
hc_bounce_table_set_head(HcBounceTable *self, const HcFactHead *head)
{
	hc_fact_head_clear(&self->head);
	self->head.status = head->status;
	self->head.why = g_strdup(head->why);
	hc_origin_copy(&head->origin, &self->head.origin);
}

void
hc_bounce_table_free(HcBounceTable *self)
{
	if (self == NULL)
		return;
	hc_fact_head_clear(&self->head);
	g_free(self->name);
	g_free(self->version);
	g_free(self->source);
	g_free(self->expired);
	g_ptr_array_unref(self->rows);
	g_free(self);
}

const HcBounceRow *
hc_bounce_table_find(
	const HcBounceTable *self, const char *outcome, const char *stage, const char *condition)
{
	const HcBounceRow *any_stage = NULL;

	for (guint i = 0; i < self->rows->len; i++) {
		const HcBounceRow *row = g_ptr_array_index(self->rows, i);

		if (g_strcmp0(row->outcome, outcome) != 0 ||
			g_strcmp0(row->condition, condition) != 0)
			continue;
		if (row->stage == NULL)
			any_stage = row;
		else if (g_strcmp0(row->stage, stage) == 0)
			return row;
	}
	return any_stage;
}
