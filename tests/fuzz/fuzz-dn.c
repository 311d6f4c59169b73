/* Printed names and connector values: what is a name equals itself, whatever surrounds it. */
#include "agent/base/limits.h"
#include "certs/dn.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
try_name(const char *text)
{
	g_autofree char *cn = hc_dn_get(text, "CN");
	g_autofree char *wide = g_strconcat("  ", text, "\t", NULL);

	g_assert_true(hc_dn_equal(text, text) == hc_dn_is_valid(text));
	g_assert_true(cn == NULL || g_utf8_validate(cn, -1, NULL));
	if (hc_dn_is_valid(text) && strlen(wide) <= HC_LIMIT_DN_TEXT)
		g_assert_true(hc_dn_equal(text, wide));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = g_strndup((const char *)data, size);
	g_autofree char *issuer = NULL;
	g_autofree char *subject = NULL;
	g_autofree char *again = NULL;

	try_name(text);
	if (!hc_dn_identifier_parse(text, &issuer, &subject))
		return 0;
	try_name(issuer);
	try_name(subject);
	again = hc_dn_identifier_format(issuer, subject);
	g_assert_true(hc_dn_identifier_equal(text, again) ==
		      (hc_dn_is_valid(issuer) && hc_dn_is_valid(subject)));
	return 0;
}
