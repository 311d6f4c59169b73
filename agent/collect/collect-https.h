/*
 * A request over HTTPS to one address, as far as the head of its answer.  Room: collect.
 * In: HTTPS questions.  Out: their transcripts: CONNECTED, SENT, what TLS showed, RECEIVED (heads
 * alone: a body says nothing that is asked for), and how it ended.
 *
 * libcurl speaks, on a socket that is dialled here, so that failing to connect is told as by every
 * other collector.  No name is resolved, no proxy is used, no cookie, password or cache is there.
 * Certificates are seen and not judged.  A redirect is followed to the same host and port over
 * HTTPS alone, at the same address, HC_LIMIT_REDIRECTS times; others are what the answer says.
 * What is asked for revocation (hc_question_is_clear()) goes in clear, and is never led elsewhere.
 */
#pragma once

#include "agent/collect/asking.h"

extern const HcAsker hc_asker_https;
