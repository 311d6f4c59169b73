/*
 * The fold of cmdlets into a state.  Each story is a list of cmdlets; what is left is printed as
 * "status: objects | answers" and compared.
 */
#include "agent/evidence/evidence-build.h"

#include <string.h>

typedef struct {
	HcVerb verb;
	const char *server;
	const char *narrow;
	const char *identity;
	const char *objects; /* "a b@E2"; of NEW, SET: parameters "Name=a Fqdn=x" */
	gboolean failed;
	guint minute; /* 0: a minute after the step before */
} Step;

typedef struct {
	const char *story;
	HcKind kind;
	Step steps[6];
	guint n_steps;
	const char *wanted;
} Story;

#define START (G_GINT64_CONSTANT(1789430400) * HC_TIME_SECOND) /* 2026-09-15T00:00:00Z */

static HcExchangeObject *
object_of_word(HcKind kind, const char *word)
{
	g_auto(GStrv) parts = g_strsplit(word, "@", 2);
	HcExchangeObject *object = hc_exchange_object_new(HC_SIDE_ONPREM, kind);
	const char *name = kind == HC_KIND_EXCHANGE_CERTIFICATE ? "Thumbprint" : "Identity";

	hc_exchange_put_text(object, name, parts[0]);
	if (parts[1] != NULL)
		hc_exchange_set_server(object, parts[1]);
	return object;
}

static HcExchangeObject *
parameters_of_words(HcKind kind, char **words)
{
	HcExchangeObject *object = hc_exchange_object_new(HC_SIDE_ONPREM, kind);

	for (guint i = 0; words[i] != NULL; i++) {
		g_auto(GStrv) parts = g_strsplit(words[i], "=", 2);

		hc_exchange_put_text(object, parts[0], parts[1]);
	}
	return object;
}

static HcEvent *
event_of_step(HcKind kind, const Step *step)
{
	HcEvent *event = hc_event_new(step->verb, HC_SIDE_ONPREM, kind);
	g_auto(GStrv) words = hc_text_split(step->objects, " ");

	event->server = g_strdup(step->server);
	event->narrow = g_strdup(step->narrow);
	event->identity = g_strdup(step->identity);
	event->failed = step->failed;
	event->why = g_strdup(step->failed ? "it broke" : NULL);
	event->origin.input = g_strdup("run.xhcw");
	if (words[0] != NULL && strchr(words[0], '=') != NULL) {
		event->parameters = parameters_of_words(kind, words);
		return event;
	}
	for (guint i = 0; words[i] != NULL; i++)
		g_ptr_array_add(event->objects, object_of_word(kind, words[i]));
	return event;
}

static void
print_object(GString *out, const HcExchangeObject *object)
{
	static const char *const hidden[] = { "Identity", "Name", "Thumbprint", NULL };
	HcShape shape = HC_SHAPE_NULL;
	const char *thumbprint = hc_exchange_text(object, "Thumbprint");

	g_string_append_printf(
		out, " %s", thumbprint != NULL ? thumbprint : hc_exchange_identity(object));
	if (hc_exchange_server(object) != NULL)
		g_string_append_printf(out, "@%s", hc_exchange_server(object));
	for (guint i = 0; i < hc_exchange_n_properties(object); i++) {
		const char *name = hc_exchange_property_at(object, i, &shape);

		if (!hc_text_in(hidden, name))
			g_string_append_printf(out, ",%s%s%s", name,
				shape == HC_SHAPE_LIST ? ":=" : "=",
				hc_exchange_text(object, name));
	}
}

static char *
print_set(const HcExchangeSet *set)
{
	GString *out = g_string_new(hc_fact_status_word(set->head.status));

	g_string_append_c(out, ':');
	for (guint i = 0; i < set->objects->len; i++)
		print_object(out, set->objects->pdata[i]);
	for (guint i = 0; i < set->answers->len; i++) {
		const HcAnswer *answer = set->answers->pdata[i];

		g_string_append_printf(out, " | %s%s%s %s",
			answer->server != NULL ? answer->server : "all",
			answer->narrow != NULL ? " " : "",
			answer->narrow != NULL ? answer->narrow : "",
			hc_fact_status_word(answer->head.status));
		g_assert_cmpint(
			answer->head.status == HC_FACT_COLLECTED, ==, answer->head.why == NULL);
	}
	g_assert_cmpint(set->head.status == HC_FACT_COLLECTED, ==, set->head.why == NULL);
	return g_string_free(out, FALSE);
}

