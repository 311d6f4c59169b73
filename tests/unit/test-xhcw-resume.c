/* The wizard's .xhcw: what lies before and behind damage is read. */
#include "agent/base/limits.h"
#include "tests/unit/xhcw-read.h"

#include <string.h>

#define GOES_ON ", reading goes on at "
#define BROKEN "<invoke start=\"" AT("05.0") "\" type=\"OnPremises\" cmdlet=\"Get-X\"><results><"

/* --- three cmdlets, one octet damaged --------------------------------------------------------- */

#define ONE(noun, second, name)                                                                    \
	GET(noun, second,                                                                          \
		"<!--Get-" noun " -Identity: *-->" PARAMETERS(PARAMETER("Status", "True"))         \
			RESULTS(NAMED(name)) "<datastreams><warnings><warning><![CDATA[slow]]>"    \
					     "</warning></warnings></datastreams>")
#define N_CMDLETS 3

static const struct {
	HcKind kind;
	const char *name;
} cmdlets[N_CMDLETS] = {
	{ HC_KIND_SEND_CONNECTOR, "a" },
	{ HC_KIND_RECEIVE_CONNECTOR, "E1\\b" },
	{ HC_KIND_REMOTE_DOMAIN, "c" },
};

static const char three[] = ONE("SendConnector", "01.0",
	"a") "\r\n"
	     "<information start=\"" AT("01.5") "\" text=\"Initial:Configure\" />\r\n" ONE(
		     "ReceiveConnector", "02.0", "E1\\b") "\r\n" ONE("RemoteDomain", "03.0",
		     "c") "\r\n";

/* The one that @at lies in, or N_CMDLETS between them. */
static guint
cmdlet_at(gsize at)
{
	const char *from = three;

	for (guint i = 0; i < N_CMDLETS; i++) {
		const char *start = strstr(from, "<invoke ");
		const char *end = strstr(start, "</invoke>") + strlen("</invoke>");

		if (three + at >= start && three + at < end)
			return i;
		from = end;
	}
	return N_CMDLETS;
}

static void
assert_others(const XhcwRead *read, guint damaged)
{
	for (guint i = 0; i < N_CMDLETS; i++) {
		if (i != damaged)
			xhcw_assert_names(read, cmdlets[i].kind, cmdlets[i].name);
	}
}

/* The place at which a warning says that reading goes on is the one of a start tag. */
static void
assert_place(const char *text, const char *warning)
{
	const char *place = strstr(warning, GOES_ON "line ");
	char *end = NULL;
	guint64 line = 0;
	guint64 octet = 0;
	guint64 n_lines = 1;

	if (place == NULL || strstr(place, "(octet ") == NULL)
		return;
	line = g_ascii_strtoull(place + strlen(GOES_ON "line "), &end, 10);
	octet = g_ascii_strtoull(end + strlen(" (octet "), NULL, 10);
	g_assert_true(g_str_has_prefix(text + octet, "<invoke ") ||
		      g_str_has_prefix(text + octet, "<information "));
	for (gsize at = 0; at < octet; at++)
		n_lines += text[at] == '\n';
	g_assert_cmpuint(line, ==, n_lines);
}

static void
assert_places(const char *text, const XhcwRead *read)
{
	for (guint i = 0; i < read->input->warnings->len; i++)
		assert_place(text, read->input->warnings->pdata[i]);
}

static void
read_damaged(char *text, gsize at, char octet, gsize chunk)
{
	const char before = text[at];
	XhcwRead read = { 0 };

	text[at] = octet;
	read = xhcw_read_bytes("a.xhcw", text, strlen(three), chunk);
	assert_others(&read, cmdlet_at(at));
	assert_places(text, &read);
	hc_evidence_free(read.evidence);
	text[at] = before;
}

static void
read_every_damage(const char *octets, gsize n_octets, gsize chunk)
{
	g_autofree char *text = g_strdup(three);

	for (gsize at = 0; at < strlen(three); at++) {
		for (gsize i = 0; i < n_octets; i++)
			read_damaged(text, at, octets[i], chunk);
	}
}

static void
test_every_octet(void)
{
	static const char octets[] = "\x01X<>&\"'-]?!/= \xFF\xC3";

	read_every_damage(octets, sizeof octets, 4096); /* with the NUL at its end */
	read_every_damage(octets, sizeof octets, 7);
	read_every_damage("\x01<\"", 3, 1);
}

static void
test_every_loss(void)
{
	for (gsize at = 0; at < strlen(three); at++) {
		g_autoptr(GString) text = g_string_new(three);
		XhcwRead read = { 0 };

		g_string_erase(text, (gssize)at, 1);
		read = xhcw_read_bytes("a.xhcw", text->str, text->len, 64);
		assert_others(&read, cmdlet_at(at));
		hc_evidence_free(read.evidence);
	}
}

