/*
 * The fold of several sources: whose version of an object wins, and which older one is kept.
 * Each story is a list of answers; what is left is printed as "objects; was ...; asked ...".
 */
#include "agent/evidence/evidence-build.h"

#include <string.h>

#define START (G_GINT64_CONSTANT(1789430400) * HC_TIME_SECOND) /* 2026-09-15T00:00:00Z */
#define NO_TIME G_MAXUINT
#define N_STEPS 6

/* A run of the wizard has a stamp: its input's name up to the first point. */
typedef struct {
	const char *input;
	guint minute;
	const char *objects; /* "a=1 b@E1=2": identity, server and a value; NULL ends the story */
	const char *server;
	const char *narrow;
	HcVerb verb;
	gboolean failed;
} Step;

typedef struct {
	const char *story;
	HcKind kind;
	Step steps[N_STEPS];
	const char *wanted;
} Story;

#define RUN_1 "20260915_000000.xhcw"
#define RUN_1_COPY "20260915_000000 (1).xhcw"
#define RUN_2 "20260916_000000.xhcw"

static const Story stories[] = {
	{ "a newer export wins, whatever its name", HC_KIND_SEND_CONNECTOR,
		{ { "new.xml", 20, "a=2" }, { RUN_1, 10, "a=1" } }, "a=2; was a=1; asked all" },
	{ "an older export named after a newer one does not win", HC_KIND_SEND_CONNECTOR,
		{ { "a.xml", 20, "a=2" }, { "b.xml", 10, "a=1" } }, "a=2; was a=1; asked" },
	{ "a whole object wins: nothing is mixed", HC_KIND_SEND_CONNECTOR,
		{ { "old.xml", 10, "a=1" }, { "new.xml", 20, "a" } }, "a; was a=1; asked" },
	{ "what the run itself replaced is not kept", HC_KIND_SEND_CONNECTOR,
		{ { RUN_1, 10, "a=1" }, { RUN_1, 11, "a=2" }, { RUN_1_COPY, 12, "a=3" } },
		"a=3; was; asked" },
	{ "gone and made", HC_KIND_SEND_CONNECTOR,
		{ { RUN_1, 10, "a=1 b=1" }, { "x.xml", 20, "b=1 c=1" } },
		"b=1 c=1; was a=1 b=1; asked all" },
	{ "what the wizard saw is kept before what an export saw", HC_KIND_SEND_CONNECTOR,
		{ { RUN_1, 10, "a=1" }, { "x.xml", 20, "a=2" }, { "y.xml", 30, "a=3" } },
		"a=3; was a=1; asked all" },
	{ "the newest run's version is kept", HC_KIND_SEND_CONNECTOR,
		{ { RUN_1, 10, "a=1" }, { RUN_2, 20, "a=2" }, { "x.xml", 30, "a=3" } },
		"a=3; was a=2; asked all" },
	{ "an export between two runs", HC_KIND_SEND_CONNECTOR,
		{ { RUN_1, 10, "a=1" }, { "x.xml", 20, "a=2" }, { RUN_2, 30, "a=3" } },
		"a=3; was a=1; asked all" },
	{ "the newest of exports is kept", HC_KIND_SEND_CONNECTOR,
		{ { "x.xml", 10, "a=1" }, { "y.xml", 20, "a=2" }, { "z.xml", 30, "a=3" } },
		"a=3; was a=2; asked" },
	{ "narrowed answers never remove", HC_KIND_SEND_CONNECTOR,
		{ { RUN_1, 10, "a=1 b=1" }, { "x.xml", 20, "a=2", .narrow = "damaged" } },
		"a=2 b=1; was a=1; asked" },
	{ "failures never remove", HC_KIND_SEND_CONNECTOR,
		{ { RUN_1, 10, "a=1" }, { "x.xml", 20, "", .failed = TRUE } }, "a=1; was; asked" },
	{ "an empty answer removes", HC_KIND_SEND_CONNECTOR,
		{ { RUN_1, 10, "a=1" }, { "x.xml", 20, "" } }, "; was a=1; asked all" },
	{ "one server of another source", HC_KIND_RECEIVE_CONNECTOR,
		{ { RUN_1, 10, "a@E1=1", .server = "E1" }, { RUN_1, 11, "a@E2=1", .server = "E2" },
			{ "x.xml", 20, "b@E1=1", .server = "e1.contoso.example" } },
		"a@E2=1 b@E1=1; was a@E1=1; asked E1" },
	{ "the whole of another source", HC_KIND_RECEIVE_CONNECTOR,
		{ { RUN_1, 10, "a@E1=1", .server = "E1" }, { RUN_1, 11, "a@E2=1", .server = "E2" },
			{ "x.xml", 20, "a@E1=2" }, { "y.xml", 30, "a@E1=3" } },
		"a@E1=3; was a@E1=1 a@E2=1; asked E1 E2" },
	{ "a change of another source", HC_KIND_SEND_CONNECTOR,
		{ { "x.xml", 10, "a=1 b=1" }, { RUN_1, 20, "a=2", .verb = HC_VERB_SET },
			{ RUN_1, 21, "b", .verb = HC_VERB_REMOVE },
			{ RUN_1, 22, "a=3", .verb = HC_VERB_SET } },
		"a=3; was a=1 b=1; asked" },
	{ "made new by another source", HC_KIND_SEND_CONNECTOR,
		{ { "x.xml", 10, "a=1" }, { RUN_1, 20, "a=2", .verb = HC_VERB_NEW } },
		"a=2; was a=1; asked" },
	{ "the same time: the name that sorts later is newer", HC_KIND_SEND_CONNECTOR,
		{ { "b.xml", 10, "a=2" }, { "a.xml", 10, "a=1" } }, "a=2; was a=1; asked" },
	{ "without any time an input is the oldest", HC_KIND_SEND_CONNECTOR,
		{ { RUN_1, 10, "a=1" }, { "-", NO_TIME, "a=2" } }, "a=1; was a=2; asked" },
	{ "without a time an event stays behind the one before it of its input",
		HC_KIND_SEND_CONNECTOR,
		{ { "x.xml", 20, "a=1" }, { "x.xml", NO_TIME, "a=2" }, { "y.xml", 10, "a=3" } },
		"a=2; was a=3; asked" },
	{ "the only one of its kind", HC_KIND_HYBRID_CONFIGURATION,
		{ { RUN_1, 10, "a=1" }, { "x.xml", 20, "b=2" } }, "b=2; was a=1; asked all" },
};

