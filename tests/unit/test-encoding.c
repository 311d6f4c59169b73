/* Octets to UTF-8: marks, NUL patterns, cuts at every place, bad octets. */
#include "agent/parse/text/encoding.h"

#include <string.h>

#define OCTETS(text) (const guint8 *)(text), sizeof(text) - 1
#define BAD "\xEF\xBF\xBD"

typedef struct {
	const char *story;
	const guint8 *data;
	gsize length;
	const char *wanted;
	guint64 n_bad;
	HcEncodingForm form;
} Row;

static const Row rows[] = {
	{ "empty", OCTETS(""), "", 0, HC_ENCODING_UNDECIDED },
	{ "one-octet", OCTETS("a"), "a", 0, HC_ENCODING_UTF8 },
	{ "ascii", OCTETS("plain text"), "plain text", 0, HC_ENCODING_UTF8 },
	{ "utf8", OCTETS("Z\xC3\xBCrich \xE2\x82\xAC \xF0\x9F\x93\xA7"), "Zürich € 📧", 0,
		HC_ENCODING_UTF8 },
	{ "utf8-mark", OCTETS("\xEF\xBB\xBFtext"), "text", 0, HC_ENCODING_UTF8 },
	{ "utf8-mark-alone", OCTETS("\xEF\xBB\xBF"), "", 0, HC_ENCODING_UTF8 },
	{ "utf8-latin1", OCTETS("Z\xFCrich"), "Z" BAD "rich", 1, HC_ENCODING_UTF8 },
	{ "utf8-cut", OCTETS("abc\xE2\x82"), "abc" BAD BAD, 2, HC_ENCODING_UTF8 },
	{ "utf8-surrogate", OCTETS("ab\xED\xA0\x80"), "ab" BAD BAD BAD, 3, HC_ENCODING_UTF8 },
	{ "utf8-overlong", OCTETS("ab\xC0\x80z"), "ab" BAD BAD "z", 2, HC_ENCODING_UTF8 },
	{ "utf8-nul", OCTETS("abcd\0e\0"), "abcd" BAD "e" BAD, 2, HC_ENCODING_UTF8 },
	{ "utf16le-mark", OCTETS("\xFF\xFE<\0\xAC\x20"), "<€", 0, HC_ENCODING_UTF16LE },
	{ "utf16be-mark", OCTETS("\xFE\xFF\0<\x20\xAC"), "<€", 0, HC_ENCODING_UTF16BE },
	{ "utf16le-bare", OCTETS("<\0i\0n\0\xFC\0"), "<inü", 0, HC_ENCODING_UTF16LE },
	{ "utf16be-bare", OCTETS("\0<\0i\0n\0\xFC"), "<inü", 0, HC_ENCODING_UTF16BE },
	{ "utf16le-pair", OCTETS("\xFF\xFE\x3D\xD8\xE7\xDC"), "📧", 0, HC_ENCODING_UTF16LE },
	{ "utf16le-lone-high", OCTETS("\xFF\xFE\x3D\xD8x\0"), BAD "x", 1, HC_ENCODING_UTF16LE },
	{ "utf16le-lone-low", OCTETS("\xFF\xFE\xE7\xDCx\0"), BAD "x", 1, HC_ENCODING_UTF16LE },
	{ "utf16le-high-at-end", OCTETS("\xFF\xFEx\0\x3D\xD8"), "x" BAD, 1, HC_ENCODING_UTF16LE },
	{ "utf16le-odd", OCTETS("\xFF\xFEx\0y"), "x" BAD, 1, HC_ENCODING_UTF16LE },
	{ "utf16le-nul", OCTETS("\xFF\xFEx\0\0\0"), "x" BAD, 1, HC_ENCODING_UTF16LE },
};

static void
append(GString *out, const char *text, gsize length)
{
	g_assert_nonnull(text);
	g_string_append_len(out, text, (gssize)length);
}

