/* The relationship with the other side.  Rules 169, 170 and aas.  Room: checks. */
#include "checks/check.h"

#include "agent/base/dname.h"
#include "checks/saw.h"
#include "checks/sharing.h"

#define EPR "TargetSharingEpr"

/* What the wizard switches on for a feature of HybridConfiguration (rulebook 2.8). */
typedef struct {
	const char *property;
	const char *feature; /* NULL: always */
	gboolean onprem_only;
} Flag;

static const Flag flags[] = {
	{ "Enabled", NULL, FALSE },
	{ "FreeBusyAccessEnabled", "FreeBusy", FALSE },
	{ "MailTipsAccessEnabled", "Mailtips", FALSE },
	{ "DeliveryReportEnabled", "MessageTracking", FALSE },
	{ "PhotosEnabled", "Photos", FALSE },
	{ "MailboxMoveEnabled", "MoveMailbox", TRUE },
	{ "ArchiveAccessEnabled", "OnlineArchive", TRUE },
};

static const HcExchangeSet *
relationships(const HcHybrid *hybrid, HcSide side)
{
	return hc_evidence_set(hybrid->evidence, side, HC_KIND_ORGANIZATION_RELATIONSHIP);
}

/* The one OnPremisesOrganization links to, else the one for @domain. */
static const HcExchangeObject *
relationship_of(const HcHybrid *hybrid, HcSide side, const char *domain)
{
	const HcExchangeSet *set = relationships(hybrid, side);
	const char *linked =
		side == HC_SIDE_TENANT && hybrid->organization != NULL
			? hc_exchange_text(hybrid->organization, "OrganizationRelationship")
			: NULL;

	for (guint i = 0; !hc_text_is_empty(linked) && i < set->objects->len; i++) {
		const HcExchangeObject *object = g_ptr_array_index(set->objects, i);

		if (hc_exchange_is_named(object, linked))
			return object;
	}
	return hc_sharing_for_domain(set, "DomainNames", domain);
}

static void
note(GString *list, const char *text)
{
	g_string_append_printf(list, "%s%s", list->len > 0 ? ", " : "", text);
}

/* @off: flags that are not as the wizard sets them; @unknown: those that were not exported. */
static void
compare_flags(const HcHybrid *hybrid, HcSide side, const HcExchangeObject *object, GString *off,
	GString *unknown)
{
	for (guint i = 0; i < G_N_ELEMENTS(flags); i++) {
		const Flag *flag = &flags[i];
		HcTri value = hc_exchange_bool(object, flag->property);

		if (flag->onprem_only && side != HC_SIDE_ONPREM)
			continue;
		/* A feature that was not chosen is off on purpose. */
		if (flag->feature != NULL &&
			hc_sharing_has_feature(hybrid, flag->feature) == HC_TRI_NO)
			continue;
		if (value == HC_TRI_NO)
			note(off, flag->property);
		else if (value == HC_TRI_UNKNOWN)
			note(unknown, flag->property);
	}
}

/* One command that switches on what is off. */
static char *
repair_flags(const GString *off)
{
	g_auto(GStrv) properties = hc_text_split(off->str, ",");
	GString *command = g_string_new("Set-OrganizationRelationship {identity}");

	for (gsize i = 0; properties[i] != NULL; i++)
		g_string_append_printf(command, " -%s $true", properties[i]);
	return g_string_free(command, FALSE);
}

static void
judge_flags(const HcCheck *self, const HcHybrid *hybrid, HcSide side,
	const HcExchangeObject *object, HcFindings *out)
{
	g_autoptr(GString) off = g_string_new(NULL);
	g_autoptr(GString) unknown = g_string_new(NULL);
	g_autofree char *command = NULL;

	compare_flags(hybrid, side, object, off, unknown);
	command = repair_flags(off);
	if (off->len > 0)
		hc_finding_repair(hc_check_report(self, HC_STATUS_FAIL, object, "Enabled", out,
					  "not as the wizard sets it: %s False", off->str),
			command, hc_exchange_identity(object), NULL);
	else if (unknown->len > 0)
		hc_check_report(self, HC_STATUS_UNKNOWN, object, NULL, out, "not exported: %s",
			unknown->str);
	else
		hc_check_report(self, HC_STATUS_PASS, object, "Enabled", out,
			"what was chosen in the wizard is switched on");
}

