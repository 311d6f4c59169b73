/* Which servers hybrid mail touches, and how many of them are judged one by one. */
#include "agent/hcw/servers.h"

#include "agent/base/limits.h"
#include "tests/unit/org.h"

#include <string.h>

/* E1 and further names, @n in all. */
static char *
many_servers(guint n)
{
	GString *names = g_string_new("E1");

	for (guint i = 1; i < n; i++)
		g_string_append_printf(names, ", S%u", i);
	return g_string_free(names, FALSE);
}

static void
assert_judged(const char *property, guint n_listed, guint n_judged, const char *rest)
{
	HcEvidenceBuilder *builder = org_new();
	HcExchangeObject *configuration = org_get(
		builder, HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION, "Hybrid Configuration");
	g_autofree char *names = many_servers(n_listed);
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(HcHybrid) hybrid = NULL;
	const HcReceiveMatch *last = NULL;

	org_not_exported(builder, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER);
	hc_exchange_put_joined(configuration, property, names);
	evidence = hc_evidence_builder_finish(builder);
	hybrid = hc_hybrid_new(evidence);
	last = g_ptr_array_index(hybrid->receives, hybrid->receives->len - 1);
	g_assert_cmpuint(hybrid->receives->len, ==, n_judged + (rest != NULL ? 1 : 0));
	g_assert_true(last->is_rest == (rest != NULL));
	if (rest == NULL)
		return;
	g_assert_cmpstr(last->server, ==, rest);
	g_assert_null(last->connector);
	g_assert_cmpint(last->head->status, ==, HC_FACT_NOT_ASKED);
	g_assert_nonnull(strstr(last->head->why, "HC_LIMIT_SERVERS"));
}

static void
test_many_servers(void)
{
	assert_judged("ReceivingTransportServers", HC_LIMIT_SERVERS, HC_LIMIT_SERVERS, NULL);
	assert_judged("ReceivingTransportServers", HC_LIMIT_SERVERS + 1, HC_LIMIT_SERVERS,
		"1 more servers");
	assert_judged(
		"EdgeTransportServers", HC_LIMIT_SERVERS + 7, HC_LIMIT_SERVERS, "7 more servers");
	/* E1 and E2 receive, and of the sending ones not all are judged. */
	assert_judged("SendingTransportServers", HC_LIMIT_SERVERS + 1, 2, "1 more servers");
}

static void
test_servers_once(void)
{
	HcEvidenceBuilder *builder = org_new();
	HcExchangeObject *configuration = org_get(
		builder, HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION, "Hybrid Configuration");
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(HcHybrid) hybrid = NULL;

	hc_exchange_put_joined(configuration, "ReceivingTransportServers", "E1, e1, E2, E1");
	evidence = hc_evidence_builder_finish(builder);
	hybrid = hc_hybrid_new(evidence);
	g_assert_cmpuint(g_strv_length(hybrid->receiving), ==, 2);
	g_assert_cmpstr(hybrid->receiving[0], ==, "E1");
	g_assert_cmpstr(hybrid->receiving[1], ==, "E2");
	g_assert_cmpuint(hybrid->receives->len, ==, 2);
}

static void
test_concerned(void)
{
	HcEvidenceBuilder *builder = org_new();
	g_autofree char *names = many_servers(HC_LIMIT_SERVERS + 1);
	g_autofree char *last = g_strdup_printf("S%d", HC_LIMIT_SERVERS);
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(HcHybrid) hybrid = NULL;
	g_auto(GStrv) concerned = NULL;

	org_not_exported(builder, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER);
	hc_exchange_put_joined(org_get(builder, HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION,
				       "Hybrid Configuration"),
		"SendingTransportServers", names);
	evidence = hc_evidence_builder_finish(builder);
	hybrid = hc_hybrid_new(evidence);
	concerned = hc_servers_concerned(hybrid);
	/* Those of the long list that are judged, E1 among them, and E2, which receives. */
	g_assert_cmpuint(g_strv_length(concerned), ==, HC_LIMIT_SERVERS + 1);
	g_assert_false(g_strv_contains((const char *const *)concerned, last));
	g_assert_true(hc_servers_is_listed(hybrid, last));
	g_assert_false(hc_servers_is_listed(hybrid, "S501"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/hcw/servers/many", test_many_servers);
	g_test_add_func("/hcw/servers/once", test_servers_once);
	g_test_add_func("/hcw/servers/concerned", test_concerned);
	return g_test_run();
}
