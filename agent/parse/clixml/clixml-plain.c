/* Objects as shells write them, told apart without libxml2.  Room: parse. */
#include "agent/parse/clixml/clixml-plain.h"
#include "agent/base/limits.h"

#include <string.h>

/* Where the scanner stands.  @result is HC_PLAIN_WHOLE as long as nothing speaks against it. */
typedef struct {
	HcPlain *plain;
	const HcElementNames *names;
	const char *at;
	const char *end;
	HcPlainResult result;
} Scan;

/* What ends a run of text (1) or of an attribute's value (2), or needs a second look there. */
#define ODD_IN_TEXT 1
#define ODD_IN_VALUE 2

#define FIRST_TOKENS 256

/* clang-format off */
static const guint8 oddness[256] = {
	3, 3, 3, 3, 3, 3, 3, 3, 3, 2, 2, 3, 3, 3, 3, 3, /* 00: NUL to SI; tab, line feed */
	3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, /* 10: DLE to US */
	0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 20: "\"" and "&" */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, /* 30: "<" */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 40 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, /* 50: "]" */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 60 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 70 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 80 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 90 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* A0 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* B0 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* C0 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* D0 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, /* E0: may begin U+FFFE or U+FFFF */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* F0 */
};
/* clang-format on */

/* --- small steps ------------------------------------------------------------------------------ */

static gboolean
fail(Scan *scan, HcPlainResult result)
{
	scan->result = result;
	return FALSE;
}

/* FALSE at the end of what there is. */
static gboolean
has(Scan *scan, gsize n)
{
	return (gsize)(scan->end - scan->at) >= n || fail(scan, HC_PLAIN_CUT);
}

static gboolean
is_blank(char octet)
{
	return octet == ' ' || octet == '\n' || octet == '\r' || octet == '\t';
}

static void
skip_blanks(Scan *scan)
{
	while (scan->at < scan->end && is_blank(*scan->at))
		scan->at++;
}

static gboolean
is_noncharacter(const char *at)
{
	/* Valid UTF-8: two octets more are there. */
	return (guint8)at[0] == 0xEF && (guint8)at[1] == 0xBF && (guint8)at[2] >= 0xBE;
}

gsize
hc_plain_entity(const char *at, gsize length, char *ret_character)
{
	static const struct {
		const char *word;
		gsize length;
		char character;
	} entities[] = {
		{ "&lt;", 4, '<' },
		{ "&gt;", 4, '>' },
		{ "&amp;", 5, '&' },
		{ "&quot;", 6, '"' },
		{ "&apos;", 6, '\'' },
	};

	for (guint i = 0; i < G_N_ELEMENTS(entities); i++) {
		if (length >= entities[i].length &&
			memcmp(at, entities[i].word, entities[i].length) == 0) {
			*ret_character = entities[i].character;
			return entities[i].length;
		}
	}
	return 0;
}

/* --- tags ------------------------------------------------------------------------------------- */

/* An element of the grammar; its name ends at a blank, "/" or ">". */
static const HcElementName *
take_name(Scan *scan)
{
	const char *from = scan->at;
	const HcElementName *found = NULL;

	while (scan->at < scan->end && g_ascii_isalnum(*scan->at))
		scan->at++;
	if (!has(scan, 1))
		return NULL;
	found = hc_element_names_spelled(scan->names, from, (gsize)(scan->at - from));
	if (found == NULL)
		fail(scan, HC_PLAIN_NOT);
	return found;
}

static gboolean
take_value(Scan *scan, HcPlainValue *value)
{
	if (value->at != NULL)
		return fail(scan, HC_PLAIN_NOT); /* a second time */
	value->at = scan->at;
	for (; scan->at < scan->end; scan->at++) {
		if ((oddness[(guint8)*scan->at] & ODD_IN_VALUE) == 0)
			continue;
		if (*scan->at == '"')
			break;
		if ((guint8)*scan->at != 0xEF || is_noncharacter(scan->at))
			return fail(scan, HC_PLAIN_NOT);
	}
	if (!has(scan, 1))
		return FALSE;
	value->length = (gsize)(scan->at++ - value->at);
	return TRUE;
}

static gboolean
stands(const Scan *scan, const char *word, gsize length)
{
	return (gsize)(scan->end - scan->at) >= length && memcmp(scan->at, word, length) == 0;
}

/* A blank in front of each, as XML has it. */
static gboolean
take_attributes(Scan *scan, HcPlainToken *token)
{
	while (has(scan, 1) && *scan->at == ' ') {
		HcPlainValue *value = NULL;

		scan->at++;
		if (!has(scan, strlen("RefId=\"")))
			return FALSE;
		if (stands(scan, "N=\"", 3)) {
			scan->at += 3;
			value = &token->name;
		} else if (stands(scan, "RefId=\"", 7)) {
			scan->at += 7;
			value = &token->ref_id;
		} else {
			break; /* " />" */
		}
		if (!take_value(scan, value))
			return FALSE;
	}
	token->head = scan->at;
	return scan->result == HC_PLAIN_WHOLE;
}

static gboolean
take_end_tag(Scan *scan, const HcElementName *element)
{
	if (!has(scan, (gsize)element->length + 3))
		return FALSE;
	if (memcmp(scan->at + 2, element->name, element->length) != 0 ||
		scan->at[2 + element->length] != '>')
		return fail(scan, HC_PLAIN_NOT);
	scan->at += element->length + 3;
	return TRUE;
}

