/* The addresses of one name.  Room: evidence. */
#include "agent/evidence/addresses.h"

HcHostAddresses *
hc_host_addresses_new(const char *host)
{
	HcHostAddresses *self = g_new0(HcHostAddresses, 1);

	self->head.origin.as_of = HC_TIME_NONE;
	self->host = g_strdup(host);
	self->addresses = hc_text_dup_list(NULL);
	return self;
}

void
hc_host_addresses_free(HcHostAddresses *self)
{
	if (self == NULL)
		return;
	hc_fact_head_clear(&self->head);
	g_free(self->host);
	g_strfreev(self->addresses);
	hc_stage_result_clear(&self->result);
	g_free(self);
}
