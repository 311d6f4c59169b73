/* One HTTPS request and where its redirects led.  Room: evidence. */
#include "agent/evidence/http.h"

HcHttpAnswer *
hc_http_answer_new(void)
{
	HcHttpAnswer *self = g_new0(HcHttpAnswer, 1);

	self->head.origin.as_of = HC_TIME_NONE;
	self->redirects = hc_text_dup_list(NULL);
	return self;
}

void
hc_http_answer_free(HcHttpAnswer *self)
{
	if (self == NULL)
		return;
	hc_fact_head_clear(&self->head);
	g_free(self->host);
	g_free(self->address);
	g_free(self->path);
	g_free(self->detail);
	g_free(self->url);
	g_strfreev(self->redirects);
	g_free(self->authenticate);
	g_free(self->server);
	hc_tls_session_free(self->tls);
	g_free(self);
}