/* --- text ------------------------------------------------------------------------------------- */

/* What the scanner stopped at within text; FALSE if that is not plain. */
static gboolean
take_odd(Scan *scan, HcPlainToken *token)
{
	const gsize left = (gsize)(scan->end - scan->at);
	char character = '\0';
	gsize n = 1;

	if (*scan->at == '&') {
		if (!has(scan, strlen("&quot;")))
			return FALSE;
		n = hc_plain_entity(scan->at, left, &character);
		token->has_entities = TRUE;
	} else if (*scan->at == ']') {
		if (!has(scan, strlen("]]>")))
			return FALSE;
		n = memcmp(scan->at, "]]>", 3) != 0;
	} else {
		n = (guint8)*scan->at == 0xEF && !is_noncharacter(scan->at);
	}
	scan->at += n;
	return n > 0 || fail(scan, HC_PLAIN_NOT);
}

static gboolean
take_text(Scan *scan, HcPlainToken *token)
{
	token->text.at = scan->at;
	while (scan->at < scan->end) {
		if ((oddness[(guint8)*scan->at] & ODD_IN_TEXT) == 0) {
			scan->at++;
			continue;
		}
		if (*scan->at == '<')
			break;
		if (!take_odd(scan, token))
			return FALSE;
	}
	token->text.length = (gsize)(scan->at - token->text.at);
	return has(scan, 2);
}

/* --- tokens ----------------------------------------------------------------------------------- */

static gboolean
is_leaf(const HcElementName *element)
{
	return element->element == HC_ELEMENT_PRIMITIVE || element->element == HC_ELEMENT_T ||
	       element->element == HC_ELEMENT_TO_STRING;
}

static gboolean
open_element(Scan *scan, HcPlainToken *token)
{
	HcPlain *plain = scan->plain;

	scan->at++;
	if (is_leaf(token->element)) {
		token->sort = HC_PLAIN_LEAF;
		if (!take_text(scan, token))
			return FALSE;
		if (scan->at[1] != '/')
			return fail(scan, HC_PLAIN_NOT);
		return take_end_tag(scan, token->element);
	}
	if (plain->n_open == HC_PLAIN_DEPTH)
		return fail(scan, HC_PLAIN_NOT);
	token->sort = HC_PLAIN_OPEN;
	plain->open[plain->n_open++] = token->element;
	return TRUE;
}

static gboolean
take_start(Scan *scan, HcPlainToken *token)
{
	scan->at++;
	token->element = take_name(scan);
	if (token->element == NULL || !take_attributes(scan, token) || !has(scan, 2))
		return FALSE;
	if (*scan->at == '>')
		return open_element(scan, token);
	if (memcmp(scan->at, "/>", 2) != 0)
		return fail(scan, HC_PLAIN_NOT);
	scan->at += 2;
	token->sort = HC_PLAIN_EMPTY;
	return TRUE;
}

/* A tag, with blanks in front of it. */
static gboolean
take_token(Scan *scan, HcPlainToken *token)
{
	HcPlain *plain = scan->plain;

	skip_blanks(scan);
	if (!has(scan, 2))
		return FALSE;
	if (*scan->at != '<')
		return fail(scan, HC_PLAIN_NOT);
	if (scan->at[1] != '/') {
		if (!take_start(scan, token))
			return FALSE;
	} else {
		token->sort = HC_PLAIN_CLOSE;
		token->element = plain->open[--plain->n_open];
		token->head = scan->at;
		if (!take_end_tag(scan, token->element))
			return FALSE;
	}
	token->end = scan->at;
	return TRUE;
}

/* Without attributes; NULL if there are too many. */
static HcPlainToken *
next_token(HcPlain *self)
{
	HcPlainToken *token = NULL;

	if (self->n_tokens == HC_LIMIT_CLIXML_TOKENS)
		return NULL;
	if (self->n_tokens == self->n_allocated) {
		self->n_allocated *= 2;
		self->tokens = g_renew(HcPlainToken, self->tokens, self->n_allocated);
	}
	token = &self->tokens[self->n_tokens++];
	token->name.at = token->ref_id.at = NULL;
	token->has_entities = FALSE;
	return token;
}

/* --- exported --------------------------------------------------------------------------------- */

void
hc_plain_init(HcPlain *self)
{
	*self = (HcPlain){ .tokens = g_new(HcPlainToken, FIRST_TOKENS),
		.n_allocated = FIRST_TOKENS };
}

void
hc_plain_clear(HcPlain *self)
{
	g_free(self->tokens);
}

HcPlainResult
hc_plain_scan(HcPlain *self, const HcElementNames *names, const char *text, gsize length)
{
	/* With no octets there may be no address to count from. */
	const char *end = length > 0 ? text + length : text;
	Scan scan = { self, names, text, end, HC_PLAIN_WHOLE };

	self->n_tokens = 0;
	self->n_open = 0;
	skip_blanks(&scan);
	if (!has(&scan, strlen("<Obj ")))
		return scan.result;
	if (memcmp(scan.at, "<Obj ", strlen("<Obj ")) != 0)
		return HC_PLAIN_NOT;
	do {
		HcPlainToken *token = next_token(self);

		if (token == NULL)
			return HC_PLAIN_NOT;
		if (!take_token(&scan, token))
			return scan.result;
	} while (self->n_open > 0);
	self->length = (gsize)(scan.at - text);
	return HC_PLAIN_WHOLE;
}