static const Story stories[] = {
	{ "whole answers replace each other", HC_KIND_SEND_CONNECTOR,
		{ { HC_VERB_GET, .objects = "a b" }, { HC_VERB_GET, .objects = "b c" } }, 2,
		"collected: b c | all collected" },
	{ "an empty answer is none", HC_KIND_SEND_CONNECTOR,
		{ { HC_VERB_GET, .objects = "a" }, { HC_VERB_GET } }, 2, "absent: | all absent" },
	{ "order of time, not of files", HC_KIND_SEND_CONNECTOR,
		{ { HC_VERB_GET, .objects = "new", .minute = 30 },
			{ HC_VERB_GET, .objects = "old", .minute = 10 } },
		2, "collected: new | all collected" },
	{ "a failure removes nothing and hides no answer", HC_KIND_SEND_CONNECTOR,
		{ { HC_VERB_GET, .objects = "a" }, { HC_VERB_GET, .failed = TRUE },
			{ HC_VERB_GET, .server = "E1", .failed = TRUE } },
		3, "collected: a | all collected" },
	{ "only failures", HC_KIND_SEND_CONNECTOR,
		{ { HC_VERB_GET, .failed = TRUE }, { HC_VERB_GET, .failed = TRUE } }, 2,
		"unreachable: | all unreachable" },
	{ "an answer replaces a failure", HC_KIND_SEND_CONNECTOR,
		{ { HC_VERB_GET, .failed = TRUE }, { HC_VERB_GET, .objects = "a" } }, 2,
		"collected: a | all collected" },
	{ "one server's objects", HC_KIND_RECEIVE_CONNECTOR,
		{ { HC_VERB_GET, .server = "E1", .objects = "E1\\a E1\\b" },
			{ HC_VERB_GET, .server = "E2", .objects = "E2\\a" },
			{ HC_VERB_GET, .server = "e1.contoso.example", .objects = "E1\\b" } },
		3, "collected: E2\\a@E2 E1\\b@E1 | E2 collected | e1.contoso.example collected" },
	{ "a server without any", HC_KIND_RECEIVE_CONNECTOR,
		{ { HC_VERB_GET, .server = "E1", .objects = "E1\\a" },
			{ HC_VERB_GET, .server = "E2" } },
		2, "collected: E1\\a@E1 | E1 collected | E2 absent" },
	{ "empty servers are not the whole", HC_KIND_RECEIVE_CONNECTOR,
		{ { HC_VERB_GET, .server = "E1" }, { HC_VERB_GET, .server = "E2" } }, 2,
		"not-asked: | E1 absent | E2 absent" },
	{ "one server fails", HC_KIND_RECEIVE_CONNECTOR,
		{ { HC_VERB_GET, .server = "E1", .objects = "E1\\a" },
			{ HC_VERB_GET, .server = "E2", .failed = TRUE } },
		2, "collected: E1\\a@E1 | E1 collected | E2 unreachable" },
	{ "the whole kind swallows narrower answers", HC_KIND_RECEIVE_CONNECTOR,
		{ { HC_VERB_GET, .server = "E1", .objects = "E1\\a" },
			{ HC_VERB_GET, .narrow = "Identity=x", .objects = "E1\\x" },
			{ HC_VERB_GET, .objects = "E1\\a E2\\a" } },
		3, "collected: E1\\a@E1 E2\\a@E2 | all collected" },
	{ "narrower than a server", HC_KIND_RECEIVE_CONNECTOR,
		{ { HC_VERB_GET, .objects = "E1\\a E2\\a" },
			{ HC_VERB_GET, .server = "E2", .objects = "E2\\b" } },
		2, "collected: E1\\a@E1 E2\\b@E2 | all collected | E2 collected" },
	{ "one object", HC_KIND_SEND_CONNECTOR,
		{ { HC_VERB_GET, .objects = "a b" },
			{ HC_VERB_GET, .narrow = "Identity=b", .objects = "b" },
			{ HC_VERB_GET, .narrow = "Identity=c", .objects = "c" },
			{ HC_VERB_GET, .narrow = "Identity=a" },
			{ HC_VERB_GET, .narrow = "Identity=z", .failed = TRUE } },
		5,
		"collected: a b c | all collected | all Identity=b collected | "
		"all Identity=c collected | all Identity=a absent" },
	{ "a failed question about one object alone", HC_KIND_SEND_CONNECTOR,
		{ { HC_VERB_GET, .narrow = "Identity=z", .failed = TRUE } }, 1,
		"unreachable: | all Identity=z unreachable" },
	{ "certificates of an unknown server", HC_KIND_EXCHANGE_CERTIFICATE,
		{ { HC_VERB_GET, .server = "E1", .objects = "AA BB" },
			{ HC_VERB_GET, .objects = "AA CC" }, { HC_VERB_GET, .objects = "DD" } },
		3, "collected: AA@E1 BB@E1 DD | E1 collected | all local collected" },
	{ "one certificate by thumbprint", HC_KIND_EXCHANGE_CERTIFICATE,
		{ { HC_VERB_GET, .server = "E1", .objects = "AA" },
			{ HC_VERB_GET, .narrow = "Thumbprint=BB", .objects = "BB" },
			{ HC_VERB_GET, .server = "E1", .narrow = "Thumbprint=AA",
				.objects = "AA" } },
		3,
		"collected: AA@E1 BB | E1 collected | all Thumbprint=BB collected | "
		"E1 Thumbprint=AA collected" },
	{ "new with its object", HC_KIND_SEND_CONNECTOR,
		{ { HC_VERB_GET, .objects = "a" }, { HC_VERB_NEW, .objects = "b" },
			{ HC_VERB_NEW, .objects = "a" } },
		3, "collected: a b | all collected" },
	{ "new without an object", HC_KIND_SEND_CONNECTOR,
		{ { HC_VERB_GET },
			{ HC_VERB_NEW,
				.objects = "Name=out AddressSpaces=* Fqdn=f Confirm=False" } },
		2, "collected: out,AddressSpaces:=smtp:*;1,Fqdn=f | all collected" },
	{ "a failed change changes nothing", HC_KIND_SEND_CONNECTOR,
		{ { HC_VERB_GET, .objects = "a" }, { HC_VERB_NEW, .objects = "b", .failed = TRUE },
			{ HC_VERB_SET, .identity = "a", .objects = "Fqdn=f", .failed = TRUE },
			{ HC_VERB_REMOVE, .identity = "a", .failed = TRUE } },
		4, "collected: a | all collected" },
	{ "set", HC_KIND_SEND_CONNECTOR,
		{ { HC_VERB_GET, .objects = "a b" },
			{ HC_VERB_SET, .identity = "B",
				.objects = "Fqdn=f Identity=B ErrorAction=Stop WhatIf=False" },
			{ HC_VERB_SET, .identity = "b", .objects = "FQDN=g ForceHELO=True" } },
		3, "collected: a b,Fqdn=g,ForceHELO=True | all collected" },
	{ "set of an unknown object", HC_KIND_RECEIVE_CONNECTOR,
		{ { HC_VERB_SET, .identity = "E1\\a", .objects = "Fqdn=f" } }, 1,
		"collected: E1\\a@E1,Fqdn=f" },
	{ "set renames", HC_KIND_RECEIVE_CONNECTOR,
		{ { HC_VERB_NEW, .objects = "Name=a Server=E1" },
			{ HC_VERB_SET, .identity = "a", .objects = "Name=b" } },
		2, "collected: b@E1,Server=E1" },
	{ "set of the only one", HC_KIND_HYBRID_CONFIGURATION,
		{ { HC_VERB_GET }, { HC_VERB_NEW, .objects = "Hybrid" },
			{ HC_VERB_SET, .objects = "Domains=contoso.example" } },
		3, "collected: Hybrid,Domains=contoso.example | all collected" },
	{ "set of an unseen only one", HC_KIND_ORGANIZATION_CONFIG,
		{ { HC_VERB_SET, .objects = "OAuth2ClientProfileEnabled=True" } }, 1,
		"collected: ,OAuth2ClientProfileEnabled=True" },
	{ "set of nobody knows which", HC_KIND_SEND_CONNECTOR,
		{ { HC_VERB_GET, .objects = "a b" }, { HC_VERB_SET, .objects = "Fqdn=f" } }, 2,
		"collected: a b | all collected" },
	{ "sender domains as Exchange Online stores them", HC_KIND_INBOUND_CONNECTOR,
		{ { HC_VERB_NEW, .objects = "Name=in SenderDomains=smtp:a.example,*;2,*" } }, 1,
		"collected: in,SenderDomains:=smtp:a.example;1, *;2, smtp:*;1" },
	{ "remove", HC_KIND_SEND_CONNECTOR,
		{ { HC_VERB_GET, .objects = "a b" }, { HC_VERB_REMOVE, .identity = "a" },
			{ HC_VERB_REMOVE, .identity = "z" } },
		3, "collected: b | all collected" },
	{ "remove the last", HC_KIND_SEND_CONNECTOR,
		{ { HC_VERB_GET, .objects = "a" }, { HC_VERB_REMOVE, .identity = "a" } }, 2,
		"absent: | all absent" },
	{ "remove the last of a server", HC_KIND_RECEIVE_CONNECTOR,
		{ { HC_VERB_GET, .server = "E1", .objects = "E1\\a" },
			{ HC_VERB_REMOVE, .identity = "E1\\a" } },
		2, "not-asked: | E1 absent" },
	{ "nobody asked", HC_KIND_SEND_CONNECTOR, { { 0 } }, 0, "not-asked:" },
};

