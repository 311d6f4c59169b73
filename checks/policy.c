/* Which addresses policies give out.  Rules 151, 153.  Room: checks. */
#include "checks/check.h"

#include "agent/base/dname.h"
#include "agent/hcw/overwrite.h"
#include "checks/saw.h"

#include <string.h>

#define PRIMARY "EnabledPrimarySMTPAddressTemplate"
#define TEMPLATES "EnabledEmailAddressTemplates"
/* The wizard writes after its own clock stops, and clocks differ. */
#define GRACE (10 * 60 * HC_TIME_SECOND)

static const HcExchangeSet *
policies_of(const HcHybrid *hybrid)
{
	return hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_EMAIL_ADDRESS_POLICY);
}

static const char *
domain_of(const char *template)
{
	const char *at = template != NULL ? strrchr(template, '@') : NULL;

	return at != NULL ? at + 1 : NULL;
}

static gboolean
is_hybrid(const HcHybrid *hybrid, const HcExchangeObject *policy)
{
	const char *domain = domain_of(hc_exchange_text(policy, PRIMARY));

	return domain != NULL && hc_dname_is_among((const char *const *)hybrid->domains, domain);
}

/* "Lowest" is the last; a policy without a readable priority stands before it. */
static gint64
priority_of(const HcExchangeObject *policy)
{
	gint64 priority = 0;

	if (hc_text_same(hc_exchange_text(policy, "Priority"), "Lowest"))
		return G_MAXINT64;
	return hc_exchange_int(policy, "Priority", &priority) ? priority : G_MAXINT64 - 1;
}

/* The priority of the last policy that gives out hybrid addresses; -1 if none does. */
static gint64
last_hybrid(const HcHybrid *hybrid, const HcExchangeSet *policies)
{
	gint64 last = -1;

	for (guint i = 0; i < policies->objects->len; i++) {
		const HcExchangeObject *policy = g_ptr_array_index(policies->objects, i);

		if (is_hybrid(hybrid, policy))
			last = MAX(last, priority_of(policy));
	}
	return last;
}

static gboolean
has_template(const HcExchangeObject *policy, const char *routing_domain)
{
	const char *const *templates = hc_exchange_list(policy, TEMPLATES);

	for (gsize i = 0; templates != NULL && templates[i] != NULL; i++) {
		const char *domain = domain_of(templates[i]);

		if (domain != NULL && hc_dname_equal(domain, routing_domain))
			return TRUE;
	}
	return FALSE;
}

/* The wizard adds the template where a hybrid domain is primary, and nowhere else. */
static void
judge_policy(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *policy,
	HcFindings *out)
{
	g_autofree char *routing = hc_check_value(hybrid->routing_domain);
	g_autofree char *template = g_strdup_printf("smtp:%%m@%s", hybrid->routing_domain);
	gboolean hybrid_policy = is_hybrid(hybrid, policy);
	HcFinding *finding;

	if (!hc_check_saw_property(self, policy, TEMPLATES, out))
		return;
	if (has_template(policy, hybrid->routing_domain)) {
		hc_check_report(self, HC_STATUS_PASS, policy, TEMPLATES, out,
			"it gives out addresses of %s", routing);
		return;
	}
	finding = hc_check_report(self, HC_STATUS_FAIL, policy, TEMPLATES, out,
		"%s has no template for %s%s",
		hybrid_policy ? "it" : "it comes before a hybrid policy and", routing,
		hybrid_policy ? "" : "; the wizard does not add one here");
	if (!hybrid_policy)
		finding->effect = HC_EFFECT_MANUAL_FIX;
	hc_finding_fill_remedy(finding, hc_exchange_identity(policy), template);
}

static void
judge_templates(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *policies = policies_of(hybrid);
	gint64 last = last_hybrid(hybrid, policies);

	if (!hc_check_saw(self, &policies->head, "e-mail address policies", out))
		return;
	if (hybrid->routing_domain == NULL) {
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, NULL,
			"the coexistence domain of the tenant is not known");
		return;
	}
	for (guint i = 0; i < policies->objects->len; i++) {
		const HcExchangeObject *policy = g_ptr_array_index(policies->objects, i);

		if (!hc_exchange_has(policy, PRIMARY))
			hc_check_saw_property(self, policy, PRIMARY, out);
		else if (is_hybrid(hybrid, policy) || priority_of(policy) < last)
			judge_policy(self, hybrid, policy, out);
	}
	if (last < 0)
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"no policy gives out addresses of a hybrid domain");
}

static void
judge_customised(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *policies = policies_of(hybrid);
	HcTime run = hc_overwrite_last_run_end(hybrid->evidence);
	guint before = hc_findings_count(out);

	if (!hc_check_saw(self, &policies->head, "e-mail address policies", out))
		return;
	if (run == HC_TIME_NONE) {
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, NULL,
			"when the wizard ran last is not known");
		return;
	}
	for (guint i = 0; i < policies->objects->len; i++) {
		const HcExchangeObject *policy = g_ptr_array_index(policies->objects, i);
		HcTime changed = hc_exchange_time(policy, "WhenChangedUTC");
		g_autofree char *date = hc_when_format_date(changed);

		if (changed == HC_TIME_NONE)
			hc_check_saw_property(self, policy, "WhenChangedUTC", out);
		else if (changed > run + GRACE)
			hc_check_report(self, HC_STATUS_INFO, policy, "WhenChangedUTC", out,
				"changed on %s, after the last run", date);
	}
	if (hc_findings_count(out) == before)
		hc_findings_add(out, self, HC_STATUS_PASS, "EmailAddressPolicy",
			"no policy was changed after the last run");
}

const HcCheck hc_checks_policy[] = {
	{
		.id = "eap-template-missing",
		.title =
			"Policies give every hybrid recipient an address of the coexistence domain",
		.class = HC_CLASS_COEXISTENCE,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_RERUN_RECOMMENDED,
		.hcw = HC_HCW_FULL,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_templates,
		.impact = "New recipients of this policy lack that address: their mailboxes cannot "
			  "be moved, and mail to them from the cloud may be refused.",
		.remedy = "Set-EmailAddressPolicy {identity} -EnabledEmailAddressTemplates "
			  "((Get-EmailAddressPolicy {identity}).EnabledEmailAddressTemplates + "
			  "{value})\n"
			  "Update-EmailAddressPolicy {identity} -UpdateSecondaryAddressesOnly",
		.ndr = "550 5.1.1; moves: the target mailbox doesn't have an SMTP proxy matching",
		.reference = "LOG-A DOC-HCW",
	},
	{
		.id = "eap-rerun-side-effect",
		.title = "No policy was changed after the last run",
		.class = HC_CLASS_COEXISTENCE,
		.severity = HC_SEVERITY_INFO,
		.effect = HC_EFFECT_INFO,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_customised,
		.impact =
			"A full run adds the coexistence template where it is missing, and then "
			"updates the secondary addresses of all recipients of that policy at once.",
		.fix = "Look through the policy before a full run.",
		.reference = "LOG-A",
	},
	{ .id = NULL },
};
