/*
 * Which of several organisations is judged.  Room: parse; for organisation.c.  Pure.
 * In: events that know their organisation.  Out: the names of those on one side, and the one to
 * judge (organisation.h says by what).
 */
#pragma once

#include "agent/evidence/evidence-build.h"

/* Edge servers belong to the organisation on premises. */
HcSide hc_organisation_side(HcSide side);
gboolean hc_organisation_same(const char *a, const char *b);

/*
 * The organisation of @side to judge, borrowed from an event; NULL unless several are told of.
 * @onprem: the one judged on premises, NULL if there is no choice there or none was made yet.
 */
const char *hc_organisation_choose(const GPtrArray *events, HcSide side, const char *onprem);
