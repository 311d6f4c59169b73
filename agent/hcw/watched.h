/*
 * The properties whose change counts as an edit.  Room: hcw.  Pure.
 * In: two versions of one object from different sources.  Out: which of its watched properties
 * differ: those that the wizard compares or writes, or that a rule reads; none that moves by
 * itself.
 *
 * Sources print one value in several forms (rulebook 3.0): "SMTP:x;1" and "smtp:x", "True" and
 * "true", "35 MB (36,700,160 bytes)" and "36700160", lists in any order.  A property that either
 * side lacks, and a value that only one side prints as a bare number or as the name of a .NET type,
 * cannot be compared and does not differ.
 */
#pragma once

#include "agent/evidence/exchange.h"

typedef struct HcWatched HcWatched;

/* The watched properties of @kind, terminated by one with a NULL name; NULL if it has none. */
const HcWatched *hc_watched_of(HcKind kind);
const HcWatched *hc_watched_next(const HcWatched *self);
/* Exchange's name of the property; NULL at the end of the list. */
const char *hc_watched_name(const HcWatched *self);
gboolean hc_watched_differs(
	const HcWatched *self, const HcExchangeObject *was, const HcExchangeObject *is);
