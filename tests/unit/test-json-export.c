/* ConvertTo-Json and REST answers: what each form of document gives. */
#include "agent/parse/parser.h"
#include "tests/unit/sets.h"

#include <string.h>

#define TENANT_DN                                                                                  \
	"\"DistinguishedName\":\"CN=x,CN=Configuration,CN=contoso.onmicrosoft.com,"                \
	"CN=ConfigurationUnits,DC=EURPR01,DC=PROD,DC=OUTLOOK,DC=COM\""

typedef struct {
	HcEvidence *evidence;
	HcInput *input; /* of the evidence */
} JsonRead;

static JsonRead
read_octets(const char *path, const char *data, gsize length, gsize chunk)
{
	JsonRead read = { 0 };
	HcEvidenceBuilder *builder = hc_evidence_builder_new(HC_TIME_NONE);
	HcParser *parser = NULL;

	read.input = hc_evidence_builder_take_input(builder, hc_input_new(path, "json-export"));
	parser = hc_parse_json_export.create(builder, read.input);
	for (gsize at = 0; at < length; at += chunk) {
		gsize n = MIN(chunk, length - at);
		g_autofree guint8 *exact = g_memdup2(data + at, n);

		hc_parse_json_export.feed(parser, exact, n);
	}
	hc_parse_json_export.finish(parser);
	read.evidence = hc_evidence_builder_finish(builder);
	return read;
}

static JsonRead
read_text(const char *path, const char *text)
{
	return read_octets(path, text, strlen(text), strlen(text) + 1);
}

/* --- documents -------------------------------------------------------------------------------- */

typedef struct {
	const char *path;
	const char *text;
	const char *sets;
	const char *warnings;
	const char *kind; /* NULL: json-export */
} Case;

