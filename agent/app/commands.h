/*
 * The commands.  Room: app.  In: the arguments after the command's name.  Out: an exit status.
 * FALSE with @error set means that the command could not do its work; main() turns the error into a
 * message and a status of 64 or above.
 */
#pragma once

#include "agent/base/world.h"

typedef struct {
	const char *name;
	const char *summary; /* one line for --help */
	gboolean (*run)(const HcWorld *world, GStrv args, int *ret_status, GError **error);
} HcCommand;

gboolean hc_cmd_cert(const HcWorld *world, GStrv args, int *ret_status, GError **error);
gboolean hc_cmd_check(const HcWorld *world, GStrv args, int *ret_status, GError **error);
gboolean hc_cmd_checks(const HcWorld *world, GStrv args, int *ret_status, GError **error);
gboolean hc_cmd_explain(const HcWorld *world, GStrv args, int *ret_status, GError **error);
gboolean hc_cmd_probe(const HcWorld *world, GStrv args, int *ret_status, GError **error);

/* Terminated by a NULL name. */
extern const HcCommand hc_commands[];
