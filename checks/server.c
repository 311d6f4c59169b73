/* The age of the servers, and how they send.  Rules 199 to 203.  Room: checks. */
#include "checks/server-judge.h"

#include "agent/hcw/overwrite.h"
#include "agent/hcw/servers.h"
#include "checks/saw.h"
#include "checks/sharing.h"

/* --- support -----------------------------------------------------------------------------------
 */

/*
 * What such a server lacks is support, and a run it may stand in the way of: it breaks no mail flow
 * that works, and no rerun follows from it.
 */
static void
report_unsupported(const HcServerCase *self, const HcBuildProduct *product, HcTime now)
{
	const HcBuildUpdate *newest = hc_server_build_newest(product, now);
	g_autofree char *build = hc_build_format(&self->build.build);
	g_autofree char *date = hc_when_format_date(newest->released);

	hc_server_judge_report(self, HC_STATUS_INFO,
		"%s is neither the current nor the previous cumulative update of %s, which is %s "
		"of %s: should the wizard ever be run, it may refuse this server",
		build, product->name, newest->name, date)
		->before_run = TRUE;
}

/* Supported once: that support ended is no fault of the hybrid configuration. */
static void
report_supported(const HcServerCase *self, const HcBuildProduct *product, HcTime now)
{
	const HcBuildUpdate *update = hc_server_build_update(product, &self->build.build);
	g_autofree char *end = hc_when_format_date(product->end_of_support);

	if (product->end_of_support != HC_TIME_NONE && product->end_of_support <= now)
		hc_server_judge_report(
			self, HC_STATUS_INFO, "support of %s ended on %s", product->name, end)
			->since = product->end_of_support;
	else
		hc_server_judge_report(self, HC_STATUS_PASS, "%s %s is supported", product->name,
			update != NULL ? update->name : "(newer than the table)");
}

static void
judge_support_of(const HcServerCase *self, G_GNUC_UNUSED gconstpointer with)
{
	HcTime now = hc_evidence_as_of(self->hybrid->evidence);
	const HcBuildProduct *product = hc_server_build_product(self->table, &self->build.build);
	g_autofree char *build = hc_build_format(&self->build.build);

	switch (hc_server_build_is_supported(self->table, &self->build.build, now)) {
	case HC_TRI_YES:
		report_supported(self, product, now);
		break;
	case HC_TRI_NO:
		report_unsupported(self, product, now);
		break;
	case HC_TRI_UNKNOWN:
		hc_server_judge_report(self, HC_STATUS_UNKNOWN,
			"the table of builds does not know the version of %s", build);
		break;
	}
}

static void
judge_support(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_server_judge_each(self, hybrid, judge_support_of, NULL, out);
}

static void
judge_throttle(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcBuildFloor *floor =
		hc_server_build_floor(hc_evidence_builds(hybrid->evidence), "exchange-online");

	if (floor != NULL && hc_evidence_as_of(hybrid->evidence) < floor->since)
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"the update it is measured by was not out at that time");
	else
		hc_server_judge_all(self, hybrid, "exchange-online", out);
}

/* --- the end of EWS ----------------------------------------------------------------------------
 */

static void
judge_graph_of(const HcServerCase *self, gconstpointer floor)
{
	g_autofree char *build = hc_build_format(&self->build.build);

	switch (hc_server_build_meets(floor, &self->build)) {
	case HC_TRI_YES:
		hc_server_judge_report(
			self, HC_STATUS_PASS, "%s can use Microsoft Graph instead of EWS", build);
		break;
	case HC_TRI_NO:
	case HC_TRI_UNKNOWN:
		hc_server_judge_report(self, HC_STATUS_INFO,
			"%s does not show the update that brings Microsoft Graph, without which "
			"free/busy with Exchange Online ends with EWS on 2027-04-01",
			build);
		break;
	}
}

static void
judge_graph(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcBuildTable *table = hc_evidence_builds(hybrid->evidence);
	const HcBuildFloor *floor = hc_server_build_floor(table, "graph");

	if (floor != NULL && hc_evidence_as_of(hybrid->evidence) < floor->since)
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"the update that brings Microsoft Graph was not out at that time");
	else if (floor != NULL || table->head.status != HC_FACT_COLLECTED)
		hc_server_judge_each(self, hybrid, judge_graph_of, floor, out);
	else
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, NULL,
			"the table of Exchange builds has no floor \"graph\"");
}

/* --- a newer version took over -----------------------------------------------------------------
 */

/* The newest version among servers; by name those that carry hybrid mail, or those made since. */
typedef struct {
	HcBuild listed;
	HcBuild newer;
	const HcExchangeObject *server; /* the first of the newest made since */
	gboolean any_listed;
	gboolean undated;
} Versions;

