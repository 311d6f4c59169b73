/* The cmdlets of one .xhcw that are worth keeping.  Room: parse. */
#include "agent/parse/wizard/xhcw-events.h"
#include "agent/base/limits.h"
#include "agent/parse/export/directory-name.h"
#include "agent/parse/secret.h"

#include <string.h>

#define PARAMETERS_MARK '('
#define OBJECT_MARK '{'
#define PROPERTY_MARK '='

/* In front of each packed property; octets of name and value follow. */
typedef struct {
	guint32 name_length;
	guint32 value_length;
	HcShape shape;
} PackHead;

typedef struct {
	HcEvent *event;
	GBytes *pack;
	guint n_objects;
	char *scope;  /* of an answered GET that did not ask for everything, else NULL */
	guint number; /* counts what was taken */
} Kept;

/* What is kept of one kind on one side. */
typedef struct {
	GQueue *kept;      /* Kept, in the order of the file */
	HcTime newest;     /* start of the newest event */
	guint last_change; /* number of the last NEW, SET or REMOVE; 0 if there was none */
} Shelf;

struct HcXhcwEvents {
	Shelf shelves[HC_N_SIDES][HC_N_KINDS];
	GHashTable *answers; /* scope -> GList * on its shelf */
	guint n_taken;
	guint n_kept;
	guint n_objects;
	gsize n_octets;
};

/* --- packed objects --------------------------------------------------------------------------- */

void
hc_xhcw_pack_parameters(GString *pack)
{
	g_string_append_c(pack, PARAMETERS_MARK);
}

void
hc_xhcw_pack_object(GString *pack)
{
	g_string_append_c(pack, OBJECT_MARK);
}

void
hc_xhcw_pack_property(GString *pack, const HcXhcwProperty *property)
{
	const gsize value_length = property->shape == HC_SHAPE_NULL ? 0 : property->value_length;
	const PackHead head = { (guint32)property->name_length, (guint32)value_length,
		property->shape };
	const gsize needed = 1 + sizeof head + head.name_length + value_length;
	const gsize at = pack->len;
	char *into = NULL;

	/* This is done for every property of a large file: room is made once, and seldom. */
	if (at + needed < pack->allocated_len)
		pack->len = at + needed;
	else
		g_string_set_size(pack, at + needed);
	into = pack->str + at;
	*into++ = PROPERTY_MARK;
	memcpy(into, &head, sizeof head);
	into += sizeof head;
	memcpy(into, property->name, head.name_length);
	if (value_length > 0)
		memcpy(into + head.name_length, property->value, value_length);
}

static void
unpack_property(HcExchangeObject *object, const char *packed, const PackHead *head)
{
	g_autofree char *name = g_strndup(packed, head->name_length);
	g_autofree char *value = NULL;

	if (hc_secret_is_name(name))
		return;
	value = g_strndup(packed + head->name_length, head->value_length);
	switch (head->shape) {
	case HC_SHAPE_NULL:
		hc_exchange_put_null(object, name);
		break;
	case HC_SHAPE_TEXT:
		hc_exchange_put_text(object, name, value);
		break;
	case HC_SHAPE_LIST:
		hc_exchange_put_joined(object, name, value);
		break;
	}
}

static HcExchangeObject *
unpack_mark(HcEvent *event, char mark)
{
	HcExchangeObject *object = hc_exchange_object_new(event->side, event->kind);

	if (mark == PARAMETERS_MARK)
		event->parameters = object;
	else
		g_ptr_array_add(event->objects, object);
	return object;
}

/* Whose directory it is, as the first distinguished name that tells. */
static void
settle_organisation(HcEvent *event)
{
	for (guint i = 0; i < event->objects->len && event->organisation == NULL; i++) {
		const HcExchangeObject *object = event->objects->pdata[i];
		g_autofree char *organisation = NULL;
		HcSide side = HC_SIDE_ONPREM;

		if (hc_directory_name_read(
			    hc_exchange_text(object, "DistinguishedName"), &side, &organisation) &&
			side == event->side)
			event->organisation = g_steal_pointer(&organisation);
	}
}

