/* What a JSON document holds of Exchange.  Room: parse. */
#include "agent/parse/json/json-document.h"
#include "agent/base/limits.h"
#include "agent/parse/export/export-kind.h"
#include "agent/parse/json/json-entra.h"
#include "agent/parse/json/json-other.h"
#include "agent/parse/json/json-value.h"

#include <string.h>

#define SUCCESSFUL "exo_successful_commands"
#define UNSUCCESSFUL "exo_unsuccessful_commands"
#define MADE_AT "timestamp_zulu"

static const char no_export[] =
	"JSON, but no export of Exchange that is known: export with Export-Clixml, one file per "
	"cmdlet, as in Get-SendConnector | Export-Clixml onprem-org-SendConnector.clixml";

/* Members that objects of Exchange have, whatever their kind. */
static const char *const exchange_signs[] = { "DistinguishedName", "ExchangeVersion", "Identity",
	"ObjectClass", "ObjectState", "OrganizationId", "RunspaceId", "Thumbprint",
	"WhenChangedUTC" };

/* --- objects ---------------------------------------------------------------------------------- */

static gboolean
is_entra(HcKind kind)
{
	return kind == HC_KIND_HYBRID_APPLICATION || kind == HC_KIND_SERVICE_PRINCIPAL;
}

static void
take_object(json_t *object, const char *hint, const HcJsonSink *sink)
{
	HcKind kind = HC_KIND_SEND_CONNECTOR;
	json_auto_t *flat = NULL;

	if (hc_export_kind_of_name(hint != NULL ? hint : sink->input->path, &kind) &&
		is_entra(kind))
		object = flat = hc_json_entra_flatten(object);
	hc_export_take(sink->export, NULL, hint, hc_json_bag_read(object, sink->losses));
}

/* {"_clixml": "…"}: the answer is inside a text, as REST sends it on request. */
static gboolean
is_wrapped_clixml(const json_t *object)
{
	return json_is_string(json_object_get(object, "_clixml"));
}

/* TRUE for null, [], [null] and lists of such. */
static gboolean
is_nothing(const json_t *value)
{
	if (json_is_null(value))
		return TRUE;
	if (!json_is_array(value))
		return FALSE;
	for (size_t i = 0; i < json_array_size(value); i++) {
		if (!json_is_null(json_array_get(value, i)))
			return FALSE;
	}
	return TRUE;
}

static void
take_array(json_t *array, const char *hint, const HcJsonSink *sink)
{
	gboolean has_clixml = FALSE;

	for (size_t i = 0; i < json_array_size(array); i++) {
		json_t *element = json_array_get(array, i);

		if (is_wrapped_clixml(element))
			has_clixml = TRUE;
		else if (json_is_object(element))
			take_object(element, hint, sink);
	}
	if (has_clixml)
		hc_input_warn(sink->input,
			"CLIXML inside JSON is not read: ask without X-ResponseFormat: clixml, or "
			"save the text of each _clixml as a file of its own");
}

/* The objects behind a hint: an array, or the only one without an array around it. */
static void
take_value(json_t *value, const char *hint, const HcJsonSink *sink)
{
	if (json_is_array(value))
		take_array(value, hint, sink);
	else if (json_is_object(value))
		take_object(value, hint, sink);
}

static gboolean
is_exchange_object(json_t *object, const HcJsonSink *sink)
{
	g_autoptr(HcJsonLosses) ignored = hc_json_losses_new();
	g_autoptr(HcExchangeObject) bag = NULL;
	HcKind kind = HC_KIND_SEND_CONNECTOR;

	if (!json_is_object(object))
		return FALSE;
	for (guint i = 0; i < G_N_ELEMENTS(exchange_signs); i++) {
		if (json_object_get(object, exchange_signs[i]) != NULL)
			return TRUE;
	}
	bag = hc_json_bag_read(object, ignored);
	return hc_export_kind_of_content(bag, &kind) ||
	       hc_export_kind_of_name(sink->input->path, &kind);
}

static json_t *
first_object(json_t *array)
{
	for (size_t i = 0; i < json_array_size(array); i++) {
		json_t *element = json_array_get(array, i);

		if (!json_is_null(element))
			return element;
	}
	return NULL;
}

/* An array at the root, or in "value". */
static const char *
read_array(json_t *array, const HcJsonSink *sink)
{
	json_t *first = first_object(array);

	if (first == NULL) {
		hc_export_answered(sink->export, NULL);
		return NULL;
	}
	if (!is_exchange_object(first, sink) && !is_wrapped_clixml(first))
		return no_export;
	take_array(array, NULL, sink);
	return NULL;
}

/* --- REST ------------------------------------------------------------------------------------- */

static const char *
read_rest(json_t *root, json_t *value, const HcJsonSink *sink)
{
	if (json_object_get(root, "@odata.nextLink") != NULL) {
		hc_input_warn(sink->input, "the first part of an answer in several: what is in the "
					   "others is not known");
		hc_export_damaged(sink->export);
	}
	return read_array(value, sink);
}

