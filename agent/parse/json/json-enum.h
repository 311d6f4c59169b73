/*
 * Enumerations that ConvertTo-Json wrote as numbers.  Room: parse.
 * In: the property and the number.  Out: the names that Exchange prints, where the number is
 * known from real exports, which have both.
 */
#pragma once

#include <glib.h>

/* TRUE if @property holds an enumeration: a number alone is then no value of it. */
gboolean hc_json_enum_is(const char *property);

/* "Tls, Integrated" of AuthMechanism 3; NULL if any of it is not known. */
char *hc_json_enum_name(const char *property, gint64 number);
