/* The five tables from a hand-made organisation, one change at a time. */
#include "agent/hcw/tables.h"

#include "tests/unit/org.h"

static GPtrArray *
tables_of(HcEvidenceBuilder *builder)
{
	g_autoptr(HcEvidence) evidence = hc_evidence_builder_finish(builder);
	g_autoptr(HcHybrid) hybrid = hc_hybrid_new(evidence);

	return hc_tables_new(hybrid);
}

static const HcTable *
table_at(const GPtrArray *tables, guint i)
{
	g_assert_cmpuint(i, <, tables->len);
	return g_ptr_array_index(tables, i);
}

static const HcTableRow *
row_of(const HcTable *table, const char *property)
{
	for (guint i = 0; i < table->rows->len; i++) {
		const HcTableRow *row = g_ptr_array_index(table->rows, i);

		if (g_str_equal(row->property, property))
			return row;
	}
	g_error("no row %s", property);
}

static const HcTable *
table_of(const GPtrArray *tables, const char *object)
{
	for (guint i = 0; i < tables->len; i++) {
		const HcTable *table = g_ptr_array_index(tables, i);

		if (g_str_equal(table->object, object))
			return table;
	}
	g_error("no table %s", object);
}

static void
test_healthy(void)
{
	static const struct {
		const char *object;
		const char *name;
		guint n_rows;
	} wanted[] = {
		{ "Send Connector", ORG_SEND, 12 },
		{ "Receive Connector", ORG_RECEIVE_E1, 9 },
		{ "Receive Connector", "E2\\Default Frontend E2", 9 },
		{ "Standard Outbound Connector", ORG_OUTBOUND, 11 },
		{ "Standard Inbound Connector", ORG_INBOUND, 8 },
		{ "OnPremises Organization", ORG_ONPREM_GUID, 6 },
	};
	g_autoptr(GPtrArray) tables = tables_of(org_new());

	g_assert_cmpuint(tables->len, ==, G_N_ELEMENTS(wanted));
	for (guint i = 0; i < tables->len; i++) {
		const HcTable *table = table_at(tables, i);

		g_assert_cmpstr(table->object, ==, wanted[i].object);
		g_assert_cmpstr(table->name, ==, wanted[i].name);
		g_assert_cmpuint(table->rows->len, ==, wanted[i].n_rows);
		g_assert_false(table->missing);
	}
	g_assert_true(hc_tables_are_complete(tables));
	g_assert_true(hc_tables_are_equal(tables));
}

static void
test_print_forms(void)
{
	g_autoptr(GPtrArray) tables = tables_of(org_new());
	const HcTableRow *hosts = row_of(table_at(tables, 0), "SmartHosts");
	const HcTableRow *capability = row_of(table_at(tables, 1), "TLSDomainCapabilities");
	const HcTableRow *certificate = row_of(table_at(tables, 0), "TLSCertificateName");

	g_assert_cmpstr(hosts->actual, ==, "0");
	g_assert_cmpstr(hosts->expected, ==, "0");
	g_assert_cmpstr(hosts->actual_value, ==, "");
	g_assert_cmpstr(
		capability->actual, ==, "Microsoft.Exchange.Data.SmtpReceiveDomainCapabilities[]");
	g_assert_cmpstr(capability->expected, ==, capability->actual);
	g_assert_cmpstr(capability->expected_value, ==,
		"mail.protection.outlook.com:AcceptCloudServicesMail");
	g_assert_cmpstr(certificate->actual, ==, ORG_IDENTIFIER);
	g_assert_null(certificate->actual_value);
}

typedef struct {
	HcSide side;
	HcKind kind;
	const char *identity;
	const char *property;
	const char *value; /* joined; NULL: the property was not exported */
	const char *object;
	const char *row;
	HcTri equals;
} Change;

#define SEND HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, ORG_SEND
#define RECEIVE HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR, ORG_RECEIVE_E1
#define INBOUND HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR, ORG_INBOUND
#define OUTBOUND HC_SIDE_TENANT, HC_KIND_OUTBOUND_CONNECTOR, ORG_OUTBOUND
#define OPO HC_SIDE_TENANT, HC_KIND_ON_PREMISES_ORGANIZATION, ORG_ONPREM_GUID
#define HC HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION, "Hybrid Configuration"
#define ON_PREMISES HC_SIDE_ONPREM, HC_KIND_ORGANIZATION_CONFIG, "Contoso"
#define SEND_TABLE "Send Connector"
#define RECEIVE_TABLE "Receive Connector"
#define INBOUND_TABLE "Standard Inbound Connector"
#define OUTBOUND_TABLE "Standard Outbound Connector"
#define OPO_TABLE "OnPremises Organization"

