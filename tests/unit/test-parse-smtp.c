/*
 * SMTP sessions by transcript.  Each sample says in its first line where it ended, and how:
 * "# expect: greeting busy(421 4.3.2 Service not available)".
 */
#include "agent/evidence/evidence-json.h"
#include "agent/parse/probe/probe.h"

#include <string.h>

#define EXPECT "# expect: "
#define HOST "mail.contoso.example"

static HcQuestion *
question_new(void)
{
	HcQuestion *question = hc_question_new(HC_QUESTION_SMTP, HOST, "203.0.113.25", 25);

	question->roles = HC_ROLE_GIVEN;
	return question;
}

static HcEvidence *
read_text(const char *text, gsize length)
{
	HcTranscript *transcript = hc_transcript_read(text, length, NULL);
	HcEvidenceBuilder *builder = NULL;
	g_autoptr(HcCapture) capture = NULL;

	if (transcript == NULL)
		return NULL;
	builder = hc_evidence_builder_new(HC_TIME_NONE);
	capture = hc_capture_new_transcript(question_new(), transcript);
	hc_parse_answer(capture, builder);
	return hc_evidence_builder_finish(builder);
}

static char *
load(const char *name)
{
	g_autofree char *path = g_build_filename(
		g_getenv("HC_SOURCE_ROOT"), "tests", "parse", "smtp-session", name, NULL);
	char *contents = NULL;

	g_assert_true(g_file_get_contents(path, &contents, NULL, NULL));
	return contents;
}

static HcEvidence *
read_sample(const char *name)
{
	g_autofree char *file = g_strdup_printf("%s.txt", name);
	g_autofree char *contents = load(file);
	HcEvidence *evidence = read_text(contents, strlen(contents));

	g_assert_nonnull(evidence);
	return evidence;
}

/* --- every sample ----------------------------------------------------------------------------- */

typedef void (*TrySample)(const char *name, const char *contents);

