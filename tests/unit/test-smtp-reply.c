/* Replies of SMTP servers: complete, not yet, and wrong; each at the earliest octet. */
#include "agent/base/limits.h"
#include "agent/base/smtp-reply.h"

#include <string.h>

static gsize
push_text(HcSmtpReply *reply, const char *text)
{
	return hc_smtp_reply_push(reply, (const guint8 *)text, strlen(text));
}

static void
test_complete(void)
{
	static const struct {
		const char *text;
		guint code;
		const char *enhanced;
		guint n_lines;
		const char *last;
	} rows[] = {
		{ "220 mail.contoso.example ESMTP\r\n", 220, NULL, 1,
			"mail.contoso.example ESMTP" },
		{ "220-wait\r\n220 mail\r\n", 220, NULL, 2, "mail" },
		{ "220-\r\n220-\r\n220 \r\n", 220, NULL, 3, "" },
		{ "250\r\n", 250, NULL, 1, "" },
		{ "250-a\r\n250\r\n", 250, NULL, 2, "" },
		{ "421 4.3.2 busy\r\n", 421, "4.3.2", 1, "4.3.2 busy" },
		{ "550 5.7.606\r\n", 550, "5.7.606", 1, "5.7.606" },
		{ "550 4.7.1 other class\r\n", 550, NULL, 1, "4.7.1 other class" },
		{ "354 3.0.0 no class\r\n", 354, NULL, 1, "3.0.0 no class" },
		{ "550 5.7.1x\r\n", 550, NULL, 1, "5.7.1x" },
		{ "550 5.7.1234 x\r\n", 550, NULL, 1, "5.7.1234 x" },
		{ "550 5.7 x\r\n", 550, NULL, 1, "5.7 x" },
		{ "550 5.7. x\r\n", 550, NULL, 1, "5.7. x" },
		{ "220 \xC3\xA4\t*\r\n", 220, NULL, 1, "\xC3\xA4\t*" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcSmtpReply) reply = hc_smtp_reply_new();
		gsize n = strlen(rows[i].text);

		g_test_message("%s", rows[i].text);
		for (gsize at = 0; at < n; at++) {
			g_assert_true(hc_smtp_reply_state(reply) == HC_SMTP_REPLY_INCOMPLETE);
			g_assert_cmpuint(
				hc_smtp_reply_push(reply, (const guint8 *)rows[i].text + at, 1), ==,
				1);
		}
		g_assert_true(hc_smtp_reply_state(reply) == HC_SMTP_REPLY_COMPLETE);
		g_assert_cmpuint(hc_smtp_reply_code(reply), ==, rows[i].code);
		g_assert_cmpstr(hc_smtp_reply_enhanced(reply), ==, rows[i].enhanced);
		g_assert_null(hc_smtp_reply_lines(reply)[rows[i].n_lines]);
		g_assert_cmpstr(hc_smtp_reply_lines(reply)[rows[i].n_lines - 1], ==, rows[i].last);
		g_assert_cmpuint(hc_smtp_reply_n_octets(reply), ==, n);
		g_assert_false(hc_smtp_reply_had_bare_lf(reply));
		g_assert_false(hc_smtp_reply_had_bare_cr(reply));
	}
}

/* What follows a reply is left where it is; the next one is read after a restart. */
static void
test_stops_at_its_end(void)
{
	static const char text[] = "220 go\r\n250 early\r\n";
	g_autoptr(HcSmtpReply) reply = hc_smtp_reply_new();

	g_assert_cmpuint(push_text(reply, text), ==, 8);
	g_assert_cmpuint(push_text(reply, text + 8), ==, 0);
	hc_smtp_reply_restart(reply);
	g_assert_cmpuint(hc_smtp_reply_code(reply), ==, 0);
	g_assert_cmpuint(push_text(reply, text + 8), ==, 11);
	g_assert_cmpuint(hc_smtp_reply_code(reply), ==, 250);
	g_assert_cmpstr(hc_smtp_reply_lines(reply)[0], ==, "early");
}

