/*
 * Members of untrusted JSON objects, typed and bounded.  Room: evidence.
 * In: a JSON value and where it stands.  Out: values of ours, or an INPUT error that names the
 * place ("evidence: exchange[3].objects[1].server: not a text").  A member that is missing counts
 * as null; unknown members are left alone, so that later versions may add some.
 */
#pragma once

#include <jansson.h>

#include "agent/base/text.h"
#include "agent/evidence/fact.h"

/* A value and its way up to the root; lives on the reader's stack. */
typedef struct HcJsonAt {
	const struct HcJsonAt *above; /* NULL for the root */
	const char *key;              /* of the root: what it is */
	gssize index;                 /* in the array @key; -1 if @key is no array */
	const json_t *value;
} HcJsonAt;

/* Always FALSE; @problem says what is wrong with the member @key (NULL: with @at itself). */
gboolean hc_json_in_fail(const HcJsonAt *at, const char *key, const char *problem, GError **error);

/* Null leaves NULL, FALSE, 0, HC_TIME_NONE or UNKNOWN.  On FALSE nothing was set. */
gboolean hc_json_in_text(const HcJsonAt *at, const char *key, char **ret_text, GError **error);
gboolean hc_json_in_bool(const HcJsonAt *at, const char *key, gboolean *ret_value, GError **error);
gboolean hc_json_in_int(const HcJsonAt *at, const char *key, gint64 *ret_value, GError **error);
gboolean hc_json_in_uint(const HcJsonAt *at, const char *key, guint *ret_value, GError **error);
gboolean hc_json_in_time(const HcJsonAt *at, const char *key, HcTime *ret_when, GError **error);
gboolean hc_json_in_tri(const HcJsonAt *at, const char *key, HcTri *ret_tri, GError **error);
gboolean hc_json_in_list(
	const HcJsonAt *at, const char *key, guint limit, GStrv *ret_list, GError **error);
/* Base64 of 1 to @limit octets; null leaves NULL. */
gboolean hc_json_in_octets(
	const HcJsonAt *at, const char *key, gsize limit, GBytes **ret_octets, GError **error);
gboolean hc_json_in_head(const HcJsonAt *at, HcFactHead *ret_head, GError **error);
gboolean hc_json_in_origin(const HcJsonAt *at, HcOrigin *ret_origin, GError **error);

typedef gboolean (*HcJsonReader)(const HcJsonAt *at, gpointer into, GError **error);

typedef struct {
	const char *key;
	guint limit; /* most elements */
	HcJsonReader read;
} HcJsonArray;

/* Calls the reader for each element of an array of objects; null is an empty array. */
gboolean hc_json_in_each(
	const HcJsonAt *at, const HcJsonArray *array, gpointer into, GError **error);

/* A text that JSON can hold and C can too. */
gboolean hc_json_in_is_text(const json_t *value);
