/* What was edited since the last run of the wizard.  Room: hcw. */
#include "agent/hcw/edited.h"

#include "agent/base/dname.h"
#include "agent/evidence/identity.h"
#include "agent/evidence/sources.h"
#include "agent/hcw/label.h"
#include "agent/hcw/overwrite.h"
#include "agent/hcw/watched.h"

#include <string.h>

/* The wizard writes after its own clock stops, and clocks differ (design 7). */
#define EDIT_GRACE (10 * 60 * HC_TIME_SECOND)

#define SHOWN_CHARS 100 /* of one value in a sentence; the JSON has the whole */

/* Answers that say all of a server, or of the whole kind. */
typedef struct {
	const HcAnswer *whole;
	GHashTable *by_host;
} Answers;

/* One set while its versions are compared. */
typedef struct {
	GPtrArray *edited;
	const HcSources *sources;
	const HcExchangeSet *set;
	HcKind kind;
	HcTime after; /* a later WhenChangedUTC is an edit; HC_TIME_NONE: not known */
	HcIdentityIndex *was;
	Answers now;
	Answers before;      /* of runs, where another source has asked since */
	GHashTable *by_name; /* name_key() to place in set->was + 1 */
} Comparing;

static void
property_free(gpointer data)
{
	HcEditedProperty *self = data;

	g_free(self->property);
	g_free(self->was);
	g_free(self->is);
	g_free(self);
}

static void
edited_free(gpointer data)
{
	HcEdited *self = data;

	g_free(self->object);
	g_ptr_array_unref(self->changes);
	g_free(self);
}

static HcEdited *
edited_new(const HcExchangeObject *object, HcEditedWhat what)
{
	HcEdited *self = g_new0(HcEdited, 1);

	self->object = hc_label_object(object);
	self->what = what;
	self->changes = g_ptr_array_new_with_free_func(property_free);
	return self;
}

/*
 * OnPremisesOrganization is written at the end of every run.  The others move without anybody's
 * hand: set-up, key and metadata refreshes, EdgeSync, the service's own upkeep.
 */
static gboolean
changes_by_itself(HcKind kind)
{
	return kind == HC_KIND_ON_PREMISES_ORGANIZATION || kind == HC_KIND_ORGANIZATION_CONFIG ||
	       kind == HC_KIND_EXCHANGE_SERVER || kind == HC_KIND_EXCHANGE_CERTIFICATE ||
	       kind == HC_KIND_EDGE_SUBSCRIPTION || kind == HC_KIND_AUTH_SERVER ||
	       kind == HC_KIND_FEDERATION_TRUST || kind == HC_KIND_MIGRATION_ENDPOINT;
}

/* WhenChangedUTC if that is later than the last run, else HC_TIME_NONE. */
static HcTime
changed_after(const Comparing *self, const HcExchangeObject *object)
{
	HcTime when = self->after != HC_TIME_NONE ? hc_exchange_time(object, "WhenChangedUTC")
						  : HC_TIME_NONE;

	return when > self->after ? when : HC_TIME_NONE;
}

/* When it was made, or changed since; a WhenChangedUTC alone may be the service's own. */
static HcTime
changed_or_created(const Comparing *self, const HcExchangeObject *object)
{
	HcTime created = hc_exchange_time(object, "WhenCreatedUTC");

	return created != HC_TIME_NONE ? created : changed_after(self, object);
}

/* --- answers ---------------------------------------------------------------------------------- */

/* Answers come in the order of time. */
static void
answers_init(Answers *self, const GPtrArray *answers)
{
	self->whole = NULL;
	self->by_host = g_hash_table_new(hc_dname_host_hash, hc_dname_host_equal);
	for (guint i = 0; i < answers->len; i++) {
		HcAnswer *answer = answers->pdata[i];

		if (answer->narrow != NULL || answer->head.status == HC_FACT_UNREACHABLE)
			continue;
		if (answer->server == NULL)
			self->whole = answer;
		else
			g_hash_table_replace(self->by_host, answer->server, answer);
	}
}

static const HcAnswer *
newer(const HcAnswer *a, const HcAnswer *b)
{
	if (a == NULL || b == NULL)
		return a != NULL ? a : b;
	return a->head.origin.as_of > b->head.origin.as_of ? a : b;
}

/* The newest answer that @object would have been in; NULL if there is none. */
static const HcAnswer *
covering_answer(const Answers *self, const HcExchangeObject *object)
{
	const char *server = hc_exchange_server(object);

	return newer(
		self->whole, server != NULL ? g_hash_table_lookup(self->by_host, server) : NULL);
}

