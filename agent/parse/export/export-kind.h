/*
 * What is known of each kind of export.  Room: parse.
 * In: a kind, or an object's properties.  Out: on which sides Exchange has such objects, what they
 * are recognised by, and the cmdlet that prints them.
 */
#pragma once

#include "agent/evidence/exchange.h"

typedef enum {
	HC_EXPORT_ON_ONPREM = 1 << 0,
	HC_EXPORT_ON_TENANT = 1 << 1,
	HC_EXPORT_ON_EDGE = 1 << 2, /* an Edge Transport server has its own */
} HcExportPlaces;

guint hc_export_kind_places(HcKind kind); /* HcExportPlaces */

/* TRUE if each of them lives on one server: it is then of the side ONPREM on an Edge server too. */
gboolean hc_export_kind_is_local(HcKind kind);

/* By ObjectClass, else by a property that only this kind has; FALSE if neither tells. */
gboolean hc_export_kind_of_content(const HcExchangeObject *bag, HcKind *ret_kind);

/* "Get-SendConnector".  Returns: (transfer full). */
char *hc_export_kind_cmdlet(HcKind kind);