static void
judge_relationship(const HcCheck *self, const HcHybrid *hybrid, HcSide side,
	const char *const *wanted, HcFindings *out)
{
	const HcExchangeObject *object = relationship_of(hybrid, side, wanted[0]);
	const char *where = side == HC_SIDE_ONPREM ? "on premises" : "in Exchange Online";
	g_autofree char *domain = hc_check_value(wanted[0]);
	g_auto(GStrv) missing = NULL;
	g_autofree char *joined = NULL;
	g_autofree char *shown = NULL;

	if (object == NULL) {
		hc_finding_repair(
			hc_findings_add(out, self, HC_STATUS_FAIL, "OrganizationRelationship",
				"there is none for %s %s", domain, where),
			NULL, NULL, NULL);
		return;
	}
	if (!hc_check_saw_property(self, object, "DomainNames", out))
		return;
	missing = hc_sharing_missing_domains(object, "DomainNames", wanted);
	joined = hc_text_join((const char *const *)missing);
	shown = hc_check_value(joined);
	if (missing[0] != NULL)
		hc_finding_repair(hc_check_report(self, HC_STATUS_FAIL, object, "DomainNames", out,
					  "it is not for %s", shown),
			"Set-OrganizationRelationship {identity} -DomainNames @{Add={value}}",
			hc_exchange_identity(object), (const char *const *)missing);
	else
		judge_flags(self, hybrid, side, object, out);
}

static void
judge_drift(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const char *const routing[] = { hybrid->routing_domain, NULL };
	const struct {
		HcSide side;
		const char *what;
		const char *const *wanted;
	} needs[] = {
		{ HC_SIDE_ONPREM, "OrganizationRelationship on premises", routing },
		{ HC_SIDE_TENANT, "OrganizationRelationship in Exchange Online",
			(const char *const *)hybrid->domains },
	};

	for (guint i = 0; i < G_N_ELEMENTS(needs); i++) {
		const HcExchangeSet *set = relationships(hybrid, needs[i].side);

		if (!hc_check_saw(self, &set->head, needs[i].what, out))
			continue;
		if (needs[i].wanted[0] == NULL)
			hc_findings_add(out, self, HC_STATUS_UNKNOWN, needs[i].what,
				"for which domains it has to be is not known");
		else
			judge_relationship(self, hybrid, needs[i].side, needs[i].wanted, out);
	}
}

/* --- hand-set ways ------------------------------------------------------------------------------
 */

static void
judge_epr(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set = relationships(hybrid, HC_SIDE_TENANT);
	const HcExchangeObject *object =
		relationship_of(hybrid, HC_SIDE_TENANT, hybrid->domains[0]);
	g_autofree char *shown = NULL;

	if (!hc_check_saw(self, &set->head, "OrganizationRelationship in Exchange Online", out))
		return;
	if (object == NULL) {
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"Exchange Online has no hybrid OrganizationRelationship");
		return;
	}
	if (!hc_check_saw_property(self, object, EPR, out))
		return;
	shown = hc_check_value(hc_exchange_text(object, EPR));
	if (*shown == '\0')
		hc_check_report(self, HC_STATUS_PASS, object, EPR, out, "no way was set by hand");
	else if (hc_sharing_is_agent(hc_exchange_text(object, EPR)))
		hc_check_report(self, HC_STATUS_PASS, object, EPR, out,
			"it is the Hybrid Agent's, which the wizard sets");
	else
		hc_finding_fill_remedy(
			hc_check_report(self, HC_STATUS_INFO, object, EPR, out,
				"set by hand to %s; a full run of the wizard empties it", shown),
			hc_exchange_identity(object), hc_exchange_text(object, EPR));
}

