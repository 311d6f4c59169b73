/* The fold of cmdlets and their answers into the state they leave.  Room: evidence. */
#include "agent/evidence/ledger.h"
#include "agent/evidence/ledger-answers.h"
#include "agent/evidence/ledger-change.h"
#include "agent/evidence/ledger-was.h"

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
	gboolean is_single = hc_kind_is_single(hc_exchange_kind(object));

	for (guint i = 0; i < objects->len; i++) {
		if (objects->pdata[i] != NULL &&
			(is_single || hc_exchange_has_identity_of(objects->pdata[i], object)))
			return (gint)i;
	}
	return -1;
}

/* -1 unless there is one object only. */
static gint
find_only(const GPtrArray *objects)
{
	gint only = -1;

	for (guint i = 0; i < objects->len; i++) {
		if (objects->pdata[i] == NULL)
			continue;
		if (only >= 0)
			return -1;
		only = (gint)i;
	}
	return only;
}

/* The object a Set- or Remove- means; without an identity the only one there is. */
static gint
find_named(const GPtrArray *objects, const HcEvent *event)
{
	for (guint i = 0; event->identity != NULL && i < objects->len; i++) {
		if (objects->pdata[i] != NULL &&
			hc_exchange_is_named(objects->pdata[i], event->identity))
			return (gint)i;
	}
	if (event->identity == NULL || hc_kind_is_single(event->kind))
		return find_only(objects);
	return -1;
}

static void
put_object(HcLedger *self, HcExchangeObject *object, const HcOrigin *by)
{
	GPtrArray *objects = self->set->objects;
	gint known = find_same(objects, object);

	if (known < 0) {
		hc_host_index_add(self->objects, object);
		return;
	}
	hc_ledger_was_take(self, g_steal_pointer(&objects->pdata[known]), by);
	objects->pdata[known] = object;
	hc_host_index_note(self->objects, (guint)known);
}

static void
remove_at(HcLedger *self, guint place, const HcScope *scope, const HcOrigin *by)
{
	GPtrArray *objects = self->set->objects;

	if (objects->pdata[place] != NULL && hc_scope_covers(scope, objects->pdata[place]))
		hc_ledger_was_take(self, g_steal_pointer(&objects->pdata[place]), by);
}

static void
remove_covered(HcLedger *self, const HcScope *scope, const HcOrigin *by)
{
	const GArray *places = hc_host_index_at(self->objects, scope->server);

	if (hc_scope_is_whole(scope)) {
		for (guint i = 0; i < self->set->objects->len; i++)
			remove_at(self, i, scope, by);
		hc_host_index_forget_all(self->objects);
		return;
	}
	for (guint i = 0; places != NULL && i < places->len; i++)
		remove_at(self, g_array_index(places, guint, i), scope, by);
	if (scope->narrow == NULL)
		hc_host_index_forget(self->objects, scope->server);
}

/* --- the four verbs --------------------------------------------------------------------------- */

