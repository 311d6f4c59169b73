/* Objects of a set by what they are about.  Room: checks. */
#pragma once

#include "agent/evidence/evidence.h"

/* The object whose DomainName is @domain (may be NULL); NULL if there is none. */
const HcExchangeObject *hc_find_domain(const HcExchangeSet *set, const char *domain);