static const Change changes[] = {
	/* drift */
	{ SEND, "Name", "Outbound to Office 365", SEND_TABLE, "Name", HC_TRI_NO },
	{ SEND, "AddressSpaces", "smtp:contoso.mail.onmicrosoft.com;1, smtp:x.example;1",
		SEND_TABLE, "AddressSpaces", HC_TRI_NO },
	{ SEND, "AddressSpaces", "smtp:contoso.mail.onmicrosoft.com;5", SEND_TABLE, "AddressSpaces",
		HC_TRI_NO },
	{ SEND, "CloudServicesMailEnabled", "False", SEND_TABLE, "CloudServicesMailEnabled",
		HC_TRI_NO },
	{ SEND, "SmartHosts", "relay.contoso.example", SEND_TABLE, "SmartHosts", HC_TRI_NO },
	{ SEND, "SourceTransportServers", "E1", SEND_TABLE, "SourceTransportServers", HC_TRI_NO },
	{ SEND, "TlsDomain", "", SEND_TABLE, "TLSDomain", HC_TRI_NO },
	{ SEND, "TlsCertificateName", "<I>CN=Other CA<S>CN=mail.contoso.example", SEND_TABLE,
		"TLSCertificateName", HC_TRI_NO },
	{ RECEIVE, "Bindings", "0.0.0.0:25", RECEIVE_TABLE, "Bindings", HC_TRI_NO },
	{ RECEIVE, "Fqdn", "mail.contoso.example", RECEIVE_TABLE, "Fqdn", HC_TRI_NO },
	{ RECEIVE, "PermissionGroups", "AnonymousUsers", RECEIVE_TABLE, "PermissionGroups",
		HC_TRI_NO },
	{ RECEIVE, "TlsDomainCapabilities", "mail.protection.outlook.com:AcceptOorgProtocol",
		RECEIVE_TABLE, "TLSDomainCapabilities", HC_TRI_NO },
	{ RECEIVE, "TlsDomainCapabilities", "", RECEIVE_TABLE, "TLSDomainCapabilities", HC_TRI_NO },
	{ OUTBOUND, "RecipientDomains", "contoso.example, x.example", OUTBOUND_TABLE,
		"RecipientDomains", HC_TRI_NO },
	{ OUTBOUND, "UseMXRecord", "True", OUTBOUND_TABLE, "UseMxRecord", HC_TRI_NO },
	{ OUTBOUND, "RouteAllMessagesViaOnPremises", "True", OUTBOUND_TABLE,
		"RouteAllMessagesViaOnPremises", HC_TRI_NO },
	{ INBOUND, "ConnectorType", "Partner", INBOUND_TABLE, "ConnectorType", HC_TRI_NO },
	{ INBOUND, "SenderIPAddresses", "198.51.100.1", INBOUND_TABLE, "SenderIPAddresses",
		HC_TRI_NO },
	{ INBOUND, "TlsSenderCertificateName", "mail.contoso.example", INBOUND_TABLE,
		"TLSSenderCertificateName", HC_TRI_NO },
	{ OPO, "OrganizationName", "Fabrikam", OPO_TABLE, "OrganizationName", HC_TRI_NO },
	{ HC, "OnPremisesSmartHost", "new.contoso.example", OUTBOUND_TABLE, "SmartHosts",
		HC_TRI_NO },
	{ HC, "OnPremisesSmartHost", "new.contoso.example", SEND_TABLE, "Fqdn", HC_TRI_NO },
	{ HC, "Domains", "contoso.example, x.example", OPO_TABLE, "HybridDomains", HC_TRI_NO },
	{ HC, "Features", "SecureMail, CentralizedTransport", OUTBOUND_TABLE, "RecipientDomains",
		HC_TRI_NO },
	{ HC, "EdgeTransportServers", "EDGE1", SEND_TABLE, "SourceTransportServers", HC_TRI_NO },
	{ HC, "TlsCertificateName", "<I>CN=Other CA<S>CN=mail.fabrikam.example", OUTBOUND_TABLE,
		"TLSDomain", HC_TRI_NO },

	/* no drift: other spellings of the same */
	{ SEND, "Name", "Outbound to Microsoft 365 - " ORG_TENANT_GUID, SEND_TABLE, "Name",
		HC_TRI_YES },
	{ SEND, "AddressSpaces", "SMTP:Contoso.mail.onmicrosoft.com", SEND_TABLE, "AddressSpaces",
		HC_TRI_YES },
	{ SEND, "SourceTransportServers", "e2.contoso.example, E1", SEND_TABLE,
		"SourceTransportServers", HC_TRI_YES },
	{ SEND, "Fqdn", "MAIL.contoso.example.", SEND_TABLE, "Fqdn", HC_TRI_YES },
	{ SEND, "TlsCertificateName",
		"<i>C=DE, O=Example Trust, CN=Example Issuing CA 1<s>CN=MAIL.contoso.example",
		SEND_TABLE, "TLSCertificateName", HC_TRI_YES },
	{ SEND, "TlsCertificateName",
		"<i>cn=example issuing CA 1, o=\"Example Trust\", c=de<s>CN=MAIL.contoso.example",
		SEND_TABLE, "TLSCertificateName", HC_TRI_YES },
	{ RECEIVE, "AuthMechanism",
		"ExchangeServer, BasicAuthRequireTLS, BasicAuth, Integrated, Tls", RECEIVE_TABLE,
		"AuthMechanism", HC_TRI_YES },
	{ RECEIVE, "Bindings", "0.0.0.0:25, [::]:25", RECEIVE_TABLE, "Bindings", HC_TRI_YES },
	{ INBOUND, "SenderDomains", "*", INBOUND_TABLE, "SenderDomains", HC_TRI_YES },
	{ OPO, "OrganizationGuid", "C1A2B3D4-E5F6-4789-8ABC-DEF012345678", OPO_TABLE,
		"OrganizationGuid", HC_TRI_YES },

	{ RECEIVE, "Server", NULL, RECEIVE_TABLE, "Server", HC_TRI_YES }, /* asked by -Server */

	/* nobody knows */
	{ SEND, "RequireTLS", NULL, SEND_TABLE, "RequireTLS", HC_TRI_UNKNOWN },
	{ SEND, "SmartHosts", NULL, SEND_TABLE, "SmartHosts", HC_TRI_UNKNOWN },
	{ RECEIVE, "TlsDomainCapabilities", NULL, RECEIVE_TABLE, "TLSDomainCapabilities",
		HC_TRI_UNKNOWN },
	{ HC, "Features", NULL, OUTBOUND_TABLE, "RouteAllMessagesViaOnPremises", HC_TRI_UNKNOWN },
	{ HC, "OnPremisesSmartHost", "", SEND_TABLE, "Fqdn", HC_TRI_UNKNOWN },
	{ HC, "TlsCertificateName", "<I>CN=CA<S>O=No name", OUTBOUND_TABLE, "TLSDomain",
		HC_TRI_UNKNOWN },
	{ ON_PREMISES, "Guid", NULL, OPO_TABLE, "OrganizationGuid", HC_TRI_UNKNOWN },
	{ ON_PREMISES, "Guid", NULL, INBOUND_TABLE, "Name", HC_TRI_UNKNOWN },
};

