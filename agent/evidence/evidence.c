/* Everything that was seen, frozen: const lookups.  Room: evidence. */
#include "agent/evidence/evidence.h"
#include "agent/base/dname.h"
#include "agent/evidence/evidence-build.h"
#include "agent/evidence/evidence-private.h"

static void
free_answer(gpointer data)
{
	hc_answer_free(data);
}

static void
free_object(gpointer data)
{
	hc_exchange_object_free(data);
}

static void
free_cert(gpointer data)
{
	hc_cert_facts_free(data);
}

static void
free_pick(gpointer data)
{
	hc_pick_free(data);
}

static void
free_run(gpointer data)
{
	hc_run_free(data);
}

static void
free_record(gpointer data)
{
	hc_run_record_free(data);
}

static void
free_input(gpointer data)
{
	hc_input_free(data);
}

static void
free_foreign(gpointer data)
{
	hc_foreign_free(data);
}

static void
set_init(HcExchangeSet *set)
{
	set->head.status = HC_FACT_NOT_ASKED;
	set->head.why = g_strdup("was not exported");
	set->head.origin.as_of = HC_TIME_NONE;
	set->answers = g_ptr_array_new_with_free_func(free_answer);
	set->objects = g_ptr_array_new_with_free_func(free_object);
	set->was = g_ptr_array_new_with_free_func(free_object);
	set->was_answers = g_ptr_array_new_with_free_func(free_answer);
}

static void
set_clear(HcExchangeSet *set)
{
	hc_fact_head_clear(&set->head);
	g_clear_pointer(&set->answers, g_ptr_array_unref);
	g_clear_pointer(&set->objects, g_ptr_array_unref);
	g_clear_pointer(&set->was, g_ptr_array_unref);
	g_clear_pointer(&set->was_answers, g_ptr_array_unref);
}

HcEvidence *
hc_evidence_new(HcTime as_of)
{
	HcEvidence *self = g_new0(HcEvidence, 1);

	self->as_of = as_of;
	self->last_invoke_end = HC_TIME_NONE;
	for (guint side = 0; side < HC_N_SIDES; side++) {
		for (guint kind = 0; kind < HC_N_KINDS; kind++)
			set_init(&self->sets[side][kind]);
	}
	self->certs = g_ptr_array_new_with_free_func(free_cert);
	self->picks = g_ptr_array_new_with_free_func(free_pick);
	self->runs = g_ptr_array_new_with_free_func(free_run);
	self->records = g_ptr_array_new_with_free_func(free_record);
	self->inputs = g_ptr_array_new_with_free_func(free_input);
	self->foreign = g_ptr_array_new_with_free_func(free_foreign);
	self->builds = hc_build_table_new();
	hc_network_init(&self->network);
	return self;
}

void
hc_evidence_free(HcEvidence *self)
{
	if (self == NULL)
		return;
	for (guint side = 0; side < HC_N_SIDES; side++) {
		for (guint kind = 0; kind < HC_N_KINDS; kind++)
			set_clear(&self->sets[side][kind]);
	}
	g_ptr_array_unref(self->certs);
	g_ptr_array_unref(self->picks);
	g_ptr_array_unref(self->runs);
	g_ptr_array_unref(self->records);
	g_ptr_array_unref(self->inputs);
	g_ptr_array_unref(self->foreign);
	hc_build_table_free(self->builds);
	hc_network_clear(&self->network);
	g_free(self);
}

HcTime
hc_evidence_as_of(const HcEvidence *self)
{
	return self->as_of;
}

const HcExchangeSet *
hc_evidence_set(const HcEvidence *self, HcSide side, HcKind kind)
{
	return &self->sets[side][kind];
}

const HcFactHead *
hc_evidence_server_head(const HcEvidence *self, HcSide side, HcKind kind, const char *server)
{
	static char why[] = "was not exported for this server";
	static const HcFactHead not_asked = {
		.status = HC_FACT_NOT_ASKED, .why = why, .origin = { .as_of = HC_TIME_NONE }
	};
	const GPtrArray *answers = self->sets[side][kind].answers;
	const HcAnswer *whole = NULL;

	for (guint i = answers->len; i > 0; i--) {
		const HcAnswer *answer = answers->pdata[i - 1];

		if (answer->narrow != NULL)
			continue;
		if (hc_dname_same_host(answer->server, server))
			return &answer->head;
		if (answer->server == NULL && whole == NULL)
			whole = answer;
	}
	return whole != NULL ? &whole->head : &not_asked;
}

guint
hc_evidence_n_certs(const HcEvidence *self)
{
	return self->certs->len;
}

const HcCertFacts *
hc_evidence_cert(const HcEvidence *self, guint i)
{
	return self->certs->pdata[i];
}

guint
hc_evidence_n_picks(const HcEvidence *self)
{
	return self->picks->len;
}

const HcPick *
hc_evidence_pick(const HcEvidence *self, guint i)
{
	return self->picks->pdata[i];
}

guint
hc_evidence_n_runs(const HcEvidence *self)
{
	return self->runs->len;
}

const HcRun *
hc_evidence_run(const HcEvidence *self, guint i)
{
	return self->runs->pdata[i];
}

guint
hc_evidence_n_records(const HcEvidence *self)
{
	return self->records->len;
}

const HcRunRecord *
hc_evidence_record(const HcEvidence *self, guint i)
{
	return self->records->pdata[i];
}

guint
hc_evidence_n_foreign(const HcEvidence *self)
{
	return self->foreign->len;
}

const HcForeign *
hc_evidence_foreign(const HcEvidence *self, guint i)
{
	return self->foreign->pdata[i];
}

guint
hc_evidence_n_inputs(const HcEvidence *self)
{
	return self->inputs->len;
}

const HcInput *
hc_evidence_input(const HcEvidence *self, guint i)
{
	return self->inputs->pdata[i];
}

const HcBuildTable *
hc_evidence_builds(const HcEvidence *self)
{
	return self->builds;
}

HcTime
hc_evidence_last_invoke_end(const HcEvidence *self)
{
	return self->last_invoke_end;
}
