/*
 * Addresses of on-premises servers as Exchange Online has them, and what else takes or refuses mail
 * from there.  Room: checks.  Rulebook 3.4.
 *
 * No input tells from which public address mail leaves.  Two values are the administrators' own
 * word for it: a public SourceIPAddress of the Send connector, and SenderIPAddresses.
 */
#include "checks/check.h"

#include "certs/match.h"
#include "checks/connector.h"
#include "checks/saw.h"

#include <string.h>

#define SENDER_PREFIX_MIN 24 /* bits; PS-IN: SenderIPAddresses takes /24 to /32 */

/* The only object of a kind; NULL if there is none. */
static const HcExchangeObject *
single(const HcHybrid *hybrid, HcKind kind)
{
	const HcExchangeSet *set = hc_evidence_set(hybrid->evidence, HC_SIDE_TENANT, kind);

	return set->objects->len > 0 ? g_ptr_array_index(set->objects, 0) : NULL;
}

static gboolean
has_private(const HcIpSet *addresses)
{
	g_autoptr(HcIpSet) private_addresses = hc_connector_private_addresses();

	return hc_ipset_overlaps(addresses, private_addresses);
}

/* A public address the Send connector is bound to; empty if there is none. */
static HcIpSet *
bound_addresses(const HcHybrid *hybrid)
{
	g_autoptr(HcIpSet) bound = NULL;

	if (hybrid->send != NULL)
		bound = hc_connector_addresses(hybrid->send, "SourceIPAddress");
	if (bound == NULL || has_private(bound))
		return hc_ipset_new();
	return g_steal_pointer(&bound);
}

/* The addresses of @property, or NULL when the finding is already added. */
static HcIpSet *
saw_addresses(
	const HcCheck *self, const HcExchangeObject *object, const char *property, HcFindings *out)
{
	HcIpSet *addresses = NULL;

	if (!hc_check_saw_property(self, object, property, out))
		return NULL;
	addresses = hc_connector_addresses(object, property);
	if (addresses == NULL)
		hc_check_report(self, HC_STATUS_UNKNOWN, object, property, out,
			"%s could not be read as addresses", property);
	return addresses;
}

static void
judge_shared(const HcCheck *self, G_GNUC_UNUSED const HcHybrid *hybrid,
	const HcExchangeObject *inbound, HcFindings *out)
{
	g_autoptr(HcIpSet) addresses = saw_addresses(self, inbound, self->property, out);

	if (addresses == NULL)
		return;
	if (hc_ipset_is_empty(addresses))
		hc_check_report(self, HC_STATUS_PASS, inbound, self->property, out,
			"mail is known by certificate alone");
	else if (has_private(addresses))
		hc_check_report(self, HC_STATUS_FAIL, inbound, self->property, out,
			"it has addresses no host on the Internet has");
	else
		hc_check_report(self, HC_STATUS_UNKNOWN, inbound, self->property, out,
			"whether the addresses are the organisation's alone is not to be seen "
			"from any export");
}

/* "203.0.113.0/20": a network of more than 256 addresses; UNKNOWN if it is no IPv4 network. */
static HcTri
is_wide(const char *range)
{
	const char *slash = strchr(range, '/');
	guint64 bits = 32;

	if (slash != NULL && !g_ascii_string_to_unsigned(slash + 1, 10, 0, 32, &bits, NULL))
		return HC_TRI_UNKNOWN;
	return bits < SENDER_PREFIX_MIN ? HC_TRI_YES : HC_TRI_NO;
}

static void
judge_form(const HcCheck *self, G_GNUC_UNUSED const HcHybrid *hybrid,
	const HcExchangeObject *inbound, HcFindings *out)
{
	g_autoptr(HcIpSet) addresses = saw_addresses(self, inbound, self->property, out);
	const char *const *ranges = hc_exchange_list(inbound, self->property);

	if (addresses == NULL)
		return;
	for (gsize i = 0; ranges[i] != NULL; i++) {
		g_autofree char *shown = hc_check_value(ranges[i]);

		if (strchr(ranges[i], ':') == NULL && is_wide(ranges[i]) == HC_TRI_NO)
			continue;
		hc_check_report(self, HC_STATUS_INFO, inbound, self->property, out,
			"%s is not what Exchange Online takes there: IPv4, networks of /24 to /32",
			shown);
		return;
	}
	hc_check_report(self, HC_STATUS_PASS, inbound, self->property, out,
		"it has IPv4 addresses or small networks only");
}

