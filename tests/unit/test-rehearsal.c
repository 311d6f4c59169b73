/* What a new certificate changes, before it is installed. */
#include "tests/unit/rehearsal-story.h"

#include "checks/sources.h"

#include <string.h>

#define NEW_ISSUER "CN=Example Issuing CA 2, O=Example Trust, C=DE"
#define GET "$c = Get-ExchangeCertificate -Thumbprint '" STORY_THUMBPRINT "'"
#define NAME "\"<I>$($c.Issuer)<S>$($c.Subject)\""

static void
test_same_names(void)
{
	g_auto(Story) s = story_new();
	const HcRehearsed *send;
	g_autofree char *steps = NULL;

	story_rehearse(&s, ORG_AS_OF);
	send = story_entry(&s, "send-connector", 0);
	g_assert_cmpstr(story_effect(&s, "send-connector"), ==, "info");
	g_assert_cmpstr(story_effect(&s, "receive-connector"), ==, "info");
	g_assert_cmpint(story_entry(&s, "receive-connector", 1)->effect, ==, HC_REHEARSED_INFO);
	g_assert_cmpstr(story_effect(&s, "hybrid-configuration"), ==, "info");
	g_assert_cmpstr(story_effect(&s, "inbound-connector"), ==, "info");
	g_assert_cmpstr(story_effect(&s, "outbound-connector"), ==, "info");
	g_assert_cmpuint(send->commands->len, ==, 0);
	g_assert_cmpuint(send->on->len, ==, 2);
	g_assert_cmpstr(story_on(send, 0)->today, ==, "AA11");
	g_assert_cmpstr(story_on(send, 0)->installed, ==, STORY_THUMBPRINT);
	g_assert_cmpstr(story_on(send, 0)->removed, ==, STORY_THUMBPRINT);
	g_assert_cmpint(s.rehearsal->effect, ==, HC_REHEARSED_INFO);
	g_assert_cmpuint(s.rehearsal->selection, ==, HC_HCW_NONE);
	steps = story_steps(s.rehearsal->steps);
	story_assert_has(steps, "Import-ExchangeCertificate -Server 'E1'");
	story_assert_has(
		steps, "Enable-ExchangeCertificate -Server 'E2' -Thumbprint 'BB22' -Services SMTP");
	story_assert_has(steps, "Answer No");
	story_assert_has(steps, "Remove-ExchangeCertificate -Server 'E1' -Thumbprint 'AA11'");
	g_assert_null(strstr(steps, "Set-SendConnector"));
	g_assert_null(strstr(steps, "EdgeSynchronization"));
}

static void
test_other_issuer(void)
{
	g_auto(Story) s = story_new();
	const HcRehearsed *send;
	g_autofree char *steps = NULL;
	g_autofree char *undo = NULL;

	story_put(&s.cert->issuer, NEW_ISSUER);
	story_rehearse(&s, ORG_AS_OF);
	send = story_entry(&s, "send-connector", 0);
	g_assert_cmpint(send->effect, ==, HC_REHEARSED_RERUN_REQUIRED);
	g_assert_cmpstr(send->why, ==, "the issuer differs");
	g_assert_cmpstr(story_command(send, 0), ==, GET);
	g_assert_cmpstr(story_command(send, 1), ==,
		"Set-SendConnector '" ORG_SEND "' -TlsCertificateName " NAME);
	g_assert_cmpstr(story_command(story_entry(&s, "receive-connector", 0), 1), ==,
		"Set-ReceiveConnector '" ORG_RECEIVE_E1 "' -TlsCertificateName " NAME);
	g_assert_cmpstr(story_command(story_entry(&s, "hybrid-configuration", 0), 1), ==,
		"Set-HybridConfiguration -TlsCertificateName " NAME);
	g_assert_cmpstr(story_on(send, 0)->installed, ==, "AA11");
	g_assert_cmpstr(story_on(send, 0)->removed, ==, "none");
	g_assert_cmpstr(story_effect(&s, "inbound-connector"), ==, "info");
	g_assert_cmpstr(story_effect(&s, "outbound-connector"), ==, "info");
	g_assert_cmpuint(s.rehearsal->selection, ==, HC_HCW_USMC);
	steps = story_steps(s.rehearsal->steps);
	story_assert_has(steps, "  Set-SendConnector ");
	story_assert_has(steps, "  Set-HybridConfiguration ");
	g_assert_null(strstr(steps, "Set-InboundConnector"));
	undo = story_steps(s.rehearsal->undo);
	story_assert_has(
		undo, "Set-SendConnector '" ORG_SEND "' -TlsCertificateName '" ORG_IDENTIFIER "'");
	story_assert_has(undo, "Set-HybridConfiguration -TlsCertificateName '" ORG_IDENTIFIER "'");
}

