/* What a run would overwrite, and what was edited since the last one. */
#include "agent/hcw/overwrite.h"

#include "agent/hcw/edited.h"

#include "agent/hcw/selection.h"
#include "tests/unit/org.h"

#define RECORD_TIME "2026-09-15T10:00:00Z"

static void
add_record(HcEvidenceBuilder *builder, const char *time, gint64 duration_us, HcFactStatus status)
{
	HcRunRecord *record = hc_run_record_new();

	record->head.status = status;
	record->time = org_time(time);
	record->duration_us = duration_us;
	hc_evidence_builder_take_record(builder, record);
}

static void
test_last_run(void)
{
	HcEvidenceBuilder *builder = org_new();
	g_autoptr(HcEvidence) evidence = NULL;

	add_record(builder, "2026-09-20T00:00:00Z", 0, HC_FACT_MALFORMED);
	add_record(builder, RECORD_TIME, 90 * HC_TIME_SECOND, HC_FACT_COLLECTED);
	add_record(builder, "2025-01-01T00:00:00Z", 0, HC_FACT_COLLECTED);
	evidence = hc_evidence_builder_finish(builder);
	g_assert_cmpint(hc_overwrite_last_run(evidence)->time, ==, org_time(RECORD_TIME));
	g_assert_cmpint(hc_overwrite_last_run_end(evidence), ==, org_time("2026-09-15T10:01:30Z"));
}

