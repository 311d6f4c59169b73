/*
 * The addresses of one name, as this host's resolver answers.  Room: evidence.
 * In: filled by parse (agent/parse/probe/parse-addresses.c).  Out: plain record.
 */
#pragma once

#include "agent/evidence/probe.h"

typedef struct {
	HcFactHead head; /* COLLECTED: at least one; ABSENT: the name does not exist or has none;
			    UNREACHABLE: the resolver did not answer, or we did not wait */
	char *host;
	guint roles;          /* HC_ROLE_… */
	GStrv addresses;      /* numeric, in the resolver's order, each once; never NULL */
	HcStageResult result; /* of RESOLVE: OK, NO_ADDRESS, SILENT (no answer), UNREACHABLE (the
				 resolver failed), INTERRUPTED */
} HcHostAddresses;

HcHostAddresses *hc_host_addresses_new(const char *host);
void hc_host_addresses_free(HcHostAddresses *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcHostAddresses, hc_host_addresses_free)
