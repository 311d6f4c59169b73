/* Which certificates carry the configured name, and what stands ready to replace them. */
#include "agent/hcw/named.h"

#include "tests/unit/org.h"

#define NEW_ISSUER "CN=Example Issuing CA 2, O=Example Trust, C=DE"

static const char *const both[] = { "E1", "E2", NULL };

/* A new certificate on both servers; the pair may be changed afterwards. */
static void
add_new(HcEvidenceBuilder *builder, const char *cn, HcCertFacts *ret_pair[2])
{
	ret_pair[0] = org_add_cert(builder, "E1", NEW_ISSUER, cn, "BB22");
	ret_pair[1] = org_add_cert(builder, "E2.contoso.example", NEW_ISSUER, cn, "BB22");
}

static const HcNamedOn *
on(const HcNamed *named, guint i)
{
	g_assert_cmpuint(named->servers->len, >, i);
	return g_ptr_array_index(named->servers, i);
}

static void
test_healthy(void)
{
	g_autoptr(HcEvidence) evidence = hc_evidence_builder_finish(org_new());
	g_autoptr(HcHybrid) hybrid = hc_hybrid_new(evidence);
	g_autoptr(HcNamed) named = hc_named_new(hybrid, ORG_IDENTIFIER, both);

	g_assert_cmpstr(named->identifier, ==, ORG_IDENTIFIER);
	g_assert_cmpstr(named->cn, ==, "mail.contoso.example");
	g_assert_cmpuint(named->servers->len, ==, 2);
	g_assert_cmpstr(on(named, 1)->server, ==, "E2");
	g_assert_cmpuint(on(named, 1)->n_matches, ==, 1);
	g_assert_cmpstr(on(named, 1)->newest->thumbprint, ==, "AA11");
	g_assert_cmpint(on(named, 1)->head->status, ==, HC_FACT_COLLECTED);
	g_assert_nonnull(named->sample);
	g_assert_null(named->replacement); /* the named certificate is not its own replacement */
	g_assert_false(named->any_unknown);
}

static void
test_newest_of_several(void)
{
	HcEvidenceBuilder *builder = org_new();
	HcCertFacts *renewed =
		org_add_cert(builder, "E1", ORG_ISSUER, "mail.contoso.example", "AA12");
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(HcHybrid) hybrid = NULL;
	g_autoptr(HcNamed) named = NULL;

	renewed->not_before = org_time("2026-08-01T00:00:00Z");
	evidence = hc_evidence_builder_finish(builder);
	hybrid = hc_hybrid_new(evidence);
	named = hc_named_new(hybrid, ORG_IDENTIFIER, both);
	g_assert_cmpuint(on(named, 0)->n_matches, ==, 2);
	g_assert_cmpstr(on(named, 0)->newest->thumbprint, ==, "AA12");
	g_assert_cmpstr(on(named, 1)->newest->thumbprint, ==, "AA11");
	g_assert_cmpstr(named->sample->thumbprint, ==, "AA12");
}

static void
test_absent_and_unknown(void)
{
	static const char *const servers[] = { "E1", "E3", NULL };
	g_autoptr(HcEvidence) evidence = hc_evidence_builder_finish(org_new());
	g_autoptr(HcHybrid) hybrid = hc_hybrid_new(evidence);
	g_autoptr(HcNamed) named = hc_named_new(hybrid, "<I>CN=Gone<S>CN=old.example", servers);
	g_autoptr(HcNamed) broken = hc_named_new(hybrid, "not a name", NULL);

	g_assert_null(on(named, 0)->newest);
	g_assert_cmpint(on(named, 0)->head->status, ==, HC_FACT_COLLECTED);
	g_assert_cmpint(on(named, 1)->head->status, ==, HC_FACT_NOT_ASKED);
	g_assert_true(named->any_unknown);
	g_assert_null(named->sample);
	g_assert_null(broken->cn);
	g_assert_null(broken->replacement);
	g_assert_cmpuint(broken->servers->len, ==, 0);
}

/* An export that does not tell the server says nothing about E2. */
static void
test_unattributed(void)
{
	HcEvidenceBuilder *builder = hc_evidence_builder_new(org_time(ORG_AS_OF));
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(HcHybrid) hybrid = NULL;
	g_autoptr(HcNamed) named = NULL;

	org_add_cert(builder, NULL, ORG_ISSUER, "mail.contoso.example", "AA11");
	evidence = hc_evidence_builder_finish(builder);
	hybrid = hc_hybrid_new(evidence);
	named = hc_named_new(hybrid, ORG_IDENTIFIER, both);
	g_assert_cmpint(on(named, 1)->head->status, ==, HC_FACT_NOT_ASKED);
	g_assert_true(named->any_unknown);
	g_assert_nonnull(named->sample);
}