static char *
decode(HcEncoding *encoding, const Row *row, gsize chunk)
{
	GString *out = g_string_new(NULL);
	gsize n = 0;
	const char *text = NULL;

	for (gsize at = 0; at < row->length; at += chunk) {
		/* A copy of the exact size lets the sanitizer see a step too far. */
		gsize length = MIN(chunk, row->length - at);
		g_autofree guint8 *copy = g_memdup2(row->data + at, length);

		text = hc_encoding_feed(encoding, copy, length, &n);
		append(out, text, n);
	}
	text = hc_encoding_finish(encoding, &n);
	append(out, text, n);
	return g_string_free(out, FALSE);
}

static void
test_forms(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_test_message("%s", rows[i].story);
		for (gsize chunk = 1; chunk <= MAX(rows[i].length, 1); chunk++) {
			g_autoptr(HcEncoding) encoding = hc_encoding_new();
			g_autofree char *text = decode(encoding, &rows[i], chunk);

			g_assert_cmpstr(text, ==, rows[i].wanted);
			g_assert_cmpuint(hc_encoding_n_bad(encoding), ==, rows[i].n_bad);
			g_assert_cmpint(hc_encoding_form(encoding), ==, rows[i].form);
		}
	}
}

static const char *
first_warning(const HcInput *input)
{
	return input->warnings->len == 0 ? NULL : g_ptr_array_index(input->warnings, 0);
}

static void
check_warning(const guint8 *data, gsize length, const char *wanted)
{
	const Row row = { "", data, length, NULL, 0, HC_ENCODING_UTF8 };

	for (gsize chunk = 1; chunk <= length; chunk++) {
		g_autoptr(HcEncoding) encoding = hc_encoding_new();
		g_autoptr(HcInput) input = hc_input_new("a.log", "hcw-log");
		g_autofree char *text = decode(encoding, &row, chunk);

		g_assert_true(g_utf8_validate(text, -1, NULL));
		hc_encoding_warn(encoding, input);
		g_assert_cmpstr(first_warning(input), ==, wanted);
	}
}

static void
test_warning(void)
{
	check_warning(OCTETS("Zürich"), NULL);
	check_warning(OCTETS("\xEF\xBB\xBFZ\xFCrich"),
		"1 place is not valid UTF-8, replaced by U+FFFD; the first at octet 5");
	check_warning(OCTETS("abcde\xE2\x82"),
		"2 places are not valid UTF-8, replaced by U+FFFD; the first at octet 6");
	check_warning(OCTETS("\xFF\xFEx\0\x3D\xD8y\0z"),
		"2 places are not valid UTF-16, replaced by U+FFFD; the first at octet 5");
}

/* What is valid is handed on without a copy: the parser of a large file depends on it. */
static void
test_borrows(void)
{
	static const char ascii[] = "<invoke start=\"\">";
	static const char umlaut[] = "<invoke name=\"Zürich\">";
	g_autoptr(HcEncoding) encoding = hc_encoding_new();
	gsize n = 0;

	g_assert_true(
		hc_encoding_feed(encoding, (const guint8 *)ascii, strlen(ascii), &n) == ascii);
	g_assert_cmpuint(n, ==, strlen(ascii));
	g_assert_true(
		hc_encoding_feed(encoding, (const guint8 *)umlaut, strlen(umlaut), &n) == umlaut);
	g_assert_cmpuint(n, ==, strlen(umlaut));
}

typedef struct {
	const char *story;
	const guint8 *data;
	gsize length;
	const char *wanted;
	const char *warning; /* NULL: none */
} Legacy;

#define READ_AS(octet)                                                                             \
	"not valid UTF-8 from octet " octet                                                        \
	" on: read as Windows-1252; export again with -Encoding UTF8"