/* @n_taken octets are enough to know. */
static void
test_wrong(void)
{
	static const struct {
		const char *text;
		HcSmtpFault fault;
		gsize n_taken;
	} rows[] = {
		{ "SSH-2.0-OpenSSH\r\n", HC_SMTP_FAULT_NO_CODE, 1 },
		{ "\x16\x03\x01", HC_SMTP_FAULT_NO_CODE, 1 },
		{ "120 x\r\n", HC_SMTP_FAULT_NO_CODE, 1 },
		{ "600 x\r\n", HC_SMTP_FAULT_NO_CODE, 1 },
		{ "2a0 x\r\n", HC_SMTP_FAULT_NO_CODE, 2 },
		{ "22\r\n", HC_SMTP_FAULT_NO_CODE, 3 },
		{ "22\n", HC_SMTP_FAULT_NO_CODE, 3 },
		{ "2200 x\r\n", HC_SMTP_FAULT_NO_CODE, 4 },
		{ "220\tx\r\n", HC_SMTP_FAULT_NO_CODE, 4 },
		{ "\r\n", HC_SMTP_FAULT_NO_CODE, 1 },
		{ "\n", HC_SMTP_FAULT_NO_CODE, 1 },
		{ "220-a\r\nb\r\n", HC_SMTP_FAULT_NO_CODE, 8 },
		{ "220-a\r\n\r\n", HC_SMTP_FAULT_NO_CODE, 8 },
		{ "220-a\r\n250 b\r\n", HC_SMTP_FAULT_MIXED_CODES, 10 },
		{ "250-a\r\n250-b\r\n251 c\r\n", HC_SMTP_FAULT_MIXED_CODES, 17 },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcSmtpReply) reply = hc_smtp_reply_new();

		g_test_message("%s", rows[i].text);
		g_assert_cmpuint(push_text(reply, rows[i].text), ==, rows[i].n_taken);
		g_assert_true(hc_smtp_reply_state(reply) == HC_SMTP_REPLY_WRONG);
		g_assert_true(hc_smtp_reply_fault(reply) == rows[i].fault);
		g_assert_nonnull(hc_smtp_fault_text(rows[i].fault));
		g_assert_cmpuint(push_text(reply, "220 x\r\n"), ==, 0);
	}
}

static void
test_nul(void)
{
	g_autoptr(HcSmtpReply) reply = hc_smtp_reply_new();

	g_assert_cmpuint(hc_smtp_reply_push(reply, (const guint8 *)"220 a\0b\r\n", 9), ==, 6);
	g_assert_true(hc_smtp_reply_fault(reply) == HC_SMTP_FAULT_NUL);
}

static void
test_line_ends(void)
{
	g_autoptr(HcSmtpReply) reply = hc_smtp_reply_new();

	push_text(reply, "220-a\r\n220 b\n");
	g_assert_true(hc_smtp_reply_state(reply) == HC_SMTP_REPLY_COMPLETE);
	g_assert_true(hc_smtp_reply_had_bare_lf(reply));
	g_assert_false(hc_smtp_reply_had_bare_cr(reply));
	hc_smtp_reply_restart(reply);
	push_text(reply, "220 a\rb\r\n");
	g_assert_true(hc_smtp_reply_state(reply) == HC_SMTP_REPLY_COMPLETE);
	g_assert_true(hc_smtp_reply_had_bare_cr(reply));
	g_assert_false(hc_smtp_reply_had_bare_lf(reply));
	g_assert_cmpstr(hc_smtp_reply_lines(reply)[0], ==, "a\rb");
	/* A lone CR is no end of a line. */
	hc_smtp_reply_restart(reply);
	push_text(reply, "220\r220 a\r");
	g_assert_true(hc_smtp_reply_state(reply) == HC_SMTP_REPLY_INCOMPLETE);
	push_text(reply, "\n");
	g_assert_true(hc_smtp_reply_state(reply) == HC_SMTP_REPLY_COMPLETE);
	g_assert_true(hc_smtp_reply_had_bare_cr(reply));
}

