/*
 * A value of ConvertTo-Json as the text the same value has in CLIXML.  Room: parse.
 * In: a JSON value, which may be a .NET object written out member by member.  Out: its canonical
 * string, where its members tell it; nothing where ConvertTo-Json cut them off.
 */
#pragma once

#include <glib.h>
#include <jansson.h>

/* NULL if the value was cut off, or is of a kind that has no text.  Null gives "". */
char *hc_json_value_text(const json_t *value);

/* What {"value": …, "Count": n} and {"value": "/Date(0)/", "DateTime": …} of PowerShell 5.1 hold.
 */
const json_t *hc_json_value_unwrap(const json_t *value);
