/*
 * What the commands print: a finished report, progress, and what could not be read.  Room: app.
 */
#pragma once

#include "agent/evidence/evidence.h"

/* To the file @output, or to standard output if that is NULL. */
gboolean hc_deliver(const GString *text, const char *output, GError **error);

/* HcGatherProgress: one line on a terminal, rewritten for each file and gone at the end. */
void hc_show_progress(guint done, guint total, const char *name);

/*
 * What could not be read is said at once, not only inside the report: one line per file, or per
 * folder where its files belong to another organisation.
 */
void hc_print_warnings(const HcEvidence *evidence);

/* The limit that left something unasked, by name; NULL: there is nothing to say. */
void hc_print_limit(const char *limit);
