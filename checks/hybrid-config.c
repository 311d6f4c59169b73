/* HybridConfiguration, the wizard's idea of the organisation.  Rules 128, 130 to 136.  Room:
 * checks. */
#include "checks/check.h"

#include "agent/hcw/overwrite.h"
#include "agent/hcw/servers.h"
#include "checks/connector.h"
#include "checks/last-run.h"
#include "checks/saw.h"

/* TRUE if a connector made for hybrid mail is left; @ret_known: all of them were exported. */
static gboolean
has_connector(const HcHybrid *hybrid, gboolean *ret_known)
{
	const HcEvidence *evidence = hybrid->evidence;

	*ret_known =
		hc_fact_is_answered(
			&hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR)->head) &&
		hc_fact_is_answered(
			&hc_evidence_set(evidence, HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR)
				 ->head) &&
		hc_fact_is_answered(
			&hc_evidence_set(evidence, HC_SIDE_TENANT, HC_KIND_OUTBOUND_CONNECTOR)
				 ->head);
	return hybrid->send != NULL || hybrid->inbound != NULL || hybrid->outbound != NULL;
}

static void
judge_missing(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION);
	gboolean known;
	gboolean has = has_connector(hybrid, &known);

	if (hybrid->configuration != NULL)
		hc_check_report(self, HC_STATUS_PASS, hybrid->configuration, NULL, out,
			"HybridConfiguration is there");
	else if (!hc_check_saw(self, &set->head, "HybridConfiguration", out))
		return;
	else if (has)
		hc_findings_add(out, self, HC_STATUS_FAIL, "HybridConfiguration",
			"hybrid connectors exist but HybridConfiguration does not")
			->before_run = TRUE;
	else if (known)
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, "HybridConfiguration",
			"there is no hybrid configuration at all");
	else
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, "HybridConfiguration",
			"there is none, and not all connectors were exported");
}

/* Servers of @servers that were not seen, although they may exist. */
static void
note_unseen(GString *unseen, const HcHybrid *hybrid, const char *const *servers)
{
	for (gsize i = 0; servers[i] != NULL; i++) {
		if (hc_connector_find_server(hybrid, servers[i]) == NULL)
			hc_check_note(unseen, servers[i]);
	}
}

static void
judge_servers_gone(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *object,
	HcFindings *out)
{
	g_autofree char *joined = hc_text_join((const char *const *)hybrid->gone);
	g_autofree char *gone = hc_check_value(joined);
	g_autoptr(GString) unseen = g_string_new(NULL);

	note_unseen(unseen, hybrid, (const char *const *)hybrid->sending);
	note_unseen(unseen, hybrid, (const char *const *)hybrid->receiving);
	note_unseen(unseen, hybrid, (const char *const *)hybrid->edge);
	if (hybrid->gone[0] != NULL)
		hc_check_report(self, HC_STATUS_FAIL, object, "SendingTransportServers", out,
			"HybridConfiguration names servers that do not exist any more: %s", gone);
	else if (unseen->len > 0)
		hc_check_report(self, HC_STATUS_UNKNOWN, object, NULL, out,
			"the Exchange servers were not exported, so not compared: %s", unseen->str);
	else
		hc_check_report(self, HC_STATUS_PASS, object, "SendingTransportServers", out,
			"the servers it names are there");
}

/* The wizard empties the property itself; it is in its way only where its log says so. */
static void
judge_leftover(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *object,
	HcFindings *out)
{
	const char *const codes[] = { self->ndr, NULL };
	const HcRun *run = hc_last_run_with_log(hybrid->evidence);
	const HcRunMessage *message = hc_last_run_message(run, codes);
	HcFinding *finding;

	if (!hc_check_saw_property(self, object, self->property, out))
		return;
	if (hc_exchange_is_empty(object, self->property)) {
		hc_check_report(self, HC_STATUS_PASS, object, self->property, out, "%s is empty",
			self->property);
		return;
	}
	if (message == NULL) {
		finding = hc_check_report(self, HC_STATUS_INFO, object, self->property, out,
			"%s is not empty; the wizard empties it", self->property);
		finding->severity = HC_SEVERITY_INFO;
		return;
	}
	finding = hc_check_report(self, HC_STATUS_FAIL, object, self->property, out,
		"%s is not empty and the last run ended with %s", self->property, self->ndr);
	hc_last_run_prove(finding, run, message);
}

