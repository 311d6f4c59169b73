/*
 * The Receive connector the wizard takes on a server.  Room: hcw.
 * Its log: "Only port 25 bindings", then "Matching RemoteIPRange with both IPV6-all and IPV4-all",
 * then "MATCH FOUND" (rulebook 0.1, 2.2).
 */
#include "agent/hcw/receive.h"

#include "agent/base/dname.h"
#include "agent/base/ipset.h"
#include "agent/base/limits.h"
#include "agent/hcw/space.h"

#include <string.h>

/* How much speaks for a connector; the highest is taken. */
typedef enum {
	NO_CANDIDATE,
	CANDIDATE_UNDECIDABLE, /* its bindings or ranges were not exported */
	CANDIDATE_WIZARD,
	CANDIDATE_CAPABLE,
	CANDIDATE_CAPABLE_WIZARD,
} Candidate;

/* TlsDomainCapabilities lets Exchange Online act for the organisation, in any form ever written. */
static gboolean
has_capability(const HcExchangeObject *connector)
{
	const char *text = hc_exchange_text(connector, "TlsDomainCapabilities");
	g_autofree char *lower = NULL;

	if (text == NULL)
		return FALSE;
	/* The domain part of the oldest form is "<I>…<S>…" with commas: the list may be cut. */
	lower = g_ascii_strdown(text, -1);
	return strstr(lower, "acceptcloudservicesmail") != NULL ||
	       strstr(lower, "acceptoorgprotocol") != NULL;
}

/* The domain of "domain:AcceptCloudServicesMail"; NULL if @entry grants something else. */
static char *
trusted_domain(const char *entry)
{
	g_auto(GStrv) parts = g_strsplit(entry, ":", 2);
	g_autofree char *granted = NULL;

	if (parts[0] == NULL || parts[1] == NULL)
		return NULL;
	granted = g_ascii_strdown(parts[1], -1);
	return strstr(granted, "acceptcloudservicesmail") != NULL ? g_strdup(parts[0]) : NULL;
}

gboolean
hc_receive_trusts(const HcExchangeObject *connector, const HcCloud *cloud)
{
	const char *const *entries = hc_exchange_list(connector, "TlsDomainCapabilities");

	for (gsize i = 0; entries != NULL && entries[i] != NULL; i++) {
		g_autofree char *domain = trusted_domain(entries[i]);

		if (hc_cloud_has_protection_name(cloud, domain))
			return TRUE;
	}
	return FALSE;
}

const HcCloud *
hc_receive_trusts_other(const HcExchangeObject *connector, const HcCloud *own)
{
	const char *const *entries = hc_exchange_list(connector, "TlsDomainCapabilities");

	for (gsize i = 0; entries != NULL && entries[i] != NULL; i++) {
		g_autofree char *domain = trusted_domain(entries[i]);
		const HcCloud *cloud = hc_cloud_of_protection_name(domain);

		if (cloud != NULL && !hc_cloud_has_protection_name(own, domain))
			return cloud;
	}
	return NULL;
}

/*
 * A connector of the HubTransport service is never the one, except on an Edge server, where all
 * are; Exchange 2010 knows no roles.
 */
static gboolean
is_frontend(const HcExchangeObject *connector)
{
	const char *role = hc_exchange_text(connector, "TransportRole");

	return hc_text_is_empty(role) || hc_text_same(role, "FrontendTransport");
}

static HcTri
binds_port_25_only(const HcExchangeObject *connector)
{
	const char *const *bindings = hc_exchange_list(connector, "Bindings");

	if (bindings == NULL)
		return HC_TRI_UNKNOWN;
	for (gsize i = 0; bindings[i] != NULL; i++) {
		if (!g_str_has_suffix(bindings[i], ":25"))
			return HC_TRI_NO;
	}
	return bindings[0] != NULL ? HC_TRI_YES : HC_TRI_NO;
}

static HcTri
admits_every_address(const HcExchangeObject *connector)
{
	const char *const *ranges = hc_exchange_list(connector, "RemoteIPRanges");
	g_autoptr(HcIpSet) set = NULL;

	if (ranges == NULL || !hc_ipset_parse_list(ranges, &set, NULL))
		return HC_TRI_UNKNOWN;
	return hc_ipset_is_all_ipv4(set) && hc_ipset_is_all_ipv6(set) ? HC_TRI_YES : HC_TRI_NO;
}

static HcTri
is_wizard_match(const HcExchangeObject *connector)
{
	HcTri port = binds_port_25_only(connector);
	HcTri ranges = admits_every_address(connector);

	if (port == HC_TRI_NO || ranges == HC_TRI_NO)
		return HC_TRI_NO;
	return port == HC_TRI_YES && ranges == HC_TRI_YES ? HC_TRI_YES : HC_TRI_UNKNOWN;
}

static Candidate
weigh(const HcExchangeObject *connector, HcTri wizard)
{
	if (has_capability(connector))
		return wizard == HC_TRI_YES ? CANDIDATE_CAPABLE_WIZARD : CANDIDATE_CAPABLE;
	switch (wizard) {
	case HC_TRI_YES:
		return CANDIDATE_WIZARD;
	case HC_TRI_UNKNOWN:
		return CANDIDATE_UNDECIDABLE;
	case HC_TRI_NO:
		return NO_CANDIDATE;
	}
	g_return_val_if_reached(NO_CANDIDATE);
}

