/* The fold of cmdlets and their answers into the state they leave.  Room: evidence. */
#include "agent/evidence/ledger.h"
#include "agent/base/dname.h"

#include <string.h>

/* What a Get- covered. */
typedef struct {
	const char *server;
	const char *narrow;
} Scope;

/*
 * Get-ExchangeCertificate without -Server answers for the server the session happened to be on,
 * which nobody knows: not for the organisation.
 */
static const char local_only[] = "local";

/* Parameters of Set- and New- cmdlets that are no properties of the object. */
static const char *const not_properties[] = { "Confirm", "Debug", "DomainController", "ErrorAction",
	"ErrorVariable", "Force", "ForceUpgrade", "Identity", "InformationAction",
	"InformationVariable", "OutBuffer", "OutVariable", "PipelineVariable", "ProgressAction",
	"Verbose", "WarningAction", "WarningVariable", "WhatIf", NULL };

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

static gboolean
is_local(const Scope *scope)
{
	return g_strcmp0(scope->narrow, local_only) == 0;
}

static gboolean
covers(const Scope *scope, const HcExchangeObject *object)
{
	const char *server = hc_exchange_server(object);

	if (scope->narrow != NULL)
		return is_local(scope) && server == NULL;
	return scope->server == NULL || hc_dname_same_host(server, scope->server);
}

static void
remove_covered(HcExchangeSet *set, const Scope *scope)
{
	for (guint i = set->objects->len; i > 0; i--) {
		if (covers(scope, set->objects->pdata[i - 1]))
			g_ptr_array_remove_index(set->objects, i - 1);
	}
}

/* --- answers ---------------------------------------------------------------------------------- */

static gboolean
same_server(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return hc_dname_same_host(a, b);
}

/* TRUE if an answer for @wide is an answer for @narrower too. */
static gboolean
includes(const Scope *wide, const Scope *narrower)
{
	if (wide->narrow != NULL)
		return hc_text_same(wide->narrow, narrower->narrow) &&
		       same_server(wide->server, narrower->server);
	return wide->server == NULL || same_server(wide->server, narrower->server);
}

static Scope
scope_of_answer(const HcAnswer *answer)
{
	return (Scope){ answer->server, answer->narrow };
}

static Scope
scope_of_event(const HcEvent *event)
{
	if (event->kind == HC_KIND_EXCHANGE_CERTIFICATE && event->server == NULL &&
		event->narrow == NULL)
		return (Scope){ NULL, local_only };
	return (Scope){ event->server, event->narrow };
}

static gboolean
is_answered(const HcExchangeSet *set, const Scope *scope)
{
	for (guint i = 0; i < set->answers->len; i++) {
		const HcAnswer *answer = set->answers->pdata[i];
		Scope answered = scope_of_answer(answer);

		if (answer->head.status != HC_FACT_UNREACHABLE && includes(&answered, scope))
			return TRUE;
	}
	return FALSE;
}

static void
forget_included(HcExchangeSet *set, const Scope *scope)
{
	for (guint i = set->answers->len; i > 0; i--) {
		Scope old = scope_of_answer(set->answers->pdata[i - 1]);

		if (includes(scope, &old))
			g_ptr_array_remove_index(set->answers, i - 1);
	}
}

/* A failure says nothing of narrower questions that were answered: it replaces only its like. */
static void
forget_equal(HcExchangeSet *set, const Scope *scope)
{
	for (guint i = set->answers->len; i > 0; i--) {
		Scope old = scope_of_answer(set->answers->pdata[i - 1]);

		if (includes(scope, &old) && includes(&old, scope))
			g_ptr_array_remove_index(set->answers, i - 1);
	}
}

static void
add_answer(HcExchangeSet *set, const Scope *scope, const HcEvent *event, HcFactStatus status)
{
	HcAnswer *answer = hc_answer_new();

	answer->head.status = status;
	if (status == HC_FACT_UNREACHABLE)
		answer->head.why = g_strdup(event->why != NULL ? event->why : "the cmdlet failed");
	else if (status == HC_FACT_ABSENT)
		answer->head.why = g_strdup("asked, and there is none");
	answer->server = g_strdup(scope->server);
	answer->narrow = g_strdup(scope->narrow);
	hc_origin_copy(&event->origin, &answer->head.origin);
	g_ptr_array_add(set->answers, answer);
}