static void
judge_edge_mixed(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *object,
	HcFindings *out)
{
	gboolean has_edge = hybrid->edge[0] != NULL;
	gboolean has_mailbox = hybrid->sending[0] != NULL || hybrid->receiving[0] != NULL;

	if (!hc_check_saw_property(self, object, "EdgeTransportServers", out))
		return;
	if (has_edge && has_mailbox)
		hc_check_report(self, HC_STATUS_FAIL, object, "EdgeTransportServers", out,
			"HybridConfiguration names Edge Transport servers and Mailbox servers");
	else
		hc_check_report(self, HC_STATUS_PASS, object, "EdgeTransportServers", out,
			"it names servers of one kind");
}

/* A minimal hybrid has neither the feature nor a connector, and needs none (DOC-OPTIONS). */
static void
judge_secure_mail(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *object,
	HcFindings *out)
{
	if (!hc_check_saw_property(self, object, self->property, out))
		return;
	if (hc_text_in(hc_exchange_list(object, self->property), self->wanted))
		hc_check_report(self, HC_STATUS_PASS, object, self->property, out,
			"SecureMail is among the Features");
	else if (hybrid->without_mail)
		hc_check_report(self, HC_STATUS_INFO, object, self->property, out,
			"hybrid mail flow is not configured: there is neither SecureMail nor a "
			"hybrid connector");
	else
		hc_check_report(self, HC_STATUS_FAIL, object, self->property, out,
			"SecureMail is not among the Features of HybridConfiguration");
}

static void
judge_service_instance(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *object,
	HcFindings *out)
{
	int wanted = hybrid->cloud->service_instance;
	gboolean is_assumed = hybrid->cloud_how == HC_CLOUD_ASSUMED;
	gint64 instance;
	g_autofree char *number = NULL;
	HcFinding *finding;
	g_autofree char *shown = hc_check_value(hc_exchange_text(object, self->property));

	if (!hc_check_saw_property(self, object, self->property, out))
		return;
	if (wanted < 0) {
		hc_check_report(self, HC_STATUS_NOT_APPLICABLE, object, self->property, out,
			"ServiceInstance is %s; which number stands for %s is not documented",
			shown, hybrid->cloud->name);
		return;
	}
	if (hc_exchange_int(object, self->property, &instance) &&
		(instance == wanted || (is_assumed && instance == 1))) {
		hc_check_report(self, HC_STATUS_PASS, object, self->property, out,
			"ServiceInstance is %s", shown);
		return;
	}
	number = g_strdup_printf("%d", wanted);
	finding = hc_check_report(self, HC_STATUS_FAIL, object, self->property, out,
		"ServiceInstance is %s; 0 is the worldwide service and 1 is 21Vianet's",
		*shown != '\0' ? shown : "empty");
	hc_finding_fill_remedy(finding, NULL, number);
}

/* Servers made after @when that HybridConfiguration does not name; @undated: no date was seen. */
static void
note_new(const HcHybrid *hybrid, HcTime when, GString *new, GString *undated)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER);

	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *object = g_ptr_array_index(set->objects, i);
		const char *name = hc_exchange_identity(object);
		HcTime made = hc_exchange_time(object, "WhenCreatedUTC");

		if (hc_servers_is_listed(hybrid, name))
			continue;
		if (made == HC_TIME_NONE)
			hc_check_note(undated, name);
		else if (made > when)
			hc_check_note(new, name);
	}
}

static void
report_new(const HcCheck *self, const HcExchangeObject *object, const GString *new,
	const GString *undated, HcFindings *out)
{
	if (new->len > 0)
		hc_check_report(self, HC_STATUS_INFO, object, "ReceivingTransportServers", out,
			"added after the last run and not named: %s; this matters if the smart "
			"host or a load balancer leads there",
			new->str);
	else if (undated->len > 0)
		hc_check_report(self, HC_STATUS_UNKNOWN, object, "ReceivingTransportServers", out,
			"WhenCreatedUTC was not exported for %s", undated->str);
	else
		hc_check_report(self, HC_STATUS_PASS, object, "ReceivingTransportServers", out,
			"no server was added after the last run");
}

static void
judge_new_servers(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *object,
	HcFindings *out)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER);
	HcTime end = hc_overwrite_last_run_end(hybrid->evidence);
	g_autoptr(GString) new = g_string_new(NULL);
	g_autoptr(GString) undated = g_string_new(NULL);

	if (!hc_check_saw(self, &set->head, "Exchange servers", out))
		return;
	if (end == HC_TIME_NONE) {
		hc_check_report(self, HC_STATUS_UNKNOWN, object, NULL, out,
			"when the last run ended is not known");
		return;
	}
	note_new(hybrid, end, new, undated);
	report_new(self, object, new, undated, out);
}

