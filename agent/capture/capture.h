/*
 * What the world answered, untouched.  Room: capture.
 * In: filled by collectors.  Out: bytes, or a stream that may be opened more than once, so that
 * nothing needs a whole file in memory; or a question with the transcript of its answer; and how
 * the look ended.
 */
#pragma once

#include <gio/gio.h>

#include "agent/base/when.h"
#include "agent/capture/question.h"
#include "agent/capture/transcript.h"

typedef enum {
	HC_ENDING_DONE,       /* the answer is complete */
	HC_ENDING_NOT_FOUND,  /* there is no such file */
	HC_ENDING_DENIED,     /* the system refused access */
	HC_ENDING_UNREADABLE, /* an I/O error, or not a regular file */
	HC_ENDING_LIMIT,      /* a bound of limits.h was reached before looking */
} HcEnding;

typedef struct HcCapture HcCapture;

/* @path in the file system's own octets; the file is opened on every hc_capture_open(). */
HcCapture *hc_capture_new_file(const char *path);
HcCapture *hc_capture_new_bytes(const char *name, GBytes *bytes);
/* A look that failed; @why in words. */
HcCapture *hc_capture_new_failed(const char *name, HcEnding ending, const char *why);
/* What the network said to @question, which is its name in words; it has no octets to open. */
HcCapture *hc_capture_new_transcript(HcQuestion *take_question, HcTranscript *take_transcript);
void hc_capture_free(HcCapture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcCapture, hc_capture_free)

/* As shown to people: always valid UTF-8. */
const char *hc_capture_name(const HcCapture *self);
HcEnding hc_capture_ending(const HcCapture *self);
const char *hc_capture_why(const HcCapture *self); /* NULL when DONE */

/* NULL if it is no transcript. */
const HcQuestion *hc_capture_question(const HcCapture *self);
const HcTranscript *hc_capture_transcript(const HcCapture *self);

/* Last modification of the file (or archive entry); HC_TIME_NONE if nobody knows it. */
HcTime hc_capture_modified(const HcCapture *self);
void hc_capture_set_modified(HcCapture *self, HcTime modified);

/*
 * A fresh stream at the first octet.  Refuses what is not a regular file at this moment.  The error
 * names the capture: NOT_FOUND, PERMISSION, LIMIT or IO.
 */
GInputStream *hc_capture_open(const HcCapture *self, GError **error);
/* All octets; LIMIT above @limit of them, which @limit_name is the name of. */
GBytes *hc_capture_read(const HcCapture *self, gsize limit, const char *limit_name, GError **error);
