/* The Get- events of one exported file, while they are put together.  Room: parse. */
#include "agent/parse/export/export-events.h"
#include "agent/base/dname.h"
#include "agent/base/limits.h"
#include "agent/parse/export/export-kind.h"

/* An event that takes objects, by where those were seen. */
typedef struct {
	HcKind kind;
	HcSide side;
	const char *server; /* borrowed, as the next */
	const char *organisation;
	HcEvent *event;
} Found;

struct HcExportEvents {
	HcInput *input;
	GPtrArray *events;    /* HcEvent */
	GHashTable *by_place; /* Found, its own key */
	gboolean has_server[HC_N_KINDS];
	const char *narrow;
	gboolean warned_of_server[HC_N_KINDS];
	HcTime newest_change;
};

static const char narrow_server[] = "one server that is not named";

static void
free_event(gpointer data)
{
	hc_event_free(data);
}

static gboolean
same_server(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : hc_dname_same_host(a, b);
}

/* Some spell the organisation in another case. */
static guint
hash_place(gconstpointer data)
{
	const Found *place = data;
	const char *text = place->organisation != NULL ? place->organisation : "";
	guint hash = (guint)place->kind * HC_N_SIDES + (guint)place->side;

	for (; *text != '\0'; text++)
		hash = hash * 33 + (guchar)g_ascii_tolower(*text);
	return place->server != NULL ? hash ^ hc_dname_host_hash(place->server) : hash;
}

static gboolean
same_place(gconstpointer a, gconstpointer b)
{
	const Found *left = a;
	const Found *right = b;

	return left->kind == right->kind && left->side == right->side &&
	       same_server(left->server, right->server) &&
	       hc_text_same(left->organisation, right->organisation);
}

HcExportEvents *
hc_export_events_new(HcInput *input)
{
	HcExportEvents *self = g_new0(HcExportEvents, 1);

	self->input = input;
	self->events = g_ptr_array_new_with_free_func(free_event);
	self->by_place = g_hash_table_new_full(hash_place, same_place, g_free, NULL);
	self->newest_change = HC_TIME_NONE;
	return self;
}

void
hc_export_events_free(HcExportEvents *self)
{
	if (self == NULL)
		return;
	g_hash_table_unref(self->by_place);
	g_ptr_array_unref(self->events);
	g_free(self);
}

void
hc_export_events_narrow(HcExportEvents *self, const char *narrow)
{
	self->narrow = narrow;
}

/* --- places ----------------------------------------------------------------------------------- */

static HcSide
side_of(const HcExportPlace *place)
{
	if (place->side == HC_SIDE_EDGE && hc_export_kind_is_local(place->kind))
		return HC_SIDE_ONPREM;
	return place->side;
}

static HcEvent *
find_event(const HcExportEvents *self, const HcExportPlace *place)
{
	const Found wanted = { place->kind, side_of(place), place->server, place->organisation,
		NULL };
	const Found *found = g_hash_table_lookup(self->by_place, &wanted);

	return found != NULL ? found->event : NULL;
}

static void
note_event(HcExportEvents *self, HcEvent *event)
{
	const Found found = { event->kind, event->side, event->server, event->organisation, event };

	/* A name without a first label is the name of no server, not even of its own. */
	if (same_place(&found, &found))
		g_hash_table_add(self->by_place, g_memdup2(&found, sizeof found));
}

/* TRUE if objects of this kind always belong to one server, and nothing tells to which. */
static gboolean
wants_server(const HcExportPlace *place)
{
	return place->server == NULL &&
	       (place->side == HC_SIDE_EDGE || place->kind == HC_KIND_EX_SETUP ||
		       place->kind == HC_KIND_EXCHANGE_CERTIFICATE);
}

static void
warn_of_server(HcExportEvents *self, const HcExportPlace *place)
{
	const char *noun = hc_kind_noun(place->kind);

	if (self->warned_of_server[place->kind])
		return;
	hc_input_warn(self->input,
		"%s: nothing tells of which server; put its name into the file's name, as in "
		"%s-SERVER-%s.clixml",
		noun, place->side == HC_SIDE_EDGE ? "edge" : "onprem", noun);
	self->warned_of_server[place->kind] = TRUE;
}

