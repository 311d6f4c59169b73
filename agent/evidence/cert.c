/* Facts of one X.509 certificate.  Room: evidence. */
#include "agent/evidence/cert.h"

HcCertFacts *
hc_cert_facts_new(void)
{
	HcCertFacts *self = g_new0(HcCertFacts, 1);

	self->head.origin.as_of = HC_TIME_NONE;
	self->not_before = HC_TIME_NONE;
	self->not_after = HC_TIME_NONE;
	self->has_private_key = HC_TRI_UNKNOWN;
	return self;
}

HcCertFacts *
hc_cert_facts_share(HcCertFacts *self)
{
	self->n_shared++;
	return self;
}

void
hc_cert_facts_free(HcCertFacts *self)
{
	if (self == NULL)
		return;
	if (self->n_shared > 0) {
		self->n_shared--;
		return;
	}
	hc_fact_head_clear(&self->head);
	g_free(self->server);
	g_free(self->thumbprint);
	g_free(self->sha256);
	g_free(self->spki_sha256);
	g_free(self->serial);
	g_free(self->subject);
	g_free(self->issuer);
	g_free(self->subject_cn);
	g_strfreev(self->dns_names);
	g_free(self->key_type);
	g_free(self->signature_hash);
	g_strfreev(self->eku);
	g_strfreev(self->crl_urls);
	g_strfreev(self->ocsp_urls);
	g_strfreev(self->issuer_urls);
	g_clear_pointer(&self->der, g_bytes_unref);
	g_free(self->services);
	g_free(self->root_ca_type);
	g_free(self);
}
