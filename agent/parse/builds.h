/*
 * The shipped table of Exchange builds.  Room: parse.
 * In: the octets of exchange-builds.json, or of a newer one an administrator put in its place.
 * Out: the table, ready for the evidence.
 */
#pragma once

#include "agent/evidence/build.h"

/*
 * Never NULL.  MALFORMED, with the place and the reason in the head, if @data is not such a table
 * or longer than HC_LIMIT_BUILDS_BYTES.  @name is the file, for the origin.
 */
HcBuildTable *hc_builds_parse(const char *data, gsize length, const char *name);
