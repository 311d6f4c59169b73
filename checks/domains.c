/* Accepted domains and address policies.  Rules 137, 138, 140 to 146, 152.  Room: checks. */
#include "checks/check.h"

#include "agent/base/dname.h"
#include "checks/find.h"
#include "checks/saw.h"

/* A policy gives addresses of @domain as primary ones, so people use it. */
static gboolean
is_primary(const HcExchangeSet *policies, const char *domain)
{
	for (guint i = 0; i < policies->objects->len; i++) {
		const char *template = hc_exchange_text(g_ptr_array_index(policies->objects, i),
			"EnabledPrimarySMTPAddressTemplate");
		const char *at = template != NULL ? strrchr(template, '@') : NULL;

		if (at != NULL && hc_dname_equal(at + 1, domain))
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_services_own(const HcHybrid *hybrid, const char *domain)
{
	return hc_cloud_of_domain(domain) != NULL ||
	       (hybrid->routing_domain != NULL && hc_dname_equal(domain, hybrid->routing_domain)) ||
	       (hybrid->initial_domain != NULL && hc_dname_equal(domain, hybrid->initial_domain));
}

/* Both lists and the policies; FALSE, with the finding added, if one of them is not known. */
static gboolean
saw_domains(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const struct {
		HcSide side;
		HcKind kind;
		const char *what;
	} needed[] = {
		{ HC_SIDE_ONPREM, HC_KIND_ACCEPTED_DOMAIN, "accepted domains on premises" },
		{ HC_SIDE_TENANT, HC_KIND_ACCEPTED_DOMAIN, "accepted domains of the tenant" },
		{ HC_SIDE_ONPREM, HC_KIND_EMAIL_ADDRESS_POLICY, "e-mail address policies" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(needed); i++) {
		const HcExchangeSet *set =
			hc_evidence_set(hybrid->evidence, needed[i].side, needed[i].kind);

		if (!hc_check_saw(self, &set->head, needed[i].what, out))
			return FALSE;
	}
	return hybrid->onprem_domains != NULL && hybrid->tenant_domains != NULL;
}

static void
judge_new_domains(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *object,
	HcFindings *out)
{
	const HcExchangeSet *policies =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_EMAIL_ADDRESS_POLICY);
	g_autoptr(GString) new = g_string_new(NULL);

	if (!hc_check_saw_property(self, object, "Domains", out) || !saw_domains(self, hybrid, out))
		return;
	for (gsize i = 0; hybrid->onprem_domains[i] != NULL; i++) {
		const char *domain = hybrid->onprem_domains[i];

		if (hc_dname_is_among((const char *const *)hybrid->tenant_domains, domain) &&
			!is_services_own(hybrid, domain) &&
			!hc_dname_is_among((const char *const *)hybrid->domains, domain) &&
			is_primary(policies, domain))
			hc_check_note(new, domain);
	}
	if (new->len > 0)
		hc_check_report(self, HC_STATUS_FAIL, object, "Domains", out,
			"accepted on both sides and given to recipients, but no hybrid domain: %s",
			new->str);
	else
		hc_check_report(self, HC_STATUS_PASS, object, "Domains", out,
			"it has every domain that both sides accept and recipients use");
}

static void
judge_domains_not_cloud(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *object,
	HcFindings *out)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_TENANT, HC_KIND_ACCEPTED_DOMAIN);
	g_autoptr(GString) missing = g_string_new(NULL);

	if (!hc_check_saw_property(self, object, "Domains", out) ||
		!hc_check_saw(self, &set->head, "accepted domains of the tenant", out))
		return;
	for (gsize i = 0; hybrid->domains[i] != NULL; i++) {
		if (hybrid->tenant_domains == NULL ||
			!hc_dname_is_among(
				(const char *const *)hybrid->tenant_domains, hybrid->domains[i]))
			hc_check_note(missing, hybrid->domains[i]);
	}
	if (missing->len > 0)
		hc_check_report(self, HC_STATUS_FAIL, object, "Domains", out,
			"hybrid domains that the tenant does not accept: %s", missing->str);
	else
		hc_check_report(self, HC_STATUS_PASS, object, "Domains", out,
			"the tenant accepts every hybrid domain");
}

static const HcExchangeSet *
accepted_on(const HcHybrid *hybrid, HcSide side)
{
	return hc_evidence_set(hybrid->evidence, side, HC_KIND_ACCEPTED_DOMAIN);
}