static void
read_damaged_utf16(const char *to, gsize at, char unit)
{
	g_autofree char *text = g_strdup(three);
	g_autofree char *wide = NULL;
	gsize n = 0;
	XhcwRead read = { 0 };

	text[at] = unit;
	wide = g_convert(text, -1, to, "UTF-8", NULL, &n, NULL);
	read = xhcw_read_bytes("a.xhcw", wide, n, 31);
	assert_others(&read, cmdlet_at(at));
	hc_evidence_free(read.evidence);
}

static void
test_utf16(void)
{
	for (gsize at = 0; at < strlen(three); at++) {
		read_damaged_utf16("UTF-16LE", at, '<');
		read_damaged_utf16("UTF-16BE", at, '\x01');
	}
}

/* --- what is said ----------------------------------------------------------------------------- */

static const struct {
	const char *story;
	const char *text;
	const char *names;
	const char *warnings;
} told[] = {
	{ "inside-a-cmdlet", SEND("01.0", NAMED("a")) BROKEN "\n" SEND("06.0", NAMED("b")), "b",
		"not well-formed (StartTag: invalid element name) at line 1 (octet 292), "
		"inside Get-X of 09/15/2026 08:12:05.0; that cmdlet is left out" GOES_ON
		"line 2 (octet 293)" },
	{ "between-cmdlets", SEND("01.0", NAMED("a")) "\n\x01\n" SEND("02.0", NAMED("b")), "b",
		"not well-formed (PCDATA invalid Char value 1) at line 2 (octet 212); what stands "
		"there is left out" GOES_ON "line 3 (octet 214)" },
	{ "nested",
		SEND("01.0", NAMED("a")) "<invoke start=\"" AT(
			"02.0") "\" cmdlet=\"Get-X\"><results>" SEND("03.0", NAMED("b")),
		"b",
		"a cmdlet begins inside another before line 1 (octet 368), inside Get-X of "
		"09/15/2026 08:12:02.0; that cmdlet is left out" GOES_ON "line 1 (octet 273)" },
	{ "inside-something-else",
		SEND("01.0", NAMED("a")) "<information>\n" SEND("02.0", NAMED("b")), "b",
		"a cmdlet begins inside another before line 2 (octet 320); what stands there is "
		"left out" GOES_ON "line 2 (octet 225)" },
	{ "our-root-closed", SEND("01.0", NAMED("a")) "</r>" SEND("02.0", NAMED("b")), "b",
		"not well-formed (Extra content at the end of the document) at line 1 (octet 215); "
		"what stands there is left out" GOES_ON "line 1 (octet 215)" },
	{ "a-lost-answer-replaces-nothing",
		SEND("01.0", NAMED("a")) BROKEN SEND("06.0", NAMED("b") "&no;") "<information />",
		"a",
		"not well-formed (StartTag: invalid element name) at line 1 (octet 292), "
		"inside Get-X of 09/15/2026 08:12:05.0; that cmdlet is left out" GOES_ON
		"line 1 (octet 292)\n"
		"not well-formed (Entity 'no' not defined) at line 1 (octet 488), inside "
		"Get-SendConnector of 09/15/2026 08:12:06.0; that cmdlet is left out" GOES_ON
		"line 1 (octet 507)" },
	{ "lines-in-what-libxml2-says",
		SEND("01.0", NAMED("a")) "\n" BROKEN "\n<invoke start=\"" AT(
			"06.0") "\"><results></invoke><information />",
		"a",
		"not well-formed (StartTag: invalid element name) at line 2 (octet 293), "
		"inside Get-X of 09/15/2026 08:12:05.0; that cmdlet is left out" GOES_ON
		"line 3 (octet 294)\n"
		"not well-formed (Opening and ending tag mismatch: results line 3 and invoke) at "
		"line 3 (octet 350), inside a cmdlet without a name of 09/15/2026 08:12:06.0; that "
		"cmdlet is left out" GOES_ON "line 3 (octet 350)" },
	{ "doctype-behind-damage",
		SEND("01.0", NAMED("a")) BROKEN "<information />"
						"<!DOCTYPE r>" SEND("06.0", NAMED("b")),
		"a",
		"not well-formed (StartTag: invalid element name) at line 1 (octet 292), "
		"inside Get-X of 09/15/2026 08:12:05.0; that cmdlet is left out" GOES_ON
		"line 1 (octet 292)\n"
		"has a document type declaration, refused, at line 1 (octet 307); what came before "
		"is used" },
};

