/*
 * Edge subscriptions: that they are there, older than the last run, and younger than the servers of
 * their site.  Rules 154 to 156.  Room: checks.
 */
#include "checks/check.h"

#include "agent/hcw/overwrite.h"
#include "agent/hcw/servers.h"
#include "checks/edge-server.h"
#include "checks/saw.h"

static const HcExchangeSet *
subscriptions(const HcHybrid *hybrid)
{
	return hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_EDGE_SUBSCRIPTION);
}

/* Of an Edge server that handles hybrid mail: others may be subscribed as they like (DOC-EDGE). */
static gboolean
is_concerned(const HcHybrid *hybrid, const HcExchangeObject *subscription)
{
	for (gsize i = 0; hybrid->edge[i] != NULL; i++) {
		if (hc_edge_object(hybrid, HC_SIDE_ONPREM, HC_KIND_EDGE_SUBSCRIPTION,
			    hybrid->edge[i]) == subscription)
			return TRUE;
	}
	return FALSE;
}

/* FALSE, with the finding added, unless Edge servers are used and the subscriptions known. */
static gboolean
saw_subscriptions(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	return hc_check_saw_edge(self, hybrid, out) &&
	       hc_check_saw(self, &subscriptions(hybrid)->head, "Edge subscriptions", out);
}

static void
judge_missing(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	if (!saw_subscriptions(self, hybrid, out))
		return;
	for (gsize i = 0; hc_servers_is_judged(hybrid->edge, i); i++) {
		const HcExchangeObject *subscription = hc_edge_object(
			hybrid, HC_SIDE_ONPREM, HC_KIND_EDGE_SUBSCRIPTION, hybrid->edge[i]);
		g_autofree char *server = hc_check_value(hybrid->edge[i]);

		if (subscription != NULL)
			hc_check_report(self, HC_STATUS_PASS, subscription, NULL, out,
				"the Edge server is subscribed");
		else
			hc_findings_add(out, self, HC_STATUS_FAIL, server,
				"Edge server %s handles hybrid mail and is not subscribed", server);
	}
}

static void
judge_age(const HcCheck *self, const HcExchangeObject *subscription, HcTime end, HcFindings *out)
{
	HcTime made = hc_edge_subscribed_at(subscription);
	g_autofree char *when = hc_when_format(made);
	HcFinding *finding;

	if (made == HC_TIME_NONE || end == HC_TIME_NONE) {
		hc_check_report(self, HC_STATUS_UNKNOWN, subscription, NULL, out,
			made == HC_TIME_NONE ? "when it was made was not exported (CreateUtc)"
					     : "when the wizard ran last is not known");
		return;
	}
	if (made <= end) {
		hc_check_report(self, HC_STATUS_PASS, subscription, "CreateUtc", out,
			"the wizard has run since it was made");
		return;
	}
	finding = hc_check_report(self, HC_STATUS_FAIL, subscription, "CreateUtc", out,
		"the Edge subscription was made on %s, after the last run of the wizard", when);
	finding->since = made;
}

static void
judge_recreated(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set = subscriptions(hybrid);
	HcTime end = hc_overwrite_last_run_end(hybrid->evidence);
	gboolean found = FALSE;

	if (!saw_subscriptions(self, hybrid, out))
		return;
	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *subscription = g_ptr_array_index(set->objects, i);

		if (!is_concerned(hybrid, subscription))
			continue;
		found = TRUE;
		judge_age(self, subscription, end, out);
	}
	if (!found)
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"no Edge server that handles hybrid mail is subscribed");
}

/* What the servers of a site tell about one subscription. */
typedef struct {
	GString *newer;   /* Mailbox servers that are younger than it */
	GString *undated; /* whose age or site was not exported */
} Site;

static void
note(GString *list, const HcExchangeObject *server)
{
	hc_check_note(list, hc_exchange_identity(server));
}

static void
look_at_server(const HcExchangeObject *server, const char *site, HcTime made, Site *found)
{
	const char *own = hc_exchange_text(server, "Site");
	HcTime installed = hc_exchange_time(server, "WhenCreatedUTC");

	if (hc_text_same(hc_exchange_text(server, "ServerRole"), "Edge") ||
		hc_exchange_bool(server, "IsEdgeServer") == HC_TRI_YES)
		return;
	if (own == NULL)
		note(found->undated, server);
	else if (!hc_text_same(own, site))
		return;
	else if (installed == HC_TIME_NONE)
		note(found->undated, server);
	else if (installed > made)
		note(found->newer, server);
}

