/*
 * What was edited since the last run of the wizard.  Room: hcw.  Pure.
 * In: evidence.  Out: objects that were changed, made or removed after it, newest first.
 *
 * Two things show an edit: a WhenChangedUTC later than the end of the last run plus 10 minutes
 * (design 7), but for kinds that Exchange itself keeps changing; and a newer source than the
 * wizard's, which shows the object with another watched property (watched.h), shows it although
 * the last run, asking for all of its kind, saw none, or no longer shows it.
 */
#pragma once

#include "agent/hcw/hybrid.h"

typedef enum { HC_EDITED_CHANGED, HC_EDITED_REMOVED, HC_EDITED_MADE } HcEditedWhat;

typedef struct {
	char *property;
	char *was; /* as the last run left it; "" if empty */
	char *is;
} HcEditedProperty;

typedef struct {
	char *object;
	HcEditedWhat what;
	HcTime when; /* WhenChangedUTC; else when the newer source saw it; HC_TIME_NONE if neither
			tells */
	gboolean is_latest; /* it happened at @when or before, nobody knows when exactly */
	GPtrArray *changes; /* HcEditedProperty; empty where only WhenChangedUTC tells */
} HcEdited;

GPtrArray *hc_edited_since(const HcHybrid *hybrid); /* HcEdited */

const char *hc_edited_word(HcEditedWhat what); /* "changed", "removed", "made" */
/*
 * "changed 2026-09-20T08:00:00Z: RequireTLS was True, is False", long values cut;
 * "removed before 2026-09-21T00:00:00Z"; "changed" where nobody knows when.
 */
char *hc_edited_how(const HcEdited *self);