static void
add_server(const HcHybrid *hybrid, const HcExchangeObject *server, HcTime run, Versions *versions)
{
	HcTime made = hc_exchange_time(server, "WhenCreatedUTC");
	HcServerBuild build = { 0 };

	if (!hc_server_build_of(hybrid->evidence, server, &build))
		return;
	if (hc_servers_is_listed(hybrid, hc_exchange_identity(server))) {
		versions->any_listed = TRUE;
		if (hc_build_compare(&build.build, &versions->listed, HC_BUILD_PARTS) > 0)
			versions->listed = build.build;
		return;
	}
	if (hc_server_build_is_edge(server))
		return;
	versions->undated |= made == HC_TIME_NONE;
	if (made > run && hc_build_compare(&build.build, &versions->newer, HC_BUILD_PARTS) > 0) {
		versions->newer = build.build;
		versions->server = server;
	}
}

static void
report_versions(
	const HcCheck *self, const HcHybrid *hybrid, const Versions *versions, HcFindings *out)
{
	const HcBuildTable *table = hc_evidence_builds(hybrid->evidence);
	const HcBuildProduct *was = hc_server_build_product(table, &versions->listed);
	const HcBuildProduct *is = hc_server_build_product(table, &versions->newer);

	if (!versions->any_listed)
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, NULL,
			"the builds of the servers that carry hybrid mail are not known");
	else if (versions->server != NULL && was != NULL && is != NULL && was != is &&
		 hc_build_compare(&versions->newer, &versions->listed, HC_BUILD_PARTS) > 0)
		hc_check_report(self, HC_STATUS_FAIL, versions->server, "AdminDisplayVersion", out,
			"it runs %s and was added after the last run; hybrid mail still goes "
			"through servers of %s alone",
			is->name, was->name);
	else if (versions->server == NULL && versions->undated)
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, NULL,
			"WhenCreatedUTC of the servers was not exported");
	else
		hc_findings_add(out, self, HC_STATUS_PASS, "ExchangeServer",
			"no newer version was added after the last run");
}

static void
judge_upgraded(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *servers =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER);
	HcTime run = hc_overwrite_last_run_end(hybrid->evidence);
	Versions versions = { 0 };

	if (!hc_check_saw(self, &servers->head, "ExchangeServer", out) ||
		!hc_check_saw(self, &hc_evidence_builds(hybrid->evidence)->head,
			"table of Exchange builds", out))
		return;
	if (run == HC_TIME_NONE) {
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, NULL,
			"when the wizard ran last is not known");
		return;
	}
	for (guint i = 0; i < servers->objects->len; i++)
		add_server(hybrid, g_ptr_array_index(servers->objects, i), run, &versions);
	report_versions(self, hybrid, &versions, out);
}

const HcCheck hc_checks_server[] = {
	{
		.id = "srv-unsupported-build",
		.title = "Every server runs the current or the previous cumulative update",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_INFO,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_support,
		.impact = "The wizard may refuse to run with such a server, and Microsoft refuses "
			  "support.  Mail that flows goes on flowing.",
		.fix = "Before the wizard is run, install the current cumulative update and its "
		       "security updates on every server; otherwise when it suits you.",
		.reference = "DOC-PREREQ HC-BUILDS",
	},
	{
		.id = "srv-exo-throttle-outdated",
		.title = "No server is too old for Exchange Online",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_INFO,
		.confidence = HC_UNCONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "B7",
		.judge = judge_throttle,
		.impact =
			"Exchange Online reports outdated servers on OnPremises connectors, then "
			"slows them down, then refuses their mail.  It says so by a code 230 in "
			"the SMTP log or the bounce; without one this is a date to know, no fault.",
		.remedy = "Get-OnPremServerReportInfo\n"
			  "New-TenantExemptionInfo -BlockingScenario UnpatchedOnPremServer "
			  "-NumberOfDays 90",
		.fix = "Install the current updates; the wizard does not help.  Where mail is "
		       "already refused, a pause of up to 90 days a year can be asked for in "
		       "Exchange Online.",
		.ndr = "450 4.7.230, then 550 5.7.230: Connecting Exchange server version is "
		       "out-of-date",
		.reference = "NDR-230 COMM-ENFORCE HC-BUILDS",
	},
	{
		.id = "srv-version-upgraded-since-hcw",
		.title = "No newer version of Exchange was added after the last run",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_RERUN_RECOMMENDED,
		.hcw = HC_HCW_FULL,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_upgraded,
		.impact =
			"Connectors still name the old servers: when those go, hybrid mail stops.",
		.fix = "Import the certificate on the new servers and choose them in a full run of "
		       "the wizard, before the old ones are removed.",
		.reference = "DOC-PREREQ BLOG-2016CERT",
	},
	{
		.id = "srv-ews-graph-retirement",
		.title = "Every server can go on without EWS",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_INFO,
		.effect = HC_EFFECT_INFO,
		.confidence = HC_UNCONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_graph,
		.impact = "Free/busy, MailTips and photos between both sides end with EWS in "
			  "Exchange Online.  Mail is not affected.",
		.fix = "Move to Exchange Server SE with the update of May 2026 or later; Exchange "
		       "Server 2016 and 2019 do not get it.",
		.reference = "BLOG-DHA COMM-GRAPHHU HC-BUILDS",
	},
	{ .id = NULL },
};