static HcEvent *
make_event(HcExportEvents *self, const HcExportPlace *place)
{
	HcEvent *event = hc_event_new(HC_VERB_GET, side_of(place), place->kind);

	event->server = g_strdup(place->server);
	event->organisation = g_strdup(place->organisation);
	event->narrow = g_strdup(self->narrow);
	event->origin.input = g_strdup(self->input->path);
	event->origin.place = hc_export_kind_cmdlet(place->kind);
	event->origin.vantage =
		g_strdup(event->side == HC_SIDE_TENANT ? "exchange-online" : "exchange-onprem");
	if (wants_server(place)) {
		warn_of_server(self, place);
		/* The ledger itself knows what certificates without a server are worth. */
		if (event->narrow == NULL && (place->side == HC_SIDE_EDGE ||
						     place->kind != HC_KIND_EXCHANGE_CERTIFICATE))
			event->narrow = g_strdup(narrow_server);
	}
	g_ptr_array_add(self->events, event);
	self->has_server[event->kind] |= event->server != NULL;
	return event;
}

void
hc_export_events_object(HcExportEvents *self, const HcExportPlace *place, HcExchangeObject *bag)
{
	HcEvent *event = find_event(self, place);
	HcTime changed = HC_TIME_NONE;

	if (event == NULL) {
		event = make_event(self, place);
		note_event(self, event);
	}
	hc_exchange_set_role(bag, event->side, event->kind);
	if (place->server != NULL)
		hc_exchange_set_server(bag, place->server);
	changed = hc_exchange_time(bag, "WhenChangedUTC");
	self->newest_change = MAX(self->newest_change, changed);
	g_ptr_array_add(event->objects, bag);
}

/* TRUE if objects answer the question already. */
static gboolean
has_objects(const HcExportEvents *self, const HcExportPlace *place)
{
	for (guint i = 0; i < self->events->len; i++) {
		const HcEvent *event = self->events->pdata[i];

		if (event->kind == place->kind && event->side == side_of(place) &&
			event->objects->len > 0)
			return TRUE;
	}
	return FALSE;
}

void
hc_export_events_empty(HcExportEvents *self, const HcExportPlace *place, const char *why)
{
	HcEvent *event = NULL;

	if (why == NULL && has_objects(self, place))
		return;
	event = make_event(self, place);
	event->failed = why != NULL;
	event->why = why != NULL ? hc_text_excerpt(why, HC_LIMIT_REPORT_TEXT) : NULL;
}

/* --- delivery --------------------------------------------------------------------------------- */

/* Objects without a server beside others with one are not the whole kind. */
static void
narrow_leftovers(const HcExportEvents *self, HcEvent *event)
{
	if (event->server == NULL && event->narrow == NULL && self->has_server[event->kind] &&
		hc_export_kind_is_local(event->kind) && event->kind != HC_KIND_EXCHANGE_CERTIFICATE)
		event->narrow = g_strdup(narrow_server);
}

static void
narrow_single_server(HcEvent *event)
{
	if (event->kind == HC_KIND_EXCHANGE_SERVER && event->narrow == NULL &&
		event->objects->len == 1)
		event->narrow = g_strdup(HC_NARROW_ONE_SERVER);
}

/*
 * What the content or the manifest says, else the file's own time.  A file cannot show a change
 * that was made after it: copies with an older time are dated by the change.
 */
static void
settle_time(HcExportEvents *self)
{
	HcInput *input = self->input;
	const char *from = NULL;

	if (input->as_of == HC_TIME_NONE && input->modified != HC_TIME_NONE) {
		input->as_of = input->modified;
		from = "file";
	}
	if (self->newest_change > input->as_of) {
		input->as_of = self->newest_change;
		from = "content";
	}
	if (from == NULL)
		return;
	g_free(input->as_of_from);
	input->as_of_from = g_strdup(from);
}

void
hc_export_events_deliver(HcExportEvents *self, HcEvidenceBuilder *builder)
{
	settle_time(self);
	for (guint i = 0; i < self->events->len; i++) {
		HcEvent *event = self->events->pdata[i];

		narrow_leftovers(self, event);
		narrow_single_server(event);
		event->when = self->input->as_of;
		event->origin.as_of = self->input->as_of;
		self->input->n_objects += event->objects->len;
	}
	self->input->usable |= self->events->len > 0;
	for (guint i = 0; i < self->events->len; i++) {
		hc_evidence_builder_take_event(builder, self->events->pdata[i]);
		self->events->pdata[i] = NULL;
	}
	g_ptr_array_set_size(self->events, 0);
}
