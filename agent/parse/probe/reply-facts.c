/* What a reply says, as facts have it.  Room: parse. */
#include "agent/parse/probe/reply-facts.h"

#include "agent/base/limits.h"

#include <string.h>

/* The line without the enhanced code it may begin with: all lines of a reply repeat it. */
static const char *
without_enhanced(const char *line, const char *enhanced)
{
	const gsize length = enhanced != NULL ? strlen(enhanced) : 0;

	if (length == 0 || strncmp(line, enhanced, length) != 0)
		return line;
	return line[length] == ' ' ? line + length + 1 : line + length;
}

void
hc_reply_facts_fill(const HcSmtpReply *reply, HcSmtpReplyFacts *ret_facts)
{
	const char *const *lines = hc_smtp_reply_lines(reply);
	g_autoptr(GString) text = g_string_new(NULL);

	if (hc_smtp_reply_code(reply) == 0)
		return;
	ret_facts->code = hc_smtp_reply_code(reply);
	ret_facts->enhanced = g_strdup(hc_smtp_reply_enhanced(reply));
	for (; *lines != NULL; lines++) {
		const char *line = without_enhanced(*lines, ret_facts->enhanced);

		if (*line != '\0')
			g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", line);
	}
	ret_facts->text = hc_text_excerpt(text->str, HC_LIMIT_SMTP_LINE);
}

GStrv
hc_reply_facts_keywords(const HcSmtpReply *reply)
{
	const char *const *lines = hc_smtp_reply_lines(reply);
	GPtrArray *keywords = NULL;

	if (hc_smtp_reply_state(reply) != HC_SMTP_REPLY_COMPLETE ||
		hc_smtp_reply_code(reply) / 100 != 2)
		return NULL;
	keywords = g_ptr_array_new();
	for (guint i = 1; lines[i] != NULL; i++)
		g_ptr_array_add(keywords, hc_text_printable(lines[i]));
	g_ptr_array_add(keywords, NULL);
	return (GStrv)g_ptr_array_free(keywords, FALSE);
}
