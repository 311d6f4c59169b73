/*
 * The record a run leaves in OnPremisesOrganization.Comment.  Room: parse.
 * In: base64 of raw DEFLATE of UTF-16LE XML fragments.  Out: HcRunRecord.  The form is undocumented
 * and fails soft: keys we do not know are kept, missing ones stay unknown.
 */
#pragma once

#include "agent/evidence/run.h"

/* Never NULL: damage gives a record with status MALFORMED and the reason. */
HcRunRecord *hc_comment_decode(const char *base64);

/* One key of a run record, from a Comment or a .cc; unknown keys are kept as "Key=value". */
void hc_comment_put(HcRunRecord *record, const char *key, const char *value);
/* TRUE if @record has at least one key we know. */
gboolean hc_comment_has_known(const HcRunRecord *record);
