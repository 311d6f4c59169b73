/*
 * What every fact carries: how looking for it ended, and where it was seen.  Room: evidence.
 * A failed look is a fact too; nobody turns NOT_ASKED into "there is none".
 */
#pragma once

#include <glib.h>

#include "agent/base/when.h"

typedef enum {
	HC_FACT_NOT_ASKED = 0,  /* nobody looked */
	HC_FACT_COLLECTED,      /* seen */
	HC_FACT_ABSENT,         /* asked, and the answer is "there is none" */
	HC_FACT_UNREACHABLE,    /* asked, no usable answer */
	HC_FACT_MALFORMED,      /* answered, and the answer could not be read */
	HC_FACT_NOT_APPLICABLE, /* the question makes no sense here */
} HcFactStatus;

typedef struct {
	char *input;   /* path of the input as the user named it; NULL if there is none */
	char *place;   /* object, cmdlet or line inside it; NULL if the whole */
	char *vantage; /* "exchange-onprem", "exchange-online", "wizard", later "this-host", … */
	HcTime as_of;  /* when it was seen; HC_TIME_NONE if the source does not tell */
} HcOrigin;

typedef struct {
	HcFactStatus status;
	char *why; /* for every status but COLLECTED: the reason, in words */
	HcOrigin origin;
} HcFactHead;

void hc_origin_clear(HcOrigin *origin);
void hc_origin_copy(const HcOrigin *from, HcOrigin *ret_to);
void hc_fact_head_clear(HcFactHead *head);

/* It was asked and answered: COLLECTED, or ABSENT. */
gboolean hc_fact_is_answered(const HcFactHead *head);

/* "input: place", for people; "" if neither is known. */
char *hc_origin_text(const HcOrigin *origin);

const char *hc_fact_status_word(HcFactStatus status);
gboolean hc_fact_status_from_word(const char *word, HcFactStatus *ret_status);
