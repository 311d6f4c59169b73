/* What OAuth between both sides rests on.  Rules 164, 166.  Room: checks. */
#include "checks/check.h"

#include "agent/base/dname.h"
#include "agent/hcw/server-build.h"
#include "checks/saw.h"

#define EXCHANGE_ONLINE "00000002-0000-0ff1-ce00-000000000000"

/* --- the Auth certificate on every server ------------------------------------------------------
 */

/* Servers by how much is known of the certificate there. */
typedef struct {
	GString *missing;
	GString *unknown;
	guint n_present;
} Places;

static gboolean
is_on(const HcEvidence *evidence, const char *thumbprint, const char *server)
{
	for (guint i = 0; i < hc_evidence_n_certs(evidence); i++) {
		const HcCertFacts *cert = hc_evidence_cert(evidence, i);

		if (hc_text_same(cert->thumbprint, thumbprint) &&
			hc_dname_same_host(cert->server, server))
			return TRUE;
	}
	return FALSE;
}

static void
look_at(const HcEvidence *evidence, const char *thumbprint, const HcExchangeObject *server,
	Places *places)
{
	const char *name = hc_exchange_identity(server);
	const HcFactHead *head = hc_evidence_server_head(
		evidence, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_CERTIFICATE, name);

	if (hc_server_build_is_edge(server))
		return;
	if (is_on(evidence, thumbprint, name))
		places->n_present++;
	else if (hc_fact_is_answered(head))
		hc_check_note(places->missing, name);
	else
		hc_check_note(places->unknown, name);
}

static void
report_places(
	const HcCheck *self, const HcExchangeObject *config, const Places *places, HcFindings *out)
{
	const char *property = "CurrentCertificateThumbprint";

	if (places->missing->len > 0 && places->n_present == 0)
		hc_finding_follow(hc_check_report(self, HC_STATUS_INFO, config, property, out,
					  "it is on none of the exported servers"),
			"auth-cert-expired");
	else if (places->missing->len > 0)
		hc_check_report(self, HC_STATUS_FAIL, config, property, out,
			"the Auth certificate is not on %s", places->missing->str);
	else if (places->unknown->len > 0)
		hc_check_report(self, HC_STATUS_UNKNOWN, config, property, out,
			"the certificates of %s were not exported", places->unknown->str);
	else
		hc_check_report(self, HC_STATUS_PASS, config, property, out,
			"every server has the Auth certificate");
}

static void
judge_servers(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcEvidence *evidence = hybrid->evidence;
	const HcExchangeSet *configs =
		hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_AUTH_CONFIG);
	const HcExchangeSet *servers =
		hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER);
	const HcExchangeObject *config =
		configs->objects->len > 0 ? g_ptr_array_index(configs->objects, 0) : NULL;
	const char *thumbprint =
		config != NULL ? hc_exchange_text(config, "CurrentCertificateThumbprint") : NULL;
	g_autoptr(GString) missing = g_string_new(NULL);
	g_autoptr(GString) unknown = g_string_new(NULL);
	Places places = { missing, unknown, 0 };

	if (!hc_check_saw(self, &configs->head, "AuthConfig", out) ||
		!hc_check_saw(self, &servers->head, "ExchangeServer", out))
		return;
	if (config != NULL && thumbprint == NULL) {
		hc_check_saw_property(self, config, "CurrentCertificateThumbprint", out);
		return;
	}
	if (hc_text_is_empty(thumbprint)) {
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"AuthConfig names no certificate");
		return;
	}
	for (guint i = 0; i < servers->objects->len; i++)
		look_at(evidence, thumbprint, g_ptr_array_index(servers->objects, i), &places);
	report_places(self, config, &places, out);
}

/* --- who may ask for tokens ------------------------------------------------------------------- */

static gboolean
is_hybrid_server(const HcExchangeObject *object)
{
	const char *type = hc_exchange_text(object, "Type");

	return hc_text_same(type, "MicrosoftACS") || hc_text_same(type, "AzureAD");
}

/* AuthServers of both kinds, or the application that stands for Exchange Online. */
static gboolean
is_wanted(const HcExchangeObject *object)
{
	if (hc_exchange_kind(object) == HC_KIND_AUTH_SERVER)
		return is_hybrid_server(object);
	return hc_text_same(hc_exchange_text(object, "ApplicationIdentifier"), EXCHANGE_ONLINE);
}

static void
judge_one(const HcCheck *self, const HcExchangeObject *object, HcFindings *out)
{
	gboolean is_server = hc_exchange_kind(object) == HC_KIND_AUTH_SERVER;
	HcFinding *finding;

	if (!hc_check_saw_property(self, object, "Enabled", out))
		return;
	if (hc_exchange_bool(object, "Enabled") == HC_TRI_YES) {
		hc_check_report(self, HC_STATUS_PASS, object, "Enabled", out, "it is enabled");
		return;
	}
	finding = hc_check_report(self, HC_STATUS_FAIL, object, "Enabled", out, "it is off");
	hc_finding_repair(finding,
		is_server ? "Set-AuthServer {identity} -Enabled $true"
			  : "Set-PartnerApplication {identity} -Enabled $true",
		hc_exchange_identity(object), NULL);
	/* The wizard makes AuthServers and never rewrites them (rulebook 0.3). */
	if (is_server)
		finding->effect = HC_EFFECT_MANUAL_FIX;
}

static void
judge_kind(const HcCheck *self, const HcHybrid *hybrid, HcKind kind, HcFindings *out)
{
	const HcExchangeSet *set = hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, kind);
	const char *noun = hc_kind_noun(kind);
	gboolean found = FALSE;

	if (!hc_check_saw(self, &set->head, noun, out))
		return;
	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *object = g_ptr_array_index(set->objects, i);

		if (!is_wanted(object))
			continue;
		found = TRUE;
		judge_one(self, object, out);
	}
	if (!found)
		hc_findings_add(out, self, HC_STATUS_FAIL, noun,
			"there is no %s for Exchange Online", noun);
}

static void
judge_trust(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	judge_kind(self, hybrid, HC_KIND_AUTH_SERVER, out);
	judge_kind(self, hybrid, HC_KIND_PARTNER_APPLICATION, out);
}

const HcCheck hc_checks_auth_trust[] = {
	{
		.id = "auth-cert-missing-on-server",
		.title = "Every server has the Auth certificate",
		.class = HC_CLASS_OAUTH,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_servers,
		.impact = "Free/busy and MailTips fail whenever that server answers, and the "
			  "wizard stops there.  Mail is not affected.",
		.remedy = "Set-AuthConfig -PublishCertificate\n"
			  "iisreset",
		.fix = "Publish the Auth certificate again; where that does not bring it, export "
		       "it "
		       "with its private key from a server that has it and import it.",
		.ndr = "HCW: could not find the authorization certificate with thumbprint",
		.reference = "KB-OAUTHTP HC-AUTH",
	},
	{
		.id = "auth-server-or-partnerapp-off",
		.title = "The authorization servers and Exchange Online's application are enabled",
		.class = HC_CLASS_OAUTH,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_RERUN_RECOMMENDED,
		.hcw = HC_HCW_OAUTH,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_trust,
		.impact = "Requests with OAuth are refused: free/busy, MailTips and archive access "
			  "fail.  Mail is not affected.",
		.fix = "Where one is missing, run the wizard for OAuth, which makes it.",
		.reference = "LOG-A HC-SRC",
	},
	{ .id = NULL },
};
