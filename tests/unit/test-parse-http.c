/*
 * Requests by transcript.  Each sample says in its first line where it ended, how, and with which
 * status: "# expect: ehlo2 ok 401".
 */
#include "agent/evidence/evidence-json.h"
#include "agent/parse/probe/probe.h"

#include <string.h>

#define EXPECT "# expect: "

static HcEvidence *
read_text(const char *text, gsize length, guint roles)
{
	HcTranscript *transcript = hc_transcript_read(text, length, NULL);
	HcQuestion *question = NULL;
	HcEvidenceBuilder *builder = NULL;
	g_autoptr(HcCapture) capture = NULL;

	if (transcript == NULL)
		return NULL;
	question = hc_question_new(HC_QUESTION_HTTPS, "mail.contoso.example", "203.0.113.25", 443);
	question->path = g_strdup("/EWS/Exchange.asmx");
	question->roles = roles;
	builder = hc_evidence_builder_new(HC_TIME_NONE);
	capture = hc_capture_new_transcript(question, transcript);
	hc_parse_answer(capture, builder);
	return hc_evidence_builder_finish(builder);
}

static char *
folder_of_samples(void)
{
	return g_build_filename(g_getenv("HC_SOURCE_ROOT"), "tests", "parse", "http-answer", NULL);
}

static char *
load(const char *name)
{
	g_autofree char *folder = folder_of_samples();
	g_autofree char *path = g_build_filename(folder, name, NULL);
	char *contents = NULL;

	g_assert_true(g_file_get_contents(path, &contents, NULL, NULL));
	return contents;
}

static HcEvidence *
read_sample(const char *name)
{
	g_autofree char *contents = load(name);
	HcEvidence *evidence = read_text(contents, strlen(contents), HC_ROLE_PUBLISHED);

	g_assert_nonnull(evidence);
	return evidence;
}

/* --- every sample ----------------------------------------------------------------------------- */

typedef void (*TrySample)(const char *name, const char *contents);

