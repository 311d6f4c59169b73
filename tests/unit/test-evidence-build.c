/* The builder: zones, runs that consist of several files, inputs, and what it completes. */
#include "agent/evidence/evidence-build.h"

#define START (G_GINT64_CONSTANT(1789430400) * HC_TIME_SECOND) /* 2026-09-15T00:00:00Z */

static HcEvent *
get_of(const char *identity, HcTime when)
{
	HcEvent *event = hc_event_new(HC_VERB_GET, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);
	HcExchangeObject *object = hc_exchange_object_new(HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);

	hc_exchange_put_text(object, "Identity", identity);
	g_ptr_array_add(event->objects, object);
	event->when = event->origin.as_of = when;
	return event;
}

/* "status: identities". */
static char *
print_set(const HcExchangeSet *set)
{
	GString *out = g_string_new(hc_fact_status_word(set->head.status));

	g_string_append_c(out, ':');
	for (guint i = 0; i < set->objects->len; i++)
		g_string_append_printf(out, " %s", hc_exchange_identity(set->objects->pdata[i]));
	return g_string_free(out, FALSE);
}

static char *
send_connectors(HcEvidenceBuilder *builder)
{
	return print_set(hc_evidence_builder_set(builder, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR));
}

static void
test_fold_twice(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(START);
	HcRun *run = hc_run_new();
	HcEvent *event = get_of("a", START + 3600 * HC_TIME_SECOND);
	const HcOrigin *origin = NULL;
	g_autoptr(HcEvidence) evidence = NULL;
	g_autofree char *once = NULL;
	g_autofree char *twice = NULL;

	event->local = TRUE;
	event->stamp = g_strdup("20260915_010000");
	run->stamp = g_strdup("20260915_010000");
	run->has_offset = TRUE;
	run->offset_us = 3600 * HC_TIME_SECOND;
	run->started = START + 3600 * HC_TIME_SECOND;
	hc_evidence_builder_take_event(builder, event);
	hc_evidence_builder_note_invoke_end(
		builder, "20260915_010000", START + 3601 * HC_TIME_SECOND, TRUE);
	hc_evidence_builder_take_run(builder, run);
	hc_evidence_builder_fold(builder);
	once = send_connectors(builder);
	hc_evidence_builder_fold(builder);
	twice = send_connectors(builder);
	g_assert_cmpstr(once, ==, "collected: a");
	g_assert_cmpstr(twice, ==, once);
	origin = &hc_evidence_builder_set(builder, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR)
			  ->head.origin;
	g_assert_cmpint(origin->as_of, ==, START);
	g_assert_cmpint(run->started, ==, START);
	g_assert_false(run->local);
	evidence = hc_evidence_builder_finish(g_steal_pointer(&builder));
	g_assert_cmpint(hc_evidence_last_invoke_end(evidence), ==, START + HC_TIME_SECOND);
}

static void
test_later_events_are_applied_on_top(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(START);
	g_autofree char *printed = NULL;

	hc_evidence_builder_take_event(builder, get_of("a", START));
	hc_evidence_builder_fold(builder);
	hc_evidence_builder_take_event(builder, get_of("b", START + 1));
	hc_evidence_builder_fold(builder);
	printed = send_connectors(builder);
	g_assert_cmpstr(printed, ==, "collected: b");
}

static void
test_time_without_zone(void)
{
	HcEvidenceBuilder *builder = hc_evidence_builder_new(START);
	HcEvent *late = get_of("late", START + 60 * HC_TIME_SECOND);
	HcEvent *early = get_of("early", START);
	HcEvent *timeless = get_of("timeless", HC_TIME_NONE);
	g_autoptr(HcEvidence) evidence = NULL;
	const HcExchangeSet *set = NULL;
	g_autofree char *printed = NULL;

	late->local = early->local = TRUE;
	hc_evidence_builder_take_event(builder, late);
	hc_evidence_builder_take_event(builder, early);
	hc_evidence_builder_take_event(builder, timeless); /* stays behind "early" */
	hc_evidence_builder_note_invoke_end(builder, "a", START, FALSE);
	hc_evidence_builder_note_invoke_end(builder, "b", START + HC_TIME_DAY, TRUE);
	evidence = hc_evidence_builder_finish(builder);
	set = hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);
	printed = print_set(set);
	g_assert_cmpstr(printed, ==, "collected: late");
	g_assert_cmpint(set->head.origin.as_of, ==, HC_TIME_NONE);
	g_assert_cmpint(hc_exchange_origin(set->objects->pdata[0])->as_of, ==, HC_TIME_NONE);
	/* The newest end has no zone: the older one would be a wrong answer. */
	g_assert_cmpint(hc_evidence_last_invoke_end(evidence), ==, HC_TIME_NONE);
}

static void
add_message(HcRun *run, HcTime when)
{
	HcRunMessage *message = hc_run_message_new();

	message->when = when;
	g_ptr_array_add(run->messages, message);
}

