/*
 * Runs every rule once.  Room: checks.  In: the hybrid organisation and a filter.  Out: findings in
 * the order of the table.  One finding per rule and object; a kind that was not exported gives one
 * UNKNOWN per rule; where the kind was exported and the object does not exist its property rules
 * are NOT_APPLICABLE and only the *-missing rule fails.
 */
#pragma once

#include "checks/check.h"

/* @only and @skip: ids, areas or classes (NULL-terminated; NULL means all, and none). */
HcFindings *hc_run_checks(const HcHybrid *hybrid, const char *const *only, const char *const *skip);
/* TRUE if @word is an id, an area, or a class of the table. */
gboolean hc_run_knows(const char *word);
