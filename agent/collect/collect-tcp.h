/*
 * Whether an address takes connections on a port.  Room: collect.
 * In: TCP questions.  Out: their transcripts: CONNECTED, or how connecting ended.  Nothing is said
 * on the connection, and nothing waited for.
 */
#pragma once

#include "agent/collect/asking.h"

extern const HcAsker hc_asker_tcp;
