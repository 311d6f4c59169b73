/* How mail of the tenant's own domains is treated on premises.  Rules 147 to 150.  Room: checks. */
#include "checks/check.h"

#include "checks/find.h"
#include "checks/saw.h"

/* The remote domain on premises for @domain, judged by the row's property. */
static void
judge_remote(const HcCheck *self, const HcHybrid *hybrid, const char *domain, HcFindings *out)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_REMOTE_DOMAIN);
	const HcExchangeObject *object = hc_find_domain(set, domain);
	g_autofree char *shown = hc_check_value(domain);

	if (!hc_check_saw(self, &set->head, "remote domains on premises", out))
		return;
	if (domain == NULL)
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, NULL,
			"the domains of the tenant are not known");
	else if (object != NULL)
		hc_judge_true(self, hybrid, object, out);
	else
		hc_findings_add(out, self, HC_STATUS_FAIL, "RemoteDomain",
			"there is no remote domain for %s", shown);
}

static void
judge_target_delivery(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	judge_remote(self, hybrid, hybrid->routing_domain, out);
}

static void
judge_trusted_inbound(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	judge_remote(self, hybrid, hybrid->initial_domain, out);
}

/* Nothing could route the cloud's mail here. */
static gboolean
has_no_outbound(const HcHybrid *hybrid)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_TENANT, HC_KIND_OUTBOUND_CONNECTOR);

	return hybrid->outbound == NULL && hc_fact_is_answered(&set->head);
}

/* The two sides disagree: which of them is meant comes first. */
static gboolean
is_disputed(const HcHybrid *hybrid)
{
	const char *const *features = hybrid->configuration != NULL
					      ? hc_exchange_list(hybrid->configuration, "Features")
					      : NULL;
	HcTri routed = hybrid->outbound != NULL
			       ? hc_exchange_bool(hybrid->outbound, "RouteAllMessagesViaOnPremises")
			       : HC_TRI_UNKNOWN;

	return features != NULL && routed != HC_TRI_UNKNOWN &&
	       hc_text_in(features, "CentralizedTransport") != (routed == HC_TRI_YES);
}

static void
judge_trusted_outbound(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	if (hybrid->centralized == HC_TRI_YES && is_disputed(hybrid))
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"the two sides disagree whether transport is centralized");
	else if (hybrid->centralized == HC_TRI_YES)
		judge_remote(self, hybrid, hybrid->initial_domain, out);
	else if (hybrid->centralized == HC_TRI_NO || has_no_outbound(hybrid))
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"mail from the cloud does not leave through the organisation");
	else
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, NULL,
			"whether transport is centralized was not exported");
}

/* Values that nobody needs and that stop automatic replies or rich text; NULL if there is none. */
static const char *
stops(const HcExchangeObject *object)
{
	if (hc_text_same(hc_exchange_text(object, "AllowedOOFType"), "None"))
		return "AllowedOOFType";
	return hc_exchange_bool(object, "TNEFEnabled") == HC_TRI_NO ? "TNEFEnabled" : NULL;
}

static void
judge_replies(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_REMOTE_DOMAIN);
	const char *const domains[] = { hybrid->routing_domain, hybrid->initial_domain };
	guint before = hc_findings_count(out);

	if (!hc_check_saw(self, &set->head, "remote domains on premises", out))
		return;
	for (guint i = 0; i < G_N_ELEMENTS(domains); i++) {
		const HcExchangeObject *object = hc_find_domain(set, domains[i]);
		const char *property = object != NULL ? stops(object) : NULL;

		if (object == NULL || !hc_check_saw_property(self, object, "AllowedOOFType", out))
			continue;
		if (property != NULL)
			hc_check_report(self, HC_STATUS_INFO, object, property, out, "%s is %s",
				property, hc_exchange_text(object, property));
		else
			hc_check_report(self, HC_STATUS_PASS, object, "AllowedOOFType", out,
				"nothing here stops automatic replies or rich text");
	}
	if (hc_findings_count(out) == before)
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"there is no remote domain for the tenant's domains");
}

const HcCheck hc_checks_remote_domains[] = {
	{
		.id = "rd-target-delivery",
		.title = "The remote domain of the coexistence domain is the target of moved "
			 "mailboxes",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_RERUN_RECOMMENDED,
		.hcw = HC_HCW_FULL,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "B1",
		.property = "TargetDeliveryDomain",
		.judge = judge_target_delivery,
		.impact = "New remote mailboxes get a wrong routing address.",
		.remedy = "Set-RemoteDomain {identity} -TargetDeliveryDomain $true",
		.ndr = "550 5.1.1 RESOLVER.ADR.RecipNotFound",
		.reference = "LOG-A",
	},
	{
		.id = "rd-trusted-inbound",
		.title = "Mail from the tenant is trusted on premises",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_RERUN_RECOMMENDED,
		.hcw = HC_HCW_FULL,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "A10",
		.property = "TrustedMailInboundEnabled",
		.judge = judge_trusted_inbound,
		.impact = "Mail from cloud mailboxes looks external; automatic replies are those "
			  "for strangers.",
		.remedy = "Set-RemoteDomain {identity} -TrustedMailInboundEnabled $true",
		.reference = "LOG-A KB2663556",
	},
	{
		.id = "rd-trusted-outbound-cmt",
		.title = "With centralized transport, mail to the tenant is trusted",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.property = "TrustedMailOutboundEnabled",
		.judge = judge_trusted_outbound,
		.impact = "Mail is scanned twice and may fail SPF or land in quarantine on its "
			  "second way through the service.",
		.remedy = "Set-RemoteDomain {identity} -TrustedMailOutboundEnabled $true "
			  "-TrustedMailInboundEnabled $true",
		.reference = "KB3079142",
	},
	{
		.id = "rd-oof-type",
		.title = "Automatic replies and rich text pass between both sides",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_LOW,
		.effect = HC_EFFECT_INFO,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_replies,
		.impact =
			"Automatic replies of the other side are lost, or mail from there arrives "
			"with an attachment winmail.dat.  It matters where users complain of it.",
		.remedy = "Set-RemoteDomain {identity} -AllowedOOFType InternalLegacy -TNEFEnabled "
			  "$true",
		.reference = "KB2871053 KB-OOF",
	},
	{ .id = NULL },
};
