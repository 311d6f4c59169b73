/*
 * CLIXML: what Export-Clixml writes.  Room: parse.
 * In: the file form, one or several <Objs>, or what a console prints.  Out: its objects, handed to
 * agent/parse/export/export.h, which finds out what cmdlet they are the answer of.
 */
#include "agent/base/limits.h"
#include "agent/parse/clixml/clixml-reader.h"
#include "agent/parse/export/export.h"
#include "agent/parse/parser.h"

struct HcParser {
	HcExport *export;
	HcInput *input;
	HcClixmlReader *reader;
};

static void
take_object(gpointer user, const char *type, HcExchangeObject *bag)
{
	HcParser *self = user;

	hc_export_take(self->export, type, NULL, bag);
}

static HcParser *
clixml_create(HcEvidenceBuilder *builder, HcInput *input)
{
	HcParser *self = g_new0(HcParser, 1);

	self->export = hc_export_new(builder, input);
	self->input = input;
	self->reader = hc_clixml_reader_new(input, take_object, self);
	return self;
}

static gboolean
clixml_feed(HcParser *self, const guint8 *data, gsize length)
{
	return hc_clixml_reader_feed(self->reader, data, length);
}

/* An error instead of an answer, no answer at all, or things that are no objects of a cmdlet. */
static void
settle_nothing(const HcClixmlReader *reader, HcExport *export, HcInput *input)
{
	g_autofree char *why =
		g_strstrip(hc_text_excerpt(reader->error->str, HC_LIMIT_REPORT_TEXT));
	g_autofree char *other = hc_text_excerpt(reader->other, HC_LIMIT_REPORT_TEXT);

	if (*why != '\0')
		hc_export_failed(export, NULL, why);
	else if (reader->n_documents > 0 && reader->n_items == 0 && !reader->damaged)
		hc_export_answered(export, NULL);
	else if (reader->other != NULL)
		hc_input_warn(input, "not used: %s", other);
}

static void
clixml_finish(HcParser *self)
{
	HcClixmlReader *reader = self->reader;
	HcExport *export = self->export;

	hc_clixml_reader_close(reader);
	if (reader->push.doctype)
		hc_export_drop(export);
	else if (reader->subjects.n_taken == 0)
		settle_nothing(reader, export, self->input);
	/* What lies inside of a tool's own result may be a part of the answer. */
	if (reader->damaged || reader->nested)
		hc_export_damaged(export);
	hc_clixml_reader_free(reader);
	hc_export_finish(export);
	g_free(self);
}

const HcParserClass hc_parse_clixml = { clixml_create, clixml_feed, clixml_finish };
