/* The record in Exchange Online and the last run.  Rules 122 to 127, 129, 139.  Room: checks. */
#include "checks/check.h"

#include "agent/base/dname.h"
#include "agent/hcw/edited.h"
#include "agent/hcw/names.h"
#include "agent/hcw/overwrite.h"
#include "checks/last-run.h"
#include "checks/saw.h"

#define GUID_CHARS 36 /* of a GUID in its printed form */

/* Nothing of the wizard's is left: somebody took hybrid down. */
static gboolean
is_taken_down(const HcHybrid *hybrid)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION);

	return set->head.status == HC_FACT_ABSENT && hybrid->send == NULL &&
	       hybrid->inbound == NULL && hybrid->outbound == NULL;
}

static void
judge_missing(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_TENANT, HC_KIND_ON_PREMISES_ORGANIZATION);

	if (hybrid->organization != NULL)
		hc_check_report(self, HC_STATUS_PASS, hybrid->organization, "Name", out,
			"Exchange Online knows the organisation");
	else if (!hc_check_saw(self, &set->head, "OnPremisesOrganization", out))
		return;
	else if (is_taken_down(hybrid))
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, "OnPremisesOrganization",
			"there is no hybrid configuration at all");
	else
		hc_findings_add(out, self, HC_STATUS_FAIL, "OnPremisesOrganization",
			"Exchange Online has no OnPremisesOrganization of this organisation");
}

/* The GUID at the end of a connector's name, if the wizard gave it; NULL otherwise. */
static const char *
guid_in_name(const HcExchangeObject *object, const char *prefix)
{
	const char *name = object != NULL ? hc_exchange_text(object, "Name") : NULL;

	if (name == NULL || g_ascii_strncasecmp(name, prefix, strlen(prefix)) != 0)
		return NULL;
	name += strlen(prefix);
	return strlen(name) == GUID_CHARS ? name : NULL;
}

/* The first connector whose name has another GUID than the side it belongs to; NULL if none. */
static const HcExchangeObject *
misnamed_connector(const HcHybrid *hybrid, const char *tenant, const char *onprem)
{
	const struct {
		const HcExchangeObject *object;
		const char *prefix;
		const char *wanted;
	} names[] = {
		{ hybrid->send, "Outbound to Office 365 - ", tenant },
		{ hybrid->inbound, "Inbound from ", onprem },
		{ hybrid->outbound, "Outbound to ", onprem },
	};

	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		const char *guid = guid_in_name(names[i].object, names[i].prefix);

		if (guid != NULL && names[i].wanted != NULL && !hc_text_same(guid, names[i].wanted))
			return names[i].object;
	}
	return NULL;
}

static void
judge_guid(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *object,
	HcFindings *out)
{
	const char *guid = hc_exchange_text(object, "OrganizationGuid");
	g_autofree char *onprem = hc_names_organization_guid(hybrid->evidence, HC_SIDE_ONPREM);
	g_autofree char *tenant = hc_names_organization_guid(hybrid->evidence, HC_SIDE_TENANT);
	const HcExchangeObject *misnamed = misnamed_connector(hybrid, tenant, onprem);
	g_autofree char *shown = hc_check_value(onprem);

	if (!hc_check_saw_property(self, object, "OrganizationGuid", out))
		return;
	if (onprem != NULL && !hc_text_same(guid, onprem)) {
		hc_check_report(self, HC_STATUS_FAIL, object, "OrganizationGuid", out,
			"the GUID of the organisation on premises is %s", shown);
	} else if (misnamed != NULL) {
		g_autofree char *name = hc_check_subject(misnamed);

		hc_check_report(self, HC_STATUS_FAIL, object, "OrganizationGuid", out,
			"%s has the GUID of another organisation in its name", name);
	} else if (onprem == NULL) {
		hc_check_report(self, HC_STATUS_UNKNOWN, object, "OrganizationGuid", out,
			"the Guid of OrganizationConfig on premises was not exported");
	} else {
		hc_check_report(self, HC_STATUS_PASS, object, "OrganizationGuid", out,
			"it is the GUID of the organisation on premises");
	}
}

static gboolean
is_there(const HcExchangeSet *set, const char *identity)
{
	for (guint i = 0; i < set->objects->len; i++) {
		if (hc_exchange_is_named(g_ptr_array_index(set->objects, i), identity))
			return TRUE;
	}
	return FALSE;
}

