/* The dedicated hybrid app, and OAuth since 2025.  Rule 165 and later ones.  Room: checks. */
#include "checks/check.h"

#include "agent/hcw/dedicated-app.h"
#include "checks/saw.h"
#include "checks/server-judge.h"

/* 2026-10-01T00:00:00Z: EWS needs to be switched on from then on (COMM-EWSAPPS). */
#define EWS_SINCE (G_GINT64_CONSTANT(1790812800) * HC_TIME_SECOND)

static const HcExchangeSet *
set_of(const HcHybrid *hybrid, HcSide side, HcKind kind)
{
	return hc_evidence_set(hybrid->evidence, side, kind);
}

/* OAuth between both sides was never set up; FALSE while that is not known. */
static gboolean
is_without_oauth(const HcHybrid *hybrid)
{
	const HcExchangeSet *set = set_of(hybrid, HC_SIDE_ONPREM, HC_KIND_AUTH_SERVER);

	return set->objects->len == 0 && hc_fact_is_answered(&set->head);
}

/* FALSE, with the finding added, if the app is no question here. */
static gboolean
is_concerned(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const char *why = NULL;

	if (hc_evidence_as_of(hybrid->evidence) < HC_APP_SINCE)
		why = "the dedicated hybrid app did not exist at that time";
	else if (is_without_oauth(hybrid))
		why = "OAuth between both sides is not set up";
	if (why != NULL)
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL, "%s", why);
	return why == NULL;
}

/* The same, and FALSE where the overrides were not exported. */
static gboolean
saw_app(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *overrides = set_of(hybrid, HC_SIDE_ONPREM, HC_KIND_SETTING_OVERRIDE);

	return is_concerned(self, hybrid, out) &&
	       hc_check_saw(self, &overrides->head, "SettingOverride", out);
}

static void
judge_missing(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *servers = set_of(hybrid, HC_SIDE_ONPREM, HC_KIND_AUTH_SERVER);
	g_autoptr(GPtrArray) overrides = hc_app_overrides(hybrid->evidence);
	const HcExchangeObject *server = hc_app_auth_server(hybrid->evidence);

	if (!saw_app(self, hybrid, out) || !hc_check_saw(self, &servers->head, "AuthServer", out))
		return;
	if (overrides->len == 0)
		hc_findings_add(out, self, HC_STATUS_FAIL, "SettingOverride",
			"nothing switches the dedicated hybrid app on%s",
			server != NULL ? ", although an AuthServer carries its id" : "");
	else if (server == NULL)
		hc_findings_add(out, self, HC_STATUS_FAIL, "AuthServer",
			"no AuthServer of type AzureAD carries the id of the dedicated hybrid app");
	else
		hc_check_report(self, HC_STATUS_PASS, server, "ApplicationIdentifier", out,
			"the dedicated hybrid app is set up");
}

/* Why one override does not switch the app on everywhere; NULL if it does. */
static const char *
limit_of(const HcExchangeObject *override)
{
	static const char *const scopes[] = { "Server", "MinVersion", "MaxVersion" };

	if (hc_app_override_enables(override) == HC_TRI_NO)
		return "Parameters do not say Enabled=true";
	for (guint i = 0; i < G_N_ELEMENTS(scopes); i++) {
		if (hc_exchange_has(override, scopes[i]) &&
			!hc_exchange_is_empty(override, scopes[i]))
			return "it is not for every server";
	}
	return NULL;
}

static void
judge_override(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	g_autoptr(GPtrArray) overrides = hc_app_overrides(hybrid->evidence);
	const HcExchangeObject *override = NULL;
	const char *limit = NULL;

	if (!saw_app(self, hybrid, out))
		return;
	if (overrides->len == 0) {
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"there is no override for the dedicated hybrid app");
		return;
	}
	override = g_ptr_array_index(overrides, 0);
	if (!hc_check_saw_property(self, override, "Parameters", out))
		return;
	limit = limit_of(override);
	if (overrides->len > 1)
		hc_check_report(self, HC_STATUS_FAIL, override, "Parameters", out,
			"%u overrides are about the dedicated hybrid app: which of them counts is "
			"not defined",
			overrides->len);
	else if (limit != NULL)
		hc_check_report(self, HC_STATUS_FAIL, override, "Parameters", out, "%s", limit);
	else
		hc_check_report(self, HC_STATUS_PASS, override, "Parameters", out,
			"one override switches the app on for every server");
}

/* Older servers go on with the shared service principal, which Exchange Online refuses. */
static void
judge_builds(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	if (is_concerned(self, hybrid, out))
		hc_server_judge_all(self, hybrid, "dedicated-app", out);
}

