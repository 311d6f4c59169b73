/* A certificate that was presented, against what the configuration says.  Room: checks. */
#include "checks/wire-cert.h"

#include "agent/base/dname.h"
#include "agent/hcw/named.h"
#include "agent/hcw/receive.h"
#include "certs/dn.h"
#include "checks/cert-use.h"
#include "checks/connector.h"
#include "checks/saw.h"

const HcCertFacts *
hc_wire_saw_leaf(const HcCheck *self, const HcSmtpSession *session, HcFindings *out)
{
	const HcCertFacts *leaf = session->tls != NULL ? hc_tls_leaf(session->tls) : NULL;

	if (leaf != NULL && leaf->head.status == HC_FACT_COLLECTED)
		return leaf;
	if (leaf == NULL)
		hc_wire_unseen(self, session, "the certificate", out);
	else
		hc_wire_report(self, HC_STATUS_UNKNOWN, session, out,
			"the certificate that was presented cannot be read");
	return NULL;
}

void
hc_wire_prove_leaf(HcFinding *finding, const HcSmtpSession *session)
{
	const HcCertFacts *leaf = hc_tls_leaf(session->tls);
	g_autofree char *subject = hc_check_value(leaf->subject);
	g_autofree char *issuer = hc_check_value(leaf->issuer);
	g_autofree char *from = hc_when_format_date(leaf->not_before);
	g_autofree char *to = hc_when_format_date(leaf->not_after);

	hc_finding_prove(finding, &session->head.origin,
		"presented: %s, issued by %s, thumbprint %s, valid from %s to %s", subject, issuer,
		leaf->thumbprint, from, to);
}

/* --- connectors ------------------------------------------------------------------------------ */

/* Of a session with one server only that server's connector counts. */
static gboolean
is_concerned(const HcReceiveMatch *match, const HcSmtpSession *session)
{
	return (session->roles & HC_WIRE_OURS) != 0 ||
	       (!match->is_rest && hc_dname_same_host(match->server, session->host));
}

/* Which certificate the connector uses on its server without a name to go by. */
static HcTri
is_picked(const HcHybrid *hybrid, const HcExchangeObject *connector, const HcCertFacts *leaf)
{
	guint n = hc_evidence_n_picks(hybrid->evidence);

	for (guint i = 0; i < n; i++) {
		const HcPick *pick = hc_evidence_pick(hybrid->evidence, i);

		if (pick->kind != HC_KIND_RECEIVE_CONNECTOR ||
			g_strcmp0(pick->connector, hc_exchange_identity(connector)) != 0)
			continue;
		if (pick->head.status == HC_FACT_ABSENT)
			return HC_TRI_NO;
		if (pick->head.status == HC_FACT_COLLECTED)
			return hc_text_same(pick->thumbprint, leaf->thumbprint) ? HC_TRI_YES
										: HC_TRI_NO;
	}
	return HC_TRI_UNKNOWN;
}

static HcTri
is_of(const HcHybrid *hybrid, const HcReceiveMatch *match, const HcCertFacts *leaf)
{
	g_autofree char *presented = NULL;
	const char *named = NULL;

	if (match->connector == NULL)
		return hc_fact_is_answered(match->head) ? HC_TRI_NO : HC_TRI_UNKNOWN;
	if (!hc_exchange_has(match->connector, "TlsCertificateName"))
		return HC_TRI_UNKNOWN;
	named = hc_exchange_text(match->connector, "TlsCertificateName");
	if (hc_text_is_empty(named))
		return is_picked(hybrid, match->connector, leaf);
	if (!hc_dn_is_identifier(named))
		return HC_TRI_UNKNOWN;
	presented = hc_dn_identifier_format(leaf->issuer, leaf->subject);
	return hc_dn_identifier_equal(presented, named) ? HC_TRI_YES : HC_TRI_NO;
}

HcTri
hc_wire_is_of_connector(const HcHybrid *hybrid, const HcSmtpSession *session)
{
	const HcCertFacts *leaf = hc_tls_leaf(session->tls);
	HcTri result = HC_TRI_UNKNOWN;
	gboolean any_unknown = FALSE;

	for (guint i = 0; i < hybrid->receives->len; i++) {
		const HcReceiveMatch *match = g_ptr_array_index(hybrid->receives, i);
		HcTri of = HC_TRI_UNKNOWN;

		if (!is_concerned(match, session))
			continue;
		of = is_of(hybrid, match, leaf);
		if (of == HC_TRI_YES)
			return HC_TRI_YES;
		any_unknown = any_unknown || of == HC_TRI_UNKNOWN;
		result = of;
	}
	return any_unknown ? HC_TRI_UNKNOWN : result;
}

/* Exchange takes the connector of the narrowest addresses that fit. */
static gboolean
takes_closer(const HcExchangeObject *other, const HcReceiveMatch *match, const HcIpSet *source)
{
	g_autoptr(HcIpSet) addresses = NULL;

	if (other == match->connector || !hc_receive_is_on(other, match->server) ||
		hc_exchange_bool(other, "Enabled") == HC_TRI_NO ||
		hc_text_same(hc_exchange_text(other, "TransportRole"), "HubTransport"))
		return FALSE;
	addresses = hc_connector_addresses(other, "RemoteIPRanges");
	return addresses != NULL && !hc_ipset_is_all_ipv4(addresses) &&
	       !hc_ipset_is_all_ipv6(addresses) && hc_ipset_covers(addresses, source);
}

