/*
 * The on-premises Receive connector that takes mail from Exchange Online, property by property.
 * Room: checks.  Rulebook 3.3.  Which connector of a server it is stands in recv-server.c.
 */
#include "checks/check.h"

#include "agent/base/dname.h"
#include "agent/hcw/receive.h"
#include "checks/connector.h"
#include "checks/saw.h"

#include <string.h>

#define DEFAULT_PER_SOURCE 20 /* MaxInboundConnectionPerSource of a Mailbox server as installed */

/* Before 2016 the wizard wrote Exchange Online's issuer and subject, which have changed since. */
static void
judge_legacy_capability(const HcCheck *self, const HcHybrid *hybrid,
	const HcExchangeObject *receive, HcFindings *out)
{
	const char *text = hc_exchange_text(receive, self->property);
	g_autofree char *lower = g_ascii_strdown(text != NULL ? text : "", -1);
	g_autofree char *wanted = NULL;
	HcFinding *finding;

	if (!hc_check_saw_property(self, receive, self->property, out))
		return;
	if (strstr(lower, "<i>") == NULL && strstr(lower, "msit machine auth ca") == NULL) {
		hc_check_report(self, HC_STATUS_PASS, receive, self->property, out,
			"no capability of before 2016 is left");
		return;
	}
	finding = hc_check_report(self, HC_STATUS_FAIL, receive, self->property, out,
		"a Receive connector still trusts Exchange Online by its certificate of before "
		"2016");
	wanted = g_strdup_printf("%s:AcceptCloudServicesMail", hybrid->protection_domain);
	hc_finding_fill_remedy(finding, hc_exchange_identity(receive), wanted);
}

/* An Fqdn that is not the server's name is the trouble of recv-fqdn-changed. */
static void
report_unselecting(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *receive,
	HcFindings *out)
{
	const char *fqdn = hc_exchange_text(receive, self->property);
	g_autofree char *name = hc_receive_server(receive);
	g_autofree char *shown = hc_check_value(fqdn);
	const HcExchangeObject *server =
		name != NULL ? hc_connector_find_server(hybrid, name) : NULL;
	gboolean is_changed = server != NULL && hybrid->edge[0] == NULL &&
			      hc_exchange_has(server, "Fqdn") &&
			      !hc_dname_equal(fqdn, hc_exchange_text(server, "Fqdn"));
	HcFinding *finding = hc_check_report(self, is_changed ? HC_STATUS_INFO : HC_STATUS_FAIL,
		receive, self->property, out,
		"it names no certificate, and none for its Fqdn %s is there", shown);

	if (is_changed)
		hc_finding_follow(finding, "recv-fqdn-changed");
}

/* Without TlsCertificateName the Fqdn selects the certificate, so a certificate must have it. */
static void
judge_selecting_fqdn(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *receive,
	HcFindings *out)
{
	g_autofree char *fqdn = hc_check_value(hc_exchange_text(receive, self->property));

	if (!hc_check_saw_property(self, receive, "TlsCertificateName", out) ||
		!hc_check_saw_property(self, receive, self->property, out))
		return;
	if (!hc_exchange_is_empty(receive, "TlsCertificateName")) {
		hc_check_report(self, HC_STATUS_NOT_APPLICABLE, receive, "TlsCertificateName", out,
			"the connector names its certificate");
		return;
	}
	switch (hc_connector_fqdn_selects(hybrid, receive)) {
	case HC_TRI_YES:
		hc_check_report(self, HC_STATUS_PASS, receive, self->property, out,
			"a certificate for %s is there", fqdn);
		return;
	case HC_TRI_NO:
		report_unselecting(self, hybrid, receive, out);
		return;
	case HC_TRI_UNKNOWN:
		hc_check_report(self, HC_STATUS_UNKNOWN, receive, self->property, out,
			"which certificate the Fqdn selects is not known: certificates were not "
			"exported");
		return;
	}
}

/* "198.51.100.10:25" or "0.0.0.0:25", but not loopback. */
static gboolean
is_ipv4_port_25(const char *binding)
{
	return *binding != '[' && g_str_has_suffix(binding, ":25") &&
	       strchr(binding, ':') == strrchr(binding, ':') && !g_str_has_prefix(binding, "127.");
}