static void
test_stories(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(stories); i++) {
		const Story *story = &stories[i];
		HcEvidenceBuilder *builder = hc_evidence_builder_new(START);
		g_autoptr(HcEvidence) evidence = NULL;
		g_autofree char *printed = NULL;

		for (guint step = 0; step < story->n_steps; step++) {
			HcEvent *event = event_of_step(story->kind, &story->steps[step]);
			guint minute = story->steps[step].minute;

			event->when = START + (minute != 0 ? minute : step) * 60 * HC_TIME_SECOND;
			hc_evidence_builder_take_event(builder, event);
		}
		evidence = hc_evidence_builder_finish(builder);
		printed = print_set(hc_evidence_set(evidence, HC_SIDE_ONPREM, story->kind));
		g_test_message("%s", story->story);
		g_assert_cmpstr(printed, ==, story->wanted);
	}
}

static HcEvent *
get_of(const char *objects, HcTime when)
{
	Step step = { HC_VERB_GET, .objects = objects };
	HcEvent *event = event_of_step(HC_KIND_SEND_CONNECTOR, &step);

	event->when = when;
	event->origin.as_of = when;
	return event;
}

static void
test_change_is_the_origin(void)
{
	HcEvidenceBuilder *builder = hc_evidence_builder_new(START);
	Step step = { HC_VERB_SET, .identity = "a", .objects = "Fqdn=f" };
	HcEvent *change = event_of_step(HC_KIND_SEND_CONNECTOR, &step);
	g_autoptr(HcEvidence) evidence = NULL;
	const HcExchangeSet *set = NULL;
	const HcOrigin *origin = NULL;

	hc_evidence_builder_take_event(builder, get_of("a b", START));
	change->when = change->origin.as_of = START + 1;
	hc_evidence_builder_take_event(builder, change);
	evidence = hc_evidence_builder_finish(builder);
	set = hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);
	origin = hc_exchange_origin(set->objects->pdata[0]);
	g_assert_cmpstr(origin->input, ==, "run.xhcw");
	g_assert_cmpstr(origin->place, ==, "Set-SendConnector");
	g_assert_cmpint(origin->as_of, ==, START + 1);
	g_assert_cmpint(hc_exchange_origin(set->objects->pdata[1])->as_of, ==, START);
}

