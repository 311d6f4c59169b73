/* The wizard's .xhcw: every kind of damage, and every limit. */
#include "agent/base/limits.h"
#include "tests/unit/xhcw-read.h"

#include <string.h>

/* --- damage ----------------------------------------------------------------------------------- */

#define WHOLE SEND("01.0", NAMED("a"))
#define USED "; what came before is used"

static const struct {
	const char *story;
	const char *text;
	const char *warning;
} damaged[] = {
	{ "cut-in-a-tag",
		WHOLE "\n<invoke start=\"" AT("02.868") "\" type=\"OnPremises\" "
							"cmdlet=\"Get-ReceiveConnector\"><resu",
		"cut off after line 2 (octet 305), inside Get-ReceiveConnector of 09/15/2026 "
		"08:12:02.868" USED },
	{ "cut-between-tags", WHOLE "<invoke start=\"" AT("02.0") "\" cmdlet=\"Get-X\"><results>",
		"cut off after line 1 (octet 273), inside Get-X of 09/15/2026 08:12:02.0" USED },
	{ "cut-before-the-first-attribute", WHOLE "<invoke ",
		"cut off after line 1 (octet 219)" USED },
	{ "ends-do-not-match", WHOLE "<invoke start=\"" AT("02.0") "\"><results></invoke>",
		"not well-formed (Opening and ending tag mismatch: results line 1 and invoke) at "
		"line 1 (octet 267), inside a cmdlet without a name of 09/15/2026 "
		"08:12:02.0" USED },
	{ "doctype",
		WHOLE "<!DOCTYPE r [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" SEND(
			"02.0", NAMED("&e;")),
		"has a document type declaration, refused, at line 1 (octet 211)" USED },
	{ "entity", WHOLE SEND("02.0", NAMED("&e;")),
		"not well-formed (Entity 'e' not defined) at line 1 (octet 392), inside "
		"Get-SendConnector of 09/15/2026 08:12:02.0" USED },
	{ "text-between", WHOLE " stray ",
		"text between cmdlets at line 1 (octet 218) is skipped" },
	{ "element-between", WHOLE "<stray><a/></stray>",
		"element <stray> between cmdlets at line 1 (octet 217) is skipped" },
	{ "joined",
		"\xEF\xBB\xBF"
		"<?xml version=\"1.0\"?>" WHOLE "\r\n\xEF\xBB\xBF"
		"<?xml version=\"1.0\"?>" SEND("00.5", NAMED("older")),
		"another file begins at line 2 (octet 240); both are read" },
};

static void
test_damage(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(damaged); i++) {
		XhcwRead read = xhcw_read_text(damaged[i].text);

		g_test_message("%s", damaged[i].story);
		xhcw_assert_warnings(&read, damaged[i].warning);
		xhcw_assert_names(&read, HC_KIND_SEND_CONNECTOR, "a");
		g_assert_true(read.input->usable);
		hc_evidence_free(read.evidence);
	}
}

static void
test_octets(void)
{
	static const char nul[] = "\xEF\xBB\xBF" SEND("01.0", NAMED("a\0b"));
	XhcwRead read = xhcw_read_bytes("a.xhcw", nul, sizeof nul - 1, 7);
	g_autofree char *wanted = g_strdup_printf("1 place is not valid UTF-8, replaced by U+FFFD; "
						  "the first at octet %d",
		(int)((const char *)memchr(nul, 0, sizeof nul) - nul) + 1);

	xhcw_assert_names(&read, HC_KIND_SEND_CONNECTOR, "a\uFFFDb");
	xhcw_assert_warnings(&read, wanted);
	hc_evidence_free(read.evidence);

	read = xhcw_read_text("<invoke \x01\x02\x03");
	g_assert_cmpuint(read.input->warnings->len, ==, 3);
	g_assert_false(read.input->usable);
	hc_evidence_free(read.evidence);
}

