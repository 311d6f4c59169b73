/* The rules themselves as text and JSON.  Room: report. */
#include "agent/report/rules.h"

#include "agent/report/wrap.h"
#include "checks/sources.h"

#include <jansson.h>

static const char *
kept_or_dash(const char *text)
{
	return hc_text_is_empty(text) ? "-" : text;
}

void
hc_rules_text(GString *out)
{
	const char *area = "";

	for (guint i = 0; i < hc_checks_count(); i++) {
		const HcCheck *check = hc_checks_at(i);
		g_autofree char *codes = hc_selection_join(check->hcw, hc_selection_code, "+");

		if (!g_str_equal(area, hc_checks_area(check))) {
			area = hc_checks_area(check);
			g_string_append_printf(out, "%s%s\n", i > 0 ? "\n" : "", area);
		}
		g_string_append_printf(out, "  %s\n", check->id);
		g_string_append_printf(out, "      %s\n", check->title);
		g_string_append_printf(out,
			"      %s, severity %s, class %s, required %s, wizard %s, %s, source %s\n",
			hc_effect_word(check->effect), hc_severity_word(check->severity),
			hc_class_word(check->class), check->required ? "yes" : "no",
			kept_or_dash(codes), hc_confidence_word(check->confidence),
			kept_or_dash(check->reference));
	}
	g_string_append_printf(out, "\n%u rules\n", hc_checks_count());
}

static json_t *
sources_to_json(const char *reference)
{
	g_auto(GStrv) keys = hc_text_split(reference, " ");
	json_t *array = json_array();

	for (guint i = 0; keys[i] != NULL; i++) {
		const HcSource *source = hc_sources_find(keys[i]);

		if (source != NULL)
			json_array_append_new(
				array, json_pack("{s:s, s:s, s:s, s:s}", "key", source->key,
					       "title", source->title, "where", source->where,
					       "as_of", source->as_of));
	}
	return array;
}

static json_t *
rule_to_json(const HcCheck *check)
{
	g_autofree char *codes = hc_selection_join(check->hcw, hc_selection_code, "+");
	const struct {
		const char *key;
		const char *value;
	} texts[] = {
		{ "id", check->id },
		{ "area", hc_checks_area(check) },
		{ "title", check->title },
		{ "class", hc_class_word(check->class) },
		{ "severity", hc_severity_word(check->severity) },
		{ "effect", hc_effect_word(check->effect) },
		{ "confidence", hc_confidence_word(check->confidence) },
		{ "who", hc_who_word(check->who) },
		{ "hop", check->hop },
		{ "selection", codes },
		{ "property", check->property },
		{ "impact", check->impact },
		{ "remedy", check->remedy },
		{ "fix", check->fix },
		{ "ndr", check->ndr },
		{ "source", check->reference },
	};
	json_t *object = json_object();

	for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
		json_object_set_new(object, texts[i].key,
			texts[i].value != NULL ? json_string(texts[i].value) : json_null());
	json_object_set_new(object, "required", json_boolean(check->required));
	json_object_set_new(object, "sources", sources_to_json(check->reference));
	return object;
}

static void
dump(json_t *root, GString *out)
{
	char *text = json_dumps(root, JSON_INDENT(2) | JSON_ENSURE_ASCII);

	g_string_append(out, text);
	g_string_append_c(out, '\n');
	free(text);
	json_decref(root);
}

void
hc_rules_json(GString *out)
{
	json_t *list = json_array();
	json_t *root = json_object();

	for (guint i = 0; i < hc_checks_count(); i++)
		json_array_append_new(list, rule_to_json(hc_checks_at(i)));
	json_object_set_new(root, "schema", json_string("hybridcheck-rules/1"));
	json_object_set_new(root, "rules", list);
	dump(root, out);
}

void
hc_rule_json(const HcCheck *check, GString *out)
{
	dump(rule_to_json(check), out);
}

static void
append_part(GString *out, const char *label, const char *text)
{
	if (hc_text_is_empty(text))
		return;
	g_string_append_printf(out, "\n%s\n", label);
	hc_wrap_append(out, text, 72, 2);
}

static void
append_commands(GString *out, const char *remedy)
{
	g_auto(GStrv) lines = NULL;

	if (hc_text_is_empty(remedy))
		return;
	lines = g_strsplit(remedy, "\n", -1);
	g_string_append(out, "\nCommand\n");
	for (guint i = 0; lines[i] != NULL; i++)
		g_string_append_printf(out, "  %s\n", lines[i]);
}

/* Every key with its title, its place and the date of the copy that was read. */
static void
append_sources(GString *out, const char *reference)
{
	g_auto(GStrv) keys = hc_text_split(reference, " ");

	g_string_append(out, "\nSource\n");
	for (guint i = 0; keys[i] != NULL; i++) {
		const HcSource *source = hc_sources_find(keys[i]);
		g_autofree char *text = NULL;

		if (source != NULL)
			text = g_strdup_printf(
				"%s: %s; read as of %s", source->key, source->title, source->as_of);
		hc_wrap_append(out, text != NULL ? text : keys[i], 72, 2);
		if (source != NULL)
			g_string_append_printf(out, "    %s\n", source->where);
	}
}

void
hc_rule_text(const HcCheck *check, GString *out)
{
	g_autofree char *codes = hc_selection_join(check->hcw, hc_selection_code, "+");

	g_string_append_printf(out, "%s\n", check->id);
	hc_wrap_append(out, check->title, 72, 2);
	g_string_append_printf(out, "\n  effect      %s\n", hc_effect_word(check->effect));
	g_string_append_printf(out, "  severity    %s\n", hc_severity_word(check->severity));
	g_string_append_printf(out, "  class       %s\n", hc_class_word(check->class));
	g_string_append_printf(out, "  required    %s\n", check->required ? "yes" : "no");
	g_string_append_printf(out, "  confidence  %s\n", hc_confidence_word(check->confidence));
	g_string_append_printf(out, "  who         %s\n", hc_who_word(check->who));
	g_string_append_printf(out, "  hop         %s\n", kept_or_dash(check->hop));
	g_string_append_printf(out, "  wizard      %s\n", kept_or_dash(codes));
	append_part(out, "When it fails", check->impact);
	append_part(out, "Seen as", check->ndr);
	append_part(out, "Repair", check->fix);
	append_commands(out, check->remedy);
	append_sources(out, check->reference);
}
