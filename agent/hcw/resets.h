/* What a run writes although its tables do not compare it.  Room: hcw.  Pure. */
#pragma once

#include "agent/hcw/overwrite.h"

GPtrArray *hc_resets_new(const HcHybrid *hybrid); /* HcReset */
