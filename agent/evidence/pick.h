/*
 * Which certificate a connector would use on one server.  Room: evidence.
 * In: filled by the derive step (agent/parse/derive/derive.c with certs/pick.c).  Out: plain
 * record.
 */
#pragma once

#include "agent/evidence/exchange.h"

typedef struct {
	HcFactHead head; /* COLLECTED: @thumbprint is used; ABSENT: nothing matches; NOT_ASKED: not
			    known */
	HcKind kind;     /* HC_KIND_SEND_CONNECTOR or HC_KIND_RECEIVE_CONNECTOR */
	char *connector; /* its Identity */
	char *server;
	char *thumbprint; /* NULL unless COLLECTED */
	char *how;        /* "issuer and subject", "Fqdn"; NULL unless COLLECTED */
	guint n_matches;  /* how many certificates on that server carry the named issuer and subject
			   */
} HcPick;

HcPick *hc_pick_new(void);
void hc_pick_free(HcPick *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcPick, hc_pick_free)
