/*
 * One certificate, more than one tenant or forest.  Rules 24 to 26.  Room: checks.
 * Exchange Online attributes mail by the name on the certificate, so a name must lead to one tenant
 * alone.  What another organisation has is only seen where its exports were given too.
 */
#include "checks/check.h"

#include "agent/base/dname.h"
#include "agent/hcw/space.h"
#include "certs/dn.h"
#include "checks/cert-use.h"
#include "checks/connector.h"
#include "checks/saw.h"

#define CERTIFICATE "TlsCertificateName"

/* "contoso.example" of "*.contoso.example"; NULL if @name is no wildcard. */
static const char *
wildcard_parent(const char *name)
{
	return name != NULL && g_str_has_prefix(name, "*.") ? name + 2 : NULL;
}

/* The coexistence domain of another tenant that @send leads to; NULL if there is none. */
static char *
other_tenant(const HcHybrid *hybrid, const HcExchangeObject *send)
{
	const char *const *spaces = hc_exchange_list(send, "AddressSpaces");

	for (gsize i = 0; spaces != NULL && spaces[i] != NULL; i++) {
		g_autofree char *address = hc_space_address(spaces[i]);

		if (hc_cloud_coexistence_suffix(address) != NULL &&
			!hc_dname_equal(address, hybrid->routing_domain))
			return g_steal_pointer(&address);
	}
	return NULL;
}

static char *
cn_presented(const HcExchangeObject *send)
{
	g_autofree char *issuer = NULL;
	g_autofree char *subject = NULL;

	if (!hc_dn_identifier_parse(hc_exchange_text(send, CERTIFICATE), &issuer, &subject))
		return NULL;
	return hc_dn_get(subject, "CN");
}

static gboolean
shares_certificate(const HcHybrid *hybrid, const HcExchangeObject *send)
{
	return hybrid->send != NULL && hc_dn_identifier_equal(hc_exchange_text(send, CERTIFICATE),
					       hc_exchange_text(hybrid->send, CERTIFICATE));
}

/* Another gateway of the tenant is known by a name that the wildcard covers too. */
static const HcExchangeObject *
other_gateway(const HcHybrid *hybrid, const HcExchangeObject *inbound, const char *property)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR);
	const char *parent = wildcard_parent(hc_exchange_text(inbound, property));

	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *other = g_ptr_array_index(set->objects, i);
		const char *name = hc_exchange_text(other, property);

		if (other != inbound && hc_exchange_bool(other, "Enabled") != HC_TRI_NO &&
			hc_dname_is_under(name, parent) && wildcard_parent(name) == NULL)
			return other;
	}
	return NULL;
}

/*
 * A Send connector to another tenant presents a name that the wildcard covers too.  One that
 * presents this tenant's own certificate is the trouble of cert-shared-between-tenants.
 */
static const HcExchangeObject *
other_sender(const HcHybrid *hybrid, const char *parent)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);

	for (guint i = 0; hybrid->routing_domain != NULL && i < set->objects->len; i++) {
		const HcExchangeObject *send = g_ptr_array_index(set->objects, i);
		g_autofree char *tenant = other_tenant(hybrid, send);
		g_autofree char *cn = tenant != NULL ? cn_presented(send) : NULL;

		if (hc_dname_is_under(cn, parent) && !shares_certificate(hybrid, send))
			return send;
	}
	return NULL;
}

static void
judge_wildcard_of(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *inbound,
	const char *parent, HcFindings *out)
{
	const HcExchangeObject *other = other_gateway(hybrid, inbound, self->property);
	g_autofree char *shown = hc_check_value(parent);
	g_autofree char *subject = NULL;
	HcFinding *finding;

	if (other == NULL)
		other = other_sender(hybrid, parent);
	if (other == NULL) {
		hc_check_report(self, HC_STATUS_PASS, inbound, self->property, out,
			"no other connector that was exported uses a name under %s", shown);
		return;
	}
	subject = hc_check_subject(other);
	finding = hc_check_report(self, HC_STATUS_FAIL, inbound, self->property, out,
		"it takes every host under %s as this organisation's, and %s uses such a name too",
		shown, subject);
	hc_finding_prove(finding, hc_exchange_origin(other), "%s", subject);
}

