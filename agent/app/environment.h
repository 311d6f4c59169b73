/*
 * The one place that reads clock, environment and terminal.  Room: app.
 */
#pragma once

#include "agent/base/world.h"

/* Returns: (transfer full); free with hc_environment_free(). */
HcWorld *hc_environment_read(void);
void hc_environment_free(HcWorld *world);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcWorld, hc_environment_free)
