/* The wizard's .xhcw: what is kept, and what replaces what. */
#include "tests/unit/xhcw-read.h"

#include <string.h>

#define STAMPED "runs/20260915_081204.xhcw"

/* --- what is kept ----------------------------------------------------------------------------- */

static void
test_values(void)
{
	XhcwRead read = xhcw_read_text(SEND("01.5",
		OBJECT(TEXT("Identity", "a") TYPED("SmartHosts", "Any.SmartHost[]", "x, y") TYPED(
			"Domains", "Deserialized.Any.ProxyAddressTemplateCollection",
			"p, q") TEXT("AuthMechanism", "Tls, Integrated") TYPED("Pairs",
			"Generic.KeyValuePair`2[[A],[B]][]", "[E1, 1], [E2, 2]") TYPED("RawData",
			"System.Byte[]", "AA, BB") TYPED("None", "System.String[]",
			"") TEXT("Markup", "&lt;I&gt;CN=a&amp;b") TEXT("Empty",
			"") "<property name=\"Null\" valueIsNull=\"True\" />"
			    "<property name=\"Neither\" type=\"System.String\" />")));
	const HcExchangeObject *object = xhcw_first(&read, HC_KIND_SEND_CONNECTOR);

	g_assert_cmpstr(hc_exchange_list(object, "SmartHosts")[0], ==, "x");
	g_assert_cmpstr(hc_exchange_list(object, "SmartHosts")[1], ==, "y");
	g_assert_null(hc_exchange_list(object, "SmartHosts")[2]);
	g_assert_cmpstr(hc_exchange_list(object, "Domains")[1], ==, "q");
	g_assert_cmpstr(hc_exchange_list(object, "AuthMechanism")[0], ==, "Tls, Integrated");
	g_assert_cmpstr(hc_exchange_list(object, "Pairs")[0], ==, "[E1, 1], [E2, 2]");
	g_assert_cmpstr(hc_exchange_list(object, "RawData")[0], ==, "AA, BB");
	g_assert_cmpstr(hc_exchange_text(object, "Markup"), ==, "<I>CN=a&b");
	g_assert_true(hc_exchange_is_empty(object, "None"));
	g_assert_true(hc_exchange_is_empty(object, "Null"));
	g_assert_true(hc_exchange_is_empty(object, "Empty"));
	g_assert_false(hc_exchange_has(object, "Neither"));
	xhcw_assert_warnings(&read, "");
	g_assert_true(read.input->usable);
	g_assert_cmpuint(read.input->n_objects, ==, 1);
	hc_evidence_free(read.evidence);
}

/* Milliseconds are not padded: ".96" is before ".505", and the later answer counts. */
static void
test_times(void)
{
	static const char text[] = SEND("24.505", NAMED("later")) SEND("24.96", NAMED("earlier"));
	XhcwRead read = xhcw_read_bytes(STAMPED, text, strlen(text), 1);

	xhcw_assert_names(&read, HC_KIND_SEND_CONNECTOR, "later");
	g_assert_cmpstr(read.input->stamp, ==, "20260915_081204");
	/* Nobody told the zone of this run. */
	g_assert_cmpint(read.input->as_of, ==, HC_TIME_NONE);
	g_assert_cmpint(hc_evidence_last_invoke_end(read.evidence), ==, HC_TIME_NONE);
	hc_evidence_free(read.evidence);
}

static void
test_zone(void)
{
	static const char text[] = SEND("24.96", NAMED("a"));
	XhcwRead read = { 0 };
	HcEvidenceBuilder *builder = hc_evidence_builder_new(HC_TIME_NONE);
	HcRun *run = hc_run_new();
	g_autofree char *end = NULL;
	HcParser *parser = NULL;

	run->stamp = g_strdup("20260915_081204");
	run->has_offset = TRUE;
	run->offset_us = 2 * 3600 * HC_TIME_SECOND;
	hc_evidence_builder_take_run(builder, run);
	read.input = hc_evidence_builder_take_input(builder, hc_input_new(STAMPED, "xhcw"));
	parser = hc_parse_xhcw.create(builder, read.input);
	g_assert_true(hc_parse_xhcw.feed(parser, (const guint8 *)text, strlen(text)));
	hc_parse_xhcw.finish(parser);
	read.evidence = hc_evidence_builder_finish(builder);
	end = hc_when_format(hc_evidence_last_invoke_end(read.evidence));
	g_assert_cmpstr(end, ==, "2026-09-15T06:12:24.103Z");
	hc_evidence_free(read.evidence);
}

