/*
 * Whether an Edge server has what the organisation means it to have: what Test-EdgeSynchronization
 * says, and the server's own copies.  Rule 158.  Room: checks.
 */
#include "checks/check.h"

#include "agent/base/dname.h"
#include "agent/hcw/servers.h"
#include "agent/hcw/space.h"
#include "certs/dn.h"
#include "checks/connector.h"
#include "checks/edge-server.h"
#include "checks/saw.h"

#include <string.h>

static const HcExchangeObject *
status_of(const HcHybrid *hybrid, const char *server)
{
	return hc_edge_object(hybrid, HC_SIDE_ONPREM, HC_KIND_EDGE_SYNCHRONIZATION, server);
}

/* A part that a full comparison found to differ: "SendConnectorStatus"; NULL if there is none. */
static const char *
differing_part(const HcExchangeObject *status)
{
	static const char *const parts[] = { "SendConnectorStatus", "AcceptedDomainStatus",
		"RemoteDomainStatus", "TransportServerStatus", "TransportConfigStatus" };

	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
		const char *word = hc_exchange_text(status, parts[i]);

		if (hc_text_same(word, "NotSynchronized") || hc_text_same(word, "DirectoryError"))
			return parts[i];
	}
	return NULL;
}

static const char *
status_property(const HcExchangeObject *status)
{
	return hc_exchange_has(status, "SyncStatus") ? "SyncStatus" : "Result";
}

static void
report_failure(
	const HcCheck *self, const HcExchangeObject *status, const char *property, HcFindings *out)
{
	g_autofree char *word = hc_check_value(hc_exchange_text(status, property));
	g_autofree char *detail = hc_check_value(hc_exchange_text(status, "FailureDetail"));
	HcFinding *finding = hc_check_report(self, HC_STATUS_FAIL, status, property, out,
		"EdgeSync to the Edge server: %s is %s", property, word);

	if (*detail != '\0')
		hc_finding_prove(finding, hc_exchange_origin(status), "FailureDetail = %s", detail);
	if (hc_text_same(word, "Warning") || hc_text_same(word, "2"))
		finding->severity = HC_SEVERITY_MEDIUM;
}

static void
judge_status(const HcCheck *self, const HcExchangeObject *status, HcFindings *out)
{
	const char *part = differing_part(status);

	if (hc_edge_is_synchronized(status) == HC_TRI_NO)
		report_failure(self, status, status_property(status), out);
	else if (part != NULL)
		report_failure(self, status, part, out);
	else if (hc_edge_is_synchronized(status) == HC_TRI_YES)
		hc_check_report(self, HC_STATUS_PASS, status, status_property(status), out,
			"EdgeSync works");
	else
		hc_check_report(self, HC_STATUS_UNKNOWN, status, status_property(status), out,
			"Test-EdgeSynchronization came to no conclusion");
}

/* "NoSyncConfigured" comes without a server: it is said of the site as a whole. */
static const HcExchangeObject *
status_of_site(const HcExchangeSet *set)
{
	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *status = g_ptr_array_index(set->objects, i);

		if (hc_text_is_empty(hc_exchange_text(status, "Name")) &&
			hc_edge_is_synchronized(status) == HC_TRI_NO)
			return status;
	}
	return NULL;
}

static void
judge_synchronization(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_EDGE_SYNCHRONIZATION);
	const HcExchangeObject *site = status_of_site(set);

	if (!hc_check_saw_edge(self, hybrid, out) ||
		!hc_check_saw(self, &set->head, "Test-EdgeSynchronization", out))
		return;
	for (gsize i = 0; hc_servers_is_judged(hybrid->edge, i); i++) {
		const HcExchangeObject *status = status_of(hybrid, hybrid->edge[i]);
		g_autofree char *server = hc_check_value(hybrid->edge[i]);

		if (status == NULL)
			status = site;
		if (status != NULL)
			judge_status(self, status, out);
		else
			hc_findings_add(out, self, HC_STATUS_UNKNOWN, server,
				"Test-EdgeSynchronization says nothing about Edge server %s: run "
				"it on a Mailbox server of that site",
				server);
	}
}

/* --- the Edge server's own copies --------------------------------------------------------------
 */

static gboolean
holds_space(const char *const *spaces, const char *wanted)
{
	g_autofree char *normal = hc_space_normalise(wanted);

	for (gsize i = 0; spaces[i] != NULL; i++) {
		g_autofree char *space = hc_space_normalise(spaces[i]);

		if (hc_text_same(space, normal))
			return TRUE;
	}
	return FALSE;
}

