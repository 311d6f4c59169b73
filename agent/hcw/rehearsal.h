/*
 * The rehearsal of a renewal: what a new certificate changes before it is installed.  Room: hcw.
 * Pure.  In: the hybrid organisation, the facts of the new certificate, what its chain is worth,
 * the time to judge at.  Out: a const model: one entry per place or trait, the commands, the steps
 * of a change and how to undo them.
 *
 * Effects follow the renewal matrix (rulebook 5.5) and the decision table of recent-changes 3.3.
 * What was not exported is UNKNOWN, never fine.  The new certificate is taken to be installed with
 * its private key and the SMTP service, as the steps say.
 */
#pragma once

#include "agent/hcw/hybrid.h"
#include "agent/hcw/selection.h"

/* From the weakest to the strongest; the words are those of a verdict, and "none". */
typedef enum {
	HC_REHEARSED_NONE,    /* fine as it is */
	HC_REHEARSED_INFO,    /* worth knowing, nothing breaks */
	HC_REHEARSED_UNKNOWN, /* needed, and no input shows it */
	HC_REHEARSED_RERUN_RECOMMENDED,
	HC_REHEARSED_MANUAL_FIX,
	HC_REHEARSED_RERUN_REQUIRED,
	HC_REHEARSED_FIX_FIRST,
} HcRehearsedEffect;

/* What Exchange takes on one server: a thumbprint, "none", or NULL where that is not known. */
typedef struct {
	char *server;
	char *today;
	char *installed; /* once the new certificate is there too */
	char *removed;   /* once the old ones of the named issuer and subject are gone */
} HcRehearsedOn;

typedef struct {
	const char *id; /* "send-connector", …: stable */
	HcRehearsedEffect effect;
	char *what;          /* the place or trait, as it is called */
	char *today;         /* what is so now; NULL for a trait of the certificate itself */
	char *then;          /* what is so with the new one */
	char *why;           /* cause and consequence; NULL if there is nothing to say */
	char *supply;        /* UNKNOWN: the input that would tell */
	const char *shell;   /* where the commands are typed; NULL without commands */
	GPtrArray *commands; /* char * */
	GPtrArray *undo;     /* char *: the commands that bring today's value back */
	GPtrArray *on;       /* HcRehearsedOn; empty for what lies on no server */
	const char *source;  /* source keys, blank-separated */
} HcRehearsed;

typedef struct {
	char *text;
	GPtrArray *commands; /* char * */
} HcRehearsedStep;

/* What the program found out about the new certificate's chain. */
typedef struct {
	HcTri is_public;   /* ends in an anchor of this host's bundle */
	char *public_text; /* in words, with the bundle's name and date */
	HcTri is_complete; /* its file holds every intermediate */
	char *complete_text;
} HcRehearsalChain;

typedef struct {
	HcRehearsedEffect effect; /* the strongest of all entries */
	GPtrArray *entries;       /* HcRehearsed */
	guint selection;          /* HcSelection that does what the commands do; 0: no run needed */
	char *selection_text;     /* when the wizard may be used, or why not */
	GPtrArray *steps;         /* HcRehearsedStep: for a change ticket; empty without inputs */
	GPtrArray *undo;          /* HcRehearsedStep */
} HcRehearsal;

/* @hybrid NULL: no inputs, only what the certificate itself says. */
HcRehearsal *hc_rehearsal_new(const HcHybrid *hybrid, const HcCertFacts *cert,
	const HcRehearsalChain *chain, HcTime as_of);
void hc_rehearsal_free(HcRehearsal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcRehearsal, hc_rehearsal_free)

const char *hc_rehearsed_effect_word(HcRehearsedEffect effect);
