/* The XML inside a run record.  Room: parse. */
#include "agent/parse/wizard/comment-xml.h"

#include "agent/base/limits.h"
#include "agent/base/text.h"
#include "agent/parse/wizard/record.h"

#include <libxml/parser.h>
#include <string.h>

/* The elements have no root of their own; XML wants one. */
#define ROOT_START "<record>"
#define ROOT_END "</record>"
#define DEPTH_KEY 2

G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlParserCtxt, xmlFreeParserCtxt)

typedef struct {
	HcRunRecord *record;
	guint depth;
	char *key; /* of the element we are in */
	GString *value;
} Reader;

static void
start_element(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
	int n_namespaces, const xmlChar **namespaces, int n_attributes, int n_defaulted,
	const xmlChar **attributes)
{
	Reader *self = data;

	(void)prefix;
	(void)uri;
	(void)n_namespaces;
	(void)namespaces;
	(void)n_attributes;
	(void)n_defaulted;
	(void)attributes;
	if (++self->depth != DEPTH_KEY)
		return;
	g_free(self->key);
	self->key = g_strdup((const char *)name);
	g_string_truncate(self->value, 0);
}

static void
end_element(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	Reader *self = data;

	(void)name;
	(void)prefix;
	(void)uri;
	if (self->depth-- == DEPTH_KEY)
		hc_record_put(self->record, self->key, self->value->str);
}

static void
characters(void *data, const xmlChar *text, int length)
{
	Reader *self = data;

	if (self->depth >= DEPTH_KEY)
		g_string_append_len(self->value, (const char *)text, length);
}

/* Only the five entities of XML itself: libxml2 knows those without asking. */
static const xmlSAXHandler handler = {
	.initialized = XML_SAX2_MAGIC,
	.startElementNs = start_element,
	.endElementNs = end_element,
	.characters = characters,
	.cdataBlock = characters,
};

static gboolean
feed(xmlParserCtxt *context, const char *xml, gsize length, gboolean last)
{
	return xmlParseChunk(context, xml, (int)length, last) == XML_ERR_OK;
}

static char *
reason(xmlParserCtxt *context)
{
	const xmlError *error = xmlCtxtGetLastError(context);
	g_autofree char *said = g_strdup(error != NULL ? error->message : NULL);
	g_autofree char *shown = NULL;

	if (said != NULL)
		shown = hc_text_excerpt(g_strchomp(said), HC_LIMIT_REPORT_TEXT);
	return g_strdup_printf("its XML is damaged: %s", shown != NULL ? shown : "no reason given");
}

gboolean
hc_comment_xml_read(HcRunRecord *record, const char *xml, gsize length, char **ret_why)
{
	g_autoptr(GString) value = g_string_new(NULL);
	Reader reader = { .record = record, .value = value };
	xmlSAXHandler own = handler; /* libxml2 copies it, but its parameter is not const */
	g_autoptr(xmlParserCtxt) context = NULL;
	gboolean whole = FALSE;

	g_return_val_if_fail(length <= HC_LIMIT_COMMENT_INFLATED * 2, FALSE);
	context = xmlCreatePushParserCtxt(&own, &reader, NULL, 0, NULL);
	if (context == NULL) {
		*ret_why = g_strdup("no memory for its XML");
		return FALSE;
	}
	xmlCtxtUseOptions(context, XML_PARSE_NONET);
	whole = feed(context, ROOT_START, strlen(ROOT_START), FALSE) &&
		feed(context, xml, length, FALSE) &&
		feed(context, ROOT_END, strlen(ROOT_END), TRUE);
	g_free(reader.key);
	if (!whole)
		*ret_why = reason(context);
	return whole;
}
