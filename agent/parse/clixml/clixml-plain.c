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

typedef guint8 Lanes __attribute__((vector_size(16)));

/* What ends a run of text (1) or of an attribute's value (2), or needs a second look there. */
#define ODD_IN_TEXT 1
#define ODD_IN_VALUE 2

#define FIRST_TOKENS 256

/* clang-format off */
static const guint8 oddness[256] = {
	3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, /* 00: NUL to SI */
	3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, /* 10: DLE to US */
	0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 20: "\"" and "&" */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, /* 30: "<" */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 40 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, /* 50: "]" and "_" */
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

/* The first octet in memory of a word that is not 0. */
static gsize
first_lane(guint64 word)
{
	const int bits =
		G_BYTE_ORDER == G_LITTLE_ENDIAN ? __builtin_ctzll(word) : __builtin_clzll(word);

	return (gsize)bits / 8;
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
	const gsize length = element->length;

	if (!has(scan, length + 3))
		return FALSE;
	if (scan->at[0] != '<' || scan->at[1] != '/' || scan->at[2 + length] != '>' ||
		!hc_plain_same(scan->at + 2, (const char *)element->name, length))
		return fail(scan, HC_PLAIN_NOT);
	scan->at += length + 3;
	return TRUE;
}

/* --- text ------------------------------------------------------------------------------------- */

/* The first octet that is odd in text, or @end. */
static const char *
find_odd(const char *at, const char *end)
{
	for (; end - at >= (gssize)sizeof(Lanes); at += sizeof(Lanes)) {
		Lanes octets = { 0 };
		Lanes odd = { 0 };
		guint64 words[2] = { 0 };

		memcpy(&octets, at, sizeof octets);
		odd = (Lanes)((octets & 0xE0) == 0) | (Lanes)(octets == '<') |
		      (Lanes)(octets == '&') | (Lanes)(octets == ']') | (Lanes)(octets == '_') |
		      (Lanes)(octets == 0xEF);
		memcpy(words, &odd, sizeof words);
		if (words[0] != 0)
			return at + first_lane(words[0]);
		if (words[1] != 0)
			return at + sizeof *words + first_lane(words[1]);
	}
	while (at < end && (oddness[(guint8)*at] & ODD_IN_TEXT) == 0)
		at++;
	return at;
}

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
		token->has_marks = TRUE;
	} else if (*scan->at == ']') {
		if (!has(scan, strlen("]]>")))
			return FALSE;
		n = memcmp(scan->at, "]]>", 3) != 0;
	} else if (*scan->at == '_') {
		token->has_marks = TRUE;
	} else if ((guint8)*scan->at == 0xEF) {
		n = !is_noncharacter(scan->at);
	} else {
		n = *scan->at == '\n' || *scan->at == '\t';
	}
	scan->at += n;
	return n > 0 || fail(scan, HC_PLAIN_NOT);
}

static gboolean
take_text(Scan *scan, HcPlainToken *token)
{
	const char *from = scan->at;

	for (;;) {
		scan->at = find_odd(scan->at, scan->end);
		if (scan->at == scan->end)
			return fail(scan, HC_PLAIN_CUT);
		if (*scan->at == '<')
			break;
		if (!take_odd(scan, token))
			return FALSE;
	}
	token->text = (HcPlainValue){ from, (gsize)(scan->at - from) };
	return TRUE;
}

/* --- tokens ----------------------------------------------------------------------------------- */

static gboolean
is_leaf(const HcElementName *element)
{
	return element->element == HC_ELEMENT_PRIMITIVE || element->element == HC_ELEMENT_T ||
	       element->element == HC_ELEMENT_TO_STRING;
}

static gboolean
take_start(Scan *scan, HcPlainToken *token)
{
	scan->at++;
	token->element = take_name(scan);
	if (token->element == NULL || !take_attributes(scan, token) || !has(scan, 2))
		return FALSE;
	if (*scan->at == '>') {
		scan->at++;
		token->sort = is_leaf(token->element) ? HC_PLAIN_LEAF : HC_PLAIN_OPEN;
		return TRUE;
	}
	if (memcmp(scan->at, "/>", 2) != 0)
		return fail(scan, HC_PLAIN_NOT);
	scan->at += 2;
	token->sort = HC_PLAIN_EMPTY;
	return TRUE;
}

