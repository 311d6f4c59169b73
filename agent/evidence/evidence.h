/*
 * Everything that was seen, frozen.  Room: evidence.
 * In: a finished builder (evidence-build.h).  Out: const lookups that never return NULL for a kind:
 * what nobody asked for is a set or head with status NOT_ASKED.
 */
#pragma once

#include "agent/evidence/build.h"
#include "agent/evidence/cert.h"
#include "agent/evidence/exchange.h"
#include "agent/evidence/foreign.h"
#include "agent/evidence/network.h"
#include "agent/evidence/pick.h"
#include "agent/evidence/run.h"

typedef struct HcEvidence HcEvidence;

/* One question that was asked of Exchange: the whole kind, or one server or one object of it. */
typedef struct {
	HcFactHead head; /* COLLECTED, ABSENT (empty answer), UNREACHABLE (the cmdlet failed) */
	char *server;    /* -Server, or NULL */
	char *narrow;    /* any other narrowing parameter as "Identity=…", or NULL */
} HcAnswer;

/* All that is known of one kind of object on one side. */
typedef struct {
	HcFactHead
		head; /* COLLECTED with objects; ABSENT: asked as a whole and empty; else why not */
	GPtrArray *answers; /* HcAnswer */
	GPtrArray *objects; /* HcExchangeObject: the newest version of each */
	/*
	 * Older versions that another source saw: at most one per object, the newest that a run of
	 * the wizard left, else the newest.  An object that is gone has a version here and none
	 * among @objects.
	 */
	GPtrArray *was;
	GPtrArray *was_answers; /* HcAnswer: of a run of the wizard, replaced by another source */
} HcExchangeSet;

/* An input file and what became of it. */
typedef struct {
	char *path;
	char *kind;       /* "xhcw", "hcw-log", "hcw-boot", "hcw-cc", "not-recognised", … */
	char *sha256;     /* lower case hex; NULL if it was not read to its end */
	HcTime as_of;     /* when what it says was so; HC_TIME_NONE if nothing tells */
	char *as_of_from; /* what told @as_of: "content", "manifest", "file" (its modification
			     time); NULL if nothing did */
	HcTime modified;  /* of the file or archive entry; HC_TIME_NONE if unknown */
	gboolean local;   /* @as_of has no zone yet: the fold takes it from the run @stamp, or
			     forgets it */
	char *stamp;      /* run the file belongs to; NULL if it is no file of the wizard */
	guint n_objects;
	gboolean usable;       /* at least one fact came out of it */
	GPtrArray *warnings;   /* char * */
	guint n_more_warnings; /* not kept; the last warning says how many */
} HcInput;

void hc_evidence_free(HcEvidence *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcEvidence, hc_evidence_free)

/* The time to judge at. */
HcTime hc_evidence_as_of(const HcEvidence *self);

const HcExchangeSet *hc_evidence_set(const HcEvidence *self, HcSide side, HcKind kind);
/*
 * How far one server's objects of this kind are known: the head of the answer that covers @server
 * (asked for it, or for the whole kind), else a static NOT_ASKED.
 */
const HcFactHead *hc_evidence_server_head(
	const HcEvidence *self, HcSide side, HcKind kind, const char *server);

guint hc_evidence_n_certs(const HcEvidence *self);
const HcCertFacts *hc_evidence_cert(const HcEvidence *self, guint i);
guint hc_evidence_n_picks(const HcEvidence *self);
const HcPick *hc_evidence_pick(const HcEvidence *self, guint i);
guint hc_evidence_n_runs(const HcEvidence *self); /* oldest first */
const HcRun *hc_evidence_run(const HcEvidence *self, guint i);
guint hc_evidence_n_records(const HcEvidence *self); /* oldest first */
const HcRunRecord *hc_evidence_record(const HcEvidence *self, guint i);
/* Organisations that were set aside, in the order they were met. */
guint hc_evidence_n_foreign(const HcEvidence *self);
const HcForeign *hc_evidence_foreign(const HcEvidence *self, guint i);
guint hc_evidence_n_inputs(const HcEvidence *self);
const HcInput *hc_evidence_input(const HcEvidence *self, guint i);
/* The dated table of Exchange builds; NOT_ASKED and empty if none was loaded. */
const HcBuildTable *hc_evidence_builds(const HcEvidence *self);
/* End of the newest cmdlet the wizard issued (UTC); HC_TIME_NONE if its zone is not known. */
HcTime hc_evidence_last_invoke_end(const HcEvidence *self);
