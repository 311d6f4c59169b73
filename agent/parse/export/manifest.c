/* What the manifests of collections change in the evidence.  Room: parse.  Pure. */
#include "agent/parse/export/manifest.h"

#include "agent/base/limits.h"
#include "agent/parse/export/directory-name.h"
#include "agent/parse/export/export-kind.h"

/* Everything an entry may speak of, by the path of the file. */
typedef struct {
	GHashTable *inputs; /* path to HcInput */
	GHashTable *events; /* path to GPtrArray of HcEvent */
	HcInput *manifest;
} Files;

static void
unref_array(gpointer data)
{
	g_ptr_array_unref(data);
}

static GHashTable *
events_by_path(HcEvidenceBuilder *builder)
{
	GHashTable *paths = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, unref_array);
	const GPtrArray *events = hc_evidence_builder_events(builder);

	for (guint i = 0; i < events->len; i++) {
		HcEvent *event = events->pdata[i];
		GPtrArray *there = NULL;

		if (event->origin.input == NULL)
			continue;
		there = g_hash_table_lookup(paths, event->origin.input);
		if (there == NULL) {
			there = g_ptr_array_new();
			g_hash_table_insert(paths, event->origin.input, there);
		}
		g_ptr_array_add(there, event);
	}
	return paths;
}

static GHashTable *
inputs_by_path(HcEvidenceBuilder *builder)
{
	GHashTable *paths = g_hash_table_new(g_str_hash, g_str_equal);
	const GPtrArray *inputs = hc_evidence_builder_inputs(builder);

	for (guint i = 0; i < inputs->len; i++) {
		HcInput *input = inputs->pdata[i];

		g_hash_table_insert(paths, input->path, input);
	}
	return paths;
}

/* --- time and organisation
 * ------------------------------------------------------------------------------------- */

static HcTime
asked_at(const HcCollection *collection, const HcCollectionEntry *entry)
{
	return entry->asked != HC_TIME_NONE ? entry->asked : collection->started;
}

/* Clocks differ: what changed at a time was not seen before it. */
static HcTime
not_before_changes(HcTime when, const HcEvent *event)
{
	for (guint i = 0; i < event->objects->len; i++)
		when = MAX(when, hc_exchange_time(event->objects->pdata[i], "WhenChangedUTC"));
	return when;
}

/* Kinds without a distinguished name of their own are of the organisation they were asked in. */
static void
set_organisation(HcEvent *event, const HcCollection *collection)
{
	HcSide side = collection->side;
	g_autofree char *organisation = NULL;

	if (event->organisation == NULL &&
		hc_directory_name_read(collection->organisation, &side, &organisation))
		event->organisation = g_steal_pointer(&organisation);
}

/* The collection asked for all servers: one is then all there are. */
static void
widen_to_all_servers(HcEvent *event)
{
	if (g_strcmp0(event->narrow, HC_NARROW_ONE_SERVER) == 0)
		g_clear_pointer(&event->narrow, g_free);
}

static void
set_time(HcEvent *event, HcTime asked)
{
	const HcTime when = not_before_changes(asked, event);

	event->when = when;
	event->local = FALSE;
	event->origin.as_of = when;
	for (guint i = 0; i < event->objects->len; i++) {
		HcOrigin origin = { 0 };

		hc_origin_copy(hc_exchange_origin(event->objects->pdata[i]), &origin);
		origin.as_of = when;
		hc_exchange_set_origin(event->objects->pdata[i], &origin);
		hc_origin_clear(&origin);
	}
}

/*
 * A certificate of which only the dates are left can be none that a connector names: taken as an
 * answer it would make every named one missing.
 */
static void
withdraw_certificates(HcEvent *event)
{
	if (event->kind != HC_KIND_EXCHANGE_CERTIFICATE || event->failed)
		return;
	g_ptr_array_set_size(event->objects, 0);
	event->failed = TRUE;
	event->why = g_strdup("collected with -Redact: which certificate is which cannot be told");
}

static void
time_input(HcInput *input, HcTime asked)
{
	input->as_of = asked;
	g_free(input->as_of_from);
	input->as_of_from = g_strdup("manifest");
}

static void
place_file(const Files *files, const HcCollection *collection, const char *path, HcTime asked)
{
	const GPtrArray *events = g_hash_table_lookup(files->events, path);

	if (asked != HC_TIME_NONE)
		time_input(g_hash_table_lookup(files->inputs, path), asked);
	for (guint i = 0; events != NULL && i < events->len; i++) {
		set_organisation(events->pdata[i], collection);
		widen_to_all_servers(events->pdata[i]);
		if (collection->redacted)
			withdraw_certificates(events->pdata[i]);
		if (asked != HC_TIME_NONE)
			set_time(events->pdata[i], asked);
	}
}

/* --- files ------------------------------------------------------------------------------------ */

