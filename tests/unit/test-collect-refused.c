/* What only a certificate names is not asked on this host itself, nor on its link. */
#include "agent/collect/collect.h"

#define NOBODY_LISTENS 1 /* tcpmux */

static void
keep(HcCapture *capture, gpointer user)
{
	HcCapture **kept = user;

	g_assert_null(*kept);
	*kept = capture;
}

static HcCapture *
ask(const char *address, guint roles)
{
	const HcCollectOptions options = { .now = HC_TIME_NONE,
		.ehlo = "probe.contoso.example",
		.timeout_ms = 5000,
		.concurrency = 1,
		.ipv4 = TRUE,
		.ipv6 = TRUE };
	g_autoptr(GPtrArray) questions =
		g_ptr_array_new_with_free_func((GDestroyNotify)hc_question_free);
	HcQuestion *question =
		hc_question_new(HC_QUESTION_TCP, "crl.contoso.example", address, NOBODY_LISTENS);
	HcCapture *answer = NULL;

	question->roles = roles;
	g_ptr_array_add(questions, question);
	hc_collect_run(questions, &options, keep, &answer);
	g_assert_nonnull(answer);
	return answer;
}

static void
test_refused(void)
{
	static const struct {
		const char *address;
		const char *text;
	} rows[] = {
		{ "127.0.0.1", "only a certificate names it, and the address is loopback" },
		{ "::ffff:127.0.0.1", "only a certificate names it, and the address is loopback" },
		{ "169.254.169.254", "only a certificate names it, and the address is link-local" },
		{ "0.0.0.0", "only a certificate names it, and the address is unspecified" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcCapture) answer = ask(rows[i].address, HC_ROLE_REVOCATION);
		const HcTranscript *transcript = hc_capture_transcript(answer);
		const HcRecord *record = hc_transcript_at(transcript, 0);

		g_test_message("%s", rows[i].address);
		g_assert_cmpuint(hc_transcript_n(transcript), ==, 1);
		g_assert_cmpint(record->kind, ==, HC_RECORD_CANCELLED);
		g_assert_cmpstr(record->text, ==, rows[i].text);
	}
}

/* The user may look at whatever the user names. */
static void
test_given(void)
{
	g_autoptr(HcCapture) answer = ask("127.0.0.1", HC_ROLE_REVOCATION | HC_ROLE_GIVEN);
	const HcTranscript *transcript = hc_capture_transcript(answer);

	g_assert_cmpuint(hc_transcript_n(transcript), ==, 1);
	g_assert_cmpstr(hc_transcript_at(transcript, 0)->text, ==, "ECONNREFUSED");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/collect/refused/by-certificate-alone", test_refused);
	g_test_add_func("/collect/refused/given", test_given);
	return g_test_run();
}