static void
judge_keys(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set = set_of(hybrid, HC_SIDE_TENANT, HC_KIND_SERVICE_PRINCIPAL);
	const HcExchangeObject *principal =
		set->objects->len > 0 ? g_ptr_array_index(set->objects, 0) : NULL;
	HcTri has_keys;

	if (!is_concerned(self, hybrid, out) ||
		!hc_check_saw(self, &set->head, "service principal of Exchange Online", out))
		return;
	if (principal == NULL) {
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"the tenant has no service principal of Exchange Online");
		return;
	}
	if (!hc_check_saw_property(self, principal, "HasKeys", out))
		return;
	has_keys = hc_exchange_bool(principal, "HasKeys");
	if (has_keys == HC_TRI_NO)
		hc_check_report(self, HC_STATUS_PASS, principal, "HasKeys", out,
			"it carries no certificate");
	else if (hc_app_is_in_use(hybrid->evidence) == HC_TRI_NO)
		hc_finding_follow(
			hc_check_report(self, HC_STATUS_INFO, principal, "HasKeys", out,
				"it carries the Auth certificate, which OAuth still needs "
				"without a dedicated app"),
			"auth-dedicated-app-missing");
	else
		hc_check_report(self, HC_STATUS_FAIL, principal, "HasKeys", out,
			"Exchange Online's shared service principal still carries a certificate");
}

/* Microsoft Graph is switched on by an override of that name. */
static const HcExchangeObject *
graph_override(const HcHybrid *hybrid)
{
	const HcExchangeSet *set = set_of(hybrid, HC_SIDE_ONPREM, HC_KIND_SETTING_OVERRIDE);

	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *object = g_ptr_array_index(set->objects, i);

		if (hc_text_same(hc_exchange_text(object, "SectionName"), "RouteThroughMSGraph"))
			return object;
	}
	return NULL;
}

static void
judge_graph(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	if (!saw_app(self, hybrid, out))
		return;
	if (graph_override(hybrid) == NULL)
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"no override routes hybrid requests through Microsoft Graph");
	else
		hc_server_judge_all(self, hybrid, "graph", out);
}

/* --- which applications may use EWS ------------------------------------------------------------
 */

static void
judge_list(const HcCheck *self, const HcExchangeObject *config, const char *app, HcFindings *out)
{
	const char *property = "EwsAllowedAppIDs";
	const char *const list[] = { app, NULL };
	g_autofree char *shown = hc_check_value(app);

	if (!hc_check_saw_property(self, config, property, out))
		return;
	if (hc_exchange_is_empty(config, property))
		hc_check_report(self, HC_STATUS_PASS, config, property, out,
			"no list limits who may use EWS");
	else if (hc_text_in(hc_exchange_list(config, property), app))
		hc_check_report(self, HC_STATUS_PASS, config, property, out,
			"the dedicated hybrid app is on the list");
	else
		hc_finding_repair(hc_check_report(self, HC_STATUS_FAIL, config, property, out,
					  "the dedicated hybrid app %s is not on the list", shown),
			"Set-OrganizationConfig -EwsAllowedAppIDs "
			"((Get-OrganizationConfig).EwsAllowedAppIDs + {value})",
			NULL, list);
}

static void
judge_ews(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set = set_of(hybrid, HC_SIDE_TENANT, HC_KIND_ORGANIZATION_CONFIG);
	const HcExchangeSet *servers = set_of(hybrid, HC_SIDE_ONPREM, HC_KIND_AUTH_SERVER);
	const HcExchangeObject *server = hc_app_auth_server(hybrid->evidence);
	const HcExchangeObject *config =
		set->objects->len > 0 ? g_ptr_array_index(set->objects, 0) : NULL;
	HcTri enabled;

	if (!is_concerned(self, hybrid, out) ||
		!hc_check_saw(self, &servers->head, "AuthServer", out) ||
		!hc_check_saw(self, &set->head, "OrganizationConfig of the tenant", out))
		return;
	if (server == NULL || config == NULL) {
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"no dedicated hybrid app is set up");
		return;
	}
	if (!hc_check_saw_property(self, config, "EwsEnabled", out))
		return;
	enabled = hc_exchange_bool(config, "EwsEnabled");
	if (enabled == HC_TRI_YES)
		judge_list(self, config, hc_exchange_text(server, "ApplicationIdentifier"), out);
	else if (enabled == HC_TRI_NO)
		hc_check_report(self, HC_STATUS_FAIL, config, "EwsEnabled", out,
			"EWS is switched off in the tenant");
	else if (hc_evidence_as_of(hybrid->evidence) >= EWS_SINCE)
		hc_check_report(self, HC_STATUS_FAIL, config, "EwsEnabled", out,
			"EwsEnabled is not set: from October 2026 on EWS is off where nobody "
			"switched it on");
	else
		hc_check_report(
			self, HC_STATUS_PASS, config, "EwsEnabled", out, "EWS is not switched off");
}