static void
note(GString *list, const char *text)
{
	g_string_append_printf(list, "%s%s", list->len > 0 ? ", " : "", text);
}

/* Where the three links of the record lead. */
static void
follow_links(
	const HcHybrid *hybrid, const HcExchangeObject *object, GString *broken, GString *unknown)
{
	const struct {
		const char *property;
		HcKind kind;
	} links[] = {
		{ "InboundConnector", HC_KIND_INBOUND_CONNECTOR },
		{ "OutboundConnector", HC_KIND_OUTBOUND_CONNECTOR },
		{ "OrganizationRelationship", HC_KIND_ORGANIZATION_RELATIONSHIP },
	};

	for (guint i = 0; i < G_N_ELEMENTS(links); i++) {
		const HcExchangeSet *set =
			hc_evidence_set(hybrid->evidence, HC_SIDE_TENANT, links[i].kind);
		const char *name = hc_exchange_text(object, links[i].property);

		gboolean seen = hc_fact_is_answered(&set->head);

		if (name != NULL && (*name == '\0' || (seen && !is_there(set, name))))
			note(broken, links[i].property);
		else if (name == NULL || !seen)
			note(unknown, links[i].property);
	}
}

/* The rule that reports all that is missing; else NULL. */
static const char *
broken_by(const HcHybrid *hybrid, const char *broken)
{
	g_auto(GStrv) links = hc_text_split(broken, ",");
	const char *cause = NULL;

	for (gsize i = 0; links[i] != NULL; i++) {
		if (hc_text_same(links[i], "InboundConnector") && hybrid->inbound == NULL)
			cause = "exo-in-missing";
		else if (hc_text_same(links[i], "OutboundConnector") && hybrid->outbound == NULL)
			cause = "exo-out-missing";
		else
			return NULL;
	}
	return cause;
}

static void
report_broken(const HcCheck *self, const HcExchangeObject *object, const char *cause,
	const char *broken, HcFindings *out)
{
	HcStatus status = cause != NULL ? HC_STATUS_INFO : HC_STATUS_FAIL;
	HcFinding *finding = hc_check_report(self, status, object, NULL, out,
		"OnPremisesOrganization names objects that are not there: %s", broken);

	if (cause != NULL)
		hc_finding_follow(finding, cause);
}

static void
judge_links(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *object,
	HcFindings *out)
{
	g_autoptr(GString) broken = g_string_new(NULL);
	g_autoptr(GString) unknown = g_string_new(NULL);

	follow_links(hybrid, object, broken, unknown);
	if (broken->len > 0)
		report_broken(self, object, broken_by(hybrid, broken->str), broken->str, out);
	else if (unknown->len > 0)
		hc_check_report(self, HC_STATUS_UNKNOWN, object, NULL, out,
			"what it links to was not exported: %s", unknown->str);
	else
		hc_check_report(self, HC_STATUS_PASS, object, "InboundConnector", out,
			"the connectors and the relationship it names are there");
}

/* Elements of @list that @other lacks, joined; "" if none. */
static char *
lacking(const char *const *list, const char *const *other)
{
	GString *text = g_string_new(NULL);

	for (gsize i = 0; list[i] != NULL; i++) {
		g_autofree char *shown = hc_check_value(list[i]);

		if (!hc_dname_is_among(other, list[i]))
			note(text, shown);
	}
	return g_string_free(text, FALSE);
}

/* FALSE, with the finding added, if there is no list to compare with. */
static gboolean
saw_hybrid_domains(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION);

	if (hybrid->configuration != NULL)
		return hc_check_saw_property(self, hybrid->configuration, "Domains", out);
	if (hc_check_saw(self, &set->head, "HybridConfiguration", out))
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"there is no HybridConfiguration to compare with");
	return FALSE;
}