/* Microsoft's words: exactly the renewal matrix, one row after the other. */
static void
test_other_names(void)
{
	static const struct {
		const char *cn;
		const char *names;
		const char *inbound; /* effect */
		const char *outbound;
		const char *accepted;
		const char *wizard;
		const char *set_inbound; /* value; NULL: no command */
		const char *set_outbound;
	} rows[] = {
		{ "mx.contoso.example", STORY_CN ",mx.contoso.example", "info", "info", "none",
			"none", NULL, NULL },
		{ "mx.contoso.example", "mx.contoso.example", "info", "rerun-required", "none",
			"none", NULL, "mx.contoso.example" },
		{ "*.contoso.example", "*.contoso.example", "info", "info", "none", "none", NULL,
			NULL },
		{ "mail.tailspin.example", "mail.tailspin.example", "rerun-required",
			"rerun-required", "fix-first", "info", "<name on the certificate>",
			"mail.tailspin.example" },
		{ "mail.tailspin.example", "mail.tailspin.example," STORY_CN, "info", "info",
			"none", "fix-first", NULL, NULL },
		{ "", STORY_CN, "info", "info", "none", "unknown", NULL, NULL },
		{ "", "mx.contoso.example", "info", "rerun-required", "none", "unknown", NULL,
			"<name on the certificate>" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_auto(Story) s = story_new();

		g_test_message("%s with %s", rows[i].cn, rows[i].names);
		story_rename(s.cert, rows[i].cn, rows[i].names);
		story_rehearse(&s, ORG_AS_OF);
		g_assert_cmpstr(story_effect(&s, "send-connector"), ==, "rerun-required");
		g_assert_cmpstr(story_effect(&s, "inbound-connector"), ==, rows[i].inbound);
		g_assert_cmpstr(story_effect(&s, "outbound-connector"), ==, rows[i].outbound);
		g_assert_cmpstr(story_effect(&s, "accepted-domain"), ==, rows[i].accepted);
		g_assert_cmpstr(story_effect(&s, "wizard-cn"), ==, rows[i].wizard);
		g_assert_cmpuint(s.rehearsal->selection, ==,
			g_str_equal(rows[i].wizard, "none") ? HC_HCW_USMC : HC_HCW_NONE);
		if (rows[i].set_inbound != NULL)
			story_assert_has(story_command(story_entry(&s, "inbound-connector", 0), 0),
				rows[i].set_inbound);
		if (rows[i].set_outbound != NULL)
			story_assert_has(story_command(story_entry(&s, "outbound-connector", 0), 0),
				rows[i].set_outbound);
	}
}

/* Imported already: nothing to import, and it is what Exchange takes today. */
static void
test_already_installed(void)
{
	g_auto(Story) s = story_new();
	g_autofree char *steps = NULL;

	org_add_cert(s.builder, "E1", ORG_ISSUER, STORY_CN, STORY_THUMBPRINT)->not_before =
		s.cert->not_before;
	story_rehearse(&s, ORG_AS_OF);
	g_assert_cmpstr(
		story_on(story_entry(&s, "send-connector", 0), 0)->today, ==, STORY_THUMBPRINT);
	g_assert_cmpstr(story_on(story_entry(&s, "send-connector", 0), 1)->today, ==, "AA11");
	story_assert_has(story_entry(&s, "servers", 0)->then, "to be imported on E2");
	steps = story_steps(s.rehearsal->steps);
	story_assert_has(steps, "Import-ExchangeCertificate -Server 'E2'");
	g_assert_null(strstr(steps, "Import-ExchangeCertificate -Server 'E1'"));
}

/* It came without its private key. */
static void
test_installed_without_key(void)
{
	g_auto(Story) s = story_new();

	org_add_cert(s.builder, "E1", ORG_ISSUER, STORY_CN, STORY_THUMBPRINT)->has_private_key =
		HC_TRI_NO;
	story_rehearse(&s, ORG_AS_OF);
	g_assert_cmpstr(story_effect(&s, "servers"), ==, "fix-first");
	story_assert_has(story_entry(&s, "servers", 0)->why, "without its private key on E1");
}

/* An EHLO name of its own is no cause for a rerun. */
static void
test_other_fqdn(void)
{
	g_auto(Story) s = story_new();

	hc_exchange_put_text(org_get(s.builder, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, ORG_SEND),
		"Fqdn", "relay.contoso.example");
	story_rehearse(&s, ORG_AS_OF);
	g_assert_cmpstr(story_effect(&s, "send-fqdn"), ==, "manual-fix");
	g_assert_cmpstr(story_effect(&s, "smart-host"), ==, "none");
}

/* An issue of last year that is still newer wins until it goes. */
static void
test_older_than_todays(void)
{
	g_auto(Story) s = story_new();

	s.cert->not_before = org_time("2026-02-01T00:00:00Z");
	story_rehearse(&s, ORG_AS_OF);
	g_assert_cmpstr(story_on(story_entry(&s, "send-connector", 0), 0)->installed, ==, "AA11");
	g_assert_cmpstr(
		story_on(story_entry(&s, "send-connector", 0), 0)->removed, ==, STORY_THUMBPRINT);
	story_assert_has(story_entry(&s, "send-connector", 0)->then, "stays in use");
}

/* What is not known is never fine. */
static void
test_unknown(void)
{
	static const struct {
		HcSide side;
		HcKind kind;
		const char *id;
		const char *supply;
	} rows[] = {
		{ HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR, "inbound-connector",
			"Get-InboundConnector | Export-Clixml in Exchange Online PowerShell" },
		{ HC_SIDE_TENANT, HC_KIND_OUTBOUND_CONNECTOR, "outbound-connector",
			"Get-OutboundConnector | Export-Clixml in Exchange Online PowerShell" },
		{ HC_SIDE_TENANT, HC_KIND_ACCEPTED_DOMAIN, "accepted-domain",
			"Get-AcceptedDomain | Export-Clixml in Exchange Online PowerShell" },
		{ HC_SIDE_TENANT, HC_KIND_ACCEPTED_DOMAIN, "wizard-cn", "Get-AcceptedDomain" },
		{ HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, "send-connector",
			"Get-SendConnector | Export-Clixml in the Exchange Management Shell" },
		{ HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR, "receive-connector",
			"Get-ReceiveConnector" },
		{ HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION, "hybrid-configuration",
			"Get-HybridConfiguration" },
		{ HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION, "smart-host",
			"Get-HybridConfiguration" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_auto(Story) s = story_new();

		org_not_exported(s.builder, rows[i].side, rows[i].kind);
		story_rehearse(&s, ORG_AS_OF);
		g_test_message("%s", rows[i].id);
		g_assert_cmpstr(story_effect(&s, rows[i].id), ==, "unknown");
		story_assert_has(story_entry(&s, rows[i].id, 0)->supply, rows[i].supply);
		g_assert_cmpint(s.rehearsal->effect, >=, HC_REHEARSED_UNKNOWN);
	}
}

static void
test_property_not_exported(void)
{
	g_auto(Story) s = story_new();

	hc_exchange_remove(
		org_get(s.builder, HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR, ORG_INBOUND),
		"TlsSenderCertificateName");
	story_rehearse(&s, ORG_AS_OF);
	g_assert_cmpstr(story_effect(&s, "inbound-connector"), ==, "unknown");
	g_assert_cmpint(s.rehearsal->effect, ==, HC_REHEARSED_UNKNOWN);
}

/* The certificates of a server were not exported: the name matches, the choice is unknown. */
static void
test_certificates_unknown(void)
{
	g_auto(Story) s = story_new();

	org_add(s.builder, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER, "E3");
	hc_exchange_put_joined(org_get(s.builder, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, ORG_SEND),
		"SourceTransportServers", "E1, E3");
	hc_exchange_put_joined(story_configuration(&s), "SendingTransportServers", "E1, E3");
	story_rehearse(&s, ORG_AS_OF);
	g_assert_cmpstr(story_effect(&s, "send-connector"), ==, "unknown");
	g_assert_cmpstr(story_on(story_entry(&s, "send-connector", 0), 0)->today, ==, "AA11");
	g_assert_null(story_on(story_entry(&s, "send-connector", 0), 1)->today);
	g_assert_cmpstr(story_effect(&s, "receive-connector"), ==, "info");
	story_assert_has(
		story_entry(&s, "servers", 0)->then, "to be imported on E1, E2; not known of E3");
}

/* An export that does not tell the server proves nothing about E3. */
static void
test_unattributed(void)
{
	g_auto(Story) s = story_new();

	org_add(s.builder, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER, "E3");
	hc_exchange_put_joined(org_get(s.builder, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, ORG_SEND),
		"SourceTransportServers", "E3");
	org_add_cert(s.builder, NULL, ORG_ISSUER, STORY_CN, "AA11");
	story_rehearse(&s, ORG_AS_OF);
	g_assert_null(story_on(story_entry(&s, "send-connector", 0), 0)->today);
	g_assert_cmpstr(story_effect(&s, "send-connector"), ==, "unknown");
}

/* Nothing carries the name today: install at once. */
static void
test_nothing_today(void)
{
	g_auto(Story) s = story_new();

	hc_exchange_put_text(
		org_get(s.builder, HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR, ORG_RECEIVE_E1),
		"TlsCertificateName", "<I>" NEW_ISSUER "<S>CN=" STORY_CN);
	story_put(&s.cert->issuer, NEW_ISSUER);
	story_rehearse(&s, ORG_AS_OF);
	g_assert_cmpint(
		story_entry(&s, "receive-connector", 0)->effect, ==, HC_REHEARSED_FIX_FIRST);
	g_assert_cmpstr(story_on(story_entry(&s, "receive-connector", 0), 0)->today, ==, "none");
	g_assert_cmpint(
		story_entry(&s, "receive-connector", 1)->effect, ==, HC_REHEARSED_RERUN_REQUIRED);
	g_assert_cmpstr(story_effect(&s, "servers-differ"), ==, "fix-first");
}

static void
test_expired_today(void)
{
	g_auto(Story) s = story_new();

	story_rehearse(&s, "2027-03-10T00:00:00Z");
	g_assert_cmpstr(story_effect(&s, "send-connector"), ==, "fix-first");
	story_assert_has(story_entry(&s, "send-connector", 0)->why, "not valid");
}

/* Only HybridConfiguration is behind: the wizard would bring the old one back. */
static void
test_configuration_behind(void)
{
	g_auto(Story) s = story_new();

	hc_exchange_put_text(
		story_configuration(&s), "TlsCertificateName", "<I>" NEW_ISSUER "<S>CN=" STORY_CN);
	story_rehearse(&s, ORG_AS_OF);
	g_assert_cmpstr(story_effect(&s, "send-connector"), ==, "info");
	g_assert_cmpstr(story_effect(&s, "hybrid-configuration"), ==, "rerun-recommended");
}

static void
test_edge(void)
{
	g_auto(Story) s = story_new();
	g_autofree char *unit = g_strnfill(300, 'x');
	g_autofree char *subject = g_strdup_printf("CN=" STORY_CN ", OU=%s", unit);
	g_autofree char *steps = NULL;

	hc_exchange_put_joined(story_configuration(&s), "EdgeTransportServers", "EDGE1, EDGE2");
	org_add(s.builder, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER, "EDGE1");
	org_add(s.builder, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER, "EDGE2");
	story_put(&s.cert->subject, subject);
	story_rehearse(&s, ORG_AS_OF);
	g_assert_cmpstr(story_effect(&s, "edge-name-length"), ==, "fix-first");
	g_assert_cmpstr(story_effect(&s, "receive-connector"), ==, "unknown");
	g_assert_cmpstr(story_entry(&s, "receive-connector", 0)->supply, ==,
		"Get-ReceiveConnector | Export-Clixml on EDGE1");
	story_assert_has(story_entry(&s, "servers", 0)->today, "EDGE2");
	steps = story_steps(s.rehearsal->steps);
	story_assert_has(steps, "Start-EdgeSynchronization");
	story_assert_has(steps, "# on EDGE2 itself");
}

/* What a name says never leaves its quotes. */
static void
test_hostile_identity(void)
{
	g_auto(Story) s = story_new();

	hc_exchange_put_text(org_get(s.builder, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, ORG_SEND),
		"Identity", "a'; Remove-Mailbox \x1b[31m");
	story_put(&s.cert->issuer, NEW_ISSUER);
	story_rehearse(&s, ORG_AS_OF);
	g_assert_cmpstr(story_command(story_entry(&s, "send-connector", 0), 1), ==,
		"Set-SendConnector 'a''; Remove-Mailbox \xEF\xBF\xBD[31m' "
		"-TlsCertificateName " NAME);
}

/* Every entry names sources that are listed with a date. */
static void
test_sources(void)
{
	g_auto(Story) s = story_new();

	story_rename(s.cert, "mail.tailspin.example", "mail.tailspin.example");
	story_rehearse(&s, ORG_AS_OF);
	for (guint i = 0; i < s.rehearsal->entries->len; i++) {
		const HcRehearsed *one = g_ptr_array_index(s.rehearsal->entries, i);
		g_auto(GStrv) keys = hc_text_split(one->source, " ");

		g_assert_cmpuint(g_strv_length(keys), >, 0);
		for (guint k = 0; keys[k] != NULL; k++)
			g_assert_nonnull(hc_sources_find(keys[k]));
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/hcw/rehearsal/same-names", test_same_names);
	g_test_add_func("/hcw/rehearsal/other-issuer", test_other_issuer);
	g_test_add_func("/hcw/rehearsal/other-names", test_other_names);
	g_test_add_func("/hcw/rehearsal/already-installed", test_already_installed);
	g_test_add_func("/hcw/rehearsal/installed-without-key", test_installed_without_key);
	g_test_add_func("/hcw/rehearsal/other-fqdn", test_other_fqdn);
	g_test_add_func("/hcw/rehearsal/older-than-todays", test_older_than_todays);
	g_test_add_func("/hcw/rehearsal/unknown", test_unknown);
	g_test_add_func("/hcw/rehearsal/property-not-exported", test_property_not_exported);
	g_test_add_func("/hcw/rehearsal/certificates-unknown", test_certificates_unknown);
	g_test_add_func("/hcw/rehearsal/unattributed", test_unattributed);
	g_test_add_func("/hcw/rehearsal/nothing-today", test_nothing_today);
	g_test_add_func("/hcw/rehearsal/expired-today", test_expired_today);
	g_test_add_func("/hcw/rehearsal/configuration-behind", test_configuration_behind);
	g_test_add_func("/hcw/rehearsal/edge", test_edge);
	g_test_add_func("/hcw/rehearsal/hostile-identity", test_hostile_identity);
	g_test_add_func("/hcw/rehearsal/sources", test_sources);
	return g_test_run();
}