/* A later run than the one that saw @was asked for it and did not see it. */
static gboolean
was_gone_before(const Comparing *self, const HcExchangeObject *was)
{
	const HcAnswer *later = covering_answer(&self->before, was);
	const HcOrigin *origin = hc_exchange_origin(was);

	return later != NULL && later->head.origin.as_of > origin->as_of &&
	       !hc_sources_same(self->sources, &later->head.origin, origin);
}

/* --- the older version ------------------------------------------------------------------------ */

/* "server\\name" in lower case; NULL if it has no name. */
static char *
name_key(const HcExchangeObject *object)
{
	const char *name = hc_exchange_text(object, "Name");
	const char *server = hc_exchange_server(object);
	g_autofree char *key = NULL;

	if (hc_text_is_empty(name))
		return NULL;
	key = g_strdup_printf("%.*s\\%s", server != NULL ? (int)strcspn(server, ".") : 0,
		server != NULL ? server : "", name);
	return g_ascii_strdown(key, -1);
}

static gboolean
have_guids(const HcExchangeObject *a, const HcExchangeObject *b)
{
	return !hc_text_is_empty(hc_exchange_text(a, "Guid")) &&
	       !hc_text_is_empty(hc_exchange_text(b, "Guid"));
}

/*
 * Place of the older version of @object; -1 if there is none.  Sources print an Identity in more
 * than one form, with and without the tenant's name: where no Guid decides, the Name does.
 */
static gint
find_older(const Comparing *self, const HcExchangeObject *object)
{
	gint place = hc_identity_index_find(self->was, object);
	const gboolean has_names = g_hash_table_size(self->by_name) > 0;
	g_autofree char *key = place < 0 && has_names ? name_key(object) : NULL;
	gpointer by_name = key != NULL ? g_hash_table_lookup(self->by_name, key) : NULL;

	if (place >= 0 || by_name == NULL)
		return place;
	place = GPOINTER_TO_INT(by_name) - 1;
	return have_guids(object, self->set->was->pdata[place]) ? -1 : place;
}

/* --- comparing -------------------------------------------------------------------------------- */

static void
add_changes(HcEdited *edited, const HcExchangeObject *was, const HcExchangeObject *is)
{
	const HcWatched *watched = hc_watched_of(hc_exchange_kind(is));

	for (; watched != NULL && hc_watched_name(watched) != NULL;
		watched = hc_watched_next(watched)) {
		const char *property = hc_watched_name(watched);
		HcEditedProperty *change = NULL;

		if (!hc_watched_differs(watched, was, is))
			continue;
		change = g_new0(HcEditedProperty, 1);
		change->property = g_strdup(property);
		change->was = g_strdup(hc_exchange_text(was, property));
		change->is = g_strdup(hc_exchange_text(is, property));
		g_ptr_array_add(edited->changes, change);
	}
}

/* Takes @edited; @seen is when the newer source was made. */
static void
add_at(const Comparing *self, HcEdited *edited, HcTime changed, HcTime seen)
{
	edited->when = changed != HC_TIME_NONE ? changed : seen;
	edited->is_latest = changed == HC_TIME_NONE;
	g_ptr_array_add(self->edited, edited);
}

static gboolean
is_made(const Comparing *self, const HcExchangeObject *object)
{
	HcTime created = HC_TIME_NONE;

	if (hc_watched_of(self->kind) == NULL || hc_kind_is_single(self->kind) ||
		covering_answer(&self->before, object) == NULL)
		return FALSE;
	created = hc_exchange_time(object, "WhenCreatedUTC");
	return created == HC_TIME_NONE || self->after == HC_TIME_NONE || created > self->after;
}

static void
compare_object(const Comparing *self, const HcExchangeObject *object, gint place)
{
	const HcExchangeObject *was = place >= 0 ? self->set->was->pdata[place] : NULL;
	gboolean is_known = was != NULL && !was_gone_before(self, was);
	HcTime changed = changes_by_itself(self->kind) ? HC_TIME_NONE : changed_after(self, object);
	HcEdited *edited = NULL;

	/* Most objects of most exports: nothing older to compare with, and no run before. */
	if (!is_known && changed == HC_TIME_NONE && !is_made(self, object))
		return;
	if (hc_sources_is_wizard(self->sources, hc_exchange_origin(object)))
		is_known = FALSE;
	else if (!is_known && is_made(self, object)) {
		add_at(self, edited_new(object, HC_EDITED_MADE), changed_or_created(self, object),
			hc_exchange_origin(object)->as_of);
		return;
	}
	edited = edited_new(object, HC_EDITED_CHANGED);
	if (is_known && hc_sources_is_wizard(self->sources, hc_exchange_origin(was)))
		add_changes(edited, was, object);
	if (changed == HC_TIME_NONE && edited->changes->len == 0)
		edited_free(edited);
	else
		add_at(self, edited, changed, hc_exchange_origin(object)->as_of);
}

