/*
 * Properties worth keeping out of an export.  Room: parse.
 * In: a property's name.  Out: whether anybody here looks at it.  An export of whole objects is
 * nine tenths of what nobody asks for.
 */
#pragma once

#include <glib.h>

/* Without regard to case. */
gboolean hc_wanted(const char *property);

/* The names in their order; NULL behind the last. */
const char *hc_wanted_at(guint i);
