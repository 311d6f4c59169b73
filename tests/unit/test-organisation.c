/*
 * Organisations are never mixed.  Each story is a list of answers; what is left is printed as
 * "side kind: objects" and compared, then what was set aside.
 */
#include "agent/parse/derive/derive.h"

#define START (G_GINT64_CONSTANT(1789430400) * HC_TIME_SECOND) /* 2026-09-15T00:00:00Z */
#define CONTOSO "Contoso (corp.contoso.example)"
#define FABRIKAM "Fabrikam (fabrikam.example)"
#define CONTOSO_CLOUD "contoso.onmicrosoft.com"
#define FABRIKAM_CLOUD "fabrikam.onmicrosoft.com"
#define GUID "c1a2b3d4-e5f6-4789-8abc-def012345678"
#define TENANT_GUID "7f3b1c52-0d5e-4a6f-9b8c-2f1d3e4a5b6c"
#define N_ANSWERS 7

typedef struct {
	const char *input;
	HcKind kind;
	const char *object;       /* "Identity" or "Identity Property=value" */
	const char *organisation; /* as a reader sets it; NULL: nothing tells */
	HcSide side;
	guint day;
	const char *stamp;
	const char *server;
} Answer;

typedef struct {
	const char *story;
	Answer answers[N_ANSWERS];
	const char *wanted;
} Story;

#define SEND HC_KIND_SEND_CONNECTOR
#define HYBRID HC_KIND_HYBRID_CONFIGURATION
#define CONFIG HC_KIND_ORGANIZATION_CONFIG
#define DOMAIN HC_KIND_ACCEPTED_DOMAIN
#define IN HC_KIND_INBOUND_CONNECTOR
#define CERT HC_KIND_EXCHANGE_CERTIFICATE
#define RUN_1 "20260910_000000"
#define RUN_2 "20260912_000000"