static void
test_told(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(told); i++) {
		static const gsize chunks[] = { 1, 7, 4096 };

		for (guint k = 0; k < G_N_ELEMENTS(chunks); k++) {
			XhcwRead read = xhcw_read_bytes(
				"a.xhcw", told[i].text, strlen(told[i].text), chunks[k]);

			g_test_message("%s, %u at once", told[i].story, (guint)chunks[k]);
			xhcw_assert_warnings(&read, told[i].warnings);
			assert_places(told[i].text, &read);
			xhcw_assert_names(&read, HC_KIND_SEND_CONNECTOR, told[i].names);
			hc_evidence_free(read.evidence);
		}
	}
}

/* --- what swallows cmdlets -------------------------------------------------------------------- */

static const struct {
	const char *story;
	const char *open;
	const char *close;
} swallowing[] = {
	{ "comment", "<!--", "" },
	{ "comment-that-ends", "<!--", "-->" },
	{ "section", "<![CDATA[", "" },
	{ "section-that-ends", "<![CDATA[", "]]>" },
	{ "instruction", "<?a ", "" },
	{ "instruction-that-ends", "<?a ", "?>" },
	{ "attribute", "<a a=\"", "" },
	{ "reference", "&a", ";" },
	{ "end-tag", "</", ">" },
	{ "start-tag", "<", "/>" },
};

/* One that is never closed, or only far behind. */
static void
read_swallowed(guint row, guint n_behind, gsize chunk)
{
	g_autoptr(GString) text = g_string_new(SEND("01.0", NAMED("a")));
	g_autofree char *warnings = NULL;
	XhcwRead read = { 0 };

	g_string_append_printf(text,
		"<invoke start=\"" AT("02.0") "\" type=\"OnPremises\" cmdlet=\"Get-X\">%s</invoke>",
		swallowing[row].open);
	g_string_append(text, GET("RemoteDomain", "03.0", RESULTS(NAMED("c"))));
	for (guint i = 0; i < n_behind; i++)
		g_string_append(text, SEND("04.0", NAMED("b") NAMED("c")));
	g_string_append(text, swallowing[row].close);
	read = xhcw_read_bytes("a.xhcw", text->str, text->len, chunk);
	g_test_message("%s, %u behind", swallowing[row].story, n_behind);
	xhcw_assert_names(&read, HC_KIND_REMOTE_DOMAIN, "c");
	xhcw_assert_names(&read, HC_KIND_SEND_CONNECTOR, n_behind > 0 ? "b c" : "a");
	/* What is wrong is said, not how long it was waited for its end. */
	warnings = xhcw_warnings(&read);
	g_assert_null(strstr(warnings, "HC_LIMIT"));
	g_assert_nonnull(strstr(warnings, ", inside Get-X of 09/15/2026 08:12:02.0; that cmdlet"));
	hc_evidence_free(read.evidence);
}

static void
test_swallowing(void)
{
	for (guint row = 0; row < G_N_ELEMENTS(swallowing); row++) {
		read_swallowed(row, 0, 1);
		read_swallowed(row, 1, 7);
		read_swallowed(row, 40, 4096);
		read_swallowed(row, 2 * HC_LIMIT_XML_TEXT / 300, HC_LIMIT_CHUNK_BYTES);
	}
}

/* --- holes and joins -------------------------------------------------------------------------- */

/* A lost block from the middle of one cmdlet to the middle of a later one. */
static void
test_hole(void)
{
	static const char value[] = "value=\"";
	static const gsize chunks[] = { 1, 7, 4096, HC_LIMIT_CHUNK_BYTES };
	g_autoptr(GString) text = g_string_new(three);
	const gsize from = (gsize)(strstr(strstr(three, "E1\\b") - 40, value) - three);
	const gsize to = (gsize)(strstr(strstr(three, "Get-RemoteDomain"), "c\" />") - three);

	g_string_append(text, ONE("AcceptedDomain", "04.0", "d"));
	memset(text->str + from + strlen(value), 0, to - from - strlen(value));
	for (guint i = 0; i < G_N_ELEMENTS(chunks); i++) {
		XhcwRead read = xhcw_read_bytes("a.xhcw", text->str, text->len, chunks[i]);
		g_autofree char *warnings = xhcw_warnings(&read);

		xhcw_assert_names(&read, HC_KIND_SEND_CONNECTOR, "a");
		xhcw_assert_names(&read, HC_KIND_RECEIVE_CONNECTOR, "");
		xhcw_assert_names(&read, HC_KIND_REMOTE_DOMAIN, "");
		xhcw_assert_names(&read, HC_KIND_ACCEPTED_DOMAIN, "d");
		g_assert_true(g_str_has_prefix(warnings,
			"octets in a row that are no characters at line 3, inside "
			"Get-ReceiveConnector of 09/15/2026 08:12:02.0; that cmdlet is left "
			"out" GOES_ON "line 4\n"));
		hc_evidence_free(read.evidence);
	}
}