/* --- the four verbs --------------------------------------------------------------------------- */

static void
apply_failed_get(HcExchangeSet *set, const HcEvent *event)
{
	Scope scope = scope_of_event(event);

	if (is_answered(set, &scope))
		return;
	forget_equal(set, &scope);
	add_answer(set, &scope, event, HC_FACT_UNREACHABLE);
}

static void
apply_get(HcExchangeSet *set, HcEvent *event)
{
	Scope scope = scope_of_event(event);
	HcFactStatus status = event->objects->len > 0 ? HC_FACT_COLLECTED : HC_FACT_ABSENT;
	gboolean replaces = scope.narrow == NULL || is_local(&scope);

	forget_included(set, &scope);
	add_answer(set, &scope, event, status);
	remove_covered(set, &scope);
	for (guint i = 0; i < event->objects->len; i++) {
		HcExchangeObject *object = g_steal_pointer(&event->objects->pdata[i]);

		complete(object, event);
		if (replaces && covers(&scope, object))
			g_ptr_array_add(set->objects, object);
		else
			put_object(set, object);
	}
}

/*
 * Exchange completes a domain pattern to an address space: New-InboundConnector -SenderDomains '*'
 * is stored and printed as "smtp:*;1" (HCW 17.0.6981 passed the first and read back the second,
 * February 2022), and Send connectors do the same with AddressSpaces.
 */
static char *
complete_address_space(const char *element)
{
	if (strchr(element, ';') != NULL)
		return g_strdup(element);
	return g_strdup_printf("%s%s;1", strchr(element, ':') != NULL ? "" : "smtp:", element);
}

static gboolean
is_address_spaces(HcKind kind, const char *property)
{
	return (kind == HC_KIND_INBOUND_CONNECTOR && hc_text_same(property, "SenderDomains")) ||
	       (kind == HC_KIND_SEND_CONNECTOR && hc_text_same(property, "AddressSpaces"));
}

static void
put_address_spaces(HcExchangeObject *object, const char *property, const char *joined)
{
	g_auto(GStrv) parts = hc_text_split(joined, ",");

	for (guint i = 0; parts[i] != NULL; i++) {
		char *completed = complete_address_space(parts[i]);

		g_free(parts[i]);
		parts[i] = completed;
	}
	hc_exchange_put_list(object, property, (const char *const *)parts);
}

static void
put_parameter(HcExchangeObject *object, const HcExchangeObject *parameters, guint i)
{
	HcShape shape = HC_SHAPE_NULL;
	const char *name = hc_exchange_property_at(parameters, i, &shape);

	if (hc_text_in(not_properties, name))
		return;
	if (shape != HC_SHAPE_NULL && is_address_spaces(hc_exchange_kind(object), name)) {
		put_address_spaces(object, name, hc_exchange_text(parameters, name));
		return;
	}
	switch (shape) {
	case HC_SHAPE_NULL:
		hc_exchange_put_null(object, name);
		break;
	case HC_SHAPE_TEXT:
		hc_exchange_put_text(object, name, hc_exchange_text(parameters, name));
		break;
	case HC_SHAPE_LIST:
		hc_exchange_put_list(object, name, hc_exchange_list(parameters, name));
		break;
	}
}

/* The identity follows the name: "Name", or "SERVER\Name". */
static void
rename_identity(HcExchangeObject *object, const char *old_name, const char *new_name)
{
	const char *identity = hc_exchange_text(object, "Identity");
	const char *slash = identity != NULL ? strrchr(identity, '\\') : NULL;
	g_autofree char *renamed = NULL;

	if (hc_text_is_empty(identity) || hc_text_is_empty(old_name) ||
		!hc_text_same(slash != NULL ? slash + 1 : identity, old_name))
		return;
	renamed = g_strdup_printf(
		"%.*s%s", slash != NULL ? (int)(slash + 1 - identity) : 0, identity, new_name);
	hc_exchange_put_text(object, "Identity", renamed);
}

