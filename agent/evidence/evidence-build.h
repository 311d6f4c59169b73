/*
 * The builder of evidence.  Room: evidence; only parse, app and tests may include this header.
 * In: facts from parsers, in any order of files.  Out: frozen HcEvidence.
 *
 * Exchange objects come as *events* (a cmdlet that was run and what it answered); hc_ledger
 * (ledger.h) folds them into one state.  A loader of frozen evidence hands in finished sets
 * instead.
 */
#pragma once

#include "agent/evidence/collection.h"
#include "agent/evidence/evidence.h"

typedef enum {
	HC_VERB_GET,
	HC_VERB_NEW, /* also Add- */
	HC_VERB_SET,
	HC_VERB_REMOVE,
} HcVerb;

/* One cmdlet and its answer. */
typedef struct {
	HcVerb verb;
	HcSide side;
	HcKind kind;
	char *server;       /* -Server, or NULL */
	char *narrow;       /* other narrowing parameter as "Identity=…", or NULL */
	char *identity;     /* -Identity of a Set-/Remove-, or NULL */
	gboolean failed;    /* the cmdlet reported an error: a GET is UNREACHABLE, others changed
			       nothing */
	char *why;          /* its error text, if failed */
	HcTime when;        /* start of the cmdlet */
	gboolean local;     /* @when has no zone yet */
	char *stamp;        /* run it belongs to, for finding the zone; NULL if unknown */
	char *organisation; /* Exchange organisation or tenant of its objects, as their
			       distinguished names tell; NULL if they do not */
	HcExchangeObject *parameters; /* of NEW and SET: the values passed; NULL otherwise */
	GPtrArray *objects;           /* HcExchangeObject: results */
	HcOrigin origin;
} HcEvent;

/*
 * HcEvent.narrow of a Get-ExchangeServer export with one server in it: HealthChecker asks for the
 * server it runs on, an organisation may have but one, and the file does not tell these apart.
 */
#define HC_NARROW_ONE_SERVER "one server, and nothing tells whether there are others"

HcEvent *hc_event_new(HcVerb verb, HcSide side, HcKind kind);
void hc_event_free(HcEvent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcEvent, hc_event_free)

typedef struct HcEvidenceBuilder HcEvidenceBuilder;

HcEvidenceBuilder *hc_evidence_builder_new(HcTime as_of);
void hc_evidence_builder_free(HcEvidenceBuilder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcEvidenceBuilder, hc_evidence_builder_free)

/*
 * Each takes ownership and completes what readers rely on (complete.h): texts a record cannot be
 * without become "", a certificate's dns_names and a record's unknown keys become empty lists.
 */
void hc_evidence_builder_take_event(HcEvidenceBuilder *self, HcEvent *event);
void hc_evidence_builder_take_cert(HcEvidenceBuilder *self, HcCertFacts *cert);
void hc_evidence_builder_take_pick(HcEvidenceBuilder *self, HcPick *pick);
/*
 * Files of one run are merged by stamp (never if it is NULL): what the later one knows fills what
 * the earlier one lacks.  Local times become UTC here, as soon as either file tells the offset; so
 * @run must be complete.
 */
void hc_evidence_builder_take_run(HcEvidenceBuilder *self, HcRun *run);
/* Forgets what files of that run told of it: the run, its records and ends of cmdlets. */
void hc_evidence_builder_forget_run(HcEvidenceBuilder *self, const char *stamp);
void hc_evidence_builder_take_record(HcEvidenceBuilder *self, HcRunRecord *record);
void hc_evidence_builder_take_foreign(HcEvidenceBuilder *self, HcForeign *foreign);
/* Returns the stored input, for warnings that come later. */
HcInput *hc_evidence_builder_take_input(HcEvidenceBuilder *self, HcInput *input);
/* What a manifest says; the derive step uses it up (parse/manifest.h). */
void hc_evidence_builder_take_collection(HcEvidenceBuilder *self, HcCollection *collection);
/* Replaces what was there.  For one that is not COLLECTED only the head counts. */
void hc_evidence_builder_take_builds(HcEvidenceBuilder *self, HcBuildTable *table);
/*
 * What the network answered; each says too that it was asked.  The certificates of a session's
 * chain are of hc_evidence_builder_take_presented().
 */
