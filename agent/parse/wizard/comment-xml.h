/*
 * The XML inside a run record: `<Key Type="System.…">value</Key>`, one after the other, without a
 * root.  Room: parse.  In: UTF-8.  Out: keys in an HcRunRecord.
 */
#pragma once

#include "agent/evidence/run.h"

/*
 * Puts every whole element of @xml into @record, up to the place where it stops being XML: then
 * FALSE, with a reason in @ret_why (transfer full).  A document type is refused.
 */
gboolean hc_comment_xml_read(HcRunRecord *record, const char *xml, gsize length, char **ret_why);
