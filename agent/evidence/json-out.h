/*
 * Members of JSON objects, as facts have them.  Room: evidence.
 * In: values of ours.  Out: members of @object, null where nothing is known.  Text that is not
 * valid UTF-8 is made valid: nothing of a fact may be missing because it cannot be written.
 */
#pragma once

#include <jansson.h>

#include "agent/base/text.h"
#include "agent/evidence/fact.h"

void hc_json_out_text(json_t *object, const char *key, const char *text);
void hc_json_out_bool(json_t *object, const char *key, gboolean value);
void hc_json_out_int(json_t *object, const char *key, gint64 value);
/* RFC 3339 with all microseconds. */
void hc_json_out_time(json_t *object, const char *key, HcTime when);
/* "yes", "no" or null. */
void hc_json_out_tri(json_t *object, const char *key, HcTri tri);
/* Base64; null for NULL. */
void hc_json_out_octets(json_t *object, const char *key, GBytes *octets);
/* An array of texts; null for NULL. */
void hc_json_out_list(json_t *object, const char *key, const char *const *list);
/* Members "status", "why" and "origin". */
void hc_json_out_head(json_t *object, const HcFactHead *head);
void hc_json_out_origin(json_t *object, const HcOrigin *origin);
/* An array of what @convert makes of each element. */
void hc_json_out_each(json_t *object, const char *key, const GPtrArray *elements,
	json_t *(*convert)(gconstpointer element));

json_t *hc_json_out_string(const char *text);
