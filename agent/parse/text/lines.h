/*
 * Octets to lines of UTF-8, chunk by chunk.  Room: parse.
 * In: any encoding of agent/parse/text/encoding.h, line ends CRLF or LF.  Out: each line once,
 * bounded.
 */
#pragma once

#include "agent/evidence/evidence-build.h"

/* One line without its end: valid UTF-8, without NUL, borrowed for the call. */
typedef struct {
	const char *text;
	gsize length;
	guint number;  /* 1-based */
	gboolean cut;  /* it was longer than HC_LIMIT_LINE: the rest is missing */
	gboolean open; /* the input ended before the line did */
} HcLine;

typedef void (*HcLineFunc)(const HcLine *line, gpointer user);

typedef struct HcLines HcLines;

HcLines *hc_lines_new(HcLineFunc func, gpointer user);
void hc_lines_free(HcLines *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcLines, hc_lines_free)

void hc_lines_feed(HcLines *self, const guint8 *data, gsize length);
/* Delivers a last line that has no end; feed nothing afterwards. */
void hc_lines_finish(HcLines *self);

/* One warning for what was no character, one for what was cut. */
void hc_lines_warn(const HcLines *self, HcInput *input);