/* {"error": {"code": …, "message": …}} */
static const char *
read_error(const json_t *error, const HcJsonSink *sink)
{
	const char *message = json_string_value(json_object_get(error, "message"));

	hc_export_failed(sink->export, NULL, message);
	return NULL;
}

/* --- members called after cmdlets ------------------------------------------------------------- */

static gboolean
names_cmdlet(const json_t *list, const char *cmdlet)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		if (hc_text_same(json_string_value(json_array_get(list, i)), cmdlet))
			return TRUE;
	}
	return FALSE;
}

/* ScubaGear says which cmdlets went well: nothing from another one is no answer. */
static gboolean
was_answered(const json_t *root, HcKind kind)
{
	const json_t *successful = json_object_get(root, SUCCESSFUL);
	g_autofree char *cmdlet = hc_export_kind_cmdlet(kind);

	return successful == NULL || is_entra(kind) || names_cmdlet(successful, cmdlet);
}

/* [{"DedicatedHybridAppConfigured": …, "Apps": …}]: the applications are one level deeper. */
static void
take_applications(json_t *array, const char *hint, const HcJsonSink *sink)
{
	json_t *wrapper = json_is_array(array) ? first_object(array) : array;
	json_t *apps = json_object_get(wrapper, "Apps");

	if (apps == NULL)
		take_value(array, hint, sink);
	else if (is_nothing(apps))
		hc_export_answered(sink->export, hint);
	else
		take_value(apps, hint, sink);
}

static void
take_member(const json_t *root, const char *key, json_t *value, const HcJsonSink *sink)
{
	HcKind kind = HC_KIND_SEND_CONNECTOR;

	/* Its other members hold parts of one of the same kind, or nothing of ours. */
	if (!hc_export_kind_of_name(key, &kind))
		return;
	if (json_is_object(value) && json_is_array(json_object_get(value, "value")))
		value = json_object_get(value, "value");
	if (is_nothing(value)) {
		if (was_answered(root, kind))
			hc_export_answered(sink->export, key);
	} else if (kind == HC_KIND_HYBRID_APPLICATION) {
		take_applications(value, key, sink);
	} else {
		take_value(value, key, sink);
	}
}

static void
take_failures(const json_t *list, const HcJsonSink *sink)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		const char *cmdlet = json_string_value(json_array_get(list, i));

		if (cmdlet != NULL)
			hc_export_failed(
				sink->export, cmdlet, "ScubaGear could not run the cmdlet");
	}
}

static const char *
read_members(json_t *root, const HcJsonSink *sink)
{
	const char *made_at = json_string_value(json_object_get(root, MADE_AT));
	HcTime when = HC_TIME_NONE;

	if (made_at != NULL && hc_when_parse_rfc3339(made_at, &when, NULL)) {
		sink->input->as_of = when;
		g_free(sink->input->as_of_from);
		sink->input->as_of_from = g_strdup("content");
	}
	for (void *at = json_object_iter(root); at != NULL; at = json_object_iter_next(root, at))
		take_member(root, json_object_iter_key(at), json_object_iter_value(at), sink);
	take_failures(json_object_get(root, UNSUCCESSFUL), sink);
	return NULL;
}

/* TRUE if objects stand behind members, and the document is none itself. */
static gboolean
has_members(json_t *root)
{
	if (json_object_get(root, SUCCESSFUL) != NULL || json_object_get(root, MADE_AT) != NULL)
		return TRUE;
	for (void *at = json_object_iter(root); at != NULL; at = json_object_iter_next(root, at)) {
		json_t *value = json_object_iter_value(at);
		HcKind kind = HC_KIND_SEND_CONNECTOR;

		if (hc_export_kind_of_name(json_object_iter_key(at), &kind) &&
			json_is_array(value) && json_is_object(first_object(value)))
			return TRUE;
	}
	return FALSE;
}

/* --- documents -------------------------------------------------------------------------------- */

static const char *
read_object(json_t *root, const HcJsonSink *sink)
{
	json_t *value = json_object_get(root, "value");
	json_t *error = json_object_get(root, "error");

	if (json_is_array(value))
		return read_rest(root, value, sink);
	if (json_is_object(error) && json_object_get(error, "message") != NULL)
		return read_error(error, sink);
	if (json_object_get(root, "Identity") == NULL && has_members(root))
		return read_members(root, sink);
	if (!is_exchange_object(root, sink))
		return no_export;
	take_object(root, NULL, sink);
	return NULL;
}

const char *
hc_json_document_read(json_t *root, const HcJsonSink *sink)
{
	const char *other = hc_json_other_why(root);

	if (other != NULL)
		return other;
	if (json_is_array(root))
		return read_array(root, sink);
	return json_is_object(root) ? read_object(root, sink) : no_export;
}
