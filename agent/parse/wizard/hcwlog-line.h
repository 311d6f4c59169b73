/*
 * The first line of an entry of the wizard's log.  Room: parse.
 *
 *   2026.09.15 07:15:02.871 WARNING 10026 [Client=UX, Task=MailFlow, Thread=6] text
 *
 * Text starts in column 38; the lines that continue it are indented as far.
 */
#pragma once

#include "agent/parse/text/lines.h"

#define HC_HCWLOG_INDENT 38

typedef struct {
	HcTime when; /* local */
	gboolean is_warning;
	gboolean is_error;
	guint id;            /* five digits; 0 if the line has none */
	const char *context; /* between the brackets, else ""; borrowed from the line */
	gsize n_context;
	const char *text; /* without blanks around it; borrowed from the line */
	gsize n_text;
} HcLogHead;

/* FALSE if @line does not start with a time of the log's form. */
gboolean hc_hcwlog_head(const HcLine *line, HcLogHead *ret_head);

/* Value of "Name=" in the context, up to the next comma; NULL if it has none.  (transfer full) */
char *hc_hcwlog_field(const HcLogHead *head, const char *name);

/* TRUE if @line continues an entry; @ret_text then is what stands behind the indent. */
gboolean hc_hcwlog_continues(const HcLine *line, const char **ret_text, gsize *ret_length);