static gsize
length(const char *const *list)
{
	gsize n = 0;

	while (list[n] != NULL)
		n++;
	return n;
}

static gboolean
same_spaces(const HcExchangeObject *a, const HcExchangeObject *b, const char *property)
{
	const char *const *left = hc_exchange_list(a, property);
	const char *const *right = hc_exchange_list(b, property);

	for (gsize i = 0; left[i] != NULL; i++) {
		if (!holds_space(right, left[i]))
			return FALSE;
	}
	return length(left) == length(right);
}

static gboolean
same_domains(const HcExchangeObject *a, const HcExchangeObject *b, const char *property)
{
	return hc_connector_same_domains(
		hc_exchange_list(a, property), hc_exchange_list(b, property));
}

static gboolean
same_identifier(const HcExchangeObject *a, const HcExchangeObject *b, const char *property)
{
	return hc_exchange_is_empty(a, property) == hc_exchange_is_empty(b, property) &&
	       (hc_exchange_is_empty(a, property) ||
		       hc_dn_identifier_equal(
			       hc_exchange_text(a, property), hc_exchange_text(b, property)));
}

static gboolean
same_text(const HcExchangeObject *a, const HcExchangeObject *b, const char *property)
{
	return hc_text_same(hc_exchange_text(a, property), hc_exchange_text(b, property));
}

/* What EdgeSync copies of a Send connector, and how two values of it are the same. */
static const struct {
	const char *property;
	gboolean (*is_same)(
		const HcExchangeObject *a, const HcExchangeObject *b, const char *property);
} copied[] = {
	{ "TlsCertificateName", same_identifier },
	{ "TlsDomain", same_domains },
	{ "TlsAuthLevel", same_text },
	{ "RequireTLS", same_text },
	{ "CloudServicesMailEnabled", same_text },
	{ "Fqdn", same_domains },
	{ "AddressSpaces", same_spaces },
	{ "SmartHosts", same_domains },
	{ "DNSRoutingEnabled", same_text },
	{ "Enabled", same_text },
};

/* Names what differs; @ret_compared: how many values both exports have. */
static char *
differences(const HcExchangeObject *original, const HcExchangeObject *copy, guint *ret_compared)
{
	GString *list = g_string_new(NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(copied); i++) {
		const char *property = copied[i].property;

		if (!hc_exchange_has(original, property) || !hc_exchange_has(copy, property))
			continue;
		(*ret_compared)++;
		if (!copied[i].is_same(original, copy, property))
			g_string_append_printf(list, "%s%s", list->len > 0 ? ", " : "", property);
	}
	return g_string_free(list, FALSE);
}

static void
prove_difference(HcFinding *finding, const HcExchangeObject *object, const char *whose,
	const char *const *properties)
{
	for (gsize i = 0; properties[i] != NULL; i++) {
		g_autofree char *value = hc_check_value(hc_exchange_text(object, properties[i]));

		hc_finding_prove(finding, hc_exchange_origin(object), "%s: %s = %s", whose,
			properties[i], *value != '\0' ? value : "(empty)");
	}
}

/* The organisation's connector was changed after the copy was looked at. */
static gboolean
is_outdated(const HcExchangeObject *original, const HcExchangeObject *copy)
{
	HcTime seen = hc_exchange_origin(copy)->as_of;
	HcTime changed = hc_exchange_time(original, "WhenChangedUTC");

	return seen != HC_TIME_NONE && changed != HC_TIME_NONE && changed > seen;
}

/* Where Test-EdgeSynchronization says so too, that is the trouble. */
static void
blame_copy(HcFinding *finding, const HcHybrid *hybrid, const char *server)
{
	const HcExchangeObject *status = status_of(hybrid, server);

	if (status != NULL &&
		(hc_edge_is_synchronized(status) == HC_TRI_NO || differing_part(status) != NULL)) {
		finding->status = HC_STATUS_INFO;
		hc_finding_follow(finding, "edge-sync-incomplete");
		return;
	}
	hc_finding_fill_remedy(finding, server, NULL);
}

