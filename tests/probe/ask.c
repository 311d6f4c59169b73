/*
 * Asks what the command line says and prints the transcripts, for the tests of the collectors.
 *
 * usage: ask [--timeout MS] [--budget MS] [--concurrency N] [--source ADDRESS] [--host NAME]
 *            [--https PATH | --clear PATH] [--only VERSION] [--client-cert FILE --client-key FILE]
 * [--cancel-after MS] [--counts] ADDRESS PORT [ADDRESS PORT]… ask [options] --resolve NAME…
 *
 * For each answer: "== what was asked", its transcript, and what the parser calls the outcome. With
 * --counts instead one line: how many were answered, descriptors open before and after, and the
 * peak of memory in KiB.
 */
#include "agent/collect/collect.h"
#include "agent/parse/probe/probe.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

static HcCollectOptions options = { .now = 1792490400000000,
	.ehlo = "probe.contoso.example",
	.timeout_ms = 5000,
	.concurrency = 256,
	.ipv4 = TRUE,
	.ipv6 = TRUE };
static const char *host;
static const char *asked_path; /* of a question for HTTPS; NULL: SMTP is spoken */
static gboolean is_clear;
static guint only_version;
static gboolean is_resolving;
static gboolean is_counting;
static guint n_answers;
static gint64 cancel_at_us;

static gboolean
is_cancelled(void)
{
	return g_get_monotonic_time() >= cancel_at_us;
}

static guint
count_descriptors(void)
{
	g_autoptr(GDir) dir = g_dir_open("/proc/self/fd", 0, NULL);
	guint n = 0;

	while (g_dir_read_name(dir) != NULL)
		n++;
	return n;
}

/* What the parser calls it: "outcome ok quit", "outcome ok ehlo2 401". */
static void
print_outcome(const HcCapture *capture)
{
	HcEvidenceBuilder *builder = hc_evidence_builder_new(options.now);
	g_autoptr(HcEvidence) evidence = NULL;

	hc_parse_answer(capture, builder);
	evidence = hc_evidence_builder_finish(builder);
	for (guint i = 0; i < hc_evidence_n_smtp(evidence); i++) {
		const HcSmtpSession *session = hc_evidence_smtp(evidence, i);

		printf("outcome %s %s\n", hc_outcome_word(session->outcome),
			hc_stage_word(session->stage));
	}
	for (guint i = 0; i < hc_evidence_n_http(evidence); i++) {
		const HcHttpAnswer *answer = hc_evidence_http(evidence, i);

		printf("outcome %s %s %u\n", hc_outcome_word(answer->outcome),
			hc_stage_word(answer->stage), answer->status);
	}
}

static void
answered(HcCapture *capture, gpointer user)
{
	g_autoptr(HcCapture) owned = capture;
	g_autoptr(GString) text = g_string_new(NULL);

	(void)user;
	n_answers++;
	if (is_counting)
		return;
	g_string_append_printf(text, "== %s\n", hc_capture_name(owned));
	hc_transcript_write(hc_capture_transcript(owned), text);
	fputs(text->str, stdout);
	print_outcome(owned);
}

static char *
contents_of(const char *path)
{
	g_autoptr(GError) error = NULL;
	char *contents = NULL;

	if (!g_file_get_contents(path, &contents, NULL, &error))
		g_error("%s", error->message);
	return contents;
}

static guint
number_of(const char *text)
{
	return (guint)g_ascii_strtoull(text, NULL, 0);
}

/* FALSE if @name is no option that says what is spoken. */
static gboolean
take_path(const char *name, const char *value)
{
	is_clear = strcmp(name, "--clear") == 0;
	asked_path = value;
	return is_clear || strcmp(name, "--https") == 0;
}

/* FALSE if @name is no option with a value. */
static gboolean
take_option(const char *name, const char *value)
{
	if (strcmp(name, "--timeout") == 0)
		options.timeout_ms = number_of(value);
	else if (strcmp(name, "--budget") == 0)
		options.budget_ms = number_of(value);
	else if (strcmp(name, "--concurrency") == 0)
		options.concurrency = number_of(value);
	else if (strcmp(name, "--source") == 0 && strchr(value, ':') != NULL)
		options.source6 = value;
	else if (strcmp(name, "--source") == 0)
		options.source4 = value;
	else if (strcmp(name, "--host") == 0)
		host = value;
	else if (strcmp(name, "--only") == 0)
		only_version = number_of(value);
	else if (strcmp(name, "--client-cert") == 0)
		options.client_cert_pem = contents_of(value);
	else if (strcmp(name, "--client-key") == 0)
		options.client_key_pem = contents_of(value);
	else if (strcmp(name, "--cancel-after") == 0)
		cancel_at_us = g_get_monotonic_time() + number_of(value) * (gint64)1000;
	else
		return take_path(name, value);
	return TRUE;
}

static int
take_options(int argc, char **argv)
{
	int i = 1;

	for (; i < argc && argv[i][0] == '-'; i++) {
		if (strcmp(argv[i], "--counts") == 0)
			is_counting = TRUE;
		else if (strcmp(argv[i], "--resolve") == 0)
			is_resolving = TRUE;
		else if (i + 1 == argc || !take_option(argv[i], argv[i + 1]))
			g_error("%s: no such option", argv[i]);
		else
			i++;
	}
	return i;
}

static void
free_question(gpointer data)
{
	hc_question_free(data);
}

static GPtrArray *
questions_from(int argc, char **argv, int i)
{
	GPtrArray *questions = g_ptr_array_new_with_free_func(free_question);

	while (i < argc) {
		HcQuestion *question = NULL;

		if (is_resolving)
			question = hc_question_new(HC_QUESTION_ADDRESSES, argv[i], NULL, 0);
		else if (i + 1 < argc)
			question = hc_question_new(
				asked_path != NULL ? HC_QUESTION_HTTPS : HC_QUESTION_SMTP,
				host != NULL ? host : argv[i], argv[i],
				(guint16)number_of(argv[i + 1]));
		else
			g_error("%s: no port", argv[i]);
		question->tls_max = only_version;
		question->path = g_strdup(asked_path);
		question->roles = HC_ROLE_GIVEN | (is_clear ? HC_ROLE_REVOCATION : 0u);
		g_ptr_array_add(questions, question);
		i += is_resolving ? 1 : 2;
	}
	return questions;
}

int
main(int argc, char **argv)
{
	int first = take_options(argc, argv);
	g_autoptr(GPtrArray) questions = questions_from(argc, argv, first);
	g_autoptr(GError) error = NULL;
	guint n_before = count_descriptors();
	struct rusage used = { 0 };

	if (cancel_at_us != 0)
		options.cancelled = is_cancelled;
	if (!hc_collect_check(&options, &error)) {
		fprintf(stderr, "%s\n", error->message);
		return 64;
	}
	hc_collect_run(questions, &options, answered, NULL);
	getrusage(RUSAGE_SELF, &used);
	if (is_counting)
		printf("%u answers, %u descriptors before, %u after, %ld KiB\n", n_answers,
			n_before, count_descriptors(), used.ru_maxrss);
	return n_answers == questions->len ? 0 : 1;
}
