/* Replies of SMTP servers, read as they arrive.  Room: base. */
#include "agent/base/smtp-reply.h"
#include "agent/base/limits.h"

#include <string.h>

#define CODE_DIGITS 3

struct HcSmtpReply {
	HcSmtpReplyState state;
	HcSmtpFault fault;
	guint code;
	char *enhanced;
	GPtrArray *lines; /* ends with NULL */
	GString *line;    /* the one that has not ended, with its code */
	gsize n_octets;
	gboolean had_bare_lf;
	gboolean had_bare_cr;
};

static void
begin(HcSmtpReply *self)
{
	self->lines = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(self->lines, NULL);
	self->line = g_string_new(NULL);
}

HcSmtpReply *
hc_smtp_reply_new(void)
{
	HcSmtpReply *self = g_new0(HcSmtpReply, 1);

	begin(self);
	return self;
}

static void
drop(HcSmtpReply *self)
{
	g_ptr_array_unref(self->lines);
	g_string_free(self->line, TRUE);
	g_free(self->enhanced);
}

void
hc_smtp_reply_free(HcSmtpReply *self)
{
	if (self == NULL)
		return;
	drop(self);
	g_free(self);
}

void
hc_smtp_reply_restart(HcSmtpReply *self)
{
	drop(self);
	*self = (HcSmtpReply){ 0 };
	begin(self);
}

static void
fail(HcSmtpReply *self, HcSmtpFault fault)
{
	self->state = HC_SMTP_REPLY_WRONG;
	self->fault = fault;
}

/* --- the enhanced code ------------------------------------------------------------------------ */

/* One to three digits; how many there are, or 0. */
static gsize
count_digits(const char *text)
{
	gsize n = 0;

	while (g_ascii_isdigit(text[n]))
		n++;
	return n <= 3 ? n : 0;
}

/* RFC 2034 4: the class is the first digit of the reply's code, and only of 2yz, 4yz and 5yz. */
static char *
find_enhanced(guint code, const char *text)
{
	const char *at = text;

	if (!g_ascii_isdigit(*at) || (guint)(*at - '0') != code / 100 || code / 100 == 3)
		return NULL;
	at++;
	for (guint part = 0; part < 2; part++) {
		gsize n = *at == '.' ? count_digits(at + 1) : 0;

		if (n == 0)
			return NULL;
		at += n + 1;
	}
	return *at == ' ' || *at == '\0' ? g_strndup(text, (gsize)(at - text)) : NULL;
}

/* --- lines ------------------------------------------------------------------------------------ */

static void
keep_line(HcSmtpReply *self, const char *text)
{
	g_ptr_array_index(self->lines, self->lines->len - 1) = g_strdup(text);
	g_ptr_array_add(self->lines, NULL);
}

static void
end_line(HcSmtpReply *self)
{
	GString *line = self->line;
	gboolean is_last = FALSE;

	if (line->len > 0 && line->str[line->len - 1] == '\r')
		g_string_truncate(line, line->len - 1);
	else
		self->had_bare_lf = TRUE;
	if (line->len < CODE_DIGITS) {
		fail(self, HC_SMTP_FAULT_NO_CODE);
		return;
	}
	if (self->lines->len > HC_LIMIT_SMTP_LINES) {
		fail(self, HC_SMTP_FAULT_MANY_LINES);
		return;
	}
	if (strchr(line->str, '\r') != NULL)
		self->had_bare_cr = TRUE;
	is_last = line->str[CODE_DIGITS] != '-';
	keep_line(self, line->len > CODE_DIGITS ? line->str + CODE_DIGITS + 1 : "");
	g_string_truncate(line, 0);
	if (!is_last)
		return;
	self->enhanced = find_enhanced(self->code, g_ptr_array_index(self->lines, 0));
	self->state = HC_SMTP_REPLY_COMPLETE;
}

static guint
number_of(const char *digits)
{
	return (guint)(digits[0] - '0') * 100 + (guint)(digits[1] - '0') * 10 +
	       (guint)(digits[2] - '0');
}

