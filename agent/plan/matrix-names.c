/*
 * Names that hybrid needs besides mail.  Room: plan.
 * MS365-ENDPOINTS: worldwide, ids 1 and 8 (Exchange Online, Autodiscover), 56 (sign-in), 84 and 125
 * (revocation) of 2024-04-24; GCC High and DoD of 2026-03-31; the
 * sign-in host of China is the one of its Microsoft Entra ID, of its mail the one in use there.
 * The Autodiscover host is the DiscoveryEndpoint that the wizard writes (HCW-DEFAULTS).
 * caissuers.microsoft.com and www.microsoft.com are the AIA hosts of Microsoft's own TLS
 * authorities, under which Exchange Online was seen on 2026-04-04.
 */
#include "agent/plan/matrix-names.h"

static const char *const none[] = { NULL };

static const char *const worldwide[] = { "outlook.office365.com", "outlook.office.com",
	"autodiscover-s.outlook.com", "login.microsoftonline.com", NULL };
static const char *const gcc_high[] = { "outlook.office365.us", "autodiscover-s.office365.us",
	"login.microsoftonline.us", NULL };
static const char *const dod[] = { "outlook-dod.office365.us", "login.microsoftonline.us", NULL };
static const char *const us_either[] = { "login.microsoftonline.us", NULL };
static const char *const china[] = { "partner.outlook.cn", "login.partner.microsoftonline.cn",
	NULL };

static const char *const worldwide_revocation[] = { "crl3.digicert.com", "crl4.digicert.com",
	"ocsp.digicert.com", "cacerts.digicert.com", "www.microsoft.com", "caissuers.microsoft.com",
	NULL };

const char *const *
hc_matrix_services(HcCloudId cloud, gboolean is_shared)
{
	switch (cloud) {
	case HC_CLOUD_WORLDWIDE:
		return worldwide;
	case HC_CLOUD_GCC_HIGH:
		return is_shared ? us_either : gcc_high;
	case HC_CLOUD_DOD:
		return is_shared ? us_either : dod;
	case HC_CLOUD_CHINA:
		return china;
	case HC_N_CLOUDS:
		break;
	}
	return none;
}

const char *const *
hc_matrix_revocation(HcCloudId cloud)
{
	return cloud == HC_CLOUD_WORLDWIDE ? worldwide_revocation : none;
}
