/* What the network answered as JSON and back: every member, shared certificates, refusals. */
#include "agent/base/limits.h"
#include "agent/evidence/evidence-json.h"

#define AS_OF (G_GINT64_CONSTANT(1790812800) * HC_TIME_SECOND) /* 2026-10-01T00:00:00Z */
#define HOST "mail.contoso.example"

/* --- evidence with something in every member -------------------------------------------------- */

static void
fill_head(HcFactHead *head, HcFactStatus status)
{
	head->status = status;
	head->why = status == HC_FACT_COLLECTED ? NULL : g_strdup("nobody answered");
	head->origin.place = g_strdup("SMTP " HOST);
	head->origin.vantage = g_strdup(HC_VANTAGE_THIS_HOST);
	head->origin.as_of = AS_OF;
}

static HcCertFacts *
take_cert(HcEvidenceBuilder *builder, const char *sha256, const char *subject)
{
	HcCertFacts *cert = hc_cert_facts_new();

	fill_head(&cert->head, HC_FACT_COLLECTED);
	cert->sha256 = g_strdup(sha256);
	cert->subject = g_strdup(subject);
	cert->der = g_bytes_new_static("\x30\x01", 2);
	return hc_evidence_builder_take_presented(builder, cert);
}

static HcTlsSession *
tls_new(HcEvidenceBuilder *builder)
{
	HcTlsSession *tls = hc_tls_session_new();
	HcTlsTrust *host = &tls->trust[HC_TRUST_HOST];
	HcTlsTrust *shipped = &tls->trust[HC_TRUST_SHIPPED];

	tls->version = g_strdup("TLSv1.2");
	tls->cipher = g_strdup("ECDHE-RSA-AES256-GCM-SHA384");
	tls->group = g_strdup("X25519");
	g_ptr_array_add(tls->chain,
		hc_cert_facts_share(take_cert(builder, "leaf", "CN=mail.contoso.example")));
	g_ptr_array_add(
		tls->chain, hc_cert_facts_share(take_cert(builder, "issuer", "CN=Contoso CA")));
	tls->staple = g_bytes_new_static("\x30\x03\x0a", 3);
	tls->client_certificate = HC_TRI_YES;
	host->status = HC_TRUST_TRUSTED;
	host->anchor = g_strdup("aa00");
	shipped->status = HC_TRUST_INCOMPLETE;
	shipped->why = g_strdup("an issuer is missing");
	shipped->missing_issuer = g_strdup("CN=Contoso Root");
	tls->complete = HC_TRI_YES;
	tls->in_order = HC_TRI_NO;
	tls->sends_root = TRUE;
	tls->n_superfluous = 3;
	tls->name_matches = HC_TRI_NO;
	g_strfreev(tls->notes);
	tls->notes = g_strsplit("weak key|remark", "|", -1);
	return tls;
}

static void
take_session(HcEvidenceBuilder *builder)
{
	HcSmtpSession *session = hc_smtp_session_new();

	fill_head(&session->head, HC_FACT_COLLECTED);
	session->host = g_strdup(HOST);
	session->address = g_strdup("2001:db8::25");
	session->port = 587;
	session->source = g_strdup("2001:db8::9");
	session->roles = HC_ROLE_GIVEN | HC_ROLE_PUBLISHED;
	session->tls_max = 0x0303;
	session->stage = HC_STAGE_EHLO2;
	session->outcome = HC_OUTCOME_TARPIT;
	session->took_us = 12345678;
	session->seconds = 12;
	session->alert = g_strdup("handshake_failure");
	session->reply.code = 421;
	session->reply.enhanced = g_strdup("4.3.2");
	session->reply.text = g_strdup("Service not available");
	for (guint i = 0; i < HC_N_STAGES; i++) {
		session->stages[i].outcome = HC_OUTCOME_OK;
		session->stages[i].took_us = 1000 + i;
	}
	session->stages[HC_STAGE_EHLO2].outcome = HC_OUTCOME_TARPIT;
	session->stages[HC_STAGE_EHLO2].detail = g_strdup("one octet per second");
	session->greeting.code = 220;
	session->greeting.text = g_strdup("mail.contoso.example ready");
	session->before = g_strsplit("STARTTLS SIZE", " ", -1);
	session->after = g_strsplit("", " ", -1);
	session->helo = TRUE;
	session->masked = HC_MASKED_BANNER | HC_MASKED_KEYWORD;
	session->tls = tls_new(builder);
	session->transcript = g_strdup("< 220 mail.contoso.example ready\n> EHLO a");
	hc_evidence_builder_take_smtp(builder, session);
}

