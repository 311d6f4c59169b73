/* What the connector rules say beside their status: how bad it is, what to do, what is not known.
 */
#include "checks/connector.h"

#include "checks/run.h"
#include "tests/unit/org.h"

#include <string.h>

#define EXO_HOST "contoso-example.mail.protection.outlook.com"

/* One organisation under test and what the rules say of it. */
typedef struct {
	HcEvidence *evidence;
	HcHybrid *hybrid;
	HcFindings *findings;
} Judged;

static void
judge(HcEvidenceBuilder *builder, Judged *ret_judged)
{
	ret_judged->evidence = hc_evidence_builder_finish(builder);
	ret_judged->hybrid = hc_hybrid_new(ret_judged->evidence);
	ret_judged->findings = hc_run_checks(ret_judged->hybrid, NULL, NULL);
}

static void
judged_clear(Judged *judged)
{
	hc_findings_free(judged->findings);
	hc_hybrid_free(judged->hybrid);
	hc_evidence_free(judged->evidence);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Judged, judged_clear)

/* The first finding of rule @id. */
static const HcFinding *
finding_of(const Judged *judged, const char *id)
{
	for (guint i = 0; i < hc_findings_count(judged->findings); i++) {
		const HcFinding *finding = hc_findings_at(judged->findings, i);

		if (g_str_equal(finding->check->id, id))
			return finding;
	}
	g_error("rule %s said nothing", id);
}

static const char *
first_command(const Judged *judged, const char *id)
{
	const HcFinding *finding = finding_of(judged, id);

	g_assert_cmpuint(finding->commands->len, >, 0);
	return g_ptr_array_index(finding->commands, 0);
}

static HcExchangeObject *
inbound_of(HcEvidenceBuilder *builder)
{
	return org_get(builder, HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR, ORG_INBOUND);
}

