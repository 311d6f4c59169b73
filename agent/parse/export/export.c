/* What an export of a cmdlet becomes.  Room: parse. */
#include "agent/parse/export/export.h"
#include "agent/base/limits.h"
#include "agent/parse/export/export-events.h"
#include "agent/parse/export/export-kind.h"
#include "agent/parse/export/export-name.h"
#include "agent/parse/export/export-side.h"

#include <string.h>

#define NAME_CHARS 80  /* shown of a foreign name */
#define NAMES_SHOWN 10 /* of what is not used */

static const char narrow_damaged[] = "what a file that is not complete holds";
static const char narrow_selection[] = "a selection made by hybridConfigCollection";

/* An object, and what is known of its place. */
typedef struct {
	HcExchangeObject *bag;
	HcKind kind;
	HcExportSide own;
} Held;

/* A question that brought no object. */
typedef struct {
	HcKind kind;
	char *why; /* it failed; NULL: asked, and there is none */
} Empty;

struct HcExport {
	HcEvidenceBuilder *builder;
	HcInput *input;
	HcExportName name;
	gboolean is_named; /* the file's name tells @named */
	HcKind named;
	char *type;        /* that came last; NULL: none yet */
	gboolean is_typed; /* it tells @typed */
	HcKind typed;
	GArray *held;      /* Held */
	GPtrArray *empty;  /* Empty */
	GPtrArray *unused; /* names of what is of no kind of ours */
	HcExportSides sides;
	HcExportSide common; /* what all objects show that show anything */
	gboolean is_mixed;   /* they do not agree */
	gboolean is_damaged;
	gboolean is_full;
	gboolean kinds_differ;
	gboolean sides_differ;
	gboolean unsettled[HC_N_KINDS]; /* warned of */
};

/* --- making and taking ------------------------------------------------------------------------ */

static void
held_clear(gpointer data)
{
	Held *held = data;

	hc_exchange_object_free(held->bag);
}

static void
empty_free(gpointer data)
{
	Empty *empty = data;

	g_free(empty->why);
	g_free(empty);
}

HcExport *
hc_export_new(HcEvidenceBuilder *builder, HcInput *input)
{
	HcExport *self = g_new0(HcExport, 1);

	self->builder = builder;
	self->input = input;
	self->held = g_array_new(FALSE, FALSE, sizeof(Held));
	g_array_set_clear_func(self->held, held_clear);
	self->empty = g_ptr_array_new_with_free_func(empty_free);
	self->unused = g_ptr_array_new_with_free_func(g_free);
	hc_export_sides_init(&self->sides);
	hc_export_name_read(input->path, &self->name);
	self->is_named = hc_export_kind_of_name(input->path, &self->named);
	return self;
}

/* Of all programs only Exchange's own setup tells the build. */
static gboolean
is_other_program(const HcExchangeObject *bag)
{
	const char *file = hc_exchange_text(bag, "FileName");
	g_autofree char *lower = file != NULL ? g_ascii_strdown(file, -1) : NULL;

	return lower != NULL && !g_str_has_suffix(lower, "exsetup.exe");
}

/* A type that tells nothing of what is in it. */
static gboolean
is_plain_type(const char *type)
{
	return type == NULL || strstr(type, "Microsoft.Exchange.") == NULL;
}

/* One type comes after another many times: only a new one is looked up. */
static gboolean
kind_by_type(HcExport *self, const char *type, HcKind *ret_kind)
{
	if (type == NULL)
		return FALSE;
	if (g_strcmp0(type, self->type) != 0) {
		g_free(self->type);
		self->type = g_strdup(type);
		self->is_typed = hc_export_kind_of_type(type, &self->typed);
	}
	if (self->is_typed)
		*ret_kind = self->typed;
	return self->is_typed;
}

static gboolean
kind_by_content(HcExport *self, const char *type, const HcExchangeObject *bag, HcKind *ret_kind)
{
	if (kind_by_type(self, type, ret_kind))
		return *ret_kind != HC_KIND_EX_SETUP || !is_other_program(bag);
	return is_plain_type(type) && hc_export_kind_of_content(bag, ret_kind);
}

static gboolean
kind_by_name(const HcExport *self, const char *hint, HcKind *ret_kind)
{
	if (hint != NULL)
		return hc_export_kind_of_name(hint, ret_kind);
	if (self->is_named)
		*ret_kind = self->named;
	return self->is_named;
}

static void
warn_kinds_differ(HcExport *self, const char *name, HcKind content, HcKind named)
{
	g_autofree char *shown = NULL;

	if (self->kinds_differ)
		return;
	shown = hc_text_excerpt(name, NAME_CHARS);
	hc_input_warn(self->input, "\"%s\" stands for %s, but holds %s: what it holds counts",
		shown, hc_kind_noun(named), hc_kind_noun(content));
	self->kinds_differ = TRUE;
}

