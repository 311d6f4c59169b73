/*
 * Texts and primitive values of CLIXML.  Room: parse.
 * In: the characters of one element or attribute.  Out: text as a cmdlet prints the value, in one
 * form whichever shell wrote the file.
 */
#pragma once

#include <glib.h>

/* By the type an element stands for; PowerShell's serialization.cs has the list. */
typedef enum {
	HC_CLIXML_STRING, /* S, URI, SBK, XD: escaped text */
	HC_CLIXML_PLAIN,  /* G, D, Version, SemanticVersion: as it stands */
	HC_CLIXML_CHAR,   /* C: a UTF-16 unit as a decimal number */
	HC_CLIXML_BOOLEAN,
	HC_CLIXML_INTEGER,
	HC_CLIXML_REAL,
	HC_CLIXML_TIME, /* DT */
	HC_CLIXML_SPAN, /* TS */
	HC_CLIXML_OCTETS,
	HC_CLIXML_SECRET, /* SS */
} HcClixmlType;

typedef struct {
	const char *tag;
	HcClixmlType type;
	gint64 min; /* of an integer */
	guint64 max;
} HcClixmlPrimitive;

/* NULL-terminated by a NULL tag. */
extern const HcClixmlPrimitive hc_clixml_primitives[];

/*
 * Decodes _xHHHH_ and _xHHHHHHHH_ in place, once from left to right.  Surrogate pairs become one
 * character; what is none becomes U+FFFD.  Returns how many of those there are.
 */
guint hc_clixml_decode(GString *text);

/*
 * @text, decoded already, becomes the canonical form: "True", "00:10:00", "2026-09-15T08:12:00Z";
 * times without a zone stay as they are, unless @utc says that they are UTC by their name.  FALSE
 * if it is no such value or out of range.
 */
gboolean hc_clixml_normalise(const HcClixmlPrimitive *primitive, gboolean utc, GString *text);

/*
 * What both would make of @text, which has no escape, where that needs no room: @text itself or a
 * static text, not NUL-terminated.  NULL: they are to be asked.
 */
const char *hc_clixml_ready(
	const HcClixmlPrimitive *primitive, const char *text, gsize length, gsize *ret_length);

/*
 * TRUE for what stands where an object was too deep to be written: the name of a type, or
 * DeserializationTooDeep.
 */
gboolean hc_clixml_is_placeholder(const char *text, gsize length);
