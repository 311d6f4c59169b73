/*
 * Evidence as JSON and back, without loss.  Room: evidence.
 * In: frozen evidence, or a JSON value.  Out: the other one.  The form is the "evidence" of the
 * report and of case files.  A reader of untrusted JSON gets INPUT errors that name the place.
 *
 * Keys are stable, in snake case; what is not known is null.  Times are RFC 3339 with microseconds;
 * of a run whose "local" is true nobody knows the zone, its times are local ones written with Z.
 * Tri-states are "yes", "no" or null, DER is base64, an object's properties are {"Name": "text" |
 * null | ["list"]} in their order.  Kinds that nobody asked for are left out.
 */
#pragma once

#include <jansson.h>

#include "agent/evidence/evidence-build.h"

/* Returns a new reference. */
json_t *hc_evidence_to_json(const HcEvidence *self);

/* A builder holding what @root says, so that a caller may still derive.  NULL with @error set. */
HcEvidenceBuilder *hc_evidence_builder_from_json(const json_t *root, GError **error);
