/*
 * What facts of the network share, as JSON and back.  Room: evidence; only evidence-json-*.c
 * include this.
 */
#pragma once

#include "agent/evidence/evidence-json-parts.h"

/* Whom it is about, and why it was asked. */
void hc_evidence_json_put_host(json_t *json, const char *host, guint roles);
void hc_evidence_json_put_peer(json_t *json, const char *address, guint port);

gboolean hc_evidence_json_read_host(
	const HcJsonAt *at, char **ret_host, guint *ret_roles, GError **error);
gboolean hc_evidence_json_read_peer(
	const HcJsonAt *at, char **ret_address, guint *ret_port, GError **error);

gboolean hc_evidence_json_read_stage(const HcJsonAt *at, HcStage *ret_stage, GError **error);
gboolean hc_evidence_json_read_outcome(const HcJsonAt *at, HcOutcome *ret_outcome, GError **error);

/* null for NULL. */
json_t *hc_evidence_json_tls(const HcTlsSession *tls);
/* The member "tls" of @at; null leaves NULL.  Its certificates must be known to @builder. */
gboolean hc_evidence_json_read_tls(
	const HcJsonAt *at, HcEvidenceBuilder *builder, HcTlsSession **ret_tls, GError **error);
