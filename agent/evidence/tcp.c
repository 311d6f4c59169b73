/* One attempt to connect.  Room: evidence. */
#include "agent/evidence/tcp.h"

HcTcpConnect *
hc_tcp_connect_new(void)
{
	HcTcpConnect *self = g_new0(HcTcpConnect, 1);

	self->head.origin.as_of = HC_TIME_NONE;
	return self;
}

void
hc_tcp_connect_free(HcTcpConnect *self)
{
	if (self == NULL)
		return;
	hc_fact_head_clear(&self->head);
	g_free(self->host);
	g_free(self->address);
	g_free(self->source);
	g_free(self->detail);
	g_free(self);
}
