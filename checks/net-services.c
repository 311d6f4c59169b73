/*
 * What hybrid needs besides mail: HTTPS both ways, and the CAs' lists and responders.  Rules 33 and
 * 176 to 178.  Room: checks.
 *
 * What answers this host need not answer the Exchange servers or Exchange Online: that stays
 * unknown, with the command that shows it.
 */
#include "checks/check.h"

#include "agent/base/dname.h"
#include "checks/endpoint.h"
#include "checks/saw.h"
#include "checks/wire.h"

#define HTTPS 443
#define HTTP 80
#define SERVER_ERROR 500 /* HTTP status from which on the server itself is broken */

static gboolean
is_reached(const HcEndpoint *endpoint)
{
	return endpoint->n_good > 0;
}

static gboolean
is_told(const HcEndpoint *endpoint)
{
	return endpoint->n_good + endpoint->n_bad > 0;
}

static gboolean
any(const GPtrArray *endpoints, gboolean (*holds)(const HcEndpoint *endpoint))
{
	for (guint i = 0; i < endpoints->len; i++) {
		if (holds(g_ptr_array_index(endpoints, i)))
			return TRUE;
	}
	return FALSE;
}

static void
report_broken_off(const HcCheck *self, const HcEndpoint *endpoint, HcFindings *out)
{
	hc_endpoint_report(self, HC_STATUS_UNKNOWN, endpoint, out,
		"the look at it was broken off here before it told anything");
}

static void
report_unreached(const HcCheck *self, const HcEndpoint *endpoint, HcFindings *out)
{
	HcFinding *finding = hc_endpoint_report(self, HC_STATUS_FAIL, endpoint, out,
		"TCP %u is not reached, seen from this host: %s", endpoint->port,
		hc_outcome_word(endpoint->outcome));

	hc_finding_fill_remedy(finding, NULL, endpoint->host);
}

/* --- the CAs --------------------------------------------------------------------------------- */

static void
judge_revocation_of(const HcCheck *self, const GPtrArray *endpoints, const HcEndpoint *endpoint,
	HcFindings *out)
{
	HcFinding *finding = NULL;

	if (!is_told(endpoint)) {
		report_broken_off(self, endpoint, out);
	} else if (is_reached(endpoint)) {
		hc_endpoint_report(self, HC_STATUS_PASS, endpoint, out, "TCP %u answers this host",
			endpoint->port);
	} else if (any(endpoints, is_reached)) {
		report_unreached(self, endpoint, out);
	} else {
		finding = hc_endpoint_report(self, HC_STATUS_INFO, endpoint, out,
			"not reached, like every other address of a CA");
		hc_finding_follow(finding, "net-80-crl");
	}
}

static void
judge_revocation(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	g_autoptr(GPtrArray) endpoints =
		hc_endpoints_new(hybrid->evidence, HC_ROLE_REVOCATION, HTTP);

	if (!hc_wire_was_asked(self, hybrid, out))
		return;
	for (guint i = 0; i < endpoints->len; i++)
		judge_revocation_of(self, endpoints, g_ptr_array_index(endpoints, i), out);
	if (endpoints->len == 0)
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, NULL,
			"no address of a revocation list or responder is known");
}

static void
judge_port_80(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	g_autoptr(GPtrArray) endpoints =
		hc_endpoints_new(hybrid->evidence, HC_ROLE_REVOCATION, HTTP);

	if (!hc_wire_was_asked(self, hybrid, out))
		return;
	if (any(endpoints, is_reached))
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, NULL,
			"TCP 80 to the CAs answers this host; whether it answers the Exchange "
			"servers is seen with Test-NetConnection on each of them");
	else if (any(endpoints, is_told))
		report_unreached(self, g_ptr_array_index(endpoints, 0), out);
	else
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, NULL,
			"no address of a revocation list or responder is known");
}

/* --- HTTPS to us ----------------------------------------------------------------------------- */

/* Whoever asks is sent to sign in at another host. */
static gboolean
is_sent_elsewhere(const HcEndpoint *endpoint)
{
	const HcHttpAnswer *http = endpoint->http;
	g_autofree char *host = NULL;

	if (http == NULL || http->url == NULL ||
		!g_uri_split_network(http->url, G_URI_FLAGS_NONE, NULL, &host, NULL, NULL))
		return FALSE;
	return !hc_dname_equal(host, endpoint->host);
}

static void
judge_answer(const HcCheck *self, const HcEndpoint *endpoint, HcFindings *out)
{
	const HcHttpAnswer *http = endpoint->http;
	g_autofree char *url = hc_check_value(http != NULL ? http->url : NULL);

	if (http != NULL && http->status >= SERVER_ERROR)
		hc_endpoint_report(self, HC_STATUS_FAIL, endpoint, out,
			"it answers with HTTP %u, seen from this host", http->status);
	else if (is_sent_elsewhere(endpoint))
		hc_endpoint_report(self, HC_STATUS_FAIL, endpoint, out,
			"whoever asks is sent to %s, seen from this host: Exchange Online cannot "
			"sign in there first",
			url);
	else
		hc_endpoint_report(self, HC_STATUS_UNKNOWN, endpoint, out,
			"it answers this host; what Exchange Online's own addresses meet is seen "
			"with Test-MigrationServerAvailability only");
}