static const Case cases[] = {
	/* One cmdlet: an array, one object without an array, PowerShell 5.1's wrapper. */
	{ "Get-SendConnector.json", "[{\"Name\":\"a\"},{\"Name\":\"b\"}]",
		"on-premises SendConnector [whole Get-SendConnector] a b\n", "", NULL },
	{ "Get-SendConnector.json", "{\"Name\":\"a\",\"AddressSpaces\":[\"SMTP:*;1\"]}",
		"on-premises SendConnector [whole Get-SendConnector] a\n", "", NULL },
	{ "Get-SendConnector.json", "{\"value\":[{\"Name\":\"a\"}],\"Count\":1}",
		"on-premises SendConnector [whole Get-SendConnector] a\n", "", NULL },
	{ "x.json", "{\"Name\":\"a\",\"AddressSpaces\":[\"SMTP:*;1\"]}",
		"on-premises SendConnector [whole Get-SendConnector] a\n", "", NULL },
	{ "Get-OnPremisesOrganization.json",
		"{\"Name\":\"o\",\"HybridDomains\":[],\"InboundConnector\":[{\"a\":1}],"
		"\"Identity\":\"o\"}",
		"tenant OnPremisesOrganization [whole Get-OnPremisesOrganization] o\n",
		"cut them off (export with Export-Clixml, or with ConvertTo-Json -Depth 6): "
		"InboundConnector",
		NULL },

	/* Empty answers. */
	{ "Get-InboundConnector.json", "[]",
		"tenant InboundConnector [whole: asked, and there is none Get-InboundConnector]\n",
		"", NULL },
	{ "Get-InboundConnector.json", "[null]",
		"tenant InboundConnector [whole: asked, and there is none Get-InboundConnector]\n",
		"", NULL },
	{ "Get-InboundConnector.json", "{\"value\":[],\"Count\":0}",
		"tenant InboundConnector [whole: asked, and there is none Get-InboundConnector]\n",
		"", NULL },
	{ "x.json", "[]", "", "an empty answer", NULL },

	/* REST. */
	{ "EXO_Get-AcceptedDomain.json",
		"{\"@odata.context\":\"c\",\"adminapi.warnings@odata.type\":\"#Collection(String)"
		"\","
		"\"@adminapi.warnings\":[],\"value\":[{\"Guid@data.type\":\"System.Guid\","
		"\"Name\":\"d\",\"DomainType\":\"Authoritative\"}]}",
		"tenant AcceptedDomain [whole Get-AcceptedDomain] d\n", "", NULL },
	{ "Get-InboundConnector.json",
		"{\"value\":[{\"Name\":\"i\",\"TlsSenderCertificateName\":null}],"
		"\"@odata.nextLink\":\"https://x\"}",
		"tenant InboundConnector [what a file that is not complete holds "
		"Get-InboundConnector] i\n",
		"the first part of an answer", NULL },
	{ "Get-InboundConnector.json", "{\"value\":[{\"_clixml\":\"<Objs/>\"}]}", "",
		"CLIXML inside JSON is not read", NULL },
	{ "Get-InboundConnector.json", "{\"error\":{\"code\":\"403\",\"message\":\"no role\"}}",
		"tenant InboundConnector [whole: no role Get-InboundConnector]\n", "", NULL },

	/* ScubaGear. */
	{ "ProviderSettingsExport.json",
		"{\"timestamp_zulu\":\"2026-05-04T17:15:48.307Z\","
		"\"inbound_connectors\":[{\"Name\":\"i\"," TENANT_DN "}],"
		"\"outbound_connectors\":[null],\"org_config\":[{\"Name\":\"o\"}],"
		"\"remote_domains\":[],\"conn_filter\":[null],\"spf_records\":[{\"domain\":\"x\"}],"
		"\"exo_successful_commands\":[\"Get-InboundConnector\",\"Get-OutboundConnector\","
		"\"Get-OrganizationConfig\"],"
		"\"exo_unsuccessful_commands\":[\"Get-RemoteDomain\",\"Get-DkimSigningConfig\"]}",
		"tenant InboundConnector [whole Get-InboundConnector] i\n"
		"tenant OrganizationConfig [whole Get-OrganizationConfig] o\n"
		"tenant OutboundConnector [whole: asked, and there is none Get-OutboundConnector]\n"
		"tenant RemoteDomain [whole: ScubaGear could not run the cmdlet "
		"Get-RemoteDomain]\n",
		"", NULL },
	{ "x.json",
		"{\"timestamp_zulu\":\"2026-05-04T17:15:48Z\","
		"\"dedicated_exchange_hybrid_applications\":[{\"DedicatedHybridAppConfigured\":"
		"true,"
		"\"Apps\":{\"DisplayName\":\"app\",\"AppId\":\"1\"}}],"
		"\"legacy_exchange_service_principal\":[{\"DisplayName\":\"sp\","
		"\"KeyCredentials\":null}]}",
		"tenant HybridApplication [whole applications of Entra ID] app\n"
		"tenant ServicePrincipal [whole Get-MgServicePrincipal] sp\n",
		"", NULL },
	{ "x.json",
		"{\"timestamp_zulu\":\"\",\"dedicated_exchange_hybrid_applications\":"
		"[{\"DedicatedHybridAppConfigured\":false,\"Apps\":null}]}",
		"tenant HybridApplication [whole: asked, and there is none applications of Entra "
		"ID]\n",
		"", NULL },

	/* Members called after cmdlets, without a tool's marks. */
	{ "onprem.json",
		"{\"SendConnectors\":[{\"Name\":\"s\"}],\"Get-RemoteDomain\":[{\"Name\":\"r\"}]}",
		"on-premises RemoteDomain [whole Get-RemoteDomain] r\n"
		"on-premises SendConnector [whole Get-SendConnector] s\n",
		"", NULL },

	/* hybridConfigCollection. */
	{ "HybridConfigs_x/OnPremises/SendConnectors.json", "{\"Name\":\"s\",\"AddressSpaces\":[]}",
		"on-premises SendConnector [a selection made by hybridConfigCollection "
		"Get-SendConnector] s\n",
		"", NULL },
	{ "HybridConfigs_x/Office365/Get-AcceptedDomain.json",
		"[{\"Name\":\"d\",\"DomainType\":\"x\"}]",
		"tenant AcceptedDomain [whole Get-AcceptedDomain] d\n", "", NULL },

	/* Other kinds. */
	{ "package.json", "{\"name\":\"a\",\"version\":\"1\",\"scripts\":{}}", "", "Node.js",
		"not-recognised" },
	{ "endpoints.json", "[{\"id\":1,\"serviceArea\":\"Exchange\",\"urls\":[]}]", "",
		"list of Microsoft 365 endpoints", "not-recognised" },
	{ "report.json", "{\"schema\":\"hybridcheck-report/1\",\"tool\":{}}", "",
		"written by hybridcheck itself", "not-recognised" },
	{ "nft.json", "{\"nftables\":[]}", "", "nftables", "not-recognised" },
	{ "settings.json", "{\"editor\":{\"tab\":8}}", "", "no export of Exchange",
		"not-recognised" },
	{ "settings.json", "[1,2]", "", "no export of Exchange", "not-recognised" },
	{ "settings.json", "7", "", "not JSON", NULL },

	/* Of Exchange, but nothing of ours. */
	{ "Get-Mailbox.json", "[{\"Identity\":\"m\",\"ObjectClass\":[\"top\",\"user\"]}]", "",
		"not used: objects of an unknown kind", NULL },

	/* Damage. */
	{ "Get-SendConnector.json", "[{\"Name\":\"a\"},\n {\"Name\":\"b\"",
		"on-premises SendConnector [what a file that is not complete holds "
		"Get-SendConnector] a\n",
		"line 2, column 12: not JSON", NULL },
	{ "Get-SendConnector.json",
		"[{\"Name\":\"a\"},{\"Name\":\"b\"},{\"Name\" \"c\"},{\"Name\":\"d\"}]",
		"on-premises SendConnector [what a file that is not complete holds "
		"Get-SendConnector] a b\n",
		"line 1, column", NULL },
	{ "Get-SendConnector.json", "{\"Name\":\"a\",\"AddressSpaces\":[{\"Type\":\"x\"}", "",
		"nothing in it can be used", NULL },
	{ "Get-SendConnector.json", "", "", "nothing in it can be used", NULL },
	{ "Get-SendConnector.json", "[{\"Name\":\"\\u0000\"}]", "", "not JSON", NULL },
};

