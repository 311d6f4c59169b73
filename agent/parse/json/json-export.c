/* ConvertTo-Json and REST answers of Exchange's cmdlets.  Room: parse. */
#include "agent/parse/parser.h"

#include "agent/base/limits.h"
#include "agent/parse/text/encoding.h"
#include "agent/parse/json/json-document.h"
#include "agent/parse/json/json-scan.h"
#include "agent/parse/sniff.h"

#define PLACE_CHARS 120 /* shown of what jansson says */

typedef struct {
	HcEvidenceBuilder *builder; /* borrowed */
	HcInput *input;             /* borrowed */
	HcEncoding *encoding;
	GString *text;
	gboolean too_long;
} JsonParser;

static HcParser *
create(HcEvidenceBuilder *builder, HcInput *input)
{
	JsonParser *self = g_new0(JsonParser, 1);

	self->builder = builder;
	self->input = input;
	self->encoding = hc_encoding_new();
	self->text = g_string_new(NULL);
	return (HcParser *)self;
}

static gboolean
take(JsonParser *self, const char *text, gsize length)
{
	gsize room = HC_LIMIT_JSON_BYTES - self->text->len;

	if (length > room && !self->too_long) {
		hc_input_warn(self->input,
			"limit HC_LIMIT_JSON_BYTES (%d octets) reached; what came before is used",
			HC_LIMIT_JSON_BYTES);
		self->too_long = TRUE;
	}
	g_string_append_len(self->text, text, (gssize)MIN(length, room));
	return !self->too_long;
}

static gboolean
feed(HcParser *parser, const guint8 *data, gsize length)
{
	JsonParser *self = (JsonParser *)parser;
	gsize n = 0;
	const char *text = hc_encoding_feed(self->encoding, data, length, &n);

	return take(self, text, n);
}

/* --- reading ---------------------------------------------------------------------------------- */

static json_t *
load(const char *text, gsize length, json_error_t *error)
{
	return json_loadb(text, length, 0, error);
}

static void
warn_damage(const JsonParser *self, const json_error_t *error, const char *consequence)
{
	g_autofree char *shown = hc_text_excerpt(error->text, PLACE_CHARS);

	hc_input_warn(self->input, "line %d, column %d: not JSON (%s); %s", error->line,
		error->column, shown, consequence);
}

/* The document up to the last whole object before octet @end; NULL if there is none. */
static json_t *
load_rest(const JsonParser *self, gsize end)
{
	g_autoptr(GString) text = NULL;
	HcJsonScan scan = { 0 };
	json_error_t error = { 0 };

	hc_json_scan(self->text->str, MIN(end, self->text->len), &scan);
	if (scan.whole == 0)
		return NULL;
	text = g_string_new_len(self->text->str, (gssize)scan.whole);
	g_string_append(text, scan.closing);
	return load(text->str, text->len, &error);
}

/* NULL with a warning if nothing can be read; @ret_damaged: it is only part of the document. */
static json_t *
load_document(const JsonParser *self, gboolean *ret_damaged)
{
	HcJsonScan scan = { 0 };
	json_error_t error = { 0 };
	json_t *root = NULL;

	hc_json_scan(self->text->str, self->text->len, &scan);
	if (scan.deepest > HC_LIMIT_JSON_DEPTH) {
		hc_input_warn(self->input, "limit HC_LIMIT_JSON_DEPTH (%d) reached: it is not read",
			HC_LIMIT_JSON_DEPTH);
		return NULL;
	}
	root = load(self->text->str, self->text->len, &error);
	if (root != NULL)
		return root;
	root = load_rest(self, (gsize)MAX(error.position, 0));
	*ret_damaged = TRUE;
	warn_damage(self, &error,
		root != NULL ? "the objects before it are used, and what is missing proves nothing"
			     : "nothing in it can be used");
	return root;
}

static void
not_recognised(const JsonParser *self, const char *why)
{
	g_free(self->input->kind);
	self->input->kind = g_strdup(hc_input_kind_word(HC_INPUT_NOT_RECOGNISED));
	hc_input_warn(self->input, "%s", why);
}

static void
read_document(const JsonParser *self, json_t *root, gboolean is_damaged)
{
	g_autoptr(HcJsonLosses) losses = hc_json_losses_new();
	HcExport *export = hc_export_new(self->builder, self->input);
	const HcJsonSink sink = { export, self->input, losses };
	const char *why = NULL;

	if (is_damaged)
		hc_export_damaged(export);
	why = hc_json_document_read(root, &sink);
	if (why != NULL)
		not_recognised(self, why);
	hc_json_losses_warn(losses, self->input);
	hc_export_finish(export);
}

static void
finish(HcParser *parser)
{
	JsonParser *self = (JsonParser *)parser;
	gsize n = 0;
	const char *text = hc_encoding_finish(self->encoding, &n);
	gboolean is_damaged = FALSE;
	json_auto_t *root = NULL;

	take(self, text, n);
	hc_encoding_warn(self->encoding, self->input);
	root = load_document(self, &is_damaged);
	if (root != NULL)
		read_document(self, root, is_damaged);
	hc_encoding_free(self->encoding);
	g_string_free(self->text, TRUE);
	g_free(self);
}

const HcParserClass hc_parse_json_export = { create, feed, finish };
