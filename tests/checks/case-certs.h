/*
 * Changes to the certificates of servers.  Room: tests.
 * In: the certificate changes of a case.  Out: the builder's certificate facts changed.
 */
#pragma once

#include "tests/checks/case-world.h"

/* "add-cert", "set-cert", "remove-cert".  Returns NULL, or what is wrong (caller frees). */
char *hc_case_certs_apply(const HcCaseWorld *world, const json_t *op, HcEvidenceBuilder *builder);
/* Members of the facts, as "set" of a change names them; @values may be NULL. */
char *hc_case_certs_set(HcCertFacts *cert, json_t *values);
/* Drops the certificates of @server, or of all servers if it is NULL. */
void hc_case_certs_forget(HcEvidenceBuilder *builder, const char *server);
