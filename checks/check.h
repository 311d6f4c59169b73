/*
 * A rule is a row.  Room: checks.  In: the const hybrid organisation (and through it the evidence).
 * Out: findings.  Everything about a rule stands in its row: reports, `explain`, the man page and
 * the documentation read it from there.  See checks/README.md for how to add one.
 *
 * A judge reads its row and const facts and adds findings.  It does not fail, log, know the clock
 * or the report, or look at another rule's findings.
 */
#pragma once

#include "agent/hcw/hybrid.h"
#include "agent/hcw/selection.h"
#include "checks/finding.h"

typedef enum {
	HC_CLASS_MAILFLOW,
	HC_CLASS_OAUTH,
	HC_CLASS_COEXISTENCE,
	HC_CLASS_PERIMETER,
	HC_N_CLASSES
} HcClass;

typedef enum {
	HC_EFFECT_INFO, /* never causes a decision: its judge adds INFO, not FAIL */
	HC_EFFECT_RERUN_RECOMMENDED,
	HC_EFFECT_MANUAL_FIX,
	HC_EFFECT_RERUN_REQUIRED,
	HC_EFFECT_FIX_FIRST,
} HcEffect;

/* How sure the rule itself is (rulebook C, D, U). */
typedef enum { HC_UNCONFIRMED, HC_DERIVED, HC_CONFIRMED } HcConfidence;

typedef enum {
	HC_WHO_YOU,
	HC_WHO_FIREWALL,
	HC_WHO_REGISTRAR,
	HC_WHO_CA,
	HC_WHO_DNS,
	HC_WHO_MICROSOFT,
} HcWho;

/* Which objects a property rule looks at. */
typedef enum {
	HC_ON_ORGANISATION = 0, /* .judge is called once */
	HC_ON_SEND,             /* the hybrid Send connector */
	HC_ON_RECEIVE,          /* the hybrid Receive connector of each receiving server */
	HC_ON_INBOUND,          /* the hybrid InboundConnector */
	HC_ON_OUTBOUND,         /* the hybrid OutboundConnector */
	HC_ON_ON_PREMISES_ORGANIZATION,
	HC_ON_HYBRID_CONFIGURATION,
} HcOn;

typedef struct HcCheck HcCheck;

/* Judges the whole organisation. */
typedef void (*HcJudge)(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out);
/* Judges one object that is known; called for each object of .on. */
typedef void (*HcJudgeObject)(const HcCheck *self, const HcHybrid *hybrid,
	const HcExchangeObject *object, HcFindings *out);

struct HcCheck {
	const char *id;
	const char *title; /* what holds when it passes */
	HcClass class;
	HcSeverity severity;
	HcSeverity worst; /* a judge may raise to this; 0 means .severity */
	HcEffect effect;
	guint hcw; /* HcSelection bits a rerun needs to repair it */
	HcConfidence confidence;
	gboolean required; /* its unknown makes the class undecided (design 6) */
	HcWho who;         /* who must act */
	const char *hop;   /* "A6", "B7", …; NULL if no single hop */
	HcOn on;
	const char *property;       /* of a property rule; {property} in texts */
	const char *wanted;         /* the value a property rule compares with */
	HcJudgeObject judge_object; /* with .on other than HC_ON_ORGANISATION */
	HcJudge judge;              /* with HC_ON_ORGANISATION */
	const char *impact;         /* what happens when it fails; one or two sentences */
	const char
		*remedy; /* commands, one per line; {identity}, {value}, {wanted} are filled in */
	const char *fix; /* in words, where a command is not enough; NULL otherwise */
	const char *unless; /* fix-first: with this, the rerun of .hcw need not follow; else NULL */
	const char *ndr;    /* the bounce or log text it shows as; NULL if none */
	const char *reference; /* source keys of the rulebook, blank-separated */
};

/* --- shared judges of property rules (checks/judge.c) ------------------------------------------
 */
void hc_judge_true(const HcCheck *, const HcHybrid *, const HcExchangeObject *, HcFindings *);
void hc_judge_false(const HcCheck *, const HcHybrid *, const HcExchangeObject *, HcFindings *);
void hc_judge_equals(const HcCheck *, const HcHybrid *, const HcExchangeObject *, HcFindings *);
void hc_judge_empty(const HcCheck *, const HcHybrid *, const HcExchangeObject *, HcFindings *);
void hc_judge_not_empty(const HcCheck *, const HcHybrid *, const HcExchangeObject *, HcFindings *);
/* Every flag of .wanted ("Tls, ExchangeServer") is in the comma-separated property. */
void hc_judge_has_flags(const HcCheck *, const HcHybrid *, const HcExchangeObject *, HcFindings *);

/* --- the table of tables ------------------------------------------------------------------------
 */
guint hc_checks_count(void);
const HcCheck *hc_checks_at(guint i);          /* in the order of the areas */
const HcCheck *hc_checks_find(const char *id); /* NULL if there is none */
/* Area of a check: the name of the file it stands in, "send" for checks/send.c. */
const char *hc_checks_area(const HcCheck *check);

/* "mailflow", "fix-first", "confirmed", "you", …: the words of the report. */
const char *hc_class_word(HcClass class);
const char *hc_effect_word(HcEffect effect);
const char *hc_confidence_word(HcConfidence confidence);
const char *hc_who_word(HcWho who);
