/*
 * What needs several inputs at once, before the evidence is frozen.  Room: parse.  Pure.
 * In: a builder.  Out: the same builder with: one organisation per side left, events folded (times
 * in UTC where the run's zone is known), certificates made from the DER in exported bags, the
 * record of the last run decoded, and the certificate each connector picks on each server.  Running
 * it again changes nothing.
 */
#pragma once

#include "agent/evidence/evidence-build.h"

void hc_derive(HcEvidenceBuilder *builder);
