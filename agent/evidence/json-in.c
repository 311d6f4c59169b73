/* Members of untrusted JSON objects, typed and bounded.  Room: evidence. */
#include "agent/evidence/json-in.h"
#include "agent/base/error.h"

#include <string.h>

static void
append_place(GString *out, const HcJsonAt *at)
{
	if (at->above != NULL) {
		append_place(out, at->above);
		g_string_append_printf(out, "%s%s", at->above->above != NULL ? "." : "", at->key);
	} else {
		g_string_append_printf(out, "%s: ", at->key);
	}
	if (at->index >= 0)
		g_string_append_printf(out, "[%" G_GSSIZE_FORMAT "]", at->index);
}

gboolean
hc_json_in_fail(const HcJsonAt *at, const char *key, const char *problem, GError **error)
{
	g_autoptr(GString) place = g_string_new(NULL);

	append_place(place, at);
	if (key != NULL)
		g_string_append_printf(place, "%s%s", at->above != NULL ? "." : "", key);
	g_set_error(error, HC_ERROR, HC_ERROR_INPUT, "%s%s%s", place->str,
		g_str_has_suffix(place->str, ": ") ? "" : ": ", problem);
	return FALSE;
}

/* NULL if the member is missing or null. */
static json_t *
member(const HcJsonAt *at, const char *key)
{
	json_t *value = json_object_get(at->value, key);

	return json_is_null(value) ? NULL : value;
}

gboolean
hc_json_in_is_text(const json_t *value)
{
	return json_is_string(value) &&
	       strlen(json_string_value(value)) == json_string_length(value);
}

gboolean
hc_json_in_text(const HcJsonAt *at, const char *key, char **ret_text, GError **error)
{
	const json_t *value = member(at, key);

	if (value != NULL && !hc_json_in_is_text(value))
		return hc_json_in_fail(at, key, "not a text", error);
	*ret_text = value != NULL ? g_strdup(json_string_value(value)) : NULL;
	return TRUE;
}

gboolean
hc_json_in_bool(const HcJsonAt *at, const char *key, gboolean *ret_value, GError **error)
{
	const json_t *value = member(at, key);

	if (value != NULL && !json_is_boolean(value))
		return hc_json_in_fail(at, key, "not true or false", error);
	*ret_value = value != NULL && json_is_true(value);
	return TRUE;
}

gboolean
hc_json_in_int(const HcJsonAt *at, const char *key, gint64 *ret_value, GError **error)
{
	const json_t *value = member(at, key);

	if (value != NULL && !json_is_integer(value))
		return hc_json_in_fail(at, key, "not a whole number", error);
	*ret_value = value != NULL ? json_integer_value(value) : 0;
	return TRUE;
}

gboolean
hc_json_in_uint(const HcJsonAt *at, const char *key, guint *ret_value, GError **error)
{
	gint64 value = 0;

	if (!hc_json_in_int(at, key, &value, error))
		return FALSE;
	if (value < 0 || value > G_MAXUINT)
		return hc_json_in_fail(at, key, "not between 0 and 4294967295", error);
	*ret_value = (guint)value;
	return TRUE;
}

/* TRUE if @when can be printed again: an offset may lead out of the years 1 to 9999. */
static gboolean
is_printable_time(HcTime when)
{
	g_autofree char *text = hc_when_format(when);

	return text != NULL;
}

gboolean
hc_json_in_time(const HcJsonAt *at, const char *key, HcTime *ret_when, GError **error)
{
	const json_t *value = member(at, key);
	HcTime when = HC_TIME_NONE;

	if (value != NULL &&
		(!hc_json_in_is_text(value) ||
			!hc_when_parse_rfc3339(json_string_value(value), &when, NULL) ||
			!is_printable_time(when)))
		return hc_json_in_fail(
			at, key, "not an RFC 3339 time like 2026-03-31T18:00:00Z", error);
	*ret_when = when;
	return TRUE;
}

gboolean
hc_json_in_tri(const HcJsonAt *at, const char *key, HcTri *ret_tri, GError **error)
{
	const json_t *value = member(at, key);
	const char *word = json_string_value(value);

	if (value != NULL && g_strcmp0(word, "yes") != 0 && g_strcmp0(word, "no") != 0)
		return hc_json_in_fail(at, key, "not \"yes\", \"no\" or null", error);
	*ret_tri = HC_TRI_UNKNOWN;
	if (value != NULL)
		*ret_tri = *word == 'y' ? HC_TRI_YES : HC_TRI_NO;
	return TRUE;
}

