/* Which connector is the hybrid one.  Room: hcw. */
#include "agent/hcw/connectors.h"

#include "agent/base/dname.h"
#include "agent/hcw/cloud.h"
#include "agent/hcw/space.h"

#include <string.h>

static const char *const send_names[] = { "Outbound to Office 365", "Outbound to Microsoft 365" };

/* EdgeSync's own pair: "EdgeSync - <site> to Internet" and the one with address space "--". */
static gboolean
is_edgesync(const HcExchangeObject *send)
{
	const char *name = hc_exchange_text(send, "Name");

	return (name != NULL && g_ascii_strncasecmp(name, "EdgeSync - ", 11) == 0) ||
	       hc_space_lists(send, "--");
}

static gboolean
is_under_coexistence_suffix(const HcExchangeObject *send)
{
	g_autofree char *address = hc_connectors_coexistence_space(send);

	return address != NULL;
}

static GPtrArray *
sends_that_carry(const HcExchangeSet *set, const char *routing_domain)
{
	GPtrArray *sends = g_ptr_array_new();

	for (guint i = 0; i < set->objects->len; i++) {
		HcExchangeObject *send = g_ptr_array_index(set->objects, i);
		gboolean carries = routing_domain != NULL ? hc_space_lists(send, routing_domain)
							  : is_under_coexistence_suffix(send);

		if (carries && !is_edgesync(send))
			g_ptr_array_add(sends, send);
	}
	return sends;
}

char *
hc_connectors_coexistence_space(const HcExchangeObject *send)
{
	char *address = NULL;

	for (guint i = 0; i < HC_N_CLOUDS && address == NULL; i++) {
		const char *const *suffixes = hc_cloud((HcCloudId)i)->coexistence;

		for (gsize k = 0; suffixes[k] != NULL && address == NULL; k++)
			address = hc_space_under(send, suffixes[k]);
	}
	return address;
}

GPtrArray *
hc_connectors_sends(const HcEvidence *evidence, const char *routing_domain)
{
	const HcExchangeSet *set =
		hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);
	GPtrArray *sends = sends_that_carry(set, routing_domain);

	if (sends->len == 0 && routing_domain != NULL) {
		g_ptr_array_unref(sends);
		sends = sends_that_carry(set, NULL);
	}
	return sends;
}

gboolean
hc_connectors_is_send_name(const char *name, const char *guid)
{
	for (gsize i = 0; name != NULL && guid != NULL && i < G_N_ELEMENTS(send_names); i++) {
		g_autofree char *full = g_strdup_printf("%s - %s", send_names[i], guid);

		if (hc_text_same(name, full))
			return TRUE;
	}
	return FALSE;
}

static const HcExchangeObject *
send_with_wizard_name(const GPtrArray *sends, const char *guid)
{
	for (guint i = 0; i < sends->len; i++) {
		const HcExchangeObject *send = g_ptr_array_index(sends, i);

		if (hc_connectors_is_send_name(hc_exchange_text(send, "Name"), guid))
			return send;
	}
	return NULL;
}

static const HcExchangeObject *
send_for_cloud_mail(const GPtrArray *sends)
{
	for (guint i = 0; i < sends->len; i++) {
		const HcExchangeObject *send = g_ptr_array_index(sends, i);

		if (hc_exchange_bool(send, "CloudServicesMailEnabled") == HC_TRI_YES &&
			!is_edgesync(send))
			return send;
	}
	return NULL;
}

const HcExchangeObject *
hc_connectors_send(const HcEvidence *evidence, const GPtrArray *sends, const char *tenant_guid)
{
	const HcExchangeSet *set =
		hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);
	const HcExchangeObject *send = send_with_wizard_name(sends, tenant_guid);

	if (send == NULL)
		send = send_for_cloud_mail(sends);
	if (send == NULL && sends->len > 0)
		send = g_ptr_array_index(sends, 0);
	if (send == NULL)
		send = send_with_wizard_name(set->objects, tenant_guid);
	if (send == NULL)
		send = send_for_cloud_mail(set->objects);
	return send;
}

GPtrArray *
hc_connectors_on_premises(const HcEvidence *evidence, HcKind kind)
{
	const HcExchangeSet *set = hc_evidence_set(evidence, HC_SIDE_TENANT, kind);
	GPtrArray *connectors = g_ptr_array_new();

	for (guint i = 0; i < set->objects->len; i++) {
		HcExchangeObject *object = g_ptr_array_index(set->objects, i);

		if (hc_text_same(hc_exchange_text(object, "ConnectorType"), "OnPremises"))
			g_ptr_array_add(connectors, object);
	}
	return connectors;
}

static const HcExchangeObject *
object_named(const HcExchangeSet *set, const char *identity)
{
	for (guint i = 0; !hc_text_is_empty(identity) && i < set->objects->len; i++) {
		const HcExchangeObject *object = g_ptr_array_index(set->objects, i);

		if (hc_exchange_is_named(object, identity))
			return object;
	}
	return NULL;
}

static const HcExchangeObject *
made_by_wizard(const GPtrArray *candidates)
{
	for (guint i = 0; i < candidates->len; i++) {
		const HcExchangeObject *object = g_ptr_array_index(candidates, i);

		if (hc_text_same(hc_exchange_text(object, "ConnectorSource"), "HybridWizard"))
			return object;
	}
	return candidates->len > 0 ? g_ptr_array_index(candidates, 0) : NULL;
}

const HcExchangeObject *
hc_connectors_online(const HcExchangeSet *set, const char *linked, const char *expected,
	const GPtrArray *candidates)
{
	const HcExchangeObject *connector = object_named(set, linked);

	if (connector == NULL)
		connector = object_named(set, expected);
	if (connector == NULL)
		connector = made_by_wizard(candidates);
	return connector;
}

const HcExchangeObject *
hc_connectors_organization(const HcEvidence *evidence, const char *onprem_guid)
{
	const HcExchangeSet *set =
		hc_evidence_set(evidence, HC_SIDE_TENANT, HC_KIND_ON_PREMISES_ORGANIZATION);

	for (guint i = 0; onprem_guid != NULL && i < set->objects->len; i++) {
		const HcExchangeObject *object = g_ptr_array_index(set->objects, i);

		if (hc_text_same(hc_exchange_text(object, "OrganizationGuid"), onprem_guid) ||
			hc_text_same(hc_exchange_text(object, "Name"), onprem_guid))
			return object;
	}
	return set->objects->len == 1 ? g_ptr_array_index(set->objects, 0) : NULL;
}
