/* What became of connecting. */
#include "agent/parse/probe/probe.h"

#include <string.h>

static HcEvidence *
read_records(const char *records)
{
	g_autofree char *text = g_strdup_printf("transcript 2026-10-01T00:00:00Z 0\n%s", records);
	HcTranscript *transcript = hc_transcript_read(text, strlen(text), NULL);
	HcQuestion *question =
		hc_question_new(HC_QUESTION_TCP, "ocsp.contoso.example", "2001:db8::80", 80);
	HcEvidenceBuilder *builder = hc_evidence_builder_new(HC_TIME_NONE);
	g_autoptr(HcCapture) capture = NULL;

	g_assert_nonnull(transcript);
	question->roles = HC_ROLE_REVOCATION;
	capture = hc_capture_new_transcript(question, transcript);
	hc_parse_answer(capture, builder);
	return hc_evidence_builder_finish(builder);
}

static const struct {
	const char *records;
	HcOutcome outcome;
	const char *detail;
} rows[] = {
	{ "310 connected text=\"[2001:db8::9]:4711\"\n", HC_OUTCOME_OK, NULL },
	{ "310 connected text=\"[2001:db8::9]:4711\"\n400 error code=104 text=\"ECONNRESET\"\n",
		HC_OUTCOME_OK, NULL },
	{ "310 error code=111 text=\"ECONNREFUSED\"\n", HC_OUTCOME_REFUSED,
		"nobody listens there, or a firewall rejects it (ECONNREFUSED)" },
	{ "310 error code=113 text=\"EHOSTUNREACH\"\n", HC_OUTCOME_UNREACHABLE,
		"reported as unreachable (EHOSTUNREACH)" },
	{ "310 error code=13 text=\"EACCES\"\n", HC_OUTCOME_UNREACHABLE,
		"reported as unreachable (EACCES)" },
	{ "310 error code=110 text=\"ETIMEDOUT\"\n", HC_OUTCOME_FILTERED,
		"no answer until the deadline (ETIMEDOUT)" },
	{ "310 deadline\n", HC_OUTCOME_FILTERED, "no answer until the deadline" },
	{ "310 error code=24 text=\"EMFILE\"\n", HC_OUTCOME_INTERRUPTED,
		"trouble of this host (EMFILE)" },
	{ "310 cancelled text=\"by the user\"\n", HC_OUTCOME_INTERRUPTED,
		"not waited for (by the user)" },
};

static void
test_endings_have_their_names(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcEvidence) evidence = read_records(rows[i].records);
		const HcTcpConnect *connect = hc_evidence_tcp(evidence, 0);

		g_assert_cmpint(connect->outcome, ==, rows[i].outcome);
		g_assert_cmpstr(connect->detail, ==, rows[i].detail);
		g_assert_cmpint(connect->took_us, ==, 310);
		g_assert_cmpint(connect->head.status, ==,
			rows[i].outcome == HC_OUTCOME_INTERRUPTED ? HC_FACT_UNREACHABLE
								  : HC_FACT_COLLECTED);
		g_assert_cmpstr(connect->head.why, ==,
			rows[i].outcome == HC_OUTCOME_INTERRUPTED ? rows[i].detail : NULL);
	}
}

static void
test_a_transcript_that_breaks_off_tells_nothing(void)
{
	g_autoptr(HcEvidence) evidence = read_records("");
	const HcTcpConnect *connect = hc_evidence_tcp(evidence, 0);

	g_assert_cmpint(connect->outcome, ==, HC_OUTCOME_INTERRUPTED);
	g_assert_cmpint(connect->head.status, ==, HC_FACT_UNREACHABLE);
}

static void
test_the_fact_says_what_was_asked(void)
{
	g_autoptr(HcEvidence) evidence = read_records(rows[0].records);
	const HcTcpConnect *connect = hc_evidence_tcp(evidence, 0);

	g_assert_cmpstr(connect->host, ==, "ocsp.contoso.example");
	g_assert_cmpstr(connect->address, ==, "2001:db8::80");
	g_assert_cmpuint(connect->port, ==, 80);
	g_assert_cmpuint(connect->roles, ==, HC_ROLE_REVOCATION);
	g_assert_cmpstr(connect->source, ==, "2001:db8::9");
	g_assert_cmpstr(connect->head.origin.vantage, ==, HC_VANTAGE_THIS_HOST);
	g_assert_cmpstr(
		connect->head.origin.place, ==, "TCP ocsp.contoso.example [2001:db8::80]:80");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/parse/tcp/endings-have-their-names", test_endings_have_their_names);
	g_test_add_func("/parse/tcp/a-transcript-that-breaks-off-tells-nothing",
		test_a_transcript_that_breaks_off_tells_nothing);
	g_test_add_func(
		"/parse/tcp/the-fact-says-what-was-asked", test_the_fact_says_what_was_asked);
	return g_test_run();
}