static void
apply_get(HcLedger *self, HcEvent *event)
{
	HcScope scope = hc_scope_of_event(event);

	hc_ledger_answers_add(self, event);
	remove_covered(self, &scope, &event->origin);
	for (guint i = 0; i < event->objects->len; i++) {
		HcExchangeObject *object = g_steal_pointer(&event->objects->pdata[i]);

		complete(object, event);
		if (hc_scope_covers(&scope, object))
			hc_host_index_add(self->objects, object);
		else
			put_object(self, object, &event->origin);
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
apply_new(HcLedger *self, HcEvent *event)
{
	if (event->objects->len == 0 && event->parameters != NULL)
		g_ptr_array_add(event->objects, hc_ledger_change_make(event));
	for (guint i = 0; i < event->objects->len; i++) {
		HcExchangeObject *object = g_steal_pointer(&event->objects->pdata[i]);

		complete(object, event);
		mark_changed(object, event);
		put_object(self, object, &event->origin);
	}
}

/* The object that a Set- changes, a new one if nobody saw it yet; -1 if nobody knows which. */
static gint
place_to_set(HcLedger *self, const HcEvent *event)
{
	gint known = find_named(self->set->objects, event);
	HcExchangeObject *object = NULL;

	if (known >= 0) {
		hc_ledger_was_copy(self, self->set->objects->pdata[known], &event->origin);
		return known;
	}
	/* Without an identity nobody knows which of several objects was meant. */
	if (event->identity == NULL && !hc_kind_is_single(event->kind))
		return -1;
	object = hc_exchange_object_new(event->side, event->kind);
	if (event->identity != NULL)
		hc_exchange_put_text(object, "Identity", event->identity);
	g_ptr_array_add(self->set->objects, object);
	return (gint)self->set->objects->len - 1;
}

static void
apply_set(HcLedger *self, const HcEvent *event)
{
	gint place = place_to_set(self, event);
	HcExchangeObject *object = place >= 0 ? self->set->objects->pdata[place] : NULL;

	if (object == NULL)
		return;
	hc_ledger_change_apply(object, event);
	complete(object, event);
	mark_changed(object, event);
	hc_host_index_note(self->objects, (guint)place);
}

static void
apply_remove(HcLedger *self, const HcEvent *event)
{
	gint known = find_named(self->set->objects, event);

	if (known >= 0)
		hc_ledger_was_take(
			self, g_steal_pointer(&self->set->objects->pdata[known]), &event->origin);
}

void
hc_ledger_apply(HcLedger *self, HcEvent *event)
{
	if (event->failed) {
		if (event->verb == HC_VERB_GET)
			hc_ledger_answers_add_failure(self, event);
		return;
	}
	switch (event->verb) {
	case HC_VERB_GET:
		apply_get(self, event);
		break;
	case HC_VERB_NEW:
		apply_new(self, event);
		break;
	case HC_VERB_SET:
		apply_set(self, event);
		break;
	case HC_VERB_REMOVE:
		apply_remove(self, event);
		break;
	}
}

/* --- one set ---------------------------------------------------------------------------------- */

static const char *
host_of_object(gconstpointer element)
{
	return hc_exchange_server(element);
}

static const char *
host_of_answer(gconstpointer element)
{
	return ((const HcAnswer *)element)->server;
}

HcLedger *
hc_ledger_new(HcExchangeSet *set, const HcSources *sources)
{
	HcLedger *self = g_new0(HcLedger, 1);

	self->set = set;
	self->sources = sources;
	self->objects = hc_host_index_new(set->objects, host_of_object);
	self->answers = hc_host_index_new(set->answers, host_of_answer);
	self->was_answers = hc_host_index_new(set->was_answers, host_of_answer);
	return self;
}

void
hc_ledger_finish(HcLedger *self)
{
	if (self == NULL)
		return;
	hc_host_index_free(self->objects);
	hc_host_index_free(self->answers);
	hc_host_index_free(self->was_answers);
	hc_identity_index_free(self->was);
	hc_ledger_answers_settle(self->set);
	g_free(self);
}

/* --- order ------------------------------------------------------------------------------------ */

typedef struct {
	HcTime when;
	HcEvent *event;
} Timed;

/* HC_TIME_NONE is less than any time. */
static gint
compare_timed(gconstpointer a, gconstpointer b)
{
	const Timed *left = a;
	const Timed *right = b;

	if (left->when != right->when)
		return left->when < right->when ? -1 : 1;
	return g_strcmp0(left->event->origin.input, right->event->origin.input);
}

void
hc_ledger_sort(GPtrArray *events)
{
	g_autoptr(GArray) timed = g_array_sized_new(FALSE, FALSE, sizeof(Timed), events->len);
	HcTime last = HC_TIME_NONE;

	for (guint i = 0; i < events->len; i++) {
		HcEvent *event = events->pdata[i];
		const HcEvent *before = i > 0 ? events->pdata[i - 1] : NULL;
		Timed entry = { event->when, event };

		if (before == NULL || g_strcmp0(before->origin.input, event->origin.input) != 0)
			last = HC_TIME_NONE;
		if (entry.when == HC_TIME_NONE)
			entry.when = last;
		last = entry.when;
		g_array_append_val(timed, entry);
	}
	g_array_sort(timed, compare_timed); /* stable since GLib 2.32 */
	for (guint i = 0; i < events->len; i++)
		events->pdata[i] = g_array_index(timed, Timed, i).event;
}