static void
test_keywords(void)
{
	g_autoptr(HcSmtpReply) reply = hc_smtp_reply_new();

	g_assert_false(hc_smtp_reply_has_keyword(reply, "STARTTLS"));
	push_text(reply, "250-STARTTLS is my name\r\n250-SIZE 1\r\n250-XSTARTTLS\r\n"
			 "250-STARTTLSX\r\n250 8BITMIME\r\n");
	g_assert_false(hc_smtp_reply_has_keyword(reply, "STARTTLS"));
	g_assert_true(hc_smtp_reply_has_keyword(reply, "size"));
	hc_smtp_reply_restart(reply);
	push_text(reply, "250-x\r\n250 startTLS\r\n");
	g_assert_true(hc_smtp_reply_has_keyword(reply, "STARTTLS"));
}

static gsize
push_filled(HcSmtpReply *reply, const char *start, gsize n)
{
	g_autofree char *fill = g_strnfill(n, 'a');
	g_autofree char *text = g_strconcat(start, fill, NULL);

	return push_text(reply, text);
}

static void
test_long_line(void)
{
	g_autoptr(HcSmtpReply) reply = hc_smtp_reply_new();

	push_filled(reply, "220 ", HC_LIMIT_SMTP_LINE - 5);
	push_text(reply, "\r\n");
	g_assert_true(hc_smtp_reply_state(reply) == HC_SMTP_REPLY_COMPLETE);
	hc_smtp_reply_restart(reply);
	g_assert_cmpuint(
		push_filled(reply, "220 ", HC_LIMIT_SMTP_LINE), ==, HC_LIMIT_SMTP_LINE + 1);
	g_assert_true(hc_smtp_reply_fault(reply) == HC_SMTP_FAULT_LONG_LINE);
}

static void
test_many_lines(void)
{
	g_autoptr(HcSmtpReply) reply = hc_smtp_reply_new();

	for (guint i = 0; i < HC_LIMIT_SMTP_LINES - 1; i++)
		push_text(reply, "250-A\r\n");
	push_text(reply, "250 Z\r\n");
	g_assert_true(hc_smtp_reply_state(reply) == HC_SMTP_REPLY_COMPLETE);
	hc_smtp_reply_restart(reply);
	for (guint i = 0; i < HC_LIMIT_SMTP_LINES; i++)
		push_text(reply, "250-A\r\n");
	push_text(reply, "250 Z\r\n");
	g_assert_true(hc_smtp_reply_fault(reply) == HC_SMTP_FAULT_MANY_LINES);
}

static void
test_many_octets(void)
{
	g_autoptr(HcSmtpReply) reply = hc_smtp_reply_new();

	for (guint i = 0; i < HC_LIMIT_SMTP_LINES / 2; i++) {
		push_filled(reply, "250-", HC_LIMIT_SMTP_LINE - 10);
		push_text(reply, "\r\n");
	}
	g_assert_true(hc_smtp_reply_fault(reply) == HC_SMTP_FAULT_MANY_OCTETS);
	g_assert_cmpuint(hc_smtp_reply_n_octets(reply), ==, HC_LIMIT_SMTP_REPLY + 1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/base/smtp-reply/complete", test_complete);
	g_test_add_func("/base/smtp-reply/stops-at-its-end", test_stops_at_its_end);
	g_test_add_func("/base/smtp-reply/wrong", test_wrong);
	g_test_add_func("/base/smtp-reply/nul", test_nul);
	g_test_add_func("/base/smtp-reply/line-ends", test_line_ends);
	g_test_add_func("/base/smtp-reply/keywords", test_keywords);
	g_test_add_func("/base/smtp-reply/long-line", test_long_line);
	g_test_add_func("/base/smtp-reply/many-lines", test_many_lines);
	g_test_add_func("/base/smtp-reply/many-octets", test_many_octets);
	return g_test_run();
}
