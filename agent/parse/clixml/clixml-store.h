/*
 * Values of one CLIXML file, packed, for as long as something may refer to them.  Room: parse.
 * In: texts and lists as they are read.  Out: values that are shared by reference: never copied out
 * by one, and freed all at once without walking.
 */
#pragma once

#include "agent/base/pool.h"

typedef enum {
	HC_CLIXML_UNKNOWN, /* nothing useful was written, or it is not read to its end yet */
	HC_CLIXML_NULL,
	HC_CLIXML_TEXT,
	HC_CLIXML_TEXTS, /* several elements of a list, one behind the other, a NUL behind each */
	HC_CLIXML_LIST,
	HC_CLIXML_PAIRS, /* a list of keys and values by turns */
	HC_CLIXML_SAME,  /* as another value */
} HcClixmlShape;

typedef struct HcClixmlValue HcClixmlValue;
struct HcClixmlValue {
	HcClixmlValue *next; /* element of the same list */
	union {
		const char *text; /* NUL-terminated where it is stored */
		char *texts;
		HcClixmlValue *first;
		const HcClixmlValue *same;
	};
	guint32 length; /* octets of the text; of several texts with their NULs */
	HcClixmlShape shape;
};

/* An UNKNOWN one.  Values and texts live as long as @pool. */
HcClixmlValue *hc_clixml_store_value(HcPool *pool);
char *hc_clixml_store_text(HcPool *pool, const char *text, gsize length);
/* Puts one more text behind @texts; FALSE if they are none, or there is no room behind them. */
gboolean hc_clixml_store_append(HcPool *pool, HcClixmlValue *texts, const char *text, gsize length);

/* What SAME leads to, in a bounded number of steps. */
const HcClixmlValue *hc_clixml_value_resolve(const HcClixmlValue *value);

/* --- what identifiers stand for --------------------------------------------------------------- */

typedef struct HcClixmlIds HcClixmlIds;

HcClixmlIds *hc_clixml_ids_new(void);
void hc_clixml_ids_free(HcClixmlIds *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcClixmlIds, hc_clixml_ids_free)

/* The last one counts.  FALSE if there are too many already (HC_LIMIT_CLIXML_REFIDS). */
gboolean hc_clixml_ids_put(HcClixmlIds *self, const char *id, gsize length, gpointer what);
/* NULL if nothing has this identifier. */
gpointer hc_clixml_ids_get(const HcClixmlIds *self, const char *id, gsize length);
/* Octets that are taken. */
gsize hc_clixml_ids_octets(const HcClixmlIds *self);
