/*
 * The on-premises Send connector to Exchange Online: what it carries.  Room: checks.
 * Rulebook 3.2.  How it speaks stands in send.c, from where and to where in send-path.c.
 */
#include "checks/check.h"

#include "agent/base/dname.h"
#include "agent/hcw/space.h"
#include "checks/connector.h"
#include "checks/saw.h"

#define LEGACY_NAMES "Outbound to Office 365, Outbound to Microsoft 365"

static const HcExchangeSet *
send_connectors(const HcHybrid *hybrid)
{
	return hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);
}

/* The AddressSpaces value the wizard writes; NULL if the coexistence domain is not known. */
static char *
wizard_space(const HcHybrid *hybrid)
{
	if (hybrid->routing_domain == NULL)
		return NULL;
	return g_strdup_printf("smtp:%s;1", hybrid->routing_domain);
}

static void
judge_missing(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	HcFinding *finding = hc_connector_judge_missing(
		self, hybrid, send_connectors(hybrid), hybrid->send, "hybrid Send connector", out);
	g_autofree char *name = NULL;
	g_autofree char *space = wizard_space(hybrid);

	if (finding == NULL)
		return;
	if (hybrid->tenant_guid != NULL)
		name = g_strdup_printf("Outbound to Office 365 - %s", hybrid->tenant_guid);
	hc_finding_fill_names(finding, name, space, hybrid->protection_domain);
}

static void
judge_address_space(
	const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *send, HcFindings *out)
{
	g_autofree char *space = wizard_space(hybrid);
	g_autofree char *shown = hc_check_value(hybrid->routing_domain);
	HcFinding *finding;

	if (!hc_check_saw_property(self, send, self->property, out))
		return;
	if (hc_space_lists(send, "*"))
		hc_check_report(self, HC_STATUS_PASS, send, self->property, out,
			"it carries all mail, that of the coexistence domain too");
	else if (space == NULL)
		hc_check_report(self, HC_STATUS_UNKNOWN, send, self->property, out,
			"the coexistence domain is not known: accepted domains were not exported");
	else if (hc_space_lists(send, hybrid->routing_domain))
		hc_check_report(self, HC_STATUS_PASS, send, self->property, out,
			"it carries mail for %s", shown);
	else {
		finding = hc_check_report(self, HC_STATUS_FAIL, send, self->property, out,
			"the Send connector does not carry mail for the coexistence domain %s",
			shown);
		hc_finding_fill_remedy(finding, hc_exchange_identity(send), space);
	}
}

static guint
n_distinct(const char *const *domains)
{
	guint n = 0;

	for (gsize i = 0; domains[i] != NULL; i++) {
		gsize j = 0;

		while (j < i && !hc_dname_equal(domains[i], domains[j]))
			j++;
		if (j == i)
			n++;
	}
	return n;
}

static void
judge_extra_spaces(
	const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *send, HcFindings *out)
{
	g_auto(GStrv) domains = hc_connector_domains(send, self->property);
	g_autofree char *space = wizard_space(hybrid);
	guint n = n_distinct((const char *const *)domains);
	HcFinding *finding;

	if (!hc_check_saw_property(self, send, self->property, out))
		return;
	if (n <= 1) {
		hc_check_report(self, HC_STATUS_PASS, send, self->property, out,
			"it has no further address space");
		return;
	}
	finding = hc_check_report(self, HC_STATUS_FAIL, send, self->property, out,
		"the Send connector has %u address spaces, the wizard allows one", n);
	hc_finding_fill_remedy(finding, hc_exchange_identity(send), space);
}

/* An address space of @send, other than "*", that @other has too; NULL if there is none. */
static char *
shared_space(const HcExchangeObject *send, const HcExchangeObject *other)
{
	g_auto(GStrv) domains = hc_connector_domains(send, "AddressSpaces");

	for (gsize i = 0; domains[i] != NULL; i++) {
		if (!g_str_equal(domains[i], "*") && hc_space_lists(other, domains[i]))
			return g_strdup(domains[i]);
	}
	return NULL;
}

/* One that is disabled carries nothing, but the wizard stops at it all the same (HCW8011). */
static void
report_duplicate(const HcCheck *self, const HcExchangeObject *other, const char *name,
	const char *space, HcFindings *out)
{
	if (hc_exchange_bool(other, "Enabled") != HC_TRI_NO)
		hc_check_report(self, HC_STATUS_FAIL, other, self->property, out,
			"%s carries mail for %s too", name, space);
	else
		hc_check_report(self, HC_STATUS_INFO, other, self->property, out,
			"%s has the address space %s too; it is disabled and takes no mail, but "
			"the wizard would stop at it",
			name, space)
			->before_run = TRUE;
}

static void
judge_duplicate(
	const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *send, HcFindings *out)
{
	const HcExchangeSet *set = send_connectors(hybrid);
	gboolean found = FALSE;

	if (!hc_check_saw_property(self, send, self->property, out))
		return;
	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *other = g_ptr_array_index(set->objects, i);
		g_autofree char *space = NULL;
		g_autofree char *name = NULL;

		if (other == send || hc_connector_is_edge_sync(other))
			continue;
		space = shared_space(send, other);
		if (space == NULL)
			continue;
		found = TRUE;
		name = hc_check_subject(other);
		report_duplicate(self, other, name, space, out);
	}
	if (!found)
		hc_check_report(self, HC_STATUS_PASS, send, self->property, out,
			"no other Send connector has its address space");
}

