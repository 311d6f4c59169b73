/*
 * One HTTPS request to one address, and where its redirects led.  Room: evidence.
 * In: filled by parse (agent/parse/probe/parse-http.c).  Out: plain record, texts printable.
 */
#pragma once

#include "agent/evidence/probe.h"
#include "agent/evidence/tls.h"

typedef struct {
	HcFactHead head; /* COLLECTED: the outcome is what it is; UNREACHABLE: interrupted */
	char *host;      /* as it was asked for */
	char *address;   /* numeric; NULL if the library chose one */
	guint port;
	char *path;
	guint roles;       /* HC_ROLE_… */
	HcStage stage;     /* where it ended: CONNECT, TLS, EHLO2 (request and answer) */
	HcOutcome outcome; /* how */
	gint64 took_us;
	char *detail;       /* one printable sentence without full stop, or NULL */
	guint status;       /* of the last answer: 200, 401, …; 0: none came */
	char *url;          /* that gave it; NULL: none did */
	GStrv redirects;    /* URLs that were followed on the way, in order; never NULL */
	char *authenticate; /* WWW-Authenticate of the last answer, joined by ", ", or NULL */
	char *server;       /* its Server, or NULL */
	HcTlsSession *tls;  /* of the first connection; NULL: none came about */
} HcHttpAnswer;

HcHttpAnswer *hc_http_answer_new(void);
void hc_http_answer_free(HcHttpAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcHttpAnswer, hc_http_answer_free)
