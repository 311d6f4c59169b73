/*
 * A session as people read it.  Room: parse.
 * In: a transcript.  Out: printable lines: "> EHLO …" is ours, "< 250 …" the peer's, "* …" what
 * happened; bounded by HC_LIMIT_SESSION_TEXT, and says so.
 */
#pragma once

#include "agent/capture/transcript.h"

char *hc_session_text(const HcTranscript *transcript);
