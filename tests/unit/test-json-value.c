/* Values of ConvertTo-Json: the same text as in CLIXML, or none. */
#include "agent/parse/json/json-bag.h"
#include "agent/parse/json/json-enum.h"
#include "agent/parse/json/json-scan.h"
#include "agent/parse/json/json-value.h"

#include <string.h>

static HcExchangeObject *
bag_of(const char *text, HcJsonLosses *losses)
{
	json_error_t error = { 0 };
	json_auto_t *object = json_loads(text, 0, &error);

	if (object == NULL)
		g_error("%s: %s", text, error.text);
	return hc_json_bag_read(object, losses);
}

/* --- values of properties --------------------------------------------------------------------- */

static const struct {
	const char *json; /* of an object with the property P, or what stands before the colon */
	const char *name;
	const char *wanted; /* elements with "|" between; NULL: absent */
	const char *lost;   /* in the notes; NULL: none */
} values[] = {
	{ "{\"P\":null}", "P", "", NULL },
	{ "{\"P\":\"\"}", "P", "", NULL },
	{ "{\"P\":[]}", "P", "", NULL },
	{ "{\"P\":true}", "P", "True", NULL },
	{ "{\"P\":false}", "P", "False", NULL },
	{ "{\"P\":25}", "P", "25", NULL },
	{ "{\"P\":1.5}", "P", "1.5", NULL },
	{ "{\"P\":\"a\"}", "p", "a", NULL },
	{ "{\"P\":[\"a\",\"b\"]}", "P", "a|b", NULL },
	{ "{\"P\":{\"value\":[\"a\",\"b\"],\"Count\":2}}", "P", "a|b", NULL },
	{ "{\"P\":{\"value\":[],\"Count\":0}}", "P", "", NULL },

	/* Times. */
	{ "{\"P\":\"/Date(1777879881000)/\"}", "P", "2026-05-04T07:31:21Z", NULL },
	{ "{\"P\":\"\\/Date(1777879881250)\\/\"}", "P", "2026-05-04T07:31:21.250Z", NULL },
	{ "{\"P\":\"/Date(1777879881000+0200)/\"}", "P", "2026-05-04T07:31:21Z", NULL },
	{ "{\"P\":\"/Date(-62135596800000)/\"}", "P", "0001-01-01T00:00:00Z", NULL },
	{ "{\"P\":{\"value\":\"/Date(0)/\",\"DateTime\":\"Thursday\"}}", "P",
		"1970-01-01T00:00:00Z", NULL },
	{ "{\"P\":\"2026-05-04T07:31:21.25Z\"}", "P", "2026-05-04T07:31:21.25Z", NULL },
	{ "{\"P\":\"/Date(x)/\"}", "P", "/Date(x)/", NULL },
	{ "{\"P\":\"/Date(1)\"}", "P", "/Date(1)", NULL },
	{ "{\"P\":\"/Date(99999999999999999999)/\"}", "P", "/Date(99999999999999999999)/", NULL },

	/* Objects of .NET written out. */
	{ "{\"P\":[{\"LowerBound\":\"0.0.0.0\",\"UpperBound\":\"255.255.255.255\",\"RangeFormat\":"
	  "2,"
	  "\"Size\":\"::1:0:0\",\"Expression\":\"0.0.0.0-255.255.255.255\"}]}",
		"P", "0.0.0.0-255.255.255.255", NULL },
	{ "{\"P\":[{\"LowerBound\":\"::\",\"UpperBound\":\"::1\",\"RangeFormat\":2,"
	  "\"Expression\":\"\"}]}",
		"P", "::-::1", NULL },
	{ "{\"P\":[{\"Address\":\"0.0.0.0\",\"IsIPAddress\":false,\"Domain\":\"mail.contoso."
	  "example\"}]}",
		"P", "mail.contoso.example", NULL },
	{ "{\"P\":[{\"Address\":{\"Address\":1,\"IPAddressToString\":\"198.51.100.7\"},"
	  "\"IsIPAddress\":true,\"Domain\":null}]}",
		"P", "[198.51.100.7]", NULL },
	{ "{\"P\":[{\"Address\":\"*.contoso.example\",\"Type\":\"SMTP\",\"Cost\":5,"
	  "\"IncludeSubDomains\":true,\"Domain\":\"contoso.example\"}]}",
		"P", "SMTP:*.contoso.example;5", NULL },
	{ "{\"P\":[{\"Address\":\"0.0.0.0\",\"Port\":25},{\"Address\":\"::\",\"Port\":25}]}", "P",
		"0.0.0.0:25|[::]:25", NULL },
	{ "{\"P\":{\"CertificateSubject\":\"CN=a\",\"CertificateIssuer\":\"CN=b\","
	  "\"SubjectCommonName\":\"a\"}}",
		"P", "<I>CN=b<S>CN=a", NULL },
	{ "{\"P\":{\"CertificateSubject\":\"CN=a\",\"CertificateIssuer\":null}}", "P", "<S>CN=a",
		NULL },
	{ "{\"P\":[{\"Domain\":\"x.example\",\"Capabilities\":\"AcceptCloudServicesMail\"}]}", "P",
		"x.example:AcceptCloudServicesMail", NULL },
	{ "{\"P\":[{\"Domain\":\"x.example\",\"Capabilities\":4}]}", "P", NULL, "P" },
	{ "{\"P\":{\"Domain\":\"E1.contoso.example\"}}", "P", "E1.contoso.example", NULL },
	{ "{\"P\":{\"Address\":\"*.x.example\",\"IncludeSubDomains\":true,\"Domain\":\"x.example\"}"
	  "}",
		"P", "*.x.example", NULL },
	{ "{\"P\":[{\"AutoDiscover\":false,\"Domain\":\"a.example\"},"
	  "{\"AutoDiscover\":true,\"Domain\":\"b.example\"}]}",
		"P", "a.example|autod:b.example", NULL },
	{ "{\"P\":{\"Major\":15,\"Minor\":2,\"Build\":1118,\"Revision\":7,"
	  "\"FilePatchLevelDescription\":null}}",
		"P", "Version 15.2 (Build 1118.7)", NULL },
	{ "{\"P\":{\"Major\":15,\"Minor\":2,\"Build\":1118,\"Revision\":7,\"MajorRevision\":0}}",
		"P", "15.2.1118.7", NULL },
	{ "{\"P\":{\"Major\":0,\"Minor\":20,\"ExchangeBuild\":\"15.0.0.0\"}}", "P",
		"0.20 (15.0.0.0)", NULL },
	{ "{\"P\":{\"Ticks\":6000000000,\"Days\":0}}", "P", "00:10:00", NULL },
	{ "{\"P\":{\"Ticks\":77760000000000}}", "P", "90.00:00:00", NULL },
	{ "{\"P\":{\"Ticks\":-15000001}}", "P", "-00:00:01.5000001", NULL },
	{ "{\"P\":{\"IsUnlimited\":true}}", "P", "Unlimited", NULL },
	{ "{\"P\":{\"IsUnlimited\":false,\"Value\":5000}}", "P", "5000", NULL },
	{ "{\"P\":[{\"DistinguishedName\":\"CN=E1,CN=Servers\",\"Name\":\"E1\",\"ObjectGuid\":"
	  "\"x\"}]}",
		"P", "E1", NULL },
	{ "{\"P\":{\"OrganizationalUnit\":null,\"ConfigurationUnit\":null}}", "P", "", NULL },
	{ "{\"P\":{\"PathName\":\"C:\\\\Logs\",\"IsUnc\":false}}", "P", "C:\\Logs", NULL },

	/* Certificates. */
	{ "{\"RawData\":[48,130,0,255]}", "RawData", "MIIA/w==", NULL },
	{ "{\"RawData\":\"MIIA/w==\"}", "RawData", "MIIA/w==", NULL },
	{ "{\"RawData\":[48,256]}", "RawData", "48|256", NULL },

	/* Cut off. */
	{ "{\"P\":\"System.Object[]\"}", "P", NULL, "P" },
	{ "{\"P\":\"Microsoft.Exchange.Data.MultiValuedProperty`1[System.String]\"}", "P", NULL,
		"P" },
	{ "{\"P\":[\"a\",\"Microsoft.Exchange.Data.SmartHost\"]}", "P", NULL, "P" },
	{ "{\"P\":\"@{Name=x; Value=y}\"}", "P", NULL, "P" },
	{ "{\"P\":{}}", "P", NULL, "P" },
	{ "{\"P\":[[1]]}", "P", NULL, "P" },
	{ "{\"SmartHosts\":\"a.example b.example\"}", "SmartHosts", NULL, "SmartHosts" },
	{ "{\"SmartHosts\":\"a.example\"}", "SmartHosts", "a.example", NULL },
	{ "{\"Name\":\"a b\"}", "Name", "a b", NULL },

	/* Enumerations. */
	{ "{\"AuthMechanism\":31}", "AuthMechanism",
		"Tls, Integrated, BasicAuth, BasicAuthRequireTLS, ExchangeServer", NULL },
	{ "{\"AuthMechanism\":\"Tls\"}", "AuthMechanism", "Tls", NULL },
	{ "{\"AuthMechanism\":64}", "AuthMechanism", NULL, "AuthMechanism" },
	{ "{\"PermissionGroups\":13}", "PermissionGroups",
		"AnonymousUsers, ExchangeServers, ExchangeLegacyServers", NULL },
	{ "{\"TransportRole\":16384}", "TransportRole", "FrontendTransport", NULL },
	{ "{\"TransportRole\":32}", "TransportRole", "HubTransport", NULL },
	{ "{\"DomainType\":2}", "DomainType", "InternalRelay", NULL },
	{ "{\"DomainType\":1}", "DomainType", NULL, "DomainType" },
	{ "{\"Features\":[0,1,6]}", "Features", "FreeBusy|MoveMailbox|SecureMail", NULL },
	{ "{\"Features\":[0,7]}", "Features", NULL, "Features" },
	{ "{\"TlsAuthLevel\":3}", "TlsAuthLevel", NULL, "TlsAuthLevel" },
	{ "{\"ConnectorType\":0,\"AddressSpaces\":[]}", "ConnectorType", "Default", NULL },
	{ "{\"ConnectorType\":0}", "ConnectorType", NULL, "ConnectorType" },

	/* Not properties, and what is never kept. */
	{ "{\"P@odata.type\":\"#Guid\"}", "P@odata.type", NULL, NULL },
	{ "{\"AuthenticationCredential\":{\"UserName\":\"u\"}}", "AuthenticationCredential", NULL,
		NULL },
	{ "{\"AdminPassword\":\"x\"}", "AdminPassword", NULL, NULL },
	{ "{\"SerializationData\":\"AAEAAAD\"}", "SerializationData", NULL, NULL },

	/* What lives on a server is called after it. */
	{ "{\"Identity\":{\"DistinguishedName\":\"CN=Default\",\"Name\":\"Default\","
	  "\"ObjectGuid\":\"x\"},\"RemoteIPRanges\":[],\"Server\":\"E1\"}",
		"Identity", "E1\\Default", NULL },
	{ "{\"Identity\":\"E1\\\\Default\",\"RemoteIPRanges\":[],\"Server\":\"E1\"}", "Identity",
		"E1\\Default", NULL },
	{ "{\"Identity\":{\"DistinguishedName\":\"CN=Send\",\"Name\":\"Send\",\"ObjectGuid\":\"x\"}"
	  ","
	  "\"AddressSpaces\":[]}",
		"Identity", "Send", NULL },
};

