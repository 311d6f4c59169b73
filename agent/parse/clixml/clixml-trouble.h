/*
 * What is odd in a CLIXML file without being damage.  Room: parse.
 * In: each time it is met.  Out: one warning of each sort, with the first place and the count.
 */
#pragma once

#include "agent/parse/clixml/clixml-push.h"

typedef enum {
	HC_TROUBLE_ELEMENT,   /* not of the grammar: skipped */
	HC_TROUBLE_REFERENCE, /* to what is not there, from a property we want */
	HC_TROUBLE_VALUE,     /* not what its element says */
	HC_TROUBLE_LENGTH,    /* longer than we keep */
	HC_TROUBLE_OCTETS,    /* the same, of base64 */
	HC_TROUBLE_CHARACTER, /* an escape of what is no character */
	HC_TROUBLE_TWICE,     /* the same property again */
	HC_N_TROUBLES
} HcTrouble;

typedef struct {
	struct {
		guint n;
		char *first; /* "element <X> at line 7" */
	} of[HC_N_TROUBLES];
} HcTroubles;

/* @what: the foreign name it is about. */
void hc_troubles_note(
	HcTroubles *self, HcTrouble trouble, const char *what, const HcClixmlPush *push);
/* Longer than @most octets, which tells the limit that it is. */
void hc_troubles_note_length(
	HcTroubles *self, gsize most, const char *what, const HcClixmlPush *push);
void hc_troubles_tell(const HcTroubles *self, HcInput *input);
void hc_troubles_clear(HcTroubles *self);
