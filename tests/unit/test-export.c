/* What an export becomes: sides, servers, times, and what an answer covers. */
#include "agent/parse/export/export.h"
#include "tests/unit/sets.h"

#include <string.h>

#define AD_DN                                                                                      \
	"CN=x,CN=Transport Settings,CN=Contoso,CN=Microsoft Exchange,CN=Services,"                 \
	"CN=Configuration,DC=corp,DC=contoso,DC=example"
#define TENANT_DN                                                                                  \
	"CN=x,CN=Transport Settings,CN=Configuration,CN=contoso.onmicrosoft.com,"                  \
	"CN=ConfigurationUnits,DC=EURPR01,DC=PROD,DC=OUTLOOK,DC=COM"
#define EDGE_DN                                                                                    \
	"CN=x,CN=Connections,CN=First Organization,CN=Microsoft Exchange,CN=Services,"             \
	"CN=Configuration,CN={0E5F6B2A-1111-4222-8333-444455556666}"
#define SYSCONF "Microsoft.Exchange.Data.Directory.SystemConfiguration."

/* --- from objects to answers ------------------------------------------------------------------ */

/* "Name=value" with a blank between; every value is text, "[]" the empty list. */
static HcExchangeObject *
bag_of(const char *words)
{
	HcExchangeObject *bag = hc_exchange_object_new(HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);
	g_auto(GStrv) parts = g_strsplit(words, "|", -1);

	for (char **part = parts; *part != NULL && **part != '\0'; part++) {
		char *equals = strchr(*part, '=');

		*equals = '\0';
		hc_exchange_put_text(bag, *part, equals + 1);
	}
	return bag;
}

typedef enum { TAKE = 0, ANSWERED, FAILED, DAMAGED } StepVerb;

typedef struct {
	StepVerb verb;
	const char *type;
	const char *hint;
	const char *bag;
} Step;

#define MOST_STEPS 5

typedef struct {
	const char *path;
	Step steps[MOST_STEPS]; /* up to one of nothing at all */
	const char *sets;       /* lines of sets_describe(), each with its end */
	const char *warnings;   /* parts of each in order, "|" between */
} Case;

static gboolean
is_end(const Step *step)
{
	return step->verb == TAKE && step->bag == NULL;
}

static void
run_step(HcExport *export, const Step *step)
{
	switch (step->verb) {
	case TAKE:
		hc_export_take(export, step->type, step->hint, bag_of(step->bag));
		break;
	case ANSWERED:
		hc_export_answered(export, step->hint);
		break;
	case FAILED:
		hc_export_failed(export, step->hint, "no such role");
		break;
	case DAMAGED:
		hc_export_damaged(export);
		break;
	}
}

static void
run_case(const Case *test)
{
	HcEvidenceBuilder *builder = hc_evidence_builder_new(HC_TIME_NONE);
	HcInput *input = hc_evidence_builder_take_input(builder, hc_input_new(test->path, "x"));
	HcExport *export = hc_export_new(builder, input);
	g_autoptr(HcEvidence) evidence = NULL;
	g_autofree char *sets = NULL;

	g_test_message("%s", test->path);
	for (guint i = 0; i < MOST_STEPS && !is_end(&test->steps[i]); i++)
		run_step(export, &test->steps[i]);
	hc_export_finish(export);
	evidence = hc_evidence_builder_finish(builder);
	sets = sets_describe(evidence);
	g_assert_cmpstr(sets, ==, test->sets);
	sets_assert_warnings(input, test->warnings);
	g_assert_cmpint(input->usable, ==, *test->sets != '\0');
}

#define PLAIN "System.Management.Automation.PSCustomObject"
#define SEND SYSCONF "SmtpSendConnectorConfig"
#define RECEIVE SYSCONF "ReceiveConnector"
#define DOMAIN SYSCONF "AcceptedDomain"
#define CERT "Microsoft.Exchange.Management.SystemConfigurationTasks.ExchangeCertificate"
#define SETUP "System.Diagnostics.FileVersionInfo"

