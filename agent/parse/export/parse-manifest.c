/*
 * The manifest.json of a collection made by packaging/collector/Export-HybridCheck.ps1.
 * Room: parse.
 */
#include "agent/parse/parser.h"

#include "agent/base/limits.h"
#include "agent/parse/text/encoding.h"

#include <jansson.h>
#include <string.h>

#define SCHEMA "hybridcheck-collection/1"

typedef struct {
	HcEvidenceBuilder *builder; /* borrowed */
	HcInput *input;             /* borrowed */
	HcEncoding *encoding;
	GString *text;
	gboolean too_long;
} ManifestParser;

static HcParser *
create(HcEvidenceBuilder *builder, HcInput *input)
{
	ManifestParser *self = g_new0(ManifestParser, 1);

	self->builder = builder;
	self->input = input;
	self->encoding = hc_encoding_new();
	self->text = g_string_new(NULL);
	return (HcParser *)self;
}

static gboolean
take(ManifestParser *self, const char *text, gsize length)
{
	if (self->too_long)
		return FALSE;
	if (length > HC_LIMIT_MANIFEST_BYTES - self->text->len) {
		hc_input_warn(self->input,
			"limit HC_LIMIT_MANIFEST_BYTES (%d octets) reached: not read as a manifest",
			HC_LIMIT_MANIFEST_BYTES);
		self->too_long = TRUE;
		return FALSE;
	}
	g_string_append_len(self->text, text, (gssize)length);
	return TRUE;
}

static gboolean
feed(HcParser *parser, const guint8 *data, gsize length)
{
	ManifestParser *self = (ManifestParser *)parser;
	gsize n = 0;
	const char *text = hc_encoding_feed(self->encoding, data, length, &n);

	return take(self, text, n);
}

/* --- members ---------------------------------------------------------------------------------- */

/* NULL if it is absent, null, empty or no string. */
static char *
dup_text(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return hc_text_is_empty(text) ? NULL : g_strdup(text);
}

static HcTime
time_of(const json_t *object, const char *key, HcInput *input)
{
	const char *text = json_string_value(json_object_get(object, key));
	HcTime when = HC_TIME_NONE;
	g_autofree char *shown = NULL;

	if (hc_text_is_empty(text) || hc_when_parse_rfc3339(text, &when, NULL))
		return when;
	shown = hc_text_excerpt(text, HC_LIMIT_REPORT_TEXT);
	hc_input_warn(input, "\"%s\": \"%s\" is no time as RFC 3339 writes it", key, shown);
	return HC_TIME_NONE;
}

static gboolean
side_from_word(const char *word, HcSide *ret_side)
{
	static const char *const words[HC_N_SIDES] = {
		[HC_SIDE_ONPREM] = "onprem",
		[HC_SIDE_TENANT] = "online",
		[HC_SIDE_EDGE] = "edge",
	};

	for (guint i = 0; i < HC_N_SIDES; i++) {
		if (g_strcmp0(word, words[i]) == 0) {
			*ret_side = (HcSide)i;
			return TRUE;
		}
	}
	return FALSE;
}

/* --- entries ---------------------------------------------------------------------------------- */