/* -Identity says which object a change is for; a removal has no other parameter that matters. */
static void
settle_parameters(HcEvent *event)
{
	if (event->parameters == NULL || event->verb == HC_VERB_NEW)
		return;
	event->identity = g_strdup(hc_exchange_text(event->parameters, "Identity"));
	if (event->verb == HC_VERB_SET)
		hc_exchange_remove(event->parameters, "Identity");
	else
		g_clear_pointer(&event->parameters, hc_exchange_object_free);
}

static void
unpack(HcEvent *event, GBytes *pack)
{
	gsize length = 0;
	const char *data = g_bytes_get_data(pack, &length);
	HcExchangeObject *object = NULL;

	for (gsize at = 0; at < length;) {
		char mark = data[at++];
		PackHead head = { 0 };

		if (mark != PROPERTY_MARK) {
			object = unpack_mark(event, mark);
			continue;
		}
		memcpy(&head, data + at, sizeof head);
		at += sizeof head;
		unpack_property(object, data + at, &head);
		at += (gsize)head.name_length + head.value_length;
	}
	settle_parameters(event);
	settle_organisation(event);
}

/* --- events ----------------------------------------------------------------------------------- */

static void
kept_free(gpointer data)
{
	Kept *kept = data;

	hc_event_free(kept->event);
	g_bytes_unref(kept->pack);
	g_free(kept->scope);
	g_free(kept);
}

HcXhcwEvents *
hc_xhcw_events_new(void)
{
	HcXhcwEvents *self = g_new0(HcXhcwEvents, 1);

	for (guint i = 0; i < HC_N_SIDES * HC_N_KINDS; i++) {
		Shelf *shelf = &self->shelves[i / HC_N_KINDS][i % HC_N_KINDS];

		shelf->kept = g_queue_new();
		shelf->newest = HC_TIME_NONE;
	}
	self->answers = g_hash_table_new(g_str_hash, g_str_equal);
	return self;
}

void
hc_xhcw_events_free(HcXhcwEvents *self)
{
	if (self == NULL)
		return;
	g_hash_table_unref(self->answers);
	for (guint i = 0; i < HC_N_SIDES * HC_N_KINDS; i++)
		g_queue_free_full(self->shelves[i / HC_N_KINDS][i % HC_N_KINDS].kept, kept_free);
	g_free(self);
}

/*
 * TRUE if @event answers for all objects of its kind.  Get-ExchangeCertificate without -Server
 * never does: it answers for one server.
 */
static gboolean
is_whole(const HcEvent *event)
{
	return event->verb == HC_VERB_GET && !event->failed && event->server == NULL &&
	       event->narrow == NULL && event->kind != HC_KIND_EXCHANGE_CERTIFICATE;
}

/* What was asked, where it was not everything; NULL for all else.  A failed one answers nothing. */
static char *
scope_of(const HcEvent *event)
{
	g_autofree char *scope = NULL;

	if (event->verb != HC_VERB_GET || event->failed || is_whole(event))
		return NULL;
	scope = g_strdup_printf("%d\x1F%d\x1F%s\x1F%s", (int)event->side, (int)event->kind,
		event->server != NULL ? event->server : "",
		event->narrow != NULL ? event->narrow : "");
	return g_ascii_strdown(scope, -1);
}

static void
drop(HcXhcwEvents *self, Shelf *shelf, GList *link)
{
	Kept *kept = link->data;

	if (kept->scope != NULL && g_hash_table_lookup(self->answers, kept->scope) == link)
		g_hash_table_remove(self->answers, kept->scope);
	self->n_octets -= g_bytes_get_size(kept->pack);
	self->n_objects -= kept->n_objects;
	self->n_kept--;
	g_queue_delete_link(shelf->kept, link);
	kept_free(kept);
}

/*
 * Drops what @kept makes superfluous: an answer for all objects replaces everything before it, a
 * narrower one the answer to the same question.  The latter stays if something was changed since,
 * for a change wants the object it changes.
 */
