/*
 * Whether Receive connectors trust the cloud the tenant lives in.  Room: checks.  Rulebook 3.3, 66.
 * A connector that trusts no cloud at all is the trouble of recv-no-capability.
 */
#include "checks/check.h"

#include "agent/hcw/receive.h"
#include "checks/cloud-words.h"
#include "checks/saw.h"

static void
judge_cloud(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *receive,
	HcFindings *out)
{
	const HcCloud *other = hc_receive_trusts_other(receive, hybrid->cloud);
	g_autofree char *wanted = NULL;
	g_autofree char *cloud = NULL;
	HcFinding *finding;

	if (!hc_check_saw_property(self, receive, self->property, out))
		return;
	if (hc_receive_trusts(receive, hybrid->cloud)) {
		hc_check_report(self, HC_STATUS_PASS, receive, self->property, out, "it trusts %s",
			hybrid->cloud->name);
		return;
	}
	if (other == NULL) {
		hc_check_report(self, HC_STATUS_PASS, receive, self->property, out,
			"it trusts no other cloud");
		return;
	}
	cloud = hc_cloud_words(hybrid);
	finding = hc_check_report(self, HC_STATUS_FAIL, receive, self->property, out,
		"a Receive connector trusts %s, but the tenant lives in %s", other->name, cloud);
	wanted = g_strdup_printf("%s:AcceptCloudServicesMail", hybrid->protection_domain);
	hc_finding_fill_remedy(finding, hc_exchange_identity(receive), wanted);
}

const HcCheck hc_checks_recv_cloud[] = {
	{
		.id = "recv-capability-wrong-cloud",
		.title = "The hybrid Receive connector trusts the cloud the tenant lives in",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_UNCONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "A8",
		.on = HC_ON_RECEIVE,
		.property = "TlsDomainCapabilities",
		.judge_object = judge_cloud,
		.impact = "Exchange Online presents the certificate of its own cloud, which this "
			  "connector does not trust: mail from cloud mailboxes is external on "
			  "premises, and with centralized mail transport it is refused.",
		.remedy = "Set-ReceiveConnector {identity} -TlsDomainCapabilities {value}",
		.ndr = "550 5.7.1 Unable to relay",
		.reference = "DOC-EDGEPR MS365-ENDPOINTS HCW-DEFAULTS",
	},
	{ .id = NULL },
};
