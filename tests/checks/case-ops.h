/*
 * Changes to the healthy organisation.  Room: tests.
 * In: the "change" list of a case.  Out: the builder changed the same way an export would differ.
 */
#pragma once

#include "tests/checks/case-world.h"

/* Applies one change.  Returns NULL, or what is wrong with it (caller frees). */
char *hc_case_apply(const HcCaseWorld *world, const json_t *op, HcEvidenceBuilder *builder);