static HcExchangeObject *
object_of_word(HcKind kind, const char *word)
{
	HcExchangeObject *object = hc_exchange_object_new(HC_SIDE_ONPREM, kind);
	g_auto(GStrv) value = g_strsplit(word, "=", 2);
	g_auto(GStrv) parts = g_strsplit(value[0], "@", 2);

	hc_exchange_put_text(object, "Identity", value[0]);
	if (parts[1] != NULL)
		hc_exchange_set_server(object, parts[1]);
	if (value[1] != NULL)
		hc_exchange_put_text(object, "Comment", value[1]);
	return object;
}

static void
fill_change(HcEvent *event, const char *word)
{
	g_auto(GStrv) value = g_strsplit(word, "=", 2);

	event->identity = g_strdup(value[0]);
	event->parameters = hc_exchange_object_new(event->side, event->kind);
	if (value[1] != NULL)
		hc_exchange_put_text(event->parameters, "Comment", value[1]);
}

static HcEvent *
event_of_step(HcKind kind, const Step *step)
{
	HcEvent *event = hc_event_new(step->verb, HC_SIDE_ONPREM, kind);
	g_auto(GStrv) words = hc_text_split(step->objects, " ");

	event->server = g_strdup(step->server);
	event->narrow = g_strdup(step->narrow);
	event->failed = step->failed;
	event->origin.input = g_strdup(step->input);
	if (step->minute != NO_TIME)
		event->when = START + step->minute * 60 * HC_TIME_SECOND;
	event->origin.as_of = event->when;
	if (step->verb == HC_VERB_SET || step->verb == HC_VERB_REMOVE) {
		fill_change(event, words[0]);
		return event;
	}
	for (guint i = 0; words[i] != NULL; i++)
		g_ptr_array_add(event->objects, object_of_word(kind, words[i]));
	return event;
}

static void
take_input_once(HcEvidenceBuilder *builder, GHashTable *seen, const char *path)
{
	HcInput *input = NULL;

	if (!g_hash_table_add(seen, (gpointer)(guintptr)path))
		return;
	input = hc_input_new(path, g_str_has_suffix(path, ".xhcw") ? "xhcw" : "clixml");
	if (g_str_has_suffix(path, ".xhcw"))
		input->stamp = g_strndup(path, strcspn(path, ". "));
	hc_evidence_builder_take_input(builder, input);
}

static void
print_objects(GString *out, const GPtrArray *objects)
{
	for (guint i = 0; i < objects->len; i++) {
		const HcExchangeObject *object = objects->pdata[i];
		const char *value = hc_exchange_text(object, "Comment");

		g_string_append_printf(out, "%s%s%s%s",
			out->len > 0 && out->str[out->len - 1] != ';' ? " " : "",
			hc_exchange_identity(object), value != NULL ? "=" : "",
			value != NULL ? value : "");
	}
}

static char *
print_set(const HcExchangeSet *set)
{
	GString *out = g_string_new(NULL);

	print_objects(out, set->objects);
	g_string_append(out, "; was");
	print_objects(out, set->was);
	g_string_append(out, "; asked");
	for (guint i = 0; i < set->was_answers->len; i++) {
		const HcAnswer *answer = set->was_answers->pdata[i];

		g_string_append_printf(out, " %s", answer->server != NULL ? answer->server : "all");
	}
	return g_string_free(out, FALSE);
}

static char *
tell(const Story *story)
{
	HcEvidenceBuilder *builder = hc_evidence_builder_new(START);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(HcEvidence) evidence = NULL;

	for (guint i = 0; i < N_STEPS && story->steps[i].objects != NULL; i++) {
		take_input_once(builder, seen, story->steps[i].input);
		hc_evidence_builder_take_event(
			builder, event_of_step(story->kind, &story->steps[i]));
	}
	evidence = hc_evidence_builder_finish(builder);
	return print_set(hc_evidence_set(evidence, HC_SIDE_ONPREM, story->kind));
}

static void
test_stories(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(stories); i++) {
		g_autofree char *printed = tell(&stories[i]);

		g_test_message("%s", stories[i].story);
		g_assert_cmpstr(printed, ==, stories[i].wanted);
	}
}

/* Two inputs of the same objects, in either order on the command line, end the same. */
static void
test_order_of_naming(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(stories); i++) {
		Story turned = stories[i];
		g_autofree char *printed = NULL;

		if (turned.steps[2].objects != NULL || turned.steps[1].objects == NULL ||
			strcmp(turned.steps[0].input, turned.steps[1].input) == 0)
			continue;
		turned.steps[0] = stories[i].steps[1];
		turned.steps[1] = stories[i].steps[0];
		printed = tell(&turned);
		g_assert_cmpstr(printed, ==, stories[i].wanted);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/evidence/ledger/sources", test_stories);
	g_test_add_func("/evidence/ledger/order-of-naming", test_order_of_naming);
	return g_test_run();
}