static void
test_exo_hosts(void)
{
	static const struct {
		const char *host;
		gboolean is_exo;
	} rows[] = {
		{ EXO_HOST, TRUE },
		{ "CONTOSO-EXAMPLE.MAIL.PROTECTION.OUTLOOK.COM.", TRUE },
		{ "contoso-example.e-v1.mx.microsoft", TRUE },
		{ "contoso-example.mail.eo.outlook.com", TRUE },
		{ "contoso-example.mail.protection.office365.us", TRUE },
		{ "contoso-example.mail.protection.partner.outlook.cn", TRUE },
		{ "mail.protection.outlook.com", FALSE }, /* nobody's host */
		{ "mail.protection.outlook.com.fabrikam.example", FALSE },
		{ "xmail.protection.outlook.com", FALSE },
		{ "mail.contoso.example", FALSE },
		{ "[198.51.100.7]", FALSE },
		{ "--", FALSE },
		{ "", FALSE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_test_message("%s", rows[i].host);
		g_assert_cmpint(hc_connector_is_exo_host(rows[i].host), ==, rows[i].is_exo);
	}
}

static void
test_same_domains(void)
{
	static const char *const ab[] = { "a.example", "b.example", NULL };
	static const char *const ba[] = { "B.example", "a.example.", "a.example", NULL };
	static const char *const a[] = { "a.example", NULL };
	static const char *const none[] = { NULL };

	g_assert_true(hc_connector_same_domains(ab, ba));
	g_assert_true(hc_connector_same_domains(none, none));
	g_assert_false(hc_connector_same_domains(ab, a));
	g_assert_false(hc_connector_same_domains(a, ab));
	g_assert_false(hc_connector_same_domains(a, none));
}

/* @address, or any range, is in @set. */
static gboolean
contains(const HcIpSet *set, const char *address)
{
	g_autoptr(HcIpSet) one = NULL;

	g_assert_true(hc_ipset_parse(address, &one, NULL));
	return hc_ipset_covers(set, one);
}

static void
test_addresses(void)
{
	g_autoptr(HcExchangeObject) object =
		hc_exchange_object_new(HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR);
	g_autoptr(HcIpSet) private_addresses = hc_connector_private_addresses();
	g_autoptr(HcIpSet) listed = NULL;
	g_autoptr(HcIpSet) empty = NULL;

	g_assert_nonnull(private_addresses);
	g_assert_true(contains(private_addresses, "172.31.255.255"));
	g_assert_true(contains(private_addresses, "fd00::1"));
	g_assert_false(contains(private_addresses, "172.32.0.1"));
	g_assert_false(contains(private_addresses, "203.0.113.7"));
	g_assert_null(hc_connector_addresses(object, "SenderIPAddresses"));
	hc_exchange_put_text(object, "SenderIPAddresses", "");
	empty = hc_connector_addresses(object, "SenderIPAddresses");
	g_assert_true(hc_ipset_is_empty(empty));
	hc_exchange_put_joined(object, "SenderIPAddresses", "203.0.113.7, 198.51.100.0/24");
	listed = hc_connector_addresses(object, "SenderIPAddresses");
	g_assert_true(contains(listed, "198.51.100.9"));
	hc_exchange_put_joined(object, "SenderIPAddresses", "203.0.113.7, somewhere");
	g_assert_null(hc_connector_addresses(object, "SenderIPAddresses"));
}

static void
add_relay(HcEvidenceBuilder *builder, const char *enabled)
{
	HcExchangeObject *relay = org_add(builder, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, "Relay");

	hc_exchange_put_text(relay, "AddressSpaces", "SMTP:*;1");
	hc_exchange_put_text(relay, "SmartHosts", EXO_HOST);
	hc_exchange_put_text(relay, "Enabled", enabled);
}

static void
relay_on(HcEvidenceBuilder *builder)
{
	add_relay(builder, "True");
}

static void
relay_off(HcEvidenceBuilder *builder)
{
	add_relay(builder, "False");
}

static void
partner(HcEvidenceBuilder *builder)
{
	HcExchangeObject *other =
		org_add(builder, HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR, "From partner");

	hc_exchange_put_text(other, "ConnectorType", "Partner");
	hc_exchange_put_text(other, "Enabled", "True");
	hc_exchange_put_text(other, "RestrictDomainsToIPAddresses", "True");
}

static void
direct_send_refused(HcEvidenceBuilder *builder)
{
	HcExchangeObject *tenant = g_ptr_array_index(
		hc_evidence_builder_set(builder, HC_SIDE_TENANT, HC_KIND_ORGANIZATION_CONFIG)
			->objects,
		0);

	hc_exchange_put_text(tenant, "RejectDirectSend", "True");
}

static void
nothing_more(G_GNUC_UNUSED HcEvidenceBuilder *builder)
{
}

/* Mail that is not known is shown as external, or refused: high, or critical. */
static void
test_unknown_mail_is_critical(void)
{
	static const struct {
		void (*change)(HcEvidenceBuilder *builder);
		HcSeverity severity;
	} rows[] = {
		{ nothing_more, HC_SEVERITY_HIGH },
		{ relay_off, HC_SEVERITY_HIGH },
		{ relay_on, HC_SEVERITY_CRITICAL },
		{ partner, HC_SEVERITY_CRITICAL },
		{ direct_send_refused, HC_SEVERITY_CRITICAL },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		HcEvidenceBuilder *disabled = org_new();
		HcEvidenceBuilder *removed = org_new();
		g_auto(Judged) first = { NULL, NULL, NULL };
		g_auto(Judged) second = { NULL, NULL, NULL };

		hc_exchange_put_text(inbound_of(disabled), "Enabled", "False");
		hc_exchange_put_text(inbound_of(disabled), "ConnectorType", "Partner");
		rows[i].change(disabled);
		judge(disabled, &first);
		g_assert_cmpint(
			finding_of(&first, "exo-in-disabled")->severity, ==, rows[i].severity);
		g_assert_cmpint(finding_of(&first, "exo-in-type")->severity, ==, rows[i].severity);
		org_remove(removed, HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR, ORG_INBOUND);
		rows[i].change(removed);
		judge(removed, &second);
		g_assert_cmpint(
			finding_of(&second, "exo-in-missing")->severity, ==, rows[i].severity);
	}
}

static void
test_capability_with_centralized_transport(void)
{
	static const struct {
		const char *routes;
		HcSeverity severity;
	} rows[] = { { "False", HC_SEVERITY_HIGH }, { "True", HC_SEVERITY_CRITICAL } };

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		HcEvidenceBuilder *builder = org_new();
		g_auto(Judged) judged = { NULL, NULL, NULL };

		hc_exchange_put_text(
			org_get(builder, HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR, ORG_RECEIVE_E1),
			"TlsDomainCapabilities", "");
		hc_exchange_put_text(
			org_get(builder, HC_SIDE_TENANT, HC_KIND_OUTBOUND_CONNECTOR, ORG_OUTBOUND),
			"RouteAllMessagesViaOnPremises", rows[i].routes);
		judge(builder, &judged);
		g_assert_cmpint(
			finding_of(&judged, "recv-no-capability")->status, ==, HC_STATUS_FAIL);
		g_assert_cmpint(
			finding_of(&judged, "recv-no-capability")->severity, ==, rows[i].severity);
		g_assert_cmpstr(first_command(&judged, "recv-no-capability"), ==,
			"Set-ReceiveConnector 'E1\\Default Frontend E1' -TlsDomainCapabilities "
			"'mail.protection.outlook.com:AcceptCloudServicesMail'");
	}
}

