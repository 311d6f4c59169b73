/*
 * What the chains that peers presented are worth.  Room: parse.  Pure: anchors are handed in.
 * In: a builder with sessions and HTTPS answers, after the last question was answered.  Out: of
 * each handshake with certificates: trust by either set of roots, whether all that is needed was
 * sent and in order, notes, and whether the leaf covers the name that was asked for.
 *
 * Chains are built of what was sent alone, without AIA, as Exchange Online does it; at a time at
 * which the leaf is valid, for its dates are judged by themselves.  Equal chains are built once.
 * Running it again changes nothing.
 */
#pragma once

#include "agent/evidence/evidence-build.h"
#include "certs/issuers.h"

/* A lookup that is NULL is a set of roots that nobody can ask: nothing is said about it. */
void hc_derive_wire(HcEvidenceBuilder *builder, HcAnchorLookup host, gpointer host_user,
	HcAnchorLookup shipped, gpointer shipped_user);
