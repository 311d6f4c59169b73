/*
 * One Exchange object as a property bag.  In: properties as cmdlets print them ("canonical
 * strings"). Out: typed getters that never guess.  Room: evidence.
 *
 * Four states of a property are kept apart: absent (the source does not have it: unknown), null,
 * a single value, a list.  `value=""`, null and an empty list are all *empty*.  Property names are
 * compared without case, as PowerShell does.
 */
#pragma once

#include "agent/base/text.h"
#include "agent/evidence/fact.h"

typedef enum {
	HC_SIDE_ONPREM, /* the Exchange organisation on premises */
	HC_SIDE_TENANT, /* Exchange Online */
	/*
	 * An Edge Transport server's own copy of what EdgeSync brings it.  What lives on a server
	 * (Receive connectors, certificates) is of the side ONPREM, whichever shell printed it.
	 */
	HC_SIDE_EDGE,
	HC_N_SIDES
} HcSide;

/* The objects the wizard reads or writes, or a rule looks at, by the noun of their cmdlets. */
typedef enum {
	HC_KIND_ACCEPTED_DOMAIN,
	HC_KIND_AUTH_CONFIG,
	HC_KIND_AUTH_SERVER,
	HC_KIND_AVAILABILITY_ADDRESS_SPACE,
	HC_KIND_EDGE_SUBSCRIPTION,
	HC_KIND_EDGE_SYNCHRONIZATION, /* Test-EdgeSynchronization */
	HC_KIND_EMAIL_ADDRESS_POLICY,
	HC_KIND_EXCHANGE_CERTIFICATE, /* raw bags; become HcCertFacts in the derive step */
	HC_KIND_EXCHANGE_SERVER,
	HC_KIND_EX_SETUP, /* ExSetup.exe's FileVersionInfo: the one place that shows hotfixes */
	HC_KIND_FEDERATION_TRUST,
	HC_KIND_HOSTED_CONNECTION_FILTER_POLICY,
	HC_KIND_HYBRID_APPLICATION, /* the dedicated hybrid app in Entra ID */
	HC_KIND_HYBRID_CONFIGURATION,
	HC_KIND_INBOUND_CONNECTOR,
	HC_KIND_INTRA_ORGANIZATION_CONFIGURATION,
	HC_KIND_INTRA_ORGANIZATION_CONNECTOR,
	HC_KIND_MIGRATION_ENDPOINT,
	HC_KIND_ON_PREMISES_ORGANIZATION,
	HC_KIND_ORGANIZATION_CONFIG,
	HC_KIND_ORGANIZATION_RELATIONSHIP,
	HC_KIND_OUTBOUND_CONNECTOR,
	HC_KIND_PARTNER_APPLICATION,
	HC_KIND_RECEIVE_CONNECTOR,
	HC_KIND_REMOTE_DOMAIN,
	HC_KIND_SEND_CONNECTOR,
	HC_KIND_SERVICE_PRINCIPAL, /* Exchange Online's own, shared by all hybrid servers */
	HC_KIND_SETTING_OVERRIDE,
	HC_KIND_TRANSPORT_CONFIG,
	HC_KIND_TRANSPORT_RULE,
	HC_KIND_TRANSPORT_SERVICE,
	HC_KIND_WEB_SERVICES_VIRTUAL_DIRECTORY,
	HC_N_KINDS
} HcKind;

typedef struct HcExchangeObject HcExchangeObject;

HcExchangeObject *hc_exchange_object_new(HcSide side, HcKind kind);
HcExchangeObject *hc_exchange_object_copy(const HcExchangeObject *self);
void hc_exchange_object_free(HcExchangeObject *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcExchangeObject, hc_exchange_object_free)

HcSide hc_exchange_side(const HcExchangeObject *self);
HcKind hc_exchange_kind(const HcExchangeObject *self);
/* Server the object lives on, where the source tells (connector's Server, or the -Server asked); or
 * NULL. */