const HcCheck hc_checks_hybrid_config[] = {
	{
		.id = "hc-missing",
		.title = "HybridConfiguration exists while hybrid connectors do",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_FULL,
		.confidence = HC_DERIVED,
		.who = HC_WHO_YOU,
		.judge = judge_missing,
		.impact = "The wizard has lost its idea of the organisation. Connectors keep "
			  "working as they are.",
		.fix = "Ask first whether hybrid was removed on purpose; if not, run the wizard "
		       "with the full configuration.",
		.reference = "DOC-HCW BLOG-WRITEBACK",
	},
	{
		.id = "hc-server-gone",
		.title = "The servers HybridConfiguration names exist",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.on = HC_ON_HYBRID_CONFIGURATION,
		.judge_object = judge_servers_gone,
		.impact = "The wizard stops at the missing server, and a Send connector whose "
			  "source servers are gone sends nothing.",
		.fix = "Choose existing servers on the pages for the Receive and the Send "
		       "connector, or write them with Set-HybridConfiguration.",
		.ndr = "HCW8008",
		.reference = "KB3087157 KB-SENDMBX",
	},
	{
		.id = "hc-clientaccess-not-null",
		.title = "HybridConfiguration has no ClientAccessServers",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.on = HC_ON_HYBRID_CONFIGURATION,
		.property = "ClientAccessServers",
		.judge_object = judge_leftover,
		.impact = "A leftover of older versions; where the wizard cannot empty it, the run "
			  "ends.",
		.remedy = "Set-HybridConfiguration -ClientAccessServers $null",
		.ndr = "HCW8014",
		.reference = "KB3087162",
	},
	{
		.id = "hc-externalip-not-null",
		.title = "HybridConfiguration has no ExternalIPAddresses",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.on = HC_ON_HYBRID_CONFIGURATION,
		.property = "ExternalIPAddresses",
		.judge_object = judge_leftover,
		.impact = "A leftover of older versions; where the wizard cannot empty it, the run "
			  "ends.",
		.remedy = "Set-HybridConfiguration -ExternalIPAddresses $null",
		.ndr = "HCW8018",
		.reference = "KB3087163",
	},
	{
		.id = "hc-edge-mixed",
		.title = "Hybrid mail takes Edge servers or Mailbox servers, not both",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_FIX_FIRST,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.on = HC_ON_HYBRID_CONFIGURATION,
		.property = "EdgeTransportServers",
		.judge_object = judge_edge_mixed,
		.impact = "The wizard refuses this combination.",
		.fix = "Clear one side: EdgeTransportServers, or SendingTransportServers and "
		       "ReceivingTransportServers.",
		.ndr = "HCW8043",
		.reference = "KB3087173",
	},
	{
		.id = "hc-serviceinstance",
		.title = "ServiceInstance is that of the service in use",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.on = HC_ON_HYBRID_CONFIGURATION,
		.property = "ServiceInstance",
		.judge_object = judge_service_instance,
		.impact = "The wizard may talk to the endpoints of another cloud.",
		.remedy = "Set-HybridConfiguration -ServiceInstance {value}",
		.reference = "HC-SRC",
	},
	{
		.id = "hc-securemail-off",
		.title = "Secure mail is among the hybrid features",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.on = HC_ON_HYBRID_CONFIGURATION,
		.property = "Features",
		.wanted = "SecureMail",
		.judge_object = judge_secure_mail,
		.impact = "Hybrid mail flow is not configured.",
		.fix = "Run the wizard with the mail flow options.",
		.reference = "LOG-A DOC-HCW",
	},
	{
		.id = "hc-new-transport-server",
		.title = "HybridConfiguration names the servers that hybrid mail reaches",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_RERUN_RECOMMENDED,
		.hcw = HC_HCW_MF,
		.confidence = HC_DERIVED,
		.who = HC_WHO_YOU,
		.on = HC_ON_HYBRID_CONFIGURATION,
		.property = "ReceivingTransportServers",
		.judge_object = judge_new_servers,
		.impact = "Sessions that reach a server without the certificate and the capability "
			  "fail or lose their trust.",
		.fix = "If the smart host or a load balancer leads there: import the certificate "
		       "and choose the server on the pages for the Receive and the Send connector.",
		.reference = "DOC-CERTREQ COMM-EXSHELL",
	},
	{ .id = NULL },
};
