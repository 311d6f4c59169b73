/*
 * What the wizard would write: the column "Expected" of its tables.  Room: hcw.  Pure.
 * In: the hybrid organisation.  Out: values (rulebook 2.1, 2.2, 2.11 to 2.14 as corrected by 0.3).
 * Nothing is expected of an object because the object itself says so; what cannot be known gives
 * NULL and the input that is missing.
 */
#pragma once

#include "agent/hcw/hybrid.h"

/* What a table is about. */
typedef struct {
	const HcHybrid *hybrid;
	const HcExchangeObject *object; /* NULL if none is known */
	const char *server;             /* of a Receive connector; NULL otherwise */
	const char *certificate; /* chosen for the run; NULL: what HybridConfiguration names */
} HcSubject;

/* Returns the value, or NULL with @ret_why set. */
typedef char *(*HcExpect)(const HcSubject *subject, char **ret_why);

char *hc_expected_send_name(const HcSubject *subject, char **ret_why);
char *hc_expected_address_spaces(const HcSubject *subject, char **ret_why);
char *hc_expected_smart_host(const HcSubject *subject, char **ret_why);
char *hc_expected_source_servers(const HcSubject *subject, char **ret_why);
char *hc_expected_certificate(const HcSubject *subject, char **ret_why);
char *hc_expected_certificate_cn(const HcSubject *subject, char **ret_why);
char *hc_expected_sender_name(const HcSubject *subject, char **ret_why);
char *hc_expected_protection_domain(const HcSubject *subject, char **ret_why);
char *hc_expected_capability(const HcSubject *subject, char **ret_why);
/* Name and server come from the connector that was matched: these rows are always equal. */
char *hc_expected_receive_name(const HcSubject *subject, char **ret_why);
char *hc_expected_receive_server(const HcSubject *subject, char **ret_why);
char *hc_expected_server_fqdn(const HcSubject *subject, char **ret_why);
char *hc_expected_inbound_name(const HcSubject *subject, char **ret_why);
char *hc_expected_outbound_name(const HcSubject *subject, char **ret_why);
char *hc_expected_relationship_name(const HcSubject *subject, char **ret_why);
char *hc_expected_onprem_guid(const HcSubject *subject, char **ret_why);
char *hc_expected_onprem_name(const HcSubject *subject, char **ret_why);
char *hc_expected_hybrid_domains(const HcSubject *subject, char **ret_why);
char *hc_expected_recipient_domains(const HcSubject *subject, char **ret_why);
char *hc_expected_route_all(const HcSubject *subject, char **ret_why);
