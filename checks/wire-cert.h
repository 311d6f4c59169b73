/*
 * A certificate that was presented, against what the configuration says.  Room: checks.  Pure.
 * In: the const hybrid organisation, a session.  Out: yes, no, or not known.
 */
#pragma once

#include "checks/wire.h"

/* The leaf; NULL, with UNKNOWN added, if TLS did not come so far or it could not be read. */
const HcCertFacts *hc_wire_saw_leaf(
	const HcCheck *self, const HcSmtpSession *session, HcFindings *out);
/* Names the leaf in the evidence of a finding. */
void hc_wire_prove_leaf(HcFinding *finding, const HcSmtpSession *session);

/*
 * It is the certificate of a hybrid Receive connector: by issuer and subject where the connector
 * names one, else the one that its Fqdn selects.  Of a session with one of our servers only that
 * server's connector counts.
 */
HcTri hc_wire_is_of_connector(const HcHybrid *hybrid, const HcSmtpSession *session);
/*
 * A session from this host need not meet the connector that Exchange Online meets: it takes other
 * addresses only, or another one takes this host's more closely.  @ret_why gets a sentence.
 */
gboolean hc_wire_may_meet_another(
	const HcHybrid *hybrid, const HcSmtpSession *session, char **ret_why);
/* The same certificate in an export; NULL if there is none. */
const HcCertFacts *hc_wire_exported(const HcHybrid *hybrid, const HcCertFacts *leaf);
/* The rules of the configuration judge this very certificate. */
gboolean hc_wire_is_judged(const HcHybrid *hybrid, const HcCertFacts *leaf);
/*
 * Somebody between us and the server ends TLS: the certificate lies on no server of ours, and no
 * public CA shows behind it.
 */
HcTri hc_wire_is_intercepted(const HcHybrid *hybrid, const HcSmtpSession *session);
