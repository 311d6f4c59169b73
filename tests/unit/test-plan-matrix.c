/* What hybrid needs besides mail: which names are asked, at which port, and which are not. */
#include "agent/base/limits.h"
#include "agent/plan/plan.h"
#include "tests/unit/org.h"

typedef struct {
	HcEvidenceBuilder *builder;
	HcTargets *targets;
	GPtrArray *asked;
	GPtrArray *next;
} Story;

static void
story_begin(Story *self)
{
	self->builder = org_new();
	self->targets = hc_targets_new();
	self->asked = g_ptr_array_new_with_free_func((GDestroyNotify)hc_question_free);
	self->next = NULL;
}

static void
story_plan(Story *self)
{
	const HcEvidence *view = hc_evidence_builder_view(self->builder);
	g_autoptr(HcHybrid) hybrid = hc_hybrid_new(view);

	g_clear_pointer(&self->next, g_ptr_array_unref);
	self->next = hc_plan_next(self->targets, view, hybrid, self->asked);
}

static void
story_end(Story *self)
{
	g_clear_pointer(&self->next, g_ptr_array_unref);
	g_ptr_array_unref(self->asked);
	hc_targets_free(self->targets);
	hc_evidence_free(hc_evidence_builder_finish(self->builder));
}

/* The one question about the name, NULL if none is asked; @address NULL: for its addresses. */
static const HcQuestion *
find(const Story *self, const char *host, const char *address)
{
	for (guint i = 0; i < self->next->len; i++) {
		const HcQuestion *question = g_ptr_array_index(self->next, i);

		if (g_strcmp0(question->host, host) == 0 &&
			g_strcmp0(question->address, address) == 0)
			return question;
	}
	return NULL;
}

static guint
count(const Story *self, guint role)
{
	guint n = 0;

	for (guint i = 0; i < self->next->len; i++) {
		const HcQuestion *question = g_ptr_array_index(self->next, i);

		if ((question->roles & role) != 0)
			n++;
	}
	return n;
}

static void
take_addresses(Story *self, const char *host, const char *address)
{
	HcHostAddresses *found = hc_host_addresses_new(host);

	found->head.status = HC_FACT_COLLECTED;
	g_strfreev(found->addresses);
	found->addresses = g_strsplit(address, " ", -1);
	hc_evidence_builder_take_addresses(self->builder, found);
}

static void
take_presented(Story *self, const char *sha256, const char *crl_urls)
{
	HcCertFacts *cert = hc_cert_facts_new();

	cert->head.status = HC_FACT_COLLECTED;
	cert->sha256 = g_strdup(sha256);
	cert->crl_urls = g_strsplit(crl_urls, " ", -1);
	cert->ocsp_urls = g_strsplit("http://ocsp.example-trust.example", " ", -1);
	cert->issuer_urls = g_strsplit("", " ", -1);
	hc_evidence_builder_take_presented(self->builder, cert);
}

static void
assert_asks(const Story *self, const char *host, guint role)
{
	const HcQuestion *question = find(self, host, NULL);

	g_test_message("%s", host);
	g_assert_nonnull(question);
	g_assert_cmpint(question->kind, ==, HC_QUESTION_ADDRESSES);
	g_assert_true((question->roles & role) != 0);
}

/* --- Microsoft 365 ---------------------------------------------------------------------------- */

static void
test_services(void)
{
	Story story;

	story_begin(&story);
	story_plan(&story);
	assert_asks(&story, "outlook.office365.com", HC_ROLE_SERVICE);
	assert_asks(&story, "outlook.office.com", HC_ROLE_SERVICE);
	assert_asks(&story, "autodiscover-s.outlook.com", HC_ROLE_SERVICE);
	assert_asks(&story, "login.microsoftonline.com", HC_ROLE_SERVICE);
	assert_asks(&story, "crl3.digicert.com", HC_ROLE_REVOCATION);
	g_assert_cmpuint(count(&story, HC_ROLE_SERVICE), ==, 4);
	story_end(&story);
}

