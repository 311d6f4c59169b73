/* Which certificate a connector would use on one server.  Room: evidence. */
#include "agent/evidence/pick.h"

HcPick *
hc_pick_new(void)
{
	HcPick *self = g_new0(HcPick, 1);

	self->head.origin.as_of = HC_TIME_NONE;
	self->kind = HC_KIND_SEND_CONNECTOR;
	return self;
}

void
hc_pick_free(HcPick *self)
{
	if (self == NULL)
		return;
	hc_fact_head_clear(&self->head);
	g_free(self->connector);
	g_free(self->server);
	g_free(self->thumbprint);
	g_free(self->how);
	g_free(self);
}
