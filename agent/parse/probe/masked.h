/*
 * What middleboxes leave of a greeting and of keywords.  Room: parse.
 * In: lines of replies.  Out: whether somebody overwrote them, as Cisco's ESMTP inspection does: of
 * the greeting only the digits 2 and 0 are left, keywords become as many Xs.
 */
#pragma once

#include <glib.h>

/* @lines of a greeting, without codes. */
gboolean hc_masked_is_banner(const char *const *lines);
/* One line of EHLO: "XXXXXXXA" where STARTTLS was. */
gboolean hc_masked_is_keyword(const char *line);
