/*
 * The OutboundConnector of Exchange Online to on-premises servers: which mail takes it, and where
 * to.  Room: checks.  Rulebook 3.5.
 */
#include "checks/check.h"

#include "agent/base/dname.h"
#include "checks/connector.h"
#include "checks/saw.h"

/* How closely a connector's recipients fit a domain; the closest connector wins (DOC-SETUPCONN). */
typedef enum { FITS_NOT, FITS_WILDCARD, FITS_ACCEPTED, FITS_EXACTLY } Fit;

/* What HybridConfiguration says, which the caller has seen; both sides together would hide drift.
 */
static gboolean
wants_centralized(const HcHybrid *hybrid)
{
	return hc_text_in(
		hc_exchange_list(hybrid->configuration, "Features"), "CentralizedTransport");
}

static void
judge_smart_host(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *outbound,
	HcFindings *out)
{
	const char *const *hosts = hc_exchange_list(outbound, self->property);
	g_autofree char *value = hc_check_value(hc_exchange_text(outbound, self->property));
	g_autofree char *shown = NULL;
	const char *wanted;
	HcFinding *finding;

	if (!hc_check_saw_property(self, outbound, self->property, out) ||
		!hc_connector_saw_configuration(self, hybrid, outbound, "OnPremisesSmartHost", out))
		return;
	wanted = hc_exchange_text(hybrid->configuration, "OnPremisesSmartHost");
	shown = hc_check_value(wanted);
	if (hc_dname_is_among(hosts, wanted)) {
		hc_check_report(self, HC_STATUS_PASS, outbound, self->property, out,
			"mail goes to %s, as in HybridConfiguration", shown);
		return;
	}
	if (*value == '\0' && hc_exchange_bool(outbound, "UseMXRecord") == HC_TRI_YES) {
		finding = hc_check_report(self, HC_STATUS_INFO, outbound, self->property, out,
			"there is no smart host: mail follows the MX record");
		hc_finding_follow(finding, "exo-out-usemx");
		return;
	}
	finding = hc_check_report(self, HC_STATUS_FAIL, outbound, self->property, out,
		"mail goes to %s, HybridConfiguration's OnPremisesSmartHost is %s",
		*value != '\0' ? value : "no smart host", shown);
	hc_finding_prove(finding, hc_exchange_origin(hybrid->configuration),
		"OnPremisesSmartHost = %s", shown);
	hc_finding_fill_remedy(finding, hc_exchange_identity(outbound), wanted);
}

static void
judge_extra_hosts(const HcCheck *self, G_GNUC_UNUSED const HcHybrid *hybrid,
	const HcExchangeObject *outbound, HcFindings *out)
{
	const char *const *hosts = hc_exchange_list(outbound, self->property);

	if (!hc_check_saw_property(self, outbound, self->property, out))
		return;
	if (hosts[0] != NULL && hosts[1] != NULL)
		hc_check_report(self, HC_STATUS_INFO, outbound, self->property, out,
			"it has several smart hosts; a mail-flow run of the wizard leaves one");
	else
		hc_check_report(self, HC_STATUS_PASS, outbound, self->property, out,
			"it has no second smart host");
}

/* Elements of @wanted that @have lacks, joined by ", ". */
static char *
lacking(const char *const *have, const char *const *wanted)
{
	g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
	g_auto(GStrv) names = NULL;
	g_autofree char *joined = NULL;

	for (gsize i = 0; wanted[i] != NULL; i++) {
		if (!hc_dname_is_among(have, wanted[i]))
			g_strv_builder_add(builder, wanted[i]);
	}
	names = g_strv_builder_end(builder);
	joined = hc_text_join((const char *const *)names);
	return hc_check_value(joined);
}

static void
report_domains(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *outbound,
	HcFindings *out)
{
	const char *const *wanted = (const char *const *)hybrid->domains;
	g_auto(GStrv) domains = hc_connector_domains(outbound, self->property);
	const char *const *have = (const char *const *)domains;
	HcFinding *finding = NULL;
	g_autofree char *missing = lacking(have, wanted);
	g_autofree char *extra = lacking(wanted, have);

	if (hc_connector_same_domains(have, wanted))
		hc_check_report(self, HC_STATUS_PASS, outbound, self->property, out,
			"it is for the domains of HybridConfiguration");
	else if (*missing != '\0')
		finding = hc_check_report(self, HC_STATUS_FAIL, outbound, self->property, out,
			"the OutboundConnector is not for %s, which HybridConfiguration lists",
			missing);
	else
		finding = hc_check_report(self, HC_STATUS_FAIL, outbound, self->property, out,
			"the OutboundConnector is also for %s, which HybridConfiguration does not "
			"list",
			extra);
	if (finding != NULL && wanted[0] != NULL)
		hc_finding_fill_list(finding, hc_exchange_identity(outbound), wanted);
}