static const Story stories[] = {
	{ "one organisation", { { "a/s.xml", SEND, "A", CONTOSO }, { "b/d.xml", DOMAIN, "B" } },
		"AcceptedDomain B SendConnector A" },
	{ "the hybrid one is judged, not the newer one",
		{ { "a/h.xml", HYBRID, "H", CONTOSO }, { "a/s.xml", SEND, "A", CONTOSO },
			{ "b/s.xml", SEND, "B", FABRIKAM, .day = 5 } },
		"HybridConfiguration H SendConnector A; on-premises " FABRIKAM " 1: b/s.xml" },
	{ "of two hybrid ones that of the newest run",
		{ { "1.xhcw", HYBRID, "H", CONTOSO, .stamp = RUN_1, .day = 1 },
			{ "2.xhcw", HYBRID, "I", FABRIKAM, .stamp = RUN_2, .day = 2 },
			{ "x.xml", SEND, "A", CONTOSO, .day = 9 } },
		"HybridConfiguration I; on-premises " CONTOSO " 2: 1.xhcw x.xml" },
	{ "without any of it the newest",
		{ { "a.xml", SEND, "A", CONTOSO, .day = 1 },
			{ "b.xml", SEND, "B", FABRIKAM, .day = 2 } },
		"SendConnector B; on-premises " CONTOSO " 1: a.xml" },
	{ "the tenant that names the organisation by its GUID",
		{ { "a.xml", CONFIG, "C Guid=" GUID, CONTOSO },
			{ "o1.xml", IN, "I Name=Inbound_from_" GUID, CONTOSO_CLOUD,
				HC_SIDE_TENANT },
			{ "o2.xml", IN, "J Name=Inbound_from_elsewhere", FABRIKAM_CLOUD,
				HC_SIDE_TENANT, .day = 9 } },
		"OrganizationConfig C InboundConnector I; tenant " FABRIKAM_CLOUD " 1: o2.xml" },
	{ "the tenant that the organisation names",
		{ { "a.xml", SEND, "S Name=Outbound-" TENANT_GUID, CONTOSO },
			{ "o1.xml", CONFIG, "I Guid=" TENANT_GUID, CONTOSO_CLOUD, HC_SIDE_TENANT },
			{ "o2.xml", CONFIG, "J Guid=0", FABRIKAM_CLOUD, HC_SIDE_TENANT,
				.day = 9 } },
		"SendConnector S OrganizationConfig I; tenant " FABRIKAM_CLOUD " 1: o2.xml" },
	{ "both sides of another organisation's run",
		{ { "1.xhcw", HYBRID, "H", CONTOSO, .stamp = RUN_1, .day = 3 },
			{ "1.xhcw", IN, "I", CONTOSO_CLOUD, HC_SIDE_TENANT, 3, RUN_1 },
			{ "2.xhcw", SEND, "B", FABRIKAM, .stamp = RUN_2, .day = 4 },
			{ "2.xhcw", IN, "J", FABRIKAM_CLOUD, HC_SIDE_TENANT, 4, RUN_2 },
			{ "2.xhcw", DOMAIN, "D", NULL, HC_SIDE_TENANT, 4, RUN_2 } },
		"HybridConfiguration H InboundConnector I; on-premises " FABRIKAM " 1: 2.xhcw; "
		"tenant " FABRIKAM_CLOUD " 2: 2.xhcw" },
	{ "what does not tell follows its folder",
		{ { "a/h.xml", HYBRID, "H", CONTOSO }, { "b/s.xml", SEND, "B", FABRIKAM },
			{ "a/d.xml", DOMAIN, "D" }, { "b/sub/d.xml", DOMAIN, "E", .day = 9 },
			{ "b/c.xml", CERT, "T Thumbprint=ab", .server = "F1" },
			{ "b/c.xml", CERT, "T Thumbprint=AB", .server = "f1.fabrikam.example" } },
		"AcceptedDomain D HybridConfiguration H; "
		"on-premises " FABRIKAM " 4: b/s.xml b/sub/d.xml b/c.xml AB@F1" },
	{ "in a folder of both it counts as the judged one's",
		{ { "a/h.xml", HYBRID, "H", CONTOSO }, { "a/s.xml", SEND, "B", FABRIKAM },
			{ "a/d.xml", DOMAIN, "D" } },
		"AcceptedDomain D HybridConfiguration H; on-premises " FABRIKAM " 1: a/s.xml" },
	{ "an Edge server follows its folder",
		{ { "a/h.xml", HYBRID, "H", CONTOSO }, { "b/s.xml", SEND, "B", FABRIKAM },
			{ "b/e.xml", SEND, "E", NULL, HC_SIDE_EDGE },
			{ "a/e.xml", SEND, "F", NULL, HC_SIDE_EDGE } },
		"HybridConfiguration H SendConnector F; "
		"on-premises " FABRIKAM " 2: b/s.xml b/e.xml" },
	{ "one organisation in two spellings",
		{ { "a.xml", SEND, "A", CONTOSO },
			{ "b.xml", DOMAIN, "D", "contoso (CORP.contoso.example)" } },
		"AcceptedDomain D SendConnector A" },
};

static void
take_answer(HcEvidenceBuilder *builder, GHashTable *seen, const Answer *answer)
{
	HcEvent *event = hc_event_new(HC_VERB_GET, answer->side, answer->kind);
	HcExchangeObject *object = hc_exchange_object_new(answer->side, answer->kind);
	g_auto(GStrv) words = g_strsplit(answer->object, " ", 2);
	g_auto(GStrv) pair = g_strsplit(words[1] != NULL ? words[1] : "", "=", 2);
	HcInput *input = NULL;

	hc_exchange_put_text(object, "Identity", words[0]);
	if (pair[0] != NULL)
		hc_exchange_put_text(object, pair[0], pair[1]);
	g_ptr_array_add(event->objects, object);
	event->organisation = g_strdup(answer->organisation);
	event->server = g_strdup(answer->server);
	event->stamp = g_strdup(answer->stamp);
	event->when = event->origin.as_of = START + answer->day * HC_TIME_DAY;
	event->origin.input = g_strdup(answer->input);
	hc_evidence_builder_take_event(builder, event);
	if (!g_hash_table_add(seen, (gpointer)(guintptr)answer->input))
		return;
	input = hc_evidence_builder_take_input(builder, hc_input_new(answer->input, "clixml"));
	input->stamp = g_strdup(answer->stamp);
	if (answer->stamp != NULL)
		hc_evidence_builder_note_invoke_end(builder, answer->stamp, event->when, FALSE);
}

