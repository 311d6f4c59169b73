/*
 * What the network answered, as check cases write it.  Room: tests.
 * In: a fact in the form of evidence's JSON, of which a case writes only what matters to it.  Out:
 * the builder knows that fact; the rest is as a healthy peer would answer.
 */
#pragma once

#include "tests/checks/case-world.h"

/* "add-smtp", "add-addresses", "add-tcp", "add-http", "network-asked".  NULL, or what is wrong. */
char *hc_case_network_apply(const HcCaseWorld *world, const json_t *op, HcEvidenceBuilder *builder);
