/* libxml2 as a push parser of a sequence of elements.  Room: parse. */
#include "agent/parse/xml-push.h"
#include "agent/base/limits.h"
#include "agent/parse/encoding.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#define ROOT_START "<r> " /* four octets: libxml2 looks at four to guess an encoding */
#define ROOT_END "</r>"
#define SLICE_BYTES (64 * 1024) /* handed to libxml2 at once, so that a huge tag is seen early */
#define MESSAGE_CHARS 200       /* of what libxml2 says */

#if LIBXML_VERSION >= 21200
typedef const xmlError *XmlErrorArgument;
#else
typedef xmlError *XmlErrorArgument;
#endif

struct HcXmlPush {
	const HcXmlPushHandler *handler;
	gpointer user;
	HcEncoding *encoding;
	xmlParserCtxt *xml;
	guint depth; /* open elements, our root included */
	guint n_elements;
	guint64 n_pushed; /* octets, without our root */
	gboolean closing; /* our root is being closed: an error now means that the input was cut */
	gboolean stopped;
};

static const char *
limit_reached(const HcXmlPush *self, int n_attributes)
{
	if (self->depth > HC_LIMIT_XML_DEPTH)
		return "HC_LIMIT_XML_DEPTH";
	if (self->n_elements > HC_LIMIT_XML_ELEMENTS)
		return "HC_LIMIT_XML_ELEMENTS";
	return n_attributes > HC_LIMIT_XML_ATTRIBUTES ? "HC_LIMIT_XML_ATTRIBUTES" : NULL;
}

/* --- what libxml2 calls ----------------------------------------------------------------------- */

static void
on_start(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
	int n_namespaces, const xmlChar **namespaces, int n_attributes, int n_defaulted,
	const xmlChar **attributes)
{
	HcXmlPush *self = data;
	const char *limit = NULL;

	(void)prefix;
	(void)uri;
	(void)n_namespaces;
	(void)namespaces;
	(void)n_defaulted;
	self->depth++;
	self->n_elements++;
	if (self->stopped || self->depth == 1)
		return;
	limit = limit_reached(self, n_attributes);
	if (limit != NULL)
		hc_xml_push_stop_at_limit(self, limit);
	else
		self->handler->start(self->user, name, attributes, n_attributes);
}

static void
on_end(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	HcXmlPush *self = data;

	(void)name;
	(void)prefix;
	(void)uri;
	self->depth--;
	if (!self->stopped && self->depth > 0)
		self->handler->end(self->user);
}

static void
on_text(void *data, const xmlChar *text, int length)
{
	HcXmlPush *self = data;

	if (!self->stopped)
		self->handler->text(self->user, (const char *)text, (gsize)length);
}

/* libxml2 stands at the declaration, or one octet behind its start, when it refuses one. */
static gboolean
stands_at_doctype(const HcXmlPush *self)
{
	static const char word[] = "<!DOCTYPE";
	const xmlParserInput *in = self->xml->input;

	if (in == NULL || in->end - in->cur < (gssize)strlen(word))
		return FALSE;
	return memcmp(in->cur, word, strlen(word)) == 0 ||
	       (in->cur > in->base && memcmp(in->cur - 1, word, strlen(word)) == 0);
}

static void
on_error(void *data, XmlErrorArgument error)
{
	HcXmlPush *self = data;
	g_autofree char *message = NULL;
	g_autofree char *what = NULL;

	if (self->stopped || error->level != XML_ERR_FATAL)
		return;
	if (error->code == XML_ERR_RESERVED_XML_NAME) {
		if (self->n_elements > 1)
			self->handler->joined(self->user);
		return;
	}
	if (self->closing) {
		hc_xml_push_stop(self, "cut off after");
		return;
	}
	if (stands_at_doctype(self)) {
		hc_xml_push_stop(self, "has a document type declaration, refused, at");
		return;
	}
	message = g_strstrip(hc_text_excerpt(error->message, MESSAGE_CHARS));
	what = g_strdup_printf("not well-formed (%s) at", message);
	hc_xml_push_stop(self, what);
}