static void
judge_in(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	g_autoptr(GPtrArray) endpoints =
		hc_endpoints_new(hybrid->evidence, HC_ROLE_PUBLISHED, HTTPS);

	if (!hc_wire_was_asked(self, hybrid, out))
		return;
	for (guint i = 0; i < endpoints->len; i++) {
		const HcEndpoint *endpoint = g_ptr_array_index(endpoints, i);

		if (!is_told(endpoint))
			report_broken_off(self, endpoint, out);
		else if (is_reached(endpoint))
			judge_answer(self, endpoint, out);
		else if (endpoint->outcome == HC_OUTCOME_NO_ADDRESS)
			hc_endpoint_report(self, HC_STATUS_UNKNOWN, endpoint, out,
				"it has no address here; what public DNS answers Exchange Online "
				"is not seen from this host");
		else
			report_unreached(self, endpoint, out);
	}
	if (endpoints->len == 0)
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, NULL,
			"no published name of EWS or Autodiscover is known: ExternalUrl of "
			"WebServicesVirtualDirectory shows them");
}

/* --- HTTPS from us --------------------------------------------------------------------------- */

static void
judge_out(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	g_autoptr(GPtrArray) endpoints = hc_endpoints_new(hybrid->evidence, HC_ROLE_SERVICE, HTTPS);

	if (!hc_wire_was_asked(self, hybrid, out))
		return;
	for (guint i = 0; i < endpoints->len; i++) {
		const HcEndpoint *endpoint = g_ptr_array_index(endpoints, i);

		if (!is_told(endpoint))
			report_broken_off(self, endpoint, out);
		else if (is_reached(endpoint))
			hc_endpoint_report(self, HC_STATUS_UNKNOWN, endpoint, out,
				"TCP 443 answers this host; whether it answers the Exchange "
				"servers is seen with Test-NetConnection on each of them");
		else
			report_unreached(self, endpoint, out);
	}
	if (endpoints->len == 0)
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, NULL,
			"no endpoint of Microsoft 365 was asked");
}

const HcCheck hc_checks_net_services[] = {
	{
		.id = "cert-crl-ocsp-unreachable",
		.title = "The CAs' revocation lists and responders answer",
		.class = HC_CLASS_PERIMETER,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_CA,
		.judge = judge_revocation,
		.impact = "Whoever verifies the certificate waits for the list: sessions are slow, "
			  "and STARTTLS may be withdrawn where revocation stays unknown.",
		.remedy = "Test-NetConnection {value} -Port 80",
		.fix = "Open TCP 80 to that host, or have the CA repair it.",
		.ndr = "CERT_TRUST_REVOCATION_STATUS_UNKNOWN in the SMTP log",
		.reference = "DOC-OPTIONS BLOG-TLSCERT DOC-EXOTLS",
	},
	{
		.id = "net-80-crl",
		.title = "The Exchange servers reach the CAs on TCP 80",
		.class = HC_CLASS_PERIMETER,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_FIREWALL,
		.judge = judge_port_80,
		.impact = "Revocation cannot be checked: sessions are slow, and STARTTLS may be "
			  "withdrawn.",
		.remedy = "Test-NetConnection {value} -Port 80",
		.fix = "Open TCP 80 from the Exchange servers to the revocation lists and "
		       "responders of our CA and of Exchange Online's.",
		.reference = "DOC-OPTIONS",
	},
	{
		.id = "net-443-in",
		.title = "Exchange Online reaches EWS and Autodiscover",
		.class = HC_CLASS_COEXISTENCE,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_FIREWALL,
		.judge = judge_in,
		.impact = "Free/busy, MailTips and migrations fail, and the wizard may stop with "
			  "HCW8034, HCW8057 or HCW8078. Mail is not concerned.",
		.remedy = "Test-MigrationServerAvailability -ExchangeRemoteMove -RemoteServer "
			  "{value} -Credentials (Get-Credential)",
		.fix = "Publish EWS and Autodiscover on TCP 443 for the ranges of Exchange Online, "
		       "without signing in beforehand.",
		.reference = "DOC-PREREQ KB3087170",
	},
	{
		.id = "net-443-out",
		.title = "The Exchange servers reach Microsoft 365 on TCP 443",
		.class = HC_CLASS_COEXISTENCE,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_FIREWALL,
		.judge = judge_out,
		.impact = "OAuth, free/busy and the wizard itself need it. Mail is not concerned.",
		.remedy = "Test-NetConnection {value} -Port 443",
		.fix = "Open TCP 443 from the Exchange servers, and from the computer that runs "
		       "the "
		       "wizard, to the endpoints of Exchange Online and Microsoft 365 Common.",
		.reference = "DOC-PREREQ DOC-ADDENDP",
	},
	{ .id = NULL },
};
