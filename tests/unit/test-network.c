/* What the network answered: words, lookups, order, and which versions of TLS a peer took. */
#include "agent/evidence/evidence-build.h"

#define HOST "mail.contoso.example"
#define ADDRESS "203.0.113.25"

static HcSmtpSession *
session_new(const char *host, const char *address, guint tls_max)
{
	HcSmtpSession *session = hc_smtp_session_new();

	session->head.status = HC_FACT_COLLECTED;
	session->host = g_strdup(host);
	session->address = g_strdup(address);
	session->port = 25;
	session->tls_max = tls_max;
	session->outcome = HC_OUTCOME_OK;
	session->stage = HC_STAGE_QUIT;
	return session;
}

static void
take_tls(HcEvidenceBuilder *builder, guint tls_max, const char *version)
{
	HcSmtpSession *session = session_new(HOST, ADDRESS, tls_max);

	session->tls = hc_tls_session_new();
	session->tls->version = g_strdup(version);
	hc_evidence_builder_take_smtp(builder, session);
}

static void
take_ended(HcEvidenceBuilder *builder, guint tls_max, HcOutcome outcome)
{
	HcSmtpSession *session = session_new(HOST, ADDRESS, tls_max);

	session->outcome = outcome;
	session->stage = HC_STAGE_TLS;
	hc_evidence_builder_take_smtp(builder, session);
}

static void
assert_versions(HcEvidenceBuilder *builder, HcTri v10, HcTri v11, HcTri v12, HcTri v13)
{
	const HcEvidence *view = hc_evidence_builder_view(builder);
	HcTri offered[HC_N_TLS_VERSIONS] = { 0 };

	hc_evidence_tls_versions(view, hc_evidence_smtp(view, 0), offered);
	g_assert_cmpint(offered[HC_TLS_1_0], ==, v10);
	g_assert_cmpint(offered[HC_TLS_1_1], ==, v11);
	g_assert_cmpint(offered[HC_TLS_1_2], ==, v12);
	g_assert_cmpint(offered[HC_TLS_1_3], ==, v13);
}

/* --- words ------------------------------------------------------------------------------------ */

static void
test_every_word_leads_back(void)
{
	for (guint i = 0; i < HC_N_STAGES; i++) {
		HcStage stage = HC_N_STAGES;

		g_assert_true(hc_stage_from_word(hc_stage_word((HcStage)i), &stage));
		g_assert_cmpint(stage, ==, i);
	}
	for (guint i = 0; i < HC_N_OUTCOMES; i++) {
		HcOutcome outcome = HC_N_OUTCOMES;

		g_assert_true(hc_outcome_from_word(hc_outcome_word((HcOutcome)i), &outcome));
		g_assert_cmpint(outcome, ==, i);
	}
	for (guint i = 0; i < HC_N_ROLES; i++) {
		guint role = 0;

		g_assert_true(hc_role_from_word(hc_role_word(i), &role));
		g_assert_cmpuint(role, ==, 1U << i);
	}
	for (guint i = 0; i < HC_N_TRUST_STATUSES; i++) {
		HcTrustStatus status = HC_N_TRUST_STATUSES;

		g_assert_true(
			hc_trust_status_from_word(hc_trust_status_word((HcTrustStatus)i), &status));
		g_assert_cmpint(status, ==, i);
	}
}

static void
test_unknown_words_are_refused(void)
{
	HcStage stage = HC_STAGE_TLS;
	HcOutcome outcome = HC_OUTCOME_OK;
	HcTrustStatus status = HC_TRUST_TRUSTED;
	HcTlsVersion version = HC_TLS_1_1;
	guint role = 7;

	g_assert_false(hc_stage_from_word("data", &stage));
	g_assert_false(hc_outcome_from_word(NULL, &outcome));
	g_assert_false(hc_trust_status_from_word("", &status));
	g_assert_false(hc_role_from_word("friend", &role));
	g_assert_false(hc_tls_version_from_word("SSLv3", &version));
	g_assert_false(hc_tls_version_from_number(0x0300, &version));
	g_assert_false(hc_tls_version_from_number(0x0305, &version));
	g_assert_false(hc_tls_version_from_number(0, &version));
	g_assert_cmpint(stage, ==, HC_STAGE_TLS);
	g_assert_cmpint(outcome, ==, HC_OUTCOME_OK);
	g_assert_cmpint(status, ==, HC_TRUST_TRUSTED);
	g_assert_cmpint(version, ==, HC_TLS_1_1);
	g_assert_cmpuint(role, ==, 7);
}