static const Legacy legacy[] = {
	{ "ascii", OCTETS("plain text"), "plain text", NULL },
	{ "utf8", OCTETS("Z\xC3\xBCrich"), "Zürich", NULL },
	{ "latin1", OCTETS("Z\xFCrich"), "Zürich", READ_AS("2") },
	{ "euro", OCTETS("abc \x80 \xA7 \x9F."), "abc € § Ÿ.", READ_AS("5") },
	/* From the first such octet on, whatever follows. */
	{ "both", OCTETS("\xC3\xBC\xFC \xC3\xBC."), "üü Ã¼.", READ_AS("3") },
	/* A mark promises UTF-8. */
	{ "marked", OCTETS("\xEF\xBB\xBFZ\xFCrich"), "Z" BAD "rich",
		"1 place is not valid UTF-8, replaced by U+FFFD; the first at octet 5" },
};

static void
check_legacy(const Legacy *row, gsize chunk)
{
	g_autoptr(HcEncoding) encoding = hc_encoding_new();
	const Row octets = { .data = row->data, .length = row->length };
	g_autoptr(HcInput) input = hc_input_new("a.xml", "clixml");
	g_autofree char *got = NULL;

	hc_encoding_allow_windows_1252(encoding);
	got = decode(encoding, &octets, chunk);
	g_assert_cmpstr(got, ==, row->wanted);
	hc_encoding_warn(encoding, input);
	g_assert_cmpuint(input->warnings->len, ==, row->warning != NULL);
	if (row->warning != NULL)
		g_assert_cmpstr(input->warnings->pdata[0], ==, row->warning);
}

static void
test_windows_1252(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(legacy); i++) {
		for (gsize chunk = 1; chunk <= legacy[i].length; chunk++)
			check_legacy(&legacy[i], chunk);
	}
}

/* Octets are counted up to the first that becomes more or fewer than it was. */
static void
test_counts(void)
{
	static const struct {
		const guint8 *data;
		gsize length;
		gboolean may_be_1252;
		guint64 last; /* octet that counts; 100: all do */
	} cases[] = {
		{ OCTETS("plain text"), FALSE, 100 },
		{ OCTETS("\xEF\xBB\xBFplain text"), TRUE, 100 },
		{ OCTETS("\xEF\xBB\xBFplain \xFCx"), TRUE, 9 },
		{ OCTETS("plain \xFC \xFCx"), FALSE, 6 },
		{ OCTETS("plain \xFC \xFCx"), TRUE, 6 },
		{ OCTETS("pla\0in \xFCx"), TRUE, 3 },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		HcEncoding *encoding = hc_encoding_new();
		gsize n = 0;

		if (cases[i].may_be_1252)
			hc_encoding_allow_windows_1252(encoding);
		hc_encoding_feed(encoding, cases[i].data, cases[i].length, &n);
		for (guint64 octet = 0; octet <= 100; octet++)
			g_assert_cmpint(
				hc_encoding_counts(encoding, octet), ==, octet <= cases[i].last);
		hc_encoding_free(encoding);
	}
}

static void
test_counts_nothing(void)
{
	static const Row row = { "utf16", OCTETS("<\0i\0n\0"), "<in", 0, HC_ENCODING_UTF16LE };
	HcEncoding *encoding = hc_encoding_new();
	gsize n = 0;

	g_assert_false(hc_encoding_counts(encoding, 0));
	hc_encoding_feed(encoding, row.data, row.length, &n);
	g_assert_cmpint(hc_encoding_form(encoding), ==, row.form);
	g_assert_false(hc_encoding_counts(encoding, 0));
	hc_encoding_free(encoding);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/parse/encoding/forms", test_forms);
	g_test_add_func("/parse/encoding/warning", test_warning);
	g_test_add_func("/parse/encoding/borrows", test_borrows);
	g_test_add_func("/parse/encoding/windows-1252", test_windows_1252);
	g_test_add_func("/parse/encoding/counts", test_counts);
	g_test_add_func("/parse/encoding/counts-nothing", test_counts_nothing);
	return g_test_run();
}