static void
judge_domains(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *object,
	HcFindings *out)
{
	const char *const *here = (const char *const *)hybrid->domains;
	const char *const *there = hc_exchange_list(object, "HybridDomains");
	g_autofree char *missing = NULL;
	g_autofree char *surplus = NULL;

	if (!hc_check_saw_property(self, object, "HybridDomains", out))
		return;
	if (!saw_hybrid_domains(self, hybrid, out))
		return;
	missing = lacking(here, there);
	surplus = lacking(there, here);
	if (*missing == '\0' && *surplus == '\0')
		hc_check_report(self, HC_STATUS_PASS, object, "HybridDomains", out,
			"they are the domains of HybridConfiguration");
	else
		hc_check_report(self, HC_STATUS_FAIL, object, "HybridDomains", out,
			"HybridDomains differ from those of HybridConfiguration: missing %s; "
			"surplus %s",
			*missing != '\0' ? missing : "none", *surplus != '\0' ? surplus : "none");
}

/* The last run's record; of several of one run the one that tells how it ended (a .cc does not). */
static const HcRunRecord *
last_record(const HcEvidence *evidence)
{
	const HcRunRecord *last = hc_overwrite_last_run(evidence);

	for (guint i = 0; last != NULL && i < hc_evidence_n_records(evidence); i++) {
		const HcRunRecord *record = hc_evidence_record(evidence, i);

		if (record->time == last->time && record->succeeded != HC_TRI_UNKNOWN)
			return record;
	}
	return last;
}

static void
judge_run_failed(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcRunRecord *record = last_record(hybrid->evidence);
	g_autofree char *date = NULL;
	HcFinding *finding;

	if (record == NULL || record->succeeded == HC_TRI_UNKNOWN) {
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, "last run",
			"the record of the last run was not given (Comment of "
			"OnPremisesOrganization)");
		return;
	}
	date = hc_when_format(record->time);
	if (record->succeeded == HC_TRI_YES) {
		finding = hc_findings_add(
			out, self, HC_STATUS_PASS, "last run", "the run of %s succeeded", date);
	} else {
		finding = hc_findings_add(out, self, HC_STATUS_FAIL, "last run",
			"the run of %s did not succeed", date);
		finding->since = record->time;
	}
	hc_finding_prove(finding, &record->head.origin, "WorkflowSucceeded = %s",
		record->succeeded == HC_TRI_YES ? "True" : "False");
}

static void
report_edited(const HcCheck *self, const GPtrArray *edited, HcFindings *out)
{
	HcFinding *finding = hc_findings_add(out, self, HC_STATUS_INFO, "last run",
		"%u object%s edited after the last run", edited->len,
		edited->len == 1 ? " was" : "s were");

	for (guint i = 0; i < edited->len; i++) {
		const HcEdited *entry = g_ptr_array_index(edited, i);
		g_autofree char *object = hc_check_value(entry->object);
		g_autofree char *how = hc_edited_how(entry);

		hc_finding_prove(finding, NULL, "%s %s", object, how);
	}
}

static void
judge_edited(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	g_autoptr(GPtrArray) edited = hc_edited_since(hybrid);

	if (edited->len > 0)
		report_edited(self, edited, out);
	else if (hc_overwrite_last_run_end(hybrid->evidence) == HC_TIME_NONE)
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, "last run",
			"when the last run ended is not known");
	else
		hc_findings_add(out, self, HC_STATUS_PASS, "last run",
			"nothing was edited after the last run");
}

static void
judge_corrupt(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	static const char *const codes[] = { "HCW8019", "HCW8021", "HCW8022", "HCW8023", NULL };
	const HcRun *run = hc_last_run_with_log(hybrid->evidence);
	const HcRunMessage *message = hc_last_run_message(run, codes);
	HcFinding *finding;

	if (run == NULL) {
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, "last run",
			"the log of the last run was not given");
	} else if (message == NULL) {
		hc_findings_add(out, self, HC_STATUS_PASS, "last run",
			"the wizard read and wrote HybridConfiguration without complaint");
	} else {
		finding = hc_findings_add(out, self, HC_STATUS_FAIL, "last run",
			"the last run ended with %s", message->code);
		hc_last_run_prove(finding, run, message);
	}
}

static void
judge_version(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcRunRecord *record = hc_overwrite_last_run(hybrid->evidence);
	g_autofree char *version = NULL;
	HcFinding *finding;

	if (record == NULL || hc_text_is_empty(record->client_version)) {
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, "last run",
			"the version of the wizard that ran last is not known");
		return;
	}
	version = hc_check_value(record->client_version);
	if (g_str_has_prefix(version, "16."))
		finding = hc_findings_add(out, self, HC_STATUS_INFO, "last run",
			"the wizard that ran last was %s, which does not update itself", version);
	else
		finding = hc_findings_add(out, self, HC_STATUS_PASS, "last run",
			"the wizard that ran last was %s", version);
	hc_finding_prove(finding, &record->head.origin, "ClientVersion = %s", version);
}

