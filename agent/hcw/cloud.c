/*
 * Microsoft's clouds.  Room: hcw.
 * MS365-ENDPOINTS: the lists of endpoints per instance (worldwide 2026-08-14, GCC High and DoD
 * 2026-03-31, China 2023-06-29), which name the SMTP hosts and the tenants' Autodiscover names.
 * MS365-DNS-GOV: the DNS records of government tenants.
 * HCW-DEFAULTS: the wizard's own defaults per ServiceInstance in Exchange 2013, where 0 is the
 * worldwide service and 1 is 21Vianet's.
 * The name on the certificate in GCC High and DoD is concluded from the MX names and from a remark
 * of HealthChecker's authors (HC-PR2000); in China it is that of Exchange 2013.
 */
#include "agent/hcw/cloud.h"

#include "agent/base/dname.h"
#include "agent/base/text.h"

#include <string.h>

static const char *const none[] = { NULL };

static const char *const worldwide_coexistence[] = { "mail.onmicrosoft.com", NULL };
static const char *const worldwide_hosts[] = { "mail.protection.outlook.com", "mx.microsoft",
	NULL };

static const char *const us_coexistence[] = { "mail.onmicrosoft.us", NULL };
static const char *const us_forms[] = { "*.mail.protection.office365.us", NULL };
static const char *const gcchigh_hosts[] = { "protection.office365.us", "usgovcloud-mx.microsoft",
	NULL };
static const char *const dod_hosts[] = { "protection.apps.mil", "protection.office365.us",
	"usgovcloud-mx.microsoft", NULL };

/* The first is what routing addresses in use have, the second what the wizard's suffix implies. */
static const char *const china_coexistence[] = { "partner.mail.onmschina.cn",
	"mail.partner.onmschina.cn", NULL };
static const char *const china_forms[] = { "mail.protection.partner.outlook.cn", NULL };
static const char *const china_hosts[] = { "protection.partner.outlook.cn", NULL };

/* In the order of HcCloudId. */
static const HcCloud clouds[HC_N_CLOUDS] = {
	{ HC_CLOUD_WORLDWIDE, "worldwide", "the worldwide service", "onmicrosoft.com",
		worldwide_coexistence, "mail.protection.outlook.com", none, TRUE, worldwide_hosts,
		0, "MS365-ENDPOINTS HCW-DEFAULTS LOG-A" },
	{ HC_CLOUD_GCC_HIGH, "gcchigh", "GCC High", "onmicrosoft.us", us_coexistence,
		"mail.protection.office365.us", us_forms, FALSE, gcchigh_hosts, -1,
		"MS365-ENDPOINTS MS365-DNS-GOV HC-PR2000 DOC-EDGEPR" },
	{ HC_CLOUD_DOD, "dod", "DoD", "onmicrosoft.us", us_coexistence,
		"mail.protection.office365.us", us_forms, FALSE, dod_hosts, -1,
		"MS365-ENDPOINTS MS365-DNS-GOV HC-PR2000 DOC-EDGEPR" },
	{ HC_CLOUD_CHINA, "china", "Microsoft 365 operated by 21Vianet", "partner.onmschina.cn",
		china_coexistence, "*.mail.protection.partner.outlook.cn", china_forms, FALSE,
		china_hosts, 1, "MS365-ENDPOINTS HCW-DEFAULTS" },
};

/* Forefront Online Protection and the first Exchange Online; in no list of endpoints. */
static const char *const legacy_hosts[] = { "mail.eo.outlook.com", "mail.messaging.microsoft.com",
	"mail.global.frontbridge.com", NULL };

/* The first suffix @name is under; NULL if it is under none. */
static const char *
suffix_of(const char *name, const char *const *suffixes)
{
	for (gsize i = 0; suffixes[i] != NULL; i++) {
		if (hc_dname_is_under(name, suffixes[i]))
			return suffixes[i];
	}
	return NULL;
}

const HcCloud *
hc_cloud(HcCloudId id)
{
	g_return_val_if_fail(id < HC_N_CLOUDS, NULL);
	return &clouds[id];
}

const HcCloud *
hc_cloud_from_instance(const char *word)
{
	for (guint i = 0; i < HC_N_CLOUDS; i++) {
		if (hc_text_same(word, clouds[i].instance))
			return &clouds[i];
	}
	return NULL;
}

const HcCloud *
hc_cloud_of_domain(const char *domain)
{
	for (guint i = 0; domain != NULL && i < HC_N_CLOUDS; i++) {
		if (hc_dname_is_under(domain, clouds[i].initial) ||
			suffix_of(domain, clouds[i].coexistence) != NULL)
			return &clouds[i];
	}
	return NULL;
}

gboolean
hc_cloud_is_shared(const HcCloud *self)
{
	for (guint i = 0; i < HC_N_CLOUDS; i++) {
		if (clouds[i].id != self->id && hc_dname_equal(clouds[i].initial, self->initial))
			return TRUE;
	}
	return FALSE;
}

const char *
hc_cloud_coexistence_suffix(const char *domain)
{
	const char *suffix = NULL;

	for (guint i = 0; domain != NULL && i < HC_N_CLOUDS && suffix == NULL; i++)
		suffix = suffix_of(domain, clouds[i].coexistence);
	return suffix;
}

char *
hc_cloud_initial_domain(const char *coexistence_domain)
{
	const char *suffix = hc_cloud_coexistence_suffix(coexistence_domain);
	const HcCloud *cloud = hc_cloud_of_domain(coexistence_domain);
	g_autofree char *normal = NULL;

	if (suffix == NULL || cloud == NULL)
		return NULL;
	normal = hc_dname_normalise(coexistence_domain);
	return g_strdup_printf(
		"%.*s%s", (int)(strlen(normal) - strlen(suffix)), normal, cloud->initial);
}

/* A TlsDomain may be a wildcard for the name on the certificate. */
static gboolean
is_form_of(const char *name, const char *form)
{
	return hc_dname_equal(name, form) || hc_dname_matches(name, form);
}

gboolean
hc_cloud_has_protection_name(const HcCloud *self, const char *name)
{
	if (hc_text_is_empty(name))
		return FALSE;
	if (is_form_of(name, self->protection_domain))
		return TRUE;
	for (gsize i = 0; self->protection_forms[i] != NULL; i++) {
		if (is_form_of(name, self->protection_forms[i]))
			return TRUE;
	}
	return FALSE;
}

const HcCloud *
hc_cloud_of_protection_name(const char *name)
{
	for (guint i = 0; i < HC_N_CLOUDS; i++) {
		if (hc_cloud_has_protection_name(&clouds[i], name))
			return &clouds[i];
	}
	return NULL;
}

const HcCloud *
hc_cloud_of_smtp_host(const char *host)
{
	for (guint i = 0; host != NULL && i < HC_N_CLOUDS; i++) {
		if (suffix_of(host, clouds[i].smtp_suffixes) != NULL)
			return &clouds[i];
	}
	return NULL;
}

gboolean
hc_cloud_is_legacy_host(const char *host)
{
	return host != NULL && suffix_of(host, legacy_hosts) != NULL;
}
