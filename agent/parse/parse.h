/*
 * The only way from bytes to facts.  Room: parse: no clock, no network, no file of its own
 * choosing. In: a capture.  Out: facts in the builder, an HcInput with what was recognised and
 * every warning. A live run and a replay share this.
 */
#pragma once

#include "agent/capture/capture.h"
#include "agent/evidence/evidence-build.h"

/*
 * Reads @capture to its end.  Trouble of the file is a warning in the returned input, which belongs
 * to
 * @builder; never an error, so that the other inputs are still judged.
 */
HcInput *hc_parse_capture(const HcCapture *capture, HcEvidenceBuilder *builder);