static void
test_server_head(void)
{
	static const struct {
		const char *server;
		HcFactStatus wanted;
	} rows[] = {
		{ "E1", HC_FACT_COLLECTED },
		{ "e1.contoso.example", HC_FACT_COLLECTED },
		{ "E2", HC_FACT_UNREACHABLE },
		{ "E3", HC_FACT_NOT_ASKED },
		{ NULL, HC_FACT_NOT_ASKED },
	};
	static const Step steps[] = {
		{ HC_VERB_GET, .server = "E1", .objects = "E1\\a" },
		{ HC_VERB_GET, .server = "E2", .failed = TRUE },
		{ HC_VERB_GET, .narrow = "Identity=E3\\a", .objects = "E3\\a" },
		{ HC_VERB_SET, .identity = "E3\\b", .objects = "Fqdn=f" },
	};
	HcEvidenceBuilder *builder = hc_evidence_builder_new(START);
	g_autoptr(HcEvidence) evidence = NULL;

	for (guint i = 0; i < G_N_ELEMENTS(steps); i++)
		hc_evidence_builder_take_event(
			builder, event_of_step(HC_KIND_RECEIVE_CONNECTOR, &steps[i]));
	hc_evidence_builder_take_event(builder, get_of("a", START));
	evidence = hc_evidence_builder_finish(builder);
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		const HcFactHead *head = hc_evidence_server_head(
			evidence, HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR, rows[i].server);

		g_assert_cmpint(head->status, ==, rows[i].wanted);
		g_assert_true(head->status == HC_FACT_COLLECTED || head->why != NULL);
	}
	g_assert_cmpint(
		hc_evidence_server_head(evidence, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, "E9")
			->status,
		==, HC_FACT_COLLECTED);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/evidence/ledger/stories", test_stories);
	g_test_add_func("/evidence/ledger/change-is-the-origin", test_change_is_the_origin);
	g_test_add_func("/evidence/ledger/server-head", test_server_head);
	return g_test_run();
}