/* Seen by the last run that asked, and not by the newest answer that would have shown it. */
static void
compare_gone(const Comparing *self, const HcExchangeObject *was)
{
	const HcAnswer *now = covering_answer(&self->now, was);

	if (now == NULL || hc_sources_is_wizard(self->sources, &now->head.origin) ||
		!hc_sources_is_wizard(self->sources, hc_exchange_origin(was)) ||
		was_gone_before(self, was))
		return;
	add_at(self, edited_new(was, HC_EDITED_REMOVED), HC_TIME_NONE, now->head.origin.as_of);
}

static GHashTable *
index_names(const GPtrArray *objects)
{
	GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < objects->len; i++) {
		char *key = name_key(objects->pdata[i]);

		if (key != NULL)
			g_hash_table_insert(names, key, GINT_TO_POINTER((gint)i + 1));
	}
	return names;
}

static void
compare_set(Comparing *self)
{
	const GPtrArray *was = self->set->was;
	g_autofree gboolean *matched = g_new0(gboolean, was->len + 1);

	self->was = hc_identity_index_new(was);
	self->by_name = index_names(was);
	answers_init(&self->now, self->set->answers);
	answers_init(&self->before, self->set->was_answers);
	for (guint i = 0; i < self->set->objects->len; i++) {
		const HcExchangeObject *object = self->set->objects->pdata[i];
		gint place = find_older(self, object);

		if (place >= 0)
			matched[place] = TRUE;
		compare_object(self, object, place);
	}
	for (guint i = 0; i < was->len && hc_watched_of(self->kind) != NULL; i++) {
		if (!matched[i])
			compare_gone(self, was->pdata[i]);
	}
	hc_identity_index_free(self->was);
	g_hash_table_unref(self->by_name);
	g_hash_table_unref(self->now.by_host);
	g_hash_table_unref(self->before.by_host);
}

static gint
newest_first(gconstpointer a, gconstpointer b)
{
	const HcEdited *left = *(const HcEdited *const *)a;
	const HcEdited *right = *(const HcEdited *const *)b;

	if (left->when != right->when)
		return left->when > right->when ? -1 : 1;
	return g_strcmp0(left->object, right->object);
}

GPtrArray *
hc_edited_since(const HcHybrid *hybrid)
{
	static const HcSide sides[] = { HC_SIDE_ONPREM, HC_SIDE_TENANT };
	GPtrArray *edited = g_ptr_array_new_with_free_func(edited_free);
	g_autoptr(HcSources) sources = hc_sources_of(hybrid->evidence);
	HcTime end = hc_overwrite_last_run_end(hybrid->evidence);
	Comparing comparing = { .edited = edited, .sources = sources };

	comparing.after = end != HC_TIME_NONE ? end + EDIT_GRACE : HC_TIME_NONE;
	for (guint i = 0; i < G_N_ELEMENTS(sides) * HC_N_KINDS; i++) {
		comparing.kind = (HcKind)(i % HC_N_KINDS);
		comparing.set =
			hc_evidence_set(hybrid->evidence, sides[i / HC_N_KINDS], comparing.kind);
		if (comparing.set->objects->len > 0 || comparing.set->was->len > 0)
			compare_set(&comparing);
	}
	g_ptr_array_sort(edited, newest_first); /* stable since GLib 2.32 */
	return edited;
}

const char *
hc_edited_word(HcEditedWhat what)
{
	static const char *const words[] = { [HC_EDITED_CHANGED] = "changed",
		[HC_EDITED_REMOVED] = "removed",
		[HC_EDITED_MADE] = "made" };

	return words[what];
}

static void
append_change(GString *out, const HcEditedProperty *change)
{
	g_autofree char *was = hc_text_excerpt(change->was, SHOWN_CHARS);
	g_autofree char *is = hc_text_excerpt(change->is, SHOWN_CHARS);

	g_string_append_printf(out, "%s was %s, is %s", change->property,
		*was != '\0' ? was : "empty", *is != '\0' ? is : "empty");
}

char *
hc_edited_how(const HcEdited *self)
{
	GString *out = g_string_new(hc_edited_word(self->what));
	g_autofree char *when = hc_when_format(self->when);

	if (when != NULL)
		g_string_append_printf(out, "%s %s", self->is_latest ? " before" : "", when);
	for (guint i = 0; i < self->changes->len; i++) {
		g_string_append(out, i > 0 ? "; " : ": ");
		append_change(out, g_ptr_array_index(self->changes, i));
	}
	return g_string_free(out, FALSE);
}
