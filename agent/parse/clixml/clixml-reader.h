/*
 * CLIXML's grammar (PowerShell, serialization.cs) over libxml2's calls.  Room: parse.
 * In: octets.  Out: subjects: the objects of the file that have properties.
 *
 * Each element is one frame; what nobody needs is one count of how deep the skipped tree goes, and
 * text is asked for only where it is wanted.  Any object may be referred to from further down in
 * the file, so the value of each is kept, packed; its own properties are not.
 */
#pragma once

#include "agent/parse/clixml/clixml-plain.h"
#include "agent/parse/clixml/clixml-subject.h"

#define HC_CLIXML_FRAMES 132 /* HC_LIMIT_CLIXML_DEPTH and our root, and room to see it reached */

typedef struct {
	HcElement element;
	const HcClixmlPrimitive *primitive;
	HcPropertyName *name;   /* of the property it is the value of; NULL if that is not wanted */
	HcPropertyName *before; /* of Props and MS: the last property in it */
	gboolean own;           /* what it holds are properties of the innermost subject */

	/* Of objects. */
	gboolean ends; /* the innermost subject ends with it */
	const HcClixmlTypeName *type;
	HcClixmlValue *value;
	HcClixmlValue to_string; /* UNKNOWN: there is none */
	HcClixmlValue body;
	gboolean body_is_number;
	HcClixmlValue list; /* LIST or PAIRS as soon as there is a container */
	HcClixmlValue *last;
} HcClixmlFrame;

typedef struct {
	HcClixmlPush push; /* first: libxml2's calls come with its address */
	HcElementNames elements;
	HcPlain plain;
	gboolean libxml2_alone; /* for tests: nothing is plain */
	HcPropertyNames *properties;
	const xmlChar *name_n, *name_s, *name_ref_id, *namespace; /* as interned */

	HcClixmlFrame frames[HC_CLIXML_FRAMES];
	guint n_frames;
	guint n_skipped; /* open elements of the tree that is skipped */
	guint n_elements;
	guint n_nested; /* open objects */

	GString *text; /* of the element that is listened to */
	gsize most_text;
	gboolean too_long;

	HcPool *pool;           /* of the objects: what is kept of the file lies there too */
	HcClixmlIds *objects;   /* RefId -> HcClixmlValue */
	HcClixmlIds *types;     /* RefId -> HcClixmlTypeName */
	GHashTable *type_names; /* text -> HcClixmlTypeName */
	GString *type_id;       /* of the list of types that is open */
	HcClixmlTypeName *open_type;
	HcSubjects subjects;
	HcTroubles troubles;

	/* What was at the top. */
	guint n_documents; /* <Objs> */
	guint n_items;     /* but null and empty containers */
	gboolean nested;   /* a subject was found inside of another */
	GString *error;    /* what a console printed on its error stream */
	char *other;       /* type of the first thing at the top that is no subject; or NULL */

	char *damage; /* said when it is known whether reading goes on; else NULL */
	gboolean damaged;
	HcInput *input; /* for warnings */
} HcClixmlReader;

/* @take is called for each object as it ends, with @user. */
HcClixmlReader *hc_clixml_reader_new(HcInput *input, HcSubjectTaker take, gpointer user);
void hc_clixml_reader_free(HcClixmlReader *self);

/* FALSE: nothing more is wanted. */
gboolean hc_clixml_reader_feed(HcClixmlReader *self, const guint8 *data, gsize length);
/* The end of the input; every warning is given. */
void hc_clixml_reader_close(HcClixmlReader *self);

/* --- for the other halves of the grammar ---------------------------------------------------- */

typedef struct {
	const xmlChar **five; /* SAX2: local name, prefix, namespace, value, its end */
	int n;
} HcClixmlAttributes;

HcClixmlFrame *hc_clixml_reader_push(HcClixmlReader *self, HcElement element);
void hc_clixml_reader_skip(HcClixmlReader *self);
void hc_clixml_reader_skip_unknown(HcClixmlReader *self, const xmlChar *name);
void hc_clixml_reader_listen(HcClixmlReader *self, gsize most_text);
/* Ends listening, with escapes decoded; FALSE if the text is not to be used. */
gboolean hc_clixml_reader_heard(HcClixmlReader *self, const char *what);

/* A start tag is seen; FALSE: nothing of the element is looked at. */
gboolean hc_clixml_reader_count(HcClixmlReader *self);
/* What the start tag means where it stands. */
void hc_clixml_reader_open(HcClixmlReader *self, const HcElementName *element, const xmlChar *name,
	HcClixmlAttributes attributes);
void hc_clixml_reader_end(HcClixmlReader *self);
/* Of what is listened to; libxml2's form. */
void hc_clixml_reader_text(void *data, const xmlChar *text, int length);
/* As the handler of clixml-push.h has it: reads the plain objects that @text begins with. */
gsize hc_clixml_reader_objects(gpointer user, const char *text, gsize length, gboolean *ret_cut);

/* A value, inside @parent. */
void hc_clixml_item_open(HcClixmlReader *self, const HcElementName *element, const xmlChar *name,
	HcClixmlAttributes attributes);
void hc_clixml_item_close_object(HcClixmlReader *self, const HcClixmlFrame *frame);
/* The type of the innermost open object became known. */
void hc_clixml_item_typed(HcClixmlReader *self, const HcClixmlTypeName *type);
/*
 * The property that a value inside of the innermost frame is of, if it is wanted.  @known: what was
 * found for this name before, or NULL; is set to what is found.
 */
HcPropertyName *hc_clixml_item_property(
	HcClixmlReader *self, const char *name, gsize length, HcPropertyName **known);

/* Octets that are wanted of a primitive inside of the innermost frame; 0: it is not looked at. */
gsize hc_clixml_leaf_wanted(
	const HcClixmlReader *self, const HcClixmlPrimitive *primitive, const HcPropertyName *name);
void hc_clixml_leaf_open(
	HcClixmlReader *self, const HcClixmlPrimitive *primitive, HcPropertyName *name);
/* What was listened to; valid until the next listening. */
HcClixmlValue hc_clixml_leaf_heard(
	HcClixmlReader *self, const HcClixmlPrimitive *primitive, const HcPropertyName *name);
void hc_clixml_leaf_close(HcClixmlReader *self, const HcClixmlFrame *frame);

/* Puts @value where the innermost frame wants it: into a property, a list or an object's own. */
void hc_clixml_place(
	HcClixmlReader *self, HcPropertyName *name, const HcClixmlValue *value, gboolean is_number);
