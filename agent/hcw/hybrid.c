/* The hybrid organisation as the evidence shows it.  Room: hcw. */
#include "agent/hcw/hybrid.h"

#include "agent/base/dname.h"
#include "agent/hcw/connectors.h"
#include "agent/hcw/names.h"
#include "agent/hcw/receive.h"
#include "agent/hcw/servers.h"
#include "agent/hcw/space.h"

/* Entries of HybridConfiguration.Domains; "autod:" marks the one Autodiscover uses. */
static GStrv
hybrid_domains(const HcExchangeObject *configuration)
{
	const char *const *values =
		configuration != NULL ? hc_exchange_list(configuration, "Domains") : NULL;
	g_autoptr(GStrvBuilder) domains = g_strv_builder_new();

	for (gsize i = 0; values != NULL && values[i] != NULL; i++) {
		gboolean marked = g_ascii_strncasecmp(values[i], "autod:", 6) == 0;

		g_strv_builder_add(domains, marked ? values[i] + 6 : values[i]);
	}
	return g_strv_builder_end(domains);
}

static GStrv
no_servers(void)
{
	return g_new0(char *, 1);
}

static void
find_names(HcHybrid *self)
{
	const HcEvidence *evidence = self->evidence;

	self->tenant_domains = hc_names_accepted_domains(evidence, HC_SIDE_TENANT);
	self->onprem_domains = hc_names_accepted_domains(evidence, HC_SIDE_ONPREM);
	self->routing_domain = hc_names_routing_domain(evidence);
	self->tenant_guid = hc_names_organization_guid(evidence, HC_SIDE_TENANT);
	self->onprem_guid = hc_names_organization_guid(evidence, HC_SIDE_ONPREM);
	if (self->tenant_guid == NULL)
		self->tenant_guid = hc_names_guid_in_names(evidence, HC_SIDE_TENANT);
	if (self->onprem_guid == NULL)
		self->onprem_guid = hc_names_guid_in_names(evidence, HC_SIDE_ONPREM);
}

static void
find_cloud(HcHybrid *self, const HcCloud *chosen)
{
	const HcCloud *found = hc_cloud_of_domain(self->initial_domain);

	if (found == NULL)
		found = hc_cloud_of_domain(self->routing_domain);
	if (chosen != NULL) {
		self->cloud = chosen;
		self->cloud_how = HC_CLOUD_CHOSEN;
	} else if (found != NULL) {
		self->cloud = found;
		self->cloud_how = hc_cloud_is_shared(found) ? HC_CLOUD_SHARED : HC_CLOUD_FOUND;
	} else {
		self->cloud = hc_cloud(HC_CLOUD_WORLDWIDE);
		self->cloud_how = HC_CLOUD_ASSUMED;
	}
	self->protection_domain = self->cloud->protection_domain;
}

static void
find_send(HcHybrid *self, const HcCloud *chosen)
{
	self->sends = hc_connectors_sends(self->evidence, self->routing_domain);
	self->send = hc_connectors_send(self->evidence, self->sends, self->tenant_guid);
	if (self->routing_domain == NULL && self->send != NULL)
		self->routing_domain = hc_connectors_coexistence_space(self->send);
	self->initial_domain = hc_names_initial_domain(self->evidence, self->routing_domain);
	find_cloud(self, chosen);
}

/* The connector of @kind the organisation links to, or "<prefix><GUID>", or the only one. */
static const HcExchangeObject *
find_online(const HcHybrid *self, HcKind kind, const char *prefix, const GPtrArray *candidates)
{
	const HcExchangeSet *set = hc_evidence_set(self->evidence, HC_SIDE_TENANT, kind);
	const char *link =
		kind == HC_KIND_INBOUND_CONNECTOR ? "InboundConnector" : "OutboundConnector";
	const char *linked =
		self->organization != NULL ? hc_exchange_text(self->organization, link) : NULL;
	g_autofree char *expected =
		self->onprem_guid != NULL ? g_strconcat(prefix, self->onprem_guid, NULL) : NULL;

	return hc_connectors_online(set, linked, expected, candidates);
}

