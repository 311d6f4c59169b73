/*
 * What PowerShell printed for people, not for programs.  Room: parse.
 * In: the beginning of a text.  Out: which form it is, with the export that serves instead: in
 * these forms lists are cut, values lose their kind, and lines are wrapped by the window.
 */
#pragma once

#include <glib.h>

/* NULL if it is none of them; static text. */
const char *hc_printed_why(const char *text);
