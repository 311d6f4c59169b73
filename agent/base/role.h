/*
 * Why something of the network is asked.  Room: base; questions, facts and rules speak of it.
 * Several reasons may hold at once.
 */
#pragma once

enum {
	HC_ROLE_GIVEN = 1 << 0,           /* named by the user */
	HC_ROLE_LISTENER = 1 << 1,        /* where Exchange Online delivers to */
	HC_ROLE_SERVER = 1 << 2,          /* a hybrid server of ours, asked directly */
	HC_ROLE_EXCHANGE_ONLINE = 1 << 3, /* where the hybrid Send connector delivers to */
	HC_ROLE_SERVICE = 1 << 4,         /* published endpoint of Microsoft 365 */
	HC_ROLE_REVOCATION = 1 << 5,      /* CDP, OCSP responder or AIA of a chain */
	HC_ROLE_PUBLISHED = 1 << 6,       /* our EWS and Autodiscover names */
	HC_N_ROLES = 7,
};
