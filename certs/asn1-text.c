/* ASN.1 strings and object identifiers as text.  Room: certs. */
#include "certs/asn1-text.h"

#include "agent/base/limits.h"

#include <openssl/objects.h>

/*
 * A NUL is the end of the text to some programs and a character like any other to others: an old
 * way to fake a name.  To g_utf8_make_valid() it is no character.
 */
static char *
from_utf8(const unsigned char *data, int length)
{
	return g_utf8_make_valid((const char *)data, length);
}

static char *
hex_of(const guint8 *data, gsize length)
{
	GString *out = g_string_new("#");

	for (gsize i = 0; i < length; i++)
		g_string_append_printf(out, "%02X", data[i]);
	return g_string_free(out, FALSE);
}

/* TeletexString: Windows tries UTF-8 first, as some CAs put it there, then eight-bit characters. */
static gboolean
is_utf8_teletex(const ASN1_STRING *value)
{
	return ASN1_STRING_type(value) == V_ASN1_T61STRING &&
	       g_utf8_validate((const char *)ASN1_STRING_get0_data(value),
		       (gssize)ASN1_STRING_length(value), NULL);
}

char *
hc_asn1_text(const ASN1_STRING *value)
{
	g_auto(HcOpensslBytes) utf8 = NULL;
	int length = 0;

	if (is_utf8_teletex(value))
		return from_utf8(ASN1_STRING_get0_data(value), ASN1_STRING_length(value));
	length = ASN1_STRING_to_UTF8(&utf8, value);
	return length >= 0 ? from_utf8(utf8, length) : NULL;
}

char *
hc_asn1_hex(const ASN1_STRING *value)
{
	ASN1_TYPE any = { 0 };
	g_auto(HcOpensslBytes) der = NULL;
	int length = 0;

	if (ASN1_STRING_type(value) == V_ASN1_OCTET_STRING)
		return hex_of(ASN1_STRING_get0_data(value), (gsize)ASN1_STRING_length(value));
	if (ASN1_TYPE_set1(&any, ASN1_STRING_type(value), value) == 1)
		length = i2d_ASN1_TYPE(&any, &der);
	ASN1_TYPE_set(&any, V_ASN1_NULL, NULL);
	return hex_of(der, length > 0 ? (gsize)length : 0);
}

char *
hc_asn1_oid(const ASN1_OBJECT *object)
{
	char dotted[HC_LIMIT_OID + 1];
	int length = OBJ_obj2txt(dotted, sizeof(dotted), object, 1);

	return length > 0 && length < (int)sizeof(dotted) ? g_strdup(dotted) : NULL;
}