/* For all mail without centralized transport; where mail is routed so too, that is the cause. */
static void
report_unasked(const HcCheck *self, const HcExchangeObject *outbound, HcFindings *out)
{
	gboolean follows =
		hc_exchange_bool(outbound, "RouteAllMessagesViaOnPremises") == HC_TRI_YES;
	HcFinding *finding = hc_check_report(self, follows ? HC_STATUS_INFO : HC_STATUS_FAIL,
		outbound, self->property, out,
		"the OutboundConnector is for all mail, but HybridConfiguration has no "
		"centralized mail transport");

	if (follows)
		hc_finding_follow(finding, "exo-out-cmt-flag-mismatch");
}

static void
judge_domains(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *outbound,
	HcFindings *out)
{
	g_auto(GStrv) domains = hc_connector_domains(outbound, self->property);

	if (!hc_check_saw_property(self, outbound, self->property, out) ||
		!hc_connector_saw_configuration(self, hybrid, outbound, "Domains", out))
		return;
	if (!hc_dname_is_among((const char *const *)domains, "*"))
		report_domains(self, hybrid, outbound, out);
	else if (!hc_connector_saw_configuration(self, hybrid, outbound, "Features", out))
		return;
	else if (wants_centralized(hybrid))
		hc_check_report(self, HC_STATUS_PASS, outbound, self->property, out,
			"it is for all mail, as centralized mail transport asks");
	else
		report_unasked(self, outbound, out);
}

/* The domains go with the way: all of them with centralized transport, else the hybrid ones. */
static void
fill_routing(HcFinding *finding, const HcHybrid *hybrid, const HcExchangeObject *outbound,
	gboolean wanted)
{
	const char *const all[] = { "*", NULL };

	hc_finding_fill_list(finding, hc_exchange_identity(outbound),
		wanted ? all : (const char *const *)hybrid->domains);
	for (guint i = 0; i < finding->commands->len; i++) {
		char **command = (char **)&finding->commands->pdata[i];
		g_auto(GStrv) parts = g_strsplit(*command, "<wanted>", -1);

		g_free(*command);
		*command = g_strjoinv(wanted ? "$true" : "$false", parts);
	}
}

static void
judge_centralized(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *outbound,
	HcFindings *out)
{
	HcTri routes = hc_exchange_bool(outbound, self->property);
	gboolean wanted;
	HcFinding *finding;

	if (!hc_check_saw_property(self, outbound, self->property, out) ||
		!hc_connector_saw_configuration(self, hybrid, outbound, "Features", out))
		return;
	wanted = wants_centralized(hybrid);
	if (routes == HC_TRI_UNKNOWN) {
		hc_judge_true(self, hybrid, outbound, out);
		return;
	}
	if ((routes == HC_TRI_YES) == wanted) {
		hc_check_report(self, HC_STATUS_PASS, outbound, self->property, out,
			"it agrees with HybridConfiguration");
		return;
	}
	finding = hc_check_report(self, HC_STATUS_FAIL, outbound, self->property, out,
		wanted ? "HybridConfiguration has centralized mail transport, but mail leaves "
			 "Exchange Online directly"
		       : "all mail goes through on-premises servers, but HybridConfiguration has "
			 "no centralized mail transport");
	hc_finding_prove(finding, hc_exchange_origin(hybrid->configuration),
		"CentralizedTransport is %s Features", wanted ? "in" : "not in");
	fill_routing(finding, hybrid, outbound, wanted);
}

/* Switched on in Exchange Online alone: whether it is meant is the question, not the domains. */
static gboolean
is_unasked(const HcHybrid *hybrid)
{
	return hybrid->configuration != NULL &&
	       hc_exchange_has(hybrid->configuration, "Features") && !wants_centralized(hybrid);
}

static void
report_narrow(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *outbound,
	HcFindings *out)
{
	gboolean follows = is_unasked(hybrid);
	HcFinding *finding = hc_check_report(self, follows ? HC_STATUS_INFO : HC_STATUS_FAIL,
		outbound, "RecipientDomains", out,
		"centralized mail transport is on, but the connector is not for all domains");

	if (follows)
		hc_finding_follow(finding, "exo-out-cmt-flag-mismatch");
}

