/*
 * The steps around a run of the wizard: what is to be done before any run, and what follows one
 * that touches OAuth.
 */
#include "agent/evidence/evidence-build.h"
#include "agent/hcw/dedicated-app.h"
#include "agent/verdict/verdict.h"

#include <string.h>

#define BEFORE (HC_APP_SINCE - 1)

static const HcCheck rerun_oauth = {
	.id = "auth-made-up",
	.title = "t",
	.class = HC_CLASS_OAUTH,
	.severity = HC_SEVERITY_HIGH,
	.effect = HC_EFFECT_RERUN_REQUIRED,
	.hcw = HC_HCW_OAUTH,
	.confidence = HC_CONFIRMED,
	.fix = "run the wizard for OAuth",
};
static const HcCheck script = {
	.id = "auth-made-up-by-script",
	.title = "t",
	.class = HC_CLASS_OAUTH,
	.severity = HC_SEVERITY_HIGH,
	.effect = HC_EFFECT_MANUAL_FIX,
	.hcw = HC_HCW_OAUTH,
	.confidence = HC_CONFIRMED,
	.fix = "run the script",
};
static const HcCheck rerun_full = {
	.id = "send-made-up",
	.title = "t",
	.class = HC_CLASS_MAILFLOW,
	.severity = HC_SEVERITY_HIGH,
	.effect = HC_EFFECT_RERUN_REQUIRED,
	.hcw = HC_HCW_FULL,
	.confidence = HC_CONFIRMED,
	.fix = "run the wizard",
};
static const HcCheck rerun_certificate = {
	.id = "cert-made-up",
	.title = "t",
	.class = HC_CLASS_MAILFLOW,
	.severity = HC_SEVERITY_HIGH,
	.effect = HC_EFFECT_RERUN_REQUIRED,
	.hcw = HC_HCW_USMC,
	.confidence = HC_CONFIRMED,
	.fix = "run the wizard",
};

/* What the overrides say of the dedicated app. */
typedef enum { NOT_EXPORTED, NONE, ON, OFF } App;

typedef struct {
	const char *story;
	const HcCheck *check;
	HcTime as_of;
	App app;
	const char *says; /* in the action of the follow-up; NULL: there is none */
} Story;

static const Story stories[] = {
	{ "oauth-with-the-app", &rerun_oauth, HC_APP_SINCE, ON, "after every run" },
	{ "oauth-app-unknown", &rerun_oauth, HC_APP_SINCE, NOT_EXPORTED,
		"if a dedicated hybrid app is in use" },
	{ "oauth-without-the-app", &rerun_oauth, HC_APP_SINCE, NONE, NULL },
	{ "oauth-app-switched-off", &rerun_oauth, HC_APP_SINCE, OFF, NULL },
	{ "oauth-before-the-app", &rerun_oauth, BEFORE, ON, NULL },
	{ "script-instead-of-a-run", &script, HC_APP_SINCE, ON, NULL },
	{ "full-run-for-mail", &rerun_full, HC_APP_SINCE, ON, "after every run" },
	{ "certificate-run-for-mail", &rerun_certificate, HC_APP_SINCE, ON, NULL },
};

static void
take_override(HcEvidenceBuilder *builder, App app)
{
	HcEvent *event = NULL;
	HcExchangeObject *override = NULL;

	if (app == NOT_EXPORTED)
		return;
	event = hc_event_new(HC_VERB_GET, HC_SIDE_ONPREM, HC_KIND_SETTING_OVERRIDE);
	if (app != NONE) {
		override = hc_exchange_object_new(HC_SIDE_ONPREM, HC_KIND_SETTING_OVERRIDE);
		hc_exchange_put_text(override, "Identity", "App");
		hc_exchange_put_text(override, "SectionName", "ExchangeOnpremAsThirdPartyAppId");
		hc_exchange_put_text(
			override, "Parameters", app == ON ? "Enabled=true" : "Enabled=false");
		g_ptr_array_add(event->objects, override);
	}
	hc_evidence_builder_take_event(builder, event);
}