static void
take_addresses(HcEvidenceBuilder *builder)
{
	HcHostAddresses *addresses = hc_host_addresses_new(HOST);

	fill_head(&addresses->head, HC_FACT_UNREACHABLE);
	addresses->roles = HC_ROLE_LISTENER;
	g_strfreev(addresses->addresses);
	addresses->addresses = g_strsplit("203.0.113.25 2001:db8::25", " ", -1);
	addresses->result.outcome = HC_OUTCOME_SILENT;
	addresses->result.took_us = 5000001;
	addresses->result.detail = g_strdup("no answer within 5 s");
	hc_evidence_builder_take_addresses(builder, addresses);
}

static void
take_connect(HcEvidenceBuilder *builder)
{
	HcTcpConnect *connect = hc_tcp_connect_new();

	fill_head(&connect->head, HC_FACT_COLLECTED);
	connect->host = g_strdup("ocsp.contoso.example");
	connect->address = g_strdup("203.0.113.80");
	connect->port = 80;
	connect->source = g_strdup("198.51.100.7");
	connect->roles = HC_ROLE_REVOCATION;
	connect->outcome = HC_OUTCOME_UNREACHABLE;
	connect->took_us = 7;
	connect->detail = g_strdup("EHOSTUNREACH");
	hc_evidence_builder_take_tcp(builder, connect);
}

static void
take_answer(HcEvidenceBuilder *builder)
{
	HcHttpAnswer *answer = hc_http_answer_new();

	fill_head(&answer->head, HC_FACT_COLLECTED);
	answer->host = g_strdup("autodiscover.contoso.example");
	answer->address = g_strdup("203.0.113.443");
	answer->port = 443;
	answer->path = g_strdup("/autodiscover/autodiscover.svc");
	answer->roles = HC_ROLE_PUBLISHED;
	answer->stage = HC_STAGE_EHLO2;
	answer->outcome = HC_OUTCOME_OK;
	answer->took_us = 31337;
	answer->detail = g_strdup("answered");
	answer->status = 401;
	answer->url = g_strdup("https://autodiscover.contoso.example/");
	g_strfreev(answer->redirects);
	answer->redirects = g_strsplit("https://a.example/ https://b.example/", " ", -1);
	answer->authenticate = g_strdup("Negotiate, NTLM");
	answer->server = g_strdup("Microsoft-IIS/10.0");
	answer->tls = tls_new(builder);
	hc_evidence_builder_take_http(builder, answer);
}

static HcEvidence *
full_evidence(void)
{
	HcEvidenceBuilder *builder = hc_evidence_builder_new(AS_OF);

	take_session(builder);
	take_addresses(builder);
	take_connect(builder);
	take_answer(builder);
	return hc_evidence_builder_finish(builder);
}

static HcEvidence *
again(const HcEvidence *evidence)
{
	g_autoptr(GError) error = NULL;
	json_t *json = hc_evidence_to_json(evidence);
	HcEvidenceBuilder *builder = hc_evidence_builder_from_json(json, &error);

	g_assert_no_error(error);
	json_decref(json);
	return hc_evidence_builder_finish(builder);
}

static char *
dump(const HcEvidence *evidence)
{
	json_t *json = hc_evidence_to_json(evidence);
	char *text = json_dumps(json, JSON_INDENT(1));

	json_decref(json);
	return text;
}

/* --- nothing is lost -------------------------------------------------------------------------- */

static void
test_the_second_writing_is_the_first(void)
{
	g_autoptr(HcEvidence) before = full_evidence();
	g_autoptr(HcEvidence) after = again(before);
	char *left = dump(before);
	char *right = dump(after);

	g_assert_cmpstr(left, ==, right);
	free(left);
	free(right);
}

static void
assert_list(GStrv list, const char *expected)
{
	g_autofree char *text = list != NULL ? g_strjoinv("|", list) : NULL;

	g_assert_cmpstr(text, ==, expected);
}

