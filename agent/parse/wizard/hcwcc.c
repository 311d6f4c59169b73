/* The wizard's .cc file: part of the last run's record as one JSON object.  Room: parse. */
#include "agent/parse/parser.h"

#include "agent/base/limits.h"
#include "agent/base/text.h"
#include "agent/parse/text/encoding.h"
#include "agent/parse/wizard/record.h"

#include <jansson.h>
#include <stdlib.h>

typedef struct {
	HcEvidenceBuilder *builder; /* borrowed */
	HcInput *input;             /* borrowed */
	HcEncoding *encoding;
	GString *text;
	gboolean too_long;
} CcParser;

static HcParser *
create(HcEvidenceBuilder *builder, HcInput *input)
{
	CcParser *self = g_new0(CcParser, 1);

	self->builder = builder;
	self->input = input;
	self->encoding = hc_encoding_new();
	self->text = g_string_new(NULL);
	return (HcParser *)self;
}

static gboolean
take(CcParser *self, const char *text, gsize length)
{
	if (self->too_long || length > HC_LIMIT_RECORD_BYTES - self->text->len) {
		if (!self->too_long)
			hc_input_warn(self->input,
				"longer than %d octets: not read as a run record",
				HC_LIMIT_RECORD_BYTES);
		self->too_long = TRUE;
		return FALSE;
	}
	g_string_append_len(self->text, text, (gssize)length);
	return TRUE;
}

static gboolean
feed(HcParser *parser, const guint8 *data, gsize length)
{
	CcParser *self = (CcParser *)parser;
	gsize n = 0;
	const char *text = hc_encoding_feed(self->encoding, data, length, &n);

	return take(self, text, n);
}

/* Newer writers may wrap a value as {"Type": …, "Value": …}. */
static const json_t *
unwrap(const json_t *value)
{
	const json_t *inner = json_object_get(value, "Value");

	return inner != NULL ? inner : value;
}

static void
put_value(HcRunRecord *record, const char *key, const json_t *value)
{
	g_autofree char *copy = NULL;
	char *printed = NULL;

	value = unwrap(value);
	if (json_is_string(value) || json_is_null(value)) {
		hc_record_put(record, key, json_string_value(value));
		return;
	}
	printed = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
	copy = g_strdup(printed);
	free(printed);
	hc_record_put(record, key, copy);
}

/* NULL with a warning if @text is not one JSON object. */
static HcRunRecord *
read_record(const GString *text, HcInput *input)
{
	json_auto_t *root = NULL;
	g_autoptr(HcRunRecord) record = hc_run_record_new();
	json_error_t error = { 0 };

	root = json_loadb(text->str, text->len, 0, &error);
	if (!json_is_object(root)) {
		g_autofree char *shown = hc_text_excerpt(error.text, HC_LIMIT_REPORT_TEXT);

		hc_input_warn(input, "not a run record: %s",
			root == NULL ? shown : "its JSON is not an object");
		return NULL;
	}
	for (void *at = json_object_iter(root); at != NULL; at = json_object_iter_next(root, at))
		put_value(record, json_object_iter_key(at), json_object_iter_value(at));
	if (!hc_record_has_known(record)) {
		hc_input_warn(input, "not a run record: it has none of its keys");
		return NULL;
	}
	return g_steal_pointer(&record);
}

static void
deliver(CcParser *self, HcRunRecord *record)
{
	if (record->head.status == HC_FACT_MALFORMED)
		hc_input_warn(self->input, "run record: %s", record->head.why);
	else
		record->head.status = HC_FACT_COLLECTED;
	record->head.origin.input = g_strdup(self->input->path);
	record->head.origin.vantage = g_strdup("wizard");
	record->head.origin.as_of = record->time;
	self->input->as_of = record->time;
	self->input->as_of_from = g_strdup("content");
	self->input->n_objects = 1;
	self->input->usable = TRUE;
	hc_evidence_builder_take_record(self->builder, record);
}

static void
finish(HcParser *parser)
{
	CcParser *self = (CcParser *)parser;
	gsize n = 0;
	const char *text = hc_encoding_finish(self->encoding, &n);
	HcRunRecord *record = NULL;

	if (take(self, text, n))
		record = read_record(self->text, self->input);
	hc_encoding_warn(self->encoding, self->input);
	if (record != NULL)
		deliver(self, record);
	hc_encoding_free(self->encoding);
	g_string_free(self->text, TRUE);
	g_free(self);
}

const HcParserClass hc_parse_hcwcc = { create, feed, finish };
