/*
 * The program's own errors.  In: nothing.  Out: one GError domain with few codes.
 * Room: base.  Trouble of the observed world is never a GError but a fact (agent/evidence/fact.h).
 *
 * Codes are few because callers act on them; people read messages.  Messages are lower case, name
 * the thing ("bundle %s: capture %u: …") and carry no full stop.
 */
#pragma once

#include <glib.h>

#define HC_ERROR (hc_error_quark())
GQuark hc_error_quark(void);

typedef enum {
	HC_ERROR_USAGE,      /* the command line cannot be understood */
	HC_ERROR_CONFIG,     /* the configuration says something we do not understand */
	HC_ERROR_INPUT,      /* bytes that are not what they claim to be, or are damaged */
	HC_ERROR_LIMIT,      /* a bound of base/limits.h was reached */
	HC_ERROR_NOT_FOUND,  /* a named path does not exist */
	HC_ERROR_PERMISSION, /* the system refused access */
	HC_ERROR_CREATE,     /* an output file cannot be created */
	HC_ERROR_IO,         /* reading or writing failed half way */
	HC_ERROR_INTERNAL,   /* our own data or code is wrong */
} HcErrorCode;