void hc_evidence_builder_take_addresses(HcEvidenceBuilder *self, HcHostAddresses *addresses);
void hc_evidence_builder_take_smtp(HcEvidenceBuilder *self, HcSmtpSession *session);
void hc_evidence_builder_take_tcp(HcEvidenceBuilder *self, HcTcpConnect *connect);
void hc_evidence_builder_take_http(HcEvidenceBuilder *self, HcHttpAnswer *answer);
/* The network may be asked in this run, even if there turns out to be nothing to ask. */
void hc_evidence_builder_set_network_asked(HcEvidenceBuilder *self);
/*
 * Keeps each certificate that was presented once, by its SHA-256.  Returns the one that is kept,
 * (transfer none): hc_cert_facts_share() it.
 */
HcCertFacts *hc_evidence_builder_take_presented(HcEvidenceBuilder *self, HcCertFacts *cert);
HcCertFacts *hc_evidence_builder_presented(HcEvidenceBuilder *self, const char *sha256); /* NULL */
/* A cmdlet of @stamp ended at @when (local or UTC like the events of that stamp). */
void hc_evidence_builder_note_invoke_end(
	HcEvidenceBuilder *self, const char *stamp, HcTime when, gboolean local);
/* Frozen form, when reading evidence back. */
void hc_evidence_builder_set_last_invoke_end(HcEvidenceBuilder *self, HcTime when);

/* Counts @n octets that were read for this evidence; returns how many those are in all. */
gint64 hc_evidence_builder_add_octets(HcEvidenceBuilder *self, gint64 n);

HcExchangeSet *hc_evidence_builder_set(HcEvidenceBuilder *self, HcSide side, HcKind kind);
GPtrArray *hc_evidence_builder_certs(HcEvidenceBuilder *self);       /* HcCertFacts */
GPtrArray *hc_evidence_builder_picks(HcEvidenceBuilder *self);       /* HcPick */
GPtrArray *hc_evidence_builder_runs(HcEvidenceBuilder *self);        /* HcRun */
GPtrArray *hc_evidence_builder_records(HcEvidenceBuilder *self);     /* HcRunRecord */
GPtrArray *hc_evidence_builder_inputs(HcEvidenceBuilder *self);      /* HcInput */
GPtrArray *hc_evidence_builder_smtp(HcEvidenceBuilder *self);        /* HcSmtpSession */
GPtrArray *hc_evidence_builder_http(HcEvidenceBuilder *self);        /* HcHttpAnswer */
GPtrArray *hc_evidence_builder_events(HcEvidenceBuilder *self);      /* HcEvent not folded yet */
GPtrArray *hc_evidence_builder_collections(HcEvidenceBuilder *self); /* HcCollection not used yet */

/*
 * Turns local times of events, inputs and invoke ends into UTC where the run's zone is known (where
 * not, events still order by them, and their origins tell no time), then folds the events taken
 * since the last fold into the sets.  Without new events it changes nothing.
 */
void hc_evidence_builder_fold(HcEvidenceBuilder *self);

/*
 * What is known so far, for who plans further questions: what was folded, and every fact taken.
 * Valid until the next take or fold.
 */
const HcEvidence *hc_evidence_builder_view(HcEvidenceBuilder *self);

/* Freezes.  Frees the builder.  Events that were not folded are folded first. */
HcEvidence *hc_evidence_builder_finish(HcEvidenceBuilder *self);

HcAnswer *hc_answer_new(void);
void hc_answer_free(HcAnswer *self);
HcInput *hc_input_new(const char *path, const char *kind);
void hc_input_free(HcInput *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcInput, hc_input_free)
/* Keeps up to HC_LIMIT_WARNINGS, then one line that says how many more there were. */
void hc_input_warn(HcInput *self, const char *format, ...) G_GNUC_PRINTF(2, 3);
