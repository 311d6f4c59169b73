/*
 * Certificates that serve other purposes than hybrid mail: between Exchange servers, and for the
 * web.  Rules 35 and 37.  Room: checks.
 */
#include "checks/cert-services.h"

#include "agent/base/dname.h"
#include "agent/hcw/servers.h"
#include "certs/dn.h"
#include "certs/match.h"
#include "checks/cert-assess.h"
#include "checks/cert-use.h"
#include "checks/saw.h"

#include <string.h>

const HcCertFacts *
hc_cert_with_thumbprint(const HcHybrid *hybrid, const char *thumbprint)
{
	for (guint i = 0; i < hc_evidence_n_certs(hybrid->evidence); i++) {
		const HcCertFacts *cert = hc_evidence_cert(hybrid->evidence, i);

		if (hc_text_same(cert->thumbprint, thumbprint))
			return cert;
	}
	return NULL;
}

static gboolean
is_used_for_hybrid_mail(const HcHybrid *hybrid, const HcCertFacts *cert)
{
	g_autoptr(GPtrArray) uses = hc_cert_uses_new(hybrid);
	g_autofree char *name = hc_dn_identifier_format(cert->issuer, cert->subject);

	return hc_cert_use_find(uses, name) != NULL;
}

HcTri
hc_cert_is_overwritten_default(const HcHybrid *hybrid, const HcCertFacts *cert)
{
	if (is_used_for_hybrid_mail(hybrid, cert))
		return HC_TRI_YES;
	return hc_cert_is_public(cert);
}

static void
report_default(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *service,
	const HcCertFacts *cert, HcFindings *out)
{
	HcFinding *finding = NULL;

	switch (hc_cert_is_overwritten_default(hybrid, cert)) {
	case HC_TRI_YES:
		finding = hc_check_report(self, HC_STATUS_FAIL, service, self->property, out,
			"the server's default SMTP certificate is a public one");
		if (hybrid->edge[0] != NULL)
			finding->severity = self->worst;
		break;
	case HC_TRI_NO:
		finding = hc_check_report(self, HC_STATUS_PASS, service, self->property, out,
			"it is a certificate of the organisation's own");
		break;
	case HC_TRI_UNKNOWN:
		finding = hc_check_report(self, HC_STATUS_UNKNOWN, service, self->property, out,
			"whether the CA of that certificate is public was not exported "
			"(RootCAType)");
		break;
	}
	hc_cert_prove(finding, cert);
}

static void
judge_service(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *service,
	HcFindings *out)
{
	const char *thumbprint = hc_exchange_text(service, self->property);
	const HcCertFacts *cert;

	if (!hc_check_saw_property(self, service, self->property, out))
		return;
	if (hc_text_is_empty(thumbprint)) {
		hc_check_report(self, HC_STATUS_NOT_APPLICABLE, service, self->property, out,
			"the server has no default SMTP certificate");
		return;
	}
	cert = hc_cert_with_thumbprint(hybrid, thumbprint);
	if (cert != NULL)
		report_default(self, hybrid, service, cert, out);
	else
		hc_check_report(self, HC_STATUS_UNKNOWN, service, self->property, out,
			"the certificate with that thumbprint was not exported");
}

static void
judge_default(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_TRANSPORT_SERVICE);
	guint before = hc_findings_count(out);

	if (!hc_check_saw(self, &set->head, "transport services", out))
		return;
	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *service = g_ptr_array_index(set->objects, i);

		if (!hc_servers_is_edge(hybrid, hc_exchange_identity(service)))
			judge_service(self, hybrid, service, out);
	}
	if (hc_findings_count(out) == before)
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"there is no transport service beside those of Edge servers");
}

/* Host of "https://mail.contoso.example/ews/Exchange.asmx"; NULL if there is none. */
static char *
host_of(const char *url)
{
	const char *start = url != NULL ? strstr(url, "://") : NULL;
	gsize length = start != NULL ? strcspn(start + 3, ":/?#") : 0;

	return length > 0 ? g_strndup(start + 3, length) : NULL;
}

