/* The only way from bytes to facts.  Room: parse. */
#include "agent/parse/parse.h"
#include "agent/base/limits.h"
#include "agent/parse/parser.h"
#include "agent/parse/sniff.h"

/* By HcInputKind; what is not recognised has no parser. */
static const HcParserClass *const parsers[HC_N_INPUT_KINDS] = {
	[HC_INPUT_NOT_RECOGNISED] = NULL,
	[HC_INPUT_XHCW] = &hc_parse_xhcw,
	[HC_INPUT_HCW_LOG] = &hc_parse_hcwlog,
	[HC_INPUT_HCW_BOOT] = &hc_parse_hcwlog,
	[HC_INPUT_HCW_CC] = &hc_parse_hcwcc,
	[HC_INPUT_JSON_EXPORT] = &hc_parse_json_export,
	[HC_INPUT_CLIXML] = &hc_parse_clixml,
	[HC_INPUT_MANIFEST] = &hc_parse_manifest,
	[HC_INPUT_CERTIFICATE] = &hc_parse_certificate,
};

typedef struct {
	const HcParserClass *class; /* NULL if the file is not recognised */
	HcParser *parser;
	HcEvidenceBuilder *builder;
	HcInput *input;
	gint64 n_read;
} Reading;

static void
warn_printable(HcInput *input, const char *text)
{
	g_autofree char *printable = hc_text_excerpt(text, HC_LIMIT_REPORT_TEXT);

	hc_input_warn(input, "%s", printable);
}

/* Chooses the parser by the first chunk; FALSE if there is none for it. */
static gboolean
begin(Reading *self, const guint8 *data, gsize length)
{
	const char *why = NULL;
	HcInputKind kind = hc_sniff(data, MIN(length, HC_LIMIT_SNIFF_BYTES), &why);

	self->class = parsers[kind];
	if (self->class == NULL) {
		hc_input_warn(self->input, "%s", why != NULL ? why : "not read by this version");
		return FALSE;
	}
	g_free(self->input->kind);
	self->input->kind = g_strdup(hc_input_kind_word(kind));
	self->parser = self->class->create(self->builder, self->input);
	return TRUE;
}

/* The bound that the last @length octets go beyond: of this file, or of all together; NULL if none.
 */
static const char *
limit_reached(Reading *self, gsize length)
{
	self->n_read += (gint64)length;
	if (self->n_read > HC_LIMIT_INPUT_BYTES)
		return "HC_LIMIT_INPUT_BYTES";
	if (hc_evidence_builder_add_octets(self->builder, (gint64)length) > HC_LIMIT_RUN_BYTES)
		return "HC_LIMIT_RUN_BYTES";
	return NULL;
}

/* FALSE at the end of what can be read: a warning says why it is not the end of the file. */
static gboolean
read_chunk(Reading *self, GInputStream *stream, guint8 *chunk, gsize *ret_length)
{
	g_autoptr(GError) error = NULL;
	const char *limit = NULL;

	if (!g_input_stream_read_all(stream, chunk, HC_LIMIT_CHUNK_BYTES, ret_length, NULL, &error))
		warn_printable(self->input, error->message);
	limit = limit_reached(self, *ret_length);
	if (limit == NULL)
		return *ret_length > 0;
	hc_input_warn(self->input,
		"limit %s reached at octet %" G_GINT64_FORMAT "; what came before is used", limit,
		self->n_read - (gint64)*ret_length);
	return FALSE;
}

static void
read_stream(Reading *self, GInputStream *stream)
{
	g_autofree guint8 *chunk = g_malloc(HC_LIMIT_CHUNK_BYTES);
	gsize length = 0;
	gboolean more = read_chunk(self, stream, chunk, &length);

	if (!more && self->input->warnings->len > 0)
		return;
	more = begin(self, chunk, length);
	while (more) {
		more = self->class->feed(self->parser, chunk, length) &&
		       read_chunk(self, stream, chunk, &length);
	}
	if (self->parser != NULL)
		self->class->finish(self->parser);
}

HcInput *
hc_parse_capture(const HcCapture *capture, HcEvidenceBuilder *builder)
{
	Reading reading = { .builder = builder };
	g_autoptr(GError) error = NULL;
	g_autoptr(GInputStream) stream = NULL;

	reading.input = hc_evidence_builder_take_input(
		builder, hc_input_new(hc_capture_name(capture),
				 hc_input_kind_word(HC_INPUT_NOT_RECOGNISED)));
	reading.input->modified = hc_capture_modified(capture);
	if (hc_capture_ending(capture) != HC_ENDING_DONE) {
		warn_printable(reading.input, hc_capture_why(capture));
		return reading.input;
	}
	stream = hc_capture_open(capture, &error);
	if (stream == NULL)
		warn_printable(reading.input, error->message);
	else
		read_stream(&reading, stream);
	return reading.input;
}
