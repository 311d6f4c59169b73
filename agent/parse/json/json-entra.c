/* Applications and service principals of Entra ID, flat.  Room: parse. */
#include "agent/parse/json/json-entra.h"

#include <glib.h>

/* @value as an array: itself, one element, or none.  A new reference. */
static json_t *
as_array(json_t *value)
{
	json_t *array = NULL;

	if (json_is_array(value))
		return json_incref(value);
	array = json_array();
	if (json_is_object(value))
		json_array_append(array, value);
	return array;
}

/* @from of each element, as a list @to; elements without it show as "-". */
static void
spread(json_t *flat, const char *to, const json_t *array, const char *from)
{
	json_t *list = json_array();

	for (size_t i = 0; i < json_array_size(array); i++) {
		json_t *value = json_object_get(json_array_get(array, i), from);

		json_array_append_new(
			list, json_is_string(value) ? json_incref(value) : json_string("-"));
	}
	json_object_set_new(flat, to, list);
}

static void
flatten_keys(json_t *flat, const json_t *object)
{
	json_t *keys = json_object_get(object, "KeyCredentials");
	json_auto_t *array = as_array(keys);

	if (keys == NULL)
		return;
	json_object_set_new(flat, "HasKeys", json_boolean(json_array_size(array) > 0));
	spread(flat, "KeyIds", array, "KeyId");
	spread(flat, "KeyNames", array, "DisplayName");
	spread(flat, "KeyStarts", array, "StartDateTime");
	spread(flat, "KeyEnds", array, "EndDateTime");
}

static void
flatten_permissions(json_t *flat, const json_t *object)
{
	json_t *permissions = json_object_get(object, "Permissions");
	json_auto_t *array = as_array(permissions);
	json_auto_t *consented = json_array();

	if (permissions == NULL)
		return;
	for (size_t i = 0; i < json_array_size(array); i++) {
		json_t *one = json_array_get(array, i);

		if (json_is_true(json_object_get(one, "IsAdminConsented")))
			json_array_append(consented, one);
	}
	spread(flat, "Permissions", array, "RoleDisplayName");
	spread(flat, "ConsentedPermissions", consented, "RoleDisplayName");
}

/* {"Application": …, "ServicePrincipal": …} of ScubaGear. */
static void
flatten_ids(json_t *flat, const json_t *object)
{
	json_t *ids = json_object_get(object, "ObjectId");

	if (!json_is_object(ids))
		return;
	json_object_set(flat, "ObjectId", json_object_get(ids, "Application"));
	json_object_set(flat, "ServicePrincipalId", json_object_get(ids, "ServicePrincipal"));
}

json_t *
hc_json_entra_flatten(json_t *object)
{
	json_t *flat = json_object();
	const char *key = NULL;
	json_t *value = NULL;

	json_object_foreach(object, key, value)
	{
		if (!json_is_object(value) && !json_is_array(value))
			json_object_set(flat, key, value);
	}
	flatten_ids(flat, object);
	flatten_keys(flat, object);
	flatten_permissions(flat, object);
	if (json_object_get(flat, "DisplayName") != NULL)
		json_object_set(flat, "Name", json_object_get(flat, "DisplayName"));
	return flat;
}