static void
judge_wildcard(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *inbound,
	HcFindings *out)
{
	const char *name = hc_exchange_text(inbound, self->property);
	const char *parent = wildcard_parent(name);

	if (!hc_check_saw_property(self, inbound, self->property, out))
		return;
	if (hc_text_is_empty(name))
		hc_check_report(self, HC_STATUS_NOT_APPLICABLE, inbound, self->property, out,
			"the InboundConnector names no certificate");
	else if (parent == NULL)
		hc_check_report(self, HC_STATUS_PASS, inbound, self->property, out,
			"it is the name of one host");
	else
		judge_wildcard_of(self, hybrid, inbound, parent, out);
}

/* @send leads to another tenant: with which certificate? */
static void
judge_sender(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *send,
	const char *tenant, HcFindings *out)
{
	g_autofree char *shown = hc_check_value(tenant);

	if (send == hybrid->send) {
		hc_check_report(self, HC_STATUS_FAIL, send, "AddressSpaces", out,
			"the hybrid Send connector leads to another tenant too: %s", shown);
		return;
	}
	if (!hc_check_saw_property(self, send, CERTIFICATE, out) ||
		!hc_check_saw_property(self, hybrid->send, CERTIFICATE, out))
		return;
	if (shares_certificate(hybrid, send))
		hc_check_report(self, HC_STATUS_FAIL, send, CERTIFICATE, out,
			"mail for another tenant (%s) is sent with the same certificate", shown);
	else
		hc_check_report(self, HC_STATUS_PASS, send, CERTIFICATE, out,
			"mail for another tenant (%s) is sent with another certificate", shown);
}

static void
judge_tenants(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);
	guint before = hc_findings_count(out);

	if (!hc_check_saw(self, &set->head, "Send connectors", out))
		return;
	if (hybrid->send == NULL || hybrid->routing_domain == NULL) {
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"there is no hybrid Send connector to compare others with");
		return;
	}
	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *send = g_ptr_array_index(set->objects, i);
		g_autofree char *tenant = other_tenant(hybrid, send);

		/* One that leads nowhere else is the trouble of send-addressspace-missing. */
		if (tenant != NULL &&
			(send != hybrid->send || hc_space_lists(send, hybrid->routing_domain)))
			judge_sender(self, hybrid, send, tenant, out);
	}
	if (hc_findings_count(out) > before)
		return;
	if (hc_connector_is_exhaustive(set))
		hc_findings_add(out, self, HC_STATUS_PASS, NULL,
			"no Send connector leads to another tenant");
	else
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, NULL,
			"only single Send connectors were exported");
}

static gboolean
is_of(const HcForeign *forest, const char *thumbprint, HcFinding *finding)
{
	gboolean found = FALSE;

	for (guint i = 0; i < forest->certs->len; i++) {
		const HcForeignCert *cert = g_ptr_array_index(forest->certs, i);
		g_autofree char *server = hc_check_value(cert->server);

		if (!hc_text_same(cert->thumbprint, thumbprint))
			continue;
		found = TRUE;
		if (finding != NULL)
			hc_finding_prove(finding, NULL, "it lies on server %s there too", server);
	}
	return found;
}

/* The hybrid certificate that @forest has too; NULL if none is known to be. */
static const HcCertFacts *
shared_with(const HcForeign *forest, const GPtrArray *uses, gboolean *ret_any)
{
	for (guint i = 0; i < uses->len; i++) {
		const HcCertUse *use = g_ptr_array_index(uses, i);

		for (guint k = 0; k < use->named->servers->len; k++) {
			const HcNamedOn *on = g_ptr_array_index(use->named->servers, k);

			if (on->newest == NULL)
				continue;
			*ret_any = TRUE;
			if (is_of(forest, on->newest->thumbprint, NULL))
				return on->newest;
		}
	}
	return NULL;
}

