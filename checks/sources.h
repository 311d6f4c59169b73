/*
 * Where the rules come from.  Room: checks.
 * In: a key of a row's .reference.  Out: title, place and the date of the copy that was read.
 */
#pragma once

#include <glib.h>

/* When the sources were last gone through. */
#define HC_SOURCES_AS_OF "2026-11-23"

typedef struct {
	const char *key;
	const char *title;
	const char *where; /* address without scheme, or repository and path */
	const char *as_of; /* date of the copy that was read */
} HcSource;

/* NULL if there is no such key; tests hold that every row's keys are there. */
const HcSource *hc_sources_find(const char *key);
