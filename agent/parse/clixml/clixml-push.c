/* libxml2 as a push parser of CLIXML.  Room: parse. */
#include "agent/parse/clixml/clixml-push.h"
#include "agent/base/limits.h"

#include <libxml/parserInternals.h>
#include <string.h>

#define SLICE_BYTES (32 * 1024) /* handed to libxml2 at once */
#define ROOT_START "<r> "       /* four octets: libxml2 looks at four to guess an encoding */
#define OBJS_START "<Objs>"     /* in front of an object with which reading goes on */
#define ROOT_END "</r>"
#define MESSAGE_CHARS 200 /* of what libxml2 says */

/* With what reading goes on behind damage; line breaks stay in front of it. */
#define OBJS_MARK "<Objs"
#define OBJ_MARK "\n  <Obj RefId=\""

#if LIBXML_VERSION >= 21200
typedef const xmlError *XmlErrorArgument;
#else
typedef xmlError *XmlErrorArgument;
#endif

/* --- where it is, and what is wrong there ----------------------------------------------------- */

/* In short stretches, so that one octet is wide enough to count in. */
static guint
count_lines(const char *text, gsize length)
{
	guint n = 0;

	for (gsize at = 0; at < length; at += G_MAXINT8) {
		const gsize end = MIN(at + G_MAXINT8, length);
		guint8 few = 0;

		for (gsize i = at; i < end; i++)
			few = (guint8)(few + (text[i] == '\n'));
		n += few;
	}
	return n;
}

/* Octet of the decoded text that libxml2 reads next. */
static guint64
octet_of(const HcClixmlPush *self)
{
	const xmlParserInput *in = self->xml->input;
	const guint64 consumed =
		in != NULL ? self->begin + in->consumed + (guint64)(in->cur - in->base) : 0;

	return (gint64)consumed > 0 ? consumed : 0;
}

static guint
line_of(const HcClixmlPush *self)
{
	return (guint)MAX(xmlSAX2GetLineNumber(self->xml), 1);
}

/* Where the handler is while it reads by itself: libxml2 was handed all that comes before. */
static guint64
plain_octet(const HcClixmlPush *self)
{
	return self->n_read + (guint64)(self->at - self->plain);
}

static guint
plain_line(const HcClixmlPush *self)
{
	const xmlParserInput *in = self->xml->input;

	return line_of(self) + count_lines((const char *)in->cur, (gsize)(in->end - in->cur)) +
	       count_lines(self->plain, (gsize)(self->at - self->plain));
}

/*
 * libxml2 looks no further; xmlStopParser() would free what its callers still look at.  What it was
 * given and has not read is looked over for something to go on with.
 */
static void
halt(HcClixmlPush *self, HcClixmlState state)
{
	const xmlParserInput *in = self->xml->input;

	self->state = state;
	self->passed_at = octet_of(self);
	self->line = line_of(self);
	g_string_truncate(self->passed, 0);
	if (in != NULL)
		g_string_append_len(self->passed, (const char *)in->cur, in->end - in->cur);
	self->xml->disableSAX = 1;
	self->xml->instate = XML_PARSER_EOF;
}

static void
end_by(HcClixmlPush *self, const char *what, HcClixmlState state)
{
	if (self->state != HC_CLIXML_READING)
		return;
	self->handler->damage(self, what);
	halt(self, state);
}

void
hc_clixml_push_stop_at_limit(HcClixmlPush *self, const char *limit)
{
	g_autofree char *what = g_strdup_printf("limit %s reached at", limit);

	end_by(self, what, HC_CLIXML_STOPPED);
}

/* libxml2 stands at @word, or one octet behind its start, when it refuses it. */
static gboolean
stands_at(const HcClixmlPush *self, const char *word)
{
	const xmlParserInput *in = self->xml->input;
	const gssize length = (gssize)strlen(word);

	if (in == NULL || in->end - in->cur < length)
		return FALSE;
	return memcmp(in->cur, word, (gsize)length) == 0 ||
	       (in->cur > in->base && memcmp(in->cur - 1, word, (gsize)length) == 0);
}