static void
put_parameters(HcExchangeObject *object, const HcEvent *event)
{
	const HcExchangeObject *parameters = event->parameters;
	g_autofree char *old_name = g_strdup(hc_exchange_text(object, "Name"));
	const char *new_name = parameters != NULL ? hc_exchange_text(parameters, "Name") : NULL;

	for (guint i = 0; parameters != NULL && i < hc_exchange_n_properties(parameters); i++)
		put_parameter(object, parameters, i);
	if (!hc_text_is_empty(new_name))
		rename_identity(object, old_name, new_name);
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

static HcExchangeObject *
object_from_parameters(const HcEvent *event)
{
	HcExchangeObject *object = hc_exchange_object_new(event->side, event->kind);
	const char *name = hc_exchange_text(event->parameters, "Name");

	if (!hc_text_is_empty(name))
		hc_exchange_put_text(object, "Identity", name);
	put_parameters(object, event);
	return object;
}

static void
apply_new(HcExchangeSet *set, HcEvent *event)
{
	if (event->objects->len == 0 && event->parameters != NULL)
		g_ptr_array_add(event->objects, object_from_parameters(event));
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
	put_parameters(object, event);
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
			apply_failed_get(set, event);
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

/* --- heads ------------------------------------------------------------------------------------ */

static void
set_status(HcFactHead *head, HcFactStatus status, const char *why)
{
	char *copy = g_strdup(why);

	head->status = status;
	g_free(head->why);
	head->why = copy;
}

/* Changes after the answer may have made the first object or removed the last one. */
static void
settle_answer(const HcExchangeSet *set, HcAnswer *answer)
{
	Scope scope = scope_of_answer(answer);

	if (answer->narrow != NULL || answer->head.status == HC_FACT_UNREACHABLE)
		return;
	for (guint i = 0; i < set->objects->len; i++) {
		if (covers(&scope, set->objects->pdata[i])) {
			set_status(&answer->head, HC_FACT_COLLECTED, NULL);
			return;
		}
	}
	set_status(&answer->head, HC_FACT_ABSENT, "asked, and there is none");
}

/* The answer that decides about an empty set: the one for the whole kind, else a common failure. */
static const HcAnswer *
deciding_answer(const HcExchangeSet *set)
{
	const HcAnswer *last = NULL;

	for (guint i = 0; i < set->answers->len; i++) {
		last = set->answers->pdata[i];
		if (last->server == NULL && last->narrow == NULL)
			return last;
	}
	for (guint i = 0; i < set->answers->len; i++) {
		const HcAnswer *answer = set->answers->pdata[i];

		if (answer->head.status != HC_FACT_UNREACHABLE)
			return NULL;
	}
	return last;
}

static const HcOrigin *
newest_origin(const HcExchangeSet *set)
{
	if (set->answers->len > 0) {
		const HcAnswer *answer = set->answers->pdata[set->answers->len - 1];

		return &answer->head.origin;
	}
	return set->objects->len > 0 ? hc_exchange_origin(set->objects->pdata[0]) : NULL;
}

void
hc_ledger_settle(HcExchangeSet *set)
{
	const HcAnswer *deciding = NULL;
	const HcOrigin *origin = newest_origin(set);

	for (guint i = 0; i < set->answers->len; i++)
		settle_answer(set, set->answers->pdata[i]);
	deciding = deciding_answer(set);
	if (set->objects->len > 0)
		set_status(&set->head, HC_FACT_COLLECTED, NULL);
	else if (deciding != NULL)
		set_status(&set->head, deciding->head.status, deciding->head.why);
	else if (set->answers->len > 0)
		set_status(&set->head, HC_FACT_NOT_ASKED,
			"was exported only in part, and that part is empty");
	else
		set_status(&set->head, HC_FACT_NOT_ASKED, "was not exported");
	hc_origin_clear(&set->head.origin);
	if (origin != NULL)
		hc_origin_copy(origin, &set->head.origin);
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
