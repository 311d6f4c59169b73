/* An object of ConvertTo-Json as a bag of properties.  Room: parse. */
#include "agent/parse/json/json-bag.h"
#include "agent/base/limits.h"
#include "agent/parse/export/export-kind.h"
#include "agent/parse/json/json-enum.h"
#include "agent/parse/json/json-value.h"
#include "agent/parse/secret.h"

#include <string.h>

#define NAMES_SHOWN 12 /* of what was left out */
#define HIGHEST_OCTET 255

/* Not of the object itself: PowerShell's, and REST's types of the members beside them. */
static const char *const not_properties[] = { "SerializationData", "RunspaceId",
	"PSShowComputerName", "_clixml", NULL };

/* Lists whose elements have no blank in them: a text with one is several, joined by the cut. */
static const char *const lists_without_blanks[] = { "AddressSpaces", "Bindings",
	"CertificateDomains", "ClientAccessServers", "Domains", "EdgeTransportServers",
	"ExternalIPAddresses", "Features", "HybridDomains", "ReceivingTransportServers",
	"RecipientDomains", "RemoteIPRanges", "SenderDomains", "SenderIPAddresses",
	"SendingTransportServers", "SmartHosts", "SourceTransportServers", "TlsDomainCapabilities",
	NULL };

/* --- losses ----------------------------------------------------------------------------------- */

HcJsonLosses *
hc_json_losses_new(void)
{
	HcJsonLosses *self = g_new0(HcJsonLosses, 1);

	self->cut = g_ptr_array_new_with_free_func(g_free);
	self->numbers = g_ptr_array_new_with_free_func(g_free);
	return self;
}

void
hc_json_losses_free(HcJsonLosses *self)
{
	if (self == NULL)
		return;
	g_ptr_array_unref(self->cut);
	g_ptr_array_unref(self->numbers);
	g_free(self);
}

/* Each name once; one more than will be shown says that there are more. */
static void
note(GPtrArray *names, const char *name)
{
	if (names->len <= NAMES_SHOWN &&
		!g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
		g_ptr_array_add(names, g_strdup(name));
}

static void
warn_names(HcInput *input, const GPtrArray *names, const char *why)
{
	GString *list = g_string_new(NULL);
	g_autofree char *shown = NULL;

	for (guint i = 0; i < MIN(names->len, NAMES_SHOWN); i++)
		g_string_append_printf(
			list, "%s%s", i > 0 ? ", " : "", (const char *)names->pdata[i]);
	if (names->len > NAMES_SHOWN)
		g_string_append(list, " and more");
	shown = hc_text_excerpt(list->str, HC_LIMIT_REPORT_TEXT);
	if (names->len > 0)
		hc_input_warn(input, "%s: %s", why, shown);
	g_string_free(list, TRUE);
}

void
hc_json_losses_warn(const HcJsonLosses *self, HcInput *input)
{
	warn_names(input, self->cut,
		"not known, because ConvertTo-Json cut them off (export with Export-Clixml, or "
		"with "
		"ConvertTo-Json -Depth 6)");
	warn_names(input, self->numbers,
		"not known, because ConvertTo-Json wrote numbers instead of names (export with "
		"Export-Clixml)");
	if (self->is_full)
		hc_input_warn(input,
			"limit HC_LIMIT_PROPERTIES (%d) reached; the rest of an object's "
			"properties "
			"is left out",
			HC_LIMIT_PROPERTIES);
}

/* --- properties ------------------------------------------------------------------------------- */

/* The name in @losses says which; the object itself has the property as unknown. */
typedef struct {
	HcExchangeObject *bag;
	const json_t *object; /* whole */
	HcJsonLosses *losses;
} Reading;

static gboolean
is_octet(const json_t *value)
{
	return json_is_integer(value) && json_integer_value(value) >= 0 &&
	       json_integer_value(value) <= HIGHEST_OCTET;
}

/* The DER of a certificate, written octet by octet. */
static gboolean
put_octets(const Reading *self, const char *name, const json_t *array)
{
	g_autoptr(GByteArray) octets = g_byte_array_new();
	g_autofree char *base64 = NULL;

	if (!hc_text_same(name, "RawData") || json_array_size(array) == 0 ||
		json_array_size(array) > HC_LIMIT_DER)
		return FALSE;
	for (size_t i = 0; i < json_array_size(array); i++) {
		const json_t *element = json_array_get(array, i);
		guint8 octet = 0;

		if (!is_octet(element))
			return FALSE;
		octet = (guint8)json_integer_value(element);
		g_byte_array_append(octets, &octet, 1);
	}
	base64 = g_base64_encode(octets->data, octets->len);
	hc_exchange_put_text(self->bag, name, base64);
	return TRUE;
}

/* A number of an enumeration by its name; NULL with a note if it has none. */
static char *
text_of_number(const Reading *self, const char *name, const json_t *value)
{
	char *text = hc_json_enum_name(name, json_integer_value(value));

	/* Only Send connectors have a type that is a number; the clouds' are always words. */
	if (text == NULL && hc_text_same(name, "ConnectorType") && json_integer_value(value) == 0 &&
		json_object_get(self->object, "AddressSpaces") != NULL)
		text = g_strdup("Default");
	if (text == NULL)
		note(self->losses->numbers, name);
	return text;
}

static char *
text_of(const Reading *self, const char *name, const json_t *value)
{
	char *text = NULL;

	if (json_is_integer(value) && hc_json_enum_is(name))
		return text_of_number(self, name, value);
	text = hc_json_value_text(value);
	if (text == NULL || strlen(text) > HC_LIMIT_JSON_TEXT) {
		note(self->losses->cut, name);
		g_clear_pointer(&text, g_free);
	}
	return text;
}

static void
put_list(const Reading *self, const char *name, const json_t *array)
{
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);

	if (put_octets(self, name, array))
		return;
	for (size_t i = 0; i < json_array_size(array); i++) {
		char *text = text_of(self, name, json_array_get(array, i));

		/* A list that is known in part is not known. */
		if (text == NULL)
			return;
		g_ptr_array_add(texts, text);
	}
	g_ptr_array_add(texts, NULL);
	hc_exchange_put_list(self->bag, name, (const char *const *)texts->pdata);
}

