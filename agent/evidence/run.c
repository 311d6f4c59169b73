/* One run of the Hybrid Configuration Wizard.  Room: evidence. */
#include "agent/evidence/run.h"

static void
free_message(gpointer data)
{
	hc_run_message_free(data);
}

static void
free_row(gpointer data)
{
	hc_run_row_free(data);
}

static void
free_table(gpointer data)
{
	hc_run_table_free(data);
}

static void
free_phase(gpointer data)
{
	hc_run_phase_free(data);
}

HcRun *
hc_run_new(void)
{
	HcRun *self = g_new0(HcRun, 1);

	self->head.origin.as_of = HC_TIME_NONE;
	self->local = TRUE;
	self->started = HC_TIME_NONE;
	self->finished = HC_TIME_NONE;
	self->messages = g_ptr_array_new_with_free_func(free_message);
	self->tables = g_ptr_array_new_with_free_func(free_table);
	self->phases = g_ptr_array_new_with_free_func(free_phase);
	return self;
}

void
hc_run_free(HcRun *self)
{
	if (self == NULL)
		return;
	hc_fact_head_clear(&self->head);
	g_free(self->stamp);
	g_free(self->client_version);
	g_free(self->machine);
	g_free(self->selected_certificate);
	g_clear_pointer(&self->messages, g_ptr_array_unref);
	g_clear_pointer(&self->tables, g_ptr_array_unref);
	g_clear_pointer(&self->phases, g_ptr_array_unref);
	g_free(self);
}

HcRunRecord *
hc_run_record_new(void)
{
	HcRunRecord *self = g_new0(HcRunRecord, 1);

	self->head.origin.as_of = HC_TIME_NONE;
	self->time = HC_TIME_NONE;
	self->duration_us = -1;
	self->succeeded = HC_TRI_UNKNOWN;
	return self;
}

void
hc_run_record_free(HcRunRecord *self)
{
	if (self == NULL)
		return;
	hc_fact_head_clear(&self->head);
	g_free(self->client_version);
	g_free(self->server_version);
	g_free(self->mode);
	g_free(self->current_domain);
	g_strfreev(self->unknown);
	g_free(self);
}

HcRunMessage *
hc_run_message_new(void)
{
	HcRunMessage *self = g_new0(HcRunMessage, 1);

	self->when = HC_TIME_NONE;
	return self;
}

void
hc_run_message_free(HcRunMessage *self)
{
	if (self == NULL)
		return;
	g_free(self->code);
	g_free(self->text);
	g_free(self->task);
	g_free(self->phase);
	g_free(self);
}

HcRunRow *
hc_run_row_new(void)
{
	HcRunRow *self = g_new0(HcRunRow, 1);

	self->equals = HC_TRI_UNKNOWN;
	return self;
}

void
hc_run_row_free(HcRunRow *self)
{
	if (self == NULL)
		return;
	g_free(self->property);
	g_free(self->actual);
	g_free(self->expected);
	g_free(self);
}

HcRunTable *
hc_run_table_new(void)
{
	HcRunTable *self = g_new0(HcRunTable, 1);

	self->rows = g_ptr_array_new_with_free_func(free_row);
	return self;
}

void
hc_run_table_free(HcRunTable *self)
{
	if (self == NULL)
		return;
	g_free(self->object);
	g_free(self->phase);
	g_clear_pointer(&self->rows, g_ptr_array_unref);
	g_free(self);
}

HcRunPhase *
hc_run_phase_new(void)
{
	return g_new0(HcRunPhase, 1);
}

void
hc_run_phase_free(HcRunPhase *self)
{
	if (self == NULL)
		return;
	g_free(self->task);
	g_free(self->phase);
	g_free(self->result);
	g_free(self);
}
