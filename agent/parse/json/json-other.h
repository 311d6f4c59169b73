/*
 * JSON that is no export of Exchange.  Room: parse.
 * In: a document.  Out: what it is, in words that help.
 */
#pragma once

#include <jansson.h>

/* NULL if it is none of the other kinds that are known; static text. */
const char *hc_json_other_why(const json_t *root);
