/*
 * The end of what was read, kept for as long as it may have to be read again.  Room: parse.
 * In: decoded text in pieces.  Out: the place at which the next cmdlet begins in it.
 *
 * Raw "<" stands in no attribute value and in no text of well-formed XML: where the start tag of a
 * cmdlet is found behind a place of damage, reading can go on with it.
 */
#pragma once

#include "agent/base/text.h"

typedef struct {
	GString *text;
	guint64 end; /* octets read so far, up to the end of @text */
	guint line;  /* of the beginning of @text; counted by the functions below alone */
} HcXmlKept;

void hc_xml_kept_init(HcXmlKept *self);
void hc_xml_kept_clear(HcXmlKept *self);

/* Octet at which @text begins. */
guint64 hc_xml_kept_start(const HcXmlKept *self);
/* Adds what was read next. */
void hc_xml_kept_append(HcXmlKept *self, const char *text, gsize length);
/* As above; then leaves out what lies before octet @wanted, uncounted. */
void hc_xml_kept_slide(HcXmlKept *self, const char *text, gsize length, guint64 wanted);
/* Leaves out what lies before octet @wanted and counts its lines. */
void hc_xml_kept_forget(HcXmlKept *self, guint64 wanted);
/* Lines that end from octet @from up to before octet @to. */
guint hc_xml_kept_lines(const HcXmlKept *self, guint64 from, guint64 to);

/* TRUE if @text holds a comment, instruction or section that begins from octet @from to @to. */
gboolean hc_xml_kept_has_unseen(const HcXmlKept *self, guint64 from, guint64 to);
/*
 * Leaves out what lies before the first start tag of a cmdlet.  FALSE if there is none: what stays
 * may be the beginning of one.
 */
gboolean hc_xml_kept_seek(HcXmlKept *self);
/* TRUE if @text holds such a start tag behind its first octet. */
gboolean hc_xml_kept_has_more(const HcXmlKept *self);
