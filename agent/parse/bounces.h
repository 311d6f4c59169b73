/*
 * The shipped table of Exchange Online's replies.  Room: parse.
 * In: the octets of exchange-online-replies.json, or of a newer one an administrator put in its
 * place.  Out: the table.
 */
#pragma once

#include "agent/evidence/bounce-table.h"

/*
 * Never NULL.  MALFORMED, with the place and the reason in the head, if @data is not such a table
 * or longer than HC_LIMIT_BOUNCES_BYTES.  @name is the file, for the origin.
 */
HcBounceTable *hc_bounces_parse(const char *data, gsize length, const char *name);