static char *
joined(const char *const *list)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; list != NULL && list[i] != NULL; i++)
		g_string_append_printf(out, "%s%s", i > 0 ? "|" : "", list[i]);
	return g_string_free(out, list == NULL);
}

static void
test_values(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(values); i++) {
		g_autoptr(HcJsonLosses) losses = hc_json_losses_new();
		g_autoptr(HcExchangeObject) bag = bag_of(values[i].json, losses);
		g_autofree char *found = joined(hc_exchange_list(bag, values[i].name));
		const char *lost = losses->cut->len > 0       ? losses->cut->pdata[0]
				   : losses->numbers->len > 0 ? losses->numbers->pdata[0]
							      : NULL;

		g_test_message("%s", values[i].json);
		g_assert_cmpstr(found, ==, values[i].wanted);
		g_assert_cmpstr(lost, ==, values[i].lost);
	}
}

/* Empty and absent are told apart. */
static void
test_states(void)
{
	g_autoptr(HcJsonLosses) losses = hc_json_losses_new();
	g_autoptr(HcExchangeObject) bag = bag_of("{\"Null\":null,\"None\":[],\"Cut\":{}}", losses);

	g_assert_true(hc_exchange_is_empty(bag, "Null"));
	g_assert_true(hc_exchange_is_empty(bag, "None"));
	g_assert_false(hc_exchange_has(bag, "Cut"));
}

