/* Questions, transcripts, their text form and their bounds. */
#include "agent/base/error.h"
#include "agent/base/limits.h"
#include "agent/capture/capture.h"

#include <string.h>

/* --- questions -------------------------------------------------------------------------------- */

static void
test_question_text(void)
{
	const struct {
		HcQuestion question;
		const char *text;
	} rows[] = {
		{ { HC_QUESTION_ADDRESSES, (char[]){ "mail.contoso.example" }, NULL, 0, NULL, 0,
			  0 },
			"ADDRESSES mail.contoso.example" },
		{ { HC_QUESTION_SMTP, (char[]){ "mail.contoso.example" },
			  (char[]){ "203.0.113.25" }, 25, NULL, HC_ROLE_GIVEN, 0 },
			"SMTP mail.contoso.example [203.0.113.25]:25" },
		{ { HC_QUESTION_SMTP, (char[]){ "2001:DB8::1" }, (char[]){ "2001:db8::1" }, 2525,
			  NULL, 0, 0x0301 },
			"SMTP [2001:db8::1]:2525 TLS 1.0 only" },
		{ { HC_QUESTION_TCP, (char[]){ "mail.contoso.example" }, (char[]){ "2001:db8::1" },
			  443, NULL, 0, 0x0304 },
			"TCP mail.contoso.example [2001:db8::1]:443 TLS 1.3 only" },
		{ { HC_QUESTION_HTTPS, (char[]){ "mail.contoso.example" },
			  (char[]){ "203.0.113.25" }, 443, (char[]){ "/ews/exchange.asmx" }, 0, 0 },
			"HTTPS mail.contoso.example [203.0.113.25]:443/ews/exchange.asmx" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcQuestion) copy = hc_question_copy(&rows[i].question);
		g_autofree char *text = hc_question_text(copy);

		g_assert_cmpstr(text, ==, rows[i].text);
		g_assert_true(hc_question_same(copy, &rows[i].question));
		g_assert_cmpuint(copy->roles, ==, rows[i].question.roles);
	}
}

static void
test_question_same(void)
{
	g_autoptr(HcQuestion) one =
		hc_question_new(HC_QUESTION_SMTP, "mail.contoso.example", "203.0.113.25", 25);
	g_autoptr(HcQuestion) other = hc_question_copy(one);

	g_free(other->host);
	other->host = g_strdup("MAIL.Contoso.Example");
	other->roles = HC_ROLE_LISTENER;
	g_assert_true(hc_question_same(one, other));
	other->tls_max = 0x0303;
	g_assert_false(hc_question_same(one, other));
	other->tls_max = 0;
	other->port = 587;
	g_assert_false(hc_question_same(one, other));
	other->port = 25;
	other->kind = HC_QUESTION_TCP;
	g_assert_false(hc_question_same(one, other));
	other->kind = HC_QUESTION_SMTP;
	other->path = g_strdup("/");
	g_assert_false(hc_question_same(one, other));
	g_clear_pointer(&other->path, g_free);
	g_free(other->address);
	other->address = g_strdup("203.0.113.26");
	g_assert_false(hc_question_same(one, other));
}

/* --- the text form ---------------------------------------------------------------------------- */

static HcTranscript *
read_all(const char *text)
{
	g_autoptr(GError) error = NULL;
	HcTranscript *transcript = hc_transcript_read(text, strlen(text), &error);

	g_assert_no_error(error);
	return transcript;
}

/* Every octet there is comes back, in whatever kind of record. */
static void
test_lossless(void)
{
	g_autoptr(HcTranscript) first = hc_transcript_new(1792490400123456);
	g_autoptr(HcTranscript) again = NULL;
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GBytes) bytes = NULL;
	guint8 octets[256];

	for (guint i = 0; i < sizeof octets; i++)
		octets[i] = (guint8)i;
	bytes = g_bytes_new(octets, sizeof octets);
	for (guint kind = 0; kind <= HC_RECORD_ADDRESS; kind++)
		g_assert_true(hc_transcript_add(first,
			&(HcRecord){ .kind = (HcRecordKind)kind,
				.at_us = kind * 1000,
				.code = (gint)kind - 5,
				.text = kind % 2 == 0 ? "a \"quoted\" \\ text\r\n\xC3\xA4" : NULL,
				.bytes = kind % 3 == 0 ? NULL : bytes,
				.in_tls = kind % 4 == 0,
				.sent = kind % 5 == 0 }));
	hc_transcript_write(first, text);
	again = read_all(text->str);
	g_assert_cmpint(hc_transcript_started(again), ==, 1792490400123456);
	g_assert_cmpuint(hc_transcript_n(again), ==, hc_transcript_n(first));
	for (guint i = 0; i < hc_transcript_n(first); i++) {
		const HcRecord *a = hc_transcript_at(first, i);
		const HcRecord *b = hc_transcript_at(again, i);

		g_assert_true(a->kind == b->kind && a->at_us == b->at_us && a->code == b->code);
		g_assert_true(a->in_tls == b->in_tls && a->sent == b->sent);
		g_assert_cmpstr(a->text, ==, b->text);
		g_assert_true((a->bytes == NULL) == (b->bytes == NULL));
		g_assert_true(a->bytes == NULL || g_bytes_equal(a->bytes, b->bytes));
	}
}

