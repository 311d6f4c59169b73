/*
 * The record a run leaves in OnPremisesOrganization.Comment.  Room: parse.
 * In: base64 of raw DEFLATE of UTF-16LE XML fragments.  Out: HcRunRecord.  The form is undocumented
 * and fails soft: keys we do not know are kept, missing ones stay unknown.
 */
#pragma once

#include "agent/evidence/run.h"

/* Never NULL: damage gives a record with status MALFORMED and the reason. */
HcRunRecord *hc_comment_decode(const char *base64);
