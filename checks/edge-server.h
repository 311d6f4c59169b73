/*
 * What is known of one Edge server.  Room: checks.  Pure.
 * In: the hybrid organisation.  Out: objects that speak of that server; times of its subscription.
 */
#pragma once

#include "checks/check.h"

/*
 * The object of @kind about @server: on the side EDGE the one exported on it, otherwise the one
 * that bears its name.  NULL if there is none.
 */
const HcExchangeObject *hc_edge_object(
	const HcHybrid *hybrid, HcSide side, HcKind kind, const char *server);
/* When a subscription was made; HC_TIME_NONE if it was not exported. */
HcTime hc_edge_subscribed_at(const HcExchangeObject *subscription);
/* Test-EdgeSynchronization says that this server does not get what it should. */
HcTri hc_edge_is_synchronized(const HcExchangeObject *status);