/* TRUE if the file is among the inputs, in whatever state. */
static gboolean
compare_file(const Files *files, const HcCollectionEntry *entry, const char *path)
{
	const HcInput *input = g_hash_table_lookup(files->inputs, path);
	g_autofree char *shown = hc_text_excerpt(entry->file, HC_LIMIT_REPORT_TEXT);

	if (input == NULL) {
		hc_input_warn(files->manifest,
			"%s belongs to this collection and was not given: it is partial", shown);
		return FALSE;
	}
	if (entry->sha256 != NULL && input->sha256 != NULL &&
		g_ascii_strcasecmp(entry->sha256, input->sha256) != 0)
		hc_input_warn(files->manifest,
			"%s is not what was collected (its SHA-256 differs): edited or damaged",
			shown);
	return TRUE;
}

/* --- cmdlets without an answer ---------------------------------------------------------------- */

static char *
why_of(const HcCollectionEntry *entry)
{
	g_autofree char *cmdlet = hc_text_excerpt(entry->cmdlet, HC_LIMIT_REPORT_TEXT);
	g_autofree char *error = hc_text_excerpt(entry->error, HC_LIMIT_REPORT_TEXT);
	const char *what = entry->status == HC_COLLECTED_FAILED
				   ? "failed when the collection was made"
				   : "was not available where the collection was made";

	if (*error == '\0')
		return g_strdup_printf("%s %s", cmdlet, what);
	return g_strdup_printf("%s %s: %s", cmdlet, what, error);
}

static void
take_failure(
	HcEvidenceBuilder *builder, const HcCollection *collection, const HcCollectionEntry *entry)
{
	HcEvent *event = NULL;
	HcKind kind = HC_N_KINDS;
	HcSide side = collection->side;

	if (!hc_kind_from_noun(entry->noun, &kind))
		return;
	/* What lives on a server is of the side on premises, whichever shell printed it. */
	if (side == HC_SIDE_EDGE && hc_export_kind_is_local(kind))
		side = HC_SIDE_ONPREM;
	event = hc_event_new(HC_VERB_GET, side, kind);
	event->failed = TRUE;
	event->why = why_of(entry);
	event->server = g_strdup(entry->server);
	if (event->server == NULL && collection->side == HC_SIDE_EDGE)
		event->server = g_strdup(collection->computer);
	event->when = asked_at(collection, entry);
	event->origin.input = g_strdup(collection->path);
	event->origin.place = hc_text_excerpt(entry->cmdlet, HC_LIMIT_REPORT_TEXT);
	event->origin.vantage =
		g_strdup(side == HC_SIDE_TENANT ? "exchange-online" : "exchange-onprem");
	event->origin.as_of = event->when;
	set_organisation(event, collection);
	hc_evidence_builder_take_event(builder, event);
}

/* --- one collection --------------------------------------------------------------------------- */

/* TRUE if the entry told anything of use. */
static gboolean
apply_entry(HcEvidenceBuilder *builder, const Files *files, const HcCollection *collection,
	const HcCollectionEntry *entry)
{
	g_autofree char *path = NULL;

	switch (entry->status) {
	case HC_COLLECTED_FAILED:
	case HC_COLLECTED_NOT_AVAILABLE:
		take_failure(builder, collection, entry);
		return TRUE;
	case HC_COLLECTED_OK:
	case HC_COLLECTED_EMPTY:
	case HC_N_COLLECTED:
		break;
	}
	if (entry->file == NULL)
		return FALSE;
	path = g_strconcat(collection->folder, entry->file, NULL);
	if (!compare_file(files, entry, path))
		return FALSE;
	place_file(files, collection, path, asked_at(collection, entry));
	return TRUE;
}

static void
apply(HcEvidenceBuilder *builder, Files *files, const HcCollection *collection)
{
	files->manifest = g_hash_table_lookup(files->inputs, collection->path);
	if (files->manifest == NULL)
		return;
	for (guint i = 0; i < collection->entries->len; i++) {
		if (apply_entry(builder, files, collection, collection->entries->pdata[i]))
			files->manifest->usable = TRUE;
	}
	if (collection->redacted)
		hc_input_warn(files->manifest,
			"collected with -Redact: names are pseudonyms and certificates only their "
			"dates, so nothing can be said about DNS, about a live connection, or "
			"about "
			"which certificate a connector takes");
}

void
hc_manifests_apply(HcEvidenceBuilder *builder)
{
	GPtrArray *collections = hc_evidence_builder_collections(builder);
	g_autoptr(GHashTable) inputs = NULL;
	g_autoptr(GHashTable) events = NULL;
	Files files = { 0 };

	if (collections->len == 0)
		return;
	files.inputs = inputs = inputs_by_path(builder);
	files.events = events = events_by_path(builder);
	for (guint i = 0; i < collections->len; i++)
		apply(builder, &files, collections->pdata[i]);
	g_ptr_array_set_size(collections, 0);
}