static void
test_sample(void)
{
	g_autofree char *path = g_build_filename(
		g_getenv("HC_SOURCE_ROOT"), "tests", "parse", "transcript", "healthy.txt", NULL);
	g_autofree char *contents = NULL;
	g_autoptr(HcTranscript) transcript = NULL;
	g_autoptr(GString) text = g_string_new(NULL);
	gsize n = 0;

	g_assert_true(g_file_get_contents(path, &contents, NULL, NULL));
	transcript = read_all(contents);
	g_assert_cmpuint(hc_transcript_n(transcript), ==, 14);
	g_assert_cmpstr(g_bytes_get_data(hc_transcript_at(transcript, 5)->bytes, &n), ==,
		"220 2.0.0 \"go\\on\"\t\xC3\xA4");
	g_assert_cmpuint(n, ==, 23);
	g_assert_cmpuint(g_bytes_get_size(hc_transcript_at(transcript, 7)->bytes), ==, 5);
	g_assert_true(hc_transcript_at(transcript, 9)->sent);
	g_assert_true(hc_transcript_at(transcript, 11)->in_tls);
	/* But for its comment the sample is as it would be written. */
	hc_transcript_write(transcript, text);
	g_assert_cmpstr(text->str, ==, strchr(contents, '\n') + 1);
}

static void
test_refused(void)
{
	static const char *const rows[] = { "", "\n", "# nothing\n", "transcript\n",
		"transcript 2026-10-20T10:00:00Z\n", "transcript 2026-10-20T10:00:00Z 1000000\n",
		"transcript 2026-10-20T10:00:00Z 00\n", "transcript 2026-10-20T10:00:00Z 1 \n",
		"transcript -x\n", "transcript 2026-10-20 0\n" };
	static const char *const lines[] = { "closed", "1", "1 ", "1  closed", "-1 closed",
		"01 closed", "1 closed ", "1 closes", "1 closed\r", "1 closed tls tls",
		"1 closed code=0", "1 closed code=", "1 closed code=1 code=2",
		"1 closed code=2147483648", "1 closed code=1x", "1 closed text=\"",
		"1 closed text=\"a\" text=\"b\"", "1 closed text=\"\\\"", "1 closed text=\"\\x0\"",
		"1 closed text=\"\\x00\"", "1 closed text=\"\\q\"", "1 closed text=\"\t\"",
		"1 closed text=\"a\"b", "1 closed bytes=", "1 closed bytes=base64:M",
		"1 closed bytes=base64:MAM CAQE=", "1 closed bytes=base64:MAMCAQF=",
		"1 closed bytes=\"\" bytes=base64:", "999999999999999999999 closed",
		"transcript -" };

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;

		g_assert_null(hc_transcript_read(rows[i], strlen(rows[i]), &error));
		g_assert_error(error, HC_ERROR, HC_ERROR_INPUT);
	}
	for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_autofree char *text = g_strdup_printf("transcript -\n0 closed\n%s\n", lines[i]);
		g_autoptr(GError) error = NULL;

		g_test_message("%s", lines[i]);
		g_assert_null(hc_transcript_read(text, strlen(text), &error));
		g_assert_error(error, HC_ERROR, HC_ERROR_INPUT);
		g_assert_nonnull(strstr(error->message, "line 3"));
	}
}

/* --- bounds ----------------------------------------------------------------------------------- */

