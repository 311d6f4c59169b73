/* The builder of evidence.  Room: evidence. */
#include "agent/evidence/evidence-build.h"
#include "agent/evidence/complete.h"
#include "agent/evidence/evidence-private.h"
#include "agent/evidence/ledger.h"
#include "agent/evidence/run-merge.h"

/* Newest end of a cmdlet of one run, apart for both kinds of time. */
typedef struct {
	HcTime local;
	HcTime utc;
} InvokeEnd;

struct HcEvidenceBuilder {
	HcEvidence *evidence;
	GPtrArray *events;      /* HcEvent: taken since the last fold */
	GPtrArray *collections; /* HcCollection: taken since they were last used */
	GHashTable *ends;       /* stamp ("" for none) to InvokeEnd */
	HcTime last_end_taken;  /* as a frozen form had it */
	gint64 n_octets;        /* read for it so far */
};

static void
free_event(gpointer data)
{
	hc_event_free(data);
}

static void
free_collection(gpointer data)
{
	hc_collection_free(data);
}

HcEvidenceBuilder *
hc_evidence_builder_new(HcTime as_of)
{
	HcEvidenceBuilder *self = g_new0(HcEvidenceBuilder, 1);

	self->evidence = hc_evidence_new(as_of);
	self->events = g_ptr_array_new_with_free_func(free_event);
	self->collections = g_ptr_array_new_with_free_func(free_collection);
	self->ends = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	self->last_end_taken = HC_TIME_NONE;
	return self;
}

void
hc_evidence_builder_free(HcEvidenceBuilder *self)
{
	if (self == NULL)
		return;
	hc_evidence_free(self->evidence);
	g_ptr_array_unref(self->events);
	g_ptr_array_unref(self->collections);
	g_hash_table_unref(self->ends);
	g_free(self);
}

/* --- taking facts ----------------------------------------------------------------------------- */

void
hc_evidence_builder_take_event(HcEvidenceBuilder *self, HcEvent *event)
{
	g_ptr_array_add(self->events, event);
}

void
hc_evidence_builder_take_cert(HcEvidenceBuilder *self, HcCertFacts *cert)
{
	hc_complete_cert(cert);
	g_ptr_array_add(self->evidence->certs, cert);
}

void
hc_evidence_builder_take_pick(HcEvidenceBuilder *self, HcPick *pick)
{
	hc_complete_pick(pick);
	g_ptr_array_add(self->evidence->picks, pick);
}

void
hc_evidence_builder_take_record(HcEvidenceBuilder *self, HcRunRecord *record)
{
	hc_complete_record(record);
	g_ptr_array_add(self->evidence->records, record);
}

void
hc_evidence_builder_take_foreign(HcEvidenceBuilder *self, HcForeign *foreign)
{
	hc_complete_foreign(foreign);
	g_ptr_array_add(self->evidence->foreign, foreign);
}

HcInput *
hc_evidence_builder_take_input(HcEvidenceBuilder *self, HcInput *input)
{
	hc_complete_input(input);
	g_ptr_array_add(self->evidence->inputs, input);
	return input;
}

void
hc_evidence_builder_take_collection(HcEvidenceBuilder *self, HcCollection *collection)
{
	g_ptr_array_add(self->collections, collection);
}

void
hc_evidence_builder_take_builds(HcEvidenceBuilder *self, HcBuildTable *table)
{
	hc_build_table_free(self->evidence->builds);
	self->evidence->builds = table;
}

/* --- runs ------------------------------------------------------------------------------------- */

void
hc_evidence_builder_take_run(HcEvidenceBuilder *self, HcRun *run)
{
	GPtrArray *runs = self->evidence->runs;

	hc_complete_run(run);
	hc_run_merge_to_utc(run);
	for (guint i = 0; run->stamp != NULL && i < runs->len; i++) {
		HcRun *known = runs->pdata[i];

		if (g_strcmp0(known->stamp, run->stamp) != 0)
			continue;
		hc_run_merge(known, run);
		hc_run_free(run);
		return;
	}
	g_ptr_array_add(runs, run);
}

/* --- ends of cmdlets -------------------------------------------------------------------------- */

void
hc_evidence_builder_note_invoke_end(
	HcEvidenceBuilder *self, const char *stamp, HcTime when, gboolean local)
{
	const char *key = stamp != NULL ? stamp : "";
	InvokeEnd *end = g_hash_table_lookup(self->ends, key);

	if (end == NULL) {
		end = g_new(InvokeEnd, 1);
		end->local = end->utc = HC_TIME_NONE;
		g_hash_table_insert(self->ends, g_strdup(key), end);
	}
	if (local)
		end->local = MAX(end->local, when);
	else
		end->utc = MAX(end->utc, when);
}

