/* Values inside PowerShell commands.  In: foreign text.  Out: literals.  Room: base. */
#pragma once

#include <glib.h>

/*
 * 'text' as a single-quoted literal, made printable first.  PowerShell ends such a string at the
 * typographic single quotes too (U+2018 to U+201B), so those are doubled like the plain one.
 */
char *hc_powershell_quote(const char *text);
