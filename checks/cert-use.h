/*
 * The certificates hybrid mail needs, each once, with the servers that must hold it.  Room: checks.
 * In: the hybrid organisation.  Out: names ("<I>…<S>…") of its connectors.  What only
 * HybridConfiguration names counts when no connector names anything: mail follows the connectors.
 */
#pragma once

#include "agent/hcw/named.h"
#include "checks/check.h"

typedef struct {
	HcNamed *named;       /* on every server that must hold it */
	const char *named_by; /* "Send connector", "Receive connector" or "HybridConfiguration" */
	const char *
		finder; /* the rule that says its name leads nowhere; NULL if no connector has it */
} HcCertUse;

GPtrArray *hc_cert_uses_new(const HcHybrid *hybrid); /* HcCertUse */
/* The use of that name; NULL if there is none. */
const HcCertUse *hc_cert_use_find(const GPtrArray *uses, const char *identifier);

/* "certificate "mail.contoso.example" of "Contoso CA"". */
char *hc_cert_use_subject(const HcCertUse *use);
/* "the certificate for mail.contoso.example", for sentences. */
char *hc_cert_use_name(const HcCertUse *use);
/* The certificates of this server are known. */
gboolean hc_cert_use_is_known(const HcNamedOn *on);
/* Servers on which it is missing, and those whose certificates are not known; joined, "" if none.
 */
char *hc_cert_use_missing_on(const HcCertUse *use);
char *hc_cert_use_unknown_on(const HcCertUse *use);
/* Names what was seen of the certificate on each server. */
void hc_cert_use_prove(const HcCertUse *use, HcFinding *finding);
/* "E1: CN=…, thumbprint …, valid from … to …" */
void hc_cert_prove(HcFinding *finding, const HcCertFacts *cert);

/* Adds PASS, the row's bad status or UNKNOWN for @good, proved by @cert; {identity} is its
 * thumbprint. */
HcFinding *hc_cert_report(const HcCheck *self, const char *subject, const HcCertFacts *cert,
	HcTri good, const char *text, HcFindings *out);
/* Adds UNKNOWN or NOT_APPLICABLE for a use of which no certificate was seen. */
void hc_cert_report_without(const HcCheck *self, const HcCertUse *use, HcFindings *out);
/* Says why there is no use: names nothing, or not known. */
void hc_cert_report_none(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out);

typedef void (*HcJudgeUse)(
	const HcCheck *self, const HcHybrid *hybrid, const HcCertUse *use, HcFindings *out);
/* Judges each use; UNKNOWN or NOT_APPLICABLE, with the reason, when there is none. */
void hc_cert_judge_uses(
	const HcCheck *self, const HcHybrid *hybrid, HcJudgeUse judge, HcFindings *out);