static void
on_error(void *data, XmlErrorArgument error)
{
	HcClixmlPush *self = data;
	g_autofree char *message = NULL;
	g_autofree char *what = NULL;

	/* An XML declaration in front of a file that was copied behind another does no harm. */
	if (self->state != HC_CLIXML_READING || error->level != XML_ERR_FATAL ||
		error->code == XML_ERR_RESERVED_XML_NAME)
		return;
	if (self->closing) {
		end_by(self, "cut off after", HC_CLIXML_STOPPED);
	} else if (stands_at(self, "<!DOCTYPE")) {
		self->doctype = TRUE;
		end_by(self, "has a document type declaration, refused, at", HC_CLIXML_STOPPED);
	} else if (stands_at(self, "< CLIXML") && self->xml->nameNr <= 1) {
		halt(self, HC_CLIXML_SEEKING); /* a console's line: no damage */
	} else {
		message = g_strstrip(hc_text_excerpt(error->message, MESSAGE_CHARS));
		what = g_strdup_printf("not well-formed (%s) at", message);
		end_by(self, what, HC_CLIXML_SEEKING);
	}
}

/* --- asking ----------------------------------------------------------------------------------- */

/* A fresh libxml2 below a fresh root, at a place of the decoded text. */
static void
begin(HcClixmlPush *self, guint64 octet, gboolean inside)
{
	const char *prologue = inside ? ROOT_START OBJS_START : ROOT_START;
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = self->handler->start,
		.endElementNs = self->handler->end,
		.serror = on_error,
	};

	xmlFreeParserCtxt(self->xml);
	self->xml = xmlCreatePushParserCtxt(&sax, self, NULL, 0, NULL);
	if (self->xml == NULL)
		g_error("libxml2 has no memory for a parser");
	/* Without NOENT "&amp;" in an attribute comes as "&#38;"; other entities do not exist here.
	 */
	xmlCtxtUseOptions(self->xml, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_RECOVER);
	self->begin = octet - strlen(prologue);
	self->state = HC_CLIXML_READING;
	self->handler->resume(self);
	xmlParseChunk(self->xml, prologue, (int)strlen(prologue), 0);
	self->xml->input->line = (int)self->line; /* libxml2 names lines in what it says */
}

/* Leaves out the first @length octets of what is being looked over. */
static void
pass(HcClixmlPush *self, gsize length)
{
	const char *end = self->passed->str + length;

	for (const char *at = self->passed->str; (at = memchr(at, '\n', (gsize)(end - at))) != NULL;
		at++)
		self->line++;
	g_string_erase(self->passed, 0, (gssize)length);
	self->passed_at += length;
}

/* The nearer of the two marks, or NULL. */
static const char *
find_mark(const char *text, gsize length)
{
	const char *objs = g_strstr_len(text, (gssize)length, OBJS_MARK);
	const gsize before = objs != NULL ? (gsize)(objs - text) : length;
	const char *obj = g_strstr_len(text, (gssize)before, OBJ_MARK);

	return obj != NULL ? obj : objs;
}

/* TRUE if there is something to go on with: it is then at the start of what was passed. */
static gboolean
seek(HcClixmlPush *self)
{
	const gsize n_cut = strlen(OBJ_MARK) - 1;
	const char *found = NULL;

	/* What was gone on with is not gone on with again. */
	if (self->passed_at <= self->resumed && self->passed->len > 0)
		pass(self, 1);
	found = find_mark(self->passed->str, self->passed->len);
	if (found != NULL)
		pass(self, (gsize)(found - self->passed->str));
	else if (self->passed->len > n_cut)
		pass(self, self->passed->len - n_cut);
	return found != NULL;
}

