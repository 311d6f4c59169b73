/* The parts of the HTML page, one file per concept.  Room: report. */
#pragma once

#include "agent/report/html-node.h"
#include "agent/report/model.h"

void hc_html_verdict(xmlNode *parent, const HcReportModel *model); /* html-verdict.c */
/* html-picture.c; @offline: no hop was seen on the wire. */
void hc_html_picture(xmlNode *parent, const HcFindings *findings, gboolean offline);
void hc_html_findings(xmlNode *parent, const HcFindings *findings);   /* html-findings.c */
void hc_html_comparison(xmlNode *parent, const HcReportModel *model); /* html-tables.c */
void hc_html_inputs(xmlNode *parent, const HcReportModel *model);     /* html-tables.c */

void hc_html_probed(xmlNode *parent, const HcReportModel *model); /* html-probed.c */

/* The style sheet of the page (html-style.c); static. */
const char *hc_html_style(void);

/* Sign that stands before a state word, so that colour never carries meaning alone. */
const char *hc_html_sign(const char *state);
