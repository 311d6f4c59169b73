/*
 * What is known of Exchange, in lines that a test can compare.  Room: tests.
 * In: evidence.  Out: one line per side and kind that anything was asked of: its answers in
 * brackets ("[E1 whole Get-ReceiveConnector]"), then its objects ("E1\\Default E1@E1").
 */
#pragma once

#include "agent/evidence/evidence.h"

char *sets_describe(const HcEvidence *evidence);

/* @wanted: a part of each warning, in order, "|" between; "" for none. */
void sets_assert_warnings(const HcInput *input, const char *wanted);
