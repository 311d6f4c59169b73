/*
 * Contoso: a healthy hybrid organisation made by hand, for unit tests of the rooms that judge.
 * Servers E1 and E2 send and receive; nothing is unknown that the wizard compares.
 */
#pragma once

#include "agent/evidence/evidence-build.h"

#define ORG_TENANT_GUID "7f3b1c52-0d5e-4a6f-9b8c-2f1d3e4a5b6c"
#define ORG_ONPREM_GUID "c1a2b3d4-e5f6-4789-8abc-def012345678"
#define ORG_ISSUER "CN=Example Issuing CA 1, O=Example Trust, C=DE"
#define ORG_IDENTIFIER "<I>" ORG_ISSUER "<S>CN=mail.contoso.example"
#define ORG_SEND "Outbound to Office 365 - " ORG_TENANT_GUID
#define ORG_RECEIVE_E1 "E1\\Default Frontend E1"
#define ORG_INBOUND "Inbound from " ORG_ONPREM_GUID
#define ORG_OUTBOUND "Outbound to " ORG_ONPREM_GUID
#define ORG_AS_OF "2026-10-01T00:00:00Z"

/* The healthy organisation; change it, then hc_evidence_builder_finish(). */
HcEvidenceBuilder *org_new(void);

/* Adds an object whose Identity and Name are @identity, and the answer that brought it. */
HcExchangeObject *org_add(
	HcEvidenceBuilder *builder, HcSide side, HcKind kind, const char *identity);
/* Never NULL: an object that is not there is a mistake of the test. */
HcExchangeObject *org_get(
	HcEvidenceBuilder *builder, HcSide side, HcKind kind, const char *identity);
void org_remove(HcEvidenceBuilder *builder, HcSide side, HcKind kind, const char *identity);
/* Nobody asked for the kind. */
void org_not_exported(HcEvidenceBuilder *builder, HcSide side, HcKind kind);
/* The kind was asked for, and there is none. */
void org_empty(HcEvidenceBuilder *builder, HcSide side, HcKind kind);

/* A valid certificate of @issuer with that CN, copied to @server. */
HcCertFacts *org_add_cert(HcEvidenceBuilder *builder, const char *server, const char *issuer,
	const char *cn, const char *thumbprint);
HcTime org_time(const char *rfc3339);
