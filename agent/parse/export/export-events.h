/*
 * The Get- events of one exported file, while they are put together.  Room: parse.
 * In: objects and empty answers with their places.  Out: one event per kind, side, server and
 * organisation, all of the time the file speaks of.
 *
 * What lives on a server gets one event per server: an export that shows one server's connectors
 * says nothing of another server.
 */
#pragma once

#include "agent/evidence/evidence-build.h"

/* Where objects were seen; borrowed. */
typedef struct {
	HcKind kind;
	HcSide side;              /* whose shell printed them: EDGE for local kinds too */
	const char *server;       /* NULL if nothing tells */
	const char *organisation; /* NULL if nothing tells */
} HcExportPlace;

typedef struct HcExportEvents HcExportEvents;

/* @input is borrowed, for its name, its time and for warnings. */
HcExportEvents *hc_export_events_new(HcInput *input);
void hc_export_events_free(HcExportEvents *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcExportEvents, hc_export_events_free)

/* From now on nothing is taken for the whole, for the reason @narrow (static text). */
void hc_export_events_narrow(HcExportEvents *self, const char *narrow);
/* Takes @bag and sets its side, kind and server. */
void hc_export_events_object(
	HcExportEvents *self, const HcExportPlace *place, HcExchangeObject *bag);
/* @why: the cmdlet failed; NULL: it answered that there is none.  After all objects. */
void hc_export_events_empty(HcExportEvents *self, const HcExportPlace *place, const char *why);

/* Hands everything over and sets the input's usable, n_objects, as_of and as_of_from. */
void hc_export_events_deliver(HcExportEvents *self, HcEvidenceBuilder *builder);
