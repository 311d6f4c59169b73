/* libxml2, as it is asked and as it answers.  Room: parse. */
#include "agent/parse/wizard/xml-sax.h"
#include "agent/base/limits.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#define ROOT_START "<r> " /* four octets: libxml2 looks at four to guess an encoding */
#define ROOT_END "</r>"
#define MESSAGE_CHARS 200 /* of what libxml2 says */
#define CMDLET_END "</invoke>"
#define TOLD_DEPTH 3 /* our root, cmdlets and their parts: noting each property costs time */

#if LIBXML_VERSION >= 21200
typedef const xmlError *XmlErrorArgument;
#else
typedef xmlError *XmlErrorArgument;
#endif

static const char *
limit_reached(const HcXmlSax *self, int n_attributes)
{
	if (self->depth > HC_LIMIT_XML_DEPTH)
		return "HC_LIMIT_XML_DEPTH";
	if (self->n_elements > HC_LIMIT_XML_ELEMENTS)
		return "HC_LIMIT_XML_ELEMENTS";
	return n_attributes > HC_LIMIT_XML_ATTRIBUTES ? "HC_LIMIT_XML_ATTRIBUTES" : NULL;
}

/* --- where it is, and what is wrong there ----------------------------------------------------- */

/* Octet of the input that libxml2 reads next. */
guint64
hc_xml_sax_octet(const HcXmlSax *self)
{
	const xmlParserInput *in = self->xml->input;
	const guint64 n_root = strlen(ROOT_START);
	guint64 consumed = 0;

	if (in != NULL)
		consumed = in->consumed + (guint64)(in->cur - in->base);
	return self->begin + (consumed > n_root ? consumed - n_root : 0);
}

guint
hc_xml_sax_line(const HcXmlSax *self)
{
	return (guint)MAX(xmlSAX2GetLineNumber(self->xml), 1);
}

/* libxml2 looks no further; xmlStopParser() would free what its callers still look at. */
static void
halt(HcXmlSax *self)
{
	self->xml->disableSAX = 1;
	self->xml->instate = XML_PARSER_EOF;
}

static void
stop(HcXmlSax *self, const char *what)
{
	if (self->state == HC_XML_STOPPED)
		return;
	self->handler->damage(self->user, what);
	self->state = HC_XML_STOPPED;
	halt(self);
}

void
hc_xml_sax_stop_at_limit(HcXmlSax *self, const char *limit)
{
	g_autofree char *what = g_strdup_printf("limit %s reached at", limit);

	stop(self, what);
}

/* What libxml2 says from here on is not heard. */
void
hc_xml_sax_damage(HcXmlSax *self, const char *what)
{
	if (self->state != HC_XML_READING)
		return;
	self->damage = hc_xml_sax_octet(self);
	self->damage_line = hc_xml_sax_line(self);
	self->handler->damage(self->user, what);
	self->state = HC_XML_SEEKING;
	halt(self);
}

void
hc_xml_sax_damage_early(HcXmlSax *self, const char *what)
{
	self->damage_early = TRUE;
	hc_xml_sax_damage(self, what);
}

/* --- what libxml2 calls ----------------------------------------------------------------------- */

static void
on_start(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
	int n_namespaces, const xmlChar **namespaces, int n_attributes, int n_defaulted,
	const xmlChar **attributes)
{
	HcXmlSax *self = data;
	const char *limit = NULL;

	(void)prefix;
	(void)uri;
	(void)n_namespaces;
	(void)namespaces;
	(void)n_defaulted;
	self->depth++;
	self->n_elements++;
	if (self->state != HC_XML_READING || self->depth == 1)
		return;
	limit = limit_reached(self, n_attributes);
	if (limit != NULL)
		hc_xml_sax_stop_at_limit(self, limit);
	else
		self->handler->start(self->user, name, attributes, n_attributes);
	if (self->depth <= TOLD_DEPTH && self->state == HC_XML_READING)
		self->told = hc_xml_sax_octet(self);
}

static void
on_end(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	HcXmlSax *self = data;

	(void)name;
	(void)prefix;
	(void)uri;
	self->depth--;
	if (self->state != HC_XML_READING || self->depth == 0)
		return;
	if (self->depth < TOLD_DEPTH)
		self->told = hc_xml_sax_octet(self);
	self->handler->end(self->user);
}

static void
on_text(void *data, const xmlChar *text, int length)
{
	HcXmlSax *self = data;

	if (self->state == HC_XML_READING)
		self->handler->text(self->user, (const char *)text, (gsize)length);
}

