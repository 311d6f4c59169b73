/*
 * The Receive connector the wizard takes on a server (GetMatchingReceiveConnector in its log).
 * Room: hcw.  Pure.  In: evidence.  Out: matches.  A connector that already has the capability is
 * taken before the wizard's own search, so that what works is judged as what works.
 */
#pragma once

#include "agent/hcw/hybrid.h"

/* @is_edge: its connectors are in no directory export, only in an export made on it. */
HcReceiveMatch *hc_receive_match_new(
	const HcEvidence *evidence, const char *server, gboolean is_edge);
/* Stands for @n servers that nobody looked at, HC_LIMIT_SERVERS being reached. */
HcReceiveMatch *hc_receive_match_rest(guint n);
void hc_receive_match_free(HcReceiveMatch *self);

/* The server @connector is on, in one of its names; NULL if nothing tells it. */
char *hc_receive_server(const HcExchangeObject *connector);
/* @connector is one of @server's, whichever of its names either is written with. */
gboolean hc_receive_is_on(const HcExchangeObject *connector, const char *server);
/* It takes the organisation's headers from @cloud: "<its name>:AcceptCloudServicesMail". */
gboolean hc_receive_trusts(const HcExchangeObject *connector, const HcCloud *cloud);
/* The first cloud it trusts by a name that is not @own's; NULL if there is none. */
const HcCloud *hc_receive_trusts_other(const HcExchangeObject *connector, const HcCloud *own);
/* Servers with a FrontendTransport connector that has the capability, in the order exported. */
GStrv hc_receive_capable_servers(const HcEvidence *evidence);
