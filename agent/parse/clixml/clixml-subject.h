/*
 * Objects with properties while they are read out of CLIXML.  Room: parse.
 * In: values of their properties.  Out: bags, with the name of their type, in the order of the
 * file.
 *
 * Rules of value: text where there is one, else a list; "True", never "true"; what has no useful
 * form is left out, as absent means unknown.  MS counts before Props.
 */
#pragma once

#include "agent/parse/clixml/clixml-names.h"
#include "agent/parse/clixml/clixml-store.h"
#include "agent/parse/clixml/clixml-trouble.h"

/* The name of a type, as written. */
typedef struct {
	char *text;
	gsize length;
	gboolean known; /* of a kind that is judged */
} HcClixmlTypeName;

typedef struct {
	HcExchangeDraft *draft;
	const HcClixmlTypeName *type; /* NULL until it is told */
	guint64 number;               /* counts all subjects */
	guint n_inside;               /* subjects that were found in it */
} HcSubject;

typedef enum { HC_SECTION_PROPS = 1, HC_SECTION_MS = 2 } HcSection;

/* Takes @bag; @type may be NULL, and is there as long as the reader. */
typedef void (*HcSubjectTaker)(gpointer user, const char *type, HcExchangeObject *bag);

typedef struct {
	HcExchangeMaker *maker;
	GPtrArray *drafts; /* HcExchangeDraft: of the open ones, and more for later */
	GArray *open;      /* HcSubject, the innermost last */
	HcSubjectTaker take;
	gpointer user;
	guint n_taken;
	guint64 n_begun;
	gsize n_octets; /* of lists in bags, as soon as somebody asks for them joined */
} HcSubjects;

void hc_subjects_init(HcSubjects *self, HcSubjectTaker take, gpointer user);
void hc_subjects_clear(HcSubjects *self);

void hc_subjects_begin(HcSubjects *self);
/* The innermost one, or NULL. */
HcSubject *hc_subjects_current(const HcSubjects *self);
/* It is complete: handed on, or left out if it only held others. */
void hc_subjects_end(HcSubjects *self, gboolean keep);
/* What is not complete is left out. */
void hc_subjects_drop_open(HcSubjects *self);

/* Notes in @troubles what cannot be taken. */
void hc_subjects_put(HcSubjects *self, HcPropertyName *name, HcSection section,
	const HcClixmlValue *value, HcTrouble *ret_trouble);
