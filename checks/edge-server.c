/* What is known of one Edge server.  Room: checks. */
#include "checks/edge-server.h"

#include "agent/base/dname.h"
#include "agent/hcw/space.h"

static gboolean
is_about(const HcExchangeObject *object, HcSide side, const char *server)
{
	const char *on = hc_exchange_server(object);
	const char *name = hc_exchange_text(object, "Name");
	g_autofree char *identity = NULL;

	if (side == HC_SIDE_EDGE && on != NULL)
		return hc_dname_same_host(on, server);
	if (!hc_text_is_empty(name))
		return hc_dname_same_host(name, server);
	identity = hc_space_server(hc_exchange_identity(object));
	return hc_dname_same_host(identity, server);
}

const HcExchangeObject *
hc_edge_object(const HcHybrid *hybrid, HcSide side, HcKind kind, const char *server)
{
	const HcExchangeSet *set = hc_evidence_set(hybrid->evidence, side, kind);

	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *object = g_ptr_array_index(set->objects, i);

		if (is_about(object, side, server))
			return object;
	}
	return NULL;
}

HcTime
hc_edge_subscribed_at(const HcExchangeObject *subscription)
{
	HcTime made = hc_exchange_time(subscription, "CreateUtc");

	return made != HC_TIME_NONE ? made : hc_exchange_time(subscription, "WhenCreatedUTC");
}

/*
 * SyncStatus by name, and by number as ConvertTo-Json writes enumerations; the words of
 * Start-EdgeSynchronization's Result.
 */
static const struct {
	const char *word;
	HcTri is_good;
} statuses[] = {
	{ "NoSyncConfigured", HC_TRI_NO },
	{ "0", HC_TRI_NO },
	{ "Normal", HC_TRI_YES },
	{ "1", HC_TRI_YES },
	{ "Warning", HC_TRI_NO },
	{ "2", HC_TRI_NO },
	{ "Failed", HC_TRI_NO },
	{ "3", HC_TRI_NO },
	{ "FailedUrgent", HC_TRI_NO },
	{ "5", HC_TRI_NO },
	{ "Success", HC_TRI_YES },
	{ "Incomplete", HC_TRI_NO },
	{ "CouldNotConnect", HC_TRI_NO },
};

HcTri
hc_edge_is_synchronized(const HcExchangeObject *status)
{
	const char *word = hc_exchange_text(status, "SyncStatus");

	if (word == NULL)
		word = hc_exchange_text(status, "Result");
	for (gsize i = 0; i < G_N_ELEMENTS(statuses); i++) {
		if (hc_text_same(statuses[i].word, word))
			return statuses[i].is_good;
	}
	return HC_TRI_UNKNOWN;
}
