/* What a TLS handshake showed.  Room: evidence. */
#include "agent/evidence/tls.h"

static const char *const trust_words[HC_N_TRUST_STATUSES] = {
	[HC_TRUST_NOT_JUDGED] = "not-judged",
	[HC_TRUST_TRUSTED] = "trusted",
	[HC_TRUST_UNTRUSTED] = "untrusted",
	[HC_TRUST_INCOMPLETE] = "incomplete",
	[HC_TRUST_INVALID] = "invalid",
};

static const char *const version_words[HC_N_TLS_VERSIONS] = {
	[HC_TLS_1_0] = "TLSv1",
	[HC_TLS_1_1] = "TLSv1.1",
	[HC_TLS_1_2] = "TLSv1.2",
	[HC_TLS_1_3] = "TLSv1.3",
};

/* What stands for TLS 1.0 in the protocol; the others follow it. */
#define NUMBER_OF_TLS_1_0 0x0301U

static void
free_cert(gpointer data)
{
	hc_cert_facts_free(data);
}

HcTlsSession *
hc_tls_session_new(void)
{
	HcTlsSession *self = g_new0(HcTlsSession, 1);

	self->chain = g_ptr_array_new_with_free_func(free_cert);
	self->client_certificate = HC_TRI_UNKNOWN;
	self->complete = HC_TRI_UNKNOWN;
	self->in_order = HC_TRI_UNKNOWN;
	self->name_matches = HC_TRI_UNKNOWN;
	self->notes = hc_text_dup_list(NULL);
	return self;
}

void
hc_tls_session_free(HcTlsSession *self)
{
	if (self == NULL)
		return;
	g_free(self->version);
	g_free(self->cipher);
	g_free(self->group);
	g_ptr_array_unref(self->chain);
	g_clear_pointer(&self->staple, g_bytes_unref);
	for (guint i = 0; i < HC_N_TRUSTS; i++) {
		g_free(self->trust[i].why);
		g_free(self->trust[i].missing_issuer);
		g_free(self->trust[i].anchor);
	}
	g_strfreev(self->notes);
	g_free(self);
}

const HcCertFacts *
hc_tls_leaf(const HcTlsSession *self)
{
	return self->chain->len > 0 ? g_ptr_array_index(self->chain, 0) : NULL;
}

const char *
hc_trust_status_word(HcTrustStatus status)
{
	return trust_words[status];
}

gboolean
hc_trust_status_from_word(const char *word, HcTrustStatus *ret_status)
{
	for (guint i = 0; i < HC_N_TRUST_STATUSES; i++) {
		if (g_strcmp0(trust_words[i], word) == 0) {
			*ret_status = (HcTrustStatus)i;
			return TRUE;
		}
	}
	return FALSE;
}

const char *
hc_tls_version_word(HcTlsVersion version)
{
	return version_words[version];
}

gboolean
hc_tls_version_from_word(const char *word, HcTlsVersion *ret_version)
{
	for (guint i = 0; i < HC_N_TLS_VERSIONS; i++) {
		if (g_strcmp0(version_words[i], word) == 0) {
			*ret_version = (HcTlsVersion)i;
			return TRUE;
		}
	}
	return FALSE;
}

gboolean
hc_tls_version_from_number(guint number, HcTlsVersion *ret_version)
{
	if (number < NUMBER_OF_TLS_1_0 || number >= NUMBER_OF_TLS_1_0 + HC_N_TLS_VERSIONS)
		return FALSE;
	*ret_version = (HcTlsVersion)(number - NUMBER_OF_TLS_1_0);
	return TRUE;
}
