/*
 * What the rules of both sides ask of connectors.  Room: checks.  Pure.
 * In: the const hybrid organisation, connectors.  Out: yes or no, names in comparable form, and the
 * findings of the rules that a connector is there at all.
 */
#pragma once

#include "agent/base/ipset.h"
#include "checks/check.h"

/* EdgeSync's own pair of Send connectors: written by the Edge subscription, never hybrid. */
gboolean hc_connector_is_edge_sync(const HcExchangeObject *send);

/*
 * @host receives mail for Exchange Online, in any cloud: "contoso-com.mail.protection.outlook.com";
 * or did so in former times, which is the trouble of a rule of its own.
 */
gboolean hc_connector_is_exo_host(const char *host);
/* It has smart hosts, and all of them are Exchange Online's. */
gboolean hc_connector_leads_to_exo(const HcExchangeObject *send);
/* Made to relay the Internet's mail through Exchange Online: address space "*" to its hosts. */
gboolean hc_connector_is_relay(const HcExchangeObject *send);

/* A Partner InboundConnector in use that refuses what does not come with its certificate or
 * address. */
gboolean hc_connector_is_restrictive_partner(const HcExchangeObject *inbound);
/*
 * Mail that Exchange Online cannot attribute to the organisation is refused, not just shown as
 * external: it is relayed to the Internet, a restrictive Partner connector takes it, or
 * RejectDirectSend is on.
 */
gboolean hc_connector_attribution_is_critical(const HcHybrid *hybrid);

/*
 * @connector names no certificate, and its Fqdn selects one on every server that was seen: an
 * implicit choice Exchange makes on purpose.  NO: on some server it selects none.
 */
HcTri hc_connector_fqdn_selects(const HcHybrid *hybrid, const HcExchangeObject *connector);

/* Domains of a list property without type prefix and cost; empty if it is absent or empty. */
GStrv hc_connector_domains(const HcExchangeObject *object, const char *property);
/* The same names, whatever their order and case. */
gboolean hc_connector_same_domains(const char *const *a, const char *const *b);

/* The addresses of a list property; NULL if it is absent or an element cannot be read. */
HcIpSet *hc_connector_addresses(const HcExchangeObject *object, const char *property);
/* Addresses that no host on the Internet has: private, shared, loopback, link-local. */
HcIpSet *hc_connector_private_addresses(void);

/* The ExchangeServer @name, written in any of its forms; NULL if it is not known. */
const HcExchangeObject *hc_connector_find_server(const HcHybrid *hybrid, const char *name);
/* The kind was not asked for by single objects or servers only: what it lacks does not exist. */
gboolean hc_connector_is_exhaustive(const HcExchangeSet *set);
/*
 * The rule that the hybrid connector of a kind exists: PASS with @connector, FAIL if the kind was
 * exported as a whole and has no @what, NOT_APPLICABLE if the wizard never configured mail flow,
 * or all it configured is gone (then somebody took hybrid down), UNKNOWN if nothing shows that
 * there is a hybrid organisation at all.
 * Returns the finding if it is a FAIL, else NULL.
 */
HcFinding *hc_connector_judge_missing(const HcCheck *self, const HcHybrid *hybrid,
	const HcExchangeSet *set, const HcExchangeObject *connector, const char *what,
	HcFindings *out);
/*
 * There are receiving servers to judge; else the finding is already added: UNKNOWN without
 * HybridConfiguration, NOT_APPLICABLE where it names none (Edge servers receive instead).
 */
gboolean hc_connector_saw_receivers(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out);
/*
 * The configuration that rules compare with: TRUE if HybridConfiguration has @property; else the
 * finding about @object (UNKNOWN, or NOT_APPLICABLE where there is none) is already added.
 */
gboolean hc_connector_saw_configuration(const HcCheck *self, const HcHybrid *hybrid,
	const HcExchangeObject *object, const char *property, HcFindings *out);