void
hc_evidence_builder_set_last_invoke_end(HcEvidenceBuilder *self, HcTime when)
{
	self->last_end_taken = when;
}

/* --- forgetting ------------------------------------------------------------------------------- */

/* The stamp of the input at @path; NULL if it has none. */
static const char *
stamp_of_input(const HcEvidenceBuilder *self, const char *path)
{
	for (guint i = 0; path != NULL && i < self->evidence->inputs->len; i++) {
		const HcInput *input = self->evidence->inputs->pdata[i];

		if (g_strcmp0(input->path, path) == 0)
			return input->stamp;
	}
	return NULL;
}

void
hc_evidence_builder_forget_run(HcEvidenceBuilder *self, const char *stamp)
{
	GPtrArray *runs = self->evidence->runs;
	GPtrArray *records = self->evidence->records;

	for (guint i = runs->len; i > 0; i--) {
		if (g_strcmp0(((const HcRun *)runs->pdata[i - 1])->stamp, stamp) == 0)
			g_ptr_array_remove_index(runs, i - 1);
	}
	for (guint i = records->len; i > 0; i--) {
		const HcRunRecord *record = records->pdata[i - 1];

		if (g_strcmp0(stamp_of_input(self, record->head.origin.input), stamp) == 0)
			g_ptr_array_remove_index(records, i - 1);
	}
	g_hash_table_remove(self->ends, stamp);
}

HcEvidence *
hc_evidence_builder_inside(HcEvidenceBuilder *self)
{
	return self->evidence;
}

/* --- access ----------------------------------------------------------------------------------- */

HcExchangeSet *
hc_evidence_builder_set(HcEvidenceBuilder *self, HcSide side, HcKind kind)
{
	return &self->evidence->sets[side][kind];
}

GPtrArray *
hc_evidence_builder_certs(HcEvidenceBuilder *self)
{
	return self->evidence->certs;
}

GPtrArray *
hc_evidence_builder_picks(HcEvidenceBuilder *self)
{
	return self->evidence->picks;
}

GPtrArray *
hc_evidence_builder_runs(HcEvidenceBuilder *self)
{
	return self->evidence->runs;
}

GPtrArray *
hc_evidence_builder_records(HcEvidenceBuilder *self)
{
	return self->evidence->records;
}

GPtrArray *
hc_evidence_builder_inputs(HcEvidenceBuilder *self)
{
	return self->evidence->inputs;
}

GPtrArray *
hc_evidence_builder_events(HcEvidenceBuilder *self)
{
	return self->events;
}

GPtrArray *
hc_evidence_builder_collections(HcEvidenceBuilder *self)
{
	return self->collections;
}

/* --- the fold --------------------------------------------------------------------------------- */

/* Stamp to offset (gint64 *) of every run whose zone is known; borrows from the runs. */
static GHashTable *
known_offsets(const HcEvidence *evidence)
{
	GHashTable *offsets = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < evidence->runs->len; i++) {
		HcRun *run = evidence->runs->pdata[i];

		if (run->stamp != NULL && run->has_offset)
			g_hash_table_insert(offsets, run->stamp, &run->offset_us);
	}
	return offsets;
}

/* NULL if nobody knows the zone of that run. */
static const gint64 *
offset_of(GHashTable *offsets, const char *stamp)
{
	return stamp != NULL ? g_hash_table_lookup(offsets, stamp) : NULL;
}

static HcTime
to_utc_or_none(HcTime local, const gint64 *offset_us)
{
	return offset_us != NULL ? hc_run_merge_time_to_utc(local, *offset_us) : HC_TIME_NONE;
}

static void
object_to_utc(HcExchangeObject *object, const gint64 *offset_us)
{
	HcOrigin origin = { 0 };

	if (hc_exchange_origin(object)->as_of == HC_TIME_NONE)
		return;
	hc_origin_copy(hc_exchange_origin(object), &origin);
	origin.as_of = to_utc_or_none(origin.as_of, offset_us);
	hc_exchange_set_origin(object, &origin);
	hc_origin_clear(&origin);
}

/* Without a zone the event keeps its local time, for its order among others, and tells none. */
static void
event_to_utc(HcEvent *event, const gint64 *offset_us)
{
	event->origin.as_of = to_utc_or_none(event->origin.as_of, offset_us);
	for (guint i = 0; i < event->objects->len; i++)
		object_to_utc(event->objects->pdata[i], offset_us);
	if (offset_us != NULL)
		event->when = hc_run_merge_time_to_utc(event->when, *offset_us);
	event->local = FALSE;
}

