/* What an object is called in lists for people.  Room: hcw.  Pure. */
#pragma once

#include "agent/evidence/exchange.h"

/* "Receive Connector E1\Default Frontend E1": the noun of its cmdlets and its identity. */
char *hc_label_object(const HcExchangeObject *object);
