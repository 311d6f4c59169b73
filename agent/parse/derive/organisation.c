/* Organisations are never mixed.  Room: parse.  Pure. */
#include "agent/parse/derive/organisation.h"
#include "agent/base/limits.h"
#include "agent/parse/export/directory-name.h"
#include "agent/parse/derive/organisation-choice.h"
#include "certs/cert.h"

#include <string.h>

#define SEVERAL "" /* a folder or input that tells of more than one */

/* --- collections ------------------------------------------------------------------------------ */

static void
note_collection(const HcCollection *collection, const char *organisation, GPtrArray *events)
{
	for (guint i = 0; i < events->len; i++) {
		HcEvent *event = events->pdata[i];

		if (event->organisation == NULL && event->stamp == NULL &&
			event->origin.input != NULL &&
			hc_organisation_side(event->side) ==
				hc_organisation_side(collection->side) &&
			g_str_has_prefix(event->origin.input, collection->folder))
			event->organisation = g_strdup(organisation);
	}
}

void
hc_organisation_note_collections(HcEvidenceBuilder *builder)
{
	GPtrArray *collections = hc_evidence_builder_collections(builder);

	for (guint i = 0; i < collections->len; i++) {
		const HcCollection *collection = collections->pdata[i];
		g_autofree char *organisation = NULL;
		HcSide side = HC_SIDE_ONPREM;

		if (hc_directory_name_read(collection->organisation, &side, &organisation) &&
			organisation != NULL)
			note_collection(
				collection, organisation, hc_evidence_builder_events(builder));
	}
}

/* --- events that do not tell ------------------------------------------------------------------ */

/* "0 folder/file": an organisation of one side in one place. */
static char *
place_key(const HcEvent *event, const char *path)
{
	return g_strdup_printf("%d %s", (int)hc_organisation_side(event->side), path);
}

/* FALSE at the top; turns "a/b/c" into "a/b", "c" into "". */
static gboolean
climb(char *path)
{
	char *slash = strrchr(path, '/');

	if (*path == '\0')
		return FALSE;
	*(slash != NULL ? slash : path) = '\0';
	return TRUE;
}

static void
note_place(GHashTable *places, const HcEvent *event, const char *path)
{
	char *key = place_key(event, path);
	const char *known = g_hash_table_lookup(places, key);

	if (known == NULL)
		g_hash_table_insert(places, key, g_strdup(event->organisation));
	else if (*known != '\0' && !hc_organisation_same(known, event->organisation))
		g_hash_table_insert(places, key, g_strdup(SEVERAL));
	else
		g_free(key);
}

/* Where organisations are told of: inputs and all folders above them. */
static GHashTable *
told_places(const GPtrArray *events)
{
	GHashTable *places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

	for (guint i = 0; i < events->len; i++) {
		const HcEvent *event = events->pdata[i];
		g_autofree char *path = g_strdup(event->origin.input);

		if (event->organisation == NULL || path == NULL)
			continue;
		do
			note_place(places, event, path);
		while (climb(path));
	}
	return places;
}

static const char *
told_near(GHashTable *places, const HcEvent *event)
{
	g_autofree char *path = g_strdup(event->origin.input);
	const char *organisation = NULL;

	if (path == NULL)
		return NULL;
	do {
		g_autofree char *key = place_key(event, path);

		organisation = g_hash_table_lookup(places, key);
	} while (organisation == NULL && climb(path));
	return organisation != NULL && *organisation != '\0' ? organisation : NULL;
}

/* --- setting aside ---------------------------------------------------------------------------- */

static void
add_certs(HcForeign *foreign, const HcEvent *event)
{
	for (guint i = 0; event->kind == HC_KIND_EXCHANGE_CERTIFICATE && i < event->objects->len;
		i++) {
		const HcExchangeObject *bag = event->objects->pdata[i];
		const char *server = hc_exchange_server(bag);
		const char *thumbprint = hc_exchange_text(bag, "Thumbprint");
		const char *base64 = hc_exchange_text(bag, "RawData");
		g_autoptr(HcCertFacts) facts = NULL;

		if (hc_text_is_empty(thumbprint) && !hc_text_is_empty(base64)) {
			gsize length = 0;
			guint8 *octets = g_base64_decode(base64, &length);
			g_autoptr(GBytes) der = g_bytes_new_take(octets, length);

			facts = hc_cert_from_der(der);
			thumbprint = facts->thumbprint;
		}
		hc_foreign_add_cert(foreign, server != NULL ? server : event->server, thumbprint);
	}
}

