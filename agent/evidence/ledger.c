/* The fold of cmdlets and their answers into the state they leave.  Room: evidence. */
#include "agent/evidence/ledger.h"
#include "agent/evidence/ledger-answers.h"
#include "agent/evidence/ledger-change.h"

#include <string.h>

/* --- objects ---------------------------------------------------------------------------------- */

static gboolean
lives_on_a_server(HcKind kind)
{
	return kind == HC_KIND_RECEIVE_CONNECTOR || kind == HC_KIND_WEB_SERVICES_VIRTUAL_DIRECTORY;
}

/* The server part of "SERVER\Name"; NULL if there is none. */
static char *
server_of_identity(const char *identity)
{
	const char *slash = strchr(identity, '\\');

	return slash == NULL || slash == identity ? NULL
						  : g_strndup(identity, (gsize)(slash - identity));
}

static void
complete_server(HcExchangeObject *object, const char *asked)
{
	const char *property = hc_exchange_text(object, "Server");
	g_autofree char *prefix = NULL;

	if (hc_exchange_server(object) != NULL)
		return;
	if (lives_on_a_server(hc_exchange_kind(object))) {
		prefix = server_of_identity(hc_exchange_identity(object));
		if (!hc_text_is_empty(property))
			asked = property;
		else if (prefix != NULL)
			asked = prefix;
	}
	hc_exchange_set_server(object, asked);
}

static void
complete(HcExchangeObject *object, const HcEvent *event)
{
	const HcOrigin *origin = hc_exchange_origin(object);

	complete_server(object, event->server);
	if (origin->input == NULL && origin->place == NULL && origin->as_of == HC_TIME_NONE)
		hc_exchange_set_origin(object, &event->origin);
}

/* The object that is the same one as @object; -1 if there is none. */
static gint
find_same(const GPtrArray *objects, const HcExchangeObject *object)
{
	if (hc_kind_is_single(hc_exchange_kind(object)))
		return objects->len > 0 ? 0 : -1;
	for (guint i = 0; i < objects->len; i++) {
		if (hc_exchange_has_identity_of(objects->pdata[i], object))
			return (gint)i;
	}
	return -1;
}

/* The object a Set- or Remove- means; without an identity the only one there is. */
static gint
find_named(const GPtrArray *objects, const HcEvent *event)
{
	for (guint i = 0; event->identity != NULL && i < objects->len; i++) {
		if (hc_exchange_is_named(objects->pdata[i], event->identity))
			return (gint)i;
	}
	if (event->identity == NULL || hc_kind_is_single(event->kind))
		return objects->len == 1 ? 0 : -1;
	return -1;
}

static void
put_object(HcExchangeSet *set, HcExchangeObject *object)
{
	gint known = find_same(set->objects, object);

	if (known < 0) {
		g_ptr_array_add(set->objects, object);
		return;
	}
	hc_exchange_object_free(set->objects->pdata[known]);
	set->objects->pdata[known] = object;
}

static void
remove_covered(HcExchangeSet *set, const HcScope *scope)
{
	for (guint i = set->objects->len; i > 0; i--) {
		if (hc_scope_covers(scope, set->objects->pdata[i - 1]))
			g_ptr_array_remove_index(set->objects, i - 1);
	}
}

/* --- the four verbs --------------------------------------------------------------------------- */

static void
apply_get(HcExchangeSet *set, HcEvent *event)
{
	HcScope scope = hc_scope_of_event(event);

	hc_ledger_answers_add(set, event);
	remove_covered(set, &scope);
	for (guint i = 0; i < event->objects->len; i++) {
		HcExchangeObject *object = g_steal_pointer(&event->objects->pdata[i]);

		complete(object, event);
		if (hc_scope_covers(&scope, object))
			g_ptr_array_add(set->objects, object);
		else
			put_object(set, object);
	}
}

/* The change is what was seen last of the object. */
static void
mark_changed(HcExchangeObject *object, const HcEvent *event)
{
	HcOrigin origin = { 0 };

	hc_origin_copy(&event->origin, &origin);
	if (origin.place == NULL)
		origin.place = g_strdup_printf("%s-%s", event->verb == HC_VERB_SET ? "Set" : "New",
			hc_kind_noun(event->kind));
	hc_exchange_set_origin(object, &origin);
	hc_origin_clear(&origin);
}

static void
apply_new(HcExchangeSet *set, HcEvent *event)
{
	if (event->objects->len == 0 && event->parameters != NULL)
		g_ptr_array_add(event->objects, hc_ledger_change_make(event));
	for (guint i = 0; i < event->objects->len; i++) {
		HcExchangeObject *object = g_steal_pointer(&event->objects->pdata[i]);

		complete(object, event);
		mark_changed(object, event);
		put_object(set, object);
	}
}

static void
apply_set(HcExchangeSet *set, const HcEvent *event)
{
	gint known = find_named(set->objects, event);
	HcExchangeObject *object = known >= 0 ? set->objects->pdata[known] : NULL;

	if (object == NULL) {
		/* Without an identity nobody knows which of several objects was meant. */
		if (event->identity == NULL && !hc_kind_is_single(event->kind))
			return;
		object = hc_exchange_object_new(event->side, event->kind);
		if (event->identity != NULL)
			hc_exchange_put_text(object, "Identity", event->identity);
		g_ptr_array_add(set->objects, object);
	}
	hc_ledger_change_apply(object, event);
	complete(object, event);
	mark_changed(object, event);
}

static void
apply_remove(HcExchangeSet *set, const HcEvent *event)
{
	gint known = find_named(set->objects, event);

	if (known >= 0)
		g_ptr_array_remove_index(set->objects, (guint)known);
}

void
hc_ledger_apply(HcExchangeSet *set, HcEvent *event)
{
	if (event->failed) {
		if (event->verb == HC_VERB_GET)
			hc_ledger_answers_add_failure(set, event);
		return;
	}
	switch (event->verb) {
	case HC_VERB_GET:
		apply_get(set, event);
		break;
	case HC_VERB_NEW:
		apply_new(set, event);
		break;
	case HC_VERB_SET:
		apply_set(set, event);
		break;
	case HC_VERB_REMOVE:
		apply_remove(set, event);
		break;
	}
}

/* --- order ------------------------------------------------------------------------------------ */

typedef struct {
	HcTime when;
	HcEvent *event;
} Timed;

static gint
compare_timed(gconstpointer a, gconstpointer b)
{
	const Timed *left = a;
	const Timed *right = b;

	return (left->when > right->when) - (left->when < right->when);
}

void
hc_ledger_sort(GPtrArray *events)
{
	g_autoptr(GArray) timed = g_array_sized_new(FALSE, FALSE, sizeof(Timed), events->len);
	HcTime last = HC_TIME_NONE;

	for (guint i = 0; i < events->len; i++) {
		Timed entry = { last, events->pdata[i] };

		if (entry.event->when != HC_TIME_NONE)
			entry.when = entry.event->when;
		last = entry.when;
		g_array_append_val(timed, entry);
	}
	g_array_sort(timed, compare_timed); /* stable since GLib 2.32 */
	for (guint i = 0; i < events->len; i++)
		events->pdata[i] = g_array_index(timed, Timed, i).event;
}