static void
test_numbers_name_versions(void)
{
	HcTlsVersion version = HC_TLS_1_0;

	g_assert_true(hc_tls_version_from_number(0x0304, &version));
	g_assert_cmpstr(hc_tls_version_word(version), ==, "TLSv1.3");
	g_assert_true(hc_tls_version_from_number(0x0301, &version));
	g_assert_cmpstr(hc_tls_version_word(version), ==, "TLSv1");
}

static void
test_a_keyword_is_a_whole_word(void)
{
	const char *const lines[] = { "PIPELINING", "starttls", "SIZE 37748736", "AUTH=LOGIN",
		NULL };
	const char *const other[] = { "STARTTLSX", "X-STARTTLS", NULL };

	g_assert_true(hc_smtp_has_keyword(lines, "STARTTLS"));
	g_assert_true(hc_smtp_has_keyword(lines, "SIZE"));
	g_assert_true(hc_smtp_has_keyword(lines, "AUTH"));
	g_assert_false(hc_smtp_has_keyword(other, "STARTTLS"));
	g_assert_false(hc_smtp_has_keyword(NULL, "STARTTLS"));
}

/* --- what belongs to an outcome --------------------------------------------------------------- */

static void
assert_text(HcOutcome outcome, const char *expected)
{
	g_autoptr(HcSmtpSession) session = session_new(HOST, ADDRESS, 0);
	g_autofree char *text = NULL;

	session->outcome = outcome;
	session->seconds = 12;
	session->alert = g_strdup("protocol_version");
	session->reply.code = 421;
	session->reply.enhanced = g_strdup("4.3.2");
	session->reply.text = g_strdup("Service not available");
	text = hc_smtp_outcome_text(session);
	g_assert_cmpstr(text, ==, expected);
}

static void
test_an_outcome_brings_its_details(void)
{
	assert_text(HC_OUTCOME_OK, "ok");
	assert_text(HC_OUTCOME_BUSY, "busy(421 4.3.2 Service not available)");
	assert_text(HC_OUTCOME_REFUSED, "refused(421 4.3.2 Service not available)");
	assert_text(HC_OUTCOME_TARPIT, "tarpit(12 s)");
	assert_text(HC_OUTCOME_STARTTLS_REFUSED, "starttls-refused(421)");
	assert_text(HC_OUTCOME_TLS_ALERT, "tls-alert(protocol_version)");
	assert_text(HC_OUTCOME_NO_STARTTLS, "no-starttls");
}

static void
test_a_closed_port_has_no_reply(void)
{
	g_autoptr(HcSmtpSession) session = session_new(HOST, ADDRESS, 0);
	g_autofree char *text = NULL;

	session->outcome = HC_OUTCOME_REFUSED;
	text = hc_smtp_outcome_text(session);
	g_assert_cmpstr(text, ==, "refused");
}

/* --- builder and lookups ---------------------------------------------------------------------- */

static void
test_nothing_asked_is_an_offline_run(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(HC_TIME_NONE);

	g_assert_false(hc_evidence_network_asked(hc_evidence_builder_view(builder)));
	hc_evidence_builder_set_network_asked(builder);
	g_assert_true(hc_evidence_network_asked(hc_evidence_builder_view(builder)));
	g_assert_cmpuint(hc_evidence_n_smtp(hc_evidence_builder_view(builder)), ==, 0);
}

