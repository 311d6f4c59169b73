/* Federation, moves, and the web services.  Rules 171, 172 and later ones.  Room: checks. */
#include "checks/check.h"

#include "checks/last-run.h"
#include "checks/saw.h"
#include "checks/sharing.h"

static const HcExchangeSet *
set_of(const HcHybrid *hybrid, HcSide side, HcKind kind)
{
	return hc_evidence_set(hybrid->evidence, side, kind);
}

/* --- federation --------------------------------------------------------------------------------
 */

static const HcCertFacts *
find_cert(const HcEvidence *evidence, const char *thumbprint)
{
	for (guint i = 0; i < hc_evidence_n_certs(evidence); i++) {
		const HcCertFacts *cert = hc_evidence_cert(evidence, i);

		if (hc_text_same(cert->thumbprint, thumbprint) &&
			cert->head.status == HC_FACT_COLLECTED)
			return cert;
	}
	return NULL;
}

static void
judge_trust(
	const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *trust, HcFindings *out)
{
	const char *property = "OrgPrivCertificate"; /* the thumbprint */
	const char *thumbprint = hc_exchange_text(trust, property);
	const HcCertFacts *cert = find_cert(hybrid->evidence, thumbprint);
	g_autofree char *date = cert != NULL ? hc_when_format_date(cert->not_after) : NULL;

	if (!hc_check_saw_property(self, trust, property, out))
		return;
	if (cert == NULL)
		hc_check_report(self, HC_STATUS_UNKNOWN, trust, property, out,
			"the certificate it names was not exported");
	else if (cert->not_after < hc_evidence_as_of(hybrid->evidence))
		hc_check_report(self, HC_STATUS_FAIL, trust, property, out,
			"its certificate expired on %s", date)
			->since = cert->not_after;
	else
		hc_check_report(self, HC_STATUS_PASS, trust, property, out,
			"its certificate is valid until %s; whether its metadata is fresh no "
			"export tells",
			date);
}

static void
judge_federation(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set = set_of(hybrid, HC_SIDE_ONPREM, HC_KIND_FEDERATION_TRUST);

	if (!hc_check_saw(self, &set->head, "FederationTrust", out))
		return;
	for (guint i = 0; i < set->objects->len; i++)
		judge_trust(self, hybrid, g_ptr_array_index(set->objects, i), out);
	if (set->objects->len == 0)
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"federation is not used: there is no FederationTrust");
}

/* --- moves ------------------------------------------------------------------------------------ */

static const HcExchangeObject *
move_endpoint(const HcExchangeSet *set)
{
	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *object = g_ptr_array_index(set->objects, i);

		if (hc_text_same(hc_exchange_text(object, "EndpointType"), "ExchangeRemoteMove"))
			return object;
	}
	return NULL;
}

/* The wizard could not make one in its last run, and none was seen since. */
static gboolean
report_message(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *endpoint,
	HcFindings *out)
{
	static const char *const codes[] = { "HCW8078", NULL };
	const HcRun *run = hc_last_run_with_log(hybrid->evidence);
	const HcRunMessage *message = hc_last_run_message(run, codes);
	HcFinding *finding;

	if (message == NULL)
		return FALSE;
	if (endpoint != NULL && message->when != HC_TIME_NONE &&
		hc_exchange_origin(endpoint)->as_of > message->when)
		return FALSE;
	finding = hc_findings_add(out, self, HC_STATUS_FAIL, "MigrationEndpoint",
		"the wizard could not make it in its last run (HCW8078)");
	hc_last_run_prove(finding, run, message);
	return TRUE;
}

static void
judge_endpoint(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set = set_of(hybrid, HC_SIDE_TENANT, HC_KIND_MIGRATION_ENDPOINT);
	const HcExchangeObject *endpoint = move_endpoint(set);

	if (report_message(self, hybrid, endpoint, out) ||
		!hc_check_saw(self, &set->head, "MigrationEndpoint", out))
		return;
	if (endpoint != NULL)
		hc_check_report(self, HC_STATUS_PASS, endpoint, "RemoteServer", out,
			"Exchange Online has an endpoint for moves");
	else if (hc_sharing_has_feature(hybrid, "MoveMailbox") == HC_TRI_YES)
		hc_findings_add(out, self, HC_STATUS_FAIL, "MigrationEndpoint",
			"Exchange Online has no endpoint for moves");
	else
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"moving mailboxes is not among the hybrid features");
}