static void
assert_tls(const HcTlsSession *tls)
{
	g_assert_nonnull(tls);
	g_assert_cmpstr(tls->version, ==, "TLSv1.2");
	g_assert_cmpstr(tls->cipher, ==, "ECDHE-RSA-AES256-GCM-SHA384");
	g_assert_cmpstr(tls->group, ==, "X25519");
	g_assert_cmpuint(tls->chain->len, ==, 2);
	g_assert_cmpstr(hc_tls_leaf(tls)->subject, ==, "CN=mail.contoso.example");
	g_assert_cmpuint(g_bytes_get_size(tls->staple), ==, 3);
	g_assert_cmpint(tls->client_certificate, ==, HC_TRI_YES);
	g_assert_cmpint(tls->trust[HC_TRUST_HOST].status, ==, HC_TRUST_TRUSTED);
	g_assert_cmpstr(tls->trust[HC_TRUST_HOST].anchor, ==, "aa00");
	g_assert_cmpint(tls->trust[HC_TRUST_SHIPPED].status, ==, HC_TRUST_INCOMPLETE);
	g_assert_cmpstr(tls->trust[HC_TRUST_SHIPPED].why, ==, "an issuer is missing");
	g_assert_cmpstr(tls->trust[HC_TRUST_SHIPPED].missing_issuer, ==, "CN=Contoso Root");
	g_assert_cmpint(tls->complete, ==, HC_TRI_YES);
	g_assert_cmpint(tls->in_order, ==, HC_TRI_NO);
	g_assert_true(tls->sends_root);
	g_assert_cmpuint(tls->n_superfluous, ==, 3);
	g_assert_cmpint(tls->name_matches, ==, HC_TRI_NO);
	assert_list(tls->notes, "weak key|remark");
}

static void
test_a_session_reads_back(void)
{
	g_autoptr(HcEvidence) before = full_evidence();
	g_autoptr(HcEvidence) after = again(before);
	const HcSmtpSession *session = hc_evidence_smtp(after, 0);

	g_assert_true(hc_evidence_network_asked(after));
	g_assert_cmpuint(hc_evidence_n_smtp(after), ==, 1);
	g_assert_cmpstr(session->head.origin.vantage, ==, HC_VANTAGE_THIS_HOST);
	g_assert_cmpstr(session->host, ==, HOST);
	g_assert_cmpstr(session->address, ==, "2001:db8::25");
	g_assert_cmpuint(session->port, ==, 587);
	g_assert_cmpstr(session->source, ==, "2001:db8::9");
	g_assert_cmpuint(session->roles, ==, HC_ROLE_GIVEN | HC_ROLE_PUBLISHED);
	g_assert_cmpuint(session->tls_max, ==, 0x0303);
	g_assert_cmpint(session->stage, ==, HC_STAGE_EHLO2);
	g_assert_cmpint(session->outcome, ==, HC_OUTCOME_TARPIT);
	g_assert_cmpint(session->took_us, ==, 12345678);
	g_assert_cmpuint(session->seconds, ==, 12);
	g_assert_cmpstr(session->alert, ==, "handshake_failure");
	g_assert_cmpuint(session->reply.code, ==, 421);
	g_assert_cmpstr(session->reply.enhanced, ==, "4.3.2");
	g_assert_cmpstr(session->reply.text, ==, "Service not available");
	g_assert_cmpstr(session->stages[HC_STAGE_EHLO2].detail, ==, "one octet per second");
	g_assert_cmpint(session->stages[HC_STAGE_EHLO2].outcome, ==, HC_OUTCOME_TARPIT);
	g_assert_cmpint(session->stages[HC_STAGE_QUIT].took_us, ==, 1000 + HC_STAGE_QUIT);
	g_assert_cmpuint(session->greeting.code, ==, 220);
	assert_list(session->before, "STARTTLS|SIZE");
	assert_list(session->after, "");
	g_assert_true(session->helo);
	g_assert_cmpuint(session->masked, ==, HC_MASKED_BANNER | HC_MASKED_KEYWORD);
	g_assert_cmpstr(session->transcript, ==, "< 220 mail.contoso.example ready\n> EHLO a");
	assert_tls(session->tls);
}

