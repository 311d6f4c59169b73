/*
 * Microsoft's clouds: what a tenant's domains and Exchange Online's certificate are called in each.
 * Room: hcw.  Pure.
 * In: names as cmdlets print them, the word of --instance.  Out: rows of one const table, each with
 * its sources (keys of checks/sources.c).  GCC High and DoD give their tenants the same suffix: the
 * domains alone do not tell them apart.
 */
#pragma once

#include <glib.h>

typedef enum {
	HC_CLOUD_WORLDWIDE, /* and GCC */
	HC_CLOUD_GCC_HIGH,
	HC_CLOUD_DOD,
	HC_CLOUD_CHINA, /* operated by 21Vianet */
	HC_N_CLOUDS
} HcCloudId;

typedef struct {
	HcCloudId id;
	const char *instance; /* the word of --instance */
	const char *name;     /* for sentences */
	const char *initial;  /* suffix of the initial domain: "onmicrosoft.com" */
	/* Suffixes of the coexistence domain, the usual one first; NULL-terminated. */
	const char *const *coexistence;
	/* The name on Exchange Online's certificate: TlsDomain, and the domain of the capability.
	 */
	const char *protection_domain;
	/* Further forms of that name seen in use; NULL-terminated. */
	const char *const *protection_forms;
	/* Microsoft says so.  Where it is FALSE, nothing may be called broken by the name alone. */
	gboolean is_confirmed;
	const char *const *smtp_suffixes; /* of hosts that take its mail; NULL-terminated */
	int service_instance;  /* HybridConfiguration.ServiceInstance; -1: not documented */
	const char *reference; /* source keys, blank-separated */
} HcCloud;

/* How the cloud of an organisation was found. */
typedef enum {
	HC_CLOUD_ASSUMED, /* nothing tells: worldwide */
	HC_CLOUD_FOUND,   /* by its domains */
	HC_CLOUD_SHARED,  /* by domains that another cloud gives too; the first of them is taken */
	HC_CLOUD_CHOSEN,  /* by the user */
} HcCloudHow;

const HcCloud *hc_cloud(HcCloudId id);
/* "gcchigh"; NULL if no cloud has that word. */
const HcCloud *hc_cloud_from_instance(const char *word);

/* The first cloud that gives its tenants @domain, initial or coexistence; NULL if none does. */
const HcCloud *hc_cloud_of_domain(const char *domain);
/* Another cloud has the same suffixes. */
gboolean hc_cloud_is_shared(const HcCloud *self);
/* The coexistence suffix @domain is under, in any cloud; NULL if it is under none. */
const char *hc_cloud_coexistence_suffix(const char *domain);
/* "<t>.onmicrosoft.com" for "<t>.mail.onmicrosoft.com", in any cloud; NULL if it is none. */
char *hc_cloud_initial_domain(const char *coexistence_domain);

/* @name, as TlsDomain or a capability has it, stands for this cloud's certificate. */
gboolean hc_cloud_has_protection_name(const HcCloud *self, const char *name);
/* The first cloud for whose certificate @name stands; NULL if there is none. */
const HcCloud *hc_cloud_of_protection_name(const char *name);

/* The first cloud whose host @host is: "contoso-com.mail.protection.outlook.com"; or NULL. */
const HcCloud *hc_cloud_of_smtp_host(const char *host);
/* A host name of a former service; one such name still answers, none is published any more. */
gboolean hc_cloud_is_legacy_host(const char *host);