const HcCheck hc_checks_org[] = {
	{
		.id = "opo-missing",
		.title = "Exchange Online has an OnPremisesOrganization",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_RERUN_RECOMMENDED,
		.hcw = HC_HCW_FULL,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_missing,
		.impact = "The link between the two organisations is gone; the wizard may stop.",
		.fix = "Run the wizard with the full configuration.",
		.ndr = "HCW8021",
		.reference = "LOG-A KB3087168",
	},
	{
		.id = "opo-guid-mismatch",
		.title = "OnPremisesOrganization and the connectors belong to this organisation",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_FULL,
		.confidence = HC_DERIVED,
		.required = TRUE,
		.who = HC_WHO_YOU,
		.on = HC_ON_ON_PREMISES_ORGANIZATION,
		.property = "OrganizationGuid",
		.judge_object = judge_guid,
		.impact =
			"Two environments are mixed up: a restored directory, or a copy of it in a "
			"laboratory.",
		.fix = "Make sure which organisation is the productive one, then run the wizard "
		       "there with the full configuration.",
		.reference = "LOG-A",
	},
	{
		.id = "opo-links-broken",
		.title = "OnPremisesOrganization links to objects that are there",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_RERUN_RECOMMENDED,
		.hcw = HC_HCW_MF,
		.confidence = HC_DERIVED,
		.who = HC_WHO_YOU,
		.on = HC_ON_ON_PREMISES_ORGANIZATION,
		.judge_object = judge_links,
		.impact = "Connectors were renamed or deleted by hand; the wizard will create a "
			  "second pair.",
		.fix = "Set-OnPremisesOrganization with the right names repairs the links.",
		.reference = "LOG-A",
	},
	{
		.id = "opo-domains-mismatch",
		.title = "OnPremisesOrganization has the domains of HybridConfiguration",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_RERUN_RECOMMENDED,
		.hcw = HC_HCW_FULL,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.who = HC_WHO_YOU,
		.on = HC_ON_ON_PREMISES_ORGANIZATION,
		.property = "HybridDomains",
		.judge_object = judge_domains,
		.impact = "Mail to the differing domains does not take the hybrid path.",
		.fix = "Run the wizard and check the Hybrid Domains page.",
		.reference = "PS-ONPREMORG",
	},
	{
		.id = "opo-last-run-failed",
		.title = "The last run of the wizard succeeded",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_FULL,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_run_failed,
		.impact = "The configuration may be written half.",
		.fix = "Run the wizard again with the same options as last time.",
		.reference = "LOG-A",
	},
	{
		.id = "opo-last-run-old",
		.title = "Nothing was edited after the last run of the wizard",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_INFO,
		.effect = HC_EFFECT_INFO,
		.confidence = HC_DERIVED,
		.who = HC_WHO_YOU,
		.judge = judge_edited,
		.impact = "None by itself: a rerun may undo what was edited.",
		.reference = "LOG-A",
	},
	{
		.id = "hc-corrupt",
		.title = "The wizard could read and write HybridConfiguration",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_FIX_FIRST,
		.hcw = HC_HCW_FULL,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_corrupt,
		.impact = "Every run of the wizard ends here.",
		.remedy = "Remove-HybridConfiguration",
		.fix = "Removing the object keeps the settings of both sides; run the wizard with "
		       "the full configuration afterwards.",
		.ndr = "HCW8019; HCW8021; HCW8022; HCW8023",
		.reference = "KB3087168",
	},
	{
		.id = "hcw-version-old",
		.title = "The wizard that ran last updates itself",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_LOW,
		.effect = HC_EFFECT_INFO,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.judge = judge_version,
		.impact = "The wizard may fail when it is run again.",
		.fix = "Uninstall the old wizard and install the current one before the next run.",
		.ndr = "ADSTS50011",
		.reference = "KB-ADSTS50011 BLOG-MODERNHCW",
	},
	{ .id = NULL },
};