static const Case cases[] = {
	/* Kinds by type, by content, by hint, by name. */
	{ "a.xml", { { TAKE, SEND, NULL, "Name=s" } },
		"on-premises SendConnector [whole Get-SendConnector] s\n", "" },
	{ "a.json", { { TAKE, PLAIN, NULL, "Name=i|TlsSenderCertificateName=" } },
		"tenant InboundConnector [whole Get-InboundConnector] i\n", "" },
	{ "a.json", { { TAKE, NULL, NULL, "Name=o|ObjectClass=top, msExchSMTPOutboundConnector" } },
		"tenant OutboundConnector [whole Get-OutboundConnector] o\n", "" },
	{ "a.json", { { TAKE, NULL, "inbound_connectors", "Name=i" } },
		"tenant InboundConnector [whole Get-InboundConnector] i\n", "" },
	{ "Get-SendConnector.json", { { TAKE, PLAIN, NULL, "Name=s" } },
		"on-premises SendConnector [whole Get-SendConnector] s\n", "" },
	{ "a.json", { { TAKE, PLAIN, NULL, "Name=s" } }, "", "not used: PSCustomObject" },
	{ "GetIrmConfiguration.xml", { { TAKE, SYSCONF "IRMConfiguration", NULL, "Name=i" } }, "",
		"not used: IRMConfiguration" },
	{ "GetSendConnector.xml", { { TAKE, SYSCONF "IRMConfiguration", NULL, "Name=i" } }, "",
		"not used: IRMConfiguration" },
	{ "GetReceiveConnector.xml", { { TAKE, SEND, NULL, "Name=s" } },
		"on-premises SendConnector [whole Get-SendConnector] s\n",
		"stands for ReceiveConnector, but holds SendConnector" },
	{ "all.clixml",
		{ { TAKE, SEND, NULL, "Name=s" }, { TAKE, SETUP, NULL, "FileName=C:\\a.exe" },
			{ TAKE, SYSCONF "HybridConfiguration", NULL, "Name=h" } },
		"on-premises HybridConfiguration [whole Get-HybridConfiguration] h\n"
		"on-premises SendConnector [whole Get-SendConnector] s\n",
		"not used: FileVersionInfo" },

	/* Exchange servers: one alone may be the one that was asked for. */
	{ "GetExchangeServer.xml",
		{ { TAKE, "Microsoft.Exchange.Data.Directory.Management.ExchangeServer", NULL,
			"Name=E1" } },
		"on-premises ExchangeServer "
		"[one server, and nothing tells whether there are others Get-ExchangeServer] E1\n",
		"" },
	{ "GetExchangeServer.xml",
		{ { TAKE, "Microsoft.Exchange.Data.Directory.Management.ExchangeServer", NULL,
			  "Name=E1" },
			{ TAKE, "Microsoft.Exchange.Data.Directory.Management.ExchangeServer", NULL,
				"Name=E2" } },
		"on-premises ExchangeServer [whole Get-ExchangeServer] E1 E2\n", "" },

	/* Sides: distinguished names, tenants' own properties, neighbours, names. */
	{ "a.xml", { { TAKE, DOMAIN, NULL, "Name=d|DistinguishedName=" AD_DN } },
		"on-premises AcceptedDomain [whole Get-AcceptedDomain] d\n", "" },
	{ "a.xml", { { TAKE, DOMAIN, NULL, "Name=d|DistinguishedName=" TENANT_DN } },
		"tenant AcceptedDomain [whole Get-AcceptedDomain] d\n", "" },
	{ "a.xml", { { TAKE, DOMAIN, NULL, "Name=d|OriginatingServer=A.B.PROD.OUTLOOK.COM" } },
		"tenant AcceptedDomain [whole Get-AcceptedDomain] d\n", "" },
	{ "a.xml",
		{ { TAKE, DOMAIN, NULL,
			"Name=d|OrganizationId=B.PROD.OUTLOOK.COM/Microsoft Exchange Hosted "
			"Organizations/contoso.onmicrosoft.com - B" } },
		"tenant AcceptedDomain [whole Get-AcceptedDomain] d\n", "" },
	{ "a.xml",
		{ { TAKE, DOMAIN, NULL, "Name=d|InitialDomain=False" },
			{ TAKE, DOMAIN, NULL, "Name=e|InitialDomain=True" } },
		"tenant AcceptedDomain [whole Get-AcceptedDomain] d e\n", "" },
	{ "a.xml", { { TAKE, DOMAIN, NULL, "Name=d|IsCoexistenceDomain=False" } }, "",
		"onprem-org-AcceptedDomain.clixml" },
	{ "a.json", { { TAKE, NULL, "org_config", "Name=o|RejectDirectSend=False" } },
		"tenant OrganizationConfig [whole Get-OrganizationConfig] o\n", "" },
	{ "a.json",
		{ { TAKE, NULL, "org_config", "Name=o" },
			{ TAKE, NULL, "inbound_connectors",
				"Name=i|DistinguishedName=" TENANT_DN } },
		"tenant InboundConnector [whole Get-InboundConnector] i\n"
		"tenant OrganizationConfig [whole Get-OrganizationConfig] o\n",
		"" },
	{ "H/OnPremises/Get-AcceptedDomain.json", { { TAKE, NULL, NULL, "Name=d" } },
		"on-premises AcceptedDomain [whole Get-AcceptedDomain] d\n", "" },
	{ "H/Office365/Get-AcceptedDomain.json", { { TAKE, NULL, NULL, "Name=d" } },
		"tenant AcceptedDomain [whole Get-AcceptedDomain] d\n", "" },
	{ "H/Office365/Get-AcceptedDomain.json",
		{ { TAKE, NULL, NULL, "Name=d|DistinguishedName=" AD_DN } },
		"on-premises AcceptedDomain [whole Get-AcceptedDomain] d\n",
		"its name says \"tenant\", but AcceptedDomain in it is of \"on-premises\"" },
	{ "online-org-SendConnector.clixml", { { TAKE, SEND, NULL, "Name=s" } },
		"on-premises SendConnector [whole Get-SendConnector] s\n",
		"its name says \"tenant\"" },
	{ "both.clixml",
		{ { TAKE, DOMAIN, NULL, "Name=d|DistinguishedName=" AD_DN },
			{ TAKE, DOMAIN, NULL, "Name=e|DistinguishedName=" TENANT_DN },
			{ TAKE, DOMAIN, NULL, "Name=f" } },
		"on-premises AcceptedDomain [whole Get-AcceptedDomain] d\n"
		"tenant AcceptedDomain [whole Get-AcceptedDomain] e\n",
		"AcceptedDomain: nothing in it tells" },

	/* Servers and Edge servers. */
	{ "a.xml",
		{ { TAKE, RECEIVE, NULL, "Identity=E1\\Default E1|Server=E1" },
			{ TAKE, RECEIVE, NULL, "Identity=E2\\Default E2" },
			{ TAKE, RECEIVE, NULL, "Identity=E1\\Client E1|Server=E1" } },
		"on-premises ReceiveConnector [E1 whole Get-ReceiveConnector] "
		"[E2 whole Get-ReceiveConnector] E1\\Default E1@E1 E1\\Client E1@E1 "
		"E2\\Default E2@E2\n",
		"" },
	{ "a.xml", { { TAKE, RECEIVE, NULL, "Name=r|Server=contoso.example/Servers/E1" } },
		"on-premises ReceiveConnector [E1 whole Get-ReceiveConnector] r@E1\n", "" },
	{ "a.xml", { { TAKE, RECEIVE, NULL, "Name=r" } },
		"on-premises ReceiveConnector [whole Get-ReceiveConnector] r\n", "" },
	{ "a.xml",
		{ { TAKE, RECEIVE, NULL, "Name=r" }, { TAKE, RECEIVE, NULL, "Name=q|Server=E1" } },
		"on-premises ReceiveConnector [one server that is not named Get-ReceiveConnector] "
		"[E1 whole Get-ReceiveConnector] r q@E1\n",
		"" },
	{ "a.xml",
		{ { TAKE, RECEIVE, NULL, "Name=r|Server=E1" },
			{ TAKE, RECEIVE, NULL, "Name=q|Server=e1.contoso.example" },
			{ TAKE, RECEIVE, NULL, "Name=p|Server=E1|DistinguishedName=" AD_DN } },
		"on-premises ReceiveConnector [E1 whole Get-ReceiveConnector] r@E1 "
		"q@e1.contoso.example p@E1\n",
		"" },
	{ "onprem-E1-ReceiveConnector.clixml", { { ANSWERED, NULL, NULL, NULL } },
		"on-premises ReceiveConnector [E1 whole: asked, and there is none "
		"Get-ReceiveConnector]\n",
		"" },
	{ "onprem-E1-ExchangeCertificate.clixml", { { TAKE, CERT, NULL, "Thumbprint=AA" } },
		"on-premises ExchangeCertificate [E1 whole Get-ExchangeCertificate] @E1\n", "" },
	{ "a.clixml", { { TAKE, CERT, NULL, "Thumbprint=AA|ServerName=E2" } },
		"on-premises ExchangeCertificate [E2 whole Get-ExchangeCertificate] @E2\n", "" },
	{ "a.clixml", { { TAKE, CERT, NULL, "Thumbprint=AA|Identity=E2.contoso.example\\AA" } },
		"on-premises ExchangeCertificate [E2.contoso.example whole "
		"Get-ExchangeCertificate] "
		"E2.contoso.example\\AA@E2.contoso.example\n",
		"" },
	{ "a.clixml", { { TAKE, CERT, NULL, "Thumbprint=AA|PSComputerName=E3" } },
		"on-premises ExchangeCertificate [local Get-ExchangeCertificate] \n",
		"onprem-SERVER-ExchangeCertificate.clixml" },
	{ "a.clixml",
		{ { TAKE, SETUP, NULL, "Name=v|FileName=C:\\bin\\ExSetup.exe|PSComputerName=E3" } },
		"on-premises ExSetup [E3 whole version of ExSetup.exe] v@E3\n", "" },
	{ "a.clixml", { { TAKE, SETUP, NULL, "Name=v|FileName=C:\\bin\\EXSETUP.EXE" } },
		"on-premises ExSetup [one server that is not named version of ExSetup.exe] v\n",
		"onprem-SERVER-ExSetup.clixml" },
	{ "edge-EDGE1-SendConnector.clixml", { { TAKE, SEND, NULL, "Name=s" } },
		"edge SendConnector [EDGE1 whole Get-SendConnector] s@EDGE1\n", "" },
	{ "edge-EDGE1-ReceiveConnector.clixml", { { TAKE, RECEIVE, NULL, "Name=r" } },
		"on-premises ReceiveConnector [EDGE1 whole Get-ReceiveConnector] r@EDGE1\n", "" },
	{ "edge-EDGE1-ExchangeCertificate.clixml", { { TAKE, CERT, NULL, "Thumbprint=AA" } },
		"on-premises ExchangeCertificate [EDGE1 whole Get-ExchangeCertificate] @EDGE1\n",
		"" },
	{ "a.xml", { { TAKE, SEND, NULL, "Name=s|DistinguishedName=" EDGE_DN } },
		"edge SendConnector [one server that is not named Get-SendConnector] s\n",
		"edge-SERVER-SendConnector.clixml" },
	{ "edge/HybridConfiguration.xml",
		{ { TAKE, SYSCONF "HybridConfiguration", NULL, "Name=h" } },
		"on-premises HybridConfiguration [whole Get-HybridConfiguration] h\n",
		"its name says \"edge\"" },

	/* Empty answers, failures, parts of the whole. */
	{ "Get-SendConnector.xml", { { ANSWERED, NULL, NULL, NULL } },
		"on-premises SendConnector [whole: asked, and there is none Get-SendConnector]\n",
		"" },
	{ "empty.xml", { { ANSWERED, NULL, NULL, NULL } }, "", "an empty answer" },
	{ "a.json", { { ANSWERED, NULL, "spf_records", NULL } }, "", "no answer of a cmdlet" },
	{ "a.json",
		{ { ANSWERED, NULL, "outbound_connectors", NULL },
			{ FAILED, NULL, "Get-InboundConnector", NULL } },
		"tenant InboundConnector [whole: no such role Get-InboundConnector]\n"
		"tenant OutboundConnector [whole: asked, and there is none "
		"Get-OutboundConnector]\n",
		"" },
	{ "a.json",
		{ { ANSWERED, NULL, "inbound_connectors", NULL },
			{ TAKE, NULL, "inbound_connectors", "Name=i" } },
		"tenant InboundConnector [whole Get-InboundConnector] i\n", "" },
	{ "H/OnPremises/SendConnectors.json", { { TAKE, NULL, NULL, "Name=s" } },
		"on-premises SendConnector [a selection made by hybridConfigCollection "
		"Get-SendConnector] s\n",
		"" },
	{ "H/OnPremises/ReceiveConnectors.json", { { ANSWERED, NULL, NULL, NULL } },
		"on-premises ReceiveConnector [a selection made by hybridConfigCollection: asked, "
		"and there is none Get-ReceiveConnector]\n",
		"" },
	{ "Get-SendConnector.xml",
		{ { TAKE, SEND, NULL, "Name=s" }, { DAMAGED, NULL, NULL, NULL } },
		"on-premises SendConnector [what a file that is not complete holds "
		"Get-SendConnector] s\n",
		"" },
};