static void
test_cases(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		JsonRead read = read_text(cases[i].path, cases[i].text);
		g_autofree char *sets = sets_describe(read.evidence);

		g_test_message("%s %s", cases[i].path, cases[i].text);
		g_assert_cmpstr(sets, ==, cases[i].sets);
		sets_assert_warnings(read.input, cases[i].warnings);
		g_assert_cmpstr(read.input->kind, ==,
			cases[i].kind != NULL ? cases[i].kind : "json-export");
		hc_evidence_free(read.evidence);
	}
}

/* --- encodings and bounds --------------------------------------------------------------------- */

/* Windows PowerShell 5.1 writes UTF-16LE with a byte order mark; the same objects come out. */
static void
test_encodings(void)
{
	static const char text[] = "[{\"Name\":\"\xC3\xA4\",\"AddressSpaces\":[]}]";
	static const gsize chunks[] = { 1, 3, 4096 };
	gsize n = 0;
	g_autofree gunichar2 *wide = NULL;
	GString *octets = g_string_new("\xFF\xFE");
	glong n_wide = 0;

	wide = g_utf8_to_utf16(text, -1, NULL, &n_wide, NULL);
	for (glong i = 0; i < n_wide; i++) {
		g_string_append_c(octets, (char)(wide[i] & 0xFF));
		g_string_append_c(octets, (char)(wide[i] >> 8));
	}
	n = octets->len;
	for (guint i = 0; i < G_N_ELEMENTS(chunks); i++) {
		JsonRead read = read_octets("x.json", octets->str, n, chunks[i]);
		g_autofree char *sets = sets_describe(read.evidence);

		g_assert_cmpstr(
			sets, ==, "on-premises SendConnector [whole Get-SendConnector] \xC3\xA4\n");
		hc_evidence_free(read.evidence);
	}
	g_string_free(octets, TRUE);
}

static void
test_depth(void)
{
	GString *text = g_string_new("[{\"Name\":");
	JsonRead read = { 0 };

	for (guint i = 0; i < 63; i++)
		g_string_append_c(text, '[');
	read = read_text("Get-SendConnector.json", text->str);
	sets_assert_warnings(read.input, "HC_LIMIT_JSON_DEPTH");
	g_assert_false(read.input->usable);
	hc_evidence_free(read.evidence);
	g_string_free(text, TRUE);
}

static void
test_times(void)
{
	static const char text[] = "{\"timestamp_zulu\":\"2026-05-04T17:15:48.307Z\","
				   "\"inbound_connectors\":[null]}";
	JsonRead read = read_text("a.json", text);
	g_autofree char *as_of = hc_when_format(read.input->as_of);

	g_assert_cmpstr(as_of, ==, "2026-05-04T17:15:48.307Z");
	g_assert_cmpstr(read.input->as_of_from, ==, "content");
	hc_evidence_free(read.evidence);
}

/* --- Entra ID --------------------------------------------------------------------------------- */