/* A cloud that cannot be told from another is asked for what both have. */
static void
test_services_of_clouds(void)
{
	static const struct {
		const char *domain;
		const char *asked;
		guint n;
	} rows[] = {
		{ "contoso.mail.onmicrosoft.us", "login.microsoftonline.us", 1 },
		{ "contoso.partner.mail.onmschina.cn", "partner.outlook.cn", 2 },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		Story story;
		HcExchangeObject *send = NULL;
		g_autofree char *space = g_strdup_printf("smtp:%s;1", rows[i].domain);

		story_begin(&story);
		send = org_get(story.builder, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, ORG_SEND);
		org_not_exported(story.builder, HC_SIDE_TENANT, HC_KIND_ACCEPTED_DOMAIN);
		org_not_exported(story.builder, HC_SIDE_TENANT, HC_KIND_ORGANIZATION_CONFIG);
		org_not_exported(story.builder, HC_SIDE_ONPREM, HC_KIND_ACCEPTED_DOMAIN);
		org_not_exported(story.builder, HC_SIDE_ONPREM, HC_KIND_REMOTE_DOMAIN);
		org_not_exported(story.builder, HC_SIDE_ONPREM, HC_KIND_EMAIL_ADDRESS_POLICY);
		hc_exchange_put_text(send, "AddressSpaces", space);
		story_plan(&story);
		g_test_message("%s", rows[i].domain);
		assert_asks(&story, rows[i].asked, HC_ROLE_SERVICE);
		g_assert_cmpuint(count(&story, HC_ROLE_SERVICE), ==, rows[i].n);
		g_assert_null(find(&story, "outlook.office365.com", NULL));
		story_end(&story);
	}
}

/* The next round asks what the names turned out to be; and nothing is asked twice. */
static void
test_addresses_are_asked(void)
{
	const HcQuestion *question = NULL;
	Story story;

	story_begin(&story);
	take_addresses(&story, "login.microsoftonline.com", "203.0.113.7 2001:db8::7");
	take_addresses(&story, "ocsp.digicert.com", "203.0.113.8");
	story_plan(&story);
	question = find(&story, "login.microsoftonline.com", "2001:db8::7");
	g_assert_nonnull(question);
	g_assert_cmpint(question->kind, ==, HC_QUESTION_TCP);
	g_assert_cmpuint(question->port, ==, 443);
	g_assert_cmpuint(question->roles, ==, HC_ROLE_SERVICE);
	question = find(&story, "ocsp.digicert.com", "203.0.113.8");
	g_assert_nonnull(question);
	g_assert_cmpuint(question->port, ==, 80);
	g_assert_cmpuint(question->roles, ==, HC_ROLE_REVOCATION);
	g_ptr_array_extend_and_steal(story.asked, g_steal_pointer(&story.next));
	story_plan(&story);
	g_assert_cmpuint(story.next->len, ==, 0);
	story_end(&story);
}

/* A run about servers that have nothing to do with hybrid asks none of this. */
static void
test_nothing_hybrid(void)
{
	g_autoptr(HcTargets) targets = hc_targets_new();
	HcEvidenceBuilder *builder = hc_evidence_builder_new(org_time(ORG_AS_OF));
	const HcEvidence *view = hc_evidence_builder_view(builder);
	g_autoptr(HcHybrid) hybrid = hc_hybrid_new(view);
	g_autoptr(GPtrArray) asked = g_ptr_array_new();
	g_autoptr(GPtrArray) next = hc_plan_next(targets, view, hybrid, asked);

	g_assert_cmpuint(next->len, ==, 0);
	hc_evidence_free(hc_evidence_builder_finish(builder));
}

/* --- our names -------------------------------------------------------------------------------- */

static void
put_place(Story *self, HcSide side, HcKind kind, const char *property, const char *value)
{
	hc_exchange_put_text(org_add(self->builder, side, kind, property), property, value);
}

static void
test_our_names(void)
{
	Story story;

	story_begin(&story);
	put_place(&story, HC_SIDE_ONPREM, HC_KIND_WEB_SERVICES_VIRTUAL_DIRECTORY, "ExternalUrl",
		"https://ews.contoso.example/ews/exchange.asmx");
	put_place(&story, HC_SIDE_TENANT, HC_KIND_INTRA_ORGANIZATION_CONNECTOR, "DiscoveryEndpoint",
		"https://autodiscover.contoso.example/autodiscover/autodiscover.svc");
	put_place(&story, HC_SIDE_TENANT, HC_KIND_MIGRATION_ENDPOINT, "RemoteServer",
		"mrs.contoso.example");
	/* Another organisation's, and what is no URL of EWS. */
	put_place(&story, HC_SIDE_TENANT, HC_KIND_ORGANIZATION_RELATIONSHIP, "TargetSharingEpr",
		"https://mail.fabrikam.example/ews/exchange.asmx");
	put_place(&story, HC_SIDE_TENANT, HC_KIND_ORGANIZATION_RELATIONSHIP,
		"TargetAutodiscoverEpr", "http://plain.contoso.example/autodiscover");
	story_plan(&story);
	assert_asks(&story, "ews.contoso.example", HC_ROLE_PUBLISHED);
	assert_asks(&story, "autodiscover.contoso.example", HC_ROLE_PUBLISHED);
	assert_asks(&story, "mrs.contoso.example", HC_ROLE_PUBLISHED);
	g_assert_null(find(&story, "mail.fabrikam.example", NULL));
	g_assert_null(find(&story, "plain.contoso.example", NULL));
	story_end(&story);
}

/* --- certificates ----------------------------------------------------------------------------- */

