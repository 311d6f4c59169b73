/*
 * The world outside, handed in.  In: what main() read once from clock and environment.  Out:
 * values. Room: base.  No other file reads the clock or the environment; tests hand in a world of
 * their own.
 */
#pragma once

#include <glib.h>

#include "agent/base/when.h"

typedef struct {
	HcTime now;             /* the clock at program start */
	char *data_dir;         /* shipped data: schema, example, dated tables */
	char *trust_folder;     /* public roots of this host, named by subject hash */
	char *host;             /* name of this host, for the report's provenance */
	gboolean stderr_is_tty; /* progress only there */
	gboolean stdout_is_tty; /* colour only there */
	gboolean no_color;      /* NO_COLOR is set and not empty, or TERM=dumb */
} HcWorld;