static void
judge_forest(const HcCheck *self, const HcHybrid *hybrid, const HcForeign *forest, HcFindings *out)
{
	g_autoptr(GPtrArray) uses = hc_cert_uses_new(hybrid);
	g_autofree char *name = hc_check_value(forest->name);
	gboolean any = FALSE;
	const HcCertFacts *shared = shared_with(forest, uses, &any);
	HcFinding *finding;

	if (shared != NULL) {
		finding = hc_findings_add(out, self, HC_STATUS_FAIL, name,
			"organisation %s holds the certificate this one uses for hybrid mail",
			name);
		hc_cert_prove(finding, shared);
		is_of(forest, shared->thumbprint, finding);
	} else if (!any) {
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, name,
			"the certificate this organisation uses for hybrid mail was not exported");
	} else if (forest->certs->len == 0) {
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, name,
			"the certificates of organisation %s were not exported", name);
	} else {
		hc_findings_add(out, self, HC_STATUS_PASS, name,
			"none of the certificates of organisation %s that were exported is used "
			"here",
			name);
	}
}

static void
judge_forests(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *own =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_CERTIFICATE);
	gboolean any = FALSE;

	if (!hc_check_saw(self, &own->head, "certificates", out))
		return;
	for (guint i = 0; i < hc_evidence_n_foreign(hybrid->evidence); i++) {
		const HcForeign *forest = hc_evidence_foreign(hybrid->evidence, i);

		if (forest->side != HC_SIDE_ONPREM)
			continue;
		any = TRUE;
		judge_forest(self, hybrid, forest, out);
	}
	if (!any)
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"no export of another on-premises organisation was given");
}

const HcCheck hc_checks_cert_tenants[] = {
	{
		.id = "cert-tlssendername-wildcard-multitenant",
		.title = "The wildcard in TlsSenderCertificateName covers this organisation alone",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "B7",
		.on = HC_ON_INBOUND,
		.property = "TlsSenderCertificateName",
		.judge_object = judge_wildcard,
		.impact = "Mail of the other gateway may be attributed to this tenant's hybrid "
			  "connector: it gets rights it should not have, or fails SPF and DMARC.",
		.fix = "Add the exact host name on the certificate as an accepted domain of the "
		       "tenant, and set TlsSenderCertificateName to it.",
		.remedy = "Set-InboundConnector {identity} -TlsSenderCertificateName "
			  "<name on the certificate>",
		.reference = "BLOG-ATTR",
	},
	{
		.id = "cert-shared-between-tenants",
		.title = "Each tenant has its own certificate and Send connector",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "B7",
		.judge = judge_tenants,
		.impact = "Exchange Online cannot tell by the certificate whose mail it is: it may "
			  "attribute it to the wrong tenant, any day and without notice.",
		.fix = "Get a certificate of its own for the other tenant, and give that tenant a "
		       "Send connector of its own that presents it.",
		.remedy = "Set-SendConnector {identity} -TlsCertificateName "
			  "'<I><issuer><S><subject of the other tenant's certificate>'",
		.reference = "MC1226222",
	},
	{
		.id = "cert-shared-between-forests",
		.title = "Each forest has its own certificate for hybrid mail",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_FIX_FIRST,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "B7",
		.judge = judge_forests,
		.impact = "Exchange Online cannot tell the forests apart by their certificate: "
			  "mail of one is attributed by the connector of the other.",
		.fix = "Get a certificate of its own for each forest, then let the wizard in each "
		       "forest name it.",
		.reference = "DOC-CERTREQ",
	},
	{ .id = NULL },
};
