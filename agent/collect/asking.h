/*
 * One question under way.  Room: collect.
 * In: a question of a run.  Out: records, in order and timed, until it ends.
 *
 * A collector for one kind of question is an HcAsker.  It records what happens and says when it is
 * done; deadline, cancelling and bounds are seen to here, and may end it at any time.
 */
#pragma once

#include "agent/collect/collect.h"
#include "agent/collect/loop.h"

typedef struct HcAsking HcAsking;

typedef struct {
	guint n_descriptors; /* that one question has open at most */
	/* Begins, and returns what @stop frees; may end at once. */
	gpointer (*begin)(HcAsking *asking);
	/* Closes and frees everything; called once, whatever ended it, and never from within
	 * begin(). */
	void (*stop)(gpointer state);
} HcAsker;

/* What the questions of one kind share. */
typedef struct {
	gpointer data;
	GDestroyNotify free;
} HcShared;

/* What all questions of a run share; the certificates of a thousand servers are kept once. */
typedef struct {
	const HcCollectOptions *options;
	HcLoop *loop;
	gint64 began_us;                 /* monotonic */
	GHashTable *octets;              /* GBytes: see hc_asking_share() */
	HcShared shared[HC_N_QUESTIONS]; /* see hc_asking_shared() */
} HcCollectRun;

/* Takes nothing; @question must outlive it. */
HcAsking *hc_asking_new(HcCollectRun *run, const HcQuestion *question);
void hc_asking_free(HcAsking *self);
/* The answer; only once. */
HcTranscript *hc_asking_steal_transcript(HcAsking *self);

HcCollectRun *hc_asking_run(HcAsking *self);
const HcQuestion *hc_asking_question(const HcAsking *self);

/* What the questions of its kind share: made by the first that wants it, freed after the last. */
gpointer hc_asking_shared(
	HcAsking *self, gpointer (*make)(const HcCollectRun *run), GDestroyNotify free);

/* Its time is filled in.  Ends the asking (and gives FALSE) when the transcript is full. */
gboolean hc_asking_record(HcAsking *self, const HcRecord *record);
void hc_asking_record_errno(HcAsking *self, gint code);
/* A GBytes that everybody with the same octets has; transfer full. */
GBytes *hc_asking_share(HcAsking *self, const guint8 *octets, gsize n);

/* Nothing more is recorded; the collector is stopped after its callback has returned. */
void hc_asking_end(HcAsking *self);
gboolean hc_asking_has_ended(const HcAsking *self);
/* Ends after @ms at the latest, and not as a deadline that was missed. */
void hc_asking_end_within(HcAsking *self, guint ms);

/* By monotonic clock: when something must happen; and that it happens now, if it is time. */
gint64 hc_asking_due_us(const HcAsking *self);
void hc_asking_mind_clock(HcAsking *self, gint64 now_us);
