/* What is this file?  By content, never by name.  Room: parse. */
#include "agent/parse/sniff.h"
#include "agent/base/limits.h"
#include "agent/base/when.h"
#include "agent/parse/text/encoding.h"
#include "agent/parse/text/printed.h"

#include <string.h>

/* Keys of a run record; two of them make it one. */
static const char *const record_keys[] = {
	"\"CurrentDomain\"",
	"\"Mode\"",
	"\"ClientVersion\"",
	"\"DateTimeUtcTicks\"",
	"\"ServerVersion\"",
};
#define RECORD_KEYS_NEEDED 2

/* One octet in so many that is no character makes a file binary. */
#define BINARY_SHARE 20

typedef struct {
	const char *start; /* octets, or text without regard to case */
	gsize length;
	const char *why;
} Known;

#define KNOWN(start, why)                                                                          \
	{                                                                                          \
		start, sizeof(start) - 1, why                                                      \
	}

#define UTF_7 "UTF-7 text, refused: export it again with -Encoding UTF8"

/* By their first octets. */
static const Known known_octets[] = {
	KNOWN("PK\x03\x04", "an archive inside an archive: unpack the outer one"),
	KNOWN("PK\x05\x06", "an empty zip archive"),
	KNOWN("\x1F\x8B", "an archive inside an archive: unpack the outer one"),
	KNOWN("7z\xBC\xAF\x27\x1C", "a 7z archive: unpack it and name the folder"),
	KNOWN("Rar!", "a RAR archive: unpack it and name the folder"),
	KNOWN("%PDF-", "a PDF document: not an export"),
	KNOWN("\x89PNG", "a picture: not an export"),
	KNOWN("\xFF\xD8\xFF", "a picture: not an export"),
	KNOWN("MZ", "a Windows program: not an export"),
	KNOWN("\x7F"
	      "ELF",
		"a program: not an export"),
	KNOWN("\xFF\xFE\0\0", "UTF-32 text: save it as UTF-8"),
	KNOWN("\0\0\xFE\xFF", "UTF-32 text: save it as UTF-8"), KNOWN("+/v8", UTF_7),
	KNOWN("+/v9", UTF_7), KNOWN("+/v+", UTF_7), KNOWN("+/v/", UTF_7),
	KNOWN("+ADw", UTF_7), /* "<" */
	KNOWN("+AFs", UTF_7), /* "[" */
	KNOWN("+AHs", UTF_7), /* "{" */
};

/* By their first words, after blanks and an XML declaration. */
static const Known known_words[] = {
	KNOWN("<!DOCTYPE html", "a web page: not an export"),
	KNOWN("<html", "a web page: not an export"),
	KNOWN("<!DOCTYPE", "it has a document type declaration at its start, refused: such a "
			   "declaration can name other files, and no export has one"),
	KNOWN("<", "XML of another kind"),
	KNOWN("-----BEGIN",
		"PEM of another kind: if it is a private key, take it out of this folder"),
	KNOWN("#Software: ", "an Exchange protocol log: not read by this version"),
};

/* Files that begin with a word of their own.  The JSON of other kinds is told apart before. */
static const struct {
	const char *start;
	HcInputKind kind;
} first_words[] = {
	{ "#< CLIXML", HC_INPUT_CLIXML },
	{ "<Objs", HC_INPUT_CLIXML },
	{ "-----BEGIN CERTIFICATE-----", HC_INPUT_CERTIFICATE },
	{ "-----BEGIN TRUSTED CERTIFICATE-----", HC_INPUT_CERTIFICATE },
	{ "-----BEGIN X509 CERTIFICATE-----", HC_INPUT_CERTIFICATE },
	{ "-----BEGIN PKCS7-----", HC_INPUT_CERTIFICATE },
	{ "Certificate:\n    Data:", HC_INPUT_CERTIFICATE }, /* openssl x509 -text */
	{ "Certificate:\r\n    Data:", HC_INPUT_CERTIFICATE },
	{ "{", HC_INPUT_JSON_EXPORT },
	{ "[", HC_INPUT_JSON_EXPORT },
};

/* A collection's own description says so within its first members. */
static const char manifest_schema[] = "\"hybridcheck-collection/1\"";

static const char *
look_up(const Known *table, guint n, const char *data, gsize length)
{
	for (guint i = 0; i < n; i++) {
		if (length >= table[i].length &&
			g_ascii_strncasecmp(data, table[i].start, table[i].length) == 0)
			return table[i].why;
	}
	return NULL;
}

static const char *
look_up_octets(const guint8 *data, gsize length)
{
	for (guint i = 0; i < G_N_ELEMENTS(known_octets); i++) {
		const Known *known = &known_octets[i];

		if (length >= known->length && memcmp(data, known->start, known->length) == 0)
			return known->why;
	}
	return NULL;
}

static const char *
skip_blank(const char *text)
{
	while (g_ascii_isspace(*text))
		text++;
	return text;
}

static const char *
skip_declaration(const char *text)
{
	const char *end = NULL;

	text = skip_blank(text);
	if (g_str_has_prefix(text, "<?xml"))
		end = strstr(text, "?>");
	return end != NULL ? skip_blank(end + 2) : text;
}

