/* What free/busy, MailTips, archives and moves go through.  Room: checks. */
#include "checks/sharing.h"

#include "agent/base/dname.h"
#include <string.h>

char *
hc_sharing_url_host(const char *url)
{
	const char *slashes = url != NULL ? strstr(url, "://") : NULL;
	g_autofree char *host = NULL;

	if (slashes == NULL)
		return NULL;
	host = g_strndup(slashes + 3, strcspn(slashes + 3, ":/?#"));
	return *host != '\0' ? hc_dname_normalise(host) : NULL;
}

/* A MigrationEndpoint's RemoteServer is a host, the others are URLs. */
gboolean
hc_sharing_is_agent(const char *url)
{
	g_autofree char *host = hc_sharing_url_host(url);
	const char *name = host != NULL ? host : url;

	return name != NULL && hc_dname_is_under(name, "msappproxy.net");
}

HcTri
hc_sharing_is_modern(const HcHybrid *hybrid)
{
	static const struct {
		HcKind kind;
		const char *property;
	} places[] = {
		{ HC_KIND_ORGANIZATION_RELATIONSHIP, "TargetSharingEpr" },
		{ HC_KIND_INTRA_ORGANIZATION_CONNECTOR, "TargetSharingEpr" },
		{ HC_KIND_MIGRATION_ENDPOINT, "RemoteServer" },
	};
	HcTri modern = HC_TRI_UNKNOWN;

	for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
		const HcExchangeSet *set =
			hc_evidence_set(hybrid->evidence, HC_SIDE_TENANT, places[i].kind);

		for (guint k = 0; k < set->objects->len; k++) {
			const HcExchangeObject *object = g_ptr_array_index(set->objects, k);

			if (hc_sharing_is_agent(hc_exchange_text(object, places[i].property)))
				return HC_TRI_YES;
			if (hc_exchange_has(object, places[i].property))
				modern = HC_TRI_NO;
		}
	}
	return modern;
}

const HcExchangeObject *
hc_sharing_for_domain(const HcExchangeSet *set, const char *property, const char *domain)
{
	for (guint i = 0; domain != NULL && i < set->objects->len; i++) {
		const HcExchangeObject *object = g_ptr_array_index(set->objects, i);

		if (hc_dname_is_among(hc_exchange_list(object, property), domain))
			return object;
	}
	return NULL;
}

GStrv
hc_sharing_missing_domains(
	const HcExchangeObject *object, const char *property, const char *const *wanted)
{
	const char *const *domains = hc_exchange_list(object, property);
	g_autoptr(GStrvBuilder) missing = g_strv_builder_new();

	for (gsize i = 0; wanted[i] != NULL; i++) {
		if (!hc_dname_is_among(domains, wanted[i]))
			g_strv_builder_add(missing, wanted[i]);
	}
	return g_strv_builder_end(missing);
}

HcTri
hc_sharing_has_feature(const HcHybrid *hybrid, const char *feature)
{
	const char *text = hybrid->configuration != NULL
				   ? hc_exchange_text(hybrid->configuration, "Features")
				   : NULL;
	g_auto(GStrv) features = hc_text_split(text, ",");

	if (text == NULL)
		return HC_TRI_UNKNOWN;
	return hc_text_in((const char *const *)features, feature) ? HC_TRI_YES : HC_TRI_NO;
}

GStrv
hc_sharing_ews_hosts(const HcEvidence *evidence)
{
	static const char *const properties[] = { "ExternalUrl", "InternalUrl" };
	const HcExchangeSet *set =
		hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_WEB_SERVICES_VIRTUAL_DIRECTORY);
	g_autoptr(GPtrArray) hosts = g_ptr_array_new_with_free_func(g_free);

	g_ptr_array_add(hosts, NULL);
	for (guint i = 0; i < set->objects->len * G_N_ELEMENTS(properties); i++) {
		const HcExchangeObject *object = g_ptr_array_index(set->objects, i / 2);
		char *host = hc_sharing_url_host(hc_exchange_text(object, properties[i % 2]));

		if (host == NULL || hc_text_in((const char *const *)hosts->pdata, host))
			g_free(host);
		else
			g_ptr_array_insert(hosts, (gint)hosts->len - 1, host);
	}
	return g_strdupv((GStrv)hosts->pdata);
}