static void
test_full_of_octets(void)
{
	g_autoptr(HcTranscript) transcript = hc_transcript_new(HC_TIME_NONE);
	g_autofree char *octets = g_malloc0(HC_LIMIT_TRANSCRIPT_BYTES);
	g_autoptr(GBytes) all = g_bytes_new(octets, HC_LIMIT_TRANSCRIPT_BYTES);
	g_autoptr(GBytes) one = g_bytes_new("x", 1);
	const HcRecord *last = NULL;

	g_assert_true(hc_transcript_add(
		transcript, &(HcRecord){ .kind = HC_RECORD_RECEIVED, .bytes = all }));
	g_assert_false(hc_transcript_add(
		transcript, &(HcRecord){ .kind = HC_RECORD_RECEIVED, .bytes = one }));
	g_assert_false(hc_transcript_add(
		transcript, &(HcRecord){ .kind = HC_RECORD_RECEIVED, .bytes = one }));
	g_assert_cmpuint(hc_transcript_n(transcript), ==, 2);
	last = hc_transcript_at(transcript, 1);
	g_assert_true(last->kind == HC_RECORD_LIMIT);
	g_assert_cmpstr(last->text, ==, "HC_LIMIT_TRANSCRIPT_BYTES");
	g_assert_true(hc_transcript_add(transcript, &(HcRecord){ .kind = HC_RECORD_CLOSED }));
}

static void
test_full_of_records(void)
{
	g_autoptr(HcTranscript) transcript = hc_transcript_new(HC_TIME_NONE);
	g_autoptr(HcTranscript) again = NULL;
	g_autoptr(GString) text = g_string_new(NULL);
	guint n = 0;

	while (hc_transcript_add(transcript, &(HcRecord){ .kind = HC_RECORD_SENT }))
		n++;
	g_assert_cmpuint(n, >, HC_LIMIT_TRANSCRIPT_RECORDS - 20);
	g_assert_true(hc_transcript_add(transcript, &(HcRecord){ .kind = HC_RECORD_DEADLINE }));
	hc_transcript_write(transcript, text);
	again = read_all(text->str);
	g_assert_cmpuint(hc_transcript_n(again), ==, n + 2);
	while (hc_transcript_add(transcript, &(HcRecord){ .kind = HC_RECORD_DEADLINE }))
		n++;
	g_assert_cmpuint(hc_transcript_n(transcript), ==, HC_LIMIT_TRANSCRIPT_RECORDS);
}

static void
test_text_too_long(void)
{
	g_autofree char *text = g_strnfill(HC_LIMIT_TRANSCRIPT_TEXT + 1, '\n');
	g_autoptr(GError) error = NULL;

	g_assert_null(hc_transcript_read(text, HC_LIMIT_TRANSCRIPT_TEXT + 1, &error));
	g_assert_error(error, HC_ERROR, HC_ERROR_LIMIT);
}

static void
test_many_lines_refused(void)
{
	g_autoptr(GString) text = g_string_new("transcript -\n");
	g_autoptr(GError) error = NULL;

	for (guint i = 0; i < HC_LIMIT_TRANSCRIPT_RECORDS; i++)
		g_string_append(text, "1 sent\n");
	g_assert_null(hc_transcript_read(text->str, text->len, &error));
	g_assert_error(error, HC_ERROR, HC_ERROR_LIMIT);
}

/* --- as a capture ----------------------------------------------------------------------------- */

static void
test_capture(void)
{
	g_autoptr(HcCapture) capture = hc_capture_new_transcript(
		hc_question_new(HC_QUESTION_SMTP, "mail.contoso.example", "203.0.113.25", 25),
		hc_transcript_new(HC_TIME_NONE));
	g_autoptr(GError) error = NULL;

	g_assert_cmpstr(
		hc_capture_name(capture), ==, "SMTP mail.contoso.example [203.0.113.25]:25");
	g_assert_cmpstr(hc_capture_question(capture)->address, ==, "203.0.113.25");
	g_assert_cmpuint(hc_transcript_n(hc_capture_transcript(capture)), ==, 0);
	g_assert_true(hc_capture_ending(capture) == HC_ENDING_DONE);
	g_assert_null(hc_capture_open(capture, &error));
	g_assert_error(error, HC_ERROR, HC_ERROR_IO);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/capture/question/text", test_question_text);
	g_test_add_func("/capture/question/same", test_question_same);
	g_test_add_func("/capture/transcript/lossless", test_lossless);
	g_test_add_func("/capture/transcript/sample", test_sample);
	g_test_add_func("/capture/transcript/refused", test_refused);
	g_test_add_func("/capture/transcript/full-of-octets", test_full_of_octets);
	g_test_add_func("/capture/transcript/full-of-records", test_full_of_records);
	g_test_add_func("/capture/transcript/text-too-long", test_text_too_long);
	g_test_add_func("/capture/transcript/many-lines-refused", test_many_lines_refused);
	g_test_add_func("/capture/transcript/capture", test_capture);
	return g_test_run();
}
