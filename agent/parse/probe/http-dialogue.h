/*
 * Requests and answers of one question, as they went.  Room: parse.
 * In: a transcript.  Out: what came last, and where it had been before; nothing is judged here.
 */
#pragma once

#include "agent/base/http-head.h"
#include "agent/capture/question.h"
#include "agent/capture/transcript.h"

typedef struct {
	gboolean is_connected;
	gboolean is_clear;     /* no TLS was to come */
	gboolean saw_tls;      /* an octet of it came */
	gboolean has_tls;      /* the handshake was done */
	gboolean is_asked;     /* the peer asks for a certificate of the client */
	gboolean is_sent;      /* a request went out */
	const HcRecord *alert; /* the first that is no polite ending; NULL: none */
	const HcRecord *end;   /* what ended it before the answer was whole; NULL: nothing did */
	gsize n_clear;         /* octets in clear where TLS was to come */
	char *url;             /* of the last request */
	GPtrArray *redirects;  /* char *: URLs that were followed, in order */
	GByteArray *octets;    /* of the answer to the last request */
	HcHttpHead *head;      /* the last in them that counts; NULL: there is none */
	gint64 took_us;        /* of the last record */
} HcHttpDialogue;

/* Borrows from @transcript. */
HcHttpDialogue *hc_http_dialogue_read(const HcQuestion *question, const HcTranscript *transcript);
void hc_http_dialogue_free(HcHttpDialogue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcHttpDialogue, hc_http_dialogue_free)
