/*
 * The formats and where they go.  Room: report; the one file here that writes (report.c).
 * In: the const model.  Out: text to a string; a file by temporary name and rename, never through a
 * symlink, all or nothing.
 */
#pragma once

#include "agent/report/model.h"

typedef struct {
	gboolean color;
	guint width;   /* columns of the text form; 72 */
	guint verbose; /* -v: passes and evidence too */
} HcReportStyle;

typedef void (*HcReportWriter)(
	const HcReportModel *model, const HcReportStyle *style, GString *out);

void hc_report_text(const HcReportModel *model, const HcReportStyle *style, GString *out);
void hc_report_json(const HcReportModel *model, const HcReportStyle *style, GString *out);
void hc_report_html(const HcReportModel *model, const HcReportStyle *style, GString *out);

/* NULL if there is no such format. */
HcReportWriter hc_report_find_format(const char *name);
/* "text|json|html", for messages. */
const char *hc_report_format_names(void);

/* CREATE or IO error with the path in it; nothing is left behind on failure. */
gboolean hc_report_save(const char *path, const GString *text, GError **error);
