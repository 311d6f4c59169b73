/*
 * What a collection says of itself: which cmdlets were asked, when, and how each ended.
 * Room: evidence.
 * In: a manifest's reader.  Out: a record that the builder holds until the derive step has used it;
 * frozen evidence has none, for all it tells is in events and inputs by then.
 */
#pragma once

#include "agent/evidence/exchange.h"

typedef enum {
	HC_COLLECTED_OK,            /* the file holds what the cmdlet answered */
	HC_COLLECTED_EMPTY,         /* it answered, and there was nothing */
	HC_COLLECTED_FAILED,        /* it was run and reported an error */
	HC_COLLECTED_NOT_AVAILABLE, /* it was not there to be run */
	HC_N_COLLECTED
} HcCollectedStatus;

/* One cmdlet of a collection. */
typedef struct {
	char *cmdlet;
	char *noun;
	char *server; /* it was asked for, or NULL */
	char *file;   /* name within the manifest's folder; NULL if none was written */
	char *error;  /* its reason, or NULL */
	char *sha256; /* of @file, lower case hex; NULL if not told */
	HcTime asked; /* HC_TIME_NONE if not told */
	gint64 count; /* objects in @file; -1 if not told */
	HcCollectedStatus status;
} HcCollectionEntry;

typedef struct {
	char *path;   /* of the manifest's input */
	char *folder; /* what the paths of its files begin with: "" or "…/" */
	HcSide side;
	char *computer;     /* where it was made, or NULL */
	char *organisation; /* distinguished name of the organisation, or NULL */
	HcTime started;     /* HC_TIME_NONE if not told */
	gboolean redacted;
	GPtrArray *entries; /* HcCollectionEntry */
} HcCollection;

HcCollectionEntry *hc_collection_entry_new(void);
void hc_collection_entry_free(HcCollectionEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcCollectionEntry, hc_collection_entry_free)

/* @path of the manifest's input. */
HcCollection *hc_collection_new(const char *path);
void hc_collection_free(HcCollection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcCollection, hc_collection_free)

/* "ok", "empty", "failed", "notavailable". */
gboolean hc_collected_from_word(const char *word, HcCollectedStatus *ret_status);
