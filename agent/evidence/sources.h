/*
 * Which source a value comes from.  Room: evidence.
 * In: the inputs.  Out: of an origin, whether it is a run of the wizard, and whether two origins
 * are one source: the files of one run are, whatever they are called; any other file is one of its
 * own.
 */
#pragma once

#include "agent/evidence/evidence.h"

typedef struct HcSources HcSources;

HcSources *hc_sources_new(void);
void hc_sources_free(HcSources *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcSources, hc_sources_free)

/* Borrows @input. */
void hc_sources_add(HcSources *self, const HcInput *input);
/* Every input of @evidence. */
HcSources *hc_sources_of(const HcEvidence *evidence);

gboolean hc_sources_is_wizard(const HcSources *self, const HcOrigin *origin);
gboolean hc_sources_same(const HcSources *self, const HcOrigin *a, const HcOrigin *b);
