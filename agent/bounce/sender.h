/*
 * What somebody in Exchange Online gets who writes to us while a session is as it was seen.
 * Room: bounce.  Pure.
 * In: one session, the dated table of Exchange Online's replies, what the OutboundConnector
 * demands.  Out: the reply a message trace shows while the message waits, and the non-delivery
 * report after that; NULL where nothing seen speaks against delivery.
 *
 * The session was seen from another host: what only Exchange Online's addresses meet is not in it.
 */
#pragma once

#include "agent/evidence/addresses.h"
#include "agent/evidence/bounce-table.h"
#include "agent/evidence/smtp.h"

/* Every text is printable. */
typedef struct {
	char *now;              /* NULL: no text is documented for this; @what says what happens */
	char *after_24h;        /* NULL as @now */
	char *what;             /* one or two sentences, with full stop */
	const char *condition;  /* static: "untrusted-root"; NULL: the outcome alone tells */
	const char *confidence; /* static: "confirmed", "derived", "unconfirmed" */
	char *source;           /* keys of checks/sources.c; "" if the table says nothing of it */
	HcTime as_of;           /* of the text; HC_TIME_NONE if there is none */
} HcBounce;

typedef struct {
	const char
		*tls_domain; /* of the hybrid OutboundConnector; NULL if it is not known: then the
				name that was asked for stands for it, and confidence is "derived"
			      */
	HcTime when;         /* the time to judge dates at */
} HcSender;

/*
 * NULL too for a session that was interrupted, or that tried one version of TLS alone: they say
 * nothing.  A table that was not loaded gives a bounce without texts that says so.
 */
HcBounce *hc_sender_bounce(
	const HcBounceTable *table, const HcSmtpSession *session, const HcSender *sender);
/* For a smart host whose name has no address; NULL if it has one, or nobody answered. */
HcBounce *hc_sender_bounce_name(const HcBounceTable *table, const HcHostAddresses *addresses);
void hc_bounce_free(HcBounce *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcBounce, hc_bounce_free)
