/*
 * Names that hybrid needs besides mail.  Room: plan.  Const tables, dated and with their sources.
 */
#pragma once

#include "agent/hcw/cloud.h"

/*
 * What the Exchange servers ask on TCP 443, in that cloud; where GCC High and DoD cannot be told
 * apart (@is_shared), only what both have.  NULL-terminated, may be empty.
 */
const char *const *hc_matrix_services(HcCloudId cloud, gboolean is_shared);
/* Lists, responders and issuers of the chains that Exchange Online presents there, on TCP 80. */
const char *const *hc_matrix_revocation(HcCloudId cloud);
