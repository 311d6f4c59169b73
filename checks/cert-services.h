/*
 * The default SMTP certificate, by which Exchange servers trust each other.  Room: checks.  Pure.
 * In: the hybrid organisation, thumbprints.  Out: facts and whether they are as they should be.
 */
#pragma once

#include "checks/check.h"

/* Any copy of it; NULL if no server that was exported holds it. */
const HcCertFacts *hc_cert_with_thumbprint(const HcHybrid *hybrid, const char *thumbprint);
/* As a default SMTP certificate it would be one from a public CA, or the one of hybrid mail. */
HcTri hc_cert_is_overwritten_default(const HcHybrid *hybrid, const HcCertFacts *cert);
