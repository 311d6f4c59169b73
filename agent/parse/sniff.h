/*
 * What is this file?  Room: parse.  In: its first octets.  Out: a kind, by content and never by
 * name; or, for what we do not read, the reason in words that help.
 */
#pragma once

#include <glib.h>

typedef enum {
	HC_INPUT_NOT_RECOGNISED,
	HC_INPUT_XHCW,
	HC_INPUT_HCW_LOG,
	HC_INPUT_HCW_BOOT,
	HC_INPUT_HCW_CC,
	HC_INPUT_CLIXML,
	HC_INPUT_JSON_EXPORT,
	HC_INPUT_MANIFEST,    /* of a collection made by Export-HybridCheck.ps1 */
	HC_INPUT_CERTIFICATE, /* PEM, DER or PKCS#7 */
	HC_N_INPUT_KINDS
} HcInputKind;

/* @ret_why: why it is not recognised; static text; NULL otherwise. */
HcInputKind hc_sniff(const guint8 *data, gsize length, const char **ret_why);
const char *hc_input_kind_word(HcInputKind kind);
