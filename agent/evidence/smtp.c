/* One SMTP session with one address.  Room: evidence. */
#include "agent/evidence/smtp.h"

#include <string.h>

HcSmtpSession *
hc_smtp_session_new(void)
{
	HcSmtpSession *self = g_new0(HcSmtpSession, 1);

	self->head.origin.as_of = HC_TIME_NONE;
	return self;
}

void
hc_smtp_reply_facts_clear(HcSmtpReplyFacts *self)
{
	self->code = 0;
	g_clear_pointer(&self->enhanced, g_free);
	g_clear_pointer(&self->text, g_free);
}

void
hc_smtp_session_free(HcSmtpSession *self)
{
	if (self == NULL)
		return;
	hc_fact_head_clear(&self->head);
	g_free(self->host);
	g_free(self->address);
	g_free(self->source);
	g_free(self->alert);
	hc_smtp_reply_facts_clear(&self->reply);
	hc_smtp_reply_facts_clear(&self->greeting);
	for (guint i = 0; i < HC_N_STAGES; i++)
		hc_stage_result_clear(&self->stages[i]);
	g_strfreev(self->before);
	g_strfreev(self->after);
	hc_tls_session_free(self->tls);
	g_free(self->transcript);
	g_free(self);
}

gboolean
hc_smtp_has_keyword(const char *const *lines, const char *keyword)
{
	const gsize length = strlen(keyword);

	for (; lines != NULL && *lines != NULL; lines++) {
		const char behind =
			g_ascii_strncasecmp(*lines, keyword, length) == 0 ? (*lines)[length] : 'x';

		if (behind == '\0' || behind == ' ' || behind == '=')
			return TRUE;
	}
	return FALSE;
}

/* "421 4.3.2 Service not available" */
static char *
reply_text(const HcSmtpReplyFacts *reply)
{
	return g_strdup_printf("%u%s%s%s%s", reply->code, reply->enhanced != NULL ? " " : "",
		reply->enhanced != NULL ? reply->enhanced : "",
		hc_text_is_empty(reply->text) ? "" : " ", reply->text != NULL ? reply->text : "");
}

/* What stands in brackets behind the word; NULL: nothing. */
static char *
details_of(const HcSmtpSession *self)
{
	if (self->outcome == HC_OUTCOME_TARPIT)
		return g_strdup_printf("%u s", self->seconds);
	if (self->outcome == HC_OUTCOME_STARTTLS_REFUSED)
		return g_strdup_printf("%u", self->reply.code);
	if (self->outcome == HC_OUTCOME_TLS_ALERT)
		return g_strdup(self->alert);
	if (self->reply.code != 0 &&
		(self->outcome == HC_OUTCOME_BUSY || self->outcome == HC_OUTCOME_REFUSED))
		return reply_text(&self->reply);
	return NULL;
}

char *
hc_smtp_outcome_text(const HcSmtpSession *self)
{
	g_autofree char *details = details_of(self);

	if (details == NULL)
		return g_strdup(hc_outcome_word(self->outcome));
	return g_strdup_printf("%s(%s)", hc_outcome_word(self->outcome), details);
}
