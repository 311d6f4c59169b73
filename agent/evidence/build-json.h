/*
 * The dated table of Exchange builds as JSON and back.  Room: evidence.
 * In and out: one form for the shipped file and for the evidence, so that a report carries what it
 * was judged by.
 */
#pragma once

#include "agent/evidence/build.h"
#include "agent/evidence/json-in.h"

json_t *hc_build_json_out(const HcBuildTable *table);
/*
 * Members "name", "version", "source", "products" and "floors" of @at, all of them needed; the
 * head is the caller's.  NULL with an INPUT error that names the place.
 */
HcBuildTable *hc_build_json_in(const HcJsonAt *at, GError **error);
