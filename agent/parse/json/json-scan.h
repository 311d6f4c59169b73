/*
 * One look over JSON text before it is read.  Room: parse.
 * In: UTF-8.  Out: how deep it goes, and, for text that is cut off, where its last whole exported
 * object ends.  Says nothing of what is valid: that is jansson's to say.
 */
#pragma once

#include <glib.h>

typedef struct {
	gsize deepest; /* brackets open at once */
	gsize whole; /* octets up to the end of the last whole exported object; 0: there is none */
	const char *closing; /* what makes these octets a whole text again; static */
} HcJsonScan;

/* Exported objects stand in the outermost array, or in an array behind a cmdlet's name. */
void hc_json_scan(const char *text, gsize length, HcJsonScan *ret_scan);
