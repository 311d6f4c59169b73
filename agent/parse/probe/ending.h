/*
 * How a connection ended, in few words for many errors.  Room: parse.
 * In: the record that ended it.  Out: what that was, and a sentence.
 */
#pragma once

#include "agent/capture/transcript.h"
#include "agent/evidence/probe.h"

typedef enum {
	HC_END_NONE,        /* nothing says it: the transcript breaks off */
	HC_END_CLOSED,      /* FIN */
	HC_END_RESET,       /* RST */
	HC_END_REFUSED,     /* RST to our SYN, or ICMP port unreachable */
	HC_END_UNREACHABLE, /* ICMP, or no route */
	HC_END_TIMEOUT,     /* we stopped waiting, or the system did */
	HC_END_TLS_FAULT,   /* OpenSSL could not go on */
	HC_END_LIMIT,       /* one of our bounds */
	HC_END_CANCELLED,   /* by the user, or a budget */
	HC_END_OWN,         /* this host's own trouble */
} HcEnd;

/* TRUE for records that end a connection. */
gboolean hc_end_is(const HcRecord *record);
/* NULL is NONE. */
HcEnd hc_end_of(const HcRecord *record);
/* A connection that did not come about: REFUSED, FILTERED, UNREACHABLE or INTERRUPTED. */
HcOutcome hc_end_at_connect(HcEnd end);
/* "reset (ECONNRESET)", "closed", "no answer until the deadline"; printable. */
char *hc_end_text(const HcRecord *record);