/* --- Extended Protection -----------------------------------------------------------------------
 */

static void
judge_directory(const HcCheck *self, const HcExchangeObject *directory, HcFindings *out)
{
	const char *property = "ExtendedProtectionTokenChecking";
	g_autofree char *value = hc_check_value(hc_exchange_text(directory, property));

	if (!hc_check_saw_property(self, directory, property, out))
		return;
	if (*value == '\0' || hc_text_same(value, "None"))
		hc_check_report(
			self, HC_STATUS_PASS, directory, property, out, "it is off for EWS");
	else
		hc_check_report(self, HC_STATUS_FAIL, directory, property, out,
			"it is %s, and the Hybrid Agent stands between Exchange Online and EWS",
			value);
}

static void
judge_protection(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set =
		set_of(hybrid, HC_SIDE_ONPREM, HC_KIND_WEB_SERVICES_VIRTUAL_DIRECTORY);
	HcTri modern = hc_sharing_is_modern(hybrid);

	if (modern == HC_TRI_NO) {
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"no Hybrid Agent publishes the web services");
		return;
	}
	if (modern == HC_TRI_UNKNOWN) {
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, NULL,
			"whether a Hybrid Agent publishes the web services was not exported "
			"(Get-OrganizationRelationship of Exchange Online)");
		return;
	}
	if (!hc_check_saw(self, &set->head, "WebServicesVirtualDirectory", out))
		return;
	for (guint i = 0; i < set->objects->len; i++)
		judge_directory(self, g_ptr_array_index(set->objects, i), out);
}

const HcCheck hc_checks_services[] = {
	{
		.id = "federation-cert-or-metadata",
		.title = "The certificate of the federation trust is valid",
		.class = HC_CLASS_COEXISTENCE,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_federation,
		.impact = "Free/busy with organisations that still use federation fails.  Mail is "
			  "not affected.",
		.remedy = "Get-FederationTrust | Set-FederationTrust -RefreshMetadata",
		.fix = "Make a new certificate, stage it with Set-FederationTrust -Thumbprint, and "
		       "publish it with -PublishFederationCertificate once every server has it.",
		.ndr = "Failed to validate delegation token",
		.reference = "KB-FBSTOP",
	},
	{
		.id = "migration-endpoint-broken",
		.title = "Exchange Online has an endpoint for moving mailboxes",
		.class = HC_CLASS_COEXISTENCE,
		.severity = HC_SEVERITY_LOW,
		.effect = HC_EFFECT_MANUAL_FIX,
		.hcw = HC_HCW_ME,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_endpoint,
		.impact = "Mailboxes cannot be moved.  Mail is not affected.",
		.remedy = "Test-MigrationServerAvailability -ExchangeRemoteMove -RemoteServer "
			  "<host> -Credentials (Get-Credential)",
		.fix = "Repair what the message names (DNS, TCP 443, MRSProxy), then make the "
		       "endpoint with New-MigrationEndpoint or the wizard's box \"Migration "
		       "Endpoint\"; that box can also be left clear.",
		.ndr = "HCW8078 Migration Endpoint could not be created",
		.reference = "KB-MEP LOG-A",
	},
	{
		.id = "migration-extended-protection",
		.title = "Extended Protection is off where the Hybrid Agent publishes EWS",
		.class = HC_CLASS_COEXISTENCE,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_protection,
		.impact =
			"Free/busy requests and moves through the Hybrid Agent are refused.  SMTP "
			"has no part in it: mail is not affected.",
		.remedy = ".\\ExchangeExtendedProtectionManagement.ps1 -ExcludeVirtualDirectories "
			  "EWSFrontEnd",
		.reference = "HC-EXTPROT",
	},
	{ .id = NULL },
};