static gboolean
are_texts(const json_t *array)
{
	for (size_t i = 0; i < json_array_size(array); i++) {
		if (!hc_json_in_is_text(json_array_get(array, i)))
			return FALSE;
	}
	return TRUE;
}

gboolean
hc_json_in_list(const HcJsonAt *at, const char *key, guint limit, GStrv *ret_list, GError **error)
{
	const json_t *value = member(at, key);
	GStrv list = NULL;

	if (value == NULL) {
		*ret_list = NULL;
		return TRUE;
	}
	if (!json_is_array(value) || !are_texts(value))
		return hc_json_in_fail(at, key, "not a list of texts", error);
	if (json_array_size(value) > limit)
		return hc_json_in_fail(at, key, "too many elements", error);
	list = g_new0(char *, json_array_size(value) + 1);
	for (size_t i = 0; i < json_array_size(value); i++)
		list[i] = g_strdup(json_string_value(json_array_get(value, i)));
	*ret_list = list;
	return TRUE;
}

gboolean
hc_json_in_octets(
	const HcJsonAt *at, const char *key, gsize limit, GBytes **ret_octets, GError **error)
{
	g_autofree char *text = NULL;
	g_autofree char *again = NULL;
	g_autofree guchar *data = NULL;
	gsize length = 0;

	if (!hc_json_in_text(at, key, &text, error))
		return FALSE;
	*ret_octets = NULL;
	if (text == NULL)
		return TRUE;
	data = g_base64_decode(text, &length);
	again = g_base64_encode(data, length); /* the decoder skips what is not base64 */
	if (length == 0 || g_strcmp0(again, text) != 0)
		return hc_json_in_fail(at, key, "not octets in base64", error);
	if (length > limit)
		return hc_json_in_fail(at, key, "too many octets", error);
	*ret_octets = g_bytes_new_take(g_steal_pointer(&data), length);
	return TRUE;
}

gboolean
hc_json_in_origin(const HcJsonAt *at, HcOrigin *ret_origin, GError **error)
{
	HcJsonAt origin = { at, "origin", -1, member(at, "origin") };

	if (origin.value != NULL && !json_is_object(origin.value))
		return hc_json_in_fail(&origin, NULL, "not an object", error);
	return hc_json_in_text(&origin, "input", &ret_origin->input, error) &&
	       hc_json_in_text(&origin, "place", &ret_origin->place, error) &&
	       hc_json_in_text(&origin, "vantage", &ret_origin->vantage, error) &&
	       hc_json_in_time(&origin, "as_of", &ret_origin->as_of, error);
}

gboolean
hc_json_in_head(const HcJsonAt *at, HcFactHead *ret_head, GError **error)
{
	const json_t *status = member(at, "status");

	if (!hc_fact_status_from_word(json_string_value(status), &ret_head->status))
		return hc_json_in_fail(at, "status", "not a status of a fact", error);
	if (!hc_json_in_text(at, "why", &ret_head->why, error))
		return FALSE;
	if (ret_head->why == NULL && ret_head->status != HC_FACT_COLLECTED)
		ret_head->why = g_strdup("no reason was given");
	return hc_json_in_origin(at, &ret_head->origin, error);
}

gboolean
hc_json_in_each(const HcJsonAt *at, const HcJsonArray *array, gpointer into, GError **error)
{
	const json_t *value = member(at, array->key);

	if (value != NULL && !json_is_array(value))
		return hc_json_in_fail(at, array->key, "not a list", error);
	if (json_array_size(value) > array->limit)
		return hc_json_in_fail(at, array->key, "too many elements", error);
	for (size_t i = 0; i < json_array_size(value); i++) {
		HcJsonAt element = { at, array->key, (gssize)i, json_array_get(value, i) };

		if (!json_is_object(element.value))
			return hc_json_in_fail(&element, NULL, "not an object", error);
		if (!array->read(&element, into, error))
			return FALSE;
	}
	return TRUE;
}
