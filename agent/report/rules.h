/*
 * The rules themselves as text and JSON: what `checks` and `explain` print.  Room: report.
 * In: the table of rules.  Out: words; the same row is the source of every rendering.
 */
#pragma once

#include "checks/check.h"

void hc_rules_text(GString *out);
void hc_rules_json(GString *out);
void hc_rule_text(const HcCheck *check, GString *out);
void hc_rule_json(const HcCheck *check, GString *out);
