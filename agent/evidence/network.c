/* What the network answered, frozen: const lookups.  Room: evidence. */
#include "agent/evidence/network.h"

#include "agent/base/dname.h"
#include "agent/evidence/evidence-private.h"

static void
free_addresses(gpointer data)
{
	hc_host_addresses_free(data);
}

static void
free_smtp(gpointer data)
{
	hc_smtp_session_free(data);
}

static void
free_tcp(gpointer data)
{
	hc_tcp_connect_free(data);
}

static void
free_http(gpointer data)
{
	hc_http_answer_free(data);
}

static void
free_cert(gpointer data)
{
	hc_cert_facts_free(data);
}

void
hc_network_init(HcNetwork *self)
{
	self->addresses = g_ptr_array_new_with_free_func(free_addresses);
	self->smtp = g_ptr_array_new_with_free_func(free_smtp);
	self->tcp = g_ptr_array_new_with_free_func(free_tcp);
	self->http = g_ptr_array_new_with_free_func(free_http);
	self->presented = g_ptr_array_new_with_free_func(free_cert);
	self->by_sha256 = g_hash_table_new(g_str_hash, g_str_equal);
}

void
hc_network_clear(HcNetwork *self)
{
	g_ptr_array_unref(self->addresses);
	g_ptr_array_unref(self->smtp);
	g_ptr_array_unref(self->tcp);
	g_ptr_array_unref(self->http);
	g_hash_table_unref(self->by_sha256);
	g_ptr_array_unref(self->presented);
}

gboolean
hc_evidence_network_asked(const HcEvidence *self)
{
	return self->network.asked;
}

guint
hc_evidence_n_addresses(const HcEvidence *self)
{
	return self->network.addresses->len;
}

const HcHostAddresses *
hc_evidence_addresses(const HcEvidence *self, guint i)
{
	return self->network.addresses->pdata[i];
}

guint
hc_evidence_n_smtp(const HcEvidence *self)
{
	return self->network.smtp->len;
}

const HcSmtpSession *
hc_evidence_smtp(const HcEvidence *self, guint i)
{
	return self->network.smtp->pdata[i];
}

guint
hc_evidence_n_tcp(const HcEvidence *self)
{
	return self->network.tcp->len;
}

const HcTcpConnect *
hc_evidence_tcp(const HcEvidence *self, guint i)
{
	return self->network.tcp->pdata[i];
}

guint
hc_evidence_n_http(const HcEvidence *self)
{
	return self->network.http->len;
}

const HcHttpAnswer *
hc_evidence_http(const HcEvidence *self, guint i)
{
	return self->network.http->pdata[i];
}

guint
hc_evidence_n_presented(const HcEvidence *self)
{
	return self->network.presented->len;
}

const HcCertFacts *
hc_evidence_presented(const HcEvidence *self, guint i)
{
	return self->network.presented->pdata[i];
}

const HcHostAddresses *
hc_evidence_addresses_of(const HcEvidence *self, const char *host)
{
	static char why[] = "nobody asked for the addresses of this name";
	static char *none[] = { NULL };
	static const HcHostAddresses not_asked = {
		.head = { .status = HC_FACT_NOT_ASKED,
			.why = why,
			.origin = { .as_of = HC_TIME_NONE } },
		.addresses = none,
	};

	for (guint i = 0; i < self->network.addresses->len; i++) {
		const HcHostAddresses *addresses = self->network.addresses->pdata[i];

		if (hc_dname_equal(addresses->host, host))
			return addresses;
	}
	return &not_asked;
}

/* --- versions of TLS -------------------------------------------------------------------------- */

/* The peer gave no other reason not to talk TLS: it took STARTTLS and ended the handshake. */
static gboolean
ended_handshake(const HcSmtpSession *session)
{
	return session->outcome == HC_OUTCOME_TLS_ALERT || session->outcome == HC_OUTCOME_TLS_CUT ||
	       session->outcome == HC_OUTCOME_RESET_AFTER_STARTTLS;
}

/* What a session that offered one version alone tells of it. */
static void
learn_one(const HcSmtpSession *session, gboolean talks_tls, HcTri *offered)
{
	HcTlsVersion version = HC_TLS_1_0;

	if (!hc_tls_version_from_number(session->tls_max, &version))
		return;
	if (session->tls != NULL &&
		g_strcmp0(session->tls->version, hc_tls_version_word(version)) == 0)
		offered[version] = HC_TRI_YES;
	else if (ended_handshake(session) && talks_tls)
		offered[version] = HC_TRI_NO;
}

/* A peer chooses the highest version that it has. */
static void
learn_highest(const HcSmtpSession *session, HcTri *offered)
{
	HcTlsVersion chosen = HC_TLS_1_0;

	if (session->tls_max != 0 || session->tls == NULL ||
		!hc_tls_version_from_word(session->tls->version, &chosen))
		return;
	offered[chosen] = HC_TRI_YES;
	for (guint i = chosen + 1U; i < HC_N_TLS_VERSIONS; i++)
		offered[i] = HC_TRI_NO;
}

static gboolean
same_peer(const HcSmtpSession *a, const HcSmtpSession *b)
{
	return a->port == b->port && hc_text_same(a->address, b->address) &&
	       hc_dname_equal(a->host, b->host);
}

void
hc_evidence_tls_versions(
	const HcEvidence *self, const HcSmtpSession *session, HcTri ret_offered[HC_N_TLS_VERSIONS])
{
	g_autoptr(GPtrArray) same = g_ptr_array_new();
	gboolean talks_tls = FALSE;

	for (guint i = 0; i < HC_N_TLS_VERSIONS; i++)
		ret_offered[i] = HC_TRI_UNKNOWN;
	for (guint i = 0; i < self->network.smtp->len; i++) {
		HcSmtpSession *other = self->network.smtp->pdata[i];

		if (!same_peer(session, other))
			continue;
		g_ptr_array_add(same, other);
		talks_tls |= other->tls != NULL && other->tls->version != NULL;
		learn_highest(other, ret_offered);
	}
	for (guint i = 0; i < same->len; i++)
		learn_one(same->pdata[i], talks_tls, ret_offered);
}
