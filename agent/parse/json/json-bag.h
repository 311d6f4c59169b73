/*
 * An object of ConvertTo-Json as a bag of properties.  Room: parse.
 * In: a JSON object.  Out: the same bag that the object's CLIXML gives; what cannot be told is left
 * out (and so unknown), and noted.
 */
#pragma once

#include "agent/evidence/evidence-build.h"

#include <jansson.h>

/* What was left out of the objects of one file. */
typedef struct {
	GPtrArray *cut;     /* char *: properties that ConvertTo-Json cut off */
	GPtrArray *numbers; /* char *: enumerations with a number of unknown meaning */
	gboolean is_full;   /* an object had more properties than the limit */
} HcJsonLosses;

HcJsonLosses *hc_json_losses_new(void);
void hc_json_losses_free(HcJsonLosses *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcJsonLosses, hc_json_losses_free)
/* One warning for each sort of loss. */
void hc_json_losses_warn(const HcJsonLosses *self, HcInput *input);

/* Side and kind are not set. */
HcExchangeObject *hc_json_bag_read(json_t *object, HcJsonLosses *losses);