/* A tag, with blanks in front of it. */
static gboolean
take_tag(Scan *scan, HcPlainToken *token)
{
	const HcPlain *plain = scan->plain;

	token->name = token->ref_id = (HcPlainValue){ NULL, 0 };
	skip_blanks(scan);
	if (!has(scan, 2))
		return FALSE;
	if (*scan->at != '<')
		return fail(scan, HC_PLAIN_NOT);
	if (scan->at[1] != '/')
		return take_start(scan, token);
	token->sort = HC_PLAIN_CLOSE;
	token->element = plain->open[plain->n_open - 1];
	token->head = scan->at;
	return take_end_tag(scan, token->element);
}

static gsize
offset(const HcPlainValue *value, const char *from)
{
	return value->at != NULL ? (gsize)(value->at - from) : 0;
}

/* The tag that was read from @from on. */
static HcPlainTag *
learn(Scan *scan, const HcPlainToken *token, const char *from)
{
	const HcPlainTag tag = {
		.text = from,
		.length = (gsize)(scan->at - from),
		.sort = token->sort,
		.element = token->element,
		.name_at = offset(&token->name, from),
		.name_length = token->name.length,
		.id_at = offset(&token->ref_id, from),
		.id_length = token->ref_id.length,
		.head = (gsize)(token->head - from),
	};

	return hc_plain_tags_learn(&scan->plain->tags, &tag);
}

/* Where there is no attribute, the value is what take_tag() says of it. */
static void
recall(Scan *scan, HcPlainToken *token)
{
	const HcPlainTag *tag = token->tag;
	const char *at = scan->at;

	token->sort = tag->sort;
	token->element = tag->element;
	token->name =
		(HcPlainValue){ tag->name_at > 0 ? at + tag->name_at : NULL, tag->name_length };
	token->ref_id = (HcPlainValue){ tag->id_at > 0 ? at + tag->id_at : NULL, tag->id_length };
	token->head = at + tag->head;
	scan->at += tag->length;
}

/* What follows from a tag. */
static gboolean
take_rest(Scan *scan, HcPlainToken *token)
{
	HcPlain *plain = scan->plain;

	switch (token->sort) {
	case HC_PLAIN_OPEN:
		if (plain->n_open == HC_PLAIN_DEPTH)
			return fail(scan, HC_PLAIN_NOT);
		plain->open[plain->n_open++] = token->element;
		return TRUE;
	case HC_PLAIN_CLOSE:
		return token->element == plain->open[--plain->n_open] || fail(scan, HC_PLAIN_NOT);
	case HC_PLAIN_LEAF:
		token->has_marks = FALSE;
		return take_text(scan, token) && take_end_tag(scan, token->element);
	case HC_PLAIN_EMPTY:
		break;
	}
	return TRUE;
}

static gboolean
take_token(Scan *scan, HcPlainToken *token)
{
	const char *from = scan->at;

	token->tag = hc_plain_tags_expect(&scan->plain->tags, from, scan->end);
	if (token->tag != NULL) {
		recall(scan, token);
	} else {
		if (!take_tag(scan, token))
			return FALSE;
		token->tag = learn(scan, token, from);
	}
	if (!take_rest(scan, token))
		return FALSE;
	token->end = scan->at;
	return TRUE;
}

/* NULL if there are too many. */
static HcPlainToken *
next_token(HcPlain *self)
{
	if (self->n_tokens == HC_LIMIT_CLIXML_TOKENS)
		return NULL;
	if (self->n_tokens == self->n_allocated) {
		self->n_allocated *= 2;
		self->tokens = g_renew(HcPlainToken, self->tokens, self->n_allocated);
	}
	return &self->tokens[self->n_tokens++];
}

/* --- exported --------------------------------------------------------------------------------- */

void
hc_plain_init(HcPlain *self)
{
	*self = (HcPlain){ .tokens = g_new(HcPlainToken, FIRST_TOKENS),
		.n_allocated = FIRST_TOKENS };
	hc_plain_tags_init(&self->tags);
}

void
hc_plain_clear(HcPlain *self)
{
	hc_plain_tags_clear(&self->tags);
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
	hc_plain_tags_restart(&self->tags);
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
