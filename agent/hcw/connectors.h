/*
 * Which connector is the hybrid one.  Room: hcw.  Pure.
 * In: evidence and what both sides are called.  Out: borrowed objects.  Found by properties, never
 * by name alone (rulebook 1.1, 0.1); a connector that only relays the internet's mail through
 * Exchange Online is not the hybrid one where another carries the coexistence domain.
 */
#pragma once

#include "agent/evidence/evidence.h"

/*
 * Send connectors whose address space is @routing_domain; if that is not known, or none has it,
 * those with an address space under the coexistence suffix of a cloud.  EdgeSync's are never among
 * them.
 */
GPtrArray *hc_connectors_sends(const HcEvidence *evidence, const char *routing_domain);
/* One of @sends, else the one with the wizard's name, else one made for cloud mail; or NULL. */
const HcExchangeObject *hc_connectors_send(
	const HcEvidence *evidence, const GPtrArray *sends, const char *tenant_guid);
/* The first address space under the coexistence suffix of a cloud; NULL if there is none. */
char *hc_connectors_coexistence_space(const HcExchangeObject *send);
/* @name is a name the wizard gives to the Send connector of tenant @guid. */
gboolean hc_connectors_is_send_name(const char *name, const char *guid);

/* Connectors of @kind in Exchange Online with ConnectorType OnPremises. */
GPtrArray *hc_connectors_on_premises(const HcEvidence *evidence, HcKind kind);
/*
 * The InboundConnector or OutboundConnector @organization links to, else the one named @expected,
 * else one of @candidates.  The first two are taken whatever their ConnectorType is, so that a
 * wrong type can be judged.
 */
const HcExchangeObject *hc_connectors_online(const HcExchangeSet *set, const char *linked,
	const char *expected, const GPtrArray *candidates);

/* The OnPremisesOrganization of @onprem_guid, else the only one; NULL if there is none. */
const HcExchangeObject *hc_connectors_organization(
	const HcEvidence *evidence, const char *onprem_guid);