static void
for_each_sample(TrySample try_sample)
{
	g_autofree char *folder = g_build_filename(
		g_getenv("HC_SOURCE_ROOT"), "tests", "parse", "smtp-session", NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name = NULL;
	guint n = 0;

	g_assert_nonnull(dir);
	while ((name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *contents = load(name);

		try_sample(name, contents);
		n++;
	}
	g_assert_cmpuint(n, >=, 80);
}

static void
try_expectation(const char *name, const char *contents)
{
	g_autoptr(HcEvidence) evidence = read_text(contents, strlen(contents));
	const HcSmtpSession *session = NULL;
	g_autofree char *text = NULL;
	g_autofree char *got = NULL;
	g_autofree char *expected = g_strndup(contents, strcspn(contents, "\n"));

	g_assert_nonnull(evidence);
	session = hc_evidence_smtp(evidence, 0);
	text = hc_smtp_outcome_text(session);
	got = g_strdup_printf(EXPECT "%s %s", hc_stage_word(session->stage), text);
	if (!g_str_equal(got, expected))
		g_error("%s: got \"%s\"", name, got);
}

static void
test_samples_end_as_they_say(void)
{
	for_each_sample(try_expectation);
}

/* Before the stage that decided all is well, behind it nothing was reached. */
static void
assert_stages(const HcSmtpSession *session)
{
	const HcOutcome behind =
		session->outcome == HC_OUTCOME_TARPIT ? HC_OUTCOME_OK : HC_OUTCOME_NOT_REACHED;

	for (guint i = 0; i < HC_N_STAGES; i++) {
		HcOutcome outcome = session->stages[i].outcome;

		g_assert_cmpint(session->stages[i].took_us, >=, 0);
		if (i < session->stage)
			g_assert_cmpint(outcome, ==, HC_OUTCOME_OK);
		else if (i == session->stage)
			g_assert_cmpint(outcome, ==, session->outcome);
		else
			g_assert_true(outcome == HC_OUTCOME_NOT_REACHED || outcome == behind);
	}
}

/* Printable but for the ends of its lines. */
static void
assert_transcript(const HcSmtpSession *session)
{
	g_auto(GStrv) lines = g_strsplit(session->transcript, "\n", -1);

	for (guint i = 0; lines[i] != NULL; i++) {
		g_autofree char *printable = hc_text_printable(lines[i]);

		g_assert_cmpstr(lines[i], ==, printable);
		g_assert_true(strchr("<>*", *lines[i]) != NULL);
	}
}

static void
assert_consistent(const HcEvidence *evidence)
{
	const HcSmtpSession *session = hc_evidence_smtp(evidence, 0);

	g_assert_cmpuint(hc_evidence_n_smtp(evidence), ==, 1);
	g_assert_cmpint(session->head.status, ==,
		session->outcome == HC_OUTCOME_INTERRUPTED ? HC_FACT_UNREACHABLE
							   : HC_FACT_COLLECTED);
	g_assert_true((session->head.why == NULL) == (session->head.status == HC_FACT_COLLECTED));
	g_assert_cmpstr(session->head.origin.vantage, ==, HC_VANTAGE_THIS_HOST);
	g_assert_true((session->seconds > 0) == (session->outcome == HC_OUTCOME_TARPIT));
	g_assert_true((session->alert != NULL) == (session->outcome == HC_OUTCOME_TLS_ALERT));
	assert_stages(session);
	assert_transcript(session);
}

static void
try_prefixes(const char *name, const char *contents)
{
	for (gsize n = 0; n <= strlen(contents); n++) {
		g_autofree char *prefix = g_strndup(contents, n);
		g_autoptr(HcEvidence) evidence = read_text(prefix, n);

		if (evidence != NULL)
			assert_consistent(evidence);
	}
	(void)name;
}

static void
test_every_prefix_is_a_session(void)
{
	for_each_sample(try_prefixes);
}

static void
try_json(const char *name, const char *contents)
{
	g_autoptr(HcEvidence) evidence = read_text(contents, strlen(contents));
	g_autoptr(HcEvidence) again = NULL;
	g_autoptr(GError) error = NULL;
	json_t *once = hc_evidence_to_json(evidence);
	HcEvidenceBuilder *builder = hc_evidence_builder_from_json(once, &error);
	json_t *twice = NULL;

	g_assert_no_error(error);
	again = hc_evidence_builder_finish(builder);
	twice = hc_evidence_to_json(again);
	if (!json_equal(once, twice))
		g_error("%s: something is lost in JSON", name);
	json_decref(once);
	json_decref(twice);
}

static void
test_samples_survive_json(void)
{
	for_each_sample(try_json);
}

/* --- what a session tells --------------------------------------------------------------------- */

static void
assert_list(GStrv list, const char *expected)
{
	g_autofree char *text = list != NULL ? g_strjoinv("|", list) : NULL;

	g_assert_cmpstr(text, ==, expected);
}

static void
test_a_whole_session_tells_everything(void)
{
	g_autoptr(HcEvidence) evidence = read_sample("whole");
	const HcSmtpSession *session = hc_evidence_smtp(evidence, 0);

	g_assert_cmpstr(session->head.origin.place, ==, "SMTP " HOST " [203.0.113.25]:25");
	g_assert_cmpint(
		session->head.origin.as_of, ==, G_GINT64_CONSTANT(1790812800) * HC_TIME_SECOND);
	g_assert_cmpstr(session->host, ==, HOST);
	g_assert_cmpstr(session->address, ==, "203.0.113.25");
	g_assert_cmpuint(session->port, ==, 25);
	g_assert_cmpuint(session->roles, ==, HC_ROLE_GIVEN);
	g_assert_cmpstr(session->source, ==, "198.51.100.7");
	g_assert_cmpuint(session->greeting.code, ==, 220);
	g_assert_cmpstr(session->greeting.text, ==, HOST " Microsoft ESMTP MAIL Service ready");
	assert_list(session->before, "SIZE 37748736|PIPELINING|STARTTLS|CHUNKING");
	assert_list(session->after, "SIZE 37748736|XOORG");
	g_assert_cmpuint(session->reply.code, ==, 250);
	g_assert_false(session->helo);
	g_assert_cmpuint(session->masked, ==, 0);
	g_assert_cmpint(session->took_us, ==, 6400);
}

static void
test_every_stage_has_its_time(void)
{
	static const gint64 took[HC_N_STAGES] = { 0, 310, 940, 550, 400, 3000, 700, 400 };
	g_autoptr(HcEvidence) evidence = read_sample("whole");
	const HcSmtpSession *session = hc_evidence_smtp(evidence, 0);

	for (guint i = 0; i < HC_N_STAGES; i++)
		g_assert_cmpint(session->stages[i].took_us, ==, took[i]);
}

static void
test_the_handshake_is_seen(void)
{
	g_autoptr(HcEvidence) evidence = read_sample("whole");
	const HcTlsSession *tls = hc_evidence_smtp(evidence, 0)->tls;

	g_assert_nonnull(tls);
	g_assert_cmpstr(tls->version, ==, "TLSv1.3");
	g_assert_cmpstr(tls->cipher, ==, "TLS_AES_256_GCM_SHA384");
	g_assert_cmpstr(tls->group, ==, "x25519");
	g_assert_cmpint(tls->client_certificate, ==, HC_TRI_NO);
	g_assert_cmpuint(tls->chain->len, ==, 1);
	g_assert_cmpint(hc_tls_leaf(tls)->head.status, ==, HC_FACT_COLLECTED);
	g_assert_cmpstr(hc_tls_leaf(tls)->subject_cn, ==, HOST);
	g_assert_cmpstr(hc_tls_leaf(tls)->head.origin.vantage, ==, HC_VANTAGE_THIS_HOST);
	g_assert_cmpuint(g_bytes_get_size(tls->staple), ==, 5);
	g_assert_cmpint(tls->trust[HC_TRUST_HOST].status, ==, HC_TRUST_NOT_JUDGED);
}

static void
test_a_failed_handshake_shows_its_certificate(void)
{
	g_autoptr(HcEvidence) evidence = read_sample("tls-fault");
	const HcTlsSession *tls = hc_evidence_smtp(evidence, 0)->tls;

	g_assert_nonnull(tls);
	g_assert_cmpstr(tls->version, ==, "TLSv1.3");
	g_assert_null(tls->group);
	g_assert_cmpint(tls->client_certificate, ==, HC_TRI_UNKNOWN);
	g_assert_cmpuint(tls->chain->len, ==, 1);
}

static void
test_a_certificate_may_be_asked_for(void)
{
	g_autoptr(HcEvidence) asked = read_sample("whole-asking-for-a-certificate");
	g_autoptr(HcEvidence) demanded = read_sample("tls-1.2-client-certificate-demanded");
	const HcSmtpSession *session = hc_evidence_smtp(asked, 0);

	g_assert_cmpint(session->tls->client_certificate, ==, HC_TRI_YES);
	g_assert_cmpstr(
		session->stages[HC_STAGE_TLS].detail, ==, "it asks for a client certificate");
	session = hc_evidence_smtp(demanded, 0);
	g_assert_cmpint(session->tls->client_certificate, ==, HC_TRI_YES);
	g_assert_cmpstr(session->tls->version, ==, "TLSv1.2");
}

static void
test_where_no_tls_came_there_is_none(void)
{
	static const char *const names[] = { "tls-reset", "tls-not-spoken", "tls-alert-of-ours",
		"ehlo-without-starttls" };

	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(HcEvidence) evidence = read_sample(names[i]);

		g_assert_null(hc_evidence_smtp(evidence, 0)->tls);
	}
}

static void
assert_masked(const char *name, guint masked)
{
	g_autoptr(HcEvidence) evidence = read_sample(name);

	g_assert_cmpuint(hc_evidence_smtp(evidence, 0)->masked, ==, masked);
}

static void
test_what_was_overwritten_is_told(void)
{
	assert_masked("inspected-banner", HC_MASKED_BANNER);
	assert_masked("inspected-keyword", HC_MASKED_KEYWORD);
	assert_masked("inspected-banner-and-keyword", HC_MASKED_BANNER | HC_MASKED_KEYWORD);
	assert_masked("stars-that-let-tls-pass", HC_MASKED_BANNER);
	assert_masked("whole", 0);
}

static void
test_helo_alone_is_told(void)
{
	g_autoptr(HcEvidence) evidence = read_sample("ehlo-refused-helo-taken");
	const HcSmtpSession *session = hc_evidence_smtp(evidence, 0);

	g_assert_true(session->helo);
	g_assert_null(session->before);
	g_assert_cmpuint(session->reply.code, ==, 250);
}

static void
test_a_reply_brings_its_enhanced_code(void)
{
	g_autoptr(HcEvidence) evidence = read_sample("greeting-denied-in-lines");
	const HcSmtpSession *session = hc_evidence_smtp(evidence, 0);

	g_assert_cmpuint(session->reply.code, ==, 554);
	g_assert_cmpstr(session->reply.enhanced, ==, "5.7.1");
	g_assert_cmpstr(
		session->reply.text, ==, "Your address is listed. See https://list.example/");
}

static void
assert_detail(const char *name, const char *detail)
{
	g_autoptr(HcEvidence) evidence = read_sample(name);
	const HcSmtpSession *session = hc_evidence_smtp(evidence, 0);

	g_assert_cmpstr(session->stages[session->stage].detail, ==, detail);
}

static void
test_details_say_what_else_was_seen(void)
{
	assert_detail("greeting-reset", "reset by the peer (ECONNRESET) without a word");
	assert_detail("greeting-closed", "closed by the peer without a word");
	assert_detail("greeting-closed-half-way", "closed by the peer in the middle of a reply");
	assert_detail("greeting-mixed-codes", "the lines of one reply have different codes");
	assert_detail("ehlo-refused-helo-taken", "EHLO is refused, HELO is not");
	assert_detail("tls-injected-behind", "21 octets in clear came where TLS must begin");
	assert_detail("tls-alert-of-ours", "this side sent the alert protocol_version");
	assert_detail("connect-foreign-source", "trouble of this host (EADDRNOTAVAIL)");
	assert_detail("whole-quit-unanswered", "QUIT was not answered");
	assert_detail("whole", NULL);
	assert_detail("tls-handshake-failure", "the peer sent the alert handshake_failure");
	assert_detail("tls-1.2-client-certificate-demanded",
		"the peer sent the alert handshake_failure; it asks for a client certificate");
}

static void
test_a_slow_greeting_tells_its_time(void)
{
	g_autoptr(HcEvidence) evidence = read_sample("greeting-after-five-seconds");
	const HcSmtpSession *session = hc_evidence_smtp(evidence, 0);

	g_assert_cmpint(session->outcome, ==, HC_OUTCOME_OK);
	g_assert_cmpstr(session->stages[HC_STAGE_GREETING].detail, ==, "took 5.0 s");
}

static void
test_odd_line_ends_are_told(void)
{
	g_autoptr(HcEvidence) evidence = read_sample("whole-with-line-feeds-alone");
	const HcSmtpSession *session = hc_evidence_smtp(evidence, 0);

	g_assert_cmpstr(session->stages[HC_STAGE_GREETING].detail, ==, "a line ends with LF alone");
	g_assert_null(session->stages[HC_STAGE_EHLO].detail);
}

static void
test_the_transcript_is_for_people(void)
{
	g_autoptr(HcEvidence) evidence = read_sample("greeting-denied");
	g_autoptr(HcEvidence) binary = read_sample("greeting-binary");

	g_assert_cmpstr(hc_evidence_smtp(evidence, 0)->transcript, ==,
		"* connected from 198.51.100.7:41234\n"
		"< 554 5.7.1 Access denied\n"
		"> QUIT\n"
		"< 221 bye\n"
		"* closed by the peer");
	g_assert_cmpstr(hc_evidence_smtp(binary, 0)->transcript, ==,
		"* connected from 198.51.100.7:41234\n"
		"< 220 \uFFFD\uFFFD\uFFFD\uFFFD[2J");
}

static void
test_a_long_session_says_that_it_is_cut(void)
{
	g_autoptr(GString) text = g_string_new("transcript -\n310 connected text=\"a:1\"\n");
	g_autoptr(HcEvidence) evidence = NULL;
	const char *transcript = NULL;

	for (guint i = 0; i < 2000; i++)
		g_string_append_printf(
			text, "%u received bytes=\"220-many words\\r\\n\"\n", 400 + i);
	evidence = read_text(text->str, text->len);
	transcript = hc_evidence_smtp(evidence, 0)->transcript;
	g_assert_cmpuint(strlen(transcript), <, 20000);
	g_assert_true(g_str_has_suffix(transcript, "HC_LIMIT_SESSION_TEXT"));
}

static void
test_one_certificate_is_read_once(void)
{
	g_autofree char *contents = load("whole.txt");
	HcEvidenceBuilder *builder = hc_evidence_builder_new(HC_TIME_NONE);
	g_autoptr(HcEvidence) evidence = NULL;

	for (guint i = 0; i < 3; i++) {
		g_autoptr(HcCapture) capture = hc_capture_new_transcript(
			question_new(), hc_transcript_read(contents, strlen(contents), NULL));

		hc_parse_answer(capture, builder);
	}
	evidence = hc_evidence_builder_finish(builder);
	g_assert_cmpuint(hc_evidence_n_presented(evidence), ==, 1);
	g_assert_true(hc_tls_leaf(hc_evidence_smtp(evidence, 0)->tls) ==
		      hc_tls_leaf(hc_evidence_smtp(evidence, 2)->tls));
}

static void
test_a_resolved_name_tells_how_long_that_took(void)
{
	g_autofree char *contents = load("whole.txt");
	HcEvidenceBuilder *builder = hc_evidence_builder_new(HC_TIME_NONE);
	HcHostAddresses *addresses = hc_host_addresses_new(HOST);
	g_autoptr(HcCapture) capture = hc_capture_new_transcript(
		question_new(), hc_transcript_read(contents, strlen(contents), NULL));
	g_autoptr(HcEvidence) evidence = NULL;

	addresses->head.status = HC_FACT_COLLECTED;
	addresses->result.took_us = 4321;
	hc_evidence_builder_take_addresses(builder, addresses);
	hc_parse_answer(capture, builder);
	evidence = hc_evidence_builder_finish(builder);
	g_assert_cmpint(hc_evidence_smtp(evidence, 0)->stages[HC_STAGE_RESOLVE].took_us, ==, 4321);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/parse/smtp/samples-end-as-they-say", test_samples_end_as_they_say);
	g_test_add_func("/parse/smtp/every-prefix-is-a-session", test_every_prefix_is_a_session);
	g_test_add_func("/parse/smtp/samples-survive-json", test_samples_survive_json);
	g_test_add_func("/parse/smtp/a-whole-session-tells-everything",
		test_a_whole_session_tells_everything);
	g_test_add_func("/parse/smtp/every-stage-has-its-time", test_every_stage_has_its_time);
	g_test_add_func("/parse/smtp/the-handshake-is-seen", test_the_handshake_is_seen);
	g_test_add_func("/parse/smtp/a-failed-handshake-shows-its-certificate",
		test_a_failed_handshake_shows_its_certificate);
	g_test_add_func(
		"/parse/smtp/a-certificate-may-be-asked-for", test_a_certificate_may_be_asked_for);
	g_test_add_func("/parse/smtp/where-no-tls-came-there-is-none",
		test_where_no_tls_came_there_is_none);
	g_test_add_func(
		"/parse/smtp/what-was-overwritten-is-told", test_what_was_overwritten_is_told);
	g_test_add_func("/parse/smtp/helo-alone-is-told", test_helo_alone_is_told);
	g_test_add_func("/parse/smtp/a-reply-brings-its-enhanced-code",
		test_a_reply_brings_its_enhanced_code);
	g_test_add_func(
		"/parse/smtp/details-say-what-else-was-seen", test_details_say_what_else_was_seen);
	g_test_add_func(
		"/parse/smtp/a-slow-greeting-tells-its-time", test_a_slow_greeting_tells_its_time);
	g_test_add_func(
		"/parse/smtp/the-transcript-is-for-people", test_the_transcript_is_for_people);
	g_test_add_func("/parse/smtp/a-long-session-says-that-it-is-cut",
		test_a_long_session_says_that_it_is_cut);
	g_test_add_func(
		"/parse/smtp/one-certificate-is-read-once", test_one_certificate_is_read_once);
	g_test_add_func("/parse/smtp/a-resolved-name-tells-how-long-that-took",
		test_a_resolved_name_tells_how_long_that_took);
	g_test_add_func("/parse/smtp/odd-line-ends-are-told", test_odd_line_ends_are_told);
	return g_test_run();
}
