/*
 * The servers hybrid mail touches.  Room: hcw.  Pure.
 * In: the hybrid organisation.  Out: names, each host once, in the order sending, receiving, Edge.
 */
#pragma once

#include "agent/hcw/hybrid.h"

/* Every server that must hold the hybrid certificate; empty if none is known. */
GStrv hc_servers_concerned(const HcHybrid *hybrid);
gboolean hc_servers_is_edge(const HcHybrid *hybrid, const char *server);
