/*
 * Values of the report as JSON.  Room: report; for the JSON rendering only.
 * All return new references; what is not known is null.
 */
#pragma once

#include "agent/report/model.h"

#include <jansson.h>

json_t *hc_json_text(const char *text); /* made valid UTF-8 */
json_t *hc_json_time(HcTime when);      /* RFC 3339 */
json_t *hc_json_tri(HcTri value);       /* true, false, null */
json_t *hc_json_texts(const GPtrArray *list);
json_t *hc_json_indexes(const GArray *list); /* of guint */

/* The program and the dated data it came with; @data ends with a NULL name. */
json_t *hc_json_tool(const char *version, const HcReportData *data);

/*
 * Appends @root in printable ASCII alone: evidence keeps foreign text as it is, and no terminal may
 * act on it.
 */
void hc_json_print(const json_t *root, GString *out);

/* The large parts of the report, each in a file of its own. */
json_t *hc_json_verdict(const HcReportModel *model);
json_t *hc_json_findings(const HcFindings *findings);
