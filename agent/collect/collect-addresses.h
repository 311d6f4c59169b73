/*
 * The addresses of a name, as this host's resolver gives them.  Room: collect.
 * In: ADDRESSES questions.  Out: ADDRESS records; and for each family that gave none an ERROR, code
 * and name as getaddrinfo() has them: "A EAI_NONAME" (there is no such name), "AAAA EAI_NODATA" (it
 * has none of these), "A EAI_AGAIN" (no answer).
 *
 * A and AAAA are asked apart, so that neither hides what became of the other, and whatever
 * addresses this host has.  Not by GResolver, which tells no name and no data as one, and asks for
 * no AAAA on a host without IPv6.
 */
#pragma once

#include "agent/collect/asking.h"

extern const HcAsker hc_asker_addresses;