static void
test_nothing_of_use(void)
{
	XhcwRead read = xhcw_read_text(
		"<information start=\"" AT("01.0") "\" text=\"Initial:Configure\" />");

	xhcw_assert_warnings(&read, "there is no complete cmdlet in it");
	hc_evidence_free(read.evidence);
	read = xhcw_read_text(INVOKE("OnPremises", "Get-Mailbox", "01.0", ""));
	xhcw_assert_warnings(&read, "none of its 1 cmdlets asks for what is judged here");
	g_assert_false(read.input->usable);
	hc_evidence_free(read.evidence);
}

static void
test_utf16(void)
{
	static const char text[] = SEND("01.0", NAMED("Zürich"));
	static const struct {
		const char *to;
		const char *mark;
	} forms[] = { { "UTF-16LE", "\xFF\xFE" }, { "UTF-16BE", "\xFE\xFF" }, { "UTF-16LE", "" },
		{ "UTF-16BE", "" }, { "UTF-8", "\xEF\xBB\xBF" } };

	for (guint i = 0; i < G_N_ELEMENTS(forms); i++) {
		gsize n = 0;
		g_autofree char *body = g_convert(text, -1, forms[i].to, "UTF-8", NULL, &n, NULL);
		g_autoptr(GString) file = g_string_new(forms[i].mark);
		XhcwRead read = { 0 };

		g_string_append_len(file, body, (gssize)n);
		read = xhcw_read_bytes("a.xhcw", file->str, file->len, 3);
		xhcw_assert_names(&read, HC_KIND_SEND_CONNECTOR, "Zürich");
		xhcw_assert_warnings(&read, "");
		hc_evidence_free(read.evidence);
	}
}

/* --- limits ----------------------------------------------------------------------------------- */

static void
repeat(GString *out, const char *text, guint n)
{
	for (guint i = 0; i < n; i++)
		g_string_append(out, text);
}

static void
assert_limit(const GString *text, const char *limit)
{
	g_autofree char *warnings = NULL;
	XhcwRead read = xhcw_read_bytes("a.xhcw", text->str, text->len, HC_LIMIT_CHUNK_BYTES);

	warnings = xhcw_warnings(&read);
	g_assert_nonnull(strstr(warnings, limit));
	xhcw_assert_names(&read, HC_KIND_SEND_CONNECTOR, "a");
	hc_evidence_free(read.evidence);
}

static void
test_limits(void)
{
	g_autoptr(GString) depth = g_string_new(WHOLE);
	g_autoptr(GString) attributes = g_string_new(WHOLE "<invoke ");
	g_autoptr(GString) value = g_string_new(WHOLE "<invoke a=\"");
	g_autoptr(GString) objects = g_string_new(WHOLE);
	g_autoptr(GString) events = g_string_new(WHOLE);

	repeat(depth, "<a>", HC_LIMIT_XML_DEPTH + 1);
	assert_limit(depth, "limit HC_LIMIT_XML_DEPTH reached at line 1 (octet ");
	for (guint i = 0; i <= HC_LIMIT_XML_ATTRIBUTES; i++)
		g_string_append_printf(attributes, "a%u=\"\" ", i);
	g_string_append(attributes, "/>");
	assert_limit(attributes, "limit HC_LIMIT_XML_ATTRIBUTES reached at ");
	repeat(value, "0123456789abcdef", HC_LIMIT_XML_TEXT / 8);
	assert_limit(value, "limit HC_LIMIT_XML_TEXT reached at ");
	g_string_append(
		objects, "<invoke type=\"OnPremises\" cmdlet=\"Get-RemoteDomain\" start=\"" AT(
				 "02.0") "\"><results>");
	repeat(objects, "<object/>", HC_LIMIT_OBJECTS + 1);
	g_string_append(objects, "</results></invoke>");
	assert_limit(objects, "limit HC_LIMIT_OBJECTS reached at ");
	repeat(events,
		"<invoke type=\"OnPremises\" cmdlet=\"Set-RemoteDomain\" start=\"" AT(
			"02.0") "\"/>",
		HC_LIMIT_EVENTS + 1);
	assert_limit(events, "limit HC_LIMIT_EVENTS reached at ");
}