/* One that carries the same mail is reported for that: it is gone with the duplicate. */
static void
report_leftover(const HcCheck *self, const HcExchangeObject *send, const HcExchangeObject *other,
	HcFindings *out)
{
	g_autofree char *space = shared_space(send, other);
	g_autofree char *name = hc_check_subject(other);
	HcFinding *finding = hc_check_report(self, space != NULL ? HC_STATUS_INFO : HC_STATUS_FAIL,
		other, self->property, out, "an older wizard left %s beside the connector in use",
		name);

	if (space != NULL)
		hc_finding_follow(finding, "send-addressspace-duplicate");
}

static void
judge_leftover(
	const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *send, HcFindings *out)
{
	const HcExchangeSet *set = send_connectors(hybrid);
	g_auto(GStrv) names = hc_text_split(LEGACY_NAMES, ",");
	gboolean found = FALSE;

	if (!hc_check_saw_property(self, send, self->property, out))
		return;
	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *other = g_ptr_array_index(set->objects, i);
		const char *name = hc_exchange_text(other, self->property);

		if (other == send || !hc_text_in((const char *const *)names, name))
			continue;
		found = TRUE;
		report_leftover(self, send, other, out);
	}
	if (!found)
		hc_check_report(self, HC_STATUS_PASS, send, self->property, out,
			"no connector of an older wizard is left");
}

const HcCheck hc_checks_send_route[] = {
	{
		.id = "send-missing",
		.title = "A Send connector carries mail to Exchange Online",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.hop = "B3",
		.judge = judge_missing,
		.impact = "Mail for cloud mailboxes takes the general route to the Internet and "
			  "arrives as external, or waits in an unreachable queue.",
		.remedy =
			"New-SendConnector -Name {identity} -AddressSpaces {value} "
			"-DNSRoutingEnabled $true -RequireTLS $true -TlsAuthLevel DomainValidation "
			"-TlsDomain {name} -CloudServicesMailEnabled $true "
			"-Fqdn <name on the certificate> -TlsCertificateName "
			"'<I><issuer><S><subject>' -SourceTransportServers <servers>",
		.ndr = "5.7.133; mail for the coexistence domain in an unreachable queue",
		.reference = "LOG-A HC-EXO",
	},
	{
		.id = "send-addressspace-missing",
		.title = "The hybrid Send connector carries mail for the coexistence domain",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "B3",
		.on = HC_ON_SEND,
		.property = "AddressSpaces",
		.judge_object = judge_address_space,
		.impact = "Mail for cloud mailboxes takes the general route to the Internet and "
			  "arrives as external, loops, or waits in an unreachable queue.",
		.remedy = "Set-SendConnector {identity} -AddressSpaces {value}",
		.ndr = "5.1.1; 5.7.133; a mail loop",
		.reference = "LOG-A",
	},
	{
		.id = "send-addressspace-extra",
		.title = "The hybrid Send connector carries nothing but the coexistence domain",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "B3",
		.on = HC_ON_SEND,
		.property = "AddressSpaces",
		.judge_object = judge_extra_spaces,
		.impact = "A mail-flow run of the wizard stops here, or silently removes the "
			  "further routing.",
		.remedy = "New-SendConnector -Name <name> -AddressSpaces <the other address "
			  "spaces> -SourceTransportServers <servers>\n"
			  "Set-SendConnector {identity} -AddressSpaces {value}",
		.fix = "Move the further address spaces to a connector of their own before the "
		       "wizard runs.",
		.ndr = "HCW8039",
		.reference = "KB3087172 COMM-RELAYDL",
	},
	{
		.id = "send-addressspace-duplicate",
		.title = "Only one Send connector carries mail for the coexistence domain",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_CONFIRMED,
		.hop = "B3",
		.on = HC_ON_SEND,
		.property = "AddressSpaces",
		.judge_object = judge_duplicate,
		.impact = "The wizard stops, and until then mail takes one connector or the other "
			  "by cost and site.",
		.remedy = "Get-SendConnector {identity} | Format-List "
			  "Name,Enabled,AddressSpaces,SmartHosts,SourceTransportServers\n"
			  "Remove-SendConnector {identity}",
		.fix = "Remove the connector, or narrow its address spaces if something else uses "
		       "it.",
		.ndr = "HCW8011",
		.reference = "KB3087161",
	},
	{
		.id = "send-legacy-name-leftover",
		.title = "No Send connector of an older wizard is left",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_DERIVED,
		.hop = "B3",
		.on = HC_ON_SEND,
		.property = "Name",
		.judge_object = judge_leftover,
		.impact = "A mail-flow run of the wizard stops when both carry the coexistence "
			  "domain.",
		.remedy = "Get-SendConnector {identity} | Format-List "
			  "Name,Enabled,AddressSpaces,SmartHosts,SourceTransportServers\n"
			  "Remove-SendConnector {identity}",
		.fix = "Remove the one that is not in use.",
		.ndr = "HCW8011",
		.reference = "KB3087161 KB3087172",
	},
	{ .id = NULL },
};