static void
drop_replaced(HcXhcwEvents *self, Shelf *shelf, const Kept *kept)
{
	GList *same = NULL;

	/* Several files may stand one behind the other, the newest first. */
	if (kept->event->when < shelf->newest)
		return;
	if (is_whole(kept->event)) {
		while (!g_queue_is_empty(shelf->kept))
			drop(self, shelf, shelf->kept->head);
		shelf->last_change = 0;
		return;
	}
	same = kept->scope == NULL ? NULL : g_hash_table_lookup(self->answers, kept->scope);
	if (same != NULL && ((const Kept *)same->data)->number > shelf->last_change)
		drop(self, shelf, same);
}

static const char *
limit_reached(const HcXhcwEvents *self)
{
	if (self->n_kept > HC_LIMIT_EVENTS)
		return "HC_LIMIT_EVENTS";
	if (self->n_octets > HC_LIMIT_KEPT_BYTES)
		return "HC_LIMIT_KEPT_BYTES";
	return self->n_objects > HC_LIMIT_OBJECTS ? "HC_LIMIT_OBJECTS" : NULL;
}

static void
keep(HcXhcwEvents *self, Kept *kept)
{
	Shelf *shelf = &self->shelves[kept->event->side][kept->event->kind];

	drop_replaced(self, shelf, kept);
	kept->number = ++self->n_taken;
	if (kept->event->verb != HC_VERB_GET)
		shelf->last_change = kept->number;
	shelf->newest = MAX(shelf->newest, kept->event->when);
	g_queue_push_tail(shelf->kept, kept);
	self->n_kept++;
	self->n_octets += g_bytes_get_size(kept->pack);
	self->n_objects += kept->n_objects;
	if (kept->scope != NULL)
		g_hash_table_replace(self->answers, kept->scope, shelf->kept->tail);
}

gboolean
hc_xhcw_events_take(HcXhcwEvents *self, HcEvent *event, const GString *pack, guint n_objects,
	const char **ret_limit)
{
	Kept *kept = g_new0(Kept, 1);
	Shelf *shelf = &self->shelves[event->side][event->kind];

	kept->scope = scope_of(event);
	kept->event = event;
	kept->pack = g_bytes_new(pack->str, pack->len);
	kept->n_objects = n_objects;
	keep(self, kept);
	*ret_limit = limit_reached(self);
	if (*ret_limit != NULL)
		drop(self, shelf, shelf->kept->tail);
	return *ret_limit == NULL;
}

guint
hc_xhcw_events_length(const HcXhcwEvents *self)
{
	return self->n_kept;
}

static void
place_event(HcEvent *event, const HcInput *input)
{
	g_autofree char *place = event->origin.place;

	event->origin.place = hc_text_excerpt(place, HC_XHCW_PLACE_CHARS);
	event->origin.input = g_strdup(input->path);
	event->origin.vantage =
		g_strdup(event->side == HC_SIDE_TENANT ? "exchange-online" : "exchange-onprem");
	event->stamp = g_strdup(input->stamp);
}

static void
deliver_shelf(Shelf *shelf, const HcInput *input, HcEvidenceBuilder *builder)
{
	for (Kept *kept = g_queue_pop_head(shelf->kept); kept != NULL;
		kept = g_queue_pop_head(shelf->kept)) {
		place_event(kept->event, input);
		unpack(kept->event, kept->pack);
		hc_evidence_builder_take_event(builder, g_steal_pointer(&kept->event));
		kept_free(kept);
	}
}

guint
hc_xhcw_events_deliver(HcXhcwEvents *self, const HcInput *input, HcEvidenceBuilder *builder)
{
	guint n_objects = self->n_objects;

	g_hash_table_remove_all(self->answers);
	for (guint i = 0; i < HC_N_SIDES * HC_N_KINDS; i++)
		deliver_shelf(&self->shelves[i / HC_N_KINDS][i % HC_N_KINDS], input, builder);
	self->n_kept = 0;
	self->n_octets = 0;
	self->n_objects = 0;
	return n_objects;
}