static void
test_cases(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
		run_case(&cases[i]);
}

/* --- times and organisations ------------------------------------------------------------------ */

static void
test_times(void)
{
	static const struct {
		const char *from; /* as_of of the reader, or NULL */
		const char *modified;
		const char *changed; /* in the object */
		const char *as_of;
		const char *as_of_from;
	} times[] = {
		{ NULL, "2026-10-02T00:00:00Z", "2026-10-01T00:00:00Z", "2026-10-02T00:00:00Z",
			"file" },
		{ NULL, "2026-10-01T00:00:00Z", "2026-10-02T00:00:00Z", "2026-10-02T00:00:00Z",
			"content" },
		{ NULL, NULL, "2026-10-02T00:00:00Z", "2026-10-02T00:00:00Z", "content" },
		{ NULL, NULL, "", NULL, NULL },
		{ "2026-10-03T00:00:00Z", "2026-10-01T00:00:00Z", "2026-10-02T00:00:00Z",
			"2026-10-03T00:00:00Z", "manifest" },
		{ "2026-10-01T00:00:00Z", NULL, "2026-10-02T00:00:00Z", "2026-10-02T00:00:00Z",
			"content" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(times); i++) {
		HcEvidenceBuilder *builder = hc_evidence_builder_new(HC_TIME_NONE);
		HcInput *input =
			hc_evidence_builder_take_input(builder, hc_input_new("a.xml", "x"));
		g_autofree char *words =
			g_strconcat("Name=s|WhenChangedUTC=", times[i].changed, NULL);
		g_autoptr(HcEvidence) evidence = NULL;
		g_autofree char *as_of = NULL;
		HcExport *export = NULL;
		const HcExchangeSet *set = NULL;

		if (times[i].from != NULL) {
			hc_when_parse_rfc3339(times[i].from, &input->as_of, NULL);
			input->as_of_from = g_strdup("manifest");
		}
		if (times[i].modified != NULL)
			hc_when_parse_rfc3339(times[i].modified, &input->modified, NULL);
		export = hc_export_new(builder, input);
		hc_export_take(export, SEND, NULL, bag_of(words));
		hc_export_finish(export);
		evidence = hc_evidence_builder_finish(builder);
		as_of = hc_when_format(input->as_of);
		g_assert_cmpstr(as_of, ==, times[i].as_of);
		g_assert_cmpstr(input->as_of_from, ==, times[i].as_of_from);
		set = hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);
		g_assert_cmpint(set->head.origin.as_of, ==, input->as_of);
		g_assert_cmpuint(input->n_objects, ==, 1);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/parse/export/cases", test_cases);
	g_test_add_func("/parse/export/times", test_times);
	return g_test_run();
}
