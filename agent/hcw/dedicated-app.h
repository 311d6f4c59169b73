/*
 * The dedicated hybrid app, which took the place of Exchange Online's own service principal.
 * Room: hcw.  Pure.
 * In: evidence.  Out: what Exchange was told of it.
 */
#pragma once

#include "agent/evidence/evidence.h"

/* 2025-04-01T00:00:00Z: before it there was no such app (HC-HYBAPP). */
#define HC_APP_SINCE (G_GINT64_CONSTANT(1743465600) * HC_TIME_SECOND)

/* Overrides of ExchangeOnpremAsThirdPartyAppId; borrowed objects.  Free with g_ptr_array_unref. */
GPtrArray *hc_app_overrides(const HcEvidence *evidence);
/* "Enabled=true" is among its Parameters; UNKNOWN if those were not exported. */
HcTri hc_app_override_enables(const HcExchangeObject *override);
/* The EvoSts AuthServer that carries the app's id; NULL if none does. */
const HcExchangeObject *hc_app_auth_server(const HcEvidence *evidence);
/*
 * YES: an override switches it on; NO: there is none, or only such as switch it off; UNKNOWN: they
 * were not exported.
 */
HcTri hc_app_is_in_use(const HcEvidence *evidence);
