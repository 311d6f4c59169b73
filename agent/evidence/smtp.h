/*
 * One SMTP session with one address: what Exchange Online would have met, as far as another host
 * can play it.  Room: evidence.
 * In: filled by parse (agent/parse/probe/parse-smtp.c) from a transcript.  Out: plain record.
 * Every text is printable UTF-8.
 */
#pragma once

#include "agent/evidence/probe.h"
#include "agent/evidence/tls.h"

/* What a middlebox overwrote; several may hold. */
enum {
	HC_MASKED_BANNER = 1 << 0,  /* the greeting is asterisks */
	HC_MASKED_KEYWORD = 1 << 1, /* a keyword of EHLO is X-ed out */
};

/* A reply of the peer. */
typedef struct {
	guint code;     /* 220 … 554; 0: there was none */
	char *enhanced; /* "4.3.2", or NULL */
	char *text;     /* all its lines, joined by a blank, without codes; NULL: there was none */
} HcSmtpReplyFacts;

typedef struct {
	HcFactHead head; /* COLLECTED: the outcome is what it is; UNREACHABLE: interrupted.  Its
			    place is the question, "SMTP mail.contoso.example [203.0.113.25]:25" */
	char *host;      /* as it was asked for: a name, or the address again */
	char *address;   /* numeric */
	guint port;
	char *source;  /* our own address; NULL unless connected */
	guint roles;   /* HC_ROLE_… */
	guint tls_max; /* 0, or the one version that was offered: 0x0301 … 0x0304 */

	HcStage stage;          /* where it ended; of an OK session QUIT */
	HcOutcome outcome;      /* how */
	gint64 took_us;         /* all of it */
	guint seconds;          /* of a TARPIT: how long its slowest reply took; else 0 */
	char *alert;            /* of a TLS_ALERT: its name; else NULL */
	HcSmtpReplyFacts reply; /* the one that decided; of an OK session the last but QUIT's */
	HcStageResult stages[HC_N_STAGES];

	HcSmtpReplyFacts greeting;
	GStrv before;      /* EHLO's keyword lines in clear, without its greeting; NULL: no 250 */
	GStrv after;       /* … and inside TLS */
	gboolean helo;     /* EHLO was refused, HELO was not */
	guint masked;      /* HC_MASKED_… */
	HcTlsSession *tls; /* NULL: no octet of TLS came */
	char *transcript;  /* printable, one line per thing said ("> EHLO …", "< 250 …") */
} HcSmtpSession;

HcSmtpSession *hc_smtp_session_new(void);
void hc_smtp_session_free(HcSmtpSession *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcSmtpSession, hc_smtp_session_free)

void hc_smtp_reply_facts_clear(HcSmtpReplyFacts *self);

/* TRUE if EHLO's lines (may be NULL) have this keyword, whatever parameters it has. */
gboolean hc_smtp_has_keyword(const char *const *lines, const char *keyword);
/* The word of the outcome with what belongs to it: "busy(421 4.3.2 Service not available)",
 * "tarpit(12 s)", "starttls-refused(454)", "tls-alert(protocol_version)". */
char *hc_smtp_outcome_text(const HcSmtpSession *self);
