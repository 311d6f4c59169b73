/* Members of JSON objects, as facts have them.  Room: evidence. */
#include "agent/evidence/json-out.h"

json_t *
hc_json_out_string(const char *text)
{
	json_t *string = json_string(text);
	g_autofree char *valid = NULL;

	if (string != NULL)
		return string;
	valid = g_utf8_make_valid(text, -1);
	return json_string(valid);
}

void
hc_json_out_text(json_t *object, const char *key, const char *text)
{
	json_object_set_new(object, key, text != NULL ? hc_json_out_string(text) : json_null());
}

void
hc_json_out_bool(json_t *object, const char *key, gboolean value)
{
	json_object_set_new(object, key, json_boolean(value));
}

void
hc_json_out_int(json_t *object, const char *key, gint64 value)
{
	json_object_set_new(object, key, json_integer(value));
}

void
hc_json_out_time(json_t *object, const char *key, HcTime when)
{
	g_autofree char *text = hc_when_format(when);

	hc_json_out_text(object, key, text);
}

void
hc_json_out_tri(json_t *object, const char *key, HcTri tri)
{
	const char *word = NULL;

	switch (tri) {
	case HC_TRI_UNKNOWN:
		break;
	case HC_TRI_NO:
		word = "no";
		break;
	case HC_TRI_YES:
		word = "yes";
		break;
	}
	hc_json_out_text(object, key, word);
}

void
hc_json_out_octets(json_t *object, const char *key, GBytes *octets)
{
	gsize length = 0;
	const guint8 *data = octets != NULL ? g_bytes_get_data(octets, &length) : NULL;
	g_autofree char *text = octets != NULL ? g_base64_encode(data, length) : NULL;

	hc_json_out_text(object, key, text);
}

void
hc_json_out_list(json_t *object, const char *key, const char *const *list)
{
	json_t *array = list != NULL ? json_array() : json_null();

	for (; list != NULL && *list != NULL; list++)
		json_array_append_new(array, hc_json_out_string(*list));
	json_object_set_new(object, key, array);
}

void
hc_json_out_origin(json_t *object, const HcOrigin *origin)
{
	json_t *member = json_object();

	hc_json_out_text(member, "input", origin->input);
	hc_json_out_text(member, "place", origin->place);
	hc_json_out_text(member, "vantage", origin->vantage);
	hc_json_out_time(member, "as_of", origin->as_of);
	json_object_set_new(object, "origin", member);
}

void
hc_json_out_head(json_t *object, const HcFactHead *head)
{
	hc_json_out_text(object, "status", hc_fact_status_word(head->status));
	hc_json_out_text(object, "why", head->why);
	hc_json_out_origin(object, &head->origin);
}

void
hc_json_out_each(json_t *object, const char *key, const GPtrArray *elements,
	json_t *(*convert)(gconstpointer element))
{
	json_t *array = json_array();

	for (guint i = 0; i < elements->len; i++)
		json_array_append_new(array, convert(elements->pdata[i]));
	json_object_set_new(object, key, array);
}