/* --- the parser ------------------------------------------------------------------------------- */

HcXmlPush *
hc_xml_push_new(const HcXmlPushHandler *handler, gpointer user)
{
	HcXmlPush *self = g_new0(HcXmlPush, 1);
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_text,
		.serror = on_error,
	};

	self->handler = handler;
	self->user = user;
	self->encoding = hc_encoding_new();
	self->xml = xmlCreatePushParserCtxt(&sax, self, NULL, 0, NULL);
	if (self->xml == NULL)
		g_error("libxml2 has no memory for a parser");
	/* Without NOENT "&amp;" in an attribute comes as "&#38;"; other entities do not exist here.
	 */
	xmlCtxtUseOptions(self->xml, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_RECOVER);
	xmlParseChunk(self->xml, ROOT_START, (int)strlen(ROOT_START), 0);
	return self;
}

void
hc_xml_push_free(HcXmlPush *self)
{
	if (self == NULL)
		return;
	xmlFreeParserCtxt(self->xml);
	hc_encoding_free(self->encoding);
	g_free(self);
}

const unsigned char *
hc_xml_push_intern(const HcXmlPush *self, const char *name)
{
	return xmlDictLookup(self->xml->dict, (const xmlChar *)name, -1);
}

static void
push(HcXmlPush *self, const char *text, gsize length)
{
	self->n_pushed += length;
	for (gsize at = 0; at < length && !self->stopped; at += SLICE_BYTES) {
		const xmlParserInput *in = NULL;

		xmlParseChunk(self->xml, text + at, (int)MIN(length - at, SLICE_BYTES), 0);
		in = self->xml->input;
		if (in != NULL && in->end - in->cur > HC_LIMIT_XML_TEXT)
			hc_xml_push_stop_at_limit(self, "HC_LIMIT_XML_TEXT");
	}
}

void
hc_xml_push_feed(HcXmlPush *self, const guint8 *data, gsize length)
{
	gsize n = 0;
	const char *text = hc_encoding_feed(self->encoding, data, length, &n);

	push(self, text, n);
}

void
hc_xml_push_close(HcXmlPush *self)
{
	gsize n = 0;
	const char *text = hc_encoding_finish(self->encoding, &n);

	push(self, text, n);
	self->closing = TRUE;
	if (!self->stopped)
		xmlParseChunk(self->xml, ROOT_END, (int)strlen(ROOT_END), 1);
}

void
hc_xml_push_stop(HcXmlPush *self, const char *what)
{
	if (self->stopped)
		return;
	self->stopped = TRUE;
	self->handler->damage(self->user, what);
}

void
hc_xml_push_stop_at_limit(HcXmlPush *self, const char *limit)
{
	g_autofree char *what = g_strdup_printf("limit %s reached at", limit);

	hc_xml_push_stop(self, what);
}

gboolean
hc_xml_push_is_stopped(const HcXmlPush *self)
{
	return self->stopped;
}

char *
hc_xml_push_where(const HcXmlPush *self)
{
	int line = xmlSAX2GetLineNumber(self->xml);
	gint64 octet = self->closing
			       ? (gint64)self->n_pushed
			       : (gint64)xmlByteConsumed(self->xml) - (gint64)strlen(ROOT_START);

	if (hc_encoding_form(self->encoding) != HC_ENCODING_UTF8 ||
		hc_encoding_n_bad(self->encoding) > 0 || octet < 0)
		return g_strdup_printf("line %d", line);
	return g_strdup_printf("line %d (octet %" G_GINT64_FORMAT ")", line,
		octet + (gint64)hc_encoding_mark(self->encoding));
}

void
hc_xml_push_warn(const HcXmlPush *self, HcInput *input)
{
	hc_encoding_warn(self->encoding, input);
}
