/* Values of the report as JSON.  Room: report. */
#include "agent/report/json-value.h"

#include <string.h>

json_t *
hc_json_text(const char *text)
{
	g_autofree char *clean = NULL;

	if (text == NULL)
		return json_null();
	clean = g_utf8_make_valid(text, -1);
	return json_string(clean);
}

json_t *
hc_json_time(HcTime when)
{
	g_autofree char *text = hc_when_format(when);

	return hc_json_text(text);
}

json_t *
hc_json_tri(HcTri value)
{
	return value == HC_TRI_UNKNOWN ? json_null() : json_boolean(value == HC_TRI_YES);
}

json_t *
hc_json_texts(const GPtrArray *list)
{
	json_t *array = json_array();

	for (guint i = 0; i < list->len; i++)
		json_array_append_new(array, hc_json_text(g_ptr_array_index(list, i)));
	return array;
}

json_t *
hc_json_indexes(const GArray *list)
{
	json_t *array = json_array();

	for (guint i = 0; i < list->len; i++)
		json_array_append_new(array, json_integer(g_array_index(list, guint, i)));
	return array;
}

json_t *
hc_json_tool(const char *version, const HcReportData *data)
{
	json_t *list = json_array();

	for (const HcReportData *d = data; d->name != NULL; d++)
		json_array_append_new(
			list, json_pack("{s:o, s:o, s:o, s:o}", "name", hc_json_text(d->name),
				      "version", hc_json_text(d->version), "as_of",
				      hc_json_text(d->as_of), "source", hc_json_text(d->source)));
	return json_pack(
		"{s:s, s:s, s:o}", "name", "hybridcheck", "version", version, "data", list);
}

/* DEL is the one control character that jansson writes as it is; it can only stand in a string. */
void
hc_json_print(const json_t *root, GString *out)
{
	static const char del[] = "\x7F";
	char *text = json_dumps(root, JSON_INDENT(1) | JSON_ENSURE_ASCII);
	const char *at = text;

	for (gsize n = strcspn(at, del); at[n] != '\0'; n = strcspn(at, del)) {
		g_string_append_len(out, at, (gssize)n);
		g_string_append(out, "\\u007f");
		at += n + 1;
	}
	g_string_append(out, at);
	g_string_append_c(out, '\n');
	free(text);
}
