/*
 * libxml2 as a push parser of a *sequence* of elements.  Room: parse.
 * In: chunks in any encoding of agent/parse/text/encoding.h.  Out: calls for start tags, end tags
 * and text below a root of ours; one call for each place of damage, and one for where reading goes
 * on.
 *
 * Nothing is resolved: a document type declaration cannot stand below our root and is refused
 * there, with the whole rest of the input.  libxml2 runs in recovery mode for one reason only:
 * files copied one behind the other have an XML declaration in the middle.  Every other error is
 * damage: what libxml2 makes of the rest is not asked, and a fresh one reads on below a fresh root
 * from the next start tag of a cmdlet (xml-kept.h).  Limits count over the whole input.
 * XML_PARSE_HUGE stays off, so that libxml2's own bounds back ours.
 */
#pragma once

#include "agent/evidence/evidence-build.h"

typedef struct {
	/* @attributes: five pointers each, as SAX2 has them.  Names are of hc_xml_push_intern(). */
	void (*start)(gpointer user, const unsigned char *name, const unsigned char **attributes,
		int n_attributes);
	void (*end)(gpointer user);
	void (*text)(gpointer user, const char *text, gsize length);
	/* An XML declaration that is not at the start. */
	void (*joined)(gpointer user);
	/* @what reads on with the place: "cut off after".  Only resume, if any, follows. */
	void (*damage)(gpointer user, const char *what);
	/* Nothing is open any more; interned names are no longer valid. */
	void (*resume)(gpointer user);
} HcXmlPushHandler;

typedef struct HcXmlPush HcXmlPush;

/* @handler must outlive the result. */
HcXmlPush *hc_xml_push_new(const HcXmlPushHandler *handler, gpointer user);
void hc_xml_push_free(HcXmlPush *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcXmlPush, hc_xml_push_free)

/* The one address every element or attribute of this name comes with, until resume is called. */
const unsigned char *hc_xml_push_intern(const HcXmlPush *self, const char *name);

void hc_xml_push_feed(HcXmlPush *self, const guint8 *data, gsize length);
/* The end of the input; open elements are damage. */
void hc_xml_push_close(HcXmlPush *self);

/* Called from start: this tag can only stand here through damage before it; reads on with it. */
void hc_xml_push_refuse_tag(HcXmlPush *self, const char *what);
/* Ends the reading at a limit of base/limits.h: calls damage; no other call follows. */
void hc_xml_push_stop_at_limit(HcXmlPush *self, const char *limit);
gboolean hc_xml_push_is_stopped(const HcXmlPush *self);

/* "line 7 (octet 123)"; without octets where decoding makes them uncountable. */
char *hc_xml_push_where(const HcXmlPush *self);
/* Warns of what was no character. */
void hc_xml_push_warn(const HcXmlPush *self, HcInput *input);
