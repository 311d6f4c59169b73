/* Exchange objects and answers as JSON and back.  Room: evidence. */
#include "agent/base/limits.h"
#include "agent/evidence/evidence-json-parts.h"

#include <string.h>

/* --- out -------------------------------------------------------------------------------------- */

static json_t *
convert_properties(const HcExchangeObject *object)
{
	json_t *properties = json_object();

	for (guint i = 0; i < hc_exchange_n_properties(object); i++) {
		HcShape shape = HC_SHAPE_NULL;
		const char *name = hc_exchange_property_at(object, i, &shape);

		switch (shape) {
		case HC_SHAPE_NULL:
			hc_json_out_text(properties, name, NULL);
			break;
		case HC_SHAPE_TEXT:
			hc_json_out_text(properties, name, hc_exchange_text(object, name));
			break;
		case HC_SHAPE_LIST:
			hc_json_out_list(properties, name, hc_exchange_list(object, name));
			break;
		}
	}
	return properties;
}

static json_t *
convert_object(gconstpointer element)
{
	const HcExchangeObject *object = element;
	json_t *json = json_object();

	hc_json_out_text(json, "server", hc_exchange_server(object));
	hc_json_out_origin(json, hc_exchange_origin(object));
	json_object_set_new(json, "properties", convert_properties(object));
	return json;
}

static json_t *
convert_answer(gconstpointer element)
{
	const HcAnswer *answer = element;
	json_t *json = json_object();

	hc_json_out_head(json, &answer->head);
	hc_json_out_text(json, "server", answer->server);
	hc_json_out_text(json, "narrow", answer->narrow);
	return json;
}

static json_t *
convert_set(HcSide side, HcKind kind, const HcExchangeSet *set)
{
	json_t *json = json_object();

	hc_json_out_text(json, "side", hc_side_word(side));
	hc_json_out_text(json, "kind", hc_kind_noun(kind));
	hc_json_out_head(json, &set->head);
	hc_json_out_each(json, "answers", set->answers, convert_answer);
	hc_json_out_each(json, "objects", set->objects, convert_object);
	hc_json_out_each(json, "was", set->was, convert_object);
	hc_json_out_each(json, "was_answers", set->was_answers, convert_answer);
	return json;
}

static gboolean
says_nothing(const HcExchangeSet *set, const HcExchangeSet *untouched)
{
	const HcOrigin *origin = &set->head.origin;

	return set->head.status == untouched->head.status &&
	       g_strcmp0(set->head.why, untouched->head.why) == 0 && origin->input == NULL &&
	       origin->place == NULL && origin->vantage == NULL && origin->as_of == HC_TIME_NONE &&
	       set->answers->len == 0 && set->objects->len == 0 && set->was->len == 0 &&
	       set->was_answers->len == 0;
}

json_t *
hc_evidence_json_sets(const HcEvidence *evidence)
{
	g_autoptr(HcEvidenceBuilder) fresh = hc_evidence_builder_new(HC_TIME_NONE);
	const HcExchangeSet *untouched =
		hc_evidence_builder_set(fresh, HC_SIDE_ONPREM, HC_KIND_ACCEPTED_DOMAIN);
	json_t *sets = json_array();

	for (guint side = 0; side < HC_N_SIDES; side++) {
		for (guint kind = 0; kind < HC_N_KINDS; kind++) {
			const HcExchangeSet *set =
				hc_evidence_set(evidence, (HcSide)side, (HcKind)kind);

			if (!says_nothing(set, untouched))
				json_array_append_new(
					sets, convert_set((HcSide)side, (HcKind)kind, set));
		}
	}
	return sets;
}

/* --- in --------------------------------------------------------------------------------------- */

/* Where elements of a set are read into. */
typedef struct {
	GPtrArray *objects;
	GPtrArray *answers;
	HcSide side;
	HcKind kind;
} SetReader;

static gboolean
read_list_property(
	const HcJsonAt *properties, const char *name, HcExchangeObject *object, GError **error)
{
	g_auto(GStrv) list = NULL;

	if (!hc_json_in_list(properties, name, HC_LIMIT_OBJECTS, &list, error))
		return FALSE;
	hc_exchange_put_list(object, name, (const char *const *)list);
	return TRUE;
}

