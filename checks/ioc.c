/* The way to the other side's Autodiscover.  Rules 167, 168.  Room: checks. */
#include "checks/check.h"

#include "checks/saw.h"
#include "checks/sharing.h"

#define DOMAINS "TargetAddressDomains"

/* What one side has to have. */
typedef struct {
	HcSide side;
	const char *where;         /* in a sentence */
	const char *const *wanted; /* domains of the other side; not empty */
} Need;

static const HcExchangeSet *
connectors(const HcHybrid *hybrid, HcSide side)
{
	return hc_evidence_set(hybrid->evidence, side, HC_KIND_INTRA_ORGANIZATION_CONNECTOR);
}

/* The connector for the first domain it should be for, else the only one that could be. */
static const HcExchangeObject *
connector_of(const HcHybrid *hybrid, const Need *need)
{
	const HcExchangeSet *set = connectors(hybrid, need->side);
	const HcExchangeObject *found = hc_sharing_for_domain(set, DOMAINS, need->wanted[0]);

	if (found != NULL || set->objects->len == 0)
		return found;
	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *object = g_ptr_array_index(set->objects, i);

		if (g_str_has_prefix(hc_exchange_identity(object), "HybridIOC"))
			return object;
	}
	return NULL;
}

/* Exchange 2010 cannot: then the wizard makes none (rulebook 2.9). */
static gboolean
is_impossible(const HcHybrid *hybrid)
{
	const HcExchangeSet *set = hc_evidence_set(
		hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_INTRA_ORGANIZATION_CONFIGURATION);

	return set->objects->len > 0 && hc_exchange_bool(g_ptr_array_index(set->objects, 0),
						"DeploymentIsCompleteIOCReady") == HC_TRI_NO;
}

typedef void (*JudgeSide)(
	const HcCheck *self, const HcHybrid *hybrid, const Need *need, HcFindings *out);

static void
judge_sides(const HcCheck *self, const HcHybrid *hybrid, JudgeSide judge, HcFindings *out)
{
	const char *const routing[] = { hybrid->routing_domain, NULL };
	const Need needs[] = {
		{ HC_SIDE_ONPREM, "on premises", routing },
		{ HC_SIDE_TENANT, "in Exchange Online", (const char *const *)hybrid->domains },
	};

	for (guint i = 0; i < G_N_ELEMENTS(needs); i++) {
		const HcExchangeSet *set = connectors(hybrid, needs[i].side);
		g_autofree char *what =
			g_strdup_printf("IntraOrganizationConnector %s", needs[i].where);

		if (!hc_check_saw(self, &set->head, what, out))
			continue;
		if (is_impossible(hybrid))
			hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, what,
				"servers of Exchange 2010 are left: the wizard makes none");
		else if (needs[i].wanted[0] == NULL)
			hc_findings_add(out, self, HC_STATUS_UNKNOWN, what,
				"for which domains it has to be is not known");
		else
			judge(self, hybrid, &needs[i], out);
	}
}

/* --- there and enabled -------------------------------------------------------------------------
 */

static void
judge_enabled(const HcCheck *self, const HcHybrid *hybrid, const Need *need, HcFindings *out)
{
	const HcExchangeObject *object = connector_of(hybrid, need);
	g_autofree char *domain = hc_check_value(need->wanted[0]);

	if (object == NULL) {
		hc_finding_repair(
			hc_findings_add(out, self, HC_STATUS_FAIL, "IntraOrganizationConnector",
				"there is none for %s %s", domain, need->where),
			NULL, NULL, NULL);
		return;
	}
	if (!hc_check_saw_property(self, object, "Enabled", out))
		return;
	if (hc_exchange_bool(object, "Enabled") == HC_TRI_YES)
		hc_check_report(self, HC_STATUS_PASS, object, "Enabled", out, "it is enabled %s",
			need->where);
	else
		hc_check_report(
			self, HC_STATUS_FAIL, object, "Enabled", out, "it is off %s", need->where)
			->effect = HC_EFFECT_MANUAL_FIX; /* the wizard only makes it */
}

static void
judge_there(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	judge_sides(self, hybrid, judge_enabled, out);
}

/* --- where it leads ----------------------------------------------------------------------------
 */