static void
judge_stale(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *inbound,
	HcFindings *out)
{
	g_autoptr(HcIpSet) addresses = saw_addresses(self, inbound, self->property, out);
	g_autoptr(HcIpSet) bound = bound_addresses(hybrid);
	HcFinding *finding;

	if (addresses == NULL)
		return;
	if (hc_ipset_is_empty(addresses))
		hc_check_report(
			self, HC_STATUS_PASS, inbound, self->property, out, "no address is listed");
	else if (hc_ipset_is_empty(bound))
		hc_check_report(self, HC_STATUS_UNKNOWN, inbound, self->property, out,
			"from which public address mail leaves was not exported");
	else if (hc_ipset_covers(addresses, bound))
		hc_check_report(self, HC_STATUS_PASS, inbound, self->property, out,
			"the address the Send connector is bound to is among them");
	else {
		g_autofree char *source =
			hc_check_value(hc_exchange_text(hybrid->send, "SourceIPAddress"));

		finding = hc_check_report(self, HC_STATUS_FAIL, inbound, self->property, out,
			"mail leaves from %s, which is not among them", source);
		hc_finding_prove(
			finding, hc_exchange_origin(hybrid->send), "SourceIPAddress = %s", source);
	}
}

/* Microsoft's own addresses are not known here: a public one may be one of theirs. */
static void
judge_skip_list(const HcCheck *self, G_GNUC_UNUSED const HcHybrid *hybrid,
	const HcExchangeObject *inbound, HcFindings *out)
{
	g_autoptr(HcIpSet) addresses = saw_addresses(self, inbound, self->property, out);

	if (addresses == NULL)
		return;
	if (hc_ipset_is_empty(addresses))
		hc_check_report(self, HC_STATUS_PASS, inbound, self->property, out,
			"no address is skipped");
	else if (has_private(addresses))
		hc_check_report(self, HC_STATUS_FAIL, inbound, self->property, out,
			"it skips addresses no host on the Internet has");
	else
		hc_check_report(self, HC_STATUS_UNKNOWN, inbound, self->property, out,
			"whether Microsoft's own addresses are among them needs the published "
			"ranges");
}

/* The policies' lists against @ours; @bad says what is wrong where they overlap. */
static gboolean
overlaps_policy(const HcCheck *self, const HcHybrid *hybrid, const HcIpSet *ours, const char *bad,
	HcFindings *out)
{
	const HcExchangeSet *set = hc_evidence_set(
		hybrid->evidence, HC_SIDE_TENANT, HC_KIND_HOSTED_CONNECTION_FILTER_POLICY);
	guint before = hc_findings_count(out);

	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *policy = g_ptr_array_index(set->objects, i);
		g_autoptr(HcIpSet) listed = saw_addresses(self, policy, self->property, out);

		if (listed != NULL && hc_ipset_overlaps(listed, ours))
			hc_check_report(
				self, HC_STATUS_FAIL, policy, self->property, out, "%s", bad);
	}
	return hc_findings_count(out) > before;
}

static gboolean
saw_policies(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set = hc_evidence_set(
		hybrid->evidence, HC_SIDE_TENANT, HC_KIND_HOSTED_CONNECTION_FILTER_POLICY);

	return hc_check_saw(self, &set->head, "HostedConnectionFilterPolicy", out);
}

static void
judge_allow_list(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *inbound,
	HcFindings *out)
{
	g_autoptr(HcIpSet) ours = saw_addresses(self, inbound, "SenderIPAddresses", out);

	if (ours == NULL)
		return;
	if (hc_ipset_is_empty(ours)) {
		hc_check_report(self, HC_STATUS_PASS, inbound, "SenderIPAddresses", out,
			"the connector lists no address");
		return;
	}
	if (!saw_policies(self, hybrid, out) ||
		overlaps_policy(self, hybrid, ours,
			"an address of the hybrid InboundConnector is on the allow list", out))
		return;
	hc_check_report(self, HC_STATUS_PASS, inbound, "SenderIPAddresses", out,
		"none of its addresses is on the allow list");
}

static gboolean
any_policy_lists(const HcHybrid *hybrid, const char *property)
{
	const HcExchangeSet *set = hc_evidence_set(
		hybrid->evidence, HC_SIDE_TENANT, HC_KIND_HOSTED_CONNECTION_FILTER_POLICY);

	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *policy = g_ptr_array_index(set->objects, i);

		if (hc_exchange_has(policy, property) && !hc_exchange_is_empty(policy, property))
			return TRUE;
	}
	return FALSE;
}