static gboolean
may_stand_at(char octet, gsize column)
{
	if (column == 0)
		return octet >= '2' && octet <= '5';
	if (column < CODE_DIGITS)
		return g_ascii_isdigit(octet);
	return column > CODE_DIGITS || octet == ' ' || octet == '-' || octet == '\r';
}

static void
add_octet(HcSmtpReply *self, char octet)
{
	GString *line = self->line;

	if (!may_stand_at(octet, line->len)) {
		fail(self, HC_SMTP_FAULT_NO_CODE);
		return;
	}
	g_string_append_c(line, octet);
	if (line->len > HC_LIMIT_SMTP_LINE)
		fail(self, HC_SMTP_FAULT_LONG_LINE);
	if (line->len != CODE_DIGITS)
		return;
	if (self->code != 0 && self->code != number_of(line->str))
		fail(self, HC_SMTP_FAULT_MIXED_CODES);
	else
		self->code = number_of(line->str);
}

static void
take_octet(HcSmtpReply *self, guint8 octet)
{
	self->n_octets++;
	if (self->n_octets > HC_LIMIT_SMTP_REPLY)
		fail(self, HC_SMTP_FAULT_MANY_OCTETS);
	else if (octet == '\0')
		fail(self, HC_SMTP_FAULT_NUL);
	else if (octet == '\n')
		end_line(self);
	else
		add_octet(self, (char)octet);
}

gsize
hc_smtp_reply_push(HcSmtpReply *self, const guint8 *octets, gsize n)
{
	gsize taken = 0;

	while (taken < n && self->state == HC_SMTP_REPLY_INCOMPLETE)
		take_octet(self, octets[taken++]);
	return taken;
}

/* --- what was read ---------------------------------------------------------------------------- */

HcSmtpReplyState
hc_smtp_reply_state(const HcSmtpReply *self)
{
	return self->state;
}

HcSmtpFault
hc_smtp_reply_fault(const HcSmtpReply *self)
{
	return self->fault;
}

const char *
hc_smtp_fault_text(HcSmtpFault fault)
{
	switch (fault) {
	case HC_SMTP_FAULT_NONE:
		break;
	case HC_SMTP_FAULT_NO_CODE:
		return "a line does not begin with a reply code";
	case HC_SMTP_FAULT_MIXED_CODES:
		return "the lines of one reply have different codes";
	case HC_SMTP_FAULT_NUL:
		return "a NUL octet stands in a reply";
	case HC_SMTP_FAULT_LONG_LINE:
		return "a line is longer than HC_LIMIT_SMTP_LINE";
	case HC_SMTP_FAULT_MANY_LINES:
		return "a reply has more lines than HC_LIMIT_SMTP_LINES";
	case HC_SMTP_FAULT_MANY_OCTETS:
		return "a reply is longer than HC_LIMIT_SMTP_REPLY";
	}
	return NULL;
}

guint
hc_smtp_reply_code(const HcSmtpReply *self)
{
	return self->code;
}

const char *const *
hc_smtp_reply_lines(const HcSmtpReply *self)
{
	return (const char *const *)self->lines->pdata;
}

const char *
hc_smtp_reply_enhanced(const HcSmtpReply *self)
{
	return self->enhanced;
}

gboolean
hc_smtp_reply_has_keyword(const HcSmtpReply *self, const char *keyword)
{
	const char *const *lines = hc_smtp_reply_lines(self);

	for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++) {
		gsize n = strcspn(lines[i], " \t");

		if (n == strlen(keyword) && g_ascii_strncasecmp(lines[i], keyword, n) == 0)
			return TRUE;
	}
	return FALSE;
}

gsize
hc_smtp_reply_n_octets(const HcSmtpReply *self)
{
	return self->n_octets;
}

gboolean
hc_smtp_reply_had_bare_lf(const HcSmtpReply *self)
{
	return self->had_bare_lf;
}

gboolean
hc_smtp_reply_had_bare_cr(const HcSmtpReply *self)
{
	return self->had_bare_cr;
}
