/* A certificate as reports have it.  Room: report; for JSON renderings only. */
#pragma once

#include "agent/evidence/cert.h"

#include <jansson.h>

/* A new reference; @is_leaf: it is the one that the others are sent for. */
json_t *hc_json_certificate(const HcCertFacts *cert, gboolean is_leaf);
/* NULL is an empty list. */
json_t *hc_json_strv(const char *const *list);