static const struct {
	const char *story;
	const char *text;
	HcKind kind;
	const char *names;
} kept[] = {
	{ "a-later-answer-replaces", SEND("01.0", NAMED("a")) SEND("02.0", NAMED("b")),
		HC_KIND_SEND_CONNECTOR, "b" },
	{ "an-empty-answer-too", SEND("01.0", NAMED("a")) SEND("02.0", ""), HC_KIND_SEND_CONNECTOR,
		"" },
	{ "an-invoke-without-children-is-an-empty-answer",
		SEND("01.0", NAMED("a")) GET("SendConnector", "02.0", ""), HC_KIND_SEND_CONNECTOR,
		"" },
	{ "servers-apart",
		GET("ReceiveConnector", "01.0",
			PARAMETERS(PARAMETER("Server", "E1")) RESULTS(NAMED("E1\\a")))
			GET("ReceiveConnector", "02.0",
				PARAMETERS(PARAMETER("Server", "E2")) RESULTS(NAMED("E2\\a"))),
		HC_KIND_RECEIVE_CONNECTOR, "E1\\a E2\\a" },
	{ "the-same-server-again",
		GET("ReceiveConnector", "01.0",
			PARAMETERS(PARAMETER("Server", "E1")) RESULTS(NAMED("E1\\a")))
			GET("ReceiveConnector", "02.0",
				PARAMETERS(PARAMETER("Server", "e1")) RESULTS(NAMED("E1\\b"))),
		HC_KIND_RECEIVE_CONNECTOR, "E1\\b" },
	{ "identity-narrows",
		SEND("01.0", NAMED("a") NAMED("b")) GET("SendConnector", "02.0",
			PARAMETERS(PARAMETER("Identity", "b")) RESULTS(NAMED("b"))),
		HC_KIND_SEND_CONNECTOR, "a b" },
	{ "a-parameter-of-printing-does-not-narrow",
		SEND("01.0", NAMED("a") NAMED("b")) GET("SendConnector", "02.0",
			PARAMETERS(PARAMETER("DomainController", "dc") PARAMETER("Status", "True"))
				RESULTS(NAMED("b"))),
		HC_KIND_SEND_CONNECTOR, "b" },
	{ "new-adds-its-result",
		SEND("01.0", NAMED("a")) INVOKE("OnPremises", "New-SendConnector", "02.0",
			PARAMETERS(PARAMETER("Name", "b")) RESULTS(NAMED("b"))),
		HC_KIND_SEND_CONNECTOR, "a b" },
	{ "remove-removes",
		SEND("01.0", NAMED("a") NAMED("b")) INVOKE("OnPremises", "Remove-SendConnector",
			"02.0", PARAMETERS(PARAMETER("Identity", "a"))),
		HC_KIND_SEND_CONNECTOR, "b" },
	{ "other-verbs-change-nothing",
		SEND("01.0", NAMED("a"))
			INVOKE("OnPremises", "Test-SendConnector", "02.0", RESULTS(NAMED("b"))),
		HC_KIND_SEND_CONNECTOR, "a" },
	{ "the-other-side-is-another-kind",
		SEND("01.0", NAMED("a"))
			INVOKE("Tenant", "Get-SendConnector", "02.0", RESULTS(NAMED("b"))),
		HC_KIND_SEND_CONNECTOR, "a" },
	{ "an-unknown-side-is-not-kept",
		SEND("01.0", NAMED("a"))
			INVOKE("Moon", "Get-SendConnector", "02.0", RESULTS(NAMED("b"))),
		HC_KIND_SEND_CONNECTOR, "a" },
};

static void
test_kept(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(kept); i++) {
		XhcwRead read = xhcw_read_text(kept[i].text);

		g_test_message("%s", kept[i].story);
		xhcw_assert_names(&read, kept[i].kind, kept[i].names);
		xhcw_assert_warnings(&read, "");
		hc_evidence_free(read.evidence);
	}
}

/* The answers before and after a change are both needed to know what the change was made to. */
static void
test_change_between(void)
{
	XhcwRead read = xhcw_read_text(GET("ReceiveConnector", "01.0",
		PARAMETERS(PARAMETER("Server", "E1")) RESULTS(
			OBJECT(TEXT("Identity", "E1\\a") TEXT("Guid", "g") TEXT("Server", "E1"))))
			INVOKE("OnPremises", "Set-ReceiveConnector", "02.0",
				PARAMETERS(PARAMETER("Identity", "g") PARAMETER("Fqdn", "new")))
				GET("ReceiveConnector", "03.0",
					PARAMETERS(PARAMETER("Server", "E1")) RESULTS(OBJECT(
						TEXT("Identity", "E1\\a") TEXT("Server", "E1")))));

	xhcw_assert_names(&read, HC_KIND_RECEIVE_CONNECTOR, "E1\\a");
	hc_evidence_free(read.evidence);
}

