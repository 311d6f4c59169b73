/*
 * What the network answered, frozen.  Room: evidence; evidence.h includes it.
 * In: a finished builder.  Out: const lookups.  Facts are ordered by host, address, port and TLS
 * version once the evidence is frozen.
 */
#pragma once

#include "agent/evidence/addresses.h"
#include "agent/evidence/http.h"
#include "agent/evidence/smtp.h"
#include "agent/evidence/tcp.h"

typedef struct HcEvidence HcEvidence;

/* FALSE: this run was not to ask the network at all, so nothing of it is known. */
gboolean hc_evidence_network_asked(const HcEvidence *self);

guint hc_evidence_n_addresses(const HcEvidence *self);
const HcHostAddresses *hc_evidence_addresses(const HcEvidence *self, guint i);
guint hc_evidence_n_smtp(const HcEvidence *self);
const HcSmtpSession *hc_evidence_smtp(const HcEvidence *self, guint i);
guint hc_evidence_n_tcp(const HcEvidence *self);
const HcTcpConnect *hc_evidence_tcp(const HcEvidence *self, guint i);
guint hc_evidence_n_http(const HcEvidence *self);
const HcHttpAnswer *hc_evidence_http(const HcEvidence *self, guint i);
/* Each certificate that any peer presented, once. */
guint hc_evidence_n_presented(const HcEvidence *self);
const HcCertFacts *hc_evidence_presented(const HcEvidence *self, guint i);

/* What is known of @host (compared as names are); a static NOT_ASKED if nobody asked. */
const HcHostAddresses *hc_evidence_addresses_of(const HcEvidence *self, const char *host);

/*
 * Which TLS versions the peer of @session took, by all sessions with its host, address and port:
 * YES it did, NO it refused to, UNKNOWN nobody asked for that version alone, or the session ended
 * before it could tell.  A session that offered all says NO for what is above the version it chose.
 */
void hc_evidence_tls_versions(
	const HcEvidence *self, const HcSmtpSession *session, HcTri ret_offered[HC_N_TLS_VERSIONS]);