static gboolean
is_joined_list(const char *name, const json_t *value)
{
	const char *text = json_string_value(value);

	return text != NULL && strchr(text, ' ') != NULL && hc_text_in(lists_without_blanks, name);
}

static void
put_value(const Reading *self, const char *name, const json_t *value)
{
	g_autofree char *text = NULL;

	value = hc_json_value_unwrap(value);
	if (json_is_null(value)) {
		hc_exchange_put_null(self->bag, name);
	} else if (json_is_array(value)) {
		put_list(self, name, value);
	} else if (is_joined_list(name, value)) {
		note(self->losses->cut, name);
	} else {
		text = text_of(self, name, value);
		if (text != NULL)
			hc_exchange_put_text(self->bag, name, text);
	}
}

/* "Guid@odata.type" stands beside "Guid". */
static gboolean
is_property(const char *name)
{
	return *name != '\0' && strlen(name) <= HC_LIMIT_NAME && strchr(name, '@') == NULL &&
	       !hc_text_in(not_properties, name) && !hc_secret_is_name(name);
}

/*
 * What lives on a server is called "SERVER\Name"; written out member by member its Identity shows
 * the last part only.
 */
static void
complete_identity(const Reading *self)
{
	const json_t *identity = json_object_get(self->object, "Identity");
	const char *name = hc_exchange_text(self->bag, "Identity");
	const char *server = hc_exchange_text(self->bag, "Server");
	g_autofree char *whole = NULL;
	HcKind kind = HC_KIND_SEND_CONNECTOR;

	if (!json_is_object(identity) || hc_text_is_empty(name) || hc_text_is_empty(server) ||
		!hc_export_kind_of_content(self->bag, &kind) || !hc_export_kind_is_local(kind))
		return;
	whole = g_strconcat(server, "\\", name, NULL);
	hc_exchange_put_text(self->bag, "Identity", whole);
}

HcExchangeObject *
hc_json_bag_read(json_t *object, HcJsonLosses *losses)
{
	HcExchangeObject *bag = hc_exchange_object_new(HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);
	const Reading reading = { bag, object, losses };

	for (void *at = json_object_iter(object); at != NULL;
		at = json_object_iter_next(object, at)) {
		const char *name = json_object_iter_key(at);

		if (!is_property(name))
			continue;
		if (hc_exchange_n_properties(bag) >= HC_LIMIT_PROPERTIES) {
			losses->is_full = TRUE;
			break;
		}
		put_value(&reading, name, json_object_iter_value(at));
	}
	complete_identity(&reading);
	return bag;
}
