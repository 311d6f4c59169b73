/*
 * A command line with the configuration in front of it.  Room: app.
 * In: arguments as typed, and the parser of the command.  Out: its options, and the configuration.
 *
 * What is typed wins over what is configured; an option that the command does not have is left out.
 */
#pragma once

#include "agent/app/config.h"
#include "agent/app/options.h"

typedef HcOptions *(*HcOptionsParser)(GStrv args, GError **error);

/* @without: configurable options the command does not have, NULL-terminated. */
HcOptions *hc_configured_parse(GStrv args, HcOptionsParser parse, const char *const *without,
	HcConfig **ret_config, GError **error);
