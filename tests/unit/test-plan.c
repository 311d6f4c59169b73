/* What is asked of the network next: names first, then addresses, each once, for every reason. */
#include "agent/plan/plan.h"

#include "agent/base/limits.h"
#include "tests/unit/org.h"

#include <string.h>

typedef struct {
	HcTargets *targets;
	HcEvidenceBuilder *builder;
	HcHybrid *hybrid;
	GPtrArray *asked;
	GPtrArray *next;
} Story;

static void
story_init(Story *self, HcEvidenceBuilder *take_builder)
{
	self->targets = hc_targets_new();
	self->builder = take_builder;
	self->hybrid = NULL;
	self->asked = g_ptr_array_new_with_free_func((GDestroyNotify)hc_question_free);
	self->next = NULL;
}

static void
story_clear(Story *self)
{
	hc_hybrid_free(self->hybrid);
	hc_targets_free(self->targets);
	hc_evidence_builder_free(self->builder);
	g_ptr_array_unref(self->asked);
	g_clear_pointer(&self->next, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Story, story_clear)

static void
give(Story *self, const char *host, guint16 port)
{
	g_ptr_array_add(self->targets->smtp, hc_target_new(host, port));
}

/* The next round; what the round before asked counts as asked. */
static void
plan(Story *self, gboolean of_organisation)
{
	const HcEvidence *view = hc_evidence_builder_view(self->builder);

	if (self->next != NULL)
		g_ptr_array_extend_and_steal(self->asked, g_steal_pointer(&self->next));
	g_clear_pointer(&self->hybrid, hc_hybrid_free);
	self->hybrid = of_organisation ? hc_hybrid_new(view) : NULL;
	self->next = hc_plan_next(self->targets, view, self->hybrid, self->asked);
}

/* "name": its addresses; NULL-terminated. */
static void
resolve(Story *self, const char *host, const char *const *addresses)
{
	HcHostAddresses *found = hc_host_addresses_new(host);

	found->head.status = addresses[0] != NULL ? HC_FACT_COLLECTED : HC_FACT_ABSENT;
	g_strfreev(found->addresses);
	found->addresses = g_strdupv((char **)(guintptr)addresses);
	hc_evidence_builder_take_addresses(self->builder, found);
}

static void
answer(Story *self, const char *address, HcStage stage, guint tls_max)
{
	HcSmtpSession *session = hc_smtp_session_new();

	session->head.status = HC_FACT_COLLECTED;
	session->host = g_strdup(address);
	session->address = g_strdup(address);
	session->port = HC_PORT_SMTP;
	session->roles = HC_ROLE_GIVEN;
	session->stage = stage;
	session->tls_max = tls_max;
	hc_evidence_builder_take_smtp(self->builder, session);
}

/* The question whose text it is; NULL if it is not among the next. */
static const HcQuestion *
find(const Story *self, const char *text)
{
	for (guint i = 0; i < self->next->len; i++) {
		g_autofree char *found = hc_question_text(g_ptr_array_index(self->next, i));

		if (g_str_equal(found, text))
			return g_ptr_array_index(self->next, i);
	}
	return NULL;
}

static void
assert_asks(const Story *self, const char *text, guint roles)
{
	const HcQuestion *question = find(self, text);

	g_test_message("%s", text);
	g_assert_nonnull(question);
	g_assert_cmphex(question->roles, ==, roles);
}

/* Those about mail servers; what hybrid needs besides is test-plan-matrix's. */
static guint
count_mail(const Story *self)
{
	guint n = 0;

	for (guint i = 0; i < self->next->len; i++) {
		const HcQuestion *question = g_ptr_array_index(self->next, i);

		if ((question->roles & (HC_ROLE_GIVEN | HC_ROLE_LISTENER | HC_ROLE_SERVER |
					       HC_ROLE_EXCHANGE_ONLINE)) != 0)
			n++;
	}
	return n;
}

/* --- rounds ----------------------------------------------------------------------------------- */

static void
test_names_come_first(void)
{
	static const char *const both[] = { "203.0.113.25", "2001:db8::25", NULL };
	g_auto(Story) story = { 0 };

	story_init(&story, hc_evidence_builder_new(HC_TIME_NONE));
	give(&story, "mail.contoso.example", 2525);
	plan(&story, FALSE);
	g_assert_cmpuint(story.next->len, ==, 1);
	assert_asks(&story, "ADDRESSES mail.contoso.example", HC_ROLE_GIVEN);
	resolve(&story, "mail.contoso.example", both);
	plan(&story, FALSE);
	g_assert_cmpuint(story.next->len, ==, 2);
	assert_asks(&story, "SMTP mail.contoso.example [203.0.113.25]:2525", HC_ROLE_GIVEN);
	assert_asks(&story, "SMTP mail.contoso.example [2001:db8::25]:2525", HC_ROLE_GIVEN);
	plan(&story, FALSE);
	g_assert_cmpuint(story.next->len, ==, 0);
}

static void
test_a_name_without_addresses_ends_there(void)
{
	static const char *const none[] = { NULL };
	g_auto(Story) story = { 0 };

	story_init(&story, hc_evidence_builder_new(HC_TIME_NONE));
	give(&story, "mail.contoso.example", HC_PORT_SMTP);
	plan(&story, FALSE);
	resolve(&story, "mail.contoso.example", none);
	plan(&story, FALSE);
	g_assert_cmpuint(story.next->len, ==, 0);
}

static void
test_families(void)
{
	static const char *const both[] = { "203.0.113.25", "2001:db8::25", NULL };

	for (guint v6 = 0; v6 < 2; v6++) {
		g_auto(Story) story = { 0 };

		story_init(&story, hc_evidence_builder_new(HC_TIME_NONE));
		story.targets->ipv4 = v6 == 0;
		story.targets->ipv6 = v6 == 1;
		give(&story, "mail.contoso.example", HC_PORT_SMTP);
		give(&story, "198.51.100.7", HC_PORT_SMTP);
		give(&story, "2001:db8::7", HC_PORT_SMTP);
		resolve(&story, "mail.contoso.example", both);
		plan(&story, FALSE);
		g_assert_cmpuint(story.next->len, ==, 2);
		for (guint i = 0; i < story.next->len; i++) {
			const HcQuestion *question = g_ptr_array_index(story.next, i);

			g_assert_true((strchr(question->address, ':') != NULL) == (v6 == 1));
		}
	}
}

static void
test_nothing_is_asked_twice(void)
{
	g_auto(Story) story = { 0 };

	story_init(&story, hc_evidence_builder_new(HC_TIME_NONE));
	give(&story, "mail.contoso.example", HC_PORT_SMTP);
	give(&story, "mail.contoso.example", 587); /* one lookup does for both ports */
	give(&story, "MAIL.contoso.example.", HC_PORT_SMTP);
	give(&story, "203.0.113.25", HC_PORT_SMTP);
	give(&story, "203.0.113.25", HC_PORT_SMTP);
	plan(&story, FALSE);
	g_assert_cmpuint(story.next->len, ==, 2);
	plan(&story, FALSE);
	g_assert_cmpuint(story.next->len, ==, 0);
}

static void
test_kinds_of_targets_stay_apart(void)
{
	g_auto(Story) story = { 0 };

	story_init(&story, hc_evidence_builder_new(HC_TIME_NONE));
	give(&story, "203.0.113.25", 443);
	g_ptr_array_add(story.targets->https, hc_target_new("203.0.113.25", 443));
	plan(&story, FALSE);
	g_assert_cmpuint(story.next->len, ==, 2);
	assert_asks(&story, "SMTP [203.0.113.25]:443", HC_ROLE_GIVEN);
	assert_asks(&story, "HTTPS [203.0.113.25]:443", HC_ROLE_GIVEN);
}

/* --- versions --------------------------------------------------------------------------------- */

static void
test_versions(void)
{
	g_auto(Story) story = { 0 };
	guint seen = 0;

	story_init(&story, hc_evidence_builder_new(HC_TIME_NONE));
	answer(&story, "203.0.113.25", HC_STAGE_QUIT, 0);
	answer(&story, "203.0.113.26", HC_STAGE_EHLO, 0); /* there is no TLS to ask for */
	answer(&story, "203.0.113.27", HC_STAGE_TLS, 0x0303);
	plan(&story, FALSE);
	g_assert_cmpuint(story.next->len, ==, 0);
	story.targets->all_versions = TRUE;
	plan(&story, FALSE);
	g_assert_cmpuint(story.next->len, ==, 4);
	for (guint i = 0; i < story.next->len; i++) {
		const HcQuestion *question = g_ptr_array_index(story.next, i);

		g_assert_cmpstr(question->address, ==, "203.0.113.25");
		g_assert_cmphex(question->roles, ==, HC_ROLE_GIVEN);
		seen |= 1u << (question->tls_max - 0x0301);
	}
	g_assert_cmphex(seen, ==, 0xf);
	plan(&story, FALSE);
	g_assert_cmpuint(story.next->len, ==, 0);
}

/* --- the organisation ------------------------------------------------------------------------- */

static void
put_servers(HcEvidenceBuilder *builder)
{
	org_not_exported(builder, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER);
	hc_exchange_put_text(org_add(builder, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER, "E1"),
		"Fqdn", "E1.contoso.example");
	hc_exchange_put_text(org_add(builder, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER, "E2"),
		"Fqdn", "E2.contoso.example");
}

static void
test_organisation(void)
{
	g_auto(Story) story = { 0 };

	story_init(&story, org_new());
	put_servers(story.builder);
	plan(&story, TRUE);
	g_assert_cmpuint(count_mail(&story), ==, 3);
	/* The smart host of the OutboundConnector is the wizard's, too. */
	assert_asks(&story, "ADDRESSES mail.contoso.example", HC_ROLE_LISTENER);
	assert_asks(&story, "ADDRESSES e1.contoso.example", HC_ROLE_SERVER);
	assert_asks(&story, "ADDRESSES e2.contoso.example", HC_ROLE_SERVER);
	plan(&story, FALSE);
	g_assert_cmpuint(story.next->len, ==, 0);
}

static void
test_reasons_are_joined(void)
{
	static const char *const one[] = { "203.0.113.25", NULL };
	static const char *const hosts[] = { "E1.contoso.example", NULL };
	g_auto(Story) story = { 0 };

	story_init(&story, org_new());
	put_servers(story.builder);
	give(&story, "e1.contoso.example", HC_PORT_SMTP);
	hc_exchange_put_list(
		org_get(story.builder, HC_SIDE_TENANT, HC_KIND_OUTBOUND_CONNECTOR, ORG_OUTBOUND),
		"SmartHosts", hosts);
	resolve(&story, "e1.contoso.example", one);
	plan(&story, TRUE);
	assert_asks(&story, "SMTP e1.contoso.example [203.0.113.25]:25",
		HC_ROLE_GIVEN | HC_ROLE_LISTENER | HC_ROLE_SERVER);
	assert_asks(&story, "ADDRESSES mail.contoso.example", HC_ROLE_LISTENER);
	assert_asks(&story, "ADDRESSES e2.contoso.example", HC_ROLE_SERVER);
	g_assert_cmpuint(count_mail(&story), ==, 3);
}

static void
test_smart_hosts_of_the_send_connector(void)
{
	static const char *const hosts[] = { "[203.0.113.40]", "[mail.contoso.example]", "[]",
		"edge.contoso.example", "two words", "", NULL };
	g_auto(Story) story = { 0 };

	story_init(&story, org_new());
	hc_exchange_put_list(
		org_get(story.builder, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, ORG_SEND),
		"SmartHosts", hosts);
	plan(&story, TRUE);
	assert_asks(&story, "SMTP [203.0.113.40]:25", HC_ROLE_EXCHANGE_ONLINE);
	assert_asks(&story, "ADDRESSES edge.contoso.example", HC_ROLE_EXCHANGE_ONLINE);
	for (guint i = 0; i < story.next->len; i++) {
		const HcQuestion *question = g_ptr_array_index(story.next, i);

		g_assert_null(strchr(question->host, '['));
		g_assert_null(strchr(question->host, ' '));
		g_assert_cmpstr(question->host, !=, "");
	}
}

static void
test_servers_without_a_full_name_are_left_out(void)
{
	g_auto(Story) story = { 0 };

	story_init(&story, org_new());
	org_not_exported(story.builder, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER);
	plan(&story, TRUE);
	g_assert_cmpuint(count_mail(&story), ==, 1);
	assert_asks(&story, "ADDRESSES mail.contoso.example", HC_ROLE_LISTENER);
}

/* --- bounds ----------------------------------------------------------------------------------- */

static void
test_limit(void)
{
	g_auto(Story) story = { 0 };

	story_init(&story, hc_evidence_builder_new(HC_TIME_NONE));
	for (guint16 port = 1; port <= HC_LIMIT_QUESTIONS + 10; port++)
		give(&story, "203.0.113.25", port);
	plan(&story, FALSE);
	g_assert_cmpuint(story.next->len, ==, HC_LIMIT_QUESTIONS);
	plan(&story, FALSE);
	g_assert_cmpuint(story.next->len, ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/plan/plan/names-first", test_names_come_first);
	g_test_add_func("/plan/plan/no-address", test_a_name_without_addresses_ends_there);
	g_test_add_func("/plan/plan/families", test_families);
	g_test_add_func("/plan/plan/once", test_nothing_is_asked_twice);
	g_test_add_func("/plan/plan/kinds", test_kinds_of_targets_stay_apart);
	g_test_add_func("/plan/plan/versions", test_versions);
	g_test_add_func("/plan/plan/organisation", test_organisation);
	g_test_add_func("/plan/plan/reasons", test_reasons_are_joined);
	g_test_add_func("/plan/plan/smart-hosts", test_smart_hosts_of_the_send_connector);
	g_test_add_func("/plan/plan/short-names", test_servers_without_a_full_name_are_left_out);
	g_test_add_func("/plan/plan/limit", test_limit);
	return g_test_run();
}
