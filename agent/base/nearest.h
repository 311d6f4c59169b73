/* The nearest known word to a mistyped one.  Room: base. */
#pragma once

#include <glib.h>

/* Borrowed from @known (NULL-terminated); NULL if nothing is near (more than a third of the letters
 * and one differ).
 */
const char *hc_nearest(const char *wanted, const char *const *known);
