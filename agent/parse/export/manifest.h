/*
 * What the manifests of collections change in the evidence.  Room: parse.  Pure.
 * In: a builder with collections, and with events and inputs of their files.  Out: the same
 * builder, where
 *  - what came from a file of a collection is as of the time its cmdlet was asked, not of the
 * file's modification (which copying changes);
 *  - a cmdlet that failed or was not there is a failed Get-, so that it is "unreachable", with the
 *    reason, and neither "not asked" nor "none";
 *  - a file that is missing or not the one collected is a warning of the manifest's input.
 * The collections are used up.
 */
#pragma once

#include "agent/evidence/evidence-build.h"

void hc_manifests_apply(HcEvidenceBuilder *builder);
