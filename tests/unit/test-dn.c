/* X.500 names as .NET prints them and Exchange compares them. */
#include "agent/base/limits.h"
#include "certs/dn-label.h"
#include "certs/dn.h"

#include <string.h>

static void
test_same_name(void)
{
	static const struct {
		const char *story;
		const char *a;
		const char *b;
	} rows[] = {
		{ "same text", "CN=mail.contoso.example, C=DE", "CN=mail.contoso.example, C=DE" },
		{ "both empty", "", "" },
		{ "blanks only", "  ", "" },
		{ "case", "cn=MAIL.contoso.example, c=de", "CN=mail.Contoso.example, C=DE" },
		{ "case beyond ASCII", "O=MÜLLER", "O=müller" },
		{ "blanks around", " CN = mail.contoso.example ,C=DE ",
			"CN=mail.contoso.example, C=DE" },
		{ "blanks inside", "O=Contoso  Mail\tLtd", "O=Contoso Mail Ltd" },
		{ "needless quotes", "O=\"Contoso\", C=DE", "O=Contoso, C=DE" },
		{ "quoted blanks", "O=\" Contoso \"", "O=Contoso" },
		{ "semicolons", "CN=a; C=DE", "CN=a, C=DE" },
		{ "state", "S=NRW", "ST=NRW" },
		{ "state in full", "stateOrProvinceName=NRW", "S=NRW" },
		{ "mail", "E=a@contoso.example", "emailAddress=a@contoso.example" },
		{ "mail once more", "Email=a@contoso.example",
			"OID.1.2.840.113549.1.9.1=a@contoso.example" },
		{ "given name", "G=Ada", "GN=Ada" },
		{ "surname", "SN=Example", "OID.2.5.4.4=Example" },
		{ "serial number", "SERIALNUMBER=7", "2.5.4.5=7" },
		{ "street", "STREET=Domkloster 4", "street=Domkloster 4" },
		{ "unknown type", "OID.1.3.6.1.4.1.32473=x", "1.3.6.1.4.1.32473=x" },
		{ "extended validation", "businessCategory=Private Organization",
			"OID.2.5.4.15=Private Organization" },
		{ "no text", "X=#0a5c", "X=#0A5C" },
		{ "order inside an RDN", "CN=a + OU=b, C=DE", "OU=b + CN=a, C=DE" },
		{ "order of OpenSSL", "C=DE, O=Contoso, CN=a", "CN=a, O=Contoso, C=DE" },
		{ "empty value", "OU=\"\", C=DE", "OU=, C=DE" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_test_message("%s", rows[i].story);
		g_assert_true(hc_dn_equal(rows[i].a, rows[i].b));
		g_assert_true(hc_dn_equal(rows[i].b, rows[i].a));
	}
}

static void
test_other_name(void)
{
	static const struct {
		const char *story;
		const char *a;
		const char *b;
	} rows[] = {
		{ "other value", "CN=a, C=DE", "CN=b, C=DE" },
		{ "one RDN more", "CN=a, O=Contoso, C=DE", "CN=a, C=DE" },
		{ "one attribute more", "CN=a + OU=b", "CN=a" },
		{ "one RDN or two", "CN=a + OU=b", "CN=a, OU=b" },
		{ "neither order", "CN=a, OU=b, C=DE", "OU=b, CN=a, C=DE" },
		{ "other type", "SN=7", "SERIALNUMBER=7" },
		{ "type of one letter", "S=NRW", "SN=NRW" },
		{ "comma in a value", "O=\"Contoso, OU=Mail\"", "O=Contoso, OU=Mail" },
		{ "blank is no character", "O=ContosoMail", "O=Contoso Mail" },
		{ "backslash is itself", "O=\"a\\, b\"", "O=\"a, b\"" },
		{ "empty or not", "", "CN=a" },
		{ "no name", "mail.contoso.example", "mail.contoso.example" },
		{ "not given", NULL, NULL },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_test_message("%s", rows[i].story);
		g_assert_false(hc_dn_equal(rows[i].a, rows[i].b));
		g_assert_false(hc_dn_equal(rows[i].b, rows[i].a));
	}
}

static void
test_valid(void)
{
	static const struct {
		const char *text;
		gboolean valid;
	} rows[] = {
		{ "", TRUE },
		{ "CN=", TRUE },
		{ "CN=a=b", TRUE },
		{ "CN=a\\", TRUE },
		{ "CN=\"\"\"\"", TRUE },
		{ "CN=5\" disk", TRUE },
		{ NULL, FALSE },
		{ "a", FALSE },
		{ "=a", FALSE },
		{ "CN", FALSE },
		{ "CN=a,", FALSE },
		{ ", CN=a", FALSE },
		{ "CN=a,, C=DE", FALSE },
		{ "CN=a + ", FALSE },
		{ "CN=\"a", FALSE },
		{ "CN=\"a\"b", FALSE },
		{ "C N=a", FALSE },
		{ "CN=\xFF", FALSE },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_test_message("row %u", i);
		g_assert_cmpint(hc_dn_is_valid(rows[i].text), ==, rows[i].valid);
	}
}

static char *
name_of_rdns(guint n)
{
	GString *text = g_string_new("CN=a");

	for (guint i = 1; i < n; i++)
		g_string_append(text, i % 2 == 0 ? ", CN=a" : " + CN=a");
	return g_string_free(text, FALSE);
}

static char *
name_of_length(gsize length)
{
	g_autofree char *value = g_strnfill(length - strlen("CN="), 'a');

	return g_strconcat("CN=", value, NULL);
}

static void
test_limits(void)
{
	g_autofree char *many = name_of_rdns(HC_LIMIT_DN_RDNS);
	g_autofree char *too_many = name_of_rdns(HC_LIMIT_DN_RDNS + 1);
	g_autofree char *longest = name_of_length(HC_LIMIT_DN_TEXT);
	g_autofree char *too_long = name_of_length(HC_LIMIT_DN_TEXT + 1);

	g_assert_true(hc_dn_is_valid(many));
	g_assert_false(hc_dn_is_valid(too_many));
	g_assert_true(hc_dn_is_valid(longest));
	g_assert_false(hc_dn_is_valid(too_long));
	g_assert_false(hc_dn_equal(too_long, too_long));
}

static void
test_get(void)
{
	static const struct {
		const char *text;
		const char *label;
		const char *wanted;
	} rows[] = {
		{ "CN=mail.contoso.example, C=DE", "CN", "mail.contoso.example" },
		{ "C=DE, cn=mail.contoso.example", "CN", "mail.contoso.example" },
		{ "CN=first, CN=second", "CN", "first" },
		{ "O=Contoso + CN=\"Contoso, \"\"Mail\"\"\"", "CN", "Contoso, \"Mail\"" },
		{ "CN= Mail.Contoso.example , C=DE", "CN", "Mail.Contoso.example" },
		{ "S=NRW", "ST", "NRW" },
		{ "CN=", "CN", "" },
		{ "O=Contoso", "CN", NULL },
		{ "", "CN", NULL },
		{ "no name", "CN", NULL },
		{ NULL, "CN", NULL },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *value = hc_dn_get(rows[i].text, rows[i].label);

		g_assert_cmpstr(value, ==, rows[i].wanted);
	}
}

static void
test_identifier_parse(void)
{
	static const struct {
		const char *text;
		const char *issuer; /* NULL: refused */
		const char *subject;
	} rows[] = {
		{ "<I>CN=CA<S>CN=a", "CN=CA", "CN=a" },
		{ " <i> CN=CA <s> CN=a ", "CN=CA", "CN=a" },
		{ "<I>CN=CA<S>", "CN=CA", "" },
		{ "<I><S>CN=a", "", "CN=a" },
		{ "<I>CN=\"a<S>b\"<S>CN=a", "CN=\"a<S>b\"", "CN=a" },
		{ "<I>CN=\"a\"\"<S>b\"<S>CN=a", "CN=\"a\"\"<S>b\"", "CN=a" },
		{ "<I>CN=CA<S>CN=\"a<S>b\"", "CN=CA", "CN=\"a<S>b\"" },
		{ "<I>CN=CA", NULL, NULL },
		{ "<S>CN=a<I>CN=CA", NULL, NULL },
		{ "<I>CN=\"CA<S>CN=a", NULL, NULL },
		{ "CN=CA", NULL, NULL },
		{ "", NULL, NULL },
		{ NULL, NULL, NULL },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *issuer = NULL;
		g_autofree char *subject = NULL;
		gboolean parsed = hc_dn_identifier_parse(rows[i].text, &issuer, &subject);

		g_test_message("row %u", i);
		g_assert_cmpint(parsed, ==, rows[i].issuer != NULL);
		g_assert_cmpstr(issuer, ==, rows[i].issuer);
		g_assert_cmpstr(subject, ==, rows[i].subject);
	}
}

static void
test_identifier_equal(void)
{
	g_autofree char *made = hc_dn_identifier_format("CN=CA, C=US", "CN=a");

	g_assert_cmpstr(made, ==, "<I>CN=CA, C=US<S>CN=a");
	g_assert_true(hc_dn_identifier_equal(made, "<i>C=US,CN=ca<s>cn=A"));
	g_assert_false(hc_dn_identifier_equal(made, "<I>CN=a<S>CN=CA, C=US"));
	g_assert_false(hc_dn_identifier_equal(made, "<I>CN=CA, C=US<S>CN=b"));
	g_assert_false(hc_dn_identifier_equal(made, "<I>CN=CB, C=US<S>CN=a"));
	g_assert_false(hc_dn_identifier_equal(made, NULL));
	g_assert_false(hc_dn_identifier_equal("<I>x<S>y", "<I>x<S>y"));
}

/* A printed label must lead back to its type, or we could not read what we print. */
static void
test_labels(void)
{
	static const char *const types[] = { "2.5.4.3", "2.5.4.4", "2.5.4.5", "2.5.4.8", "2.5.4.12",
		"2.5.4.42", "2.5.4.43", "1.2.840.113549.1.9.1", "0.9.2342.19200300.100.1.25" };

	for (guint i = 0; i < G_N_ELEMENTS(types); i++) {
		const char *label = hc_dn_label_for_oid(types[i]);
		g_autofree char *back = NULL;

		g_assert_nonnull(label);
		back = hc_dn_label_to_oid(label);
		g_assert_cmpstr(back, ==, types[i]);
	}
	g_assert_null(hc_dn_label_for_oid("2.5.4.15"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/certs/dn/same-name", test_same_name);
	g_test_add_func("/certs/dn/other-name", test_other_name);
	g_test_add_func("/certs/dn/valid", test_valid);
	g_test_add_func("/certs/dn/limits", test_limits);
	g_test_add_func("/certs/dn/get", test_get);
	g_test_add_func("/certs/dn/identifier-parse", test_identifier_parse);
	g_test_add_func("/certs/dn/identifier-equal", test_identifier_equal);
	g_test_add_func("/certs/dn/labels", test_labels);
	return g_test_run();
}