/* What the wizard read as the right endpoint of the other side; NULL if it was not exported. */
static const char *
expected_endpoint(const HcHybrid *hybrid, HcSide side)
{
	HcSide other = side == HC_SIDE_ONPREM ? HC_SIDE_TENANT : HC_SIDE_ONPREM;
	const char *property =
		side == HC_SIDE_ONPREM ? "OnlineDiscoveryEndpoint" : "OnPremiseDiscoveryEndpoint";
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, other, HC_KIND_INTRA_ORGANIZATION_CONFIGURATION);
	const char *text = set->objects->len > 0
				   ? hc_exchange_text(g_ptr_array_index(set->objects, 0), property)
				   : NULL;

	return hc_text_is_empty(text) ? NULL : text;
}

static void
judge_endpoint(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *object,
	HcSide side, HcFindings *out)
{
	const char *property = "DiscoveryEndpoint";
	const char *expected = expected_endpoint(hybrid, side);
	const char *actual = hc_exchange_text(object, property);
	g_autofree char *shown = hc_check_value(expected);
	g_autofree char *found = hc_check_value(actual);

	if (!hc_check_saw_property(self, object, property, out))
		return;
	if (hc_sharing_is_agent(hc_exchange_text(object, "TargetSharingEpr")) ||
		hc_sharing_is_agent(actual))
		hc_check_report(self, HC_STATUS_PASS, object, property, out,
			"requests go through the Hybrid Agent");
	else if (expected == NULL)
		hc_check_report(self, HC_STATUS_UNKNOWN, object, property, out,
			"the right endpoint was not exported "
			"(Get-IntraOrganizationConfiguration)");
	else if (hc_text_same(actual, expected))
		hc_check_report(
			self, HC_STATUS_PASS, object, property, out, "it leads to %s", shown);
	else
		hc_finding_fill_remedy(
			hc_check_report(self, HC_STATUS_FAIL, object, property, out,
				"it leads to %s, Get-IntraOrganizationConfiguration says %s",
				*found != '\0' ? found : "nothing", shown),
			hc_exchange_identity(object), expected);
}

static void
judge_drift_side(const HcCheck *self, const HcHybrid *hybrid, const Need *need, HcFindings *out)
{
	const HcExchangeObject *object = connector_of(hybrid, need);
	g_auto(GStrv) missing = NULL;
	g_autofree char *joined = NULL;
	g_autofree char *shown = NULL;

	if (object == NULL) {
		hc_finding_follow(
			hc_findings_add(out, self, HC_STATUS_INFO, "IntraOrganizationConnector",
				"there is none %s", need->where),
			"ioc-missing-or-disabled");
		return;
	}
	if (!hc_check_saw_property(self, object, DOMAINS, out))
		return;
	missing = hc_sharing_missing_domains(object, DOMAINS, need->wanted);
	joined = hc_text_join((const char *const *)missing);
	shown = hc_check_value(joined);
	if (missing[0] != NULL)
		hc_finding_repair(hc_check_report(self, HC_STATUS_FAIL, object, DOMAINS, out,
					  "it is not for %s", shown),
			"Set-IntraOrganizationConnector {identity} -TargetAddressDomains "
			"@{Add={value}}",
			hc_exchange_identity(object), (const char *const *)missing);
	else
		judge_endpoint(self, hybrid, object, need->side, out);
}

static void
judge_drift(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	judge_sides(self, hybrid, judge_drift_side, out);
}

const HcCheck hc_checks_ioc[] = {
	{
		.id = "ioc-missing-or-disabled",
		.title = "Both sides have an IntraOrganizationConnector that is enabled",
		.class = HC_CLASS_COEXISTENCE,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_RERUN_RECOMMENDED,
		.hcw = HC_HCW_OAUTH,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_there,
		.impact =
			"Free/busy falls back to the OrganizationRelationship, or fails.  Mail is "
			"not affected.",
		.remedy = "Set-IntraOrganizationConnector {identity} -Enabled $true",
		.fix = "If there is none, run the wizard for OAuth, which makes it.",
		.reference = "LOG-A",
	},
	{
		.id = "ioc-endpoint-drift",
		.title = "The IntraOrganizationConnectors lead to the other side",
		.class = HC_CLASS_COEXISTENCE,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_drift,
		.impact = "Free/busy between both sides fails for the domains concerned.  Mail is "
			  "not affected.",
		.remedy = "Set-IntraOrganizationConnector {identity} -DiscoveryEndpoint {value}",
		.fix = "The wizard makes these connectors and never rewrites them.",
		.reference = "LOG-A OUTLOOK-FB",
	},
	{ .id = NULL },
};
