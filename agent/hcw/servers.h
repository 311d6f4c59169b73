/*
 * The servers hybrid mail touches.  Room: hcw.  Pure.
 * In: the hybrid organisation.  Out: names, each host once, in the order sending, receiving, Edge.
 */
#pragma once

#include "agent/hcw/hybrid.h"

/*
 * Every server that must hold the hybrid certificate, as far as it is judged; empty if none is
 * known.
 */
GStrv hc_servers_concerned(const HcHybrid *hybrid);
/* The @i-th of a list is there, and before HC_LIMIT_SERVERS. */
gboolean hc_servers_is_judged(const GStrv list, gsize i);
/* How many of the longest list are beyond HC_LIMIT_SERVERS. */
guint hc_servers_n_more(const HcHybrid *hybrid);
/* @server is in any list, judged or not. */
gboolean hc_servers_is_listed(const HcHybrid *hybrid, const char *server);
gboolean hc_servers_is_edge(const HcHybrid *hybrid, const char *server);