static void
read_slice(HcClixmlPush *self, const char *text, gsize length)
{
	self->n_read += length;
	if (self->state == HC_CLIXML_SEEKING) {
		g_string_append_len(self->passed, text, (gssize)length);
		return;
	}
	xmlParseChunk(self->xml, text, (int)length, 0);
	/* What libxml2 waits for the end of is kept in memory. */
	if (self->n_read > octet_of(self) + HC_LIMIT_XML_TEXT)
		end_by(self, "limit HC_LIMIT_XML_TEXT reached at", HC_CLIXML_SEEKING);
}

/* FALSE if there is nothing yet to go on with, or nothing any more. */
static gboolean
resume(HcClixmlPush *self)
{
	g_autofree char *again = NULL;
	gsize length = 0;

	if (self->state != HC_CLIXML_SEEKING || !seek(self))
		return FALSE;
	if (self->n_resumes++ == HC_LIMIT_XML_RESUMES) {
		self->state = HC_CLIXML_READING;
		hc_clixml_push_stop_at_limit(self, "HC_LIMIT_XML_RESUMES");
		return FALSE;
	}
	length = self->passed->len;
	again = g_string_free(self->passed, FALSE);
	self->passed = g_string_new(NULL);
	self->resumed = self->passed_at;
	self->n_read = self->passed_at;
	begin(self, self->passed_at, *again == '\n');
	read_slice(self, again, length);
	return TRUE;
}

/* Something has no end, and objects come behind it: libxml2 is to say what is wrong with it. */
static gboolean
force(HcClixmlPush *self)
{
	const xmlParserInput *in = self->xml->input;

	if (self->state != HC_CLIXML_READING || in == NULL || in->cur >= in->end ||
		find_mark((const char *)in->cur, (gsize)(in->end - in->cur)) == NULL)
		return FALSE;
	xmlParseChunk(self->xml, NULL, 0, 1);
	end_by(self, "does not end before the next object begins at", HC_CLIXML_SEEKING);
	return TRUE;
}

/* libxml2 has read all it was handed, but for blanks, and nothing is open but <Objs> and our root.
 */
static gboolean
is_below_objs(const HcClixmlPush *self)
{
	const xmlParserInput *in = self->xml->input;

	if (self->state != HC_CLIXML_READING || in == NULL || self->xml->nameNr != 2 ||
		self->xml->instate != XML_PARSER_CONTENT)
		return FALSE;
	for (const xmlChar *at = in->cur; at < in->end; at++) {
		if (!g_ascii_isspace(*at))
			return FALSE;
	}
	return TRUE;
}

/* What the handler reads by itself, libxml2 never sees; it counts on as if it had. */
static gsize
pass_objects(HcClixmlPush *self, const char *text, gsize length, gboolean *ret_cut)
{
	gsize n = 0;

	*ret_cut = FALSE;
	if (!is_below_objs(self))
		return 0;
	self->plain = self->at = text;
	n = self->handler->objects(self, text, length, ret_cut);
	self->plain = NULL;
	self->begin += n;
	self->n_read += n;
	self->xml->input->line += (int)count_lines(text, n);
	return n;
}

/* Up to the next object if one begins near by: it may be one that the handler reads by itself. */
static gsize
slice_length(const char *text, gsize length)
{
	const gsize most = MIN(length, SLICE_BYTES);
	const char *mark = most > 1 ? g_strstr_len(text + 1, (gssize)(most - 1), OBJ_MARK) : NULL;

	return mark != NULL ? (gsize)(mark - text) : most;
}

/* How much of @text was read: all of it, or all but an object that is @ret_cut. */
static gsize
read_text(HcClixmlPush *self, const char *text, gsize length, gboolean *ret_cut)
{
	gsize at = 0;

	*ret_cut = FALSE;
	while (at < length && self->state != HC_CLIXML_STOPPED) {
		gsize n = 0;

		at += pass_objects(self, text + at, length - at, ret_cut);
		if (*ret_cut && length - at <= HC_LIMIT_CLIXML_WAITING)
			return at;
		n = slice_length(text + at, length - at);
		read_slice(self, text + at, n);
		at += n;
		while (resume(self)) {
		}
	}
	*ret_cut = FALSE;
	return length;
}