/* Addresses that are said to be the organisation's own. */
static HcIpSet *
own_addresses(const HcHybrid *hybrid)
{
	g_autoptr(HcIpSet) bound = bound_addresses(hybrid);
	g_autoptr(HcIpSet) listed = NULL;

	if (hybrid->inbound != NULL)
		listed = hc_connector_addresses(hybrid->inbound, "SenderIPAddresses");
	return listed != NULL ? hc_ipset_union(bound, listed) : g_steal_pointer(&bound);
}

static void
judge_block_list(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	g_autoptr(HcIpSet) ours = own_addresses(hybrid);

	if (!saw_policies(self, hybrid, out) ||
		overlaps_policy(self, hybrid, ours,
			"an address mail leaves from is on the block list", out))
		return;
	if (any_policy_lists(hybrid, self->property) && hc_ipset_is_empty(ours))
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, NULL,
			"from which public address mail leaves was not exported");
	else
		hc_findings_add(out, self, HC_STATUS_PASS, NULL,
			"no address mail is known to leave from is on the block list");
}

static gboolean
is_for_everyone(const HcExchangeObject *inbound)
{
	g_auto(GStrv) domains = hc_connector_domains(inbound, "SenderDomains");

	for (gsize i = 0; domains[i] != NULL; i++) {
		if (g_str_equal(domains[i], "*"))
			return TRUE;
	}
	return FALSE;
}

static void
judge_partner(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR);
	gboolean found = FALSE;

	if (!hc_check_saw(self, &set->head, "InboundConnectors", out))
		return;
	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *inbound = g_ptr_array_index(set->objects, i);

		if (!hc_connector_is_restrictive_partner(inbound) || !is_for_everyone(inbound))
			continue;
		found = TRUE;
		hc_check_report(self, HC_STATUS_INFO, inbound, "SenderDomains", out,
			"it takes and refuses mail from on premises that is not known as the "
			"organisation's own");
	}
	if (!found)
		hc_findings_add(out, self, HC_STATUS_PASS, NULL,
			"no Partner connector would take mail from on premises");
}

/* Why Exchange Online would not know mail from on premises, in words; NULL if it would. */
static const char *
attribution_fault(const HcHybrid *hybrid)
{
	const HcExchangeObject *inbound = hybrid->inbound;
	const char *name;

	if (inbound == NULL)
		return "there is no hybrid InboundConnector";
	if (hc_exchange_bool(inbound, "Enabled") == HC_TRI_NO)
		return "the hybrid InboundConnector is disabled";
	if (hc_text_same(hc_exchange_text(inbound, "ConnectorType"), "Partner"))
		return "the hybrid InboundConnector is of type Partner";
	name = hc_exchange_text(inbound, "TlsSenderCertificateName");
	if (hc_text_is_empty(name))
		return hc_exchange_is_empty(inbound, "SenderIPAddresses")
			       ? "the hybrid InboundConnector names neither certificate nor address"
			       : NULL;
	if (hybrid->tenant_domains != NULL && !hc_match_sender_name_is_accepted(name,
						      (const char *const *)hybrid->tenant_domains))
		return "the hybrid InboundConnector's certificate name is under no accepted domain";
	return NULL;
}

static void
judge_direct_send(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *connectors =
		hc_evidence_set(hybrid->evidence, HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR);
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_TENANT, HC_KIND_ORGANIZATION_CONFIG);
	const HcExchangeObject *tenant = single(hybrid, HC_KIND_ORGANIZATION_CONFIG);
	const char *fault = attribution_fault(hybrid);

	if (!hc_check_saw(self, &set->head, "OrganizationConfig of the tenant", out))
		return;
	if (tenant == NULL)
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"the tenant has no OrganizationConfig");
	else if (!hc_check_saw_property(self, tenant, self->property, out))
		return;
	else if (hc_exchange_bool(tenant, self->property) != HC_TRI_YES)
		hc_check_report(self, HC_STATUS_PASS, tenant, self->property, out,
			"mail that is not known is not refused for that");
	else if (hybrid->inbound == NULL &&
		 !hc_check_saw(self, &connectors->head, "InboundConnectors", out))
		return;
	else if (fault == NULL)
		hc_check_report(self, HC_STATUS_PASS, tenant, self->property, out,
			"mail from on premises is known, so it is not refused");
	else
		hc_check_report(self, HC_STATUS_INFO, tenant, self->property, out,
			"%s, and RejectDirectSend turns that into a refusal", fault);
}