static void
find_online_objects(HcHybrid *self)
{
	self->organization = hc_connectors_organization(self->evidence, self->onprem_guid);
	self->inbounds = hc_connectors_on_premises(self->evidence, HC_KIND_INBOUND_CONNECTOR);
	self->outbounds = hc_connectors_on_premises(self->evidence, HC_KIND_OUTBOUND_CONNECTOR);
	self->inbound =
		find_online(self, HC_KIND_INBOUND_CONNECTOR, "Inbound from ", self->inbounds);
	self->outbound =
		find_online(self, HC_KIND_OUTBOUND_CONNECTOR, "Outbound to ", self->outbounds);
}

/* Servers, each host once, in the order they were met. */
typedef struct {
	GPtrArray *names;
	GHashTable *seen; /* the same, by host */
} Servers;

static void
servers_init(Servers *self)
{
	self->names = g_ptr_array_new();
	self->seen = g_hash_table_new(hc_dname_host_hash, hc_dname_host_equal);
}

static void
servers_add(Servers *self, const char *server)
{
	char *name = NULL;

	if (g_hash_table_contains(self->seen, server))
		return;
	name = g_strdup(server);
	g_ptr_array_add(self->names, name);
	g_hash_table_add(self->seen, name);
}

static GStrv
servers_end(Servers *self)
{
	g_hash_table_unref(self->seen);
	g_ptr_array_add(self->names, NULL);
	return (GStrv)g_ptr_array_free(self->names, FALSE);
}

static GStrv
listed_servers(const HcExchangeObject *object, const char *property)
{
	g_auto(GStrv) listed = hc_space_servers(object, property);
	Servers servers;

	servers_init(&servers);
	for (gsize i = 0; listed[i] != NULL; i++)
		servers_add(&servers, listed[i]);
	return servers_end(&servers);
}

/* The servers of a list that exist; those that do not join @gone. */
static GStrv
existing_servers(const HcHybrid *self, const char *property, Servers *gone)
{
	g_auto(GStrv) listed = listed_servers(self->configuration, property);
	g_autoptr(GStrvBuilder) existing = g_strv_builder_new();

	for (gsize i = 0; listed[i] != NULL; i++) {
		if (hc_names_server_is_gone(self->evidence, listed[i]))
			servers_add(gone, listed[i]);
		else
			g_strv_builder_add(existing, listed[i]);
	}
	return g_strv_builder_end(existing);
}

static void
find_servers(HcHybrid *self)
{
	Servers gone;

	servers_init(&gone);
	if (self->configuration != NULL) {
		self->sending = existing_servers(self, "SendingTransportServers", &gone);
		self->receiving = existing_servers(self, "ReceivingTransportServers", &gone);
		/* Without them the organisation would look as if it had no Edge servers at all. */
		g_strfreev(existing_servers(self, "EdgeTransportServers", &gone));
		self->edge = listed_servers(self->configuration, "EdgeTransportServers");
	}
	self->gone = servers_end(&gone);
	if (self->configuration != NULL)
		return;
	self->sending = self->send != NULL ? listed_servers(self->send, "SourceTransportServers")
					   : no_servers();
	self->receiving = hc_receive_capable_servers(self->evidence);
	self->edge = no_servers();
}

static void
find_receives(HcHybrid *self)
{
	gboolean is_edge = self->edge[0] != NULL;
	GStrv servers = is_edge ? self->edge : self->receiving;
	guint n_more = hc_servers_n_more(self);

	self->receives = g_ptr_array_new_with_free_func((GDestroyNotify)hc_receive_match_free);
	for (gsize i = 0; hc_servers_is_judged(servers, i); i++)
		g_ptr_array_add(
			self->receives, hc_receive_match_new(self->evidence, servers[i], is_edge));
	if (n_more > 0)
		g_ptr_array_add(self->receives, hc_receive_match_rest(n_more));
}

