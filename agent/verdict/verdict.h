/*
 * Does the wizard have to be rerun?  Room: verdict.  Pure: one fold, in one file.
 * In: findings, the tables, what is known of the last run.  Out: a decision per class and overall,
 * the smallest selection, and what could not be seen.  The rules are those of the design,
 * section 6.
 */
#pragma once

#include "agent/hcw/overwrite.h"
#include "checks/check.h"

/* In order of strength. */
typedef enum {
	HC_DECISION_NOT_NEEDED,
	HC_DECISION_UNDECIDED,
	HC_DECISION_RERUN_RECOMMENDED,
	HC_DECISION_MANUAL_FIX,
	HC_DECISION_RERUN_REQUIRED,
	HC_DECISION_FIX_FIRST,
} HcDecision;

typedef struct {
	HcDecision decision;
	GArray *reasons; /* guint: indexes of findings that decide it */
} HcClassVerdict;

typedef struct {
	guint finding;
	char *why;
} HcReason;

typedef struct {
	char *what;   /* "published ranges, DNS and the wire were not asked (offline)" */
	char *supply; /* how to supply it */
} HcUnseen;

typedef struct {
	const char *who; /* word of HcWho */
	char *command;   /* NULL if it is an action in words */
	char *action;
} HcNext;

typedef struct {
	gboolean offline;     /* no network question was asked */
	gboolean usable;      /* at least one input could be used */
	gboolean interrupted; /* not every input was read: nothing is proved by what is absent */
	gboolean filtered; /* rules were left out on request: nothing is proved by their silence */
} HcVerdictInput;

typedef struct {
	HcDecision decision; /* the stronger of mailflow and perimeter */
	char *headline;      /* one sentence */
	HcTime since;
	HcConfidence confidence;
	HcClassVerdict classes[HC_N_CLASSES];
	GPtrArray *reasons;     /* HcReason */
	GPtrArray *unseen;      /* HcUnseen */
	GPtrArray *next;        /* HcNext */
	guint selection;        /* HcSelection bits; 0 unless a rerun is named */
	gboolean rerun_follows; /* fix-first: a rerun is needed after the repair */
	const char *unless;     /* with this, the rerun that follows is not needed; NULL: it is */
} HcVerdict;

HcVerdict *hc_verdict_new(const HcHybrid *hybrid, const HcFindings *findings,
	const GPtrArray *tables, const HcVerdictInput *input);
void hc_verdict_free(HcVerdict *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcVerdict, hc_verdict_free)

const char *hc_decision_word(HcDecision decision);
/* Exit status of a run that judged (design 4): 0, 1 or 2. */
int hc_verdict_exit_status(const HcFindings *findings, HcSeverity fail_on);