/* A manifest speaks of files beside it and of no others. */
static gboolean
is_plain_name(const char *name)
{
	return strpbrk(name, "/\\") == NULL && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

/* NULL with a warning if it says too little to be used. */
static HcCollectionEntry *
read_entry(const json_t *object, guint number, HcInput *input)
{
	g_autoptr(HcCollectionEntry) entry = hc_collection_entry_new();
	const json_t *count = json_object_get(object, "count");

	entry->cmdlet = dup_text(object, "cmdlet");
	entry->noun = dup_text(object, "noun");
	entry->server = dup_text(object, "server");
	entry->file = dup_text(object, "file");
	entry->error = dup_text(object, "error");
	entry->sha256 = dup_text(object, "sha256");
	entry->asked = time_of(object, "asked", input);
	if (json_is_integer(count))
		entry->count = json_integer_value(count);
	if (entry->cmdlet == NULL || entry->noun == NULL ||
		!hc_collected_from_word(
			json_string_value(json_object_get(object, "status")), &entry->status)) {
		hc_input_warn(input, "entry %u: without cmdlet, noun or a known status", number);
		return NULL;
	}
	if (entry->file != NULL && !is_plain_name(entry->file)) {
		hc_input_warn(
			input, "entry %u: its file is not beside the manifest: left out", number);
		return NULL;
	}
	return g_steal_pointer(&entry);
}

static void
read_entries(const json_t *list, HcCollection *collection, HcInput *input)
{
	const gsize n = json_array_size(list);

	if (n > HC_LIMIT_MANIFEST_ENTRIES)
		hc_input_warn(input,
			"limit HC_LIMIT_MANIFEST_ENTRIES reached: the first %d of %" G_GSIZE_FORMAT
			" entries are used",
			HC_LIMIT_MANIFEST_ENTRIES, n);
	for (gsize i = 0; i < MIN(n, HC_LIMIT_MANIFEST_ENTRIES); i++) {
		HcCollectionEntry *entry = read_entry(json_array_get(list, i), (guint)i + 1, input);

		if (entry != NULL)
			g_ptr_array_add(collection->entries, entry);
	}
}

/* --- the whole -------------------------------------------------------------------------------- */

/* NULL with a warning if it is not JSON, not of this schema, or of no side. */
static HcCollection *
read_collection(const json_t *root, HcInput *input)
{
	g_autoptr(HcCollection) collection = hc_collection_new(input->path);
	const json_t *redaction = json_object_get(root, "redaction");

	if (g_strcmp0(json_string_value(json_object_get(root, "schema")), SCHEMA) != 0) {
		hc_input_warn(input, "not a manifest: its \"schema\" is not \"%s\"", SCHEMA);
		return NULL;
	}
	if (!side_from_word(json_string_value(json_object_get(root, "side")), &collection->side)) {
		hc_input_warn(input, "its \"side\" is neither onprem, edge nor online");
		return NULL;
	}
	if (!json_is_array(json_object_get(root, "entries"))) {
		hc_input_warn(input, "it has no list of entries");
		return NULL;
	}
	collection->computer = dup_text(root, "computer");
	collection->organisation =
		dup_text(json_object_get(root, "organisation"), "distinguishedName");
	collection->started = time_of(root, "started", input);
	/* What is not said to be untouched has to be taken for masked. */
	collection->redacted = !json_is_false(json_object_get(redaction, "redacted"));
	read_entries(json_object_get(root, "entries"), collection, input);
	return g_steal_pointer(&collection);
}

static void
deliver(ManifestParser *self, HcCollection *collection)
{
	self->input->as_of = collection->started;
	if (collection->started != HC_TIME_NONE)
		self->input->as_of_from = g_strdup("content");
	self->input->n_objects = collection->entries->len;
	hc_evidence_builder_take_collection(self->builder, collection);
}

static void
read_text(ManifestParser *self)
{
	json_error_t error = { 0 };
	json_auto_t *root =
		json_loadb(self->text->str, self->text->len, JSON_REJECT_DUPLICATES, &error);
	g_autoptr(HcCollection) collection = NULL;

	if (root == NULL) {
		g_autofree char *shown = hc_text_excerpt(error.text, HC_LIMIT_REPORT_TEXT);

		hc_input_warn(self->input, "not a manifest: line %d: %s", error.line, shown);
		return;
	}
	collection = read_collection(root, self->input);
	if (collection != NULL)
		deliver(self, g_steal_pointer(&collection));
}

static void
finish(HcParser *parser)
{
	ManifestParser *self = (ManifestParser *)parser;
	gsize n = 0;
	const char *text = hc_encoding_finish(self->encoding, &n);

	if (take(self, text, n))
		read_text(self);
	hc_encoding_warn(self->encoding, self->input);
	hc_encoding_free(self->encoding);
	g_string_free(self->text, TRUE);
	g_free(self);
}

const HcParserClass hc_parse_manifest = { create, feed, finish };
