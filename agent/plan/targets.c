/* What the user wants looked at besides what the evidence names.  Room: plan. */
#include "agent/plan/targets.h"

HcTarget *
hc_target_new(const char *host, guint16 port)
{
	HcTarget *self = g_new0(HcTarget, 1);

	self->host = g_strdup(host);
	self->port = port;
	return self;
}

void
hc_target_free(HcTarget *self)
{
	if (self == NULL)
		return;
	g_free(self->host);
	g_free(self);
}

GPtrArray *
hc_target_list_new(void)
{
	return g_ptr_array_new_with_free_func((GDestroyNotify)hc_target_free);
}

void
hc_target_list_add(GPtrArray *list, const GPtrArray *from)
{
	for (guint i = 0; i < from->len; i++) {
		const HcTarget *target = g_ptr_array_index(from, i);

		g_ptr_array_add(list, hc_target_new(target->host, target->port));
	}
}

HcTargets *
hc_targets_new(void)
{
	HcTargets *self = g_new0(HcTargets, 1);

	self->smtp = hc_target_list_new();
	self->https = hc_target_list_new();
	self->ipv4 = TRUE;
	self->ipv6 = TRUE;
	return self;
}

void
hc_targets_free(HcTargets *self)
{
	if (self == NULL)
		return;
	g_ptr_array_unref(self->smtp);
	g_ptr_array_unref(self->https);
	g_free(self);
}