static void
test_addresses_and_connects_read_back(void)
{
	g_autoptr(HcEvidence) before = full_evidence();
	g_autoptr(HcEvidence) after = again(before);
	const HcHostAddresses *addresses = hc_evidence_addresses_of(after, HOST);
	const HcTcpConnect *connect = hc_evidence_tcp(after, 0);

	g_assert_cmpint(addresses->head.status, ==, HC_FACT_UNREACHABLE);
	g_assert_cmpstr(addresses->head.why, ==, "nobody answered");
	g_assert_cmpuint(addresses->roles, ==, HC_ROLE_LISTENER);
	assert_list(addresses->addresses, "203.0.113.25|2001:db8::25");
	g_assert_cmpint(addresses->result.outcome, ==, HC_OUTCOME_SILENT);
	g_assert_cmpint(addresses->result.took_us, ==, 5000001);
	g_assert_cmpstr(addresses->result.detail, ==, "no answer within 5 s");
	g_assert_cmpstr(connect->host, ==, "ocsp.contoso.example");
	g_assert_cmpstr(connect->address, ==, "203.0.113.80");
	g_assert_cmpuint(connect->port, ==, 80);
	g_assert_cmpstr(connect->source, ==, "198.51.100.7");
	g_assert_cmpuint(connect->roles, ==, HC_ROLE_REVOCATION);
	g_assert_cmpint(connect->outcome, ==, HC_OUTCOME_UNREACHABLE);
	g_assert_cmpint(connect->took_us, ==, 7);
	g_assert_cmpstr(connect->detail, ==, "EHOSTUNREACH");
}

static void
test_an_https_answer_reads_back(void)
{
	g_autoptr(HcEvidence) before = full_evidence();
	g_autoptr(HcEvidence) after = again(before);
	const HcHttpAnswer *answer = hc_evidence_http(after, 0);

	g_assert_cmpstr(answer->host, ==, "autodiscover.contoso.example");
	g_assert_cmpuint(answer->port, ==, 443);
	g_assert_cmpstr(answer->path, ==, "/autodiscover/autodiscover.svc");
	g_assert_cmpuint(answer->roles, ==, HC_ROLE_PUBLISHED);
	g_assert_cmpint(answer->stage, ==, HC_STAGE_EHLO2);
	g_assert_cmpint(answer->outcome, ==, HC_OUTCOME_OK);
	g_assert_cmpint(answer->took_us, ==, 31337);
	g_assert_cmpstr(answer->detail, ==, "answered");
	g_assert_cmpuint(answer->status, ==, 401);
	g_assert_cmpstr(answer->url, ==, "https://autodiscover.contoso.example/");
	assert_list(answer->redirects, "https://a.example/|https://b.example/");
	g_assert_cmpstr(answer->authenticate, ==, "Negotiate, NTLM");
	g_assert_cmpstr(answer->server, ==, "Microsoft-IIS/10.0");
	assert_tls(answer->tls);
}

static void
test_sessions_share_what_was_presented(void)
{
	g_autoptr(HcEvidence) before = full_evidence();
	g_autoptr(HcEvidence) after = again(before);

	g_assert_cmpuint(hc_evidence_n_presented(after), ==, 2);
	g_assert_true(hc_tls_leaf(hc_evidence_smtp(after, 0)->tls) ==
		      hc_tls_leaf(hc_evidence_http(after, 0)->tls));
}

static void
test_an_offline_run_stays_one(void)
{
	HcEvidenceBuilder *builder = hc_evidence_builder_new(AS_OF);
	g_autoptr(HcEvidence) before = hc_evidence_builder_finish(builder);
	g_autoptr(HcEvidence) after = again(before);

	g_assert_false(hc_evidence_network_asked(after));
}

static void
test_an_online_run_without_answers_stays_one(void)
{
	HcEvidenceBuilder *builder = hc_evidence_builder_new(AS_OF);
	g_autoptr(HcEvidence) before = NULL;
	g_autoptr(HcEvidence) after = NULL;

	hc_evidence_builder_set_network_asked(builder);
	before = hc_evidence_builder_finish(builder);
	after = again(before);
	g_assert_true(hc_evidence_network_asked(after));
}

/* --- what is refused -------------------------------------------------------------------------- */

#define SMTP(members) "{\"smtp\":[{\"status\":\"collected\"," members "}]}"
#define DONE "\"stage\":\"tls\",\"outcome\":\"ok\""
#define TLS(members) SMTP(DONE ",\"tls\":{" members "}")

