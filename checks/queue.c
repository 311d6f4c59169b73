/* How servers send and retry.  Rule 203.  Room: checks. */
#include "checks/check.h"

#include "agent/base/dname.h"
#include "checks/saw.h"

#define LEAST_CONNECTIONS 40
#define LONGEST_RETRY (5 * 60 * HC_TIME_SECOND)

/* Only servers that send hybrid mail; every one where those are not known. */
static gboolean
sends(const HcHybrid *hybrid, const char *server)
{
	if (hybrid->sending[0] == NULL)
		return TRUE;
	for (gsize i = 0; hybrid->sending[i] != NULL; i++) {
		if (hc_dname_same_host(hybrid->sending[i], server))
			return TRUE;
	}
	return FALSE;
}

static void
judge_service(const HcCheck *self, const HcExchangeObject *service, HcFindings *out)
{
	const char *connections = "MaxPerDomainOutboundConnections";
	const char *interval = "MessageRetryInterval";
	gint64 n = 0;
	gint64 wait = 0;

	if (!hc_check_saw_property(self, service, connections, out) ||
		!hc_check_saw_property(self, service, interval, out))
		return;
	if (!hc_when_parse_timespan(hc_exchange_text(service, interval), &wait))
		hc_check_report(self, HC_STATUS_UNKNOWN, service, interval, out,
			"%s is not a length of time", interval);
	else if (hc_exchange_int(service, connections, &n) && n < LEAST_CONNECTIONS)
		hc_check_report(self, HC_STATUS_FAIL, service, connections, out,
			"%" G_GINT64_FORMAT " connections to one domain at once, at least %d are "
			"advised",
			n, LEAST_CONNECTIONS);
	else if (wait > LONGEST_RETRY)
		hc_check_report(self, HC_STATUS_FAIL, service, interval, out,
			"a message that was put off waits longer than five minutes");
	else
		hc_check_report(self, HC_STATUS_PASS, service, interval, out,
			"it sends and retries as advised for hybrid mail");
}

static void
judge_services(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_TRANSPORT_SERVICE);
	guint before = hc_findings_count(out);

	if (!hc_check_saw(self, &set->head, "TransportService", out))
		return;
	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *service = g_ptr_array_index(set->objects, i);

		if (sends(hybrid, hc_exchange_identity(service)))
			judge_service(self, service, out);
	}
	if (hc_findings_count(out) == before)
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, NULL,
			"TransportService of the servers that send was not exported");
}

const HcCheck hc_checks_queue[] = {
	{
		.id = "queue-retry-settings",
		.title = "Servers send to Exchange Online over enough connections",
		.class = HC_CLASS_PERIMETER,
		.severity = HC_SEVERITY_LOW,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "B4",
		.judge = judge_services,
		.impact = "To Exchange Online all of hybrid mail is one domain: queues are slow to "
			  "empty after every interruption.",
		.remedy = "Set-TransportService {identity} -MaxPerDomainOutboundConnections 40 "
			  "-MessageRetryInterval 00:05:00",
		.reference = "HC-RETRY",
	},
	{ .id = NULL },
};
