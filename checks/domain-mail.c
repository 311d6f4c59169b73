/* Which side knows the recipients and senders of a domain.  Rules 142, 144, 145.  Room: checks. */
#include "checks/check.h"

#include "agent/base/dname.h"
#include "certs/match.h"
#include "checks/find.h"
#include "checks/saw.h"

static gboolean
is_type(const HcExchangeObject *domain, const char *type)
{
	return domain != NULL && hc_text_same(hc_exchange_text(domain, "DomainType"), type);
}

/* Hybrid domains for which @side is authoritative; @unknown: those whose type was not exported. */
static void
sort_domains(const HcHybrid *hybrid, HcSide side, GString *authoritative, GString *unknown)
{
	const HcExchangeSet *set = hc_evidence_set(hybrid->evidence, side, HC_KIND_ACCEPTED_DOMAIN);

	for (gsize i = 0; hybrid->domains[i] != NULL; i++) {
		const HcExchangeObject *domain = hc_find_domain(set, hybrid->domains[i]);

		if (domain != NULL && !hc_exchange_has(domain, "DomainType"))
			hc_check_note(unknown, hybrid->domains[i]);
		else if (is_type(domain, "Authoritative"))
			hc_check_note(authoritative, hybrid->domains[i]);
	}
}

/* No export shows recipients of both sides: what can be said is who would refuse them. */
static void
judge_type(const HcCheck *self, const HcHybrid *hybrid, HcSide side, HcFindings *out)
{
	const HcExchangeSet *set = hc_evidence_set(hybrid->evidence, side, HC_KIND_ACCEPTED_DOMAIN);
	const char *what = side == HC_SIDE_TENANT ? "accepted domains of the tenant"
						  : "accepted domains on premises";
	g_autoptr(GString) authoritative = g_string_new(NULL);
	g_autoptr(GString) unknown = g_string_new(NULL);

	if (!hc_check_saw(self, &set->head, what, out))
		return;
	sort_domains(hybrid, side, authoritative, unknown);
	if (hybrid->domains[0] == NULL)
		hc_findings_add(
			out, self, HC_STATUS_NOT_APPLICABLE, NULL, "no hybrid domain is known");
	else if (unknown->len > 0)
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, "AcceptedDomain",
			"DomainType was not exported for %s", unknown->str);
	else if (authoritative->len > 0)
		hc_findings_add(out, self, HC_STATUS_INFO, "AcceptedDomain",
			"%s refuses recipients of %s that it does not know; no export shows "
			"whether "
			"there are such",
			side == HC_SIDE_TENANT ? "Exchange Online" : "Exchange on premises",
			authoritative->str);
	else
		hc_findings_add(out, self, HC_STATUS_PASS, "AcceptedDomain",
			"mail for recipients it does not know is handed on to the other side");
}

static void
judge_tenant(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	judge_type(self, hybrid, HC_SIDE_TENANT, out);
}

static void
judge_onprem(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	judge_type(self, hybrid, HC_SIDE_ONPREM, out);
}

/* --- senders -----------------------------------------------------------------------------------
 */

/* Domains that policies give out as primary ones and the tenant does not accept, each once. */
static void
foreign_senders(const HcHybrid *hybrid, const HcExchangeSet *policies, GString *foreign)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	const HcExchangeSet *accepted =
		hc_evidence_set(hybrid->evidence, HC_SIDE_TENANT, HC_KIND_ACCEPTED_DOMAIN);

	for (guint i = 0; i < policies->objects->len; i++) {
		const char *template = hc_exchange_text(g_ptr_array_index(policies->objects, i),
			"EnabledPrimarySMTPAddressTemplate");
		const char *at = template != NULL ? strrchr(template, '@') : NULL;

		if (at == NULL || hc_find_domain(accepted, at + 1) != NULL)
			continue;
		/* Of those hc-domain-not-cloud speaks. */
		if (hc_dname_is_among((const char *const *)hybrid->domains, at + 1))
			continue;
		if (g_hash_table_add(seen, hc_dname_normalise(at + 1)))
			hc_check_note(foreign, at + 1);
	}
}

