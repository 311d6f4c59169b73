/* Runs of the wizard and their records as JSON and back.  Room: evidence. */
#include "agent/base/limits.h"
#include "agent/evidence/evidence-json-parts.h"

/* --- out -------------------------------------------------------------------------------------- */

static json_t *
convert_message(gconstpointer element)
{
	const HcRunMessage *message = element;
	json_t *json = json_object();

	hc_json_out_bool(json, "is_error", message->is_error);
	hc_json_out_int(json, "id", message->id);
	hc_json_out_text(json, "code", message->code);
	hc_json_out_text(json, "text", message->text);
	hc_json_out_text(json, "task", message->task);
	hc_json_out_text(json, "phase", message->phase);
	hc_json_out_time(json, "when", message->when);
	hc_json_out_int(json, "line", message->line);
	return json;
}

static json_t *
convert_row(gconstpointer element)
{
	const HcRunRow *row = element;
	json_t *json = json_object();

	hc_json_out_text(json, "property", row->property);
	hc_json_out_tri(json, "equals", row->equals);
	hc_json_out_text(json, "actual", row->actual);
	hc_json_out_text(json, "expected", row->expected);
	return json;
}

static json_t *
convert_table(gconstpointer element)
{
	const HcRunTable *table = element;
	json_t *json = json_object();

	hc_json_out_text(json, "object", table->object);
	hc_json_out_text(json, "phase", table->phase);
	hc_json_out_int(json, "line", table->line);
	hc_json_out_each(json, "rows", table->rows, convert_row);
	return json;
}

static json_t *
convert_phase(gconstpointer element)
{
	const HcRunPhase *phase = element;
	json_t *json = json_object();

	hc_json_out_text(json, "task", phase->task);
	hc_json_out_text(json, "phase", phase->phase);
	hc_json_out_text(json, "result", phase->result);
	return json;
}

json_t *
hc_evidence_json_run(const HcRun *run)
{
	json_t *json = json_object();

	hc_json_out_head(json, &run->head);
	hc_json_out_text(json, "stamp", run->stamp);
	hc_json_out_bool(json, "local", run->local);
	json_object_set_new(
		json, "offset_us", run->has_offset ? json_integer(run->offset_us) : json_null());
	hc_json_out_time(json, "started", run->started);
	hc_json_out_time(json, "finished", run->finished);
	hc_json_out_text(json, "client_version", run->client_version);
	hc_json_out_text(json, "machine", run->machine);
	hc_json_out_text(json, "selected_certificate", run->selected_certificate);
	hc_json_out_each(json, "messages", run->messages, convert_message);
	hc_json_out_each(json, "tables", run->tables, convert_table);
	hc_json_out_each(json, "phases", run->phases, convert_phase);
	return json;
}

json_t *
hc_evidence_json_record(const HcRunRecord *record)
{
	json_t *json = json_object();

	hc_json_out_head(json, &record->head);
	hc_json_out_time(json, "time", record->time);
	hc_json_out_text(json, "client_version", record->client_version);
	hc_json_out_text(json, "server_version", record->server_version);
	hc_json_out_text(json, "mode", record->mode);
	hc_json_out_text(json, "current_domain", record->current_domain);
	json_object_set_new(json, "duration_us",
		record->duration_us >= 0 ? json_integer(record->duration_us) : json_null());
	hc_json_out_tri(json, "succeeded", record->succeeded);
	hc_json_out_list(json, "unknown", (const char *const *)record->unknown);
	return json;
}

/* --- in --------------------------------------------------------------------------------------- */

static gboolean
read_message(const HcJsonAt *at, gpointer into, GError **error)
{
	HcRun *run = into;
	HcRunMessage *message = hc_run_message_new();

	g_ptr_array_add(run->messages, message);
	return hc_json_in_bool(at, "is_error", &message->is_error, error) &&
	       hc_json_in_uint(at, "id", &message->id, error) &&
	       hc_json_in_text(at, "code", &message->code, error) &&
	       hc_json_in_text(at, "text", &message->text, error) &&
	       hc_json_in_text(at, "task", &message->task, error) &&
	       hc_json_in_text(at, "phase", &message->phase, error) &&
	       hc_json_in_time(at, "when", &message->when, error) &&
	       hc_json_in_uint(at, "line", &message->line, error);
}