static void
judge_coexistence(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set = accepted_on(hybrid, HC_SIDE_ONPREM);
	const char *domain = hybrid->routing_domain;
	g_autofree char *shown = hc_check_value(domain);
	const HcExchangeObject *object = hc_find_domain(set, domain);
	HcFinding *finding;

	if (!hc_check_saw(self, &set->head, "accepted domains on premises", out))
		return;
	if (domain == NULL) {
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, NULL,
			"the coexistence domain of the tenant is not known");
	} else if (object != NULL) {
		hc_check_report(self, HC_STATUS_PASS, object, "DomainName", out,
			"%s is accepted on premises", shown);
	} else {
		finding = hc_findings_add(out, self, HC_STATUS_FAIL, "AcceptedDomain",
			"%s is not an accepted domain on premises", shown);
		hc_finding_prove(finding, &set->head.origin, "no AcceptedDomain %s", shown);
		hc_finding_fill_remedy(finding, NULL, domain);
	}
}

static gboolean
is_coexistence(const HcExchangeObject *object)
{
	return hc_exchange_bool(object, "IsCoexistenceDomain") == HC_TRI_YES;
}

static void
judge_coexistence_exo(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set = accepted_on(hybrid, HC_SIDE_TENANT);
	gboolean has_property = set->objects->len == 0;

	if (!hc_check_saw(self, &set->head, "accepted domains of the tenant", out))
		return;
	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *object = g_ptr_array_index(set->objects, i);

		if (hc_exchange_has(object, "IsCoexistenceDomain"))
			has_property = TRUE;
		if (!is_coexistence(object))
			continue;
		hc_check_report(self, HC_STATUS_PASS, object, "IsCoexistenceDomain", out,
			"it is the coexistence domain");
		return;
	}
	if (has_property)
		hc_findings_add(out, self, HC_STATUS_FAIL, "AcceptedDomain",
			"no accepted domain of the tenant is a coexistence domain");
	else
		hc_findings_add(
			out, self, HC_STATUS_UNKNOWN, NULL, "IsCoexistenceDomain was not exported");
}

static gboolean
is_relay(const HcExchangeObject *object)
{
	return object != NULL &&
	       hc_text_same(hc_exchange_text(object, "DomainType"), "InternalRelay");
}

static void
judge_relay_both(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *here = accepted_on(hybrid, HC_SIDE_ONPREM);
	const HcExchangeSet *there = accepted_on(hybrid, HC_SIDE_TENANT);
	g_autoptr(GString) both = g_string_new(NULL);

	if (!hc_check_saw(self, &here->head, "accepted domains on premises", out) ||
		!hc_check_saw(self, &there->head, "accepted domains of the tenant", out))
		return;
	for (guint i = 0; i < here->objects->len; i++) {
		const HcExchangeObject *object = g_ptr_array_index(here->objects, i);
		const char *domain = hc_exchange_text(object, "DomainName");

		if (is_relay(object) && is_relay(hc_find_domain(there, domain)))
			hc_check_note(both, domain);
	}
	if (both->len > 0)
		hc_findings_add(out, self, HC_STATUS_FAIL, "AcceptedDomain",
			"InternalRelay on both sides: %s", both->str);
	else
		hc_findings_add(out, self, HC_STATUS_PASS, "AcceptedDomain",
			"no domain is InternalRelay on both sides");
}

/* Properties that stop mail of a domain of the tenant; NULL if none is set. */
static const char *
stopped_by(const HcExchangeObject *object)
{
	static const char *const properties[] = { "SendingFromDomainDisabled",
		"SendingToDomainDisabled", "OutboundOnly" };

	for (guint i = 0; i < G_N_ELEMENTS(properties); i++) {
		if (hc_exchange_bool(object, properties[i]) == HC_TRI_YES)
			return properties[i];
	}
	return NULL;
}

static void
judge_sending_disabled(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set = accepted_on(hybrid, HC_SIDE_TENANT);
	gboolean failed = FALSE;
	gboolean seen = FALSE;

	if (!hc_check_saw(self, &set->head, "accepted domains of the tenant", out))
		return;
	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *object = g_ptr_array_index(set->objects, i);
		const char *property = stopped_by(object);

		seen = seen || hc_exchange_has(object, "SendingFromDomainDisabled") ||
		       hc_exchange_has(object, "OutboundOnly");
		if (property == NULL)
			continue;
		failed = TRUE;
		hc_check_report(
			self, HC_STATUS_FAIL, object, property, out, "%s is True", property);
	}
	if (failed)
		return;
	hc_findings_add(out, self, seen ? HC_STATUS_PASS : HC_STATUS_UNKNOWN, "AcceptedDomain",
		seen ? "mail of every accepted domain of the tenant may flow"
		     : "whether mail of the accepted domains may flow was not exported");
}

