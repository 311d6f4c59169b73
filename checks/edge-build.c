/* The age of Edge servers that handle hybrid mail.  Rule 160.  Room: checks. */
#include "checks/check.h"

#include "agent/hcw/server-build.h"
#include "agent/hcw/servers.h"
#include "checks/edge-server.h"
#include "checks/saw.h"

/* The server as the directory knows it, else as it was exported on itself. */
static const HcExchangeObject *
server_named(const HcHybrid *hybrid, const char *name)
{
	const HcExchangeObject *server =
		hc_edge_object(hybrid, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER, name);

	return server != NULL ? server
			      : hc_edge_object(hybrid, HC_SIDE_EDGE, HC_KIND_EXCHANGE_SERVER, name);
}

static void
judge_build(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *server,
	const HcServerBuild *build, HcFindings *out)
{
	const HcBuildTable *table = hc_evidence_builds(hybrid->evidence);
	HcTime now = hc_evidence_as_of(hybrid->evidence);
	g_autofree char *number = hc_build_format(&build->build);
	g_autofree char *date = hc_when_format_date(table->head.origin.as_of);
	HcFinding *finding = NULL;

	switch (hc_server_build_is_supported(table, &build->build, now)) {
	case HC_TRI_YES:
		finding = hc_check_report(self, HC_STATUS_PASS, server, NULL, out,
			"%s is the current or the previous cumulative update", number);
		break;
	case HC_TRI_NO:
		finding = hc_check_report(self, HC_STATUS_INFO, server, NULL, out,
			"the Edge server runs %s, neither the current nor the previous cumulative "
			"update: should the wizard ever be run, it may refuse this server",
			number);
		finding->before_run = TRUE;
		break;
	case HC_TRI_UNKNOWN:
		finding = hc_check_report(self, HC_STATUS_UNKNOWN, server, NULL, out,
			"the table of builds does not know the version of %s", number);
		break;
	}
	hc_finding_prove(
		finding, hc_exchange_origin(build->from), "%s = %s", build->property, number);
	hc_finding_prove(
		finding, NULL, "%s %s: builds as known on %s", table->name, table->version, date);
}

static void
judge_server(const HcCheck *self, const HcHybrid *hybrid, const char *name, HcFindings *out)
{
	const HcExchangeObject *server = server_named(hybrid, name);
	g_autofree char *shown = hc_check_value(name);
	HcServerBuild build;

	if (server == NULL)
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, shown,
			"Edge server %s was not exported (Get-ExchangeServer)", shown);
	else if (!hc_server_build_of(hybrid->evidence, server, &build))
		hc_check_report(self, HC_STATUS_UNKNOWN, server, NULL, out,
			"neither AdminDisplayVersion nor the version of ExSetup.exe was exported");
	else
		judge_build(self, hybrid, server, &build, out);
}

static void
judge_builds(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcBuildTable *table = hc_evidence_builds(hybrid->evidence);

	if (!hc_check_saw_edge(self, hybrid, out) ||
		!hc_check_saw(self, &table->head, "table of Exchange builds", out))
		return;
	for (gsize i = 0; hc_servers_is_judged(hybrid->edge, i); i++)
		judge_server(self, hybrid, hybrid->edge[i], out);
}

const HcCheck hc_checks_edge_build[] = {
	{
		.id = "edge-build-behind",
		.title = "Edge servers run the current or the previous cumulative update",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_INFO,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "B4",
		.judge = judge_builds,
		.impact = "Hybrid mail through such an Edge server is not supported, and Exchange "
			  "Online may slow down and then refuse mail of outdated servers; it says "
			  "so by a code 230.  Without one, mail that flows goes on flowing.",
		.fix = "Before the wizard is run, install the current cumulative update on the "
		       "Edge server, and run EdgeSync afterwards; otherwise when it suits you.",
		.remedy = "Start-EdgeSynchronization -ForceFullSync",
		.ndr = "450 4.7.230; 550 5.7.230",
		.reference = "DOC-PREREQ DOC-EDGE HC-BUILDS",
	},
	{ .id = NULL },
};
