/*
 * One CLIXML, read with the scanner of plain objects and by libxml2 alone.  Room: tests.
 * In: octets, and how many of them come at once.  Out: all that the reader made of them, as text:
 * objects with types and properties, what was at the top, warnings with their places.
 */
#pragma once

#include <glib.h>

char *hc_test_clixml_read(const guint8 *data, gsize length, gsize chunk, gboolean alone);

/* Fails if both ways of reading do not make the same of it: libxml2 is right. */
void hc_test_clixml_compare(const guint8 *data, gsize length, gsize chunk);