static void
inputs_to_utc(GPtrArray *inputs, GHashTable *offsets)
{
	for (guint i = 0; i < inputs->len; i++) {
		HcInput *input = inputs->pdata[i];

		if (!input->local)
			continue;
		input->as_of = to_utc_or_none(input->as_of, offset_of(offsets, input->stamp));
		input->local = FALSE;
		if (input->as_of == HC_TIME_NONE)
			g_clear_pointer(&input->as_of_from, g_free);
	}
}

/*
 * The newest end decides.  Where that one has no zone the answer is "not known": an older end would
 * make the wizard's own last changes look like somebody else's.
 */
static HcTime
newest_end(const HcEvidenceBuilder *self, GHashTable *offsets)
{
	HcTime newest = self->last_end_taken;
	gboolean is_known = TRUE;
	GHashTableIter iter;
	gpointer stamp = NULL;
	gpointer value = NULL;

	g_hash_table_iter_init(&iter, self->ends);
	while (g_hash_table_iter_next(&iter, &stamp, &value)) {
		const InvokeEnd *end = value;
		const gint64 *offset_us = offset_of(offsets, stamp);
		HcTime local = offset_us != NULL ? hc_run_merge_time_to_utc(end->local, *offset_us)
						 : end->local;

		if (end->utc > newest) {
			newest = end->utc;
			is_known = TRUE;
		}
		if (local > newest) {
			newest = local;
			is_known = offset_us != NULL;
		}
	}
	return is_known ? newest : HC_TIME_NONE;
}

static HcSources *
sources_of(const HcEvidenceBuilder *self)
{
	HcSources *sources = hc_sources_new();

	for (guint i = 0; i < self->evidence->inputs->len; i++)
		hc_sources_add(sources, self->evidence->inputs->pdata[i]);
	return sources;
}

static void
fold_events(HcEvidenceBuilder *self, GHashTable *offsets)
{
	g_autoptr(HcSources) sources = sources_of(self);
	HcLedger *ledgers[HC_N_SIDES][HC_N_KINDS] = { { NULL } };

	for (guint i = 0; i < self->events->len; i++) {
		HcEvent *event = self->events->pdata[i];

		if (event->local)
			event_to_utc(event, offset_of(offsets, event->stamp));
	}
	hc_ledger_sort(self->events);
	for (guint i = 0; i < self->events->len; i++) {
		HcEvent *event = self->events->pdata[i];
		HcLedger **ledger = &ledgers[event->side][event->kind];

		if (*ledger == NULL)
			*ledger = hc_ledger_new(
				&self->evidence->sets[event->side][event->kind], sources);
		hc_ledger_apply(*ledger, event);
	}
	for (guint i = 0; i < HC_N_SIDES * HC_N_KINDS; i++)
		hc_ledger_finish(ledgers[i / HC_N_KINDS][i % HC_N_KINDS]);
	g_ptr_array_set_size(self->events, 0);
}

void
hc_evidence_builder_fold(HcEvidenceBuilder *self)
{
	g_autoptr(GHashTable) offsets = known_offsets(self->evidence);

	fold_events(self, offsets);
	inputs_to_utc(self->evidence->inputs, offsets);
	self->evidence->last_invoke_end = newest_end(self, offsets);
}

/* --- freezing --------------------------------------------------------------------------------- */

static gint
compare_runs(gconstpointer a, gconstpointer b)
{
	const HcRun *left = *(const HcRun *const *)a;
	const HcRun *right = *(const HcRun *const *)b;

	if (left->started != right->started)
		return left->started < right->started ? -1 : 1;
	return g_strcmp0(left->stamp, right->stamp);
}

static gint
compare_records(gconstpointer a, gconstpointer b)
{
	const HcRunRecord *left = *(const HcRunRecord *const *)a;
	const HcRunRecord *right = *(const HcRunRecord *const *)b;

	return (left->time > right->time) - (left->time < right->time);
}

gint64
hc_evidence_builder_add_octets(HcEvidenceBuilder *self, gint64 n)
{
	self->n_octets += n;
	return self->n_octets;
}

HcEvidence *
hc_evidence_builder_finish(HcEvidenceBuilder *self)
{
	HcEvidence *evidence = NULL;

	hc_evidence_builder_fold(self);
	evidence = g_steal_pointer(&self->evidence);
	g_ptr_array_sort(evidence->runs, compare_runs); /* stable since GLib 2.32 */
	g_ptr_array_sort(evidence->records, compare_records);
	hc_network_sort(&evidence->network);
	hc_evidence_builder_free(self);
	return evidence;
}
