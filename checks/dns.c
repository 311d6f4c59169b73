/*
 * What was asked of DNS about the organisation, by others and by this host.  Rule 188.
 * Room: checks.
 */
#include "checks/check.h"

#include "agent/base/dname.h"
#include "checks/last-run.h"
#include "checks/saw.h"

#include <string.h>

/* Exchange Online's own words, quoted in the wizard's message HCW8078. */
#define UNRESOLVED "remote name could not be resolved: '"

/* The host Exchange Online could not resolve; NULL if the message is about something else. */
static char *
unresolved_host(const HcRunMessage *message)
{
	const char *start = message != NULL ? strstr(message->text, UNRESOLVED) : NULL;

	if (start == NULL)
		return NULL;
	start += strlen(UNRESOLVED);
	return g_strndup(start, strcspn(start, "'\r\n"));
}

/* A smart host that this host's resolver knows no address of; else one that it was asked for. */
static const HcHostAddresses *
asked_host(const HcHybrid *hybrid, const HcExchangeObject *outbound)
{
	const char *const *hosts = hc_exchange_list(outbound, "SmartHosts");
	const HcHostAddresses *found = NULL;

	for (gsize i = 0; hosts != NULL && hosts[i] != NULL; i++) {
		const HcHostAddresses *asked = hc_evidence_addresses_of(hybrid->evidence, hosts[i]);

		if (asked->head.status == HC_FACT_ABSENT)
			return asked;
		if (asked->head.status == HC_FACT_COLLECTED)
			found = asked;
	}
	return found;
}

/* What this host's resolver says; it may know other names than public DNS. */
static void
report_asked(const HcCheck *self, const HcExchangeObject *outbound, const HcHostAddresses *asked,
	HcFindings *out)
{
	g_autofree char *host = hc_check_value(asked->host);
	HcFinding *finding = NULL;

	finding = hc_check_report(self, HC_STATUS_UNKNOWN, outbound, NULL, out,
		"%s has %s address here; what public DNS answers Exchange Online is not seen from "
		"this host",
		host, asked->head.status == HC_FACT_ABSENT ? "no" : "an");
	hc_finding_prove(finding, &asked->head.origin, "%s: %s", host,
		hc_outcome_word(asked->result.outcome));
}

static void
judge_smart_host(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *object,
	HcFindings *out)
{
	static const char *const codes[] = { "HCW8078", NULL };
	const HcRun *run = hc_last_run_with_log(hybrid->evidence);
	const HcRunMessage *message = hc_last_run_message(run, codes);
	g_autofree char *host = unresolved_host(message);
	g_autofree char *shown = hc_check_value(host);
	const HcHostAddresses *asked = asked_host(hybrid, object);
	g_autofree char *date = NULL;
	HcFinding *finding;

	if (!hc_check_saw_property(self, object, "SmartHosts", out))
		return;
	if (host == NULL || !hc_dname_is_among(hc_exchange_list(object, "SmartHosts"), host)) {
		if (asked != NULL) {
			report_asked(self, object, asked, out);
			return;
		}
		hc_check_report(self, HC_STATUS_NOT_APPLICABLE, object, "SmartHosts", out,
			"DNS was not asked, and the wizard's log says nothing of the smart hosts");
		return;
	}
	date = hc_when_format_date(message->when);
	finding = hc_check_report(self, HC_STATUS_FAIL, object, "SmartHosts", out,
		"Exchange Online could not resolve %s%s%s", shown, date != NULL ? " on " : "",
		date != NULL ? date : "");
	hc_last_run_prove(finding, run, message);
	g_free(finding->vantage);
	finding->vantage = g_strdup("exchange-online");
	finding->observed_at = run->local ? HC_TIME_NONE : message->when;
	hc_finding_fill_remedy(finding, hc_exchange_identity(object), host);
}

const HcCheck hc_checks_dns[] = {
	{
		.id = "dns-smarthost-a",
		.title = "Exchange Online can resolve the smart host",
		.class = HC_CLASS_PERIMETER,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_DNS,
		.hop = "A3",
		.on = HC_ON_OUTBOUND,
		.property = "SmartHosts",
		.judge_object = judge_smart_host,
		.impact =
			"Mail from Exchange Online to on-premises mailboxes waits and is returned "
			"after 24 hours.",
		.remedy = "Resolve-DnsName {value} -Type A",
		.fix = "Publish the A record of the smart host in public DNS, with the address of "
		       "the listener on TCP 25.",
		.ndr = "450 4.4.312 DNS query failed",
		.reference = "NDR-MFI LOG-A",
	},
	{ .id = NULL },
};