static const struct {
	const char *json;
	const char *message;
} refused[] = {
	{ SMTP("\"stage\":\"data\""), "evidence: smtp[0].stage: not a stage we know" },
	{ SMTP("\"stage\":\"tls\",\"outcome\":\"fine\""),
		"evidence: smtp[0].outcome: not an outcome we know" },
	{ SMTP("\"port\":65536"), "evidence: smtp[0].port: not a port" },
	{ SMTP("\"roles\":[\"friend\"]"), "evidence: smtp[0].roles: not reasons we know" },
	{ SMTP(DONE ",\"masked\":[\"face\"]"),
		"evidence: smtp[0].masked: not \"banner\" or \"keyword\"" },
	{ SMTP(DONE ",\"reply\":7"), "evidence: smtp[0].reply: not an object" },
	{ SMTP(DONE ",\"reply\":{\"code\":-1}"),
		"evidence: smtp[0].reply.code: not between 0 and 4294967295" },
	{ SMTP(DONE ",\"stages\":[{\"stage\":\"tls\"}]"),
		"evidence: smtp[0].stages[0].outcome: not an outcome we know" },
	{ SMTP(DONE ",\"tls\":[]"), "evidence: smtp[0].tls: not an object" },
	{ TLS("\"chain\":[\"ab\"]"),
		"evidence: smtp[0].tls.chain: names a certificate that is not presented" },
	{ TLS("\"staple\":\"M\""), "evidence: smtp[0].tls.staple: not octets in base64" },
	{ TLS("\"trust\":[{\"set\":\"mine\"}]"),
		"evidence: smtp[0].tls.trust[0].set: not a set of roots we know" },
	{ TLS("\"trust\":[{\"set\":\"host\",\"status\":\"good\"}]"),
		"evidence: smtp[0].tls.trust[0].status: not a status of a chain" },
	{ TLS("\"trust\":[{\"set\":\"host\",\"status\":\"trusted\"},"
	      "{\"set\":\"host\",\"status\":\"trusted\"}]"),
		"evidence: smtp[0].tls.trust[1].set: the same set again" },
	{ "{\"presented\":[{\"status\":\"collected\"}]}",
		"evidence: presented[0].sha256: missing" },
	{ "{\"presented\":[{\"status\":\"collected\",\"sha256\":\"ab\"},"
	  "{\"status\":\"collected\",\"sha256\":\"ab\"}]}",
		"evidence: presented[1].sha256: the same certificate again" },
	{ "{\"addresses\":[{\"status\":\"absent\"}]}",
		"evidence: addresses[0].outcome: not an outcome we know" },
	{ "{\"tcp\":[{\"status\":\"collected\",\"outcome\":1}]}",
		"evidence: tcp[0].outcome: not an outcome we know" },
	{ "{\"http\":[{\"status\":\"collected\",\"stage\":\"tls\",\"outcome\":\"ok\","
	  "\"http_status\":\"200\"}]}",
		"evidence: http[0].http_status: not a whole number" },
	{ "{\"network_asked\":\"no\"}", "evidence: network_asked: not true or false" },
};

static void
test_what_is_wrong_is_named_with_its_place(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(refused); i++) {
		g_autoptr(GError) error = NULL;
		json_t *json = json_loads(refused[i].json, 0, NULL);

		g_assert_nonnull(json);
		g_assert_null(hc_evidence_builder_from_json(json, &error));
		g_assert_nonnull(error);
		g_assert_cmpstr(error->message, ==, refused[i].message);
		json_decref(json);
	}
}

static void
test_a_fact_may_be_short(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(HcEvidence) evidence = NULL;
	json_t *json = json_loads(SMTP(DONE), 0, NULL);
	HcEvidenceBuilder *builder = hc_evidence_builder_from_json(json, &error);

	g_assert_no_error(error);
	json_decref(json);
	evidence = hc_evidence_builder_finish(builder);
	g_assert_cmpstr(hc_evidence_smtp(evidence, 0)->host, ==, "");
	g_assert_cmpstr(hc_evidence_smtp(evidence, 0)->transcript, ==, "");
	g_assert_null(hc_evidence_smtp(evidence, 0)->tls);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/evidence/network-json/the-second-writing-is-the-first",
		test_the_second_writing_is_the_first);
	g_test_add_func("/evidence/network-json/a-session-reads-back", test_a_session_reads_back);
	g_test_add_func("/evidence/network-json/addresses-and-connects-read-back",
		test_addresses_and_connects_read_back);
	g_test_add_func("/evidence/network-json/an-https-answer-reads-back",
		test_an_https_answer_reads_back);
	g_test_add_func("/evidence/network-json/sessions-share-what-was-presented",
		test_sessions_share_what_was_presented);
	g_test_add_func(
		"/evidence/network-json/an-offline-run-stays-one", test_an_offline_run_stays_one);
	g_test_add_func("/evidence/network-json/an-online-run-without-answers-stays-one",
		test_an_online_run_without_answers_stays_one);
	g_test_add_func("/evidence/network-json/what-is-wrong-is-named-with-its-place",
		test_what_is_wrong_is_named_with_its_place);
	g_test_add_func("/evidence/network-json/a-fact-may-be-short", test_a_fact_may_be_short);
	return g_test_run();
}
