/* What kind of thing some DER is.  Room: certs. */
#include "certs/der-kind.h"

#include <string.h>

#define TAG_INTEGER 0x02
#define TAG_OCTET_STRING 0x04
#define TAG_OID 0x06
#define TAG_SEQUENCE 0x30
#define TAG_CONTEXT_0 0xA0
#define MAX_LENGTH_OCTETS 4

/* One element; a cut off one has what is there, so that a damaged file is still known by name. */
typedef struct {
	guint8 tag;
	const guint8 *body;
	gsize length;   /* of the body, as far as it is there */
	gsize declared; /* header and body as they should be; 0: indefinite */
} Element;

/* 1.2.840.113549.1.7.2, 1.2.840.113549.1.5.13 (PBES2) and the arc of all of PKCS#5 and #12 */
static const guint8 oid_signed_data[] = { 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02 };
static const guint8 arc_pkcs5[] = { 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x05 };
static const guint8 arc_pkcs12[] = { 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x0C };

/* Reads the element at the start of @within and moves @within behind it. */
static gboolean
take(Element *within, Element *ret_element)
{
	const guint8 *at = within->body;
	gsize left = within->length;
	gsize n_octets = 0;
	gsize length = 0;
	gsize header = 2;

	if (left < header)
		return FALSE;
	if (at[1] < 0x80) {
		length = at[1];
	} else {
		n_octets = at[1] & 0x7F;
		header += n_octets;
		if (n_octets > MAX_LENGTH_OCTETS || left < header)
			return FALSE;
		for (gsize i = 0; i < n_octets; i++)
			length = length << 8 | at[2 + i];
	}
	ret_element->tag = at[0];
	ret_element->body = at + header;
	ret_element->declared = at[1] == 0x80 ? 0 : header + length;
	ret_element->length = at[1] == 0x80 ? left - header : MIN(length, left - header);
	within->body = ret_element->body + ret_element->length;
	within->length = left - header - ret_element->length;
	return TRUE;
}

static gboolean
take_tag(Element *within, guint8 tag, Element *ret_element)
{
	return take(within, ret_element) && ret_element->tag == tag;
}

static gboolean
starts_with(const Element *element, const guint8 *octets, gsize length)
{
	return element->tag == TAG_OID && element->length >= length &&
	       memcmp(element->body, octets, length) == 0;
}

/* PrivateKeyInfo, RSAPrivateKey, ECPrivateKey and PFX begin with a version. */
static HcDerKind
kind_with_version(const Element *version, Element rest)
{
	Element next = { 0 };
	Element inner = { 0 };
	guint8 number = version->length == 1 ? version->body[0] : 0xFF;

	if (!take(&rest, &next))
		return HC_DER_OTHER;
	inner = next;
	if (number == 3 && next.tag == TAG_SEQUENCE)
		return HC_DER_PKCS12;
	if (number <= 1 && (next.tag == TAG_INTEGER || next.tag == TAG_OCTET_STRING))
		return HC_DER_PRIVATE_KEY;
	if (number <= 1 && next.tag == TAG_SEQUENCE && take_tag(&inner, TAG_OID, &next))
		return HC_DER_PRIVATE_KEY;
	return HC_DER_OTHER;
}

/* EncryptedPrivateKeyInfo: an algorithm of PKCS#5 or PKCS#12, then an OCTET STRING. */
static gboolean
is_encrypted_key(const Element *oid)
{
	return starts_with(oid, arc_pkcs5, sizeof(arc_pkcs5)) ||
	       starts_with(oid, arc_pkcs12, sizeof(arc_pkcs12));
}

/*
 * What is signed begins with [0] version or a serial number and an algorithm in a certificate, with
 * a version and a name in a request.
 */
static HcDerKind
kind_of_signed(Element to_sign)
{
	Element first = { 0 };
	Element second = { 0 };
	Element inner = { 0 };

	if (!take(&to_sign, &first))
		return HC_DER_OTHER;
	if (first.tag == TAG_CONTEXT_0)
		return HC_DER_CERTIFICATE;
	if (first.tag == TAG_OID)
		return is_encrypted_key(&first) ? HC_DER_PRIVATE_KEY : HC_DER_OTHER;
	if (first.tag != TAG_INTEGER || !take_tag(&to_sign, TAG_SEQUENCE, &second))
		return HC_DER_OTHER;
	if (take_tag(&second, TAG_OID, &inner))
		return HC_DER_CERTIFICATE;
	return first.length == 1 && first.body[0] == 0 ? HC_DER_REQUEST : HC_DER_OTHER;
}

HcDerKind
hc_der_kind(const guint8 *data, gsize size)
{
	Element all = { .body = data, .length = size };
	Element outer = { 0 };
	Element first = { 0 };

	if (!take_tag(&all, TAG_SEQUENCE, &outer) || !take(&outer, &first))
		return HC_DER_OTHER;
	if (first.tag == TAG_SEQUENCE)
		return kind_of_signed(first);
	if (first.tag == TAG_INTEGER)
		return kind_with_version(&first, outer);
	if (starts_with(&first, oid_signed_data, sizeof(oid_signed_data)))
		return HC_DER_PKCS7;
	return HC_DER_OTHER;
}

gsize
hc_der_length(const guint8 *data, gsize size)
{
	Element all = { .body = data, .length = size };
	Element outer = { 0 };

	return take(&all, &outer) && outer.declared <= size ? outer.declared : 0;
}