static void
test_joined(void)
{
	static const char garbage[] = "PK\x03\x04 &<<!-- \xFF\xFE\x01 <inv ]]> \"";
	g_autoptr(GString) text = g_string_new("<?xml version=\"1.0\"?>" SEND("01.0", NAMED("a")));
	XhcwRead read = { 0 };

	g_string_append_len(text, garbage, sizeof garbage);
	g_string_append(text,
		"\xEF\xBB\xBF<?xml version=\"1.0\"?>\r\n" ONE("ReceiveConnector", "02.0", "b"));
	for (gsize chunk = 1; chunk < text->len; chunk += 6) {
		read = xhcw_read_bytes("a.xhcw", text->str, text->len, chunk);
		xhcw_assert_names(&read, HC_KIND_SEND_CONNECTOR, "a");
		xhcw_assert_names(&read, HC_KIND_RECEIVE_CONNECTOR, "b");
		hc_evidence_free(read.evidence);
	}
}

/* --- limits ----------------------------------------------------------------------------------- */

static void
append_damages(GString *text, guint n)
{
	for (guint i = 0; i < n; i++)
		g_string_append(text, BROKEN "\n");
}

static void
test_limit(void)
{
	g_autoptr(GString) within = g_string_new(SEND("01.0", NAMED("a")));
	g_autoptr(GString) beyond = g_string_new(SEND("01.0", NAMED("a")));
	g_autofree char *warnings = NULL;
	XhcwRead read = { 0 };

	append_damages(within, HC_LIMIT_XML_RESUMES);
	g_string_append(within, SEND("06.0", NAMED("b")));
	read = xhcw_read_text(within->str);
	xhcw_assert_names(&read, HC_KIND_SEND_CONNECTOR, "b");
	g_assert_cmpuint(read.input->warnings->len, ==, HC_LIMIT_XML_RESUMES);
	hc_evidence_free(read.evidence);

	append_damages(beyond, HC_LIMIT_XML_RESUMES + 1);
	g_string_append(beyond, SEND("06.0", NAMED("b")));
	read = xhcw_read_text(beyond->str);
	xhcw_assert_names(&read, HC_KIND_SEND_CONNECTOR, "a");
	warnings = xhcw_warnings(&read);
	g_assert_nonnull(
		strstr(warnings, "Get-X of 09/15/2026 08:12:05.0; that cmdlet is left out\n"
				 "limit HC_LIMIT_XML_RESUMES reached at line 42 (octet "));
	g_assert_true(g_str_has_suffix(warnings, "; what came before is used"));
	hc_evidence_free(read.evidence);
}

/* Elements are counted over the whole file, wherever reading goes on. */
static void
test_hostile(void)
{
	static const char *const units[] = { "<invoke ", "<invoke>", "<invoke <?", "<invoke <!--",
		"<invoke a=\"", "<invoke &", "<invoke <![CDATA[", "<", "<invoke", "<invoke >\x01" };

	for (guint i = 0; i < G_N_ELEMENTS(units); i++) {
		g_autoptr(GString) text = g_string_new(SEND("01.0", NAMED("a")));
		XhcwRead read = { 0 };

		while (text->len < 4 * HC_LIMIT_XML_TEXT)
			g_string_append(text, units[i]);
		read = xhcw_read_bytes("a.xhcw", text->str, text->len, HC_LIMIT_CHUNK_BYTES);
		xhcw_assert_names(&read, HC_KIND_SEND_CONNECTOR, "a");
		g_assert_cmpuint(read.input->warnings->len, <=, HC_LIMIT_WARNINGS + 1);
		g_assert_cmpuint(read.input->warnings->len, >, 0);
		hc_evidence_free(read.evidence);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/parse/xhcw/resume/every-octet", test_every_octet);
	g_test_add_func("/parse/xhcw/resume/every-loss", test_every_loss);
	g_test_add_func("/parse/xhcw/resume/utf16", test_utf16);
	g_test_add_func("/parse/xhcw/resume/told", test_told);
	g_test_add_func("/parse/xhcw/resume/swallowing", test_swallowing);
	g_test_add_func("/parse/xhcw/resume/hole", test_hole);
	g_test_add_func("/parse/xhcw/resume/joined", test_joined);
	g_test_add_func("/parse/xhcw/resume/limit", test_limit);
	g_test_add_func("/parse/xhcw/resume/hostile", test_hostile);
	return g_test_run();
}
