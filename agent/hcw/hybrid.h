/*
 * The hybrid organisation as the evidence shows it.  Room: hcw.  Pure.
 * In: const evidence.  Out: a const model: which connector is *the* hybrid one, which servers carry
 * hybrid mail, what both sides are called.  Objects are found by properties, never by name alone
 * (rulebook 1.1, 2.2 and 0.1).  Borrowed pointers live as long as the evidence.
 *
 * Where HybridConfiguration is not known, the sending servers are the Send connector's sources and
 * the receiving ones those whose Receive connector has the capability.  GUIDs and the routing
 * domain that their own cmdlets did not bring are read from the names of other objects; the tables
 * never compare with such a guess.
 */
#pragma once

#include "agent/evidence/evidence.h"
#include "agent/hcw/cloud.h"

/*
 * The Receive connector HCW would take on one server (GetMatchingReceiveConnector in its log).
 * One more stands for all servers beyond the first HC_LIMIT_SERVERS of a list: it has no connector,
 * and its head is NOT_ASKED and names the limit, so that nothing is taken for judged that is not.
 */
typedef struct {
	char *server;
	const HcFactHead *head; /* how far this server's connectors are known; never NULL */
	const HcExchangeObject *connector; /* NULL if none is known */
	gboolean is_wizard_match;          /* port-25-only bindings and all-IPv4+all-IPv6 ranges */
	guint n_wizard_matches;            /* more than one: HCW may choose an unexpected one */
	gboolean is_rest;                  /* @server counts them: "70 more servers" */
} HcReceiveMatch;

typedef struct {
	const HcEvidence *evidence;
	const HcExchangeObject *configuration; /* HybridConfiguration; NULL if none is known */
	const HcExchangeObject *send;          /* hybrid Send connector; NULL if none is known */
	const HcExchangeObject *inbound;       /* hybrid InboundConnector of Exchange Online */
	const HcExchangeObject *outbound;
	const HcExchangeObject *organization; /* OnPremisesOrganization */
	GPtrArray *sends;    /* every Send connector that leads to the coexistence domain; borrowed;
				without @send if that one lost its address space */
	GPtrArray *inbounds; /* every InboundConnector of type OnPremises */
	GPtrArray *outbounds;
	GPtrArray *receives; /* HcReceiveMatch, one per receiving server; per Edge server where
				Edge carries hybrid mail; the last may be the rest of a long list */
	GStrv sending; /* servers HybridConfiguration lists and that exist; empty if none or unknown
			*/
	GStrv receiving;
	GStrv edge;
	GStrv gone;    /* servers it lists that no longer exist: nothing can be asked of them */
	GStrv domains; /* HybridConfiguration.Domains */
	GStrv tenant_domains; /* accepted in Exchange Online; NULL if not exported */
	GStrv onprem_domains; /* accepted on premises; NULL if not exported */
	char *routing_domain; /* coexistence domain "<t>.mail.onmicrosoft.com"; NULL if unknown */
	char *initial_domain; /* "<t>.onmicrosoft.com"; NULL if unknown */
	char *tenant_guid;    /* Get-OrganizationConfig of the tenant; NULL if unknown */
	char *onprem_guid;
	const HcCloud *cloud; /* the one the tenant lives in; never NULL */
	HcCloudHow cloud_how;
	const char *protection_domain; /* the cloud's: "mail.protection.outlook.com" */
	HcTri centralized;             /* centralized mail transport is on */
	gboolean without_mail; /* minimal (no SecureMail) or removed, and no hybrid connector exists
				*/
} HcHybrid;

HcHybrid *hc_hybrid_new(const HcEvidence *evidence);
/* @chosen: the cloud the user named, whatever the domains say; NULL: what the domains say. */
HcHybrid *hc_hybrid_new_in(const HcEvidence *evidence, const HcCloud *chosen);
void hc_hybrid_free(HcHybrid *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcHybrid, hc_hybrid_free)
