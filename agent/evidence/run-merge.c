/* Files of one run become one record, in UTC.  Room: evidence. */
#include "agent/evidence/run-merge.h"

#define YEAR_1 (G_GINT64_CONSTANT(-62135596800) * HC_TIME_SECOND)
#define YEAR_10000 (G_GINT64_CONSTANT(253402300800) * HC_TIME_SECOND)

HcTime
hc_run_merge_time_to_utc(HcTime local, gint64 offset_us)
{
	HcTime utc = 0;

	if (local == HC_TIME_NONE || __builtin_sub_overflow(local, offset_us, &utc))
		return HC_TIME_NONE;
	return utc < YEAR_1 || utc >= YEAR_10000 ? HC_TIME_NONE : utc;
}

void
hc_run_merge_to_utc(HcRun *run)
{
	if (!run->local || !run->has_offset)
		return;
	run->started = hc_run_merge_time_to_utc(run->started, run->offset_us);
	run->finished = hc_run_merge_time_to_utc(run->finished, run->offset_us);
	run->head.origin.as_of = hc_run_merge_time_to_utc(run->head.origin.as_of, run->offset_us);
	for (guint i = 0; i < run->messages->len; i++) {
		HcRunMessage *message = run->messages->pdata[i];

		message->when = hc_run_merge_time_to_utc(message->when, run->offset_us);
	}
	run->local = FALSE;
}

static void
fill_text(char **into, char **from)
{
	if (*into == NULL)
		*into = g_steal_pointer(from);
}

static void
fill_time(HcTime *into, HcTime from)
{
	if (*into == HC_TIME_NONE)
		*into = from;
}

static void
fill_list(GPtrArray **into, GPtrArray **from)
{
	GPtrArray *empty = *into;

	if (empty->len > 0)
		return;
	*into = *from;
	*from = empty;
}

static void
share_offset(HcRun *run, const HcRun *with)
{
	if (run->has_offset || !with->has_offset)
		return;
	run->has_offset = TRUE;
	run->offset_us = with->offset_us;
}

void
hc_run_merge(HcRun *into, HcRun *from)
{
	share_offset(into, from);
	share_offset(from, into);
	hc_run_merge_to_utc(into);
	hc_run_merge_to_utc(from);
	if (into->head.status != HC_FACT_COLLECTED && from->head.status == HC_FACT_COLLECTED) {
		HcFactHead better = from->head;

		from->head = into->head;
		into->head = better;
	}
	fill_time(&into->started, from->started);
	fill_time(&into->finished, from->finished);
	fill_text(&into->client_version, &from->client_version);
	fill_text(&into->machine, &from->machine);
	fill_text(&into->selected_certificate, &from->selected_certificate);
	fill_list(&into->messages, &from->messages);
	fill_list(&into->tables, &from->tables);
	fill_list(&into->phases, &from->phases);
}
