/*
 * libxml2 as a push parser of CLIXML, as lean as it gets.  Room: parse.
 * In: octets in any encoding of agent/parse/text/encoding.h.  Out: libxml2's own calls for start
 * tags, end tags and text, below a root of ours; one call for each place of damage, and one for
 * where reading goes on.
 *
 * A file holds one <Objs> or several one behind the other, as consoles print them, with lines
 * "#< CLIXML" between.  Nothing is resolved: a document type declaration cannot stand below our
 * root and ends the reading.  Behind damage a fresh libxml2 reads on from the next <Objs>, or from
 * the next object that stands alone on an indented line as Export-Clixml writes those at the top.
 */
#pragma once

#include "agent/evidence/evidence-build.h"
#include "agent/parse/text/encoding.h"

#include <libxml/parser.h>

typedef enum {
	HC_CLIXML_READING,
	HC_CLIXML_SEEKING, /* behind damage: for something to go on with */
	HC_CLIXML_STOPPED,
} HcClixmlState;

typedef struct {
	startElementNsSAX2Func start;
	endElementNsSAX2Func end;
	charactersSAXFunc text;
	/* @what reads on with the place: "cut off after". */
	void (*damage)(gpointer user, const char *what);
	/* Nothing is open any more but our root; interned names are no longer valid. */
	void (*resume)(gpointer user);
	/*
	 * @text stands below <Objs> and may begin with whole objects: how many octets of it the
	 * handler has read by itself.  @ret_cut: the object behind those is not complete.
	 */
	gsize (*objects)(gpointer user, const char *text, gsize length, gboolean *ret_cut);
} HcClixmlHandler;

/* The first member of what its handler works on: the handler's user is this. */
typedef struct {
	const HcClixmlHandler *handler;
	xmlParserCtxt *xml;
	HcEncoding *encoding;
	HcClixmlState state;
	gboolean closing;  /* our root is being closed: an error now means that the input was cut */
	gboolean doctype;  /* stopped at a document type declaration */
	guint64 begin;     /* octet of the decoded text at which libxml2 began, less our prologue */
	guint64 n_read;    /* octets of decoded text handed to libxml2 or looked over */
	guint64 resumed;   /* octet with which reading went on last */
	GString *passed;   /* while seeking: what comes next */
	guint64 passed_at; /* octet at which that begins */
	guint line;        /* of its beginning */
	guint n_resumes;
	GString *waiting;  /* an object cut by the end of a chunk */
	const char *plain; /* while the handler reads by itself: the text it reads */
	const char *at;    /* how far it is; the handler's to set */
} HcClixmlPush;

void hc_clixml_push_init(HcClixmlPush *self, const HcClixmlHandler *handler);
void hc_clixml_push_clear(HcClixmlPush *self);

/* The one address every element or attribute of this name comes with, until resume is called. */
const xmlChar *hc_clixml_push_intern(const HcClixmlPush *self, const char *name);
/* Text is handed over only while somebody listens. */
void hc_clixml_push_listen(HcClixmlPush *self, gboolean listens);
gboolean hc_clixml_push_listens(const HcClixmlPush *self);

void hc_clixml_push_feed(HcClixmlPush *self, const guint8 *data, gsize length);
/* The end of the input; open elements are damage. */
void hc_clixml_push_close(HcClixmlPush *self);
/* Ends the reading at a limit of base/limits.h: calls damage; no other call follows. */
void hc_clixml_push_stop_at_limit(HcClixmlPush *self, const char *limit);

/* "line 7 (octet 123)"; without octets behind what decoding makes uncountable. */
char *hc_clixml_push_where(const HcClixmlPush *self);
