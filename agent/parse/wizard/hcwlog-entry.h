/*
 * What the wizard's log says, entry by entry.  Room: parse.
 * In: entries in the order of the log.  Out: one HcRun with times as printed (local).
 */
#pragma once

#include "agent/evidence/evidence-build.h"

/* One entry with the lines that continue it. */
typedef struct {
	HcTime when; /* local */
	gboolean is_warning;
	gboolean is_error;
	guint id;
	guint line;  /* of its first line */
	char *task;  /* NULL outside tasks */
	char *phase; /* NULL outside phases */
	GString *text;
} HcLogEntry;

typedef struct HcLogStory HcLogStory;

HcLogStory *hc_hcwlog_story_new(HcInput *input);
void hc_hcwlog_story_free(HcLogStory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcLogStory, hc_hcwlog_story_free)

/* TRUE if an entry of this kind is worth its text. */
gboolean hc_hcwlog_is_wanted(guint id, gboolean is_warning, gboolean is_error);

void hc_hcwlog_story_add(HcLogStory *self, const HcLogEntry *entry);

/* What was left out becomes warnings of the input.  Returns: (transfer full). */
HcRun *hc_hcwlog_story_finish(HcLogStory *self);
