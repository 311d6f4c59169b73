/*
 * The group [options] of a configuration file.  Room: app.
 * In: keys named after long options.  Out: arguments as if they had been typed.
 */
#pragma once

#include "agent/app/config.h"

/* One key where it stands; all borrowed. */
typedef struct {
	GKeyFile *file;
	const char *path; /* printable */
	const char *group;
	const char *name;
} HcConfigKey;

void hc_config_option_free(gpointer option);

/*
 * Replaces what @options (of HcConfigOption) holds for @key, which must be one of
 * hc_config_option_names().  Whether the value makes sense is for the commands to say.
 */
gboolean hc_config_read_option(GPtrArray *options, const HcConfigKey *key, GError **error);
