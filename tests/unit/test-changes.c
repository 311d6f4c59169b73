/* What a run of the wizard would change, with and without a certificate that stands ready. */
#include "agent/hcw/changes.h"

#include "tests/unit/org.h"

#define NEW_ISSUER "CN=Another Issuing CA 7, O=Another Trust, C=DE"
#define NEW_IDENTIFIER "<I>" NEW_ISSUER "<S>CN=mail.contoso.example"

static const HcChange *
find(const GPtrArray *changes, const char *object, const char *property)
{
	for (guint i = 0; i < changes->len; i++) {
		const HcChange *change = g_ptr_array_index(changes, i);

		if (g_str_has_prefix(change->object, object) &&
			g_str_equal(change->property, property))
			return change;
	}
	return NULL;
}

static void
add_replacement(HcEvidenceBuilder *builder)
{
	const char *const servers[] = { "E1", "E2" };

	for (guint i = 0; i < G_N_ELEMENTS(servers); i++)
		org_add_cert(builder, servers[i], NEW_ISSUER, "mail.contoso.example", "NEW1")
			->not_before = org_time("2026-08-01T00:00:00Z");
}

static void
test_healthy(void)
{
	g_autoptr(HcEvidence) evidence = hc_evidence_builder_finish(org_new());
	g_autoptr(HcHybrid) hybrid = hc_hybrid_new(evidence);
	const guint selections[] = { HC_HCW_NONE, HC_HCW_USMC, HC_HCW_MF, HC_HCW_FULL };

	for (guint i = 0; i < G_N_ELEMENTS(selections); i++) {
		g_autoptr(GPtrArray) changes = hc_changes_new(hybrid, selections[i]);

		g_assert_cmpuint(changes->len, ==, 0);
	}
}

static void
test_replacement(void)
{
	HcEvidenceBuilder *builder = org_new();
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(HcHybrid) hybrid = NULL;
	g_autoptr(GPtrArray) changes = NULL;
	const HcChange *change = NULL;

	add_replacement(builder);
	evidence = hc_evidence_builder_finish(builder);
	hybrid = hc_hybrid_new(evidence);
	changes = hc_changes_new(hybrid, HC_HCW_USMC);
	g_assert_cmpuint(changes->len, ==, 4); /* configuration, Send, two Receive connectors */
	change = find(changes, "HybridConfiguration", "TlsCertificateName");
	g_assert_nonnull(change);
	g_assert_cmpstr(change->actual, ==, ORG_IDENTIFIER);
	g_assert_cmpstr(change->expected, ==, NEW_IDENTIFIER);
	g_assert_nonnull(find(changes, "Send Connector", "TLSCertificateName"));
	g_assert_nonnull(find(changes, "Receive Connector " ORG_RECEIVE_E1, "TLSCertificateName"));
	/* The names did not change, so Exchange Online's connectors stay as they are. */
	g_assert_null(find(changes, "Standard Inbound Connector", "TLSSenderCertificateName"));
}

/* The certificate option alone leaves other drift as it is; mail flow rewrites it. */
static void
test_certificate_option_only(void)
{
	HcEvidenceBuilder *builder = org_new();
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(HcHybrid) hybrid = NULL;
	g_autoptr(GPtrArray) narrow = NULL;
	g_autoptr(GPtrArray) wide = NULL;
	g_autoptr(GPtrArray) oauth = NULL;

	hc_exchange_put_text(org_get(builder, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, ORG_SEND),
		"RequireTLS", "False");
	evidence = hc_evidence_builder_finish(builder);
	hybrid = hc_hybrid_new(evidence);
	narrow = hc_changes_new(hybrid, HC_HCW_USMC);
	wide = hc_changes_new(hybrid, HC_HCW_MF);
	oauth = hc_changes_new(hybrid, HC_HCW_OAUTH);
	g_assert_cmpuint(narrow->len, ==, 0);
	g_assert_cmpuint(wide->len, ==, 1);
	g_assert_cmpstr(find(wide, "Send Connector", "RequireTLS")->expected, ==, "True");
	g_assert_cmpuint(oauth->len, ==, 0);
}

/* Without HybridConfiguration nothing is known of the configured certificate. */
static void
test_no_configuration(void)
{
	HcEvidenceBuilder *builder = org_new();
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(HcHybrid) hybrid = NULL;

	add_replacement(builder);
	org_not_exported(builder, HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION);
	evidence = hc_evidence_builder_finish(builder);
	hybrid = hc_hybrid_new(evidence);
	g_assert_null(hc_changes_certificate(hybrid));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/hcw/changes/healthy", test_healthy);
	g_test_add_func("/hcw/changes/replacement", test_replacement);
	g_test_add_func("/hcw/changes/certificate-option-only", test_certificate_option_only);
	g_test_add_func("/hcw/changes/no-configuration", test_no_configuration);
	return g_test_run();
}
