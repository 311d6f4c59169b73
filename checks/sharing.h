/*
 * What free/busy, MailTips, archives and moves go through.  Room: checks.
 * In: the hybrid organisation.  Out: the objects of both sides, and whether the Hybrid Agent stands
 * between them.
 */
#pragma once

#include "agent/hcw/hybrid.h"

/* "mail.contoso.example" of "https://mail.contoso.example:443/ews/Exchange.asmx"; lower case.  NULL
 * if @url has no host. */
char *hc_sharing_url_host(const char *url);
/* The Hybrid Agent's name for on-premises web services. */
gboolean hc_sharing_is_agent(const char *url);
/*
 * YES: Exchange Online reaches on premises through the Hybrid Agent (modern hybrid); NO: the
 * objects that would say so do not; UNKNOWN: they were not exported.
 */
HcTri hc_sharing_is_modern(const HcHybrid *hybrid);

/* An object of @set whose list @property has @domain; NULL if there is none. */
const HcExchangeObject *hc_sharing_for_domain(
	const HcExchangeSet *set, const char *property, const char *domain);
/* Domains that the list @property of @object lacks. */
GStrv hc_sharing_missing_domains(
	const HcExchangeObject *object, const char *property, const char *const *wanted);

/* HybridConfiguration.Features has it; UNKNOWN if they were not exported. */
HcTri hc_sharing_has_feature(const HcHybrid *hybrid, const char *feature);
/* Hosts of the URLs @property of the EWS virtual directories have, each once. */
GStrv hc_sharing_ews_hosts(const HcEvidence *evidence);