static gboolean
is_default_frontend(const HcExchangeObject *connector)
{
	const char *name = hc_exchange_text(connector, "Name");

	return name != NULL && g_ascii_strncasecmp(name, "Default Frontend ", 17) == 0;
}

/* TRUE if @connector should be taken instead of @taken, which has the same weight. */
static gboolean
is_better_name(const HcExchangeObject *connector, const HcExchangeObject *taken)
{
	return taken == NULL || (is_default_frontend(connector) && !is_default_frontend(taken));
}

char *
hc_receive_server(const HcExchangeObject *connector)
{
	const char *server = hc_exchange_server(connector);
	const char *identity = hc_exchange_identity(connector);
	const char *backslash = strchr(identity, '\\');

	if (!hc_text_is_empty(server))
		return hc_space_server(server);
	return backslash != NULL ? g_strndup(identity, (gsize)(backslash - identity)) : NULL;
}

gboolean
hc_receive_is_on(const HcExchangeObject *connector, const char *server)
{
	g_autofree char *on = hc_receive_server(connector);

	return hc_dname_same_host(on, server);
}

/* The answer that was asked of @server alone; NULL if there is none. */
static const HcFactHead *
own_answer(const HcExchangeSet *set, const char *server)
{
	for (guint i = 0; i < set->answers->len; i++) {
		const HcAnswer *answer = g_ptr_array_index(set->answers, i);

		if (answer->server != NULL && answer->narrow == NULL &&
			hc_dname_same_host(answer->server, server))
			return &answer->head;
	}
	return NULL;
}

/* An answer for the whole organisation comes from its directory, which knows no Edge server's. */
static const HcFactHead *
edge_head(const HcExchangeSet *set, const char *server)
{
	static char why[] = "Receive connectors of an Edge server are in no directory: "
			    "export Get-ReceiveConnector on the server itself";
	static const HcFactHead not_on_edge = { .status = HC_FACT_NOT_ASKED, .why = why };
	const HcFactHead *head = own_answer(set, server);

	for (guint i = 0; head == NULL && i < set->objects->len; i++) {
		if (hc_receive_is_on(g_ptr_array_index(set->objects, i), server))
			head = &set->head;
	}
	return head != NULL ? head : &not_on_edge;
}

static const HcFactHead *
head_of(const HcEvidence *evidence, const char *server, gboolean is_edge)
{
	if (is_edge)
		return edge_head(
			hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR),
			server);
	return hc_evidence_server_head(evidence, HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR, server);
}

HcReceiveMatch *
hc_receive_match_new(const HcEvidence *evidence, const char *server, gboolean is_edge)
{
	const HcExchangeSet *set =
		hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR);
	HcReceiveMatch *self = g_new0(HcReceiveMatch, 1);
	Candidate best = NO_CANDIDATE;

	self->server = g_strdup(server);
	self->head = head_of(evidence, server, is_edge);
	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *connector = g_ptr_array_index(set->objects, i);
		HcTri wizard = is_wizard_match(connector);
		Candidate weight = weigh(connector, wizard);

		if (weight == NO_CANDIDATE || !hc_receive_is_on(connector, server))
			continue;
		if (!is_edge && !is_frontend(connector))
			continue;
		self->n_wizard_matches += wizard == HC_TRI_YES ? 1 : 0;
		if (weight < best ||
			(weight == best && !is_better_name(connector, self->connector)))
			continue;
		best = weight;
		self->connector = connector;
		self->is_wizard_match = wizard == HC_TRI_YES;
	}
	return self;
}

HcReceiveMatch *
hc_receive_match_rest(guint n)
{
	static char why[] = "limit HC_LIMIT_SERVERS (" G_STRINGIFY(
		HC_LIMIT_SERVERS) ") reached: "
				  "servers further down a list are not judged";
	static const HcFactHead beyond_limit = { .status = HC_FACT_NOT_ASKED, .why = why };
	HcReceiveMatch *self = g_new0(HcReceiveMatch, 1);

	self->server = g_strdup_printf("%u more servers", n);
	self->head = &beyond_limit;
	self->is_rest = TRUE;
	return self;
}

void
hc_receive_match_free(HcReceiveMatch *self)
{
	if (self == NULL)
		return;
	g_free(self->server);
	g_free(self);
}

GStrv
hc_receive_capable_servers(const HcEvidence *evidence)
{
	const HcExchangeSet *set =
		hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR);
	g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
	g_autoptr(GPtrArray) seen = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *connector = g_ptr_array_index(set->objects, i);
		g_autofree char *server = hc_receive_server(connector);

		if (server == NULL || !is_frontend(connector) || !has_capability(connector))
			continue;
		if (g_ptr_array_find_with_equal_func(
			    seen, server, (GEqualFunc)hc_dname_same_host, NULL))
			continue;
		g_strv_builder_add(builder, server);
		g_ptr_array_add(seen, g_steal_pointer(&server));
	}
	return g_strv_builder_end(builder);
}
