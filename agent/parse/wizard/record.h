/*
 * The keys of a run record, wherever they were read: a Comment or a .cc.  Room: parse.
 * In: keys and values as text.  Out: fields of an HcRunRecord; what is not known is kept as text.
 */
#pragma once

#include "agent/evidence/run.h"

/*
 * One key; names in any case, an empty or NULL @value is no value.  A key nobody knows, and one
 * whose value cannot be read, is kept as "Key=value"; above HC_LIMIT_RECORD_KEYS of them the record
 * is malformed.
 */
void hc_record_put(HcRunRecord *record, const char *key, const char *value);
/* TRUE if @record has at least one key we know. */
gboolean hc_record_has_known(const HcRunRecord *record);
/* Keeps what was read; a later reason replaces an earlier one. */
void hc_record_set_malformed(HcRunRecord *record, const char *why);
