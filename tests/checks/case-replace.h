/*
 * One text for another wherever it stands, as if the organisation had another name.  Room: tests.
 */
#pragma once

#include "agent/evidence/evidence-build.h"

/* In every value of every object; FALSE if it stood nowhere. */
gboolean hc_case_replace(HcEvidenceBuilder *builder, const char *from, const char *to);