static const HcExchangeObject *
find_closer(const HcHybrid *hybrid, const HcReceiveMatch *match, const char *address)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR);
	g_autoptr(HcIpSet) source = NULL;

	if (address == NULL || !hc_ipset_parse(address, &source, NULL))
		return NULL;
	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *other = g_ptr_array_index(set->objects, i);

		if (takes_closer(other, match, source))
			return other;
	}
	return NULL;
}

/* It takes the addresses of some peers only. */
static gboolean
is_narrowed(const HcExchangeObject *connector)
{
	g_autoptr(HcIpSet) addresses = hc_connector_addresses(connector, "RemoteIPRanges");

	return addresses != NULL && !hc_ipset_is_all_ipv4(addresses);
}

gboolean
hc_wire_may_meet_another(const HcHybrid *hybrid, const HcSmtpSession *session, char **ret_why)
{
	for (guint i = 0; i < hybrid->receives->len; i++) {
		const HcReceiveMatch *match = g_ptr_array_index(hybrid->receives, i);
		const HcExchangeObject *other = NULL;
		g_autofree char *name = NULL;

		if (match->connector == NULL || !is_concerned(match, session))
			continue;
		other = find_closer(hybrid, match, session->source);
		if (other == NULL && !is_narrowed(match->connector))
			continue;
		name = hc_check_subject(other != NULL ? other : match->connector);
		*ret_why = g_strdup_printf(other != NULL ? "%s takes sessions from this host"
							 : "%s takes some addresses only",
			name);
		return TRUE;
	}
	return FALSE;
}

/* --- exports --------------------------------------------------------------------------------- */

const HcCertFacts *
hc_wire_exported(const HcHybrid *hybrid, const HcCertFacts *leaf)
{
	guint n = hc_evidence_n_certs(hybrid->evidence);

	for (guint i = 0; i < n; i++) {
		const HcCertFacts *cert = hc_evidence_cert(hybrid->evidence, i);

		if (hc_text_same(cert->thumbprint, leaf->thumbprint))
			return cert;
	}
	return NULL;
}

gboolean
hc_wire_is_judged(const HcHybrid *hybrid, const HcCertFacts *leaf)
{
	g_autoptr(GPtrArray) uses = hc_cert_uses_new(hybrid);

	for (guint i = 0; i < uses->len; i++) {
		const HcCertUse *use = g_ptr_array_index(uses, i);

		for (guint k = 0; k < use->named->servers->len; k++) {
			const HcNamedOn *on = g_ptr_array_index(use->named->servers, k);

			if (on->newest != NULL &&
				hc_text_same(on->newest->thumbprint, leaf->thumbprint))
				return TRUE;
		}
	}
	return FALSE;
}

/* --- interception ---------------------------------------------------------------------------- */

/* The certificates of every receiving server are known. */
static gboolean
all_exported(const HcHybrid *hybrid)
{
	for (guint i = 0; i < hybrid->receives->len; i++) {
		const HcReceiveMatch *match = g_ptr_array_index(hybrid->receives, i);

		if (match->is_rest ||
			!hc_fact_is_answered(hc_named_server_head(hybrid->evidence, match->server)))
			return FALSE;
	}
	return hybrid->receives->len > 0;
}

/*
 * A server of ours that was asked directly presents one of another issuer.  Two certificates of one
 * CA are an old and a new one, not two ends of TLS.
 */
static gboolean
server_presents_another(const HcHybrid *hybrid, const HcCertFacts *leaf)
{
	gboolean any = FALSE;
	guint n = hc_evidence_n_smtp(hybrid->evidence);

	for (guint i = 0; i < n; i++) {
		const HcSmtpSession *session = hc_evidence_smtp(hybrid->evidence, i);
		const HcCertFacts *own = NULL;

		if (!hc_wire_is_whole(session, HC_ROLE_SERVER) || session->tls == NULL)
			continue;
		own = hc_tls_leaf(session->tls);
		if (own == NULL)
			continue;
		any = TRUE;
		if (hc_dn_equal(own->issuer, leaf->issuer))
			return FALSE;
	}
	return any;
}

/* YES: no public CA stands behind it, as far as this host's roots tell; UNKNOWN: it may be one
 * whose intermediate was not sent. */
static HcTri
is_private(const HcTlsSession *tls)
{
	switch (tls->trust[HC_TRUST_HOST].status) {
	case HC_TRUST_UNTRUSTED:
		return HC_TRI_YES;
	case HC_TRUST_INCOMPLETE:
		return tls->complete == HC_TRI_NO ? HC_TRI_UNKNOWN : HC_TRI_YES;
	case HC_TRUST_TRUSTED:
		return HC_TRI_NO;
	case HC_TRUST_INVALID:
	case HC_TRUST_NOT_JUDGED:
	case HC_N_TRUST_STATUSES:
		break;
	}
	return HC_TRI_UNKNOWN;
}

HcTri
hc_wire_is_intercepted(const HcHybrid *hybrid, const HcSmtpSession *session)
{
	const HcCertFacts *leaf = hc_tls_leaf(session->tls);
	HcTri private = is_private(session->tls);

	/* Who intercepts issues with a CA of his own; a self-signed one is a server's default. */
	if (leaf->self_issued || private == HC_TRI_NO || hc_wire_exported(hybrid, leaf) != NULL ||
		hc_wire_is_of_connector(hybrid, session) == HC_TRI_YES)
		return HC_TRI_NO;
	/* Issuer and subject that the connector names: ours, of a chain that was not sent whole. */
	if (hc_wire_is_of_connector(hybrid, session) == HC_TRI_YES)
		return HC_TRI_NO;
	if (server_presents_another(hybrid, leaf))
		return HC_TRI_YES;
	return private == HC_TRI_YES && all_exported(hybrid) ? HC_TRI_YES : HC_TRI_UNKNOWN;
}