/* The connector of the tenant knows mail by a certificate whose name is the tenant's. */
static gboolean
is_attributable(const HcHybrid *hybrid)
{
	const char *name = hybrid->inbound != NULL
				   ? hc_exchange_text(hybrid->inbound, "TlsSenderCertificateName")
				   : NULL;

	return !hc_text_is_empty(name) &&
	       hc_match_sender_name_is_accepted(name, (const char *const *)hybrid->tenant_domains);
}

/* Exchange Online has no connector that could know them. */
static gboolean
has_no_inbound(const HcHybrid *hybrid)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR);

	return hybrid->inbound == NULL && hc_fact_is_answered(&set->head);
}

static void
report_senders(const HcCheck *self, const HcHybrid *hybrid, const GString *foreign, HcFindings *out)
{
	if (foreign->len > 0 && has_no_inbound(hybrid))
		hc_finding_follow(
			hc_findings_add(out, self, HC_STATUS_INFO, "EmailAddressPolicy",
				"the tenant does not accept %s, and no connector knows their mail",
				foreign->str),
			"exo-in-missing");
	else if (foreign->len == 0)
		hc_findings_add(out, self, HC_STATUS_PASS, "EmailAddressPolicy",
			"the tenant accepts every domain that policies give to senders");
	else if (hybrid->inbound == NULL ||
		 !hc_exchange_has(hybrid->inbound, "TlsSenderCertificateName"))
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, "EmailAddressPolicy",
			"senders of %s depend on the name on the certificate; "
			"TlsSenderCertificateName was not exported",
			foreign->str);
	else if (is_attributable(hybrid))
		hc_findings_add(out, self, HC_STATUS_INFO, "EmailAddressPolicy",
			"the tenant does not accept %s; their mail is known by the certificate",
			foreign->str);
	else
		hc_findings_add(out, self, HC_STATUS_FAIL, "EmailAddressPolicy",
			"the tenant does not accept %s, and no name on the certificate makes up "
			"for it",
			foreign->str);
}

static void
judge_senders(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *policies =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_EMAIL_ADDRESS_POLICY);
	const HcExchangeSet *accepted =
		hc_evidence_set(hybrid->evidence, HC_SIDE_TENANT, HC_KIND_ACCEPTED_DOMAIN);
	g_autoptr(GString) foreign = g_string_new(NULL);

	if (!hc_check_saw(self, &policies->head, "e-mail address policies", out) ||
		!hc_check_saw(self, &accepted->head, "accepted domains of the tenant", out))
		return;
	foreign_senders(hybrid, policies, foreign);
	report_senders(self, hybrid, foreign, out);
}

const HcCheck hc_checks_domain_mail[] = {
	{
		.id = "ad-exo-type-authoritative-unsynced",
		.title = "Exchange Online hands on mail for recipients it does not know",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_INFO,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "A1",
		.judge = judge_tenant,
		.impact =
			"On-premises recipients that directory synchronization did not bring are "
			"refused in Exchange Online.  That is right where all of them are synced.",
		.fix = "Where a bounce names such a recipient: sync it, or make the domain "
		       "InternalRelay in Exchange Online.",
		.ndr = "550 5.1.10; 5.4.1 Recipient address rejected; 550 5.1.1 "
		       "RESOLVER.ADR.ExRecipNotFound",
		.reference = "KB2730609 NDR-5110",
	},
	{
		.id = "ad-onprem-authoritative-cloudonly",
		.title = "On premises, mail for recipients that are only in the cloud is handed on",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_INFO,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "B1",
		.judge = judge_onprem,
		.impact = "Mailboxes and groups made in the cloud alone are refused on premises.  "
			  "That is right where there are none.",
		.fix = "Where a bounce names such a recipient: make it known on premises (remote "
		       "mailbox, mail contact), or make the domain InternalRelay with an address "
		       "space of its own.",
		.ndr = "550 5.1.10 on premises",
		.reference = "COMM-RELAYDL",
	},
	{
		.id = "ad-sender-domain-not-in-tenant",
		.title = "Exchange Online knows every domain that senders on premises have",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "B7",
		.judge = judge_senders,
		.impact = "Mail of these senders that is relayed through Exchange Online is "
			  "refused.",
		.fix = "Add the domain to the tenant, or use a certificate with a name that is an "
		       "accepted domain there.",
		.ndr = "550 5.7.64 TenantAttribution; Relay Access Denied ATTR36",
		.reference = "KB-OFFICE365NOTICE NDR-564",
	},
	{ .id = NULL },
};