static void
judge_legacy_policy(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_EMAIL_ADDRESS_POLICY);
	guint before = hc_findings_count(out);

	if (!hc_check_saw(self, &set->head, "e-mail address policies", out))
		return;
	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *object = g_ptr_array_index(set->objects, i);

		if (!hc_check_saw_property(self, object, "RecipientFilterType", out))
			continue;
		if (hc_text_same(hc_exchange_text(object, "RecipientFilterType"), "Legacy"))
			hc_check_report(self, HC_STATUS_FAIL, object, "RecipientFilterType", out,
				"the policy has a legacy filter");
	}
	if (hc_findings_count(out) == before)
		hc_findings_add(out, self, HC_STATUS_PASS, "EmailAddressPolicy",
			"no policy has a legacy filter");
}

const HcCheck hc_checks_domains[] = {
	{
		.id = "hc-domain-new",
		.title = "Domains that both sides accept and recipients use are hybrid domains",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_RERUN_RECOMMENDED,
		.hcw = HC_HCW_FULL,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.on = HC_ON_HYBRID_CONFIGURATION,
		.property = "Domains",
		.judge_object = judge_new_domains,
		.impact = "Exchange Online sends mail of this domain to its MX instead of to the "
			  "organisation; free/busy shows hash marks.",
		.fix = "Run the wizard and select the domain on the Hybrid Domains page, or use "
		       "Set-HybridConfiguration and Set-OutboundConnector.",
		.reference = "KB-HASHMARKS",
	},
	{
		.id = "hc-domain-not-cloud",
		.title = "The tenant accepts every hybrid domain",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_FIX_FIRST,
		.hcw = HC_HCW_FULL,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.on = HC_ON_HYBRID_CONFIGURATION,
		.property = "Domains",
		.judge_object = judge_domains_not_cloud,
		.impact = "The wizard stops at this domain.",
		.fix = "Verify the domain in the tenant, or remove it from HybridConfiguration; "
		       "then run the wizard and check the Hybrid Domains page.",
		.ndr = "HCW: the domain isn't an accepted domain for the cloud organization",
		.reference = "KB-HCWDOMAIN KB-HCWACC",
	},
	{
		.id = "ad-coexistence-missing",
		.title = "The coexistence domain is accepted on premises",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_FULL,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "B2",
		.judge = judge_coexistence,
		.impact = "Mail to cloud mailboxes cannot be routed: their target addresses are in "
			  "this domain.",
		.remedy = "New-AcceptedDomain -Name {value} -DomainName {value}",
		.reference = "LOG-A",
	},
	{
		.id = "ad-coexistence-missing-exo",
		.title = "The tenant has a coexistence domain",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "B2",
		.judge = judge_coexistence_exo,
		.impact = "The wizard stops: without directory synchronization the tenant has no "
			  "routing domain.",
		.fix = "Enable directory synchronization; the service adds the domain.",
		.ndr = "HCW: Unable to determine the routing domain for the cloud organization",
		.reference = "KB3068010",
	},
	{
		.id = "ad-internalrelay-both",
		.title = "No domain is InternalRelay on both sides",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_DERIVED,
		.who = HC_WHO_YOU,
		.hop = "A1",
		.judge = judge_relay_both,
		.impact = "Mail to an address that neither side knows loops between them.",
		.fix = "Make the domain Authoritative on the side that knows all its recipients.",
		.ndr = "554 5.4.6 Hop count exceeded; 5.4.14 ATTR34",
		.reference = "NDR-54X",
	},
	{
		.id = "ad-sending-disabled",
		.title = "Mail of every accepted domain of the tenant may flow",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_DERIVED,
		.who = HC_WHO_YOU,
		.judge = judge_sending_disabled,
		.impact = "Exchange Online refuses mail of this domain.",
		.fix = "Set the property that is True to False in Exchange Online.",
		.reference = "PS-ACCDOM",
	},
	{
		.id = "eap-legacy",
		.title = "No e-mail address policy has a legacy filter",
		.class = HC_CLASS_COEXISTENCE,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_legacy_policy,
		.impact = "The wizard cannot add the coexistence address to the policy and stops.",
		.fix = "Upgrade the policy to an OPATH filter.",
		.ndr = "HCW: The Legacy Email Address Policy cannot be automatically updated",
		.reference = "KB2821224",
	},
	{ .id = NULL },
};