static gboolean
serves_web(const HcCertFacts *cert)
{
	g_auto(GStrv) services = hc_text_split(cert->services, ",");

	return hc_text_in((const char *const *)services, "IIS");
}

/* A certificate for the web on @server has @host on it; UNKNOWN if Services was not exported. */
static HcTri
web_certificate_covers(const HcHybrid *hybrid, const char *server, const char *host)
{
	HcTri covers = HC_TRI_UNKNOWN;

	for (guint i = 0; i < hc_evidence_n_certs(hybrid->evidence); i++) {
		const HcCertFacts *cert = hc_evidence_cert(hybrid->evidence, i);

		if (cert->server == NULL || !hc_dname_same_host(cert->server, server) ||
			!serves_web(cert))
			continue;
		if (hc_match_cert_covers(cert, host))
			return HC_TRI_YES;
		covers = HC_TRI_NO;
	}
	return covers;
}

static void
judge_host(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *directory,
	const char *host, HcFindings *out)
{
	g_autofree char *shown = hc_check_value(host);

	switch (web_certificate_covers(hybrid, hc_exchange_server(directory), host)) {
	case HC_TRI_YES:
		hc_check_report(self, HC_STATUS_PASS, directory, self->property, out,
			"%s is on the web server's certificate", shown);
		return;
	case HC_TRI_NO:
		hc_check_report(self, HC_STATUS_FAIL, directory, self->property, out,
			"%s is on no certificate the web server of this server has", shown);
		return;
	case HC_TRI_UNKNOWN:
		hc_check_report(self, HC_STATUS_UNKNOWN, directory, self->property, out,
			"which certificate the web server has was not exported (Services)");
		return;
	}
}

static void
judge_web(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set = hc_evidence_set(
		hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_WEB_SERVICES_VIRTUAL_DIRECTORY);
	guint before = hc_findings_count(out);

	if (!hc_check_saw(self, &set->head, "web services directories", out))
		return;
	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *directory = g_ptr_array_index(set->objects, i);
		g_autofree char *host = host_of(hc_exchange_text(directory, self->property));

		if (!hc_check_saw_property(self, directory, self->property, out))
			continue;
		if (host != NULL && hc_exchange_server(directory) != NULL)
			judge_host(self, hybrid, directory, host, out);
	}
	if (hc_findings_count(out) == before)
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"no server publishes web services");
}

const HcCheck hc_checks_cert_services[] = {
	{
		.id = "cert-default-smtp-overwritten",
		.title = "Exchange servers use a certificate of their own among themselves",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.worst = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.property = "InternalTransportCertificateThumbprint",
		.judge = judge_default,
		.impact = "Nothing is broken now. Each renewal of the public certificate changes "
			  "what the servers trust each other by: mail between them may stop, and "
			  "Edge servers must be subscribed again.",
		.fix = "On that server let New-ExchangeCertificate make a self-signed certificate "
		       "and answer Yes when it asks to overwrite the default SMTP certificate; "
		       "with Edge servers, subscribe them again.",
		.remedy = "New-ExchangeCertificate -Server {identity}\n"
			  "Get-TransportService {identity} | Format-List "
			  "InternalTransportCertificateThumbprint",
		.reference = "BLOG-TLSCERT HC-INTTR KB2989382",
	},
	{
		.id = "cert-ews-autodiscover-san-missing",
		.title =
			"The published name of the web services is on the web server's certificate",
		.class = HC_CLASS_COEXISTENCE,
		.severity = HC_SEVERITY_LOW,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.property = "ExternalUrl",
		.judge = judge_web,
		.impact = "Exchange Online cannot use the web services there: free/busy and "
			  "mailbox moves fail. Mail flows.",
		.fix = "Reissue the web server's certificate with this name, or publish the "
		       "services under a name that is on it.",
		.remedy = "Get-WebServicesVirtualDirectory {identity} | Format-List ExternalUrl\n"
			  "Get-ExchangeCertificate | Where-Object Services -match 'IIS' | "
			  "Format-List Thumbprint,CertificateDomains",
		.reference = "DOC-CERTREQ",
	},
	{ .id = NULL },
};