static void
test_application(void)
{
	static const char text[] =
		"{\"timestamp_zulu\":\"\",\"dedicated_exchange_hybrid_applications\":[{\"Apps\":{"
		"\"ObjectId\":{\"Application\":\"1\",\"ServicePrincipal\":\"2\"},\"AppId\":\"3\","
		"\"DisplayName\":\"app\",\"KeyCredentials\":{\"KeyId\":\"4\",\"DisplayName\":null,"
		"\"EndDateTime\":\"/Date(1805311852000)/"
		"\"},\"PasswordCredentials\":{\"Hint\":\"s\"},"
		"\"Permissions\":[{\"RoleDisplayName\":\"a\",\"IsAdminConsented\":true},"
		"{\"RoleDisplayName\":\"b\",\"IsAdminConsented\":false}]}}]}";
	static const struct {
		const char *property;
		const char *value;
	} wanted[] = {
		{ "ObjectId", "1" },
		{ "ServicePrincipalId", "2" },
		{ "AppId", "3" },
		{ "Name", "app" },
		{ "HasKeys", "True" },
		{ "KeyIds", "4" },
		{ "KeyNames", "-" },
		{ "KeyEnds", "2027-03-17T19:30:52Z" },
		{ "Permissions", "a, b" },
		{ "ConsentedPermissions", "a" },
		{ "PasswordCredentials", NULL },
		{ "KeyCredentials", NULL },
	};
	JsonRead read = read_text("a.json", text);
	const HcExchangeSet *set =
		hc_evidence_set(read.evidence, HC_SIDE_TENANT, HC_KIND_HYBRID_APPLICATION);

	g_assert_cmpuint(set->objects->len, ==, 1);
	for (guint i = 0; i < G_N_ELEMENTS(wanted); i++)
		g_assert_cmpstr(hc_exchange_text(set->objects->pdata[0], wanted[i].property), ==,
			wanted[i].value);
	hc_evidence_free(read.evidence);
}

/* --- damage ----------------------------------------------------------------------------------- */

/* Every prefix: no part of a document is taken for the whole of it. */
static void
test_prefixes(void)
{
	static const char text[] =
		"{\"timestamp_zulu\":\"2026-05-04T17:15:48Z\",\"inbound_connectors\":[{\"Name\":"
		"\"i\","
		"\"SenderDomains\":[\"a\",\"b\"]},{\"Name\":\"j\"}],\"outbound_connectors\":[null],"
		"\"exo_successful_commands\":[\"Get-OutboundConnector\"]}";

	for (gsize length = 0; length < strlen(text); length++) {
		JsonRead read = read_octets("a.json", text, length, length + 1);
		const HcExchangeSet *set =
			hc_evidence_set(read.evidence, HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR);

		g_assert_cmpuint(read.input->warnings->len, >, 0);
		for (guint i = 0; i < set->answers->len; i++) {
			const HcAnswer *answer = set->answers->pdata[i];

			g_assert_nonnull(answer->narrow);
		}
		if (set->objects->len > 0)
			g_assert_cmpstr(hc_exchange_text(set->objects->pdata[0], "SenderDomains"),
				==, "a, b");
		hc_evidence_free(read.evidence);
	}
}

/* --- a real export ---------------------------------------------------------------------------- */

static void
test_real(void)
{
	g_autofree char *path = g_build_filename(g_getenv("HC_REAL_DATA"), "exo",
		"exo-provider-settings-2026-05-04.subset.json", NULL);
	g_autofree char *contents = NULL;
	gsize length = 0;
	JsonRead read = { 0 };
	const HcExchangeSet *set = NULL;
	const HcExchangeObject *inbound = NULL;

	if (!g_file_get_contents(path, &contents, &length, NULL)) {
		g_test_skip("the real export of Exchange Online is not here");
		return;
	}
	read = read_octets("settings.json", contents, length, 4096);
	sets_assert_warnings(read.input, "");
	g_assert_cmpuint(read.input->n_objects, ==, 18);
	set = hc_evidence_set(read.evidence, HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR);
	g_assert_cmpuint(set->objects->len, ==, 1);
	inbound = set->objects->pdata[0];
	g_assert_cmpstr(hc_exchange_text(inbound, "ConnectorType"), ==, "Partner");
	g_assert_true(g_str_has_suffix(hc_exchange_text(inbound, "SenderDomains"), ";1"));
	g_assert_cmpint(hc_exchange_bool(inbound, "CloudServicesMailEnabled"), ==, HC_TRI_NO);
	g_assert_true(hc_exchange_is_empty(inbound, "TlsSenderCertificateName"));
	set = hc_evidence_set(read.evidence, HC_SIDE_TENANT, HC_KIND_OUTBOUND_CONNECTOR);
	g_assert_cmpint(set->head.status, ==, HC_FACT_ABSENT);
	set = hc_evidence_set(read.evidence, HC_SIDE_TENANT, HC_KIND_HYBRID_APPLICATION);
	g_assert_cmpuint(set->objects->len, ==, 1);
	hc_evidence_free(read.evidence);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/parse/json-export/cases", test_cases);
	g_test_add_func("/parse/json-export/encodings", test_encodings);
	g_test_add_func("/parse/json-export/depth", test_depth);
	g_test_add_func("/parse/json-export/times", test_times);
	g_test_add_func("/parse/json-export/application", test_application);
	g_test_add_func("/parse/json-export/prefixes", test_prefixes);
	g_test_add_func("/parse/json-export/real", test_real);
	return g_test_run();
}
