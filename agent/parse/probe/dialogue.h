/*
 * An SMTP session as it went: which reply belongs to which stage, and what else came.  Room: parse.
 * In: a transcript.  Out: turns and what was seen of TLS; nothing is judged here.
 */
#pragma once

#include "agent/base/smtp-reply.h"
#include "agent/capture/transcript.h"
#include "agent/evidence/probe.h"

/* RFC 3207 4: the one answer to STARTTLS behind which TLS begins. */
#define HC_SMTP_SERVICE_READY 220

/* What one of our commands (or connecting) was answered. */
typedef struct {
	HcSmtpReply *reply; /* INCOMPLETE: no reply, or not all of it */
	gint64 began_us;    /* the command was sent; -1: it never was */
	gint64 done_us;     /* the reply was whole, or could not become one; -1 */
} HcTurn;

typedef struct {
	char *source;              /* our own address, or NULL */
	gint64 connected_us;       /* -1: never */
	HcTurn turns[HC_N_STAGES]; /* of GREETING, EHLO, STARTTLS, EHLO2 and QUIT */
	HcTurn helo;               /* behind a refused EHLO */
	const HcRecord *hello;     /* ServerHello; NULL: none came */
	const HcRecord *tls;       /* the handshake is done; NULL: it is not */
	const HcRecord *alert;     /* the first that is no polite ending; NULL: none */
	gboolean has_certificates;
	gboolean asks_certificate; /* of the client */
	gsize n_clear;             /* octets in clear behind the reply to STARTTLS */
	const HcRecord *end;       /* what ended the connection before QUIT; NULL: nothing did */
	gint64 end_us;             /* of that, or of the last record */
	gint64 took_us;            /* of the last record */
} HcDialogue;

/* Borrows from @transcript. */
HcDialogue *hc_dialogue_read(const HcTranscript *transcript);
void hc_dialogue_free(HcDialogue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcDialogue, hc_dialogue_free)

/* The turn that counts for @stage: HELO's, once it has an answer, instead of EHLO's. */
const HcTurn *hc_dialogue_turn(const HcDialogue *self, HcStage stage);
/* An octet of TLS came from the peer. */
gboolean hc_dialogue_saw_tls(const HcDialogue *self);
