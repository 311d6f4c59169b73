/*
 * Tags of CLIXML, remembered as they were written.  Room: parse.
 * In: the octets of a tag, with the blanks in front of it, and what it was found to be.  Out: the
 * tag, when the same octets come again.
 *
 * Objects of one file look alike: which tag follows which is remembered, so that most tags cost one
 * comparison.
 */
#pragma once

#include "agent/parse/clixml/clixml-names.h"

typedef enum {
	HC_PLAIN_OPEN,
	HC_PLAIN_CLOSE,
	HC_PLAIN_EMPTY, /* <Nil /> */
	HC_PLAIN_LEAF,  /* a start tag, text or none, and the end tag; of tags: the start tag */
} HcPlainSort;

#define HC_PLAIN_RECENT 2 /* tags that followed another one lately */

typedef struct HcPlainTag HcPlainTag;
struct HcPlainTag {
	const char *text; /* octets, with the blanks in front */
	gsize length;
	HcPlainSort sort;
	const HcElementName *element;
	gsize name_at, name_length; /* of the value of N in @text; 0: there is none */
	gsize id_at, id_length;     /* the same of RefId */
	gsize head;                 /* where the attributes end */
	HcPropertyName *property;   /* for the reader's use; NULL at first */
	HcPlainTag *recent[HC_PLAIN_RECENT];
};

typedef struct {
	HcPlainTag none;   /* stands for tags that are not remembered */
	HcPlainTag *last;  /* never NULL */
	HcPlainTag **tags; /* by hash of their octets */
	guint n_tags;
} HcPlainTags;

void hc_plain_tags_init(HcPlainTags *self);
void hc_plain_tags_clear(HcPlainTags *self);
/* What elements mean is told anew. */
void hc_plain_tags_forget(HcPlainTags *self);

/* What comes next has nothing to do with what came last. */
void hc_plain_tags_restart(HcPlainTags *self);
/* The tag that stands at @at, if it is one that followed the last one before; NULL: to be read. */
HcPlainTag *hc_plain_tags_expect(HcPlainTags *self, const char *at, const char *end);
/* @tag was read; the one that is remembered for it, or NULL: they have no end. */
HcPlainTag *hc_plain_tags_learn(HcPlainTags *self, const HcPlainTag *tag);

/* TRUE if @length octets are the same; quick where those are few. */
static inline gboolean
hc_plain_same(const char *a, const char *b, gsize length)
{
	guint64 left = 0, right = 0;
	gsize at = 0;

	if (length < sizeof left) {
		while (at < length && a[at] == b[at])
			at++;
		return at == length;
	}
	/* In whole words; the last one overlaps the one before. */
	for (at = 0; at < length; at += sizeof left) {
		const gsize from = MIN(at, length - sizeof left);

		__builtin_memcpy(&left, a + from, sizeof left);
		__builtin_memcpy(&right, b + from, sizeof right);
		if (left != right)
			return FALSE;
	}
	return TRUE;
}
