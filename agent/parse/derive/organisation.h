/*
 * Organisations are never mixed.  Room: parse.  Pure.
 * In: a builder with events that are not folded.  Out: the same builder; where events of one side
 * come from several organisations, those of one are left and the others are set aside: recorded as
 * HcForeign, each input concerned with a warning, their runs of the wizard forgotten.
 *
 * Judged is, on premises, the organisation with a hybrid configuration, of several the one of the
 * newest run of the wizard, else the newest; of tenants the one that names the judged organisation
 * on premises by its GUID (or is named by it), else the one of the same run, else the newest.
 *
 * Events that do not tell whose they are (projections without a distinguished name, certificates,
 * an Edge server's own) follow their input, else the nearest folder in which one organisation
 * alone is told of; else they count as the judged one's.
 */
#pragma once

#include "agent/evidence/evidence-build.h"

/* What a collection's manifest says of its organisation; before hc_manifests_apply(). */
void hc_organisation_note_collections(HcEvidenceBuilder *builder);
void hc_organisation_part(HcEvidenceBuilder *builder);