static gboolean
find_kind(HcExport *self, const char *type, const char *hint, const HcExchangeObject *bag,
	HcKind *ret_kind)
{
	HcKind named = HC_KIND_SEND_CONNECTOR;
	gboolean is_named = kind_by_name(self, hint, &named);

	if (kind_by_content(self, type, bag, ret_kind)) {
		if (is_named && named != *ret_kind)
			warn_kinds_differ(
				self, hint != NULL ? hint : self->input->path, *ret_kind, named);
		return TRUE;
	}
	*ret_kind = named;
	/* A type of Exchange that is none of ours, or another program, is that and nothing else. */
	return is_named && is_plain_type(type) &&
	       (named != HC_KIND_EX_SETUP || !is_other_program(bag));
}

/* "IRMConfiguration" of "Deserialized.Microsoft.Exchange.Data.….IRMConfiguration". */
static const char *
last_part(const char *type)
{
	const char *dot = strrchr(type, '.');

	return dot != NULL ? dot + 1 : type;
}

/* Each once, and one more than will be shown. */
static void
add_unused(HcExport *self, const char *name)
{
	g_autofree char *shown = hc_text_excerpt(name, NAME_CHARS);

	if (self->unused->len <= NAMES_SHOWN &&
		!g_ptr_array_find_with_equal_func(self->unused, shown, g_str_equal, NULL))
		g_ptr_array_add(self->unused, g_steal_pointer(&shown));
}

static void
note_unused(HcExport *self, const char *type, const char *hint)
{
	const char *name = "objects of an unknown kind";

	if (!is_plain_type(type))
		name = last_part(type);
	else if (hint != NULL)
		name = hint;
	else if (type != NULL)
		name = last_part(type);
	add_unused(self, name);
}

/* The side that all objects of the file show. */
static void
note_common(HcExport *self, const HcExportSide *own)
{
	if (!own->known)
		return;
	if (!self->common.known)
		self->common = *own;
	else if (self->common.side != own->side)
		self->is_mixed = TRUE;
	else if (self->common.organisation == NULL)
		self->common.organisation = own->organisation;
	else if (own->organisation != NULL && own->organisation != self->common.organisation &&
		 !hc_text_same(self->common.organisation, own->organisation))
		self->is_mixed = TRUE;
}

static gboolean
has_room(HcExport *self)
{
	if (self->held->len < HC_LIMIT_OBJECTS)
		return TRUE;
	if (!self->is_full)
		hc_input_warn(self->input,
			"limit HC_LIMIT_OBJECTS (%d) reached; what came before is used",
			HC_LIMIT_OBJECTS);
	self->is_full = TRUE;
	return FALSE;
}

void
hc_export_take(HcExport *self, const char *type, const char *hint, HcExchangeObject *bag)
{
	Held held = { bag, HC_KIND_SEND_CONNECTOR, { .known = FALSE } };

	if (!find_kind(self, type, hint, bag, &held.kind)) {
		note_unused(self, type, hint);
		hc_exchange_object_free(bag);
		return;
	}
	if (!has_room(self)) {
		hc_exchange_object_free(bag);
		return;
	}
	hc_export_side_read(&self->sides, bag, &held.own);
	note_common(self, &held.own);
	g_array_append_val(self->held, held);
}

static void
take_empty(HcExport *self, const char *hint, const char *why)
{
	Empty *empty = NULL;
	HcKind kind = HC_KIND_SEND_CONNECTOR;

	if (!kind_by_name(self, hint, &kind)) {
		if (hint == NULL)
			hc_input_warn(self->input, "an empty answer, and the file's name does not "
						   "tell of which cmdlet");
		return;
	}
	empty = g_new0(Empty, 1);
	empty->kind = kind;
	empty->why = g_strdup(why);
	g_ptr_array_add(self->empty, empty);
}

void
hc_export_answered(HcExport *self, const char *hint)
{
	take_empty(self, hint, NULL);
}

void
hc_export_failed(HcExport *self, const char *hint, const char *why)
{
	take_empty(self, hint, why != NULL ? why : "the cmdlet failed");
}

void
hc_export_drop(HcExport *self)
{
	g_array_set_size(self->held, 0);
	g_ptr_array_set_size(self->empty, 0);
	g_ptr_array_set_size(self->unused, 0);
	hc_export_sides_clear(&self->sides);
	hc_export_sides_init(&self->sides);
	self->common = (HcExportSide){ .known = FALSE };
	self->is_mixed = self->is_full = FALSE;
}