static HcForeign *
foreign_of(GPtrArray *foreigns, HcSide side, const char *name)
{
	for (guint i = 0; i < foreigns->len; i++) {
		HcForeign *known = foreigns->pdata[i];

		if (known->side == side && hc_organisation_same(known->name, name))
			return known;
	}
	if (foreigns->len >= HC_LIMIT_ORGANISATIONS)
		return foreigns->pdata[foreigns->len - 1];
	if (foreigns->len == HC_LIMIT_ORGANISATIONS - 1)
		name = "others beyond HC_LIMIT_ORGANISATIONS";
	g_ptr_array_add(foreigns, hc_foreign_new(side, name));
	return foreigns->pdata[foreigns->len - 1];
}

static void
set_aside(GPtrArray *foreigns, const HcEvent *event)
{
	HcForeign *foreign =
		foreign_of(foreigns, hc_organisation_side(event->side), event->organisation);

	foreign->n_objects += event->objects->len;
	hc_foreign_add_input(foreign, event->origin.input);
	add_certs(foreign, event);
}

static void
warn_inputs(HcEvidenceBuilder *builder, const HcForeign *foreign)
{
	GPtrArray *inputs = hc_evidence_builder_inputs(builder);

	for (guint i = 0; i < inputs->len; i++) {
		HcInput *input = inputs->pdata[i];
		g_autofree char *name = hc_text_printable(foreign->name);

		if (g_strv_contains((const char *const *)foreign->inputs, input->path))
			hc_input_warn(input, HC_FOREIGN_WARNING " (%s, %s): not compared",
				hc_side_word(foreign->side), name);
	}
}

/* A run of the wizard in another organisation is not this one's last run. */
static void
forget_runs(HcEvidenceBuilder *builder, const HcForeign *foreign)
{
	const GPtrArray *inputs = hc_evidence_builder_inputs(builder);

	for (guint i = 0; foreign->side == HC_SIDE_ONPREM && i < inputs->len; i++) {
		const HcInput *input = inputs->pdata[i];

		if (input->stamp != NULL &&
			g_strv_contains((const char *const *)foreign->inputs, input->path))
			hc_evidence_builder_forget_run(builder, input->stamp);
	}
}

static void
close_gaps(GPtrArray *events)
{
	guint n = 0;

	for (guint i = 0; i < events->len; i++) {
		gpointer event = g_steal_pointer(&events->pdata[i]);

		if (event != NULL)
			events->pdata[n++] = event;
	}
	g_ptr_array_set_size(events, (gint)n);
}

/* TRUE if @event belongs to an organisation that is not judged. */
static gboolean
is_foreign(HcEvent *event, HcSide side, const char *judged, GHashTable *places)
{
	if (hc_organisation_side(event->side) != side)
		return FALSE;
	if (event->organisation == NULL)
		event->organisation = g_strdup(told_near(places, event));
	return event->organisation != NULL && !hc_organisation_same(event->organisation, judged);
}

static void
part_side(HcEvidenceBuilder *builder, HcSide side, const char *judged, GHashTable *places)
{
	GPtrArray *events = hc_evidence_builder_events(builder);
	g_autoptr(GPtrArray) foreigns = g_ptr_array_new();

	if (judged == NULL)
		return;
	for (guint i = 0; i < events->len; i++) {
		if (!is_foreign(events->pdata[i], side, judged, places))
			continue;
		set_aside(foreigns, events->pdata[i]);
		hc_event_free(g_steal_pointer(&events->pdata[i]));
	}
	close_gaps(events);
	for (guint i = 0; i < foreigns->len; i++) {
		warn_inputs(builder, foreigns->pdata[i]);
		forget_runs(builder, foreigns->pdata[i]);
		hc_evidence_builder_take_foreign(builder, foreigns->pdata[i]);
	}
}

void
hc_organisation_part(HcEvidenceBuilder *builder)
{
	GPtrArray *events = hc_evidence_builder_events(builder);
	const char *onprem = hc_organisation_choose(events, HC_SIDE_ONPREM, NULL);
	const char *tenant = hc_organisation_choose(events, HC_SIDE_TENANT, onprem);
	g_autoptr(GHashTable) places = NULL;

	if (onprem == NULL && tenant == NULL)
		return;
	places = told_places(events);
	part_side(builder, HC_SIDE_ONPREM, onprem, places);
	part_side(builder, HC_SIDE_TENANT, tenant, places);
}
