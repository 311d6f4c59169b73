/*
 * The parts of evidence as JSON and back.  Room: evidence; only evidence-json*.c include this.
 * Out: each writer returns a new reference; each reader (an HcJsonReader) gets the builder in
 * @into, but for sets, which get an HcSetsReader.
 */
#pragma once

#include "agent/evidence/evidence-build.h"
#include "agent/evidence/json-in.h"
#include "agent/evidence/json-out.h"

typedef struct {
	HcEvidenceBuilder *builder;
	gboolean seen[HC_N_SIDES][HC_N_KINDS];
} HcSetsReader;

/* Every set of @evidence that says more than "nobody asked". */
json_t *hc_evidence_json_sets(const HcEvidence *evidence);
gboolean hc_evidence_json_read_set(const HcJsonAt *at, gpointer into, GError **error);

json_t *hc_evidence_json_cert(const HcCertFacts *cert);
gboolean hc_evidence_json_read_cert(const HcJsonAt *at, gpointer into, GError **error);

/* As a certificate, but one that a peer presented; it has a SHA-256 that no other one has. */
gboolean hc_evidence_json_read_presented(const HcJsonAt *at, gpointer into, GError **error);

json_t *hc_evidence_json_addresses(const HcHostAddresses *addresses);
gboolean hc_evidence_json_read_addresses(const HcJsonAt *at, gpointer into, GError **error);

json_t *hc_evidence_json_smtp(const HcSmtpSession *session);
gboolean hc_evidence_json_read_smtp(const HcJsonAt *at, gpointer into, GError **error);

json_t *hc_evidence_json_tcp(const HcTcpConnect *connect);
gboolean hc_evidence_json_read_tcp(const HcJsonAt *at, gpointer into, GError **error);

json_t *hc_evidence_json_http(const HcHttpAnswer *answer);
gboolean hc_evidence_json_read_http(const HcJsonAt *at, gpointer into, GError **error);

/* Members "network_asked", "presented", "addresses", "smtp", "tcp" and "http". */
void hc_evidence_json_put_network(json_t *json, const HcEvidence *evidence);
gboolean hc_evidence_json_read_network(
	const HcJsonAt *root, HcEvidenceBuilder *builder, GError **error);

json_t *hc_evidence_json_pick(const HcPick *pick);
gboolean hc_evidence_json_read_pick(const HcJsonAt *at, gpointer into, GError **error);

json_t *hc_evidence_json_run(const HcRun *run);
gboolean hc_evidence_json_read_run(const HcJsonAt *at, gpointer into, GError **error);

json_t *hc_evidence_json_record(const HcRunRecord *record);
gboolean hc_evidence_json_read_record(const HcJsonAt *at, gpointer into, GError **error);

json_t *hc_evidence_json_foreign(const HcForeign *foreign);
gboolean hc_evidence_json_read_foreign(const HcJsonAt *at, gpointer into, GError **error);

json_t *hc_evidence_json_input(const HcInput *input);
gboolean hc_evidence_json_read_input(const HcJsonAt *at, gpointer into, GError **error);
