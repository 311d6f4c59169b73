/* What the resolver said of a name: none, nothing, or that nobody knows. */
#include "agent/parse/probe/probe.h"

#include <string.h>

#define HOST "mail.contoso.example"

static HcEvidence *
read_records(const char *records)
{
	g_autofree char *text = g_strdup_printf("transcript 2026-10-01T00:00:00Z 0\n%s", records);
	HcTranscript *transcript = hc_transcript_read(text, strlen(text), NULL);
	HcQuestion *question = hc_question_new(HC_QUESTION_ADDRESSES, HOST, NULL, 0);
	HcEvidenceBuilder *builder = hc_evidence_builder_new(HC_TIME_NONE);
	g_autoptr(HcCapture) capture = NULL;

	g_assert_nonnull(transcript);
	question->roles = HC_ROLE_LISTENER;
	capture = hc_capture_new_transcript(question, transcript);
	hc_parse_answer(capture, builder);
	return hc_evidence_builder_finish(builder);
}

static const struct {
	const char *records;
	HcFactStatus status;
	HcOutcome outcome;
	const char *addresses;
	const char *detail;
} rows[] = {
	{ "9 address text=\"203.0.113.25\"\n9 address text=\"2001:db8::25\"\n", HC_FACT_COLLECTED,
		HC_OUTCOME_OK, "203.0.113.25|2001:db8::25", NULL },
	{ "9 address text=\"203.0.113.25\"\n10 error code=-5 text=\"AAAA EAI_NODATA\"\n",
		HC_FACT_COLLECTED, HC_OUTCOME_OK, "203.0.113.25", NULL },
	{ "9 address text=\"203.0.113.25\"\n9 address text=\"203.0.113.25\"\n", HC_FACT_COLLECTED,
		HC_OUTCOME_OK, "203.0.113.25", NULL },
	{ "9 address text=\"203.0.113.25\"\n10 error code=-3 text=\"AAAA EAI_AGAIN\"\n",
		HC_FACT_COLLECTED, HC_OUTCOME_OK, "203.0.113.25",
		"not all was answered: AAAA EAI_AGAIN" },
	{ "9 address text=\"203.0.113.25\"\n30000000 deadline\n", HC_FACT_COLLECTED, HC_OUTCOME_OK,
		"203.0.113.25", "not all was answered" },
	{ "9 error code=-2 text=\"A EAI_NONAME\"\n9 error code=-2 text=\"AAAA EAI_NONAME\"\n",
		HC_FACT_ABSENT, HC_OUTCOME_NO_ADDRESS, "",
		"there is no such name (A EAI_NONAME, AAAA EAI_NONAME)" },
	{ "9 error code=-5 text=\"A EAI_NODATA\"\n9 error code=-5 text=\"AAAA EAI_NODATA\"\n",
		HC_FACT_ABSENT, HC_OUTCOME_NO_ADDRESS, "",
		"the name has no address (A EAI_NODATA, AAAA EAI_NODATA)" },
	{ "9 error code=-3 text=\"A EAI_AGAIN\"\n9 error code=-5 text=\"AAAA EAI_NODATA\"\n",
		HC_FACT_UNREACHABLE, HC_OUTCOME_SILENT, "",
		"the resolver did not answer (A EAI_AGAIN, AAAA EAI_NODATA)" },
	{ "9 error code=-4 text=\"A EAI_FAIL\"\n", HC_FACT_UNREACHABLE, HC_OUTCOME_UNREACHABLE, "",
		"the resolver failed (A EAI_FAIL)" },
	{ "30000000 deadline\n", HC_FACT_UNREACHABLE, HC_OUTCOME_SILENT, "",
		"the resolver did not answer" },
	{ "9 error code=-5 text=\"A EAI_NODATA\"\n30000000 deadline\n", HC_FACT_UNREACHABLE,
		HC_OUTCOME_SILENT, "", "the resolver did not answer (A EAI_NODATA)" },
	{ "9 cancelled text=\"by the user\"\n", HC_FACT_UNREACHABLE, HC_OUTCOME_INTERRUPTED, "",
		"the answer was not waited for" },
	{ "", HC_FACT_UNREACHABLE, HC_OUTCOME_INTERRUPTED, "", "the answer was not waited for" },
};

static void
test_none_and_nobody_knows_are_two_things(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcEvidence) evidence = read_records(rows[i].records);
		const HcHostAddresses *got = hc_evidence_addresses_of(evidence, HOST);
		g_autofree char *addresses = g_strjoinv("|", got->addresses);

		g_test_message("%s", rows[i].records);
		g_assert_cmpint(got->head.status, ==, rows[i].status);
		g_assert_cmpint(got->result.outcome, ==, rows[i].outcome);
		g_assert_cmpstr(got->result.detail, ==, rows[i].detail);
		g_assert_cmpstr(addresses, ==, rows[i].addresses);
		g_assert_true((got->head.why == NULL) == (rows[i].status == HC_FACT_COLLECTED));
	}
}

static void
test_the_fact_says_where_it_is_from(void)
{
	g_autoptr(HcEvidence) evidence = read_records("77 address text=\"203.0.113.25\"\n");
	const HcHostAddresses *got = hc_evidence_addresses(evidence, 0);

	g_assert_cmpstr(got->host, ==, HOST);
	g_assert_cmpuint(got->roles, ==, HC_ROLE_LISTENER);
	g_assert_cmpstr(got->head.origin.place, ==, "ADDRESSES " HOST);
	g_assert_cmpstr(got->head.origin.vantage, ==, HC_VANTAGE_THIS_HOST);
	g_assert_cmpint(got->result.took_us, ==, 77);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/parse/addresses/none-and-nobody-knows-are-two-things",
		test_none_and_nobody_knows_are_two_things);
	g_test_add_func("/parse/addresses/the-fact-says-where-it-is-from",
		test_the_fact_says_where_it_is_from);
	return g_test_run();
}