static void
print_sets(GString *out, const HcEvidence *evidence)
{
	for (guint i = 0; i < HC_N_SIDES * HC_N_KINDS; i++) {
		HcKind kind = (HcKind)(i % HC_N_KINDS);
		const HcExchangeSet *set =
			hc_evidence_set(evidence, (HcSide)(i / HC_N_KINDS), kind);

		for (guint n = 0; n < set->objects->len; n++)
			g_string_append_printf(out, "%s%s %s", out->len > 0 ? " " : "",
				hc_kind_noun(kind), hc_exchange_identity(set->objects->pdata[n]));
	}
}

static void
print_foreign(GString *out, const HcForeign *foreign)
{
	g_autofree char *inputs = g_strjoinv(" ", foreign->inputs);

	g_string_append_printf(out, "; %s %s %u: %s", hc_side_word(foreign->side), foreign->name,
		foreign->n_objects, inputs);
	for (guint i = 0; i < foreign->certs->len; i++) {
		const HcForeignCert *cert = foreign->certs->pdata[i];

		g_string_append_printf(out, " %s@%s", cert->thumbprint, cert->server);
	}
}

static HcEvidence *
tell(const Story *story)
{
	HcEvidenceBuilder *builder = hc_evidence_builder_new(START);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < N_ANSWERS && story->answers[i].input != NULL; i++)
		take_answer(builder, seen, &story->answers[i]);
	hc_derive(builder);
	return hc_evidence_builder_finish(builder);
}

/* Each input that an organisation set aside names has a warning for it, no other has one. */
static void
assert_warnings(const HcEvidence *evidence)
{
	for (guint i = 0; i < hc_evidence_n_inputs(evidence); i++) {
		const HcInput *input = hc_evidence_input(evidence, i);
		guint wanted = 0;

		for (guint f = 0; f < hc_evidence_n_foreign(evidence); f++) {
			const HcForeign *foreign = hc_evidence_foreign(evidence, f);

			if (g_strv_contains((const char *const *)foreign->inputs, input->path))
				wanted++;
		}
		g_assert_cmpuint(input->warnings->len, ==, wanted);
		for (guint w = 0; w < wanted; w++)
			g_assert_true(
				g_str_has_prefix(input->warnings->pdata[w], HC_FOREIGN_WARNING));
	}
}

static void
test_stories(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(stories); i++) {
		g_autoptr(HcEvidence) evidence = tell(&stories[i]);
		GString *out = g_string_new(NULL);
		g_autofree char *printed = NULL;

		g_test_message("%s", stories[i].story);
		print_sets(out, evidence);
		for (guint f = 0; f < hc_evidence_n_foreign(evidence); f++)
			print_foreign(out, hc_evidence_foreign(evidence, f));
		printed = g_string_free(out, FALSE);
		g_assert_cmpstr(printed, ==, stories[i].wanted);
		assert_warnings(evidence);
	}
}

/* A run of the wizard in another organisation is not the judged one's last run. */
static void
test_foreign_run(void)
{
	HcEvidenceBuilder *builder = hc_evidence_builder_new(START);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	const Answer ours = { "1.xhcw", HYBRID, "H", CONTOSO, .stamp = RUN_1, .day = 1 };
	const Answer theirs = { "2.xhcw", SEND, "B", FABRIKAM, .stamp = RUN_2, .day = 9 };
	g_autoptr(HcEvidence) evidence = NULL;
	HcRun *run = hc_run_new();
	HcRunRecord *record = hc_run_record_new();

	run->stamp = g_strdup(RUN_2);
	record->head.origin.input = g_strdup("2.xhcw");
	take_answer(builder, seen, &ours);
	take_answer(builder, seen, &theirs);
	hc_evidence_builder_take_run(builder, run);
	hc_evidence_builder_take_record(builder, record);
	hc_derive(builder);
	evidence = hc_evidence_builder_finish(builder);
	g_assert_cmpuint(hc_evidence_n_runs(evidence), ==, 0);
	g_assert_cmpuint(hc_evidence_n_records(evidence), ==, 0);
	g_assert_cmpint(hc_evidence_last_invoke_end(evidence), ==, START + HC_TIME_DAY);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/parse/organisation/stories", test_stories);
	g_test_add_func("/parse/organisation/foreign-run", test_foreign_run);
	return g_test_run();
}