static void
test_last_run_end(void)
{
	static const struct {
		const char *record; /* NULL: none */
		gint64 duration_us;
		const char *invoke_end;
		const char *end;
	} rows[] = {
		{ NULL, 0, NULL, NULL },
		{ NULL, 0, "2026-09-15T10:03:00Z", "2026-09-15T10:03:00Z" },
		{ RECORD_TIME, -1, NULL, RECORD_TIME },
		{ RECORD_TIME, 60 * HC_TIME_SECOND, "2026-09-15T10:03:00Z",
			"2026-09-15T10:03:00Z" },
		{ RECORD_TIME, 600 * HC_TIME_SECOND, "2026-09-15T10:03:00Z",
			"2026-09-15T10:10:00Z" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		HcEvidenceBuilder *builder = org_new();
		g_autoptr(HcEvidence) evidence = NULL;
		g_autofree char *end = NULL;

		if (rows[i].record != NULL)
			add_record(builder, rows[i].record, rows[i].duration_us, HC_FACT_COLLECTED);
		if (rows[i].invoke_end != NULL)
			hc_evidence_builder_set_last_invoke_end(
				builder, org_time(rows[i].invoke_end));
		evidence = hc_evidence_builder_finish(builder);
		end = hc_when_format(hc_overwrite_last_run_end(evidence));
		g_assert_cmpstr(end, ==, rows[i].end);
		g_assert_cmpint(
			hc_overwrite_last_run(evidence) != NULL, ==, rows[i].record != NULL);
	}
}

static void
touch(HcEvidenceBuilder *builder, HcSide side, HcKind kind, const char *identity, const char *when)
{
	hc_exchange_put_text(org_get(builder, side, kind, identity), "WhenChangedUTC", when);
}

static void
test_edited_since(void)
{
	HcEvidenceBuilder *builder = org_new();
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(HcHybrid) hybrid = NULL;
	g_autoptr(GPtrArray) edited = NULL;
	const HcEdited *first = NULL;
	const HcEdited *second = NULL;

	add_record(builder, RECORD_TIME, 60 * HC_TIME_SECOND, HC_FACT_COLLECTED);
	touch(builder, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, ORG_SEND, "09/15/2026 10:11:00");
	touch(builder, HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR, ORG_RECEIVE_E1,
		"09/15/2026 10:11:01");
	touch(builder, HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR, ORG_INBOUND,
		"09/20/2026 08:00:00");
	touch(builder, HC_SIDE_TENANT, HC_KIND_ON_PREMISES_ORGANIZATION, ORG_ONPREM_GUID,
		"09/21/2026 08:00:00");
	touch(builder, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER, "E1", "09/21/2026 08:00:00");
	evidence = hc_evidence_builder_finish(builder);
	hybrid = hc_hybrid_new(evidence);
	edited = hc_edited_since(hybrid);
	g_assert_cmpuint(edited->len, ==, 2);
	first = g_ptr_array_index(edited, 0);
	second = g_ptr_array_index(edited, 1);
	g_assert_cmpstr(first->object, ==, "Inbound Connector " ORG_INBOUND);
	g_assert_cmpint(first->when, ==, org_time("2026-09-20T08:00:00Z"));
	g_assert_cmpstr(second->object, ==, "Receive Connector " ORG_RECEIVE_E1);
}

static void
test_edited_since_no_run(void)
{
	HcEvidenceBuilder *builder = org_new();
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(HcHybrid) hybrid = NULL;
	g_autoptr(GPtrArray) edited = NULL;

	touch(builder, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, ORG_SEND, "09/15/2026 10:11:00");
	evidence = hc_evidence_builder_finish(builder);
	hybrid = hc_hybrid_new(evidence);
	edited = hc_edited_since(hybrid);
	g_assert_cmpuint(edited->len, ==, 0);
}

static void
test_nothing_to_reset(void)
{
	g_autoptr(HcEvidence) evidence = hc_evidence_builder_finish(org_new());
	g_autoptr(HcHybrid) hybrid = hc_hybrid_new(evidence);
	g_autoptr(GPtrArray) resets = hc_overwrite_resets(hybrid);

	g_assert_cmpuint(resets->len, ==, 0);
}

typedef struct {
	HcSide side;
	HcKind kind;
	const char *identity; /* made if the organisation has no such object */
	const char *property;
	const char *value;
	const char *becomes; /* NULL: not reset */
	guint selection;
} Reset;

#define EXO_RELATIONSHIP                                                                           \
	HC_SIDE_TENANT, HC_KIND_ORGANIZATION_RELATIONSHIP, "O365 to On-premises - " ORG_ONPREM_GUID
#define ONPREM_RELATIONSHIP                                                                        \
	HC_SIDE_ONPREM, HC_KIND_ORGANIZATION_RELATIONSHIP, "On-premises to O365 - " ORG_TENANT_GUID
#define HC HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION, "Hybrid Configuration"
#define ALL_BUT_PHOTOS                                                                             \
	"FreeBusy, MoveMailbox, Mailtips, MessageTracking, OwaRedirection, OnlineArchive, "        \
	"SecureMail"

static const Reset resets[] = {
	{ EXO_RELATIONSHIP, "TargetSharingEpr", "https://mail.contoso.example/ews/exchange.asmx",
		"", HC_HCW_FULL | HC_HCW_OAUTH },
	{ EXO_RELATIONSHIP, "TargetSharingEpr",
		"https://x.resource.mailboxmigration.his.msappproxy.net/EWS/Exchange.asmx", NULL,
		0 },
	{ EXO_RELATIONSHIP, "TargetSharingEpr", "", NULL, 0 },
	{ EXO_RELATIONSHIP, "FreeBusyAccessLevel", "AvailabilityOnly", "LimitedDetails",
		HC_HCW_FULL | HC_HCW_OAUTH },
	{ EXO_RELATIONSHIP, "MailboxMoveEnabled", "False", NULL, 0 },
	{ ONPREM_RELATIONSHIP, "PhotosEnabled", "False", "True", HC_HCW_FULL | HC_HCW_OAUTH },
	{ HC_SIDE_ONPREM, HC_KIND_ORGANIZATION_RELATIONSHIP, "Fabrikam", "PhotosEnabled", "False",
		NULL, 0 },
	{ HC_SIDE_ONPREM, HC_KIND_WEB_SERVICES_VIRTUAL_DIRECTORY, "E1\\EWS (Default Web Site)",
		"MRSProxyEnabled", "False", "True", HC_HCW_FULL | HC_HCW_ME },
	{ HC_SIDE_ONPREM, HC_KIND_WEB_SERVICES_VIRTUAL_DIRECTORY, "E1\\EWS (Default Web Site)",
		"MRSProxyEnabled", "True", NULL, 0 },
	{ HC_SIDE_ONPREM, HC_KIND_PARTNER_APPLICATION, "Exchange Online", "Enabled", "False",
		"True", HC_HCW_FULL | HC_HCW_OAUTH },
	{ HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR, "Hybrid Mail Flow Inbound Connector", "Name",
		"Hybrid Mail Flow Inbound Connector", "(connector removed)",
		HC_HCW_FULL | HC_HCW_MF },
	{ HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR, ORG_INBOUND, "AssociatedAcceptedDomains",
		"contoso.example", NULL, 0 },
	{ HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR, ORG_RECEIVE_E1, "RemoteIPRanges",
		"203.0.113.0/24", NULL, 0 },
	{ HC, "ClientAccessServers", "E1", "", HC_HCW_FULL | HC_HCW_MF },
	{ HC, "Features", ALL_BUT_PHOTOS, ALL_BUT_PHOTOS ", Photos", HC_HCW_FULL },
	{ HC, "Features", ALL_BUT_PHOTOS ", photos, CentralizedTransport",
		"without CentralizedTransport, unless its box is ticked", HC_HCW_FULL },
};

static void
check_reset(const Reset *row)
{
	HcEvidenceBuilder *builder = org_new();
	const HcExchangeSet *set = hc_evidence_builder_set(builder, row->side, row->kind);
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(HcHybrid) hybrid = NULL;
	g_autoptr(GPtrArray) list = NULL;
	const HcReset *reset = NULL;
	gboolean is_there = FALSE;

	for (guint i = 0; i < set->objects->len; i++)
		is_there = is_there ||
			   hc_exchange_is_named(g_ptr_array_index(set->objects, i), row->identity);
	if (!is_there)
		org_add(builder, row->side, row->kind, row->identity);
	hc_exchange_put_joined(
		org_get(builder, row->side, row->kind, row->identity), row->property, row->value);
	evidence = hc_evidence_builder_finish(builder);
	hybrid = hc_hybrid_new(evidence);
	list = hc_overwrite_resets(hybrid);
	if (list->len != (row->becomes != NULL ? 1 : 0))
		g_error("%s %s=%s: %u resets", row->identity, row->property, row->value, list->len);
	if (row->becomes == NULL)
		return;
	reset = g_ptr_array_index(list, 0);
	g_assert_true(g_str_has_suffix(reset->object, row->identity));
	g_assert_cmpstr(reset->property, ==, row->property);
	g_assert_cmpstr(reset->actual, ==, row->value);
	g_assert_cmpstr(reset->becomes, ==, row->becomes);
	g_assert_cmpuint(reset->selection, ==, row->selection);
	g_assert_nonnull(reset->source);
}

static void
test_resets(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(resets); i++)
		check_reset(&resets[i]);
}