static void
check_change(const Change *change)
{
	HcEvidenceBuilder *builder = org_new();
	HcExchangeObject *object = org_get(builder, change->side, change->kind, change->identity);
	g_autoptr(GPtrArray) tables = NULL;
	const HcTableRow *row = NULL;

	if (change->value == NULL)
		g_assert_true(hc_exchange_remove(object, change->property));
	else if (g_str_equal(change->property, "TlsCertificateName"))
		hc_exchange_put_text(object, change->property, change->value);
	else
		hc_exchange_put_joined(object, change->property, change->value);
	tables = tables_of(builder);
	row = row_of(table_of(tables, change->object), change->row);
	if (row->equals != change->equals)
		g_error("%s=%s: %s is %d", change->property, change->value, change->row,
			row->equals);
	g_assert_cmpint(row->why != NULL, ==, row->equals == HC_TRI_UNKNOWN);
	g_assert_cmpint(hc_tables_are_equal(tables), ==, row->equals == HC_TRI_YES);
	if (row->equals == HC_TRI_UNKNOWN)
		g_assert_false(hc_tables_are_complete(tables));
}

static void
test_changes(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(changes); i++)
		check_change(&changes[i]);
}

/* Known not to exist: every row is unequal and says what would be written. */
static void
test_missing_objects(void)
{
	static const struct {
		HcSide side;
		HcKind kind;
		const char *object;
		const char *name;
	} rows[] = {
		{ HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, SEND_TABLE, ORG_SEND },
		{ HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR, RECEIVE_TABLE, "Default Frontend E1" },
		{ HC_SIDE_TENANT, HC_KIND_OUTBOUND_CONNECTOR, OUTBOUND_TABLE, ORG_OUTBOUND },
		{ HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR, INBOUND_TABLE, ORG_INBOUND },
		{ HC_SIDE_TENANT, HC_KIND_ON_PREMISES_ORGANIZATION, OPO_TABLE, ORG_ONPREM_GUID },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		HcEvidenceBuilder *builder = org_new();
		g_autoptr(GPtrArray) tables = NULL;
		const HcTable *table = NULL;

		org_empty(builder, rows[i].side, rows[i].kind);
		tables = tables_of(builder);
		table = table_of(tables, rows[i].object);
		g_assert_true(table->missing);
		g_assert_cmpstr(table->name, ==, rows[i].name);
		g_assert_true(hc_tables_are_complete(tables));
		for (guint k = 0; k < table->rows->len; k++) {
			const HcTableRow *row = g_ptr_array_index(table->rows, k);

			g_assert_cmpint(row->equals, ==, HC_TRI_NO);
			g_assert_null(row->actual);
			g_assert_nonnull(row->expected);
		}
	}
}

