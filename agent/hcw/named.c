/* The certificates the hybrid configuration names.  Room: hcw. */
#include "agent/hcw/named.h"

#include "agent/base/dname.h"
#include "certs/dn.h"
#include "certs/match.h"

static void
named_on_free(HcNamedOn *on)
{
	g_free(on->server);
	g_free(on);
}

static gboolean
carries_name(const HcCertFacts *cert, const char *identifier)
{
	g_autofree char *own = NULL;

	if (cert->subject == NULL || cert->issuer == NULL)
		return FALSE;
	own = hc_dn_identifier_format(cert->issuer, cert->subject);
	return hc_dn_identifier_equal(own, identifier);
}

/* Exchange takes the newest of several (rulebook 5.4). */
static gboolean
is_newer(const HcCertFacts *cert, const HcCertFacts *than)
{
	return than == NULL || cert->not_before > than->not_before;
}

static gboolean
lies_on(const HcCertFacts *cert, const char *server)
{
	return cert->server != NULL && hc_dname_same_host(cert->server, server);
}

/* Certificates of an export that does not tell the server prove nothing about any server. */
const HcFactHead *
hc_named_server_head(const HcEvidence *evidence, const char *server)
{
	static char why[] = "the export does not tell on which server the certificates lie";
	static const HcFactHead unattributed = { .status = HC_FACT_NOT_ASKED, .why = why };
	const HcFactHead *head = hc_evidence_server_head(
		evidence, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_CERTIFICATE, server);
	gboolean any_unattributed = FALSE;

	for (guint i = 0; i < hc_evidence_n_certs(evidence); i++) {
		const HcCertFacts *cert = hc_evidence_cert(evidence, i);

		if (lies_on(cert, server))
			return head;
		any_unattributed = any_unattributed || cert->server == NULL;
	}
	return hc_fact_is_answered(head) && any_unattributed ? &unattributed : head;
}

static HcNamedOn *
named_on_new(const HcEvidence *evidence, const char *identifier, const char *server)
{
	HcNamedOn *self = g_new0(HcNamedOn, 1);

	self->server = g_strdup(server);
	self->head = hc_named_server_head(evidence, server);
	for (guint i = 0; i < hc_evidence_n_certs(evidence); i++) {
		const HcCertFacts *cert = hc_evidence_cert(evidence, i);

		if (!lies_on(cert, server) || !carries_name(cert, identifier))
			continue;
		self->n_matches++;
		if (is_newer(cert, self->newest))
			self->newest = cert;
	}
	return self;
}

static const HcCertFacts *
find_sample(const HcEvidence *evidence, const char *identifier)
{
	const HcCertFacts *sample = NULL;

	for (guint i = 0; i < hc_evidence_n_certs(evidence); i++) {
		const HcCertFacts *cert = hc_evidence_cert(evidence, i);

		if (carries_name(cert, identifier) && is_newer(cert, sample))
			sample = cert;
	}
	return sample;
}

/* The same certificate lies on that server too. */
static gboolean
is_copied_to(const HcEvidence *evidence, const HcCertFacts *cert, const HcNamedOn *on)
{
	for (guint i = 0; i < hc_evidence_n_certs(evidence); i++) {
		const HcCertFacts *other = hc_evidence_cert(evidence, i);

		if (lies_on(other, on->server) && hc_text_same(other->thumbprint, cert->thumbprint))
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_on_every_server(const HcNamed *self, const HcEvidence *evidence, const HcCertFacts *cert)
{
	for (guint i = 0; i < self->servers->len; i++) {
		if (!is_copied_to(evidence, cert, g_ptr_array_index(self->servers, i)))
			return FALSE;
	}
	return self->servers->len > 0;
}

static gboolean
covers_what_is_named(const HcNamed *self, const HcHybrid *hybrid, const HcCertFacts *cert)
{
	const char *tls_domain =
		hybrid->outbound != NULL ? hc_exchange_text(hybrid->outbound, "TlsDomain") : NULL;

	if (self->cn != NULL && hc_match_cert_covers(cert, self->cn))
		return TRUE;
	return !hc_text_is_empty(tls_domain) && hc_match_cert_covers(cert, tls_domain);
}

static gboolean
could_replace(const HcNamed *self, const HcHybrid *hybrid, const HcCertFacts *cert)
{
	if (cert->head.status != HC_FACT_COLLECTED || cert->self_issued ||
		cert->has_private_key == HC_TRI_NO)
		return FALSE;
	return hc_named_is_valid_at(cert, hc_evidence_as_of(hybrid->evidence)) &&
	       !carries_name(cert, self->identifier) && covers_what_is_named(self, hybrid, cert);
}

/* Sets the newest that lies on every server, and without one the newest that does not. */
static void
find_replacement(HcNamed *self, const HcHybrid *hybrid)
{
	for (guint i = 0; i < hc_evidence_n_certs(hybrid->evidence); i++) {
		const HcCertFacts *cert = hc_evidence_cert(hybrid->evidence, i);

		if (!could_replace(self, hybrid, cert))
			continue;
		if (!is_on_every_server(self, hybrid->evidence, cert))
			self->candidate = is_newer(cert, self->candidate) ? cert : self->candidate;
		else if (is_newer(cert, self->replacement))
			self->replacement = cert;
	}
	if (self->replacement != NULL)
		self->candidate = NULL;
}

static char *
named_cn(const char *identifier)
{
	g_autofree char *issuer = NULL;
	g_autofree char *subject = NULL;

	if (!hc_dn_identifier_parse(identifier, &issuer, &subject))
		return NULL;
	return hc_dn_get(subject, "CN");
}

HcNamed *
hc_named_new(const HcHybrid *hybrid, const char *identifier, const char *const *servers)
{
	HcNamed *self = g_new0(HcNamed, 1);

	self->identifier = g_strdup(identifier != NULL ? identifier : "");
	self->cn = named_cn(self->identifier);
	self->servers = g_ptr_array_new_with_free_func((GDestroyNotify)named_on_free);
	for (gsize i = 0; servers != NULL && servers[i] != NULL; i++) {
		HcNamedOn *on = named_on_new(hybrid->evidence, self->identifier, servers[i]);

		if (!hc_fact_is_answered(on->head))
			self->any_unknown = TRUE;
		g_ptr_array_add(self->servers, on);
	}
	self->sample = find_sample(hybrid->evidence, self->identifier);
	find_replacement(self, hybrid);
	return self;
}

void
hc_named_free(HcNamed *self)
{
	if (self == NULL)
		return;
	g_free(self->identifier);
	g_free(self->cn);
	g_clear_pointer(&self->servers, g_ptr_array_unref);
	g_free(self);
}

gboolean
hc_named_is_valid_at(const HcCertFacts *cert, HcTime when)
{
	if (when == HC_TIME_NONE || cert->not_before == HC_TIME_NONE ||
		cert->not_after == HC_TIME_NONE)
		return FALSE;
	return cert->not_before <= when && when <= cert->not_after;
}
