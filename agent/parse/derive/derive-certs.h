/*
 * Certificates made of exported bags.  Room: parse.  Pure.
 * In: a builder whose events are folded.  Out: HcCertFacts, each certificate once per server; the
 * bags are gone.  What never changes of a certificate may come from an older export of the same
 * certificate on the same server (ledger-was.h): that it is still there, the newest one says.
 */
#pragma once

#include "agent/evidence/evidence-build.h"

void hc_derive_certs(HcEvidenceBuilder *builder);
