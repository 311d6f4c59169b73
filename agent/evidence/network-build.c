/* The builder's side of what the network answered.  Room: evidence. */
#include "agent/evidence/complete.h"
#include "agent/evidence/evidence-build.h"
#include "agent/evidence/evidence-private.h"

#include <string.h>

static HcNetwork *
network_of(HcEvidenceBuilder *self)
{
	return &hc_evidence_builder_inside(self)->network;
}

void
hc_evidence_builder_set_network_asked(HcEvidenceBuilder *self)
{
	network_of(self)->asked = TRUE;
}

void
hc_evidence_builder_take_addresses(HcEvidenceBuilder *self, HcHostAddresses *addresses)
{
	hc_complete_addresses(addresses);
	network_of(self)->asked = TRUE;
	g_ptr_array_add(network_of(self)->addresses, addresses);
}

void
hc_evidence_builder_take_smtp(HcEvidenceBuilder *self, HcSmtpSession *session)
{
	hc_complete_smtp(session);
	network_of(self)->asked = TRUE;
	g_ptr_array_add(network_of(self)->smtp, session);
}

void
hc_evidence_builder_take_tcp(HcEvidenceBuilder *self, HcTcpConnect *connect)
{
	hc_complete_tcp(connect);
	network_of(self)->asked = TRUE;
	g_ptr_array_add(network_of(self)->tcp, connect);
}

void
hc_evidence_builder_take_http(HcEvidenceBuilder *self, HcHttpAnswer *answer)
{
	hc_complete_http(answer);
	network_of(self)->asked = TRUE;
	g_ptr_array_add(network_of(self)->http, answer);
}

HcCertFacts *
hc_evidence_builder_presented(HcEvidenceBuilder *self, const char *sha256)
{
	return sha256 != NULL ? g_hash_table_lookup(network_of(self)->by_sha256, sha256) : NULL;
}

HcCertFacts *
hc_evidence_builder_take_presented(HcEvidenceBuilder *self, HcCertFacts *cert)
{
	HcCertFacts *known = hc_evidence_builder_presented(self, cert->sha256);

	if (known != NULL) {
		hc_cert_facts_free(cert);
		return known;
	}
	hc_complete_cert(cert);
	g_ptr_array_add(network_of(self)->presented, cert);
	if (cert->sha256 != NULL)
		g_hash_table_insert(network_of(self)->by_sha256, cert->sha256, cert);
	return cert;
}

GPtrArray *
hc_evidence_builder_smtp(HcEvidenceBuilder *self)
{
	return network_of(self)->smtp;
}

GPtrArray *
hc_evidence_builder_http(HcEvidenceBuilder *self)
{
	return network_of(self)->http;
}

const HcEvidence *
hc_evidence_builder_view(HcEvidenceBuilder *self)
{
	return hc_evidence_builder_inside(self);
}

/* --- the order of frozen facts ---------------------------------------------------------------- */

/* What a fact is about, whatever kind it is of. */
typedef struct {
	const char *host;
	const char *address;
	const char *path;
	guint port;
	guint tls_max;
} Subject;

static gboolean
is_ipv6(const char *address)
{
	return address != NULL && strchr(address, ':') != NULL;
}

static gint
compare_numbers(guint a, guint b)
{
	return (a > b) - (a < b);
}

static gint
compare_subjects(const Subject *a, const Subject *b)
{
	gint order = g_ascii_strcasecmp(a->host, b->host);

	if (order == 0)
		order = compare_numbers((guint)is_ipv6(a->address), (guint)is_ipv6(b->address));
	if (order == 0)
		order = g_strcmp0(a->address, b->address);
	if (order == 0)
		order = compare_numbers(a->port, b->port);
	if (order == 0)
		order = g_strcmp0(a->path, b->path);
	return order != 0 ? order : compare_numbers(a->tls_max, b->tls_max);
}

static gint
compare_addresses(gconstpointer a, gconstpointer b)
{
	const HcHostAddresses *left = *(const HcHostAddresses *const *)a;
	const HcHostAddresses *right = *(const HcHostAddresses *const *)b;

	return g_ascii_strcasecmp(left->host, right->host);
}

static Subject
subject_of_smtp(const HcSmtpSession *session)
{
	return (Subject){ .host = session->host,
		.address = session->address,
		.port = session->port,
		.tls_max = session->tls_max };
}

static gint
compare_smtp(gconstpointer a, gconstpointer b)
{
	const Subject left = subject_of_smtp(*(const HcSmtpSession *const *)a);
	const Subject right = subject_of_smtp(*(const HcSmtpSession *const *)b);

	return compare_subjects(&left, &right);
}

static Subject
subject_of_tcp(const HcTcpConnect *connect)
{
	return (Subject){
		.host = connect->host, .address = connect->address, .port = connect->port
	};
}

static gint
compare_tcp(gconstpointer a, gconstpointer b)
{
	const Subject left = subject_of_tcp(*(const HcTcpConnect *const *)a);
	const Subject right = subject_of_tcp(*(const HcTcpConnect *const *)b);

	return compare_subjects(&left, &right);
}

static Subject
subject_of_http(const HcHttpAnswer *answer)
{
	return (Subject){ .host = answer->host,
		.address = answer->address,
		.port = answer->port,
		.path = answer->path };
}

static gint
compare_http(gconstpointer a, gconstpointer b)
{
	const Subject left = subject_of_http(*(const HcHttpAnswer *const *)a);
	const Subject right = subject_of_http(*(const HcHttpAnswer *const *)b);

	return compare_subjects(&left, &right);
}

static gint
compare_presented(gconstpointer a, gconstpointer b)
{
	const HcCertFacts *left = *(const HcCertFacts *const *)a;
	const HcCertFacts *right = *(const HcCertFacts *const *)b;

	return g_strcmp0(left->sha256, right->sha256);
}

void
hc_network_sort(HcNetwork *self)
{
	g_ptr_array_sort(self->addresses, compare_addresses);
	g_ptr_array_sort(self->smtp, compare_smtp);
	g_ptr_array_sort(self->tcp, compare_tcp);
	g_ptr_array_sort(self->http, compare_http);
	g_ptr_array_sort(self->presented, compare_presented);
}