static void
test_runs_merge(void)
{
	HcEvidenceBuilder *builder = hc_evidence_builder_new(START);
	HcRun *log = hc_run_new();
	HcRun *boot = hc_run_new();
	HcRun *older = hc_run_new();
	g_autoptr(HcEvidence) evidence = NULL;
	const HcRun *merged = NULL;

	log->stamp = g_strdup("20260915_020000");
	log->head.status = HC_FACT_COLLECTED;
	log->started = START;
	log->client_version = g_strdup("17.0.1.0");
	add_message(log, START + 5);
	boot->stamp = g_strdup("20260915_020000");
	boot->client_version = g_strdup("17.0.2.0");
	boot->machine = g_strdup("E1");
	boot->started = START - 1;
	boot->finished = START + 7;
	boot->has_offset = TRUE;
	boot->offset_us = 1;
	add_message(boot, START + 6);
	older->started = START - HC_TIME_DAY;
	hc_evidence_builder_take_run(builder, log);
	hc_evidence_builder_take_run(builder, boot);
	hc_evidence_builder_take_run(builder, older);
	hc_evidence_builder_take_run(builder, hc_run_new()); /* unnamed ones stay apart */
	evidence = hc_evidence_builder_finish(builder);
	g_assert_cmpuint(hc_evidence_n_runs(evidence), ==, 3);
	g_assert_cmpint(hc_evidence_run(evidence, 1)->started, ==, START - HC_TIME_DAY);
	merged = hc_evidence_run(evidence, 2);
	g_assert_false(merged->local);
	g_assert_cmpint(merged->started, ==, START - 1);
	g_assert_cmpint(merged->finished, ==, START + 6);
	g_assert_cmpstr(merged->client_version, ==, "17.0.1.0");
	g_assert_cmpstr(merged->machine, ==, "E1");
	g_assert_cmpuint(merged->messages->len, ==, 1);
	g_assert_cmpint(((const HcRunMessage *)merged->messages->pdata[0])->when, ==, START + 4);
}

static void
test_records_are_completed(void)
{
	HcEvidenceBuilder *builder = hc_evidence_builder_new(START);
	HcCertFacts *seen = hc_cert_facts_new();
	HcRun *run = hc_run_new();
	HcRunTable *table = hc_run_table_new();
	g_autoptr(HcEvidence) evidence = NULL;

	seen->head.status = HC_FACT_COLLECTED;
	g_ptr_array_add(table->rows, hc_run_row_new());
	g_ptr_array_add(run->tables, table);
	g_ptr_array_add(run->messages, hc_run_message_new());
	g_ptr_array_add(run->phases, hc_run_phase_new());
	hc_evidence_builder_take_cert(builder, seen);
	hc_evidence_builder_take_cert(builder, hc_cert_facts_new());
	hc_evidence_builder_take_pick(builder, hc_pick_new());
	hc_evidence_builder_take_run(builder, run);
	hc_evidence_builder_take_record(builder, hc_run_record_new());
	evidence = hc_evidence_builder_finish(builder);
	g_assert_cmpstr(hc_evidence_cert(evidence, 0)->subject, ==, "");
	g_assert_cmpuint(g_strv_length(seen->dns_names), ==, 0);
	g_assert_null(seen->subject_cn);
	g_assert_null(hc_evidence_cert(evidence, 1)->subject);
	g_assert_nonnull(hc_evidence_cert(evidence, 1)->dns_names);
	g_assert_cmpstr(hc_evidence_pick(evidence, 0)->connector, ==, "");
	g_assert_null(hc_evidence_pick(evidence, 0)->thumbprint);
	g_assert_cmpstr(((const HcRunMessage *)run->messages->pdata[0])->text, ==, "");
	g_assert_null(((const HcRunMessage *)run->messages->pdata[0])->code);
	g_assert_cmpstr(((const HcRunRow *)table->rows->pdata[0])->property, ==, "");
	g_assert_cmpstr(((const HcRunPhase *)run->phases->pdata[0])->result, ==, "");
	g_assert_nonnull(hc_evidence_record(evidence, 0)->unknown);
}

static void
test_order_of_records(void)
{
	static const HcTime times[] = { START, HC_TIME_NONE, START - HC_TIME_DAY, START };
	static const gint64 wanted[] = { 1, 2, 0, 3 };
	HcEvidenceBuilder *builder = hc_evidence_builder_new(START);
	g_autoptr(HcEvidence) evidence = NULL;

	for (guint i = 0; i < G_N_ELEMENTS(times); i++) {
		HcRunRecord *record = hc_run_record_new();

		record->time = times[i];
		record->duration_us = i;
		hc_evidence_builder_take_record(builder, record);
	}
	evidence = hc_evidence_builder_finish(builder);
	for (guint i = 0; i < G_N_ELEMENTS(wanted); i++)
		g_assert_cmpint(hc_evidence_record(evidence, i)->duration_us, ==, wanted[i]);
}

static void
test_inputs(void)
{
	HcEvidenceBuilder *builder = hc_evidence_builder_new(START);
	HcInput *input = hc_evidence_builder_take_input(builder, hc_input_new("run.xhcw", "xhcw"));
	g_autoptr(HcEvidence) evidence = NULL;

	input->as_of = START;
	input->local = TRUE;
	for (guint i = 0; i < 60; i++)
		hc_input_warn(input, "line %u", i);
	evidence = hc_evidence_builder_finish(builder);
	g_assert_cmpuint(hc_evidence_n_inputs(evidence), ==, 1);
	g_assert_cmpint(hc_evidence_input(evidence, 0)->as_of, ==, HC_TIME_NONE);
	g_assert_cmpuint(input->warnings->len, ==, 51);
	g_assert_cmpstr(input->warnings->pdata[49], ==, "line 49");
	g_assert_cmpstr(input->warnings->pdata[50], ==, "and 10 more");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/evidence/evidence-build/fold-twice", test_fold_twice);
	g_test_add_func(
		"/evidence/evidence-build/later-events", test_later_events_are_applied_on_top);
	g_test_add_func("/evidence/evidence-build/time-without-zone", test_time_without_zone);
	g_test_add_func("/evidence/evidence-build/runs-merge", test_runs_merge);
	g_test_add_func("/evidence/evidence-build/completed", test_records_are_completed);
	g_test_add_func("/evidence/evidence-build/order-of-records", test_order_of_records);
	g_test_add_func("/evidence/evidence-build/inputs", test_inputs);
	return g_test_run();
}