const char *hc_exchange_server(const HcExchangeObject *self);
const HcOrigin *hc_exchange_origin(const HcExchangeObject *self);
/* Identity, else Name, else Guid; "" if it has none of them. */
const char *hc_exchange_identity(const HcExchangeObject *self);
/* TRUE if @identity is its Identity, Name, Id, Guid or DistinguishedName, or Thumbprint. */
gboolean hc_exchange_is_named(const HcExchangeObject *self, const char *identity);
/*
 * TRUE if both are the same object of Exchange: same side and kind and the same Guid, else (where
 * one has no Guid) the same Identity, else the same Name on the same server.  Certificates: the
 * same Thumbprint, else RawData, on the same server.  Copies on different Edge servers never are.
 */
gboolean hc_exchange_has_identity_of(const HcExchangeObject *self, const HcExchangeObject *other);

gboolean hc_exchange_has(const HcExchangeObject *self, const char *property);
/* TRUE only if the property is there and empty; an absent one is not empty but unknown. */
gboolean hc_exchange_is_empty(const HcExchangeObject *self, const char *property);
/* The value as one string, lists joined by ", "; NULL if absent, "" if empty. */
const char *hc_exchange_text(const HcExchangeObject *self, const char *property);
/* The elements; a single value counts as a list of one; NULL if absent, empty vector if empty. */
const char *const *hc_exchange_list(const HcExchangeObject *self, const char *property);
/* "True"/"False" in any case; UNKNOWN if absent, empty or anything else. */
HcTri hc_exchange_bool(const HcExchangeObject *self, const char *property);
/* FALSE if absent or not a whole decimal number. */
gboolean hc_exchange_int(const HcExchangeObject *self, const char *property, gint64 *ret_value);
/* A time of a "…UTC" property in any form our sources write; HC_TIME_NONE if absent or unreadable.
 */
HcTime hc_exchange_time(const HcExchangeObject *self, const char *property);

/* --- for readers, tests and the JSON form; checks see only const objects -----------------------
 */
/* A reader may learn only at the end of a file what it holds. */
void hc_exchange_set_role(HcExchangeObject *self, HcSide side, HcKind kind);
void hc_exchange_set_server(HcExchangeObject *self, const char *server);
void hc_exchange_set_origin(HcExchangeObject *self, const HcOrigin *origin);
/* The same as @other has, without a copy: thousands come with one answer. */
void hc_exchange_share_origin(HcExchangeObject *self, const HcExchangeObject *other);
/* Sets or replaces; an existing property keeps the spelling of its name.  A NULL text is null. */
void hc_exchange_put_null(HcExchangeObject *self, const char *property);
void hc_exchange_put_text(HcExchangeObject *self, const char *property, const char *value);
void hc_exchange_put_list(HcExchangeObject *self, const char *property, const char *const *values);
/* As .xhcw has lists: joined by ", ". */
void hc_exchange_put_joined(HcExchangeObject *self, const char *property, const char *joined);
gboolean hc_exchange_remove(HcExchangeObject *self, const char *property);

typedef enum { HC_SHAPE_NULL, HC_SHAPE_TEXT, HC_SHAPE_LIST } HcShape;
guint hc_exchange_n_properties(const HcExchangeObject *self);
/* TRUE if both surely have properties of the same names; objects of one file mostly have. */
gboolean hc_exchange_shares_names(const HcExchangeObject *self, const HcExchangeObject *other);
const char *hc_exchange_property_at(const HcExchangeObject *self, guint i, HcShape *ret_shape);

const char *hc_side_word(HcSide side); /* "on-premises", "tenant", "edge" */
gboolean hc_side_from_word(const char *word, HcSide *ret_side);
const char *hc_kind_noun(HcKind kind);                          /* "SendConnector", … */
gboolean hc_kind_from_noun(const char *noun, HcKind *ret_kind); /* case-insensitive */
/* Kinds of which an organisation has one; changes to them carry no identity. */
gboolean hc_kind_is_single(HcKind kind);
