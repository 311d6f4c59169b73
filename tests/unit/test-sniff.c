/* What is this file?  By content, whatever its name and encoding. */
#include "agent/parse/sniff.h"

#define OCTETS(text) text, sizeof(text) - 1
#define LOG_START "2026.09.15 08:12:04.871               Current Time Zone: UTC (8:12:04 AM)\r\n"
#define LOG_LINE "2026.09.15 08:12:04.960         10410 [Client=UX, Thread=1] \r\n"
#define BOOT_LINE "2026.09.15 08:12:04.398         10411 [Client=Boot, Thread=1] START \r\n"

static const struct {
	const char *story;
	const char *data;
	gsize length;
	const char *kind;
	const char *why; /* how it begins; NULL if recognised */
} rows[] = {
	{ "xhcw", OCTETS("<invoke start=\"\">"), "xhcw", NULL },
	{ "xhcw-mark", OCTETS("\xEF\xBB\xBF<invoke/>"), "xhcw", NULL },
	{ "xhcw-declaration", OCTETS("<?xml version=\"1.0\"?>\r\n<invoke\tstart"), "xhcw", NULL },
	{ "xhcw-blank", OCTETS(" \r\n<information start"), "xhcw", NULL },
	{ "xhcw-utf16", OCTETS("\xFF\xFE<\0i\0n\0v\0o\0k\0e\0 \0"), "xhcw", NULL },
	{ "xhcw-utf16-bare", OCTETS("<\0i\0n\0v\0o\0k\0e\0 \0"), "xhcw", NULL },
	{ "xhcw-utf16be", OCTETS("\xFE\xFF\0<\0i\0n\0v\0o\0k\0e\0>"), "xhcw", NULL },
	{ "not-quite-xhcw", OCTETS("<invokes>"), "not-recognised", "XML of another kind" },
	{ "log", OCTETS(LOG_START LOG_LINE), "hcw-log", NULL },
	{ "log-mark", OCTETS("\xEF\xBB\xBF" LOG_START), "hcw-log", NULL },
	{ "boot", OCTETS(LOG_START BOOT_LINE), "hcw-boot", NULL },
	{ "log-without-zone", OCTETS(LOG_LINE), "not-recognised", "text of another kind" },
	{ "record", OCTETS("{\"CurrentDomain\":\"contoso.example\", \"Mode\" : \"FullHybrid\"}"),
		"hcw-cc", NULL },
	{ "one-key-only", OCTETS("{\"Mode\":\"FullHybrid\"}"), "json-export", NULL },
	{ "keys-as-values", OCTETS("{\"a\":\"Mode\",\"b\":[\"Mode\",\"ClientVersion\"]}"),
		"json-export", NULL },
	{ "json-list", OCTETS("[1]"), "json-export", NULL },
	{ "empty", OCTETS(""), "not-recognised", "the file is empty" },
	{ "blank", OCTETS("\r\n "), "not-recognised", "there is nothing but blanks" },
	{ "one-letter", OCTETS("x"), "not-recognised", "text of another kind" },
	{ "clixml", OCTETS("<Objs Version=\"1.1.0.1\">"), "clixml", NULL },
	{ "clixml-utf16", OCTETS("\xFF\xFE<\0O\0b\0j\0s\0 \0"), "clixml", NULL },
	{ "clixml-console", OCTETS("#< CLIXML\r\n<Objs>"), "clixml", NULL },
	{ "html", OCTETS("<!doctype HTML><p>"), "not-recognised", "a web page" },
	{ "doctype", OCTETS("<!DOCTYPE r []><invoke "), "not-recognised",
		"it has a document type" },
	{ "zip", OCTETS("PK\x03\x04\x14\0"), "not-recognised", "an archive inside" },
	{ "gzip", OCTETS("\x1F\x8B\x08\0"), "not-recognised", "an archive inside" },
	{ "pdf", OCTETS("%PDF-1.7"), "not-recognised", "a PDF" },
	{ "png", OCTETS("\x89PNG\r\n"), "not-recognised", "a picture" },
	{ "pem", OCTETS("-----BEGIN CERTIFICATE-----"), "certificate", NULL },
	{ "der", OCTETS("\x30\x82\x03\x04\x30\x82"), "certificate", NULL },
	{ "pem-pkcs7", OCTETS("-----BEGIN PKCS7-----"), "certificate", NULL },
	{ "pem-explained",
		OCTETS("Bag Attributes\r\n    localKeyID: 01\r\nsubject=CN = "
		       "mail\r\n-----BEGIN CERTIFICATE-----\r\n"),
		"certificate", NULL },
	{ "pem-printed", OCTETS("Certificate:\n    Data:\n        Version: 3 (0x2)\n"),
		"certificate", NULL },
	{ "pem-key-explained",
		OCTETS("Bag Attributes\n    localKeyID: 01\n-----BEGIN PRIVATE KEY-----\n"),
		"not-recognised", "PEM of another kind" },
	{ "pem-within-a-line", OCTETS("see -----BEGIN CERTIFICATE-----"), "not-recognised",
		"text of another kind" },
	{ "pem-in-a-page", OCTETS("<html>\n-----BEGIN CERTIFICATE-----\n"), "not-recognised",
		"a web page" },
	{ "utf7", OCTETS("+ADw-Objs Version+AD0AIg-1.1.0.1+ACIAPg-"), "not-recognised",
		"UTF-7 text, refused: export it again" },
	{ "utf7-mark", OCTETS("+/v8-+ADw-Objs"), "not-recognised", "UTF-7 text" },
	{ "utf7-json", OCTETS("+AHsAIg-Name+ACI-: 1+AH0-"), "not-recognised", "UTF-7 text" },
	{ "no-utf7", OCTETS("+addw"), "not-recognised", "text of another kind" },
	{ "pem-key", OCTETS("-----BEGIN PRIVATE KEY-----"), "not-recognised",
		"PEM of another kind" },
	{ "manifest", OCTETS("{\"schema\": \"hybridcheck-collection/1\","), "manifest", NULL },
	{ "csv", OCTETS("\"Name\",\"Fqdn\"\r\n"), "not-recognised", "a CSV" },
	{ "csv-typed", OCTETS("#TYPE System.Object\r\n"), "not-recognised", "a CSV" },
	{ "format-list",
		OCTETS("\r\n\r\nName       : Internet mail\r\nSmartHosts : {a.contoso.example,\r\n"
		       "             b.contoso.example}\r\nPort       : 25\r\n"),
		"not-recognised", "a list as Format-List" },
	{ "format-list-utf16",
		OCTETS("\xFF\xFEN\0a\0 \0:\0 \0x\0\n\0N\0b\0 \0:\0\n\0N\0c\0 \0:\0 \0"),
		"not-recognised", "a list as Format-List" },
	{ "two-lines-only", OCTETS("Name : a\r\nPort : b\r\n"), "not-recognised",
		"text of another kind" },
	{ "unaligned", OCTETS("Name : a\r\nPorts : b\r\nName : c\r\nName : d\r\n"),
		"not-recognised", "text of another kind" },
	{ "letter", OCTETS("Date: today\r\nFrom: me\r\nSubject: x\r\n"), "not-recognised",
		"text of another kind" },
	{ "table",
		OCTETS("\r\nIdentity      Enabled\r\n--------      -------\r\nInternet mail "
		       "True\r\n"),
		"not-recognised", "a table as PowerShell" },
	{ "underlined", OCTETS("Title\r\n-----\r\n"), "not-recognised", "text of another kind" },
	{ "protocol-log", OCTETS("#Software: Microsoft Exchange Server\r\n"), "not-recognised",
		"an Exchange protocol log" },
	{ "binary", OCTETS("\x01\xFF\xFE\x80\x00\xC0\xC1\x02\x00\x00"), "not-recognised",
		"binary data" },
	{ "text", OCTETS("Hello\r\n"), "not-recognised", "text of another kind" },
};

static void
test_kinds(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree guint8 *exact = g_memdup2(rows[i].data, rows[i].length);
		const char *why = "never set";
		HcInputKind kind = hc_sniff(exact, rows[i].length, &why);

		g_test_message("%s", rows[i].story);
		g_assert_cmpstr(hc_input_kind_word(kind), ==, rows[i].kind);
		if (rows[i].why == NULL)
			g_assert_null(why);
		else
			g_assert_true(g_str_has_prefix(why, rows[i].why));
	}
}

/* Whatever follows a prefix, looking at it is safe and gives a reason or a kind. */
static void
test_every_prefix(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		for (gsize n = 0; n < rows[i].length; n++) {
			g_autofree guint8 *exact = g_memdup2(rows[i].data, n);
			const char *why = NULL;
			HcInputKind kind = hc_sniff(exact, n, &why);

			g_assert_cmpint(kind == HC_INPUT_NOT_RECOGNISED, ==, why != NULL);
		}
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/parse/sniff/kinds", test_kinds);
	g_test_add_func("/parse/sniff/every-prefix", test_every_prefix);
	return g_test_run();
}
