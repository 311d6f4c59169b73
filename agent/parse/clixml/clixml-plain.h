/*
 * Objects as shells write them, told apart without libxml2.  Room: parse.
 * In: valid UTF-8 at a place between two objects.  Out: the tags and texts of one whole object, in
 * order, or that it is not plain: libxml2 is then to read it and to say what is wrong, if anything.
 *
 * Plain is a small part of XML: elements of the grammar without a prefix, N and RefId in double
 * quotes, characters that XML allows, its five entities, text in elements without children only.
 * Whatever else there may be, well-formed or not, is not plain.
 */
#pragma once

#include "agent/parse/clixml/clixml-tags.h"

typedef struct {
	const char *at; /* NULL: there is no such attribute; not NUL-terminated */
	gsize length;
} HcPlainValue;

typedef struct {
	HcPlainSort sort;
	gboolean has_marks; /* in the text of a leaf: entities, or what may be PowerShell's escapes
			     */
	HcPlainTag *tag;    /* as it is remembered, or NULL */
	const HcElementName *element;
	HcPlainValue name, ref_id; /* not of HC_PLAIN_CLOSE */
	HcPlainValue text;         /* of HC_PLAIN_LEAF */
	const char *head;          /* end of the attributes, before ">" or "/>" */
	const char *end;           /* behind all of it */
} HcPlainToken;

typedef enum {
	HC_PLAIN_WHOLE,
	HC_PLAIN_CUT, /* plain as far as it goes: more octets may complete it */
	HC_PLAIN_NOT,
} HcPlainResult;

#define HC_PLAIN_DEPTH 64 /* elements in elements; real ones have about 20 */

typedef struct {
	HcPlainTags tags;
	HcPlainToken *tokens; /* pointing into the text */
	guint n_tokens;
	guint n_allocated;
	gsize length; /* of blanks and the object behind them */
	const HcElementName *open[HC_PLAIN_DEPTH];
	guint n_open;
} HcPlain;

void hc_plain_init(HcPlain *self);
void hc_plain_clear(HcPlain *self);

/* The next object of @text; only of HC_PLAIN_WHOLE what @self holds is to be used. */
HcPlainResult hc_plain_scan(
	HcPlain *self, const HcElementNames *names, const char *text, gsize length);

/* Octets of one of the five entities at @at, which is an ampersand; 0 if it is none of them. */
gsize hc_plain_entity(const char *at, gsize length, char *ret_character);
