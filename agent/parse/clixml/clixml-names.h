/*
 * Names of elements and properties, told apart quickly.  Room: parse.
 * In: names as libxml2 hands them over.  Out: what they mean.
 *
 * Objects of one file have the same properties in the same order: which name follows which is
 * remembered, so that most names cost one comparison.
 */
#pragma once

#include "agent/evidence/exchange-draft.h"
#include "agent/parse/clixml/clixml-push.h"
#include "agent/parse/clixml/clixml-text.h"

typedef enum {
	HC_ELEMENT_OTHER, /* not known */
	HC_ELEMENT_ROOT,  /* ours */
	HC_ELEMENT_OBJS,
	HC_ELEMENT_OBJ,
	HC_ELEMENT_REF,
	HC_ELEMENT_NIL,
	HC_ELEMENT_TN,
	HC_ELEMENT_TNREF,
	HC_ELEMENT_T,
	HC_ELEMENT_TO_STRING,
	HC_ELEMENT_PROPS,
	HC_ELEMENT_MS,
	HC_ELEMENT_LIST, /* LST, IE, STK, QUE */
	HC_ELEMENT_DICTIONARY,
	HC_ELEMENT_ENTRY,
	HC_ELEMENT_PROGRESS, /* PR: what a console shows meanwhile */
	HC_ELEMENT_PRIMITIVE,
} HcElement;

typedef struct {
	const xmlChar *name; /* as interned; NULL: free */
	HcElement element;
	const HcClixmlPrimitive *primitive; /* of HC_ELEMENT_PRIMITIVE */
	guint length;                       /* of the name */
} HcElementName;

#define HC_ELEMENT_SLOTS 256 /* a power of two, far more than there are names */

typedef struct {
	HcElementName slots[HC_ELEMENT_SLOTS];
	const HcElementName *spelled[HC_ELEMENT_SLOTS]; /* the same by what the name says */
} HcElementNames;

/* The names as @push interns them now. */
void hc_element_names_fill(HcElementNames *self, const HcClixmlPush *push);
/* Never NULL. */
const HcElementName *hc_element_names_find(const HcElementNames *self, const xmlChar *name);
/* NULL if no element of the grammar has the name, which is not NUL-terminated. */
const HcElementName *hc_element_names_spelled(
	const HcElementNames *self, const char *name, gsize length);

/* --- properties ------------------------------------------------------------------------------- */

typedef struct HcPropertyName HcPropertyName;
struct HcPropertyName {
	const char *spelling; /* as written, escapes and all */
	gsize length;
	const char *name; /* as PowerShell shows it */
	gboolean wanted;
	gboolean utc;             /* its times are UTC by its name */
	HcPropertyName *same;     /* the first spelling of the same name: its @seen counts */
	HcPropertyName *followed; /* by this one, last time */
	guint64 seen;             /* for the reader's use; 0 at first */
	HcExchangeName *put;      /* the same; NULL at first */
};

typedef struct HcPropertyNames HcPropertyNames;

HcPropertyNames *hc_property_names_new(void);
void hc_property_names_free(HcPropertyNames *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcPropertyNames, hc_property_names_free)

/*
 * @before: the property in front of this one, or NULL.  Never NULL: names beyond what is remembered
 * share one that is not wanted.
 */
HcPropertyName *hc_property_names_find(
	HcPropertyNames *self, HcPropertyName *before, const char *spelling, gsize length);
/* TRUE if the file had more names than are remembered (HC_LIMIT_CLIXML_NAMES). */
gboolean hc_property_names_is_full(const HcPropertyNames *self);