static void
test_many_properties(void)
{
	g_autoptr(GString) text = g_string_new(
		"<invoke type=\"OnPremises\" "
		"cmdlet=\"Get-SendConnector\" start=\"" AT("01.0") "\"><results><object>");
	XhcwRead read = { 0 };

	for (guint i = 0; i < HC_LIMIT_PROPERTIES + 10; i++)
		g_string_append_printf(text, "<property name=\"P%u\" value=\"\"/>", i);
	g_string_append(text, "</object></results></invoke>");
	read = xhcw_read_text(text->str);
	g_assert_cmpuint(hc_exchange_n_properties(xhcw_first(&read, HC_KIND_SEND_CONNECTOR)), ==,
		HC_LIMIT_PROPERTIES);
	xhcw_assert_warnings(&read,
		"Get-SendConnector of 09/15/2026 08:12:01.0: limit HC_LIMIT_PROPERTIES (1024) "
		"reached at object 1; the rest of its properties is left out");
	hc_evidence_free(read.evidence);
}

/* --- every cut, every flip -------------------------------------------------------------------- */

static char *
load_sample(gsize *ret_length)
{
	g_autofree char *path = g_build_filename(
		g_getenv("HC_SOURCE_ROOT"), "tests", "parse", "xhcw", "small.xhcw", NULL);
	g_autoptr(GError) error = NULL;
	char *text = NULL;

	g_file_get_contents(path, &text, ret_length, &error);
	g_assert_no_error(error);
	return text;
}

static gboolean
ends_between_cmdlets(const char *text, gsize length)
{
	g_autofree char *part = g_strchomp(g_strndup(text, length));

	return g_str_has_suffix(part, "</invoke>") || g_str_has_suffix(part, "Configure\" />");
}

/* A cut file never knows more objects than the whole one, and says that it is cut. */
static void
test_every_cut(void)
{
	gsize length = 0;
	g_autofree char *text = load_sample(&length);
	XhcwRead whole = xhcw_read_bytes("a.xhcw", text, length, length);

	xhcw_assert_warnings(&whole, "");
	for (gsize n = 0; n < length; n++) {
		XhcwRead cut = xhcw_read_bytes("a.xhcw", text, n, 64);

		g_assert_cmpuint(cut.input->n_objects, <=, whole.input->n_objects);
		if (cut.input->warnings->len == 0)
			g_assert_true(ends_between_cmdlets(text, n));
		hc_evidence_free(cut.evidence);
	}
	hc_evidence_free(whole.evidence);
}

static void
test_every_flip(void)
{
	gsize length = 0;
	g_autofree char *text = load_sample(&length);

	for (gsize at = 0; at < length; at++) {
		for (guint bit = 0; bit < 8; bit++) {
			XhcwRead read = { 0 };

			text[at] = (char)(text[at] ^ (1 << bit));
			read = xhcw_read_bytes("a.xhcw", text, length, 4096);
			g_assert_cmpuint(read.input->n_objects, <=, 100);
			hc_evidence_free(read.evidence);
			text[at] = (char)(text[at] ^ (1 << bit));
		}
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/parse/xhcw/damage", test_damage);
	g_test_add_func("/parse/xhcw/octets", test_octets);
	g_test_add_func("/parse/xhcw/nothing-of-use", test_nothing_of_use);
	g_test_add_func("/parse/xhcw/utf16", test_utf16);
	g_test_add_func("/parse/xhcw/limits", test_limits);
	g_test_add_func("/parse/xhcw/many-properties", test_many_properties);
	g_test_add_func("/parse/xhcw/every-cut", test_every_cut);
	g_test_add_func("/parse/xhcw/every-flip", test_every_flip);
	return g_test_run();
}
