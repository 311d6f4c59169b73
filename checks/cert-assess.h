/*
 * What one certificate is fit for.  Room: checks.  Pure.
 * In: its facts.  Out: good or not, UNKNOWN where the export does not say, and the reason in words.
 */
#pragma once

#include "agent/hcw/hybrid.h"
#include "checks/finding.h"

/* YES: good.  @text gets the reason, fit to follow "…: ". */
typedef HcTri (*HcAssess)(const HcHybrid *hybrid, const HcCertFacts *cert, GString *text);

/* Of the server it lies on. */
HcTri hc_cert_assess_private_key(const HcHybrid *hybrid, const HcCertFacts *cert, GString *text);
HcTri hc_cert_assess_smtp(const HcHybrid *hybrid, const HcCertFacts *cert, GString *text);
/* Of the certificate itself. */
HcTri hc_cert_assess_public(const HcHybrid *hybrid, const HcCertFacts *cert, GString *text);
HcTri hc_cert_assess_key(const HcHybrid *hybrid, const HcCertFacts *cert, GString *text);
HcTri hc_cert_assess_hash(const HcHybrid *hybrid, const HcCertFacts *cert, GString *text);
HcTri hc_cert_assess_key_type(const HcHybrid *hybrid, const HcCertFacts *cert, GString *text);
HcTri hc_cert_assess_server_auth(const HcHybrid *hybrid, const HcCertFacts *cert, GString *text);
HcTri hc_cert_assess_client_auth(const HcHybrid *hybrid, const HcCertFacts *cert, GString *text);

HcTri hc_cert_has_smtp(const HcCertFacts *cert);
/* Its CA is a public one; NO for a self-signed one. */
HcTri hc_cert_is_public(const HcCertFacts *cert);
/* How soon its end asks for something; INFO where there is nothing to do yet. */
HcSeverity hc_cert_urgency(const HcCertFacts *cert, HcTime as_of);