/* @harmless may be NULL: a finding of INFO that is to be repaired before a run. */
static HcVerdict *
verdict_of(const Story *story, const HcCheck *harmless)
{
	HcEvidenceBuilder *builder = hc_evidence_builder_new(story->as_of);
	const HcVerdictInput input = { .offline = TRUE, .usable = TRUE };
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(HcHybrid) hybrid = NULL;
	g_autoptr(HcFindings) findings = hc_findings_new();
	g_autoptr(GPtrArray) tables = NULL;

	take_override(builder, story->app);
	evidence = hc_evidence_builder_finish(builder);
	hybrid = hc_hybrid_new(evidence);
	tables = hc_tables_new(hybrid);
	hc_findings_add(findings, story->check, HC_STATUS_FAIL, NULL, "it is so");
	if (harmless != NULL)
		hc_findings_add(findings, harmless, HC_STATUS_INFO, NULL, "it is old")->before_run =
			TRUE;
	return hc_verdict_new(hybrid, findings, tables, &input);
}

static void
test_follow_up(gconstpointer data)
{
	const Story *story = data;
	g_autoptr(HcVerdict) verdict = verdict_of(story, NULL);
	const HcNext *found = NULL;

	for (guint i = 0; i < verdict->next->len; i++) {
		const HcNext *next = g_ptr_array_index(verdict->next, i);

		if (next->command != NULL && strstr(next->command, "-ResetFirstParty") != NULL)
			found = next;
	}
	g_assert_cmpint(found != NULL, ==, story->says != NULL);
	if (found == NULL)
		return;
	g_assert_nonnull(strstr(found->action, story->says));
	/* It comes last: a step that is done after all others. */
	g_assert_true(found == g_ptr_array_index(verdict->next, verdict->next->len - 1));
}

static const HcCheck old_server = {
	.id = "srv-made-up",
	.title = "t",
	.class = HC_CLASS_MAILFLOW,
	.severity = HC_SEVERITY_MEDIUM,
	.effect = HC_EFFECT_INFO,
	.confidence = HC_CONFIRMED,
	.fix = "update the server",
};

/* The sentence of a finding stands alone in the headline: it names its object there. */
static void
test_headline_names(void)
{
	static const struct {
		const char *summary;
		const char *wanted;
	} sentences[] = {
		{ "it is off", "OAuth is manual-fix: AuthServer: it is off" },
		{ "its end is near", "OAuth is manual-fix: AuthServer: its end is near" },
		{ "item 1 is off", "OAuth is manual-fix: item 1 is off" },
	};
	const HcVerdictInput input = { .offline = TRUE, .usable = TRUE };
	g_autoptr(HcEvidence) evidence =
		hc_evidence_builder_finish(hc_evidence_builder_new(BEFORE));
	g_autoptr(HcHybrid) hybrid = hc_hybrid_new(evidence);
	g_autoptr(GPtrArray) tables = g_ptr_array_new();

	for (guint i = 0; i < G_N_ELEMENTS(sentences); i++) {
		g_autoptr(HcFindings) findings = hc_findings_new();
		g_autoptr(HcVerdict) verdict = NULL;

		hc_findings_add(findings, &script, HC_STATUS_FAIL, "AuthServer", "%s",
			sentences[i].summary);
		hc_findings_add(findings, &old_server, HC_STATUS_PASS, NULL, "it is so");
		verdict = hc_verdict_new(hybrid, findings, tables, &input);
		g_assert_nonnull(strstr(verdict->headline, sentences[i].wanted));
	}
}

static guint
find_action(const HcVerdict *verdict, const char *text)
{
	for (guint i = 0; i < verdict->next->len; i++) {
		const HcNext *next = g_ptr_array_index(verdict->next, i);

		if (next->action != NULL && strstr(next->action, text) != NULL)
			return i;
	}
	return G_MAXUINT;
}

/* A step of its own where the wizard is to run, none where it is not. */
static void
test_before_run(void)
{
	const Story mail = { "mail", &rerun_full, BEFORE, NONE, NULL };
	const Story beside = { "beside", &script, BEFORE, NONE, NULL };
	g_autoptr(HcVerdict) rerun = verdict_of(&mail, &old_server);
	g_autoptr(HcVerdict) no_rerun = verdict_of(&beside, &old_server);

	g_assert_cmpint(rerun->decision, ==, HC_DECISION_RERUN_REQUIRED);
	g_assert_cmpuint(find_action(rerun, "update the server"), <,
		find_action(rerun, "run the current wizard"));
	g_assert_cmpuint(find_action(no_rerun, "update the server"), ==, G_MAXUINT);
}

