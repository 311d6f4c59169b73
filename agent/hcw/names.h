/*
 * What both sides are called.  Room: hcw.  Pure.
 * In: evidence.  Out: domains and GUIDs; those read from the objects that define them are kept
 * apart from those guessed from the names of other objects, because nothing may be judged by
 * itself.
 */
#pragma once

#include "agent/evidence/evidence.h"

/* Accepted domains in the order exported; NULL if they were not exported. */
GStrv hc_names_accepted_domains(const HcEvidence *evidence, HcSide side);

/*
 * The coexistence domain as the accepted domains tell it: the tenant's with IsCoexistenceDomain,
 * else one under the coexistence suffix of a cloud, in the tenant or on premises.  NULL if none is.
 */
char *hc_names_routing_domain(const HcEvidence *evidence);
/* "<t>.onmicrosoft.com": the tenant's with InitialDomain, else what @routing_domain implies. */
char *hc_names_initial_domain(const HcEvidence *evidence, const char *routing_domain);

/* The only object of a kind of which an organisation has one; NULL if it is not known. */
const HcExchangeObject *hc_names_single(const HcEvidence *evidence, HcSide side, HcKind kind);

/* Get-OrganizationConfig's Guid; NULL if not known. */
char *hc_names_organization_guid(const HcEvidence *evidence, HcSide side);
/* The GUID of @side in names the wizard gave to objects of the other side; NULL if there is none.
 */
char *hc_names_guid_in_names(const HcEvidence *evidence, HcSide side);

/* No server of that name is in a Get-ExchangeServer that was not narrowed: it does not exist. */
gboolean hc_names_server_is_gone(const HcEvidence *evidence, const char *server);
