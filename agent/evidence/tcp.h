/*
 * One attempt to connect to one address and port.  Room: evidence.
 * In: filled by parse (agent/parse/probe/parse-tcp.c).  Out: plain record.
 */
#pragma once

#include "agent/evidence/probe.h"

typedef struct {
	HcFactHead head; /* COLLECTED: the outcome is what it is; UNREACHABLE: interrupted */
	char *host;      /* as it was asked for */
	char *address;   /* numeric */
	guint port;
	char *source;      /* our own address; NULL unless connected */
	guint roles;       /* HC_ROLE_… */
	HcOutcome outcome; /* OK, REFUSED, FILTERED, UNREACHABLE, INTERRUPTED */
	gint64 took_us;
	char *detail; /* one printable sentence without full stop, or NULL */
} HcTcpConnect;

HcTcpConnect *hc_tcp_connect_new(void);
void hc_tcp_connect_free(HcTcpConnect *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcTcpConnect, hc_tcp_connect_free)