const HcCheck hc_checks_exo_in_address[] = {
	{
		.id = "exo-in-senderips-shared",
		.title = "Addresses on the hybrid InboundConnector are the organisation's own",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.hop = "B7",
		.on = HC_ON_INBOUND,
		.property = "SenderIPAddresses",
		.judge_object = judge_shared,
		.impact = "Mail of others may be taken for the organisation's, or its own for "
			  "somebody else's. A mail-flow run of the wizard clears the list.",
		.remedy = "Set-InboundConnector {identity} -SenderIPAddresses $null",
		.fix = "Let the connector know mail by its certificate instead.",
		.reference = "MC1226222 LOG-A",
	},
	{
		.id = "exo-in-senderips-form",
		.title = "The hybrid InboundConnector lists addresses in a form Exchange Online "
			 "uses",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_INFO,
		.effect = HC_EFFECT_INFO,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "B7",
		.on = HC_ON_INBOUND,
		.property = "SenderIPAddresses",
		.judge_object = judge_form,
		.impact = "IPv6 addresses and wide networks do not identify the organisation's "
			  "mail; the certificate does.",
		.reference = "PS-IN",
	},
	{
		.id = "exo-in-senderips-stale",
		.title = "Mail leaves from an address the hybrid InboundConnector lists",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.hop = "B7",
		.on = HC_ON_INBOUND,
		.property = "SenderIPAddresses",
		.judge_object = judge_stale,
		.impact = "Where the certificate does not tell, mail is not known as the "
			  "organisation's and is refused. A mail-flow run of the wizard clears the "
			  "list and relies on the certificate.",
		.remedy = "Set-InboundConnector {identity} -SenderIPAddresses <public addresses "
			  "mail leaves from>",
		.ndr = "550 5.7.64 TenantAttribution; Relay Access Denied SMTP",
		.reference = "NDR-564",
	},
	{
		.id = "exo-in-partner-captures",
		.title = "No Partner connector takes mail from on premises",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_INFO,
		.confidence = HC_CONFIRMED,
		.hop = "B7",
		.property = "SenderDomains",
		.judge = judge_partner,
		.impact = "While mail from on premises is known by its certificate nothing "
			  "happens; the moment it is not, this connector refuses it.",
		.fix = "Keep the certificate, its name and the accepted domains in order, or "
		       "narrow the Partner connector.",
		.ndr = "550 5.7.51 TenantInboundAttribution; There is a partner connector "
		       "configured that matched the message's recipient domain",
		.reference = "BLOG-TLSCERT BLOG-ATTR",
	},
	{
		.id = "exo-rejectdirectsend-amplifier",
		.title = "RejectDirectSend does not refuse mail from on premises",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_INFO,
		.confidence = HC_CONFIRMED,
		.hop = "B7",
		.property = "RejectDirectSend",
		.judge = judge_direct_send,
		.impact = "Mail from on premises that is not known as the organisation's own is "
			  "refused instead of arriving as external.",
		.fix = "Repair first how mail is known; RejectDirectSend may stay on.",
		.ndr = "550 5.7.68 TenantInboundAttribution; Direct Send not allowed for this "
		       "organization from unauthorized sources",
		.reference = "BLOG-DIRECTSEND",
	},
	{
		.id = "exo-ef-skip-invalid",
		.title = "Enhanced filtering skips addresses that can be skipped",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_LOW,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.hop = "B7",
		.on = HC_ON_INBOUND,
		.property = "EFSkipIPs",
		.judge_object = judge_skip_list,
		.impact = "Filtering finds the wrong source of mail; Microsoft does not support "
			  "private and its own addresses here.",
		.remedy = "Set-InboundConnector {identity} -EFSkipIPs <public addresses of the "
			  "organisation>",
		.reference = "DOC-EFC",
	},
	{
		.id = "exo-hcfp-allow-overlap",
		.title = "Addresses of the hybrid InboundConnector are not on the allow list",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.hop = "B7",
		.on = HC_ON_INBOUND,
		.property = "IPAllowList",
		.judge_object = judge_allow_list,
		.impact = "The allow list wins: mail from on premises is not known as the "
			  "organisation's own and may not be relayed.",
		.remedy = "Set-HostedConnectionFilterPolicy {identity} -IPAllowList "
			  "@{Remove=<address>}",
		.ndr = "5.7.1 Unable To Relay: Blocked by Customer Allow list",
		.reference = "KB3013740",
	},
	{
		.id = "exo-hcfp-block",
		.title = "Addresses mail leaves from are not on the block list",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_DERIVED,
		.hop = "B7",
		.property = "IPBlockList",
		.judge = judge_block_list,
		.impact = "Exchange Online refuses mail from on premises.",
		.remedy = "Set-HostedConnectionFilterPolicy {identity} -IPBlockList "
			  "@{Remove=<address>}",
		.ndr = "550 5.7.1",
		.reference = "PS-HCFP",
	},
	{ .id = NULL },
};