static void
test_a_fact_tells_that_was_asked(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(HC_TIME_NONE);

	hc_evidence_builder_take_tcp(builder, hc_tcp_connect_new());
	g_assert_true(hc_evidence_network_asked(hc_evidence_builder_view(builder)));
}

static void
test_frozen_facts_have_an_order(void)
{
	HcEvidenceBuilder *builder = hc_evidence_builder_new(HC_TIME_NONE);
	g_autoptr(HcEvidence) evidence = NULL;

	hc_evidence_builder_take_smtp(builder, session_new("z.contoso.example", ADDRESS, 0));
	hc_evidence_builder_take_smtp(builder, session_new(HOST, "2001:db8::25", 0));
	hc_evidence_builder_take_smtp(builder, session_new(HOST, ADDRESS, 0x0303));
	hc_evidence_builder_take_smtp(builder, session_new(HOST, ADDRESS, 0));
	evidence = hc_evidence_builder_finish(builder);
	g_assert_cmpuint(hc_evidence_smtp(evidence, 0)->tls_max, ==, 0);
	g_assert_cmpuint(hc_evidence_smtp(evidence, 1)->tls_max, ==, 0x0303);
	g_assert_cmpstr(hc_evidence_smtp(evidence, 2)->address, ==, "2001:db8::25");
	g_assert_cmpstr(hc_evidence_smtp(evidence, 3)->host, ==, "z.contoso.example");
}

static void
test_a_name_is_found_as_names_compare(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(HC_TIME_NONE);
	HcHostAddresses *addresses = hc_host_addresses_new("Mail.Contoso.Example.");
	const HcHostAddresses *found = NULL;

	addresses->head.status = HC_FACT_ABSENT;
	hc_evidence_builder_take_addresses(builder, addresses);
	found = hc_evidence_addresses_of(hc_evidence_builder_view(builder), HOST);
	g_assert_cmpint(found->head.status, ==, HC_FACT_ABSENT);
	found = hc_evidence_addresses_of(hc_evidence_builder_view(builder), "e1.contoso.example");
	g_assert_cmpint(found->head.status, ==, HC_FACT_NOT_ASKED);
	g_assert_nonnull(found->head.why);
	g_assert_nonnull(found->addresses);
}

static void
test_a_certificate_is_kept_once(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(HC_TIME_NONE);
	HcCertFacts *first = hc_cert_facts_new();
	HcCertFacts *second = hc_cert_facts_new();

	first->sha256 = g_strdup("aa11");
	second->sha256 = g_strdup("aa11");
	g_assert_true(hc_evidence_builder_take_presented(builder, first) == first);
	g_assert_true(hc_evidence_builder_take_presented(builder, second) == first);
	g_assert_true(hc_evidence_builder_presented(builder, "aa11") == first);
	g_assert_null(hc_evidence_builder_presented(builder, "bb22"));
	g_assert_cmpuint(hc_evidence_n_presented(hc_evidence_builder_view(builder)), ==, 1);
}

/* --- versions of TLS -------------------------------------------------------------------------- */

static void
test_the_highest_chosen_version_excludes_those_above(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(HC_TIME_NONE);

	take_tls(builder, 0, "TLSv1.2");
	assert_versions(builder, HC_TRI_UNKNOWN, HC_TRI_UNKNOWN, HC_TRI_YES, HC_TRI_NO);
}

static void
test_versions_asked_alone_are_taken_or_refused(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(HC_TIME_NONE);

	take_tls(builder, 0, "TLSv1.3");
	take_tls(builder, 0x0303, "TLSv1.2");
	take_ended(builder, 0x0302, HC_OUTCOME_TLS_ALERT);
	take_ended(builder, 0x0301, HC_OUTCOME_TLS_CUT);
	assert_versions(builder, HC_TRI_NO, HC_TRI_NO, HC_TRI_YES, HC_TRI_YES);
}

