/*
 * Octets to UTF-8, chunk by chunk.  Room: parse.
 * In: UTF-8 with or without a byte order mark, UTF-16 with one, or UTF-16 without one that shows
 * by its NULs; Windows-1252 where the caller allows it.  Out: valid UTF-8 without NUL and without a
 * leading mark.  What is no character becomes U+FFFD and is counted; nothing is refused.
 */
#pragma once

#include "agent/evidence/evidence-build.h"

typedef enum {
	HC_ENCODING_UNDECIDED, /* fewer than four octets were seen */
	HC_ENCODING_UTF8,
	HC_ENCODING_UTF16LE,
	HC_ENCODING_UTF16BE,
	HC_ENCODING_WINDOWS_1252, /* from the first octet on that is not UTF-8 */
} HcEncodingForm;

typedef struct HcEncoding HcEncoding;

HcEncoding *hc_encoding_new(void);
void hc_encoding_free(HcEncoding *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcEncoding, hc_encoding_free)

/*
 * Text without a mark that is not UTF-8 is taken for Windows-1252 from there on, with a warning: an
 * older shell's own encoding is the likeliest.  Say so before anything is fed.
 */
void hc_encoding_allow_windows_1252(HcEncoding *self);

/*
 * What can be decoded so far; a character cut by the end of @data waits for the next call.  Never
 * NULL, not NUL-terminated.  Borrowed until the next call on @self, and may point into @data.
 */
const char *hc_encoding_feed(HcEncoding *self, const guint8 *data, gsize length, gsize *ret_length);
/* What was still waiting; feed nothing afterwards. */
const char *hc_encoding_finish(HcEncoding *self, gsize *ret_length);

HcEncodingForm hc_encoding_form(const HcEncoding *self);
/* Length in octets of the byte order mark that was left out. */
guint64 hc_encoding_mark(const HcEncoding *self);
/* TRUE if the decoded text and the mark have as many octets as the file up to @octet. */
gboolean hc_encoding_counts(const HcEncoding *self, guint64 octet);
/* How many times U+FFFD was put in. */
guint64 hc_encoding_n_bad(const HcEncoding *self);
/* One warning with the count and the first place, if there was any. */
void hc_encoding_warn(const HcEncoding *self, HcInput *input);
