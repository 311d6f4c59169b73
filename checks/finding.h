/*
 * What a judge found.  Room: checks.  In: judges add.  Out: an ordered list.
 * Silence is never a pass: the runner turns a rule that added nothing into UNKNOWN "nothing to
 * judge".
 */
#pragma once

#include "agent/evidence/fact.h"

typedef enum {
	HC_STATUS_PASS,
	HC_STATUS_FAIL,
	HC_STATUS_UNKNOWN,
	HC_STATUS_INFO,
	HC_STATUS_NOT_APPLICABLE,
} HcStatus;

typedef enum {
	HC_SEVERITY_INFO = 1,
	HC_SEVERITY_LOW,
	HC_SEVERITY_MEDIUM,
	HC_SEVERITY_HIGH,
	HC_SEVERITY_CRITICAL,
} HcSeverity;

/* The summary of every rule that asks the network, in a run that asks nothing. */
#define HC_FINDING_OFFLINE "no network question was asked"

struct HcCheck;
struct HcWaiver;

typedef struct {
	char *origin; /* "file: cmdlet object" */
	char *text;   /* "RequireTLS = False" */
} HcProof;

typedef struct {
	const struct HcCheck *check;
	HcStatus status;
	HcSeverity severity; /* the row's, or what the judge raised or lowered it to */
	guint effect;        /* HcEffect: the row's, or what the judge set */
	char *subject;       /* "Send connector \"Outbound to Office 365 - …\"" */
	char *summary;       /* one sentence, filled with values */
	GPtrArray *evidence; /* HcProof */
	char *vantage;       /* "exchange-onprem", "exchange-online", "wizard" */
	HcTime observed_at;
	HcTime since;        /* HC_TIME_NONE if not known */
	GPtrArray *commands; /* char *: remedies with values filled in */
	gboolean before_run; /* harms nobody as it is; a step before any run of the wizard */
	char *follows_from;  /* id of the rule that is the cause, for INFO; NULL otherwise */
	const struct HcWaiver *waived;       /* agent/verdict/waive.h; NULL: it counts */
	const struct HcWaiver *waiver_ended; /* one that held once; NULL if there is none */
} HcFinding;

typedef struct HcFindings HcFindings;

HcFindings *hc_findings_new(void);
void hc_findings_free(HcFindings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcFindings, hc_findings_free)
guint hc_findings_count(const HcFindings *self);
const HcFinding *hc_findings_at(const HcFindings *self, guint i);
/* For what is decided about a finding after all rules have judged. */
HcFinding *hc_findings_edit(HcFindings *self, guint i);

/*
 * Adds a finding and returns it (borrowed) so that a judge may attach proofs.  @subject may be NULL
 * for the organisation as a whole.  Severity, effect and the commands come from the row.
 */
HcFinding *hc_findings_add(HcFindings *self, const struct HcCheck *check, HcStatus status,
	const char *subject, const char *format, ...) G_GNUC_PRINTF(5, 6);

/* @origin may be NULL.  The first origin gives the finding its vantage and time. */
void hc_finding_prove(HcFinding *self, const HcOrigin *origin, const char *format, ...)
	G_GNUC_PRINTF(3, 4);
/*
 * Makes the commands of a FAIL or INFO from the row's remedy: {identity} and {value} as quoted
 * PowerShell strings (do not quote them in the remedy), {wanted} and {property} as the row has
 * them. What is NULL stays as "<identity>".
 */
void hc_finding_fill_remedy(HcFinding *self, const char *identity, const char *value);
/* The same, with {name} for a third value. */
void hc_finding_fill_names(
	HcFinding *self, const char *identity, const char *value, const char *name);
/* The same; {value} becomes the list 'E1', 'E2'. */
void hc_finding_fill_list(HcFinding *self, const char *identity, const char *const *values);
/* As hc_finding_fill_list(), from @remedy: where one rule has several repairs; NULL: this finding
 * has no command. */
void hc_finding_repair(
	HcFinding *self, const char *remedy, const char *identity, const char *const *values);
/* The trouble is reported by rule @cause: no commands of its own. */
void hc_finding_follow(HcFinding *self, const char *cause);

/*
 * Stable name of "the same trouble": 16 hex digits over rule, subject and class of failure, without
 * times, countdowns and values that change by themselves.
 */
char *hc_finding_fingerprint(const HcFinding *self);

const char *hc_status_word(HcStatus status);
const char *hc_severity_word(HcSeverity severity);
gboolean hc_severity_from_word(const char *word, HcSeverity *ret_severity);
