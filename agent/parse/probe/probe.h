/*
 * The only way from what the network said to facts.  Room: parse: no clock, no network.
 * In: a capture that is a transcript.  Out: one fact in the builder, whatever the transcript holds:
 * one that breaks off is "interrupted", which tells nothing.
 */
#pragma once

#include "agent/capture/capture.h"
#include "agent/evidence/evidence-build.h"

/* @capture must be a transcript. */
void hc_parse_answer(const HcCapture *capture, HcEvidenceBuilder *builder);