static void
judge_ipv4_binding(const HcCheck *self, G_GNUC_UNUSED const HcHybrid *hybrid,
	const HcExchangeObject *receive, HcFindings *out)
{
	const char *const *bindings = hc_exchange_list(receive, self->property);
	g_autofree char *value = hc_check_value(hc_exchange_text(receive, self->property));

	if (!hc_check_saw_property(self, receive, self->property, out))
		return;
	for (gsize i = 0; bindings[i] != NULL; i++) {
		if (is_ipv4_port_25(bindings[i])) {
			hc_check_report(self, HC_STATUS_PASS, receive, self->property, out,
				"it listens on port 25 of IPv4");
			return;
		}
	}
	hc_check_report(self, HC_STATUS_FAIL, receive, self->property, out,
		"a Receive connector for hybrid mail does not listen on port 25 of IPv4: %s",
		*value != '\0' ? value : "no binding");
}

/*
 * The connector of an Edge server is made by its setup, differs from what the wizard writes, and is
 * not looked at by it.
 */
static gboolean
is_on_edge(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *receive,
	HcFindings *out)
{
	if (hybrid->edge[0] == NULL)
		return FALSE;
	hc_check_report(self, HC_STATUS_NOT_APPLICABLE, receive, self->property, out,
		"the wizard does not look at Receive connectors of Edge servers");
	return TRUE;
}

static void
judge_ipv6_binding(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *receive,
	HcFindings *out)
{
	if (is_on_edge(self, hybrid, receive, out) ||
		!hc_check_saw_property(self, receive, self->property, out))
		return;
	if (hc_text_in(hc_exchange_list(receive, self->property), self->wanted))
		hc_check_report(self, HC_STATUS_PASS, receive, self->property, out,
			"it listens on port 25 of every IPv6 address");
	else
		hc_check_report(self, HC_STATUS_FAIL, receive, self->property, out,
			"a Receive connector has no binding %s: the wizard would not find it",
			self->wanted);
}

static gboolean
same_flags(const char *a, const char *b)
{
	g_auto(GStrv) left = hc_text_split(a, ",");
	g_auto(GStrv) right = hc_text_split(b, ",");

	if (g_strv_length(left) != g_strv_length(right))
		return FALSE;
	for (gsize i = 0; left[i] != NULL; i++) {
		if (!hc_text_in((const char *const *)right, left[i]))
			return FALSE;
	}
	return TRUE;
}

static void
judge_auth_drift(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *receive,
	HcFindings *out)
{
	const char *text = hc_exchange_text(receive, self->property);
	g_autofree char *value = hc_check_value(text);

	if (is_on_edge(self, hybrid, receive, out) ||
		!hc_check_saw_property(self, receive, self->property, out))
		return;
	if (same_flags(text, self->wanted))
		hc_check_report(self, HC_STATUS_PASS, receive, self->property, out,
			"it is what the wizard writes");
	else
		hc_check_report(self, HC_STATUS_INFO, receive, self->property, out,
			"AuthMechanism is %s; a mail-flow run of the wizard sets it to %s",
			*value != '\0' ? value : "empty", self->wanted);
}

static void
judge_permissions(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *receive,
	HcFindings *out)
{
	if (!is_on_edge(self, hybrid, receive, out))
		hc_judge_has_flags(self, hybrid, receive, out);
}

static void
judge_locked_down(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *receive,
	HcFindings *out)
{
	g_autoptr(HcIpSet) ranges = hc_connector_addresses(receive, self->property);

	if (is_on_edge(self, hybrid, receive, out) ||
		!hc_check_saw_property(self, receive, self->property, out))
		return;
	if (ranges == NULL)
		hc_check_report(self, HC_STATUS_UNKNOWN, receive, self->property, out,
			"RemoteIPRanges could not be read as addresses");
	else if (hc_ipset_is_all_ipv4(ranges) && hc_ipset_is_all_ipv6(ranges))
		hc_check_report(self, HC_STATUS_PASS, receive, self->property, out,
			"it takes connections from every address");
	else
		hc_check_report(self, HC_STATUS_INFO, receive, self->property, out,
			"RemoteIPRanges are narrowed: the wizard would not find this connector, or "
			"would take another one");
}