/* Centralized mail transport works only with a connector for every recipient (NDR-54X). */
static void
judge_centralized_scope(const HcCheck *self, const HcHybrid *hybrid,
	const HcExchangeObject *outbound, HcFindings *out)
{
	g_auto(GStrv) domains = hc_connector_domains(outbound, "RecipientDomains");

	if (!hc_check_saw_property(self, outbound, self->property, out))
		return;
	if (hc_exchange_bool(outbound, self->property) != HC_TRI_YES) {
		hc_check_report(self, HC_STATUS_NOT_APPLICABLE, outbound, self->property, out,
			"centralized mail transport is off");
		return;
	}
	if (!hc_check_saw_property(self, outbound, "RecipientDomains", out) ||
		!hc_check_saw_property(self, outbound, "AllAcceptedDomains", out))
		return;
	if (!hc_dname_is_among((const char *const *)domains, "*"))
		report_narrow(self, hybrid, outbound, out);
	else if (hc_exchange_bool(outbound, "AllAcceptedDomains") == HC_TRI_YES)
		hc_check_report(self, HC_STATUS_FAIL, outbound, "AllAcceptedDomains", out,
			"centralized mail transport is on, but the connector is scoped to accepted "
			"domains");
	else
		hc_check_report(self, HC_STATUS_PASS, outbound, "RecipientDomains", out,
			"the connector is for all domains");
}

static Fit
fit_of(const HcExchangeObject *outbound, const char *domain)
{
	g_auto(GStrv) domains = hc_connector_domains(outbound, "RecipientDomains");

	if (hc_dname_is_among((const char *const *)domains, domain))
		return FITS_EXACTLY;
	if (hc_exchange_bool(outbound, "AllAcceptedDomains") == HC_TRI_YES)
		return FITS_ACCEPTED;
	for (gsize i = 0; domains[i] != NULL; i++) {
		if (g_str_equal(domains[i], "*") ||
			(g_str_has_prefix(domains[i], "*.") &&
				hc_dname_is_under(domain, domains[i] + 2)))
			return FITS_WILDCARD;
	}
	return FITS_NOT;
}

/* The first domain of @ours that @other takes from it, or may; NULL if there is none. */
static const char *
taken_domain(
	const HcExchangeObject *ours, const HcExchangeObject *other, const char *const *domains)
{
	for (gsize i = 0; domains[i] != NULL; i++) {
		Fit fit = fit_of(ours, domains[i]);

		if (fit != FITS_NOT && fit_of(other, domains[i]) >= fit)
			return domains[i];
	}
	return NULL;
}

/* Chooses by recipient: not one that only a rule uses, and not one that is off or in test. */
static gboolean
takes_part(const HcExchangeObject *outbound)
{
	return hc_exchange_bool(outbound, "Enabled") != HC_TRI_NO &&
	       hc_exchange_bool(outbound, "IsTransportRuleScoped") != HC_TRI_YES &&
	       hc_exchange_bool(outbound, "TestMode") != HC_TRI_YES;
}

static void
judge_competing(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *outbound,
	HcFindings *out)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_TENANT, HC_KIND_OUTBOUND_CONNECTOR);
	g_auto(GStrv) own = hc_connector_domains(outbound, self->property);
	const char *const *domains =
		(const char *const *)(hybrid->domains[0] != NULL ? hybrid->domains : own);
	gboolean found = FALSE;

	if (!hc_check_saw_property(self, outbound, self->property, out))
		return;
	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *other = g_ptr_array_index(set->objects, i);
		const char *domain;
		g_autofree char *shown = NULL;
		g_autofree char *name = NULL;

		if (other == outbound || !takes_part(other))
			continue;
		domain = taken_domain(outbound, other, domains);
		if (domain == NULL)
			continue;
		found = TRUE;
		shown = hc_check_value(domain);
		name = hc_check_subject(other);
		hc_check_report(self, HC_STATUS_FAIL, other, self->property, out,
			"%s fits mail for %s as closely as the hybrid connector, or closer", name,
			shown);
	}
	if (!found)
		hc_check_report(self, HC_STATUS_PASS, outbound, self->property, out,
			"no other connector takes its mail");
}

