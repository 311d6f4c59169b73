/*
 * libxml2 as it is asked and as it answers, for xml-push.c alone.  Room: parse.
 * In: decoded text.  Out: the calls of HcXmlPushHandler, and where in the input damage lies.
 */
#pragma once

#include "agent/parse/wizard/xml-push.h"

struct _xmlParserCtxt;

typedef enum {
	HC_XML_READING,
	HC_XML_SEEKING, /* behind damage: for a start tag to go on with */
	HC_XML_STOPPED,
} HcXmlState;

typedef struct {
	const HcXmlPushHandler *handler;
	gpointer user;
	struct _xmlParserCtxt *xml;
	guint depth; /* open elements, our root included */
	guint n_elements;
	HcXmlState state;
	gboolean closing; /* our root is being closed: an error now means that the input was cut */
	GString *section; /* CDATA: the last octets before those that come next */

	guint64 begin;     /* octet at which our root was opened; octets are without our roots */
	guint64 told;      /* octet up to which tags were told, but for inner ones */
	guint64 damage;    /* octet at which libxml2 stood when it found the damage */
	guint damage_line; /* of this octet */
	gboolean damage_early; /* the damage may lie anywhere behind @told */
} HcXmlSax;

void hc_xml_sax_init(HcXmlSax *self, const HcXmlPushHandler *handler, gpointer user);
void hc_xml_sax_clear(HcXmlSax *self);

/* A fresh libxml2 below a fresh root, at a place of the input. */
void hc_xml_sax_begin(HcXmlSax *self, guint64 octet, guint line);
void hc_xml_sax_parse(HcXmlSax *self, const char *text, gsize length);
/* What libxml2 still waits for the end of has none: has it say what is wrong with it. */
void hc_xml_sax_force(HcXmlSax *self);
/* The end of the input. */
void hc_xml_sax_close(HcXmlSax *self);

/* As hc_xml_push_intern(). */
const unsigned char *hc_xml_sax_intern(const HcXmlSax *self, const char *name);

/* Of the input, where libxml2 reads next. */
guint64 hc_xml_sax_octet(const HcXmlSax *self);
guint hc_xml_sax_line(const HcXmlSax *self);

/* Only the first damage since hc_xml_sax_begin() counts: the state is then to seek. */
void hc_xml_sax_damage(HcXmlSax *self, const char *what);
/* As above, where the damage lies before what is told now. */
void hc_xml_sax_damage_early(HcXmlSax *self, const char *what);
/* As hc_xml_push_stop_at_limit(). */
void hc_xml_sax_stop_at_limit(HcXmlSax *self, const char *limit);