static void
compare_copy(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *copy,
	const char *server, HcFindings *out)
{
	guint n_compared = 0;
	g_autofree char *list = differences(hybrid->send, copy, &n_compared);
	g_auto(GStrv) properties = hc_text_split(list, ",");
	g_autofree char *shown = hc_check_value(server);
	HcFinding *finding;

	if (n_compared == 0) {
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, shown,
			"the copy on %s and the original have no exported property in common",
			shown);
	} else if (*list == '\0') {
		hc_findings_add(out, self, HC_STATUS_PASS, shown,
			"Edge server %s has the hybrid Send connector as the organisation has it",
			shown);
	} else if (is_outdated(hybrid->send, copy)) {
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, shown,
			"the copy on %s differs, and was exported before the original was changed",
			shown);
	} else {
		finding = hc_findings_add(out, self, HC_STATUS_FAIL, shown,
			"the hybrid Send connector on Edge server %s is not the organisation's: %s",
			shown, list);
		prove_difference(
			finding, copy, "on the Edge server", (const char *const *)properties);
		prove_difference(finding, hybrid->send, "in the organisation",
			(const char *const *)properties);
		blame_copy(finding, hybrid, server);
	}
}

/* The copy bears the name of the original; its Guid is one of the server's own directory. */
static const HcExchangeObject *
copy_on(const HcHybrid *hybrid, const char *server)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_EDGE, HC_KIND_SEND_CONNECTOR);
	const char *name = hc_exchange_text(hybrid->send, "Name");

	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *copy = g_ptr_array_index(set->objects, i);

		if (hc_dname_same_host(hc_exchange_server(copy), server) &&
			hc_text_same(hc_exchange_text(copy, "Name"), name))
			return copy;
	}
	return NULL;
}

static void
judge_copy_on(const HcCheck *self, const HcHybrid *hybrid, const char *server, HcFindings *out)
{
	const HcFactHead *head = hc_evidence_server_head(
		hybrid->evidence, HC_SIDE_EDGE, HC_KIND_SEND_CONNECTOR, server);
	const HcExchangeObject *copy = copy_on(hybrid, server);
	g_autofree char *shown = hc_check_value(server);

	if (copy != NULL) {
		compare_copy(self, hybrid, copy, server, out);
		return;
	}
	if (!hc_fact_is_answered(head)) {
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, shown,
			"the Send connectors of Edge server %s were not exported on it", shown);
		return;
	}
	blame_copy(hc_findings_add(out, self, HC_STATUS_FAIL, shown,
			   "Edge server %s does not have the hybrid Send connector", shown),
		hybrid, server);
}

static void
judge_copies(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);

	if (!hc_check_saw_edge(self, hybrid, out) ||
		!hc_check_saw(self, &set->head, "Send connectors", out))
		return;
	if (hybrid->send == NULL) {
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"there is no hybrid Send connector to copy");
		return;
	}
	for (gsize i = 0; hc_servers_is_judged(hybrid->edge, i); i++)
		judge_copy_on(self, hybrid, hybrid->edge[i], out);
}

const HcCheck hc_checks_edge_sync[] = {
	{
		.id = "edge-sync-incomplete",
		.title = "EdgeSync brings the Edge servers what the organisation has",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "B3",
		.judge = judge_synchronization,
		.impact = "The Edge server works with old connectors, and what the wizard writes "
			  "does not reach it: mail arrives as external, or not at all.",
		.fix = "Find out why with the FailureDetail: a name of more than 256 characters "
		       "in TlsCertificateName, a default SMTP certificate that was replaced, or "
		       "TCP 50636 from the Mailbox to the Edge server. Then run EdgeSync.",
		.remedy = "Test-EdgeSynchronization -FullCompareMode | Format-List\n"
			  "Start-EdgeSynchronization -ForceFullSync",
		.reference = "KB4052493 DOC-EDGESUB PS-EDGESYNC",
	},
	{
		.id = "edge-copy-stale",
		.title = "The Edge servers have the hybrid Send connector as the organisation has "
			 "it",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_DERIVED,
		.who = HC_WHO_YOU,
		.hop = "B4",
		.judge = judge_copies,
		.impact = "The Edge server sends by its own copy, not by what the wizard wrote: "
			  "with an old certificate, to an old name, or not at all.",
		.fix = "Run EdgeSync; what is changed on the Edge server itself is lost.",
		.remedy = "Start-EdgeSynchronization -TargetServer {identity} -ForceFullSync\n"
			  "Test-EdgeSynchronization -TargetServer {identity} -FullCompareMode | "
			  "Format-List",
		.reference = "DOC-EDGESUB PS-EDGESYNC",
	},
	{ .id = NULL },
};