void
hc_export_damaged(HcExport *self)
{
	self->is_damaged = TRUE;
}

/* --- sides ------------------------------------------------------------------------------------ */

static void
warn_no_side(HcExport *self, HcKind kind)
{
	if (self->unsettled[kind])
		return;
	self->unsettled[kind] = TRUE;
	hc_input_warn(self->input,
		"%s: nothing in it tells whether it is of Exchange on premises or of Exchange "
		"Online, so it is not used; put \"onprem\" or \"online\" into the file's name, as "
		"in "
		"onprem-org-%s.clixml",
		hc_kind_noun(kind), hc_kind_noun(kind));
}

static void
warn_sides_differ(HcExport *self, HcKind kind, HcSide side)
{
	if (!self->name.has_side || self->sides_differ || self->name.side == side)
		return;
	hc_input_warn(self->input, "its name says \"%s\", but %s in it is of \"%s\": that counts",
		hc_side_word(self->name.side), hc_kind_noun(kind), hc_side_word(side));
	self->sides_differ = TRUE;
}

static gboolean
settle_side(HcExport *self, HcKind kind, const HcExportSide *own, HcSide *ret_side)
{
	const HcExportSide named = { self->name.has_side, self->name.side, NULL };
	const HcExportSigns signs = { own, self->is_mixed ? NULL : &self->common, &named };

	if (!hc_export_side_settle(kind, &signs, ret_side)) {
		warn_no_side(self, kind);
		return FALSE;
	}
	warn_sides_differ(self, kind, *ret_side);
	return TRUE;
}

/* Whether the name of the file may tell the server of such objects. */
static const char *
named_server(const HcExport *self, HcKind kind, HcSide side)
{
	return side == HC_SIDE_EDGE || hc_export_kind_is_local(kind) ? self->name.server : NULL;
}

static const char *
organisation_of(const HcExport *self, const HcExportSide *own, HcSide side)
{
	if (own != NULL && own->organisation != NULL)
		return own->organisation;
	return self->is_mixed || self->common.side != side ? NULL : self->common.organisation;
}

static void
place_object(HcExport *self, Held *held, HcExportEvents *events)
{
	HcExportPlace place = { .kind = held->kind };
	g_autofree char *server = hc_export_side_server(held->kind, held->bag);

	if (!settle_side(self, held->kind, &held->own, &place.side))
		return;
	place.server = server != NULL ? server : named_server(self, held->kind, place.side);
	place.organisation = organisation_of(self, &held->own, place.side);
	hc_export_events_object(events, &place, g_steal_pointer(&held->bag));
}

static void
place_empty(HcExport *self, const Empty *empty, HcExportEvents *events)
{
	HcExportPlace place = { .kind = empty->kind };

	if (!settle_side(self, empty->kind, NULL, &place.side))
		return;
	place.server = named_server(self, empty->kind, place.side);
	place.organisation = organisation_of(self, NULL, place.side);
	hc_export_events_empty(events, &place, empty->why);
}

/* --- the end ---------------------------------------------------------------------------------- */

static void
warn_unused(HcExport *self)
{
	const GPtrArray *names = self->unused;
	GString *shown = g_string_new(NULL);

	for (guint i = 0; i < MIN(names->len, NAMES_SHOWN); i++)
		g_string_append_printf(
			shown, "%s%s", i > 0 ? ", " : "", (const char *)names->pdata[i]);
	if (names->len > 0)
		hc_input_warn(self->input, "not used: %s%s", shown->str,
			names->len > NAMES_SHOWN ? " and more" : "");
	g_string_free(shown, TRUE);
}

static void
export_free(HcExport *self)
{
	hc_export_name_clear(&self->name);
	g_free(self->type);
	g_array_unref(self->held);
	g_ptr_array_unref(self->empty);
	g_ptr_array_unref(self->unused);
	hc_export_sides_clear(&self->sides);
	g_free(self);
}

void
hc_export_finish(HcExport *self)
{
	g_autoptr(HcExportEvents) events = hc_export_events_new(self->input);

	if (self->is_damaged || self->is_full)
		hc_export_events_narrow(events, narrow_damaged);
	else if (self->name.is_selection)
		hc_export_events_narrow(events, narrow_selection);
	for (guint i = 0; i < self->held->len; i++)
		place_object(self, &g_array_index(self->held, Held, i), events);
	for (guint i = 0; i < self->empty->len; i++)
		place_empty(self, self->empty->pdata[i], events);
	hc_export_events_deliver(events, self->builder);
	warn_unused(self);
	if (!self->input->usable && self->input->warnings->len == 0)
		hc_input_warn(self->input, "no answer of a cmdlet that is used here");
	export_free(self);
}