static void
for_each_sample(TrySample try_sample)
{
	g_autofree char *folder = folder_of_samples();
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name = NULL;
	guint n = 0;

	g_assert_nonnull(dir);
	while ((name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *contents = load(name);

		try_sample(name, contents);
		n++;
	}
	g_assert_cmpuint(n, >=, 25);
}

static void
try_expectation(const char *name, const char *contents)
{
	g_autoptr(HcEvidence) evidence = read_text(contents, strlen(contents), HC_ROLE_PUBLISHED);
	const HcHttpAnswer *answer = NULL;
	g_autofree char *expected = g_strndup(contents, strcspn(contents, "\n"));
	g_autofree char *got = NULL;

	g_test_message("%s", name);
	g_assert_nonnull(evidence);
	answer = hc_evidence_http(evidence, 0);
	got = g_strdup_printf(EXPECT "%s %s %u", hc_stage_word(answer->stage),
		hc_outcome_word(answer->outcome), answer->status);
	g_assert_cmpstr(got, ==, expected);
}

static void
test_every_sample_has_its_outcome(void)
{
	for_each_sample(try_expectation);
}

static void
try_prefixes(const char *name, const char *contents)
{
	const gsize length = strlen(contents);

	(void)name;
	for (gsize n = 0; n <= length; n++) {
		g_autofree char *prefix = g_strndup(contents, n);
		g_autoptr(HcEvidence) evidence = read_text(prefix, n, HC_ROLE_REVOCATION);

		if (evidence == NULL)
			continue;
		g_assert_cmpuint(hc_evidence_n_http(evidence), ==, 1);
		g_assert_cmpint(hc_evidence_http(evidence, 0)->outcome, !=, HC_OUTCOME_NOT_REACHED);
	}
}

static void
test_every_prefix_has_an_outcome(void)
{
	for_each_sample(try_prefixes);
}

/* --- what else is told ------------------------------------------------------------------------ */

static void
test_answer_is_told(void)
{
	g_autoptr(HcEvidence) evidence = read_sample("ok-401.txt");
	const HcHttpAnswer *answer = hc_evidence_http(evidence, 0);

	g_assert_cmpstr(answer->url, ==, "https://mail.contoso.example/EWS/Exchange.asmx");
	g_assert_cmpstr(answer->authenticate, ==, "Negotiate, NTLM");
	g_assert_cmpstr(answer->server, ==, "Microsoft-IIS/10.0");
	g_assert_cmpstr(answer->tls->version, ==, "TLSv1.2");
	g_assert_cmpint(answer->head.status, ==, HC_FACT_COLLECTED);
	g_assert_cmpstr(answer->head.origin.vantage, ==, HC_VANTAGE_THIS_HOST);
	g_assert_cmpuint(g_strv_length(answer->redirects), ==, 0);
	g_assert_null(answer->detail);
}

static void
test_redirects_are_told(void)
{
	g_autoptr(HcEvidence) followed = read_sample("redirect-followed.txt");
	g_autoptr(HcEvidence) other = read_sample("redirect-other-host.txt");
	g_autoptr(HcEvidence) refused = read_sample("redirect-followed-refused.txt");
	const HcHttpAnswer *answer = hc_evidence_http(followed, 0);

	g_assert_cmpuint(g_strv_length(answer->redirects), ==, 1);
	g_assert_cmpstr(answer->redirects[0], ==, "https://mail.contoso.example/owa/auth?a=b");
	g_assert_cmpstr(answer->url, ==, answer->redirects[0]);
	g_assert_null(answer->detail);
	answer = hc_evidence_http(other, 0);
	g_assert_cmpstr(answer->detail, ==,
		"it redirects to https://other.contoso.example/x, which is not followed");
	answer = hc_evidence_http(refused, 0);
	g_assert_cmpstr(answer->detail, ==,
		"it redirects to https://mail.contoso.example/owa, and there: nobody listens "
		"there, or a firewall rejects it (ECONNREFUSED)");
}

static void
test_what_is_no_http_is_shown(void)
{
	g_autoptr(HcEvidence) evidence = read_sample("answer-garbage.txt");

	g_assert_cmpstr(hc_evidence_http(evidence, 0)->detail, ==,
		"it answers \"220 mail.contoso.example ESMTP \"");
}

/* What is asked for revocation is asked in clear: no handshake is missing. */
static void
test_in_clear(void)
{
	static const char text[] =
		"transcript 2026-10-01T00:00:00Z 0\n"
		"310 connected text=\"203.0.113.9:41234\"\n"
		"400 sent bytes=\"GET /a.crl HTTP/1.1\\r\\n\\r\\n\"\n"
		"900 received bytes=\"HTTP/1.1 200 OK\\r\\nServer: a\\x1B\\r\\n\\r\\n\"\n";
	g_autoptr(HcEvidence) evidence = read_text(text, sizeof text - 1, HC_ROLE_REVOCATION);
	const HcHttpAnswer *answer = hc_evidence_http(evidence, 0);

	g_assert_cmpint(answer->outcome, ==, HC_OUTCOME_OK);
	g_assert_cmpuint(answer->status, ==, 200);
	g_assert_cmpstr(answer->url, ==, "http://mail.contoso.example:443/EWS/Exchange.asmx");
	g_assert_cmpstr(answer->server, ==, "a\xEF\xBF\xBD");
	g_assert_null(answer->tls);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/parse/http/every-sample", test_every_sample_has_its_outcome);
	g_test_add_func("/parse/http/every-prefix", test_every_prefix_has_an_outcome);
	g_test_add_func("/parse/http/answer", test_answer_is_told);
	g_test_add_func("/parse/http/redirects", test_redirects_are_told);
	g_test_add_func("/parse/http/no-http", test_what_is_no_http_is_shown);
	g_test_add_func("/parse/http/in-clear", test_in_clear);
	return g_test_run();
}
