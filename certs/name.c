/* X.500 names of a certificate as .NET prints them on Windows.  Room: certs. */
#include "certs/name.h"

#include "certs/asn1-text.h"
#include "certs/dn-label.h"

#include <string.h>

#define OID_PREFIX "OID."
#define UNPRINTABLE_OID "?"

/* CR is a blank at the ends but, unlike LF, no reason to quote in the middle: so Windows has it. */
static gboolean
needs_quotes(const char *text)
{
	gsize length = strlen(text);

	if (length == 0 || strpbrk(text, ",+=\"\n<>#;") != NULL)
		return TRUE;
	return strchr(" \t\n\v\f\r", text[0]) != NULL ||
	       strchr(" \t\n\v\f\r", text[length - 1]) != NULL;
}

static void
append_quoted(GString *out, const char *text)
{
	g_string_append_c(out, '"');
	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '"')
			g_string_append_c(out, '"');
		g_string_append_c(out, *p);
	}
	g_string_append_c(out, '"');
}

static char *
shown_value(const X509_NAME_ENTRY *entry)
{
	const ASN1_STRING *value = X509_NAME_ENTRY_get_data(entry);
	char *text = hc_asn1_text(value);

	return text != NULL ? text : hc_asn1_hex(value);
}

static void
append_value(GString *out, const X509_NAME_ENTRY *entry)
{
	g_autofree char *text = hc_asn1_text(X509_NAME_ENTRY_get_data(entry));
	g_autofree char *shown = shown_value(entry);

	if (text != NULL && needs_quotes(text))
		append_quoted(out, text);
	else
		g_string_append(out, shown);
}

static void
append_entry(GString *out, const X509_NAME_ENTRY *entry)
{
	g_autofree char *oid = hc_asn1_oid(X509_NAME_ENTRY_get_object(entry));
	const char *label = oid != NULL ? hc_dn_label_for_oid(oid) : NULL;

	if (label != NULL)
		g_string_append(out, label);
	else
		g_string_append_printf(out, OID_PREFIX "%s", oid != NULL ? oid : UNPRINTABLE_OID);
	g_string_append_c(out, '=');
	append_value(out, entry);
}

/* Index of the first entry of the RDN that ends at @last. */
static int
first_of_rdn(const X509_NAME *name, int last)
{
	int set = X509_NAME_ENTRY_set(X509_NAME_get_entry(name, last));

	while (last > 0 && X509_NAME_ENTRY_set(X509_NAME_get_entry(name, last - 1)) == set)
		last--;
	return last;
}

char *
hc_name_print(const X509_NAME *name)
{
	GString *out = g_string_new(NULL);
	int last = X509_NAME_entry_count(name) - 1;

	while (last >= 0) {
		int first = first_of_rdn(name, last);

		for (int i = first; i <= last; i++) {
			if (out->len > 0)
				g_string_append(out, i == first ? ", " : " + ");
			append_entry(out, X509_NAME_get_entry(name, i));
		}
		last = first - 1;
	}
	return g_string_free(out, FALSE);
}

char *
hc_name_first(const X509_NAME *name, int nid)
{
	int last = X509_NAME_entry_count(name) - 1;

	while (last >= 0) {
		int first = first_of_rdn(name, last);
		int found = X509_NAME_get_index_by_NID(name, nid, first - 1);

		if (found >= first && found <= last)
			return shown_value(X509_NAME_get_entry(name, found));
		last = first - 1;
	}
	return NULL;
}
