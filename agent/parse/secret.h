/*
 * Names behind which secrets stand.  Room: parse.
 * In: the name of a parameter or property, of any source.  Out: whether its value is left unread.
 */
#pragma once

#include <glib.h>

/* TRUE for names of parameters and properties whose values are never kept. */
gboolean hc_secret_is_name(const char *name);