static HcTri
has_feature(const HcExchangeObject *configuration, const char *feature)
{
	const char *text =
		configuration != NULL ? hc_exchange_text(configuration, "Features") : NULL;
	g_auto(GStrv) features = hc_text_split(text, ",");

	if (text == NULL)
		return HC_TRI_UNKNOWN;
	return hc_text_in((const char *const *)features, feature) ? HC_TRI_YES : HC_TRI_NO;
}

/* Either place says so: centralized transport; one says no and none says yes: not. */
static HcTri
find_centralized(const HcHybrid *self)
{
	HcTri feature = has_feature(self->configuration, "CentralizedTransport");
	HcTri routed = self->outbound != NULL
			       ? hc_exchange_bool(self->outbound, "RouteAllMessagesViaOnPremises")
			       : HC_TRI_UNKNOWN;

	if (feature == HC_TRI_YES || routed == HC_TRI_YES)
		return HC_TRI_YES;
	return feature == HC_TRI_NO || routed == HC_TRI_NO ? HC_TRI_NO : HC_TRI_UNKNOWN;
}

static gboolean
has_none(const HcHybrid *self, HcSide side, HcKind kind, const HcExchangeObject *hybrid)
{
	return hybrid == NULL &&
	       hc_fact_is_answered(&hc_evidence_set(self->evidence, side, kind)->head);
}

/* Nobody asked the wizard for mail flow: no SecureMail, or nothing of a hybrid organisation left.
 */
static gboolean
is_unasked(const HcHybrid *self)
{
	return has_feature(self->configuration, "SecureMail") == HC_TRI_NO ||
	       (has_none(self, HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION, self->configuration) &&
		       has_none(self, HC_SIDE_TENANT, HC_KIND_ON_PREMISES_ORGANIZATION,
			       self->organization));
}

static gboolean
is_without_mail(const HcHybrid *self)
{
	return is_unasked(self) &&
	       has_none(self, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, self->send) &&
	       has_none(self, HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR, self->inbound) &&
	       has_none(self, HC_SIDE_TENANT, HC_KIND_OUTBOUND_CONNECTOR, self->outbound);
}

HcHybrid *
hc_hybrid_new(const HcEvidence *evidence)
{
	return hc_hybrid_new_in(evidence, NULL);
}

HcHybrid *
hc_hybrid_new_in(const HcEvidence *evidence, const HcCloud *chosen)
{
	HcHybrid *self = g_new0(HcHybrid, 1);

	self->evidence = evidence;
	self->configuration =
		hc_names_single(evidence, HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION);
	self->domains = hybrid_domains(self->configuration);
	find_names(self);
	find_send(self, chosen);
	find_online_objects(self);
	find_servers(self);
	find_receives(self);
	self->centralized = find_centralized(self);
	self->without_mail = is_without_mail(self);
	return self;
}

void
hc_hybrid_free(HcHybrid *self)
{
	if (self == NULL)
		return;
	g_clear_pointer(&self->sends, g_ptr_array_unref);
	g_clear_pointer(&self->inbounds, g_ptr_array_unref);
	g_clear_pointer(&self->outbounds, g_ptr_array_unref);
	g_clear_pointer(&self->receives, g_ptr_array_unref);
	g_strfreev(self->sending);
	g_strfreev(self->receiving);
	g_strfreev(self->edge);
	g_strfreev(self->gone);
	g_strfreev(self->domains);
	g_strfreev(self->tenant_domains);
	g_strfreev(self->onprem_domains);
	g_free(self->routing_domain);
	g_free(self->initial_domain);
	g_free(self->tenant_guid);
	g_free(self->onprem_guid);
	g_free(self);
}