/* --- losses ----------------------------------------------------------------------------------- */

static void
test_losses(void)
{
	g_autoptr(HcInput) input = hc_input_new("a.json", "json-export");
	g_autoptr(HcJsonLosses) losses = hc_json_losses_new();
	GString *text = g_string_new("{");

	for (guint i = 0; i < 20; i++)
		g_string_append_printf(text, "\"P%u\":{},", i);
	g_string_append(text, "\"Services\":7}");
	hc_exchange_object_free(bag_of(text->str, losses));
	hc_exchange_object_free(bag_of(text->str, losses));
	hc_json_losses_warn(losses, input);
	g_assert_cmpuint(input->warnings->len, ==, 2);
	g_assert_nonnull(strstr(input->warnings->pdata[0], "-Depth 6"));
	g_assert_nonnull(strstr(input->warnings->pdata[0], ": P0, P1, P2"));
	g_assert_nonnull(strstr(input->warnings->pdata[0], "P11 and more"));
	g_assert_nonnull(strstr(input->warnings->pdata[1], ": Services"));
	g_string_free(text, TRUE);
}

static void
test_limits(void)
{
	g_autoptr(HcInput) input = hc_input_new("a.json", "json-export");
	g_autoptr(HcJsonLosses) losses = hc_json_losses_new();
	g_autoptr(HcExchangeObject) bag = NULL;
	GString *text = g_string_new("{");

	for (guint i = 0; i < 1030; i++)
		g_string_append_printf(text, "%s\"P%u\":1", i > 0 ? "," : "", i);
	g_string_append_c(text, '}');
	bag = bag_of(text->str, losses);
	g_assert_cmpuint(hc_exchange_n_properties(bag), ==, 1024);
	hc_json_losses_warn(losses, input);
	g_assert_cmpuint(input->warnings->len, ==, 1);
	g_assert_nonnull(strstr(input->warnings->pdata[0], "HC_LIMIT_PROPERTIES"));
	g_string_free(text, TRUE);
}