const HcCheck hc_checks_exo_out_route[] = {
	{
		.id = "exo-out-smarthost-drift",
		.title = "The hybrid OutboundConnector sends to the organisation's FQDN",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "A3",
		.on = HC_ON_OUTBOUND,
		.property = "SmartHosts",
		.judge_object = judge_smart_host,
		.impact = "Exchange Online connects elsewhere: mail for on-premises mailboxes "
			  "waits in the cloud and bounces after a day.",
		.remedy = "Set-OutboundConnector {identity} -SmartHosts {value}",
		.ndr = "450 4.4.316 Connection refused; 450 4.4.312 DNS query failed; 550 4.4.7",
		.reference = "LOG-A NDR-447",
	},
	{
		.id = "exo-out-smarthost-extra",
		.title = "The hybrid OutboundConnector has one smart host",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_INFO,
		.effect = HC_EFFECT_INFO,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "A3",
		.on = HC_ON_OUTBOUND,
		.property = "SmartHosts",
		.judge_object = judge_extra_hosts,
		.impact = "Nothing is broken. A mail-flow run of the wizard leaves the "
			  "organisation's FQDN only.",
		.fix = "Write the list down before a run.",
		.reference = "LOG-A",
	},
	{
		.id = "exo-out-recipientdomains",
		.title = "The hybrid OutboundConnector is for the hybrid domains",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_FULL,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "A2",
		.on = HC_ON_OUTBOUND,
		.property = "RecipientDomains",
		.judge_object = judge_domains,
		.impact = "Mail for the domains that are missing follows the MX record instead of "
			  "the connector.",
		.remedy = "Set-OutboundConnector {identity} -RecipientDomains {value}",
		.ndr = "550 5.7.1 Delivery not authorized; 5.4.14 ATTR34",
		.reference = "LOG-A",
	},
	{
		.id = "exo-out-cmt-flag-mismatch",
		.title = "Both sides agree on centralized mail transport",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_RERUN_RECOMMENDED,
		.hcw = HC_HCW_FULL,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "A2",
		.on = HC_ON_OUTBOUND,
		.property = "RouteAllMessagesViaOnPremises",
		.judge_object = judge_centralized,
		.impact = "The way through on-premises servers, with what is checked and kept "
			  "there, is lost or gained unnoticed. The next run of the wizard sets it "
			  "to what its Hybrid Features page says.",
		.remedy =
			"Set-OutboundConnector {identity} -RouteAllMessagesViaOnPremises {wanted} "
			"-RecipientDomains {value}",
		.reference = "LOG-A NDR-54X",
	},
	{
		.id = "exo-out-cmt-scoped",
		.title = "Centralized mail transport takes all mail",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.hop = "A2",
		.on = HC_ON_OUTBOUND,
		.property = "RouteAllMessagesViaOnPremises",
		.judge_object = judge_centralized_scope,
		.impact = "Mail loops between the two sides.",
		.remedy = "Set-OutboundConnector {identity} -RecipientDomains * "
			  "-AllAcceptedDomains $false",
		.ndr = "5.4.6 or 5.4.14 Hop count exceeded - possible mail loop",
		.reference = "NDR-54X",
	},
	{
		.id = "exo-out-competing",
		.title = "No other connector takes mail for on-premises servers",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.hop = "A2",
		.on = HC_ON_OUTBOUND,
		.property = "RecipientDomains",
		.judge_object = judge_competing,
		.impact = "Mail for on-premises mailboxes goes elsewhere.",
		.remedy = "Get-OutboundConnector {identity} | Format-List "
			  "Name,Enabled,ConnectorType,RecipientDomains,AllAcceptedDomains,"
			  "SmartHosts\n"
			  "Set-OutboundConnector {identity} -Enabled $false",
		.fix = "Remove the connector, or narrow its domains.",
		.reference = "DOC-SETUPCONN",
	},
	{
		.id = "exo-out-allaccepted",
		.title = "The hybrid OutboundConnector is for listed domains",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_DERIVED,
		.hop = "A2",
		.on = HC_ON_OUTBOUND,
		.property = "AllAcceptedDomains",
		.judge_object = hc_judge_false,
		.impact = "Mail for accepted domains outside the hybrid ones goes to on-premises "
			  "servers. The wizard does not look at this.",
		.remedy = "Set-OutboundConnector {identity} -AllAcceptedDomains $false",
		.reference = "PS-OUT",
	},
	{ .id = NULL },
};