/* "<name" with the name at its end. */
static gboolean
is_element(const char *text, const char *name)
{
	gsize length = strlen(name);

	if (*text != '<' || strncmp(text + 1, name, length) != 0)
		return FALSE;
	return text[1 + length] != '\0' && strchr(" \t\r\n/>", text[1 + length]) != NULL;
}

static gboolean
is_xhcw(const char *text)
{
	return is_element(text, "invoke") || is_element(text, "information");
}

static HcInputKind
log_kind(const char *text)
{
	g_autofree char *line = g_strndup(text, strcspn(text, "\r\n"));
	HcTime when = HC_TIME_NONE;

	if (!hc_when_parse_hcwlog(line, &when) || strstr(line, "Current Time Zone:") == NULL)
		return HC_INPUT_NOT_RECOGNISED;
	return strstr(text, "[Client=Boot") != NULL ? HC_INPUT_HCW_BOOT : HC_INPUT_HCW_LOG;
}

static gboolean
is_record(const char *text)
{
	guint n = 0;

	if (*text != '{')
		return FALSE;
	for (guint i = 0; i < G_N_ELEMENTS(record_keys); i++) {
		const char *at = strstr(text, record_keys[i]);

		n += at != NULL && *skip_blank(at + strlen(record_keys[i])) == ':';
	}
	return n >= RECORD_KEYS_NEEDED;
}

static const char *
why_text_is_not(const char *text, gsize length)
{
	const char *why = look_up(known_words, G_N_ELEMENTS(known_words), text, strlen(text));

	if (why == NULL)
		why = hc_printed_why(text);
	if (why != NULL)
		return why;
	return length == 0 ? "there is nothing but blanks in it" : "text of another kind";
}

static HcInputKind
kind_by_first_word(const char *text)
{
	for (guint i = 0; i < G_N_ELEMENTS(first_words); i++) {
		if (g_str_has_prefix(text, first_words[i].start))
			return first_words[i].kind;
	}
	return HC_INPUT_NOT_RECOGNISED;
}

/* Text may stand before PEM and explain it (RFC 7468, 2): "Bag Attributes" of openssl pkcs12. */
static const char *
skip_explanation(const char *text)
{
	const char *line = *text != '<' ? strstr(text, "\n-----BEGIN ") : NULL;

	return line != NULL ? line + 1 : text;
}

static HcInputKind
sniff_text(const char *text, const char **ret_why)
{
	const char *body = skip_declaration(text);
	HcInputKind kind = log_kind(body);

	if (is_xhcw(body))
		kind = HC_INPUT_XHCW;
	else if (is_record(body))
		kind = HC_INPUT_HCW_CC;
	else if (*body == '{' && strstr(body, manifest_schema) != NULL)
		kind = HC_INPUT_MANIFEST;
	else if (kind == HC_INPUT_NOT_RECOGNISED)
		kind = kind_by_first_word(body);
	if (kind == HC_INPUT_NOT_RECOGNISED) {
		body = skip_explanation(body);
		kind = kind_by_first_word(body);
	}
	if (kind == HC_INPUT_NOT_RECOGNISED)
		*ret_why = why_text_is_not(body, strlen(body));
	return kind;
}

HcInputKind
hc_sniff(const guint8 *data, gsize length, const char **ret_why)
{
	g_autoptr(HcEncoding) encoding = hc_encoding_new();
	g_autofree char *text = NULL;
	gsize looked_at = MIN(length, HC_LIMIT_SNIFF_BYTES);
	gsize n = 0;
	const char *decoded = NULL;
	HcInputKind kind = HC_INPUT_NOT_RECOGNISED;

	*ret_why = length == 0 ? "the file is empty" : look_up_octets(data, looked_at);
	if (*ret_why != NULL)
		return HC_INPUT_NOT_RECOGNISED;
	/* A DER SEQUENCE of more than 255 octets: nothing else that is read begins like this. */
	if (length >= 2 && data[0] == 0x30 && data[1] == 0x82)
		return HC_INPUT_CERTIFICATE;
	decoded = hc_encoding_feed(encoding, data, looked_at, &n);
	/* Shorter than what an encoding shows by. */
	if (hc_encoding_form(encoding) == HC_ENCODING_UNDECIDED)
		decoded = hc_encoding_finish(encoding, &n);
	text = g_strndup(decoded, n);
	kind = sniff_text(text, ret_why);
	if (kind == HC_INPUT_NOT_RECOGNISED &&
		hc_encoding_n_bad(encoding) * BINARY_SHARE > looked_at)
		*ret_why = "binary data of an unknown kind";
	return kind;
}

static const char *const kind_words[HC_N_INPUT_KINDS] = {
	[HC_INPUT_NOT_RECOGNISED] = "not-recognised",
	[HC_INPUT_XHCW] = "xhcw",
	[HC_INPUT_HCW_LOG] = "hcw-log",
	[HC_INPUT_HCW_BOOT] = "hcw-boot",
	[HC_INPUT_HCW_CC] = "hcw-cc",
	[HC_INPUT_CLIXML] = "clixml",
	[HC_INPUT_JSON_EXPORT] = "json-export",
	[HC_INPUT_MANIFEST] = "manifest",
	[HC_INPUT_CERTIFICATE] = "certificate",
};

const char *
hc_input_kind_word(HcInputKind kind)
{
	return kind_words[kind];
}