static void
test_set_on_top(void)
{
	XhcwRead read = xhcw_read_text(
		SEND("01.0", OBJECT(TEXT("Identity", "a") TEXT("Fqdn", "old"))) INVOKE("OnPremises",
			"Set-SendConnector", "02.0",
			"<!--Set-SendConnector -Identity: a-->" PARAMETERS(PARAMETER(
				"Identity", "a") PARAMETER("Fqdn",
				"new") "<parameter name=\"SmartHosts\" valueIsNull=\"True\" />")));
	const HcExchangeObject *object = xhcw_first(&read, HC_KIND_SEND_CONNECTOR);

	g_assert_cmpstr(hc_exchange_text(object, "Fqdn"), ==, "new");
	g_assert_true(hc_exchange_is_empty(object, "SmartHosts"));
	g_assert_cmpstr(hc_exchange_origin(object)->place, ==,
		"Set-SendConnector of 09/15/2026 08:12:02.0");
	g_assert_cmpstr(hc_exchange_origin(object)->input, ==, "a.xhcw");
	g_assert_cmpstr(hc_exchange_origin(object)->vantage, ==, "exchange-onprem");
	hc_evidence_free(read.evidence);
}

static void
test_credentials(void)
{
	XhcwRead read = xhcw_read_text(INVOKE("Tenant", "New-MigrationEndpoint", "01.0",
		"<!--New-MigrationEndpoint -Credentials: hunter2-->" PARAMETERS(PARAMETER(
			"Name", "a") PARAMETER("Credentials", "hunter2") PARAMETER("adminPassword",
			"hunter2") PARAMETER("ClientSecret", "hunter2"))) INVOKE("Tenant",
		"Get-MigrationEndpoint", "02.0", PARAMETERS(PARAMETER("Credential", "hunter2"))));
	const HcExchangeSet *set =
		hc_evidence_set(read.evidence, HC_SIDE_TENANT, HC_KIND_MIGRATION_ENDPOINT);
	const HcAnswer *answer = set->answers->pdata[0];

	g_assert_null(answer->narrow);
	hc_evidence_free(read.evidence);

	read = xhcw_read_text(INVOKE("Tenant", "New-MigrationEndpoint", "01.0",
		PARAMETERS(PARAMETER("Name", "a") PARAMETER("Credentials", "hunter2"))));
	set = hc_evidence_set(read.evidence, HC_SIDE_TENANT, HC_KIND_MIGRATION_ENDPOINT);
	g_assert_cmpuint(set->objects->len, ==, 1);
	g_assert_true(hc_exchange_has(set->objects->pdata[0], "Name"));
	g_assert_false(hc_exchange_has(set->objects->pdata[0], "Credentials"));
	hc_evidence_free(read.evidence);
}

static void
assert_failed(const char *streams, const char *why)
{
	g_autofree char *text = g_strdup_printf(
		GET("SendConnector", "01.0", RESULTS(NAMED("a")) "<datastreams>%s</datastreams>"),
		streams);
	XhcwRead read = xhcw_read_text(text);
	const HcExchangeSet *set = xhcw_set(&read, HC_KIND_SEND_CONNECTOR);

	g_assert_cmpint(
		set->head.status, ==, why != NULL ? HC_FACT_UNREACHABLE : HC_FACT_COLLECTED);
	g_assert_cmpuint(set->objects->len, ==, why != NULL ? 0 : 1);
	if (why != NULL) {
		const HcAnswer *answer = set->answers->pdata[0];

		g_assert_cmpstr(answer->head.why, ==, why);
	}
	hc_evidence_free(read.evidence);
}

static void
test_failed(void)
{
	assert_failed("<warnings><warning><![CDATA[an error is near]]></warning></warnings>", NULL);
	assert_failed("<errors />", NULL);
	assert_failed(
		"<errors><error><![CDATA[  access\ndenied ]]></error></errors>", "access denied");
	assert_failed("<errors><error /></errors>", "the cmdlet reported an error");
	assert_failed("<errors>no session</errors>", "no session");
	assert_failed("<ErrorRecord><m>no</m></ErrorRecord>", "no");
	assert_failed("<exception>gone</exception><error>second</error>", "gone");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/parse/xhcw/values", test_values);
	g_test_add_func("/parse/xhcw/times", test_times);
	g_test_add_func("/parse/xhcw/zone", test_zone);
	g_test_add_func("/parse/xhcw/kept", test_kept);
	g_test_add_func("/parse/xhcw/change-between", test_change_between);
	g_test_add_func("/parse/xhcw/set-on-top", test_set_on_top);
	g_test_add_func("/parse/xhcw/credentials", test_credentials);
	g_test_add_func("/parse/xhcw/failed", test_failed);
	return g_test_run();
}
