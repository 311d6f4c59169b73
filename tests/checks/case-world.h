/*
 * What every check case starts from: the healthy organisation.  Room: tests.
 * In: the folder tests/data.  Out: its evidence as JSON, so that every case runs the JSON way, and
 * the certificates and identities that cases name.
 */
#pragma once

#include <jansson.h>

#include "agent/evidence/evidence-build.h"

typedef struct {
	char *root;        /* of the sources */
	json_t *evidence;  /* of the healthy organisation, derived */
	json_t *certs;     /* name -> thumbprint */
	GHashTable *names; /* "{send}", "{recv:E1}", … -> identity */
} HcCaseWorld;

HcCaseWorld *hc_case_world_new(const char *root, HcTime as_of);
void hc_case_world_free(HcCaseWorld *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcCaseWorld, hc_case_world_free)

/* Evidence of the files in @folder; NULL if it holds nothing readable. */
HcEvidence *hc_case_read_folder(const char *folder, HcTime as_of);

/* A builder with the healthy organisation, judged at @as_of. */
HcEvidenceBuilder *hc_case_world_builder(const HcCaseWorld *self, HcTime as_of);
/* What stands for an identity: itself unless it is one of the names in braces. */
const char *hc_case_world_identity(const HcCaseWorld *self, const char *identity);
/* Thumbprint of a named certificate; NULL if there is none. */
const char *hc_case_world_thumbprint(const HcCaseWorld *self, const char *name);
/* Facts of a named certificate's DER; NULL if there is none. */
HcCertFacts *hc_case_world_cert(const HcCaseWorld *self, const char *name);
