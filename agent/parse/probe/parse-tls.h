/*
 * What was seen of TLS in a transcript.  Room: parse.
 * In: its records.  Out: HcTlsSession; every certificate is known to the builder once.
 */
#pragma once

#include "agent/parse/probe/parsers.h"

/* NULL if no octet of TLS came from the peer. */
HcTlsSession *hc_parse_tls(const HcAnswerRead *answer);