static void
push(HcClixmlPush *self, const char *text, gsize length)
{
	g_autoptr(GString) joined = NULL;
	gboolean is_cut = FALSE;
	gsize n = 0;

	if (self->waiting->len > 0) {
		joined = g_steal_pointer(&self->waiting);
		self->waiting = g_string_new(NULL);
		g_string_append_len(joined, text, (gssize)length);
		text = joined->str;
		length = joined->len;
	}
	n = read_text(self, text, length, &is_cut);
	if (is_cut)
		g_string_append_len(self->waiting, text + n, (gssize)(length - n));
}

/* What waited for more is damage now: libxml2 says of what sort. */
static void
push_waiting(HcClixmlPush *self)
{
	for (gsize at = 0; at < self->waiting->len && self->state != HC_CLIXML_STOPPED;
		at += SLICE_BYTES) {
		read_slice(
			self, self->waiting->str + at, MIN(self->waiting->len - at, SLICE_BYTES));
		while (resume(self)) {
		}
	}
	g_string_truncate(self->waiting, 0);
}

/* --- exported --------------------------------------------------------------------------------- */

void
hc_clixml_push_init(HcClixmlPush *self, const HcClixmlHandler *handler)
{
	self->handler = handler;
	self->encoding = hc_encoding_new();
	hc_encoding_allow_windows_1252(self->encoding);
	self->passed = g_string_new(NULL);
	self->waiting = g_string_new(NULL);
	self->line = 1;
	begin(self, 0, FALSE);
}

void
hc_clixml_push_clear(HcClixmlPush *self)
{
	xmlFreeParserCtxt(self->xml);
	hc_encoding_free(self->encoding);
	g_string_free(self->passed, TRUE);
	g_string_free(self->waiting, TRUE);
}

const xmlChar *
hc_clixml_push_intern(const HcClixmlPush *self, const char *name)
{
	return xmlDictLookup(self->xml->dict, (const xmlChar *)name, -1);
}

void
hc_clixml_push_listen(HcClixmlPush *self, gboolean listens)
{
	/* libxml2 asks no further while both are the same. */
	self->xml->sax->characters = listens ? self->handler->text : NULL;
	self->xml->sax->ignorableWhitespace = self->xml->sax->characters;
}

gboolean
hc_clixml_push_listens(const HcClixmlPush *self)
{
	return self->xml->sax->characters != NULL;
}

void
hc_clixml_push_feed(HcClixmlPush *self, const guint8 *data, gsize length)
{
	gsize n = 0;
	const char *text = hc_encoding_feed(self->encoding, data, length, &n);

	push(self, text, n);
}

void
hc_clixml_push_close(HcClixmlPush *self)
{
	gsize n = 0;
	const char *text = hc_encoding_finish(self->encoding, &n);

	push(self, text, n);
	push_waiting(self);
	while (force(self)) {
		while (resume(self)) {
		}
	}
	self->closing = TRUE;
	if (self->state == HC_CLIXML_READING)
		xmlParseChunk(self->xml, ROOT_END, (int)strlen(ROOT_END), 1);
}

char *
hc_clixml_push_where(const HcClixmlPush *self)
{
	const guint line = self->plain != NULL ? plain_line(self) : line_of(self);
	guint64 octet = octet_of(self);

	if (self->plain != NULL)
		octet = plain_octet(self);
	else if (self->closing)
		octet = self->n_read;

	octet += hc_encoding_mark(self->encoding);
	if (!hc_encoding_counts(self->encoding, octet))
		return g_strdup_printf("line %u", line);
	return g_strdup_printf("line %u (octet %" G_GUINT64_FORMAT ")", line, octet);
}
