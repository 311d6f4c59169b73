/* Rules about the build of every server.  Room: checks. */
#include "checks/server-judge.h"

#include "checks/saw.h"

static void
judge_one(HcServerCase *self, HcServerJudge judge, gconstpointer with)
{
	if (hc_server_build_is_edge(self->server))
		return;
	if (hc_server_build_of(self->hybrid->evidence, self->server, &self->build))
		judge(self, with);
	else
		hc_check_report(self->check, HC_STATUS_UNKNOWN, self->server, "AdminDisplayVersion",
			self->out,
			"neither AdminDisplayVersion nor the version of ExSetup.exe was exported");
}

void
hc_server_judge_each(const HcCheck *check, const HcHybrid *hybrid, HcServerJudge judge,
	gconstpointer with, HcFindings *out)
{
	const HcExchangeSet *servers =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER);
	HcServerCase one = { .check = check,
		.hybrid = hybrid,
		.table = hc_evidence_builds(hybrid->evidence),
		.out = out };
	guint before = hc_findings_count(out);

	if (!hc_check_saw(check, &servers->head, "ExchangeServer", out) ||
		!hc_check_saw(check, &one.table->head, "table of Exchange builds", out))
		return;
	for (guint i = 0; i < servers->objects->len; i++) {
		one.server = g_ptr_array_index(servers->objects, i);
		judge_one(&one, judge, with);
	}
	if (hc_findings_count(out) == before)
		hc_findings_add(out, check, HC_STATUS_NOT_APPLICABLE, NULL,
			"there is no server but Edge servers");
}

HcFinding *
hc_server_judge_report(const HcServerCase *self, HcStatus status, const char *format, ...)
{
	const HcServerBuild *build = &self->build;
	g_autofree char *date = hc_when_format_date(self->table->head.origin.as_of);
	g_autofree char *value = hc_check_value(hc_exchange_text(build->from, build->property));
	g_autofree char *summary = NULL;
	HcFinding *finding;
	va_list args;

	va_start(args, format);
	summary = g_strdup_vprintf(format, args);
	va_end(args);
	finding =
		hc_check_report(self->check, status, self->server, NULL, self->out, "%s", summary);
	hc_finding_prove(finding, hc_exchange_origin(build->from), "%s = %s%s", build->property,
		value, build->is_whole ? "" : " (hotfix and security updates do not show in it)");
	hc_finding_prove(finding, NULL, "%s %s: builds as known on %s", self->table->name,
		self->table->version, date);
	return finding;
}

/* An HcServerJudge; @floor is an HcBuildFloor. */
static void
judge_floor(const HcServerCase *self, gconstpointer floor)
{
	const HcBuildFloor *least = floor;
	g_autofree char *build = hc_build_format(&self->build.build);
	g_autofree char *what = hc_check_value(least->what);
	g_autofree char *since = hc_when_format_date(least->since);

	switch (hc_server_build_meets(least, &self->build)) {
	case HC_TRI_YES:
		hc_server_judge_report(
			self, HC_STATUS_PASS, "%s is not older than %s", build, what);
		break;
	case HC_TRI_NO:
		hc_server_judge_report(self, hc_check_bad(self->check),
			"%s is older than %s, of %s", build, what, since)
			->since = least->since;
		break;
	case HC_TRI_UNKNOWN:
		hc_server_judge_report(self, HC_STATUS_UNKNOWN,
			"%s does not show hotfix and security updates, and the version of "
			"ExSetup.exe was not exported",
			self->build.property);
		break;
	}
}

void
hc_server_judge_all(
	const HcCheck *check, const HcHybrid *hybrid, const char *floor, HcFindings *out)
{
	const HcBuildTable *table = hc_evidence_builds(hybrid->evidence);
	const HcBuildFloor *least = hc_server_build_floor(table, floor);

	if (least != NULL || table->head.status != HC_FACT_COLLECTED)
		hc_server_judge_each(check, hybrid, judge_floor, least, out);
	else
		hc_findings_add(out, check, HC_STATUS_UNKNOWN, NULL,
			"the table of Exchange builds has no floor \"%s\"", floor);
}
