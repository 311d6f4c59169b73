/*
 * Replies of SMTP servers, read as they arrive.  In: octets in pieces of any size.  Out: one reply
 * (RFC 5321 4.2), what is still missing, or what is wrong with it.  Room: base.
 *
 * A reply is wrong as soon as no continuation could make it right, so nothing is waited for in
 * vain. Strict but for two things that mail servers put up with and that are told: a line may end
 * with LF alone, and CR may stand inside a line.
 */
#pragma once

#include <glib.h>

typedef enum {
	HC_SMTP_REPLY_INCOMPLETE,
	HC_SMTP_REPLY_COMPLETE,
	HC_SMTP_REPLY_WRONG, /* see hc_smtp_reply_fault() */
} HcSmtpReplyState;

typedef enum {
	HC_SMTP_FAULT_NONE,
	HC_SMTP_FAULT_NO_CODE,     /* a line does not begin with three digits from 200 to 599 */
	HC_SMTP_FAULT_MIXED_CODES, /* lines of one reply have different codes */
	HC_SMTP_FAULT_NUL,
	HC_SMTP_FAULT_LONG_LINE,   /* HC_LIMIT_SMTP_LINE */
	HC_SMTP_FAULT_MANY_LINES,  /* HC_LIMIT_SMTP_LINES */
	HC_SMTP_FAULT_MANY_OCTETS, /* HC_LIMIT_SMTP_REPLY */
} HcSmtpFault;

typedef struct HcSmtpReply HcSmtpReply;

HcSmtpReply *hc_smtp_reply_new(void);
void hc_smtp_reply_free(HcSmtpReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcSmtpReply, hc_smtp_reply_free)

/* How many of the octets belong to this reply: fewer than @n once it is complete or wrong. */
gsize hc_smtp_reply_push(HcSmtpReply *self, const guint8 *octets, gsize n);
/* Ready for the next reply of the same session. */
void hc_smtp_reply_restart(HcSmtpReply *self);

HcSmtpReplyState hc_smtp_reply_state(const HcSmtpReply *self);
HcSmtpFault hc_smtp_reply_fault(const HcSmtpReply *self);
/* "a line does not begin with a code"; NULL for NONE. */
const char *hc_smtp_fault_text(HcSmtpFault fault);

guint hc_smtp_reply_code(const HcSmtpReply *self); /* 0 until it is known */
/* Texts behind the codes of the lines that have ended, without their line ends; octets as sent. */
const char *const *hc_smtp_reply_lines(const HcSmtpReply *self);
/* "4.3.2" (RFC 2034) at the start of the first line, if its class is the code's; else NULL. */
const char *hc_smtp_reply_enhanced(const HcSmtpReply *self);
/* A line behind the first begins with this EHLO keyword, in any case. */
gboolean hc_smtp_reply_has_keyword(const HcSmtpReply *self, const char *keyword);
gsize hc_smtp_reply_n_octets(const HcSmtpReply *self); /* taken so far */
gboolean hc_smtp_reply_had_bare_lf(const HcSmtpReply *self);
gboolean hc_smtp_reply_had_bare_cr(const HcSmtpReply *self);