static void
judge_per_source(const HcCheck *self, G_GNUC_UNUSED const HcHybrid *hybrid,
	const HcExchangeObject *receive, HcFindings *out)
{
	const char *text = hc_exchange_text(receive, self->property);
	g_autofree char *value = hc_check_value(text);
	gint64 limit = 0;

	if (!hc_check_saw_property(self, receive, self->property, out))
		return;
	if (hc_text_same(text, "Unlimited"))
		limit = G_MAXINT64;
	else if (!hc_exchange_int(receive, self->property, &limit)) {
		hc_check_report(self, HC_STATUS_UNKNOWN, receive, self->property, out,
			"%s is no number of connections", value);
		return;
	}
	hc_check_report(self, limit < DEFAULT_PER_SOURCE ? HC_STATUS_INFO : HC_STATUS_PASS, receive,
		self->property, out, "one source may hold %s connections, %d as installed", value,
		DEFAULT_PER_SOURCE);
}

const HcCheck hc_checks_recv[] = {
	{
		.id = "recv-capability-legacy-msit",
		.title = "The hybrid Receive connector does not trust by a certificate of before "
			 "2016",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "A8",
		.on = HC_ON_RECEIVE,
		.property = "TlsDomainCapabilities",
		.judge_object = judge_legacy_capability,
		.impact = "Exchange Online's certificate has another issuer and subject since "
			  "2016: its mail is deferred or taken as external.",
		.remedy = "Set-ReceiveConnector {identity} -TlsDomainCapabilities "
			  "{value}",
		.ndr = "451 4.7.0 Temporary server error. Please try again later. PRX5",
		.reference = "KB3156771 BLOG-2016CERT",
	},
	{
		.id = "cert-fqdn-ehlo-mismatch",
		.title = "A Receive connector without TlsCertificateName has a name on a "
			 "certificate",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_LOW,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_UNCONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "A6",
		.on = HC_ON_RECEIVE,
		.property = "Fqdn",
		.judge_object = judge_selecting_fqdn,
		.impact = "Exchange presents another certificate than the one hybrid mail needs, "
			  "or none.",
		.fix = "Set TlsCertificateName of the connector; a mail-flow run of the wizard "
		       "does "
		       "so too.",
		.remedy = "Set-ReceiveConnector {identity} -TlsCertificateName "
			  "'<I><issuer><S><subject>'",
		.reference = "COMM-EXPTA PS-RECV",
	},
	{
		.id = "recv-disabled",
		.title = "The hybrid Receive connector is enabled",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "A5",
		.on = HC_ON_RECEIVE,
		.property = "Enabled",
		.judge_object = hc_judge_true,
		.impact = "Exchange Online finds nobody on port 25, or another connector answers. "
			  "The wizard does not look at Enabled; a rerun leaves it off.",
		.remedy = "Set-ReceiveConnector {identity} -Enabled $true",
		.ndr = "450 4.4.316 Connection refused",
		.reference = "HC-CLOUD LOG-A",
	},
	{
		.id = "recv-binding-ipv4-missing",
		.title = "The hybrid Receive connector listens on port 25 of IPv4",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_RERUN_RECOMMENDED,
		.hcw = HC_HCW_MF,
		.confidence = HC_DERIVED,
		.required = TRUE,
		.hop = "A5",
		.on = HC_ON_RECEIVE,
		.property = "Bindings",
		.judge_object = judge_ipv4_binding,
		.impact = "Exchange Online cannot connect by IPv4, or another connector answers.",
		.remedy = "Set-ReceiveConnector {identity} -Bindings '[::]:25','0.0.0.0:25'",
		.ndr = "450 4.4.316 Connection refused [Message=Socket error code 10061]",
		.reference = "LOG-A",
	},
	{
		.id = "recv-binding-ipv6-missing",
		.title = "The hybrid Receive connector listens on port 25 of IPv6",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "A5",
		.on = HC_ON_RECEIVE,
		.property = "Bindings",
		.wanted = "[::]:25",
		.judge_object = judge_ipv6_binding,
		.impact = "Mail still flows by IPv4, but a mail-flow run of the wizard cannot find "
			  "the connector and stops.",
		.remedy = "Set-ReceiveConnector {identity} -Bindings '[::]:25','0.0.0.0:25'",
		.fix = "Enable IPv6 on the server if it was switched off.",
		.ndr = "HCW8010",
		.reference = "KB3087159",
	},
	{
		.id = "recv-authmechanism-no-tls",
		.title = "The hybrid Receive connector offers TLS",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_RERUN_RECOMMENDED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "A6",
		.on = HC_ON_RECEIVE,
		.property = "AuthMechanism",
		.wanted = "Tls",
		.judge_object = hc_judge_has_flags,
		.impact = "STARTTLS is not offered, and Exchange Online does not send without it.",
		.remedy = "Set-ReceiveConnector {identity} -AuthMechanism "
			  "Tls,Integrated,BasicAuth,BasicAuthRequireTLS,ExchangeServer",
		.ndr = "451 5.7.3 STARTTLS is required to send mail",
		.reference = "PS-RECV EDCA-029 LOG-A",
	},
	{
		.id = "recv-authmechanism-drift",
		.title = "The hybrid Receive connector authenticates as the wizard writes it",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_LOW,
		.effect = HC_EFFECT_INFO,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "A6",
		.on = HC_ON_RECEIVE,
		.property = "AuthMechanism",
		.wanted = "Tls, Integrated, BasicAuth, BasicAuthRequireTLS, ExchangeServer",
		.judge_object = judge_auth_drift,
		.impact = "Nothing is broken; hardening is common here. A mail-flow run of the "
			  "wizard resets it.",
		.reference = "LOG-A",
	},
	{
		.id = "recv-permissiongroups",
		.title = "The hybrid Receive connector admits anonymous senders and servers",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_RERUN_RECOMMENDED,
		.hcw = HC_HCW_MF,
		.confidence = HC_DERIVED,
		.required = TRUE,
		.hop = "A9",
		.on = HC_ON_RECEIVE,
		.property = "PermissionGroups",
		.wanted = "AnonymousUsers, ExchangeServers, ExchangeLegacyServers",
		.judge_object = judge_permissions,
		.impact = "Sessions without the capability, and with it mail from the Internet, "
			  "are refused.",
		.remedy = "Set-ReceiveConnector {identity} -PermissionGroups "
			  "AnonymousUsers,ExchangeServers,ExchangeLegacyServers",
		.ndr = "530 5.7.1 or 550 5.7.1 Client was not authenticated",
		.reference = "LOG-A NDR-CAT",
	},
	{
		.id = "recv-remoteip-locked-down",
		.title = "The hybrid Receive connector is the one the wizard would find",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_INFO,
		.effect = HC_EFFECT_INFO,
		.confidence = HC_CONFIRMED,
		.hop = "A5",
		.on = HC_ON_RECEIVE,
		.property = "RemoteIPRanges",
		.judge_object = judge_locked_down,
		.impact =
			"Nothing is broken while Exchange Online's addresses are among the ranges. "
			"A mail-flow run of the wizard finds no connector, or equips another one.",
		.fix = "Write the ranges down, and open them for the time of a run.",
		.ndr = "HCW8010",
		.reference = "LOG-A COMM-GRANIKOS BLOG-LOCKDOWN",
	},
	{
		.id = "recv-requiretls-true",
		.title = "The hybrid Receive connector takes mail without TLS from others",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_RERUN_RECOMMENDED,
		.hcw = HC_HCW_MF,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.hop = "A6",
		.on = HC_ON_RECEIVE,
		.property = "RequireTLS",
		.judge_object = hc_judge_false,
		.impact = "Mail from Exchange Online still comes in; senders on the Internet "
			  "without TLS are refused.",
		.remedy = "Set-ReceiveConnector {identity} -RequireTLS $false",
		.reference = "LOG-A",
	},
	{
		.id = "recv-maxinbound-per-source",
		.title = "The hybrid Receive connector takes as many connections of one source as "
			 "installed",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_LOW,
		.effect = HC_EFFECT_INFO,
		.confidence = HC_DERIVED,
		.hop = "A5",
		.on = HC_ON_RECEIVE,
		.property = "MaxInboundConnectionPerSource",
		.judge_object = judge_per_source,
		.impact = "Exchange Online sends from few addresses: under load some connections "
			  "are refused, and mail is deferred.",
		.remedy = "Set-ReceiveConnector {identity} -MaxInboundConnectionPerSource 20",
		.ndr = "421 4.3.2",
		.reference = "PS-RECV",
	},
	{ .id = NULL },
};
