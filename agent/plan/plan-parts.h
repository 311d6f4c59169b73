/* What the parts of plan share.  Room: plan; for its own files. */
#pragma once

#include "agent/plan/plan.h"

/* One round of planning; @index has all of @next and @asked. */
typedef struct {
	const HcTargets *targets;
	const HcEvidence *so_far;
	const HcHybrid *hybrid; /* or NULL */
	GPtrArray *next;        /* HcQuestion */
	GHashTable *index;      /* key -> HcQuestion of @next, or NULL where it was asked */
} HcPlanning;

/* It was asked. */
void hc_planning_note(HcPlanning *self, const HcQuestion *question);
/* Unless it was asked; one that is planned already gets its roles too.  Takes @question. */
void hc_planning_ask(HcPlanning *self, HcQuestion *question);
/*
 * @host by @kind at @port, on every address known of it; where none is known yet, its addresses.
 * Smart hosts in brackets are addresses.  What is neither a name nor an address is left out.
 */
void hc_planning_ask_host(
	HcPlanning *self, HcQuestionKind kind, const char *host, guint16 port, guint roles);

/*
 * The connect matrix (plan-matrix.c): endpoints of Microsoft 365 and our own published names on TCP
 * 443, and on TCP 80 what the certificates in use and those presented name for revocation.  Of what
 * a certificate says only URLs of http at port 80 are followed, for HC_LIMIT_REVOCATION_HOSTS hosts
 * in all.
 */
void hc_plan_matrix(HcPlanning *self);
