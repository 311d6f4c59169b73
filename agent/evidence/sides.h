/*
 * As of when each side is known, and from where.  Room: evidence.
 * In: frozen evidence.  Out: for the organisation on premises, the tenant and each Edge server of
 * which anything is known, the oldest and the newest time of what is used, and the inputs.
 * What lives on an Edge server counts for it, although its side is the one on premises.
 */
#pragma once

#include "agent/evidence/evidence.h"

typedef struct {
	HcSide side;
	char *server;  /* an Edge server; NULL for the two others, and if it has no name */
	HcTime oldest; /* HC_TIME_NONE if nothing of it tells a time */
	HcTime newest;
	GPtrArray *inputs; /* paths, borrowed from the evidence, in the order they are met */
	GHashTable *known; /* the same paths */
} HcSideSeen;

GPtrArray *hc_sides_seen(const HcEvidence *evidence); /* HcSideSeen */
/* "on-premises", "tenant", "edge EDGE1" */
char *hc_sides_label(const HcSideSeen *self);
/* "2026-09-15" or "2026-09-15 to 2026-09-17"; "an unknown time" */
char *hc_sides_dates(const HcSideSeen *self);
/* Whole days between the newest times of the two sides furthest apart; 0 if less is known. */
guint hc_sides_days_apart(const GPtrArray *sides);