static void
judge_proxy(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set = hc_evidence_set(
		hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_AVAILABILITY_ADDRESS_SPACE);
	const HcExchangeSet *directories = hc_evidence_set(
		hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_WEB_SERVICES_VIRTUAL_DIRECTORY);
	const HcExchangeObject *object =
		hc_sharing_for_domain(set, "ForestName", hybrid->routing_domain);
	g_auto(GStrv) hosts = hc_sharing_ews_hosts(hybrid->evidence);
	g_autofree char *host =
		object != NULL ? hc_sharing_url_host(hc_exchange_text(object, "ProxyUrl")) : NULL;
	g_autofree char *joined = hc_text_join((const char *const *)hosts);
	g_autofree char *shown = hc_check_value(joined);
	g_autofree char *stale = hc_check_value(host);

	if (!hc_check_saw(self, &set->head, "AvailabilityAddressSpace", out))
		return;
	if (object == NULL) {
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"there is no AvailabilityAddressSpace for the coexistence domain");
		return;
	}
	if (!hc_check_saw_property(self, object, "ProxyUrl", out) ||
		!hc_check_saw(self, &directories->head, "WebServicesVirtualDirectory", out))
		return;
	if (host == NULL)
		hc_check_report(self, HC_STATUS_NOT_APPLICABLE, object, "ProxyUrl", out,
			"it names no host");
	else if (hosts[0] == NULL)
		hc_check_report(self, HC_STATUS_UNKNOWN, object, "ProxyUrl", out,
			"no URL of EWS was exported");
	else if (hc_text_in((const char *const *)hosts, host))
		hc_check_report(
			self, HC_STATUS_PASS, object, "ProxyUrl", out, "%s answers for EWS", stale);
	else
		hc_finding_fill_remedy(hc_check_report(self, HC_STATUS_FAIL, object, "ProxyUrl",
					       out, "it leads to %s, EWS is at %s", stale, shown),
			hc_exchange_identity(object), hybrid->routing_domain);
}

const HcCheck hc_checks_orgrel[] = {
	{
		.id = "orgrel-drift",
		.title = "The OrganizationRelationships are as the wizard sets them",
		.class = HC_CLASS_COEXISTENCE,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_RERUN_RECOMMENDED,
		.hcw = HC_HCW_OAUTH,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_drift,
		.impact =
			"Free/busy, MailTips, photos, archives or moves fail between both sides.  "
			"Mail is not affected.",
		.fix = "The command is enough; a run of the wizard for OAuth does the same and "
		       "rewrites the other flags and TargetOwaURL as well.",
		.reference = "LOG-A OUTLOOK-FB",
	},
	{
		.id = "orgrel-targetsharingepr-custom",
		.title = "No way for free/busy requests was set by hand",
		.class = HC_CLASS_COEXISTENCE,
		.severity = HC_SEVERITY_INFO,
		.effect = HC_EFFECT_INFO,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_epr,
		.impact = "After a full run requests find their way by Autodiscover instead.",
		.remedy = "Set-OrganizationRelationship {identity} -TargetSharingEpr {value}",
		.fix = "Note the value; set it again after a full run of the wizard.",
		.reference = "LOG-A OUTLOOK-FB",
	},
	{
		.id = "aas-proxyurl-stale",
		.title = "The AvailabilityAddressSpace leads to the EWS that is there",
		.class = HC_CLASS_COEXISTENCE,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_proxy,
		.impact = "Free/busy requests for cloud mailboxes go to a server that does not "
			  "answer.  Mail is not affected.",
		.remedy = "Remove-AvailabilityAddressSpace {identity}\n"
			  "Add-AvailabilityAddressSpace -ForestName {value} -AccessMethod "
			  "InternalProxy -UseServiceAccount $true -ProxyUrl "
			  "(Get-WebServicesVirtualDirectory | Select-Object -First "
			  "1).ExternalUrl.AbsoluteUri",
		.fix = "The wizard makes this object and never rewrites it.",
		.reference = "LOG-A",
	},
	{ .id = NULL },
};
