/* The dedicated hybrid app.  Room: hcw. */
#include "agent/hcw/dedicated-app.h"

GPtrArray *
hc_app_overrides(const HcEvidence *evidence)
{
	const HcExchangeSet *set =
		hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_SETTING_OVERRIDE);
	GPtrArray *found = g_ptr_array_new();

	for (guint i = 0; i < set->objects->len; i++) {
		HcExchangeObject *object = g_ptr_array_index(set->objects, i);

		if (hc_text_same(hc_exchange_text(object, "SectionName"),
			    "ExchangeOnpremAsThirdPartyAppId"))
			g_ptr_array_add(found, object);
	}
	return found;
}

HcTri
hc_app_override_enables(const HcExchangeObject *override)
{
	const char *const *parameters = hc_exchange_list(override, "Parameters");

	if (parameters == NULL)
		return HC_TRI_UNKNOWN;
	for (gsize i = 0; parameters[i] != NULL; i++) {
		g_auto(GStrv) parts = hc_text_split(parameters[i], "=");

		if (g_strv_length(parts) == 2 && hc_text_same(parts[0], "Enabled") &&
			hc_text_same(parts[1], "true"))
			return HC_TRI_YES;
	}
	return HC_TRI_NO;
}

const HcExchangeObject *
hc_app_auth_server(const HcEvidence *evidence)
{
	const HcExchangeSet *set = hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_AUTH_SERVER);

	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *object = g_ptr_array_index(set->objects, i);
		const char *id = hc_exchange_text(object, "ApplicationIdentifier");

		if (hc_text_same(hc_exchange_text(object, "Type"), "AzureAD") && id != NULL &&
			g_uuid_string_is_valid(id))
			return object;
	}
	return NULL;
}

HcTri
hc_app_is_in_use(const HcEvidence *evidence)
{
	const HcExchangeSet *set =
		hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_SETTING_OVERRIDE);
	g_autoptr(GPtrArray) overrides = hc_app_overrides(evidence);
	HcTri in_use = HC_TRI_NO;

	if (!hc_fact_is_answered(&set->head))
		return HC_TRI_UNKNOWN;
	for (guint i = 0; i < overrides->len; i++) {
		HcTri enables = hc_app_override_enables(g_ptr_array_index(overrides, i));

		if (enables == HC_TRI_YES)
			return HC_TRI_YES;
		if (enables == HC_TRI_UNKNOWN)
			in_use = HC_TRI_UNKNOWN;
	}
	return in_use;
}