static void
report_site(const HcCheck *self, const HcExchangeObject *subscription, const Site *found,
	HcFindings *out)
{
	if (found->newer->len > 0)
		hc_check_report(self, HC_STATUS_FAIL, subscription, "Site", out,
			"servers that joined the site after the subscription was made take no part "
			"in EdgeSync: %s",
			found->newer->str);
	else if (found->undated->len > 0)
		hc_check_report(self, HC_STATUS_UNKNOWN, subscription, "Site", out,
			"site or age of these servers was not exported: %s", found->undated->str);
	else
		hc_check_report(self, HC_STATUS_PASS, subscription, "Site", out,
			"no server of its site is younger");
}

static void
judge_site(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *subscription,
	HcFindings *out)
{
	const HcExchangeSet *servers =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER);
	const char *site = hc_exchange_text(subscription, "Site");
	HcTime made = hc_edge_subscribed_at(subscription);
	g_autoptr(GString) newer = g_string_new(NULL);
	g_autoptr(GString) undated = g_string_new(NULL);
	const Site found = { newer, undated };

	if (!hc_check_saw_property(self, subscription, "Site", out))
		return;
	if (made == HC_TIME_NONE) {
		hc_check_report(self, HC_STATUS_UNKNOWN, subscription, NULL, out,
			"when it was made was not exported (CreateUtc)");
		return;
	}
	for (guint i = 0; i < servers->objects->len; i++) {
		Site into = found;

		look_at_server(g_ptr_array_index(servers->objects, i), site, made, &into);
	}
	report_site(self, subscription, &found, out);
}

static void
judge_new_servers(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set = subscriptions(hybrid);
	const HcExchangeSet *servers =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER);
	gboolean found = FALSE;

	if (!saw_subscriptions(self, hybrid, out) ||
		!hc_check_saw(self, &servers->head, "Exchange servers", out))
		return;
	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *subscription = g_ptr_array_index(set->objects, i);

		if (!is_concerned(hybrid, subscription))
			continue;
		found = TRUE;
		judge_site(self, hybrid, subscription, out);
	}
	if (!found)
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"no Edge server that handles hybrid mail is subscribed");
}

const HcCheck hc_checks_edge_subscription[] = {
	{
		.id = "edge-subscription-missing",
		.title = "Every Edge server that handles hybrid mail is subscribed",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_FIX_FIRST,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "B3",
		.judge = judge_missing,
		.impact = "Without a subscription the Edge server gets no connectors, and Edge and "
			  "Mailbox servers do not trust each other's headers: hybrid mail through "
			  "it is not supported and arrives as external.",
		.fix = "Subscribe the Edge server: make the subscription file on it, import the "
		       "file on a Mailbox server within 24 hours, and run EdgeSync.",
		.remedy = "New-EdgeSubscription -FileName C:\\edge-subscription.xml\n"
			  "New-EdgeSubscription -FileData ([System.IO.File]::ReadAllBytes("
			  "'C:\\edge-subscription.xml')) -Site <site>\n"
			  "Start-EdgeSynchronization",
		.reference = "DOC-EDGE DOC-EDGESUB",
	},
	{
		.id = "edge-subscription-recreated",
		.title = "The wizard has run since the Edge subscription was made",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "B3",
		.judge = judge_recreated,
		.impact = "A new subscription loses the hybrid settings: mail stops, or leaves "
			  "through the connector to the internet.",
		.fix = "Run the wizard for mail flow, or set the source servers of the Send "
		       "connector by hand.",
		.reference = "DOC-EDGE",
	},
	{
		.id = "edge-new-mailbox-server",
		.title = "Every Mailbox server of the site takes part in EdgeSync",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "A9",
		.judge = judge_new_servers,
		.impact = "Only the servers that were in the site when the Edge server was "
			  "subscribed synchronise it; if those are retired, EdgeSync stops.",
		.fix = "Subscribe the Edge servers of the site again, then run the wizard for mail "
		       "flow or set the source servers of the Send connector by hand.",
		.remedy = "Remove-EdgeSubscription {identity}\n"
			  "New-EdgeSubscription -FileData ([System.IO.File]::ReadAllBytes("
			  "'C:\\edge-subscription.xml')) -Site <site>\n"
			  "Start-EdgeSynchronization",
		.reference = "DOC-EDGESUB",
	},
	{ .id = NULL },
};