static gboolean
read_property(
	const HcJsonAt *properties, const char *name, HcExchangeObject *object, GError **error)
{
	const json_t *value = json_object_get(properties->value, name);

	if (*name == '\0' || strlen(name) > HC_LIMIT_NAME)
		return hc_json_in_fail(
			properties, NULL, "a property's name is empty or too long", error);
	if (hc_exchange_has(object, name))
		return hc_json_in_fail(properties, name, "named twice", error);
	if (json_is_array(value))
		return read_list_property(properties, name, object, error);
	if (json_is_null(value)) {
		hc_exchange_put_null(object, name);
		return TRUE;
	}
	if (!hc_json_in_is_text(value))
		return hc_json_in_fail(properties, name, "not a text, a list or null", error);
	hc_exchange_put_text(object, name, json_string_value(value));
	return TRUE;
}

static gboolean
read_properties(const HcJsonAt *at, HcExchangeObject *object, GError **error)
{
	json_t *value = json_object_get(at->value, "properties");
	HcJsonAt properties = { at, "properties", -1, value };

	if (!json_is_object(value))
		return hc_json_in_fail(&properties, NULL, "not an object", error);
	if (json_object_size(value) > HC_LIMIT_PROPERTIES)
		return hc_json_in_fail(&properties, NULL, "too many properties", error);
	for (void *i = json_object_iter(value); i != NULL; i = json_object_iter_next(value, i)) {
		if (!read_property(&properties, json_object_iter_key(i), object, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
read_object(const HcJsonAt *at, gpointer into, GError **error)
{
	const SetReader *reader = into;
	g_autoptr(HcExchangeObject) object = hc_exchange_object_new(reader->side, reader->kind);
	HcOrigin origin = { .as_of = HC_TIME_NONE };
	g_autofree char *server = NULL;
	gboolean is_read = hc_json_in_text(at, "server", &server, error) &&
			   hc_json_in_origin(at, &origin, error) &&
			   read_properties(at, object, error);

	if (is_read) {
		hc_exchange_set_server(object, server);
		hc_exchange_set_origin(object, &origin);
		g_ptr_array_add(reader->objects, g_steal_pointer(&object));
	}
	hc_origin_clear(&origin);
	return is_read;
}

static gboolean
read_answer(const HcJsonAt *at, gpointer into, GError **error)
{
	const SetReader *reader = into;
	HcAnswer *answer = hc_answer_new();

	g_ptr_array_add(reader->answers, answer);
	return hc_json_in_head(at, &answer->head, error) &&
	       hc_json_in_text(at, "server", &answer->server, error) &&
	       hc_json_in_text(at, "narrow", &answer->narrow, error);
}

gboolean
hc_evidence_json_read_set(const HcJsonAt *at, gpointer into, GError **error)
{
	static const HcJsonArray answers = { "answers", HC_LIMIT_OBJECTS, read_answer };
	static const HcJsonArray objects = { "objects", HC_LIMIT_OBJECTS, read_object };
	static const HcJsonArray was = { "was", HC_LIMIT_OBJECTS, read_object };
	static const HcJsonArray was_answers = { "was_answers", HC_LIMIT_OBJECTS, read_answer };
	HcSetsReader *sets = into;
	SetReader reader = { 0 };
	SetReader old = { 0 };
	HcExchangeSet *set = NULL;

	if (!hc_side_from_word(json_string_value(json_object_get(at->value, "side")), &reader.side))
		return hc_json_in_fail(at, "side", "not a side we know", error);
	if (!hc_kind_from_noun(json_string_value(json_object_get(at->value, "kind")), &reader.kind))
		return hc_json_in_fail(at, "kind", "not a noun we know", error);
	if (sets->seen[reader.side][reader.kind])
		return hc_json_in_fail(at, NULL, "the same side and kind again", error);
	sets->seen[reader.side][reader.kind] = TRUE;
	set = hc_evidence_builder_set(sets->builder, reader.side, reader.kind);
	reader.objects = set->objects;
	reader.answers = set->answers;
	old = (SetReader){ set->was, set->was_answers, reader.side, reader.kind };
	hc_fact_head_clear(&set->head);
	return hc_json_in_head(at, &set->head, error) &&
	       hc_json_in_each(at, &answers, &reader, error) &&
	       hc_json_in_each(at, &objects, &reader, error) &&
	       hc_json_in_each(at, &was, &old, error) &&
	       hc_json_in_each(at, &was_answers, &old, error);
}