static void
on_cdata(void *data, const xmlChar *text, int length)
{
	HcXmlSax *self = data;
	const gsize n_cut = strlen(CMDLET_END) - 1;

	/* A long section comes in pieces. */
	g_string_append_len(self->section, (const char *)text, length);
	if (g_strstr_len(self->section->str, (gssize)self->section->len, CMDLET_END) != NULL)
		hc_xml_sax_damage_early(self, "a CDATA section runs over the end of a cmdlet at");
	if (self->section->len > n_cut)
		g_string_erase(self->section, 0, (gssize)(self->section->len - n_cut));
	on_text(data, text, length);
}

static void
on_comment(void *data, const xmlChar *text)
{
	if (strstr((const char *)text, CMDLET_END) != NULL)
		hc_xml_sax_damage_early(data, "a comment runs over the end of a cmdlet up to");
}

static void
on_instruction(void *data, const xmlChar *target, const xmlChar *text)
{
	(void)target;
	if (text != NULL && strstr((const char *)text, CMDLET_END) != NULL)
		hc_xml_sax_damage_early(data, "an instruction runs over the end of a cmdlet up to");
}

/* libxml2 stands at the declaration, or one octet behind its start, when it refuses one. */
static gboolean
stands_at_doctype(const HcXmlSax *self)
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
	HcXmlSax *self = data;
	g_autofree char *message = NULL;
	g_autofree char *what = NULL;

	if (self->state != HC_XML_READING || error->level != XML_ERR_FATAL)
		return;
	if (error->code == XML_ERR_RESERVED_XML_NAME) {
		if (self->n_elements > 1)
			self->handler->joined(self->user);
		return;
	}
	if (self->closing) {
		hc_xml_sax_damage(self, "cut off after");
		return;
	}
	if (stands_at_doctype(self)) {
		stop(self, "has a document type declaration, refused, at");
		return;
	}
	message = g_strstrip(hc_text_excerpt(error->message, MESSAGE_CHARS));
	what = g_strdup_printf("not well-formed (%s) at", message);
	hc_xml_sax_damage(self, what);
}

/* --- asking ----------------------------------------------------------------------------------- */

void
hc_xml_sax_init(HcXmlSax *self, const HcXmlPushHandler *handler, gpointer user)
{
	*self = (HcXmlSax){ .handler = handler, .user = user, .section = g_string_new(NULL) };
	hc_xml_sax_begin(self, 0, 1);
}

void
hc_xml_sax_clear(HcXmlSax *self)
{
	xmlFreeParserCtxt(self->xml);
	g_string_free(self->section, TRUE);
}

void
hc_xml_sax_begin(HcXmlSax *self, guint64 octet, guint line)
{
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_cdata,
		.comment = on_comment,
		.processingInstruction = on_instruction,
		.serror = on_error,
	};

	xmlFreeParserCtxt(self->xml);
	self->xml = xmlCreatePushParserCtxt(&sax, self, NULL, 0, NULL);
	if (self->xml == NULL)
		g_error("libxml2 has no memory for a parser");
	/* Without NOENT "&amp;" in an attribute comes as "&#38;"; other entities do not exist here.
	 */
	xmlCtxtUseOptions(self->xml, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_RECOVER);
	self->depth = 0;
	self->begin = octet;
	self->told = octet;
	self->damage_early = FALSE;
	g_string_truncate(self->section, 0);
	self->state = HC_XML_READING;
	xmlParseChunk(self->xml, ROOT_START, (int)strlen(ROOT_START), 0);
	self->xml->input->line = (int)line; /* libxml2 names lines in what it says */
}

void
hc_xml_sax_parse(HcXmlSax *self, const char *text, gsize length)
{
	xmlParseChunk(self->xml, text, (int)length, 0);
}

void
hc_xml_sax_force(HcXmlSax *self)
{
	self->damage_early = TRUE;
	xmlParseChunk(self->xml, NULL, 0, 1);
	hc_xml_sax_damage(self, "does not end before the next cmdlet begins at");
}

void
hc_xml_sax_close(HcXmlSax *self)
{
	self->closing = TRUE;
	if (self->state == HC_XML_READING)
		xmlParseChunk(self->xml, ROOT_END, (int)strlen(ROOT_END), 1);
}

const unsigned char *
hc_xml_sax_intern(const HcXmlSax *self, const char *name)
{
	return xmlDictLookup(self->xml->dict, (const xmlChar *)name, -1);
}