/* A ServerHello of another version than the one that was offered is a refusal. */
static void
test_an_answer_in_another_version_is_a_refusal(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(HC_TIME_NONE);
	HcSmtpSession *session = session_new(HOST, ADDRESS, 0x0304);

	take_tls(builder, 0, "TLSv1.2");
	session->outcome = HC_OUTCOME_TLS_ALERT;
	session->tls = hc_tls_session_new();
	session->tls->version = g_strdup("TLSv1.2");
	hc_evidence_builder_take_smtp(builder, session);
	assert_versions(builder, HC_TRI_UNKNOWN, HC_TRI_UNKNOWN, HC_TRI_YES, HC_TRI_NO);
}

static void
test_a_busy_peer_refuses_no_version(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(HC_TIME_NONE);

	take_tls(builder, 0, "TLSv1.3");
	take_ended(builder, 0x0303, HC_OUTCOME_BUSY);
	assert_versions(builder, HC_TRI_UNKNOWN, HC_TRI_UNKNOWN, HC_TRI_UNKNOWN, HC_TRI_YES);
}

static void
test_a_peer_that_never_talks_tls_refuses_no_version(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(HC_TIME_NONE);

	take_ended(builder, 0, HC_OUTCOME_TLS_CUT);
	take_ended(builder, 0x0303, HC_OUTCOME_TLS_CUT);
	assert_versions(builder, HC_TRI_UNKNOWN, HC_TRI_UNKNOWN, HC_TRI_UNKNOWN, HC_TRI_UNKNOWN);
}

static void
test_other_addresses_tell_nothing(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(HC_TIME_NONE);
	HcSmtpSession *other = session_new(HOST, "203.0.113.26", 0x0301);

	take_tls(builder, 0, "TLSv1.2");
	other->tls = hc_tls_session_new();
	other->tls->version = g_strdup("TLSv1");
	hc_evidence_builder_take_smtp(builder, other);
	assert_versions(builder, HC_TRI_UNKNOWN, HC_TRI_UNKNOWN, HC_TRI_YES, HC_TRI_NO);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/evidence/network/every-word-leads-back", test_every_word_leads_back);
	g_test_add_func(
		"/evidence/network/unknown-words-are-refused", test_unknown_words_are_refused);
	g_test_add_func("/evidence/network/numbers-name-versions", test_numbers_name_versions);
	g_test_add_func(
		"/evidence/network/a-keyword-is-a-whole-word", test_a_keyword_is_a_whole_word);
	g_test_add_func("/evidence/network/an-outcome-brings-its-details",
		test_an_outcome_brings_its_details);
	g_test_add_func(
		"/evidence/network/a-closed-port-has-no-reply", test_a_closed_port_has_no_reply);
	g_test_add_func("/evidence/network/nothing-asked-is-an-offline-run",
		test_nothing_asked_is_an_offline_run);
	g_test_add_func(
		"/evidence/network/a-fact-tells-that-was-asked", test_a_fact_tells_that_was_asked);
	g_test_add_func(
		"/evidence/network/frozen-facts-have-an-order", test_frozen_facts_have_an_order);
	g_test_add_func("/evidence/network/a-name-is-found-as-names-compare",
		test_a_name_is_found_as_names_compare);
	g_test_add_func(
		"/evidence/network/a-certificate-is-kept-once", test_a_certificate_is_kept_once);
	g_test_add_func("/evidence/network/the-highest-chosen-version-excludes-those-above",
		test_the_highest_chosen_version_excludes_those_above);
	g_test_add_func("/evidence/network/versions-asked-alone-are-taken-or-refused",
		test_versions_asked_alone_are_taken_or_refused);
	g_test_add_func("/evidence/network/a-busy-peer-refuses-no-version",
		test_a_busy_peer_refuses_no_version);
	g_test_add_func("/evidence/network/a-peer-that-never-talks-tls-refuses-no-version",
		test_a_peer_that_never_talks_tls_refuses_no_version);
	g_test_add_func("/evidence/network/other-addresses-tell-nothing",
		test_other_addresses_tell_nothing);
	g_test_add_func("/evidence/network/an-answer-in-another-version-is-a-refusal",
		test_an_answer_in_another_version_is_a_refusal);
	return g_test_run();
}