static void
test_presented(void)
{
	Story story;

	story_begin(&story);
	take_presented(&story, "aa11",
		"ldap:///CN=a http://crl.example-trust.example/a.crl "
		"HTTP://crl2.example-trust.example:80/a.crl");
	story_plan(&story);
	assert_asks(&story, "crl.example-trust.example", HC_ROLE_REVOCATION);
	assert_asks(&story, "crl2.example-trust.example", HC_ROLE_REVOCATION);
	assert_asks(&story, "ocsp.example-trust.example", HC_ROLE_REVOCATION);
	story_end(&story);
}

/* The certificate that a connector uses, as it was exported. */
static void
test_picked(void)
{
	HcCertFacts *cert = NULL;
	HcPick *pick = hc_pick_new();
	Story story;

	story_begin(&story);
	cert = org_add_cert(story.builder, "E1", ORG_ISSUER, "picked.contoso.example", "AB12");
	cert->crl_urls = g_strsplit("http://crl.picked.example/a.crl", " ", -1);
	cert = org_add_cert(story.builder, "E1", ORG_ISSUER, "other.contoso.example", "CD34");
	cert->crl_urls = g_strsplit("http://crl.other.example/a.crl", " ", -1);
	pick->head.status = HC_FACT_COLLECTED;
	pick->kind = HC_KIND_SEND_CONNECTOR;
	pick->connector = g_strdup(ORG_SEND);
	pick->server = g_strdup("E1");
	pick->thumbprint = g_strdup("AB12");
	hc_evidence_builder_take_pick(story.builder, pick);
	story_plan(&story);
	assert_asks(&story, "crl.picked.example", HC_ROLE_REVOCATION);
	g_assert_null(find(&story, "crl.other.example", NULL));
	story_end(&story);
}

/* What a stranger wrote into a certificate leads to no file, no other port and not to ourselves. */
static void
test_hostile_urls(void)
{
	static const char *const urls[] = {
		"file:///etc/passwd",
		"ldap://directory.example/",
		"https://tls.example/a.crl",
		"ftp://files.example/a.crl",
		"http://port.example:8080/a.crl",
		"http://user@user.example/a.crl",
		"HTTP://LocalHost/a.crl",
		"http://a.LOCALHOST./a.crl",
		"http://0x7f.1/a.crl",
		"http://2130706433/a.crl",
		"http://[::1%25lo]/a.crl",
		"http:///a.crl",
		"http://line\nfeed.example/a.crl",
		"http://-/..//",
		"crl.example",
		"",
	};

	for (guint i = 0; i < G_N_ELEMENTS(urls); i++) {
		Story story;
		guint n = 0;

		story_begin(&story);
		take_presented(&story, "bb22", "");
		story_plan(&story);
		n = story.next->len;
		story_end(&story);
		story_begin(&story);
		take_presented(&story, "aa11", urls[i]);
		story_plan(&story);
		g_test_message("%s", urls[i]);
		g_assert_cmpuint(story.next->len, ==, n);
		story_end(&story);
	}
}

static void
test_long_urls(void)
{
	g_autofree char *filler = g_strnfill(HC_LIMIT_URL, 'a');
	g_autofree char *url = g_strconcat("http://long.example/", filler, NULL);
	Story story;

	story_begin(&story);
	take_presented(&story, "aa11", url);
	story_plan(&story);
	g_assert_null(find(&story, "long.example", NULL));
	story_end(&story);
}

static void
test_many_hosts(void)
{
	Story story;

	story_begin(&story);
	story_plan(&story);
	const guint known = count(&story, HC_ROLE_REVOCATION);

	for (guint i = 0; i < 100; i++) {
		g_autofree char *sha256 = g_strdup_printf("%u", i);
		g_autofree char *url = g_strdup_printf("http://crl%u.example/", i);

		take_presented(&story, sha256, url);
	}
	story_plan(&story);
	g_assert_cmpuint(count(&story, HC_ROLE_REVOCATION), ==, known + HC_LIMIT_REVOCATION_HOSTS);
	story_end(&story);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/plan/matrix/services", test_services);
	g_test_add_func("/plan/matrix/services-of-clouds", test_services_of_clouds);
	g_test_add_func("/plan/matrix/addresses-are-asked", test_addresses_are_asked);
	g_test_add_func("/plan/matrix/nothing-hybrid", test_nothing_hybrid);
	g_test_add_func("/plan/matrix/our-names", test_our_names);
	g_test_add_func("/plan/matrix/presented", test_presented);
	g_test_add_func("/plan/matrix/picked", test_picked);
	g_test_add_func("/plan/matrix/hostile-urls", test_hostile_urls);
	g_test_add_func("/plan/matrix/long-urls", test_long_urls);
	g_test_add_func("/plan/matrix/many-hosts", test_many_hosts);
	return g_test_run();
}
