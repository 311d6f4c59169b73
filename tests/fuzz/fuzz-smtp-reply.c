/* SMTP replies: the same octets say the same, in one piece or one by one. */
#include "agent/base/limits.h"
#include "agent/base/smtp-reply.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static gsize
push_singly(HcSmtpReply *reply, const guint8 *octets, gsize n)
{
	gsize taken = 0;

	while (taken < n && hc_smtp_reply_push(reply, octets + taken, 1) == 1)
		taken++;
	return taken;
}

static void
check_same(const HcSmtpReply *a, const HcSmtpReply *b)
{
	const char *const *lines = hc_smtp_reply_lines(a);
	const char *const *others = hc_smtp_reply_lines(b);

	g_assert_true(hc_smtp_reply_state(a) == hc_smtp_reply_state(b));
	g_assert_true(hc_smtp_reply_fault(a) == hc_smtp_reply_fault(b));
	g_assert_cmpuint(hc_smtp_reply_code(a), ==, hc_smtp_reply_code(b));
	g_assert_cmpstr(hc_smtp_reply_enhanced(a), ==, hc_smtp_reply_enhanced(b));
	g_assert_true(g_strv_equal(lines, others));
	g_assert_true(hc_smtp_reply_has_keyword(a, "STARTTLS") ==
		      hc_smtp_reply_has_keyword(b, "STARTTLS"));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(HcSmtpReply) whole = hc_smtp_reply_new();
	g_autoptr(HcSmtpReply) singly = hc_smtp_reply_new();
	gsize at = 0;

	while (at < size && hc_smtp_reply_state(whole) != HC_SMTP_REPLY_WRONG) {
		gsize n = 0;

		hc_smtp_reply_restart(whole);
		hc_smtp_reply_restart(singly);
		n = hc_smtp_reply_push(whole, data + at, size - at);
		g_assert_cmpuint(n, ==, push_singly(singly, data + at, size - at));
		g_assert_cmpuint(n, ==, hc_smtp_reply_n_octets(whole));
		g_assert_cmpuint(n, <=, HC_LIMIT_SMTP_REPLY + 1);
		g_assert_true((hc_smtp_reply_state(whole) == HC_SMTP_REPLY_WRONG) ==
			      (hc_smtp_fault_text(hc_smtp_reply_fault(whole)) != NULL));
		check_same(whole, singly);
		at += n;
	}
	return 0;
}