typedef enum {
	NOTHING,
	EXPIRED,
	NOT_YET_VALID,
	SELF_SIGNED,
	NO_KEY,
	MALFORMED,
	OTHER_NAME,
	WILDCARD,
	BY_TLS_DOMAIN,
	NOT_ON_E2,
	E2_UNKNOWN,
} Twist;

/* What of the new certificate is wrong; returns its CN. */
static const char *
cn_for(Twist twist)
{
	if (twist == OTHER_NAME)
		return "mail.fabrikam.example";
	if (twist == BY_TLS_DOMAIN)
		return "edge.contoso.example";
	return twist == WILDCARD ? "*.contoso.example" : "mail.contoso.example";
}

static void
apply(Twist twist, HcEvidenceBuilder *builder, HcCertFacts *pair[2])
{
	for (guint i = 0; i < 2; i++) {
		if (twist == EXPIRED)
			pair[i]->not_after = org_time("2026-09-30T00:00:00Z");
		if (twist == NOT_YET_VALID)
			pair[i]->not_before = org_time("2026-10-02T00:00:00Z");
		if (twist == MALFORMED)
			pair[i]->head.status = HC_FACT_MALFORMED;
		if (twist == NO_KEY)
			pair[i]->has_private_key = HC_TRI_NO;
		pair[i]->self_issued = twist == SELF_SIGNED;
	}
	if (twist == NOT_ON_E2) {
		g_free(pair[1]->thumbprint);
		pair[1]->thumbprint = g_strdup("CC33");
	}
	if (twist == BY_TLS_DOMAIN)
		hc_exchange_put_text(
			org_get(builder, HC_SIDE_TENANT, HC_KIND_OUTBOUND_CONNECTOR, ORG_OUTBOUND),
			"TlsDomain", "edge.contoso.example");
}

static void
test_replacement(void)
{
	static const struct {
		Twist twist;
		gboolean is_found;
	} rows[] = {
		{ NOTHING, TRUE },
		{ EXPIRED, FALSE },
		{ NOT_YET_VALID, FALSE },
		{ SELF_SIGNED, FALSE },
		{ NO_KEY, FALSE },
		{ MALFORMED, FALSE },
		{ OTHER_NAME, FALSE },
		{ WILDCARD, TRUE },
		{ BY_TLS_DOMAIN, TRUE },
		{ NOT_ON_E2, FALSE },
		{ E2_UNKNOWN, FALSE },
	};
	static const char *const with_e3[] = { "E1", "E2", "E3", NULL };

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		HcEvidenceBuilder *builder = org_new();
		HcCertFacts *pair[2] = { NULL, NULL };
		g_autoptr(HcEvidence) evidence = NULL;
		g_autoptr(HcHybrid) hybrid = NULL;
		g_autoptr(HcNamed) named = NULL;

		add_new(builder, cn_for(rows[i].twist), pair);
		apply(rows[i].twist, builder, pair);
		evidence = hc_evidence_builder_finish(builder);
		hybrid = hc_hybrid_new(evidence);
		named = hc_named_new(
			hybrid, ORG_IDENTIFIER, rows[i].twist == E2_UNKNOWN ? with_e3 : both);
		if ((named->replacement != NULL) != rows[i].is_found)
			g_error("row %u", i);
		if (rows[i].is_found)
			g_assert_cmpstr(named->replacement->thumbprint, ==, "BB22");
	}
}

static void
test_valid_at(void)
{
	HcEvidenceBuilder *builder = org_new();
	HcCertFacts *cert = org_add_cert(builder, "E1", NEW_ISSUER, "x.example", "DD44");
	g_autoptr(HcEvidence) evidence = NULL;

	g_assert_true(hc_named_is_valid_at(cert, cert->not_before));
	g_assert_true(hc_named_is_valid_at(cert, cert->not_after));
	g_assert_false(hc_named_is_valid_at(cert, cert->not_before - 1));
	g_assert_false(hc_named_is_valid_at(cert, cert->not_after + 1));
	g_assert_false(hc_named_is_valid_at(cert, HC_TIME_NONE));
	cert->not_before = HC_TIME_NONE;
	g_assert_false(hc_named_is_valid_at(cert, org_time(ORG_AS_OF)));
	evidence = hc_evidence_builder_finish(builder);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/hcw/named/healthy", test_healthy);
	g_test_add_func("/hcw/named/newest-of-several", test_newest_of_several);
	g_test_add_func("/hcw/named/absent-and-unknown", test_absent_and_unknown);
	g_test_add_func("/hcw/named/unattributed", test_unattributed);
	g_test_add_func("/hcw/named/replacement", test_replacement);
	g_test_add_func("/hcw/named/valid-at", test_valid_at);
	return g_test_run();
}
