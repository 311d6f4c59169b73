/*
 * Tables as the wizard prints them into its log.  Room: parse.
 *
 *   ====================================
 *   Send Connector
 *   ------------------------------------
 *   Name       | Equals | Actual | Expected
 *   ------------------------------------
 *   RequireTLS | True   | True   | True
 *   ====================================
 */
#pragma once

#include "agent/evidence/run.h"

typedef struct {
	guint n_odd;      /* lines that are no row: their bars are not where the header has them */
	guint n_left;     /* rows above HC_LIMIT_TABLE_ROWS */
	gboolean is_open; /* the closing line is missing */
} HcTableNotes;

/* A comparison table; NULL if @text is none.  Phase and line are left to the caller. */
HcRunTable *hc_hcwlog_table(const char *text, HcTableNotes *ret_notes);

/* What stands behind the first cell of @text that says @key; NULL if none does.  (transfer full) */
char *hc_hcwlog_cell(const char *text, const char *key);
