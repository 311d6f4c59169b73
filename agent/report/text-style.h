/* Lines, labels and colour of the text form.  Room: report.  Colour never carries meaning alone. */
#pragma once

#include "agent/report/report.h"

typedef struct {
	GString *out;
	const HcReportStyle *style;
} HcTextPage;

typedef enum { HC_TINT_BAD, HC_TINT_WARN, HC_TINT_GOOD, HC_TINT_HEAD } HcTint;

void hc_text_heading(const HcTextPage *page, const char *title);
/* "Label     text", wrapped; foreign characters made safe. */
void hc_text_field(const HcTextPage *page, const char *label, const char *text);
/* "  - text" at @depth (0, 1, …), wrapped. */
void hc_text_item(const HcTextPage *page, guint depth, const char *text);
/* "      $ command", never wrapped: it is meant to be copied. */
void hc_text_command(const HcTextPage *page, const char *command);
void hc_text_tinted(const HcTextPage *page, HcTint tint, const char *text);
void hc_text_gap(const HcTextPage *page);
/* That the run ended before every input was read. */
void hc_text_interrupted(const HcTextPage *page);

/* The lower parts of the page (text-details.c). */
void hc_text_details(const HcTextPage *page, const HcReportModel *model);