/* --- the look before -------------------------------------------------------------------------- */

static void
test_scan(void)
{
	static const struct {
		const char *text;
		gsize deepest;
		const char *whole; /* with what closes it */
	} scans[] = {
		{ "", 0, "" },
		{ "[{\"a\":1},{\"b\":[2,3", 3, "[{\"a\":1}]" },
		{ "[{\"a\":[{}]},{\"b\"", 4, "[{\"a\":[{}]}]" },
		{ "{\"a\":[{}", 3, "" },
		{ "{\"Get-SendConnector\":[{},{},{\"", 3, "{\"Get-SendConnector\":[{},{}]}" },
		{ "{\"x\":1,\"value\":[{\"y\":\"]}\\\"\"},", 3,
			"{\"x\":1,\"value\":[{\"y\":\"]}\\\"\"}]}" },
		{ "{\"value\":[{}],\"accepted_domains\":[{},{", 3,
			"{\"value\":[{}],\"accepted_domains\":[{}]}" },
		{ "{\"AddressSpaces\":[{},{}", 3, "" },
		{ "\"[[[[", 0, "" },
		{ "\"\\", 0, "" },
		{ "]}]}", 0, "" },
		{ "[[[[[[", 6, "" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(scans); i++) {
		HcJsonScan scan = { 0 };
		g_autofree char *whole = NULL;

		hc_json_scan(scans[i].text, strlen(scans[i].text), &scan);
		whole = g_strdup_printf("%.*s%s", (int)scan.whole, scans[i].text, scan.closing);
		g_test_message("%s", scans[i].text);
		g_assert_cmpuint(scan.deepest, ==, scans[i].deepest);
		g_assert_cmpstr(whole, ==, scans[i].whole);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/parse/json-value/values", test_values);
	g_test_add_func("/parse/json-value/states", test_states);
	g_test_add_func("/parse/json-value/losses", test_losses);
	g_test_add_func("/parse/json-value/limits", test_limits);
	g_test_add_func("/parse/json-value/scan", test_scan);
	return g_test_run();
}
