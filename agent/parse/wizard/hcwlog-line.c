/* The first line of an entry of the wizard's log.  Room: parse. */
#include "agent/parse/wizard/hcwlog-line.h"

#include <string.h>

#define TIME_OCTETS 23 /* "2026.09.15 07:15:02.871" */
#define ID_DIGITS 5

/* What is still to be read of a line. */
typedef struct {
	const char *at;
	gsize length;
} Rest;

static void
advance(Rest *rest, gsize n)
{
	rest->at += n;
	rest->length -= n;
}

static void
skip_blanks(Rest *rest)
{
	while (rest->length > 0 && *rest->at == ' ')
		advance(rest, 1);
}

static gboolean
take_word(Rest *rest, const char *word)
{
	gsize n = strlen(word);

	if (rest->length < n || memcmp(rest->at, word, n) != 0)
		return FALSE;
	advance(rest, n);
	skip_blanks(rest);
	return TRUE;
}

static guint
take_id(Rest *rest)
{
	guint id = 0;

	if (rest->length < ID_DIGITS || (rest->length > ID_DIGITS && rest->at[ID_DIGITS] != ' '))
		return 0;
	for (guint i = 0; i < ID_DIGITS; i++) {
		if (!g_ascii_isdigit(rest->at[i]))
			return 0;
		id = id * 10 + (guint)(rest->at[i] - '0');
	}
	advance(rest, ID_DIGITS);
	skip_blanks(rest);
	return id;
}

/* "]" that ends the context: a blank or nothing follows. */
static const char *
context_end(const Rest *rest)
{
	const char *end = rest->at + rest->length;

	for (const char *at = rest->at; at < end; at++) {
		if (*at == ']' && (at + 1 == end || at[1] == ' '))
			return at;
	}
	return NULL;
}

static void
take_context(Rest *rest, HcLogHead *head)
{
	const char *end = rest->length > 0 && *rest->at == '[' ? context_end(rest) : NULL;

	if (end == NULL)
		return;
	head->context = rest->at + 1;
	head->n_context = (gsize)(end - head->context);
	advance(rest, head->n_context + 2);
	skip_blanks(rest);
}

static gsize
without_trailing_blanks(const char *text, gsize length)
{
	while (length > 0 && g_ascii_isspace(text[length - 1]))
		length--;
	return length;
}

gboolean
hc_hcwlog_head(const HcLine *line, HcLogHead *ret_head)
{
	Rest rest = { line->text, line->length };
	HcLogHead head = { .when = HC_TIME_NONE, .context = "" };
	char time[TIME_OCTETS + 1];

	if (line->length < TIME_OCTETS || !g_ascii_isdigit(*line->text))
		return FALSE;
	memcpy(time, line->text, TIME_OCTETS);
	time[TIME_OCTETS] = '\0';
	if (!hc_when_parse_hcwlog(time, &head.when))
		return FALSE;
	advance(&rest, TIME_OCTETS);
	skip_blanks(&rest);
	head.is_warning = take_word(&rest, "WARNING ");
	head.is_error = !head.is_warning && take_word(&rest, "*ERROR* ");
	head.id = take_id(&rest);
	take_context(&rest, &head);
	head.text = rest.at;
	head.n_text = without_trailing_blanks(rest.at, rest.length);
	*ret_head = head;
	return TRUE;
}

/* @at is the start of a field of its own, not the end of another's name. */
static gboolean
is_field_start(const HcLogHead *head, const char *at)
{
	return at == head->context || at[-1] == ' ' || at[-1] == ',';
}

char *
hc_hcwlog_field(const HcLogHead *head, const char *name)
{
	g_autofree char *start = g_strconcat(name, "=", NULL);
	const char *end = head->context + head->n_context;
	const char *at = head->context;

	while (at != NULL) {
		const char *comma = NULL;

		at = g_strstr_len(at, end - at, start);
		if (at == NULL)
			break;
		at += strlen(start);
		if (!is_field_start(head, at - strlen(start)))
			continue;
		comma = memchr(at, ',', (gsize)(end - at));
		return g_strndup(at, (gsize)((comma != NULL ? comma : end) - at));
	}
	return NULL;
}

gboolean
hc_hcwlog_continues(const HcLine *line, const char **ret_text, gsize *ret_length)
{
	gsize n_blanks = 0;

	while (n_blanks < line->length && n_blanks < HC_HCWLOG_INDENT &&
		line->text[n_blanks] == ' ')
		n_blanks++;
	if (n_blanks < line->length && n_blanks < HC_HCWLOG_INDENT)
		return FALSE;
	*ret_text = line->text + n_blanks;
	*ret_length = without_trailing_blanks(*ret_text, line->length - n_blanks);
	return TRUE;
}
