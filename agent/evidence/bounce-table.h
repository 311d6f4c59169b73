/*
 * What Exchange Online says of a message that it cannot deliver.  Room: evidence.
 * In: the shipped data file.  Out: dated rows.  A row tells what a connection met (words of
 * evidence/probe.h, or a condition of a connection that was fine), the reply a message trace shows
 * while the message waits, and the one that comes back when it expired.
 */
#pragma once

#include "agent/evidence/fact.h"

/* Placeholders of its texts: {host}, {address}, {port}, {expected}, {presented}, {reply}, {last}.
 */
typedef struct {
	char *outcome;    /* "refused"; "ok" with a condition */
	char *stage;      /* "connect"; NULL: whatever the stage */
	char *condition;  /* "untrusted-root"; NULL: none */
	char *now;        /* NULL: no text is documented */
	char *after;      /* NULL: the table's @expired, with @now as the last error */
	char *what;       /* what Exchange Online does, in words */
	char *confidence; /* "confirmed", "derived" or "unconfirmed": how sure @now is */
	char *source;     /* keys of checks/sources.c */
	HcTime as_of;     /* when the text was seen, or the page it stands on was written */
} HcBounceRow;

/* NOT_ASKED: nobody loaded one; without rows unless it is COLLECTED. */
typedef struct {
	HcFactHead head; /* origin.as_of is the day the data speaks of */
	char *name;      /* "exchange-online-replies" */
	char *version;
	char *source;
	guint expiry_hours; /* how long a message waits */
	char *expired;      /* the last word where a row has none of its own; has {last} */
	GPtrArray *rows;    /* HcBounceRow */
} HcBounceTable;

HcBounceRow *hc_bounce_row_new(void);
void hc_bounce_row_free(HcBounceRow *self);
HcBounceTable *hc_bounce_table_new(void);
/* Copies @head. */
void hc_bounce_table_set_head(HcBounceTable *self, const HcFactHead *head);
void hc_bounce_table_free(HcBounceTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcBounceRow, hc_bounce_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcBounceTable, hc_bounce_table_free)

/*
 * The row for what a connection met; one that names the stage goes before one that does not.  NULL
 * if the table says nothing of it.  @stage and @condition may be NULL.
 */
const HcBounceRow *hc_bounce_table_find(
	const HcBounceTable *self, const char *outcome, const char *stage, const char *condition);