static gboolean
read_row(const HcJsonAt *at, gpointer into, GError **error)
{
	HcRunTable *table = into;
	HcRunRow *row = hc_run_row_new();

	g_ptr_array_add(table->rows, row);
	return hc_json_in_text(at, "property", &row->property, error) &&
	       hc_json_in_tri(at, "equals", &row->equals, error) &&
	       hc_json_in_text(at, "actual", &row->actual, error) &&
	       hc_json_in_text(at, "expected", &row->expected, error);
}

static gboolean
read_table(const HcJsonAt *at, gpointer into, GError **error)
{
	static const HcJsonArray rows = { "rows", HC_LIMIT_TABLE_ROWS, read_row };
	HcRun *run = into;
	HcRunTable *table = hc_run_table_new();

	g_ptr_array_add(run->tables, table);
	return hc_json_in_text(at, "object", &table->object, error) &&
	       hc_json_in_text(at, "phase", &table->phase, error) &&
	       hc_json_in_uint(at, "line", &table->line, error) &&
	       hc_json_in_each(at, &rows, table, error);
}

static gboolean
read_phase(const HcJsonAt *at, gpointer into, GError **error)
{
	HcRun *run = into;
	HcRunPhase *phase = hc_run_phase_new();

	g_ptr_array_add(run->phases, phase);
	return hc_json_in_text(at, "task", &phase->task, error) &&
	       hc_json_in_text(at, "phase", &phase->phase, error) &&
	       hc_json_in_text(at, "result", &phase->result, error);
}

static gboolean
read_run_itself(const HcJsonAt *at, HcRun *run, GError **error)
{
	run->has_offset = json_is_integer(json_object_get(at->value, "offset_us"));
	return hc_json_in_head(at, &run->head, error) &&
	       hc_json_in_text(at, "stamp", &run->stamp, error) &&
	       hc_json_in_bool(at, "local", &run->local, error) &&
	       hc_json_in_int(at, "offset_us", &run->offset_us, error) &&
	       hc_json_in_time(at, "started", &run->started, error) &&
	       hc_json_in_time(at, "finished", &run->finished, error) &&
	       hc_json_in_text(at, "client_version", &run->client_version, error) &&
	       hc_json_in_text(at, "machine", &run->machine, error) &&
	       hc_json_in_text(at, "selected_certificate", &run->selected_certificate, error);
}

gboolean
hc_evidence_json_read_run(const HcJsonAt *at, gpointer into, GError **error)
{
	static const HcJsonArray messages = { "messages", HC_LIMIT_RUN_MESSAGES, read_message };
	static const HcJsonArray tables = { "tables", HC_LIMIT_RUN_TABLES, read_table };
	static const HcJsonArray phases = { "phases", HC_LIMIT_RUN_PHASES, read_phase };
	g_autoptr(HcRun) run = hc_run_new();

	if (!read_run_itself(at, run, error) || !hc_json_in_each(at, &messages, run, error) ||
		!hc_json_in_each(at, &tables, run, error) ||
		!hc_json_in_each(at, &phases, run, error))
		return FALSE;
	hc_evidence_builder_take_run(into, g_steal_pointer(&run));
	return TRUE;
}

static gboolean
read_duration(const HcJsonAt *at, gint64 *ret_us, GError **error)
{
	gint64 duration_us = 0;

	if (!hc_json_in_int(at, "duration_us", &duration_us, error))
		return FALSE;
	if (duration_us < 0)
		return hc_json_in_fail(at, "duration_us", "below zero", error);
	*ret_us = json_is_integer(json_object_get(at->value, "duration_us")) ? duration_us : -1;
	return TRUE;
}

gboolean
hc_evidence_json_read_record(const HcJsonAt *at, gpointer into, GError **error)
{
	g_autoptr(HcRunRecord) record = hc_run_record_new();

	if (!hc_json_in_head(at, &record->head, error) ||
		!hc_json_in_time(at, "time", &record->time, error) ||
		!hc_json_in_text(at, "client_version", &record->client_version, error) ||
		!hc_json_in_text(at, "server_version", &record->server_version, error) ||
		!hc_json_in_text(at, "mode", &record->mode, error) ||
		!hc_json_in_text(at, "current_domain", &record->current_domain, error) ||
		!read_duration(at, &record->duration_us, error) ||
		!hc_json_in_tri(at, "succeeded", &record->succeeded, error) ||
		!hc_json_in_list(at, "unknown", HC_LIMIT_RECORD_KEYS, &record->unknown, error))
		return FALSE;
	hc_evidence_builder_take_record(into, g_steal_pointer(&record));
	return TRUE;
}
