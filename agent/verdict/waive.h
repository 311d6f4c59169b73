/*
 * Troubles that somebody decided to live with for a time.  Room: verdict.  Pure.
 * In: waivers, as app reads them from waivers.d; findings.  Out: findings that carry the waiver
 * that covers them.  A waived finding stays in every report; it decides nothing and does not count
 * for the exit status.  Only failures can be waived: nobody can decide that something unknown is
 * known.
 */
#pragma once

#include "checks/finding.h"

typedef struct HcWaiver {
	char *rule;        /* an id; NULL if @fingerprint is given */
	char *fingerprint; /* of one finding; NULL if @rule is given */
	char *owner;
	char *reason;
	HcTime until; /* the last moment at which it holds */
	char *place;  /* "waivers.d/edge.conf: [hardening]", for messages */
	guint n_used; /* findings it covered, in force or ended */
} HcWaiver;

HcWaiver *hc_waiver_new(void);
void hc_waiver_free(HcWaiver *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcWaiver, hc_waiver_free)

/*
 * Marks the failures that a waiver covers: as waived where it holds at @as_of, else as one whose
 * waiver has ended.  @waivers (HcWaiver) must outlive @findings.
 */
void hc_waive(HcFindings *findings, const GPtrArray *waivers, HcTime as_of);
