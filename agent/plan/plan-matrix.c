/* What hybrid needs besides mail: HTTPS both ways, and the CAs' lists and responders.  Room: plan.
 */
#include "agent/plan/plan-parts.h"

#include "agent/base/dname.h"
#include "agent/base/hostport.h"
#include "agent/base/limits.h"
#include "agent/evidence/network.h"
#include "agent/plan/matrix-names.h"

#include <string.h>

#define PORT_HTTP 80
#define PORT_HTTPS 443

/* --- URLs of others --------------------------------------------------------------------------- */

/* RFC 6761 6.3: this host itself, whatever the resolver says. */
static gboolean
is_this_host(const char *name)
{
	return hc_dname_equal(name, "localhost") || hc_dname_is_under(name, "localhost");
}

/*
 * The host of a URL of @scheme at its own @port, without a user in it; NULL for any other URL:
 * other schemes lead to directories and files, other ports to what is no concern of a list.
 */
static char *
host_of_url(const char *url, const char *scheme, gint port)
{
	g_autofree char *given_scheme = NULL;
	g_autofree char *user = NULL;
	g_autofree char *host = NULL;
	gint given_port = -1;

	if (strlen(url) > HC_LIMIT_URL ||
		!g_uri_split(url, G_URI_FLAGS_ENCODED, &given_scheme, &user, &host, &given_port,
			NULL, NULL, NULL, NULL))
		return NULL;
	if (host == NULL || user != NULL || !hc_text_same(given_scheme, scheme) ||
		(given_port != -1 && given_port != port))
		return NULL;
	if (hc_hostport_family(host) == HC_FAMILY_NONE &&
		(!hc_hostport_is_name(host) || is_this_host(host)))
		return NULL;
	return g_steal_pointer(&host);
}

/* --- Microsoft 365 ---------------------------------------------------------------------------- */

static void
ask_all(HcPlanning *self, const char *const *hosts, guint16 port, guint role)
{
	for (gsize i = 0; hosts[i] != NULL; i++)
		hc_planning_ask_host(self, HC_QUESTION_TCP, hosts[i], port, role);
}

static void
ask_services(HcPlanning *self)
{
	const HcHybrid *hybrid = self->hybrid;

	ask_all(self, hc_matrix_services(hybrid->cloud->id, hybrid->cloud_how == HC_CLOUD_SHARED),
		PORT_HTTPS, HC_ROLE_SERVICE);
	ask_all(self, hc_matrix_revocation(hybrid->cloud->id), PORT_HTTP, HC_ROLE_REVOCATION);
}

/* --- our own names ---------------------------------------------------------------------------- */

static gboolean
is_in(const char *host, char **domains)
{
	for (gsize i = 0; domains != NULL && domains[i] != NULL; i++) {
		if (hc_dname_equal(host, domains[i]) || hc_dname_is_under(host, domains[i]))
			return TRUE;
	}
	return FALSE;
}

/* Exchange Online has relationships with others' organisations as well. */
static gboolean
is_ours(const HcHybrid *hybrid, const char *host)
{
	return is_in(host, hybrid->domains) || is_in(host, hybrid->onprem_domains);
}

static void
ask_published(HcPlanning *self, const char *host)
{
	if (host != NULL && is_ours(self->hybrid, host))
		hc_planning_ask_host(self, HC_QUESTION_TCP, host, PORT_HTTPS, HC_ROLE_PUBLISHED);
}

/* Where a property of an object leads: a URL, or (a migration endpoint's) a host by itself. */
static void
ask_place(HcPlanning *self, const char *place)
{
	g_autofree char *host = NULL;

	if (hc_text_is_empty(place))
		return;
	if (strstr(place, "://") == NULL) {
		ask_published(self, place);
		return;
	}
	host = host_of_url(place, "https", PORT_HTTPS);
	ask_published(self, host);
}

/* What Exchange Online asks, or is told to ask, on premises. */
static const struct {
	HcSide side;
	HcKind kind;
	const char *property;
} places[] = {
	{ HC_SIDE_ONPREM, HC_KIND_WEB_SERVICES_VIRTUAL_DIRECTORY, "ExternalUrl" },
	{ HC_SIDE_TENANT, HC_KIND_INTRA_ORGANIZATION_CONNECTOR, "DiscoveryEndpoint" },
	{ HC_SIDE_TENANT, HC_KIND_ORGANIZATION_RELATIONSHIP, "TargetAutodiscoverEpr" },
	{ HC_SIDE_TENANT, HC_KIND_ORGANIZATION_RELATIONSHIP, "TargetSharingEpr" },
	{ HC_SIDE_TENANT, HC_KIND_MIGRATION_ENDPOINT, "RemoteServer" },
};

static void
ask_our_names(HcPlanning *self)
{
	for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
		const HcExchangeSet *set =
			hc_evidence_set(self->so_far, places[i].side, places[i].kind);

		for (guint k = 0; k < set->objects->len; k++)
			ask_place(self, hc_exchange_text(g_ptr_array_index(set->objects, k),
						places[i].property));
	}
}

/* --- revocation ------------------------------------------------------------------------------- */

static void
ask_urls(HcPlanning *self, char **urls, GHashTable *hosts)
{
	for (gsize i = 0; urls != NULL && urls[i] != NULL; i++) {
		char *host = host_of_url(urls[i], "http", PORT_HTTP);

		if (host == NULL || g_hash_table_contains(hosts, host) ||
			g_hash_table_size(hosts) >= HC_LIMIT_REVOCATION_HOSTS) {
			g_free(host);
			continue;
		}
		hc_planning_ask_host(self, HC_QUESTION_TCP, host, PORT_HTTP, HC_ROLE_REVOCATION);
		g_hash_table_add(hosts, host);
	}
}

static void
ask_revocation_of(HcPlanning *self, const HcCertFacts *cert, GHashTable *hosts)
{
	ask_urls(self, cert->crl_urls, hosts);
	ask_urls(self, cert->ocsp_urls, hosts);
	ask_urls(self, cert->issuer_urls, hosts);
}

static const HcCertFacts *
cert_of(const HcEvidence *evidence, const char *thumbprint)
{
	for (guint i = 0; i < hc_evidence_n_certs(evidence); i++) {
		const HcCertFacts *cert = hc_evidence_cert(evidence, i);

		if (hc_text_same(cert->thumbprint, thumbprint))
			return cert;
	}
	return NULL;
}

/* Those that connectors use come before those that peers presented: the bound is theirs first. */
static void
ask_revocation(HcPlanning *self)
{
	const HcEvidence *evidence = self->so_far;
	g_autoptr(GHashTable) hosts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < hc_evidence_n_picks(evidence); i++) {
		const HcPick *pick = hc_evidence_pick(evidence, i);
		const HcCertFacts *cert =
			pick->thumbprint != NULL ? cert_of(evidence, pick->thumbprint) : NULL;

		if (cert != NULL)
			ask_revocation_of(self, cert, hosts);
	}
	for (guint i = 0; i < hc_evidence_n_presented(evidence); i++)
		ask_revocation_of(self, hc_evidence_presented(evidence, i), hosts);
}

/* --- exported --------------------------------------------------------------------------------- */

void
hc_plan_matrix(HcPlanning *self)
{
	const HcHybrid *hybrid = self->hybrid;

	if (hybrid->configuration == NULL && hybrid->send == NULL && hybrid->outbound == NULL &&
		hybrid->organization == NULL)
		return; /* no trace of a hybrid organisation: nobody needs all that */
	ask_services(self);
	ask_our_names(self);
	ask_revocation(self);
}