/* The commands name what the wizard would write. */
static void
test_remedies(void)
{
	HcEvidenceBuilder *builder = org_new();
	HcExchangeObject *outbound =
		org_get(builder, HC_SIDE_TENANT, HC_KIND_OUTBOUND_CONNECTOR, ORG_OUTBOUND);
	g_auto(Judged) judged = { NULL, NULL, NULL };

	org_remove(builder, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, ORG_SEND);
	hc_exchange_put_text(outbound, "SmartHosts", "it's.fabrikam.example");
	judge(builder, &judged);
	g_assert_nonnull(strstr(first_command(&judged, "send-missing"),
		"-Name '" ORG_SEND "' -AddressSpaces 'smtp:contoso.mail.onmicrosoft.com;1'"));
	g_assert_cmpstr(first_command(&judged, "exo-out-smarthost-drift"), ==,
		"Set-OutboundConnector '" ORG_OUTBOUND "' -SmartHosts 'mail.contoso.example'");
	g_assert_cmpstr(finding_of(&judged, "exo-out-smarthost-drift")->summary, ==,
		"mail goes to it's.fabrikam.example, HybridConfiguration's OnPremisesSmartHost is "
		"mail.contoso.example");
}

/* Who asked for one connector by name cannot say that there is no other. */
static void
test_narrow_answers(void)
{
	HcEvidenceBuilder *builder = org_new();
	HcExchangeSet *set =
		hc_evidence_builder_set(builder, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);
	HcExchangeObject *other;
	HcAnswer *answer = hc_answer_new();
	g_auto(Judged) judged = { NULL, NULL, NULL };

	org_remove(builder, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, ORG_SEND);
	other = org_add(builder, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, "Partner");
	hc_exchange_put_text(other, "AddressSpaces", "SMTP:partner.example;1");
	g_ptr_array_set_size(set->answers, 0);
	answer->head.status = HC_FACT_COLLECTED;
	answer->narrow = g_strdup("Identity=Partner");
	g_ptr_array_add(set->answers, answer);
	set->head.status = HC_FACT_COLLECTED;
	judge(builder, &judged);
	g_assert_cmpint(finding_of(&judged, "send-missing")->status, ==, HC_STATUS_UNKNOWN);
}

/* What a row says of itself fits together. */
static void
test_rows(void)
{
	for (guint i = 0; i < hc_checks_count(); i++) {
		const HcCheck *check = hc_checks_at(i);
		gboolean reruns = check->effect == HC_EFFECT_RERUN_REQUIRED ||
				  check->effect == HC_EFFECT_RERUN_RECOMMENDED;

		g_test_message("%s", check->id);
		if (!g_str_has_prefix(check->id, "send-") &&
			!g_str_has_prefix(check->id, "recv-") &&
			!g_str_has_prefix(check->id, "exo-"))
			continue;
		g_assert_cmpint(check->class, ==, HC_CLASS_MAILFLOW);
		g_assert_true((check->hcw != HC_HCW_NONE) == reruns);
		g_assert_true((check->judge != NULL) != (check->judge_object != NULL));
		g_assert_true((check->on == HC_ON_ORGANISATION) == (check->judge != NULL));
		g_assert_true(check->worst == 0 || check->worst > check->severity);
		g_assert_nonnull(check->impact);
		g_assert_nonnull(check->reference);
		if (check->effect != HC_EFFECT_INFO)
			g_assert_true(check->remedy != NULL || check->fix != NULL);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/checks/connector/exo-hosts", test_exo_hosts);
	g_test_add_func("/checks/connector/same-domains", test_same_domains);
	g_test_add_func("/checks/connector/addresses", test_addresses);
	g_test_add_func(
		"/checks/connector/unknown-mail-is-critical", test_unknown_mail_is_critical);
	g_test_add_func("/checks/connector/capability-with-centralized-transport",
		test_capability_with_centralized_transport);
	g_test_add_func("/checks/connector/remedies", test_remedies);
	g_test_add_func("/checks/connector/narrow-answers", test_narrow_answers);
	g_test_add_func("/checks/connector/rows", test_rows);
	return g_test_run();
}