/* An address policy is written only where a hybrid domain lacks the template. */
static void
test_reset_policies(void)
{
	static const struct {
		const char *primary;
		const char *templates;
		const char *becomes;
	} rows[] = {
		{ "%m@contoso.example", "SMTP:%m@contoso.example",
			"SMTP:%m@contoso.example, smtp:%m@contoso.mail.onmicrosoft.com" },
		{ "@Contoso.example", "smtp:%m@contoso.mail.onmicrosoft.com, SMTP:@contoso.example",
			NULL },
		{ "%m@fabrikam.example", "SMTP:%m@fabrikam.example", NULL },
		{ "%m@contoso.example", NULL, NULL }, /* not exported */
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		HcEvidenceBuilder *builder = org_new();
		HcExchangeObject *policy = org_add(
			builder, HC_SIDE_ONPREM, HC_KIND_EMAIL_ADDRESS_POLICY, "Default Policy");
		g_autoptr(HcEvidence) evidence = NULL;
		g_autoptr(HcHybrid) hybrid = NULL;
		g_autoptr(GPtrArray) list = NULL;

		hc_exchange_put_text(policy, "EnabledPrimarySMTPAddressTemplate", rows[i].primary);
		if (rows[i].templates != NULL)
			hc_exchange_put_joined(
				policy, "EnabledEmailAddressTemplates", rows[i].templates);
		evidence = hc_evidence_builder_finish(builder);
		hybrid = hc_hybrid_new(evidence);
		list = hc_overwrite_resets(hybrid);
		g_assert_cmpuint(list->len, ==, rows[i].becomes != NULL ? 1 : 0);
		if (rows[i].becomes != NULL)
			g_assert_cmpstr(((const HcReset *)g_ptr_array_index(list, 0))->becomes, ==,
				rows[i].becomes);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/hcw/overwrite/last-run", test_last_run);
	g_test_add_func("/hcw/overwrite/last-run-end", test_last_run_end);
	g_test_add_func("/hcw/overwrite/edited-since", test_edited_since);
	g_test_add_func("/hcw/overwrite/edited-since-no-run", test_edited_since_no_run);
	g_test_add_func("/hcw/overwrite/nothing-to-reset", test_nothing_to_reset);
	g_test_add_func("/hcw/overwrite/resets", test_resets);
	g_test_add_func("/hcw/overwrite/reset-policies", test_reset_policies);
	return g_test_run();
}