const HcCheck hc_checks_auth_app[] = {
	{
		.id = "auth-dedicated-app-missing",
		.title = "The dedicated hybrid app is set up",
		.class = HC_CLASS_COEXISTENCE,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_missing,
		.impact = "Exchange Online has refused requests through the shared service "
			  "principal since 31 October 2025: on-premises mailboxes see no "
			  "free/busy, MailTips and photos of cloud mailboxes.  Mail is not "
			  "affected.",
		.remedy = ".\\ConfigureExchangeHybridApplication.ps1 "
			  "-FullyConfigureExchangeHybridApplication",
		.fix = "Run Microsoft's script on an Exchange server.  The wizard can make the app "
		       "(box \"Deploy dedicated Exchange hybrid app\") but never the override that "
		       "switches it on.",
		.reference = "BLOG-DHA HC-HYBAPP",
	},
	{
		.id = "auth-dedicated-app-override",
		.title = "One override switches the dedicated hybrid app on, for every server",
		.class = HC_CLASS_OAUTH,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_override,
		.impact = "Some servers or all go on with the shared service principal: free/busy "
			  "works by chance.  Mail is not affected.",
		.remedy = "Get-SettingOverride | Where-Object {$_.ComponentName -eq 'Global' -and "
			  "$_.SectionName -eq 'ExchangeOnpremAsThirdPartyAppId'} | "
			  "Remove-SettingOverride\n"
			  "New-SettingOverride -Name EnableExchangeHybrid3PAppFeature -Component "
			  "Global -Section ExchangeOnpremAsThirdPartyAppId -Parameters "
			  "'Enabled=true' -Reason 'dedicated hybrid app'\n"
			  "Get-ExchangeDiagnosticInfo -Process "
			  "Microsoft.Exchange.Directory.TopologyService -Component "
			  "VariantConfiguration -Argument Refresh",
		.reference = "HC-HYBAPP HC-SRC",
	},
	{
		.id = "auth-build-before-dedicated-app",
		.title = "Every server knows the dedicated hybrid app",
		.class = HC_CLASS_OAUTH,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_builds,
		.impact = "This server can only use the shared service principal, which Exchange "
			  "Online refuses and CVE-2025-53786 is about.  Mail is not affected.",
		.fix = "Install a newer update on the server, then run "
		       "ConfigureExchangeHybridApplication.ps1.",
		.reference = "HC-BUILDS HC-HYBAPP",
	},
	{
		.id = "auth-service-principal-keys",
		.title = "Exchange Online's shared service principal carries no certificate",
		.class = HC_CLASS_OAUTH,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_keys,
		.impact = "Whoever takes over an Exchange server can act as Exchange Online in the "
			  "tenant (CVE-2025-53786).  Mail is not affected.",
		.remedy = ".\\ConfigureExchangeHybridApplication.ps1 "
			  "-ResetFirstPartyServicePrincipalKeyCredentials",
		.fix = "Repeat this after every run of the wizard that touches OAuth: it uploads "
		       "the Auth certificate again.",
		.reference = "HC-HYBAPP COMM-GRAPHHU",
	},
	{
		.id = "auth-graph-build",
		.title = "Every server that is to use Microsoft Graph can",
		.class = HC_CLASS_OAUTH,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_UNCONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_graph,
		.impact =
			"The override routes hybrid requests through Microsoft Graph, which this "
			"server does not know: its free/busy requests fail.  Mail is not affected.",
		.fix = "Install the update on every server before the override is set.",
		.reference = "COMM-GRAPHHU HC-BUILDS",
	},
	{
		.id = "auth-ews-app-not-allowed",
		.title = "The dedicated hybrid app may use EWS in the tenant",
		.class = HC_CLASS_OAUTH,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_UNCONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_ews,
		.impact = "Free/busy requests from on premises are refused until they go through "
			  "Microsoft Graph.  EWS ends for good on 1 April 2027.  Mail is not "
			  "affected.",
		.remedy = "Set-OrganizationConfig -EwsEnabled $true",
		.fix = "Run the command in Exchange Online; it takes up to a day to work.",
		.reference = "PS-ORGCONFIG COMM-EWSAPPS",
	},
	{ .id = NULL },
};