/* Nobody of ours was met: what configuration tells of the perimeter does not settle it. */
static void
test_offline_perimeter(void)
{
	static const HcCheck settings = {
		.id = "queue-made-up",
		.title = "t",
		.class = HC_CLASS_PERIMETER,
		.severity = HC_SEVERITY_LOW,
		.effect = HC_EFFECT_MANUAL_FIX,
	};
	const HcVerdictInput inputs[] = { { .offline = TRUE, .usable = TRUE },
		{ .offline = FALSE, .usable = TRUE } };
	g_autoptr(HcEvidence) evidence =
		hc_evidence_builder_finish(hc_evidence_builder_new(BEFORE));
	g_autoptr(HcHybrid) hybrid = hc_hybrid_new(evidence);
	g_autoptr(HcFindings) findings = hc_findings_new();
	g_autoptr(GPtrArray) tables = hc_tables_new(hybrid);

	hc_findings_add(findings, &settings, HC_STATUS_PASS, NULL, "it is so");
	for (guint i = 0; i < G_N_ELEMENTS(inputs); i++) {
		g_autoptr(HcVerdict) verdict = hc_verdict_new(hybrid, findings, tables, &inputs[i]);

		g_assert_cmpint(
			verdict->classes[HC_CLASS_PERIMETER].decision, ==, HC_DECISION_UNDECIDED);
	}
}

/* What a look from here cannot show comes with what shows it; an offline run says it once. */
static void
test_unseen_network(void)
{
	static const HcCheck look = { .id = "net-made-up", .title = "t" };
	static const struct {
		const char *summary;
		gboolean offline;
		const char *supply; /* pattern; NULL: not listed by itself */
	} cases[] = {
		{ "TCP 25 answers this host; what Exchange Online's own addresses meet is seen "
		  "with Validate-OutboundConnector only",
			FALSE, "connected with Connect-ExchangeOnline run Validate-Outbound*" },
		{ "TCP 25 answers this host; whether it answers the source servers is seen with "
		  "Test-NetConnection on each of them",
			FALSE, "on each source server *-Port 25" },
		{ "STARTTLS is missing; whether the server itself offers it is not known: on the "
		  "server, telnet localhost 25 and EHLO show it",
			FALSE, "on the server run telnet localhost 25*" },
		{ "the look at it was broken off here before it told anything", FALSE,
			"*--timeout*" },
		{ "something that nothing shows", FALSE, "no export tells it; *" },
		{ HC_FINDING_OFFLINE, TRUE, NULL },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		const HcVerdictInput input = { .offline = cases[i].offline, .usable = FALSE };
		g_autoptr(HcEvidence) evidence =
			hc_evidence_builder_finish(hc_evidence_builder_new(0));
		g_autoptr(HcHybrid) hybrid = hc_hybrid_new(evidence);
		g_autoptr(HcFindings) findings = hc_findings_new();
		g_autoptr(GPtrArray) tables = g_ptr_array_new();
		g_autoptr(HcVerdict) verdict = NULL;
		const HcUnseen *last = NULL;

		hc_findings_add(findings, &look, HC_STATUS_UNKNOWN, NULL, "%s", cases[i].summary);
		verdict = hc_verdict_new(hybrid, findings, tables, &input);
		last = g_ptr_array_index(verdict->unseen, verdict->unseen->len - 1);
		g_test_message("%s: %s", last->what, last->supply);
		g_assert_cmpuint(verdict->unseen->len, ==, cases[i].supply != NULL ? 2 : 1);
		if (cases[i].supply != NULL)
			g_assert_true(g_pattern_match_simple(cases[i].supply, last->supply));
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(stories); i++) {
		g_autofree char *path =
			g_strdup_printf("/verdict/next/follow-up/%s", stories[i].story);

		g_test_add_data_func(path, &stories[i], test_follow_up);
	}
	g_test_add_func("/verdict/next/headline-names-the-object", test_headline_names);
	g_test_add_func("/verdict/next/before-run", test_before_run);
	g_test_add_func("/verdict/next/offline-perimeter", test_offline_perimeter);
	g_test_add_func("/verdict/next/unseen-network", test_unseen_network);
	return g_test_run();
}
