/*
 * Words that several commands take as options.  Room: app; for the options' own files.
 * In: argv.  Out: values, or a USAGE error that names the option.
 */
#pragma once

#include "agent/app/options.h"

/* As typed; NULL where the option was not given. */
typedef struct {
	char *as_of;
	char *instance;
	char *color;
} HcSharedWords;

void hc_shared_words_clear(HcSharedWords *self);

/* GOption's own errors become ours, so that callers see one domain. */
gboolean hc_options_parse_arguments(
	GOptionContext *context, const char *command, GStrv args, GError **error);
gboolean hc_options_read_shared(HcOptions *self, const HcSharedWords *words, GError **error);