/* The kind was not exported: unknown, and the missing cmdlet is named. */
static void
test_unseen_kinds(void)
{
	static const struct {
		HcSide side;
		HcKind kind;
		const char *object;
		const char *row;
		const char *why;
	} rows[] = {
		{ HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, SEND_TABLE, "RequireTLS",
			"Get-SendConnector was not seen" },
		{ HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR, RECEIVE_TABLE, "Bindings",
			"Get-ReceiveConnector -Server E1 was not seen" },
		{ HC_SIDE_TENANT, HC_KIND_OUTBOUND_CONNECTOR, OUTBOUND_TABLE, "ConnectorType",
			"Get-OutboundConnector of Exchange Online was not seen" },
		{ HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR, INBOUND_TABLE, "ConnectorType",
			"Get-InboundConnector of Exchange Online was not seen" },
		{ HC_SIDE_TENANT, HC_KIND_ON_PREMISES_ORGANIZATION, OPO_TABLE, "HybridDomains",
			"Get-OnPremisesOrganization of Exchange Online was not seen" },
		{ HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION, SEND_TABLE, "Fqdn",
			"Get-HybridConfiguration was not seen" },
		{ HC_SIDE_TENANT, HC_KIND_ACCEPTED_DOMAIN, INBOUND_TABLE,
			"TLSSenderCertificateName",
			"Get-AcceptedDomain of Exchange Online was not seen" },
		{ HC_SIDE_TENANT, HC_KIND_ORGANIZATION_CONFIG, SEND_TABLE, "Name",
			"Get-OrganizationConfig of Exchange Online was not seen" },
		{ HC_SIDE_ONPREM, HC_KIND_ORGANIZATION_CONFIG, OUTBOUND_TABLE, "Name",
			"Get-OrganizationConfig on premises was not seen" },
		{ HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER, RECEIVE_TABLE, "Fqdn",
			"Get-ExchangeServer was not seen" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		HcEvidenceBuilder *builder = org_new();
		g_autoptr(GPtrArray) tables = NULL;
		const HcTableRow *row = NULL;

		org_not_exported(builder, rows[i].side, rows[i].kind);
		tables = tables_of(builder);
		row = row_of(table_of(tables, rows[i].object), rows[i].row);
		g_assert_cmpint(row->equals, ==, HC_TRI_UNKNOWN);
		g_assert_cmpstr(row->why, ==, rows[i].why);
		g_assert_false(table_of(tables, rows[i].object)->missing);
		g_assert_false(hc_tables_are_complete(tables));
	}
}

/* Nothing may be judged by itself: the coexistence domain in the connector's own address space. */
static void
test_no_circle(void)
{
	HcEvidenceBuilder *builder = org_new();
	g_autoptr(GPtrArray) tables = NULL;

	org_not_exported(builder, HC_SIDE_TENANT, HC_KIND_ACCEPTED_DOMAIN);
	org_not_exported(builder, HC_SIDE_ONPREM, HC_KIND_ACCEPTED_DOMAIN);
	tables = tables_of(builder);
	g_assert_cmpint(row_of(table_at(tables, 0), "AddressSpaces")->equals, ==, HC_TRI_UNKNOWN);
}

static void
test_centralized(void)
{
	HcEvidenceBuilder *builder = org_new();
	HcExchangeObject *outbound = org_get(builder, OUTBOUND);
	g_autoptr(GPtrArray) tables = NULL;

	hc_exchange_put_joined(
		org_get(builder, HC), "Features", "SecureMail, CentralizedTransport");
	hc_exchange_put_text(outbound, "RecipientDomains", "*");
	hc_exchange_put_text(outbound, "RouteAllMessagesViaOnPremises", "True");
	tables = tables_of(builder);
	g_assert_true(hc_tables_are_equal(tables));
}

/* The wizard reaches no Edge server: there is no Receive table, and nothing is unknown for it. */
static void
test_edge(void)
{
	HcEvidenceBuilder *builder = org_new();
	g_autoptr(GPtrArray) tables = NULL;

	hc_exchange_put_text(org_get(builder, HC), "EdgeTransportServers", "EDGE1");
	hc_exchange_put_null(org_get(builder, HC), "SendingTransportServers");
	hc_exchange_put_null(org_get(builder, HC), "ReceivingTransportServers");
	hc_exchange_put_text(org_get(builder, SEND), "SourceTransportServers", "EDGE1");
	tables = tables_of(builder);
	g_assert_cmpuint(tables->len, ==, 4);
	g_assert_true(hc_tables_are_equal(tables));
}

/* Which servers receive is not known: one table that says why. */
static void
test_no_receiving_servers(void)
{
	HcEvidenceBuilder *builder = org_new();
	g_autoptr(GPtrArray) tables = NULL;
	const HcTable *table = NULL;

	hc_exchange_put_null(org_get(builder, HC), "ReceivingTransportServers");
	tables = tables_of(builder);
	g_assert_cmpuint(tables->len, ==, 5);
	table = table_of(tables, RECEIVE_TABLE);
	g_assert_cmpstr(table->name, ==, "");
	g_assert_cmpstr(row_of(table, "Bindings")->why, ==,
		"HybridConfiguration lists no ReceivingTransportServers");
}

static void
test_nothing_known(void)
{
	g_autoptr(GPtrArray) tables = tables_of(hc_evidence_builder_new(org_time(ORG_AS_OF)));

	g_assert_cmpuint(tables->len, ==, 5);
	for (guint i = 0; i < tables->len; i++) {
		const HcTable *table = table_at(tables, i);

		for (guint k = 0; k < table->rows->len; k++) {
			const HcTableRow *row = g_ptr_array_index(table->rows, k);

			g_assert_cmpint(row->equals, ==, HC_TRI_UNKNOWN);
			g_assert_nonnull(row->why);
		}
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/hcw/tables/healthy", test_healthy);
	g_test_add_func("/hcw/tables/print-forms", test_print_forms);
	g_test_add_func("/hcw/tables/changes", test_changes);
	g_test_add_func("/hcw/tables/missing-objects", test_missing_objects);
	g_test_add_func("/hcw/tables/unseen-kinds", test_unseen_kinds);
	g_test_add_func("/hcw/tables/no-circle", test_no_circle);
	g_test_add_func("/hcw/tables/centralized", test_centralized);
	g_test_add_func("/hcw/tables/edge", test_edge);
	g_test_add_func("/hcw/tables/no-receiving-servers", test_no_receiving_servers);
	g_test_add_func("/hcw/tables/nothing-known", test_nothing_known);
	return g_test_run();
}
