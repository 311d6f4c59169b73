/* The wizard's .xhcw: what is kept, what replaces what, and every kind of damage. */
#include "agent/base/limits.h"
#include "agent/parse/derive.h"
#include "agent/parse/parser.h"

#include <string.h>

#define STAMPED "runs/20260915_081204.xhcw"
#define AT(second) "09/15/2026 08:12:" second
#define INVOKE(side, cmdlet, second, inside)                                                       \
	"<invoke start=\"" AT(second) "\" duration=\"7\" type=\"" side "\" cmdlet=\"" cmdlet       \
				      "\">" inside "</invoke>"
#define GET(noun, second, inside) INVOKE("OnPremises", "Get-" noun, second, inside)
#define PARAMETERS(inside) "<parameters>" inside "</parameters>"
#define PARAMETER(name, value)                                                                     \
	"<parameter name=\"" name "\" type=\"System.String\" value=\"" value "\" />"
#define RESULTS(inside) "<results>" inside "</results>"
#define OBJECT(inside) "<object type=\"Any\">" inside "</object>"
#define TYPED(name, type, value)                                                                   \
	"<property name=\"" name "\" type=\"" type "\" value=\"" value "\" />"
#define TEXT(name, value) TYPED(name, "System.String", value)
#define NAMED(name) OBJECT(TEXT("Identity", name))
#define SEND(second, names) GET("SendConnector", second, RESULTS(names))

typedef struct {
	HcEvidenceBuilder *builder;
	HcInput *input; /* of the builder */
	HcEvidence *evidence;
} Read;

static Read
read_bytes(const char *path, const char *data, gsize length, gsize chunk)
{
	Read read = { .builder = hc_evidence_builder_new(HC_TIME_NONE) };
	HcParser *parser = NULL;
	gboolean more = TRUE;

	read.input = hc_evidence_builder_take_input(read.builder, hc_input_new(path, "xhcw"));
	parser = hc_parse_xhcw.create(read.builder, read.input);
	for (gsize at = 0; more && at < length; at += chunk) {
		gsize n = MIN(chunk, length - at);
		g_autofree guint8 *exact = g_memdup2(data + at, n);

		more = hc_parse_xhcw.feed(parser, exact, n);
	}
	hc_parse_xhcw.finish(parser);
	hc_derive(read.builder);
	read.evidence = hc_evidence_builder_finish(g_steal_pointer(&read.builder));
	return read;
}

static Read
read_text(const char *text)
{
	return read_bytes("a.xhcw", text, strlen(text), strlen(text) + 1);
}

static const HcExchangeSet *
set_of(const Read *read, HcKind kind)
{
	return hc_evidence_set(read->evidence, HC_SIDE_ONPREM, kind);
}

/* Identities in order, joined. */
static char *
names_in(const Read *read, HcKind kind)
{
	const GPtrArray *objects = set_of(read, kind)->objects;
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < objects->len; i++)
		g_string_append_printf(
			out, "%s%s", i > 0 ? " " : "", hc_exchange_identity(objects->pdata[i]));
	return g_string_free(out, FALSE);
}

static void
assert_names(const Read *read, HcKind kind, const char *wanted)
{
	g_autofree char *names = names_in(read, kind);

	g_assert_cmpstr(names, ==, wanted);
}

static char *
warnings_of(const Read *read)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < read->input->warnings->len; i++)
		g_string_append_printf(
			out, "%s%s", i > 0 ? "\n" : "", (char *)read->input->warnings->pdata[i]);
	return g_string_free(out, FALSE);
}

static void
assert_warnings(const Read *read, const char *wanted)
{
	g_autofree char *warnings = warnings_of(read);

	g_assert_cmpstr(warnings, ==, wanted);
}

static const HcExchangeObject *
first_of(const Read *read, HcKind kind)
{
	g_assert_cmpuint(set_of(read, kind)->objects->len, >, 0);
	return set_of(read, kind)->objects->pdata[0];
}

/* --- what is kept ----------------------------------------------------------------------------- */

static void
test_values(void)
{
	Read read = read_text(SEND("01.5",
		OBJECT(TEXT("Identity", "a") TYPED("SmartHosts", "Any.SmartHost[]", "x, y") TYPED(
			"Domains", "Deserialized.Any.ProxyAddressTemplateCollection",
			"p, q") TEXT("AuthMechanism", "Tls, Integrated") TYPED("Pairs",
			"Generic.KeyValuePair`2[[A],[B]][]", "[E1, 1], [E2, 2]") TYPED("RawData",
			"System.Byte[]", "AA, BB") TYPED("None", "System.String[]",
			"") TEXT("Markup", "&lt;I&gt;CN=a&amp;b") TEXT("Empty",
			"") "<property name=\"Null\" valueIsNull=\"True\" />"
			    "<property name=\"Neither\" type=\"System.String\" />")));
	const HcExchangeObject *object = first_of(&read, HC_KIND_SEND_CONNECTOR);

	g_assert_cmpstr(hc_exchange_list(object, "SmartHosts")[0], ==, "x");
	g_assert_cmpstr(hc_exchange_list(object, "SmartHosts")[1], ==, "y");
	g_assert_null(hc_exchange_list(object, "SmartHosts")[2]);
	g_assert_cmpstr(hc_exchange_list(object, "Domains")[1], ==, "q");
	g_assert_cmpstr(hc_exchange_list(object, "AuthMechanism")[0], ==, "Tls, Integrated");
	g_assert_cmpstr(hc_exchange_list(object, "Pairs")[0], ==, "[E1, 1], [E2, 2]");
	g_assert_cmpstr(hc_exchange_list(object, "RawData")[0], ==, "AA, BB");
	g_assert_cmpstr(hc_exchange_text(object, "Markup"), ==, "<I>CN=a&b");
	g_assert_true(hc_exchange_is_empty(object, "None"));
	g_assert_true(hc_exchange_is_empty(object, "Null"));
	g_assert_true(hc_exchange_is_empty(object, "Empty"));
	g_assert_false(hc_exchange_has(object, "Neither"));
	assert_warnings(&read, "");
	g_assert_true(read.input->usable);
	g_assert_cmpuint(read.input->n_objects, ==, 1);
	hc_evidence_free(read.evidence);
}

/* Milliseconds are not padded: ".96" is before ".505", and the later answer counts. */
static void
test_times(void)
{
	static const char text[] = SEND("24.505", NAMED("later")) SEND("24.96", NAMED("earlier"));
	Read read = read_bytes(STAMPED, text, strlen(text), 1);

	assert_names(&read, HC_KIND_SEND_CONNECTOR, "later");
	g_assert_cmpstr(read.input->stamp, ==, "20260915_081204");
	/* Nobody told the zone of this run. */
	g_assert_cmpint(read.input->as_of, ==, HC_TIME_NONE);
	g_assert_cmpint(hc_evidence_last_invoke_end(read.evidence), ==, HC_TIME_NONE);
	hc_evidence_free(read.evidence);
}

static void
test_zone(void)
{
	static const char text[] = SEND("24.96", NAMED("a"));
	Read read = { .builder = hc_evidence_builder_new(HC_TIME_NONE) };
	HcRun *run = hc_run_new();
	g_autofree char *end = NULL;
	HcParser *parser = NULL;

	run->stamp = g_strdup("20260915_081204");
	run->has_offset = TRUE;
	run->offset_us = 2 * 3600 * HC_TIME_SECOND;
	hc_evidence_builder_take_run(read.builder, run);
	read.input = hc_evidence_builder_take_input(read.builder, hc_input_new(STAMPED, "xhcw"));
	parser = hc_parse_xhcw.create(read.builder, read.input);
	g_assert_true(hc_parse_xhcw.feed(parser, (const guint8 *)text, strlen(text)));
	hc_parse_xhcw.finish(parser);
	read.evidence = hc_evidence_builder_finish(read.builder);
	end = hc_when_format(hc_evidence_last_invoke_end(read.evidence));
	g_assert_cmpstr(end, ==, "2026-09-15T06:12:24.103Z");
	hc_evidence_free(read.evidence);
}

static const struct {
	const char *story;
	const char *text;
	HcKind kind;
	const char *names;
} kept[] = {
	{ "a-later-answer-replaces", SEND("01.0", NAMED("a")) SEND("02.0", NAMED("b")),
		HC_KIND_SEND_CONNECTOR, "b" },
	{ "an-empty-answer-too", SEND("01.0", NAMED("a")) SEND("02.0", ""), HC_KIND_SEND_CONNECTOR,
		"" },
	{ "an-invoke-without-children-is-an-empty-answer",
		SEND("01.0", NAMED("a")) GET("SendConnector", "02.0", ""), HC_KIND_SEND_CONNECTOR,
		"" },
	{ "servers-apart",
		GET("ReceiveConnector", "01.0",
			PARAMETERS(PARAMETER("Server", "E1")) RESULTS(NAMED("E1\\a")))
			GET("ReceiveConnector", "02.0",
				PARAMETERS(PARAMETER("Server", "E2")) RESULTS(NAMED("E2\\a"))),
		HC_KIND_RECEIVE_CONNECTOR, "E1\\a E2\\a" },
	{ "the-same-server-again",
		GET("ReceiveConnector", "01.0",
			PARAMETERS(PARAMETER("Server", "E1")) RESULTS(NAMED("E1\\a")))
			GET("ReceiveConnector", "02.0",
				PARAMETERS(PARAMETER("Server", "e1")) RESULTS(NAMED("E1\\b"))),
		HC_KIND_RECEIVE_CONNECTOR, "E1\\b" },
	{ "identity-narrows",
		SEND("01.0", NAMED("a") NAMED("b")) GET("SendConnector", "02.0",
			PARAMETERS(PARAMETER("Identity", "b")) RESULTS(NAMED("b"))),
		HC_KIND_SEND_CONNECTOR, "a b" },
	{ "a-parameter-of-printing-does-not-narrow",
		SEND("01.0", NAMED("a") NAMED("b")) GET("SendConnector", "02.0",
			PARAMETERS(PARAMETER("DomainController", "dc") PARAMETER("Status", "True"))
				RESULTS(NAMED("b"))),
		HC_KIND_SEND_CONNECTOR, "b" },
	{ "new-adds-its-result",
		SEND("01.0", NAMED("a")) INVOKE("OnPremises", "New-SendConnector", "02.0",
			PARAMETERS(PARAMETER("Name", "b")) RESULTS(NAMED("b"))),
		HC_KIND_SEND_CONNECTOR, "a b" },
	{ "remove-removes",
		SEND("01.0", NAMED("a") NAMED("b")) INVOKE("OnPremises", "Remove-SendConnector",
			"02.0", PARAMETERS(PARAMETER("Identity", "a"))),
		HC_KIND_SEND_CONNECTOR, "b" },
	{ "other-verbs-change-nothing",
		SEND("01.0", NAMED("a"))
			INVOKE("OnPremises", "Test-SendConnector", "02.0", RESULTS(NAMED("b"))),
		HC_KIND_SEND_CONNECTOR, "a" },
	{ "the-other-side-is-another-kind",
		SEND("01.0", NAMED("a"))
			INVOKE("Tenant", "Get-SendConnector", "02.0", RESULTS(NAMED("b"))),
		HC_KIND_SEND_CONNECTOR, "a" },
	{ "an-unknown-side-is-not-kept",
		SEND("01.0", NAMED("a"))
			INVOKE("Moon", "Get-SendConnector", "02.0", RESULTS(NAMED("b"))),
		HC_KIND_SEND_CONNECTOR, "a" },
};

static void
test_kept(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(kept); i++) {
		Read read = read_text(kept[i].text);

		g_test_message("%s", kept[i].story);
		assert_names(&read, kept[i].kind, kept[i].names);
		assert_warnings(&read, "");
		hc_evidence_free(read.evidence);
	}
}

/* The answers before and after a change are both needed to know what the change was made to. */
static void
test_change_between(void)
{
	Read read = read_text(GET("ReceiveConnector", "01.0",
		PARAMETERS(PARAMETER("Server", "E1")) RESULTS(
			OBJECT(TEXT("Identity", "E1\\a") TEXT("Guid", "g") TEXT("Server", "E1"))))
			INVOKE("OnPremises", "Set-ReceiveConnector", "02.0",
				PARAMETERS(PARAMETER("Identity", "g") PARAMETER("Fqdn", "new")))
				GET("ReceiveConnector", "03.0",
					PARAMETERS(PARAMETER("Server", "E1")) RESULTS(OBJECT(
						TEXT("Identity", "E1\\a") TEXT("Server", "E1")))));

	assert_names(&read, HC_KIND_RECEIVE_CONNECTOR, "E1\\a");
	hc_evidence_free(read.evidence);
}

static void
test_set_on_top(void)
{
	Read read =
		read_text(SEND("01.0", OBJECT(TEXT("Identity", "a") TEXT("Fqdn", "old"))) INVOKE(
			"OnPremises", "Set-SendConnector", "02.0",
			"<!--Set-SendConnector -Identity: a-->" PARAMETERS(PARAMETER(
				"Identity", "a") PARAMETER("Fqdn",
				"new") "<parameter name=\"SmartHosts\" valueIsNull=\"True\" />")));
	const HcExchangeObject *object = first_of(&read, HC_KIND_SEND_CONNECTOR);

	g_assert_cmpstr(hc_exchange_text(object, "Fqdn"), ==, "new");
	g_assert_true(hc_exchange_is_empty(object, "SmartHosts"));
	g_assert_cmpstr(hc_exchange_origin(object)->place, ==,
		"Set-SendConnector of 09/15/2026 08:12:02.0");
	g_assert_cmpstr(hc_exchange_origin(object)->input, ==, "a.xhcw");
	g_assert_cmpstr(hc_exchange_origin(object)->vantage, ==, "exchange-onprem");
	hc_evidence_free(read.evidence);
}

static void
test_credentials(void)
{
	Read read = read_text(INVOKE("Tenant", "New-MigrationEndpoint", "01.0",
		"<!--New-MigrationEndpoint -Credentials: hunter2-->" PARAMETERS(PARAMETER(
			"Name", "a") PARAMETER("Credentials", "hunter2") PARAMETER("adminPassword",
			"hunter2") PARAMETER("ClientSecret", "hunter2"))) INVOKE("Tenant",
		"Get-MigrationEndpoint", "02.0", PARAMETERS(PARAMETER("Credential", "hunter2"))));
	const HcExchangeSet *set =
		hc_evidence_set(read.evidence, HC_SIDE_TENANT, HC_KIND_MIGRATION_ENDPOINT);
	const HcAnswer *answer = set->answers->pdata[0];

	g_assert_null(answer->narrow);
	hc_evidence_free(read.evidence);

	read = read_text(INVOKE("Tenant", "New-MigrationEndpoint", "01.0",
		PARAMETERS(PARAMETER("Name", "a") PARAMETER("Credentials", "hunter2"))));
	set = hc_evidence_set(read.evidence, HC_SIDE_TENANT, HC_KIND_MIGRATION_ENDPOINT);
	g_assert_cmpuint(set->objects->len, ==, 1);
	g_assert_true(hc_exchange_has(set->objects->pdata[0], "Name"));
	g_assert_false(hc_exchange_has(set->objects->pdata[0], "Credentials"));
	hc_evidence_free(read.evidence);
}

static void
assert_failed(const char *streams, const char *why)
{
	g_autofree char *text = g_strdup_printf(
		GET("SendConnector", "01.0", RESULTS(NAMED("a")) "<datastreams>%s</datastreams>"),
		streams);
	Read read = read_text(text);
	const HcExchangeSet *set = set_of(&read, HC_KIND_SEND_CONNECTOR);

	g_assert_cmpint(
		set->head.status, ==, why != NULL ? HC_FACT_UNREACHABLE : HC_FACT_COLLECTED);
	g_assert_cmpuint(set->objects->len, ==, why != NULL ? 0 : 1);
	if (why != NULL) {
		const HcAnswer *answer = set->answers->pdata[0];

		g_assert_cmpstr(answer->head.why, ==, why);
	}
	hc_evidence_free(read.evidence);
}

static void
test_failed(void)
{
	assert_failed("<warnings><warning><![CDATA[an error is near]]></warning></warnings>", NULL);
	assert_failed("<errors />", NULL);
	assert_failed(
		"<errors><error><![CDATA[  access\ndenied ]]></error></errors>", "access denied");
	assert_failed("<errors><error /></errors>", "the cmdlet reported an error");
	assert_failed("<errors>no session</errors>", "no session");
	assert_failed("<ErrorRecord><m>no</m></ErrorRecord>", "no");
	assert_failed("<exception>gone</exception><error>second</error>", "gone");
}

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
	{ "nested", WHOLE "<invoke start=\"" AT("02.0") "\" cmdlet=\"Get-X\"><results>" WHOLE,
		"a cmdlet begins inside another at line 1 (octet 368), inside Get-X of 09/15/2026 "
		"08:12:02.0" USED },
	{ "our-root-closed", WHOLE "</r>" SEND("02.0", NAMED("b")),
		"not well-formed (Extra content at the end of the document) at line 1 (octet "
		"215)" USED },
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
		Read read = read_text(damaged[i].text);

		g_test_message("%s", damaged[i].story);
		assert_warnings(&read, damaged[i].warning);
		assert_names(&read, HC_KIND_SEND_CONNECTOR, "a");
		g_assert_true(read.input->usable);
		hc_evidence_free(read.evidence);
	}
}

static void
test_octets(void)
{
	static const char nul[] = "\xEF\xBB\xBF" SEND("01.0", NAMED("a\0b"));
	Read read = read_bytes("a.xhcw", nul, sizeof nul - 1, 7);
	g_autofree char *wanted = g_strdup_printf("1 place is not valid UTF-8, replaced by U+FFFD; "
						  "the first at octet %d",
		(int)((const char *)memchr(nul, 0, sizeof nul) - nul) + 1);

	assert_names(&read, HC_KIND_SEND_CONNECTOR, "a\uFFFDb");
	assert_warnings(&read, wanted);
	hc_evidence_free(read.evidence);

	read = read_text("<invoke \x01\x02\x03");
	g_assert_cmpuint(read.input->warnings->len, ==, 3);
	g_assert_false(read.input->usable);
	hc_evidence_free(read.evidence);
}

static void
test_nothing_of_use(void)
{
	Read read =
		read_text("<information start=\"" AT("01.0") "\" text=\"Initial:Configure\" />");

	assert_warnings(&read, "there is no complete cmdlet in it");
	hc_evidence_free(read.evidence);
	read = read_text(INVOKE("OnPremises", "Get-Mailbox", "01.0", ""));
	assert_warnings(&read, "none of its 1 cmdlets asks for what is judged here");
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
		Read read = { 0 };

		g_string_append_len(file, body, (gssize)n);
		read = read_bytes("a.xhcw", file->str, file->len, 3);
		assert_names(&read, HC_KIND_SEND_CONNECTOR, "Zürich");
		assert_warnings(&read, "");
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
	Read read = read_bytes("a.xhcw", text->str, text->len, HC_LIMIT_CHUNK_BYTES);

	warnings = warnings_of(&read);
	g_assert_nonnull(strstr(warnings, limit));
	assert_names(&read, HC_KIND_SEND_CONNECTOR, "a");
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
	Read read = { 0 };

	for (guint i = 0; i < HC_LIMIT_PROPERTIES + 10; i++)
		g_string_append_printf(text, "<property name=\"P%u\" value=\"\"/>", i);
	g_string_append(text, "</object></results></invoke>");
	read = read_text(text->str);
	g_assert_cmpuint(hc_exchange_n_properties(first_of(&read, HC_KIND_SEND_CONNECTOR)), ==,
		HC_LIMIT_PROPERTIES);
	assert_warnings(&read,
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
	Read whole = read_bytes("a.xhcw", text, length, length);

	assert_warnings(&whole, "");
	for (gsize n = 0; n < length; n++) {
		Read cut = read_bytes("a.xhcw", text, n, 64);

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
			Read read = { 0 };

			text[at] = (char)(text[at] ^ (1 << bit));
			read = read_bytes("a.xhcw", text, length, 4096);
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
	g_test_add_func("/parse/xhcw/values", test_values);
	g_test_add_func("/parse/xhcw/times", test_times);
	g_test_add_func("/parse/xhcw/zone", test_zone);
	g_test_add_func("/parse/xhcw/kept", test_kept);
	g_test_add_func("/parse/xhcw/change-between", test_change_between);
	g_test_add_func("/parse/xhcw/set-on-top", test_set_on_top);
	g_test_add_func("/parse/xhcw/credentials", test_credentials);
	g_test_add_func("/parse/xhcw/failed", test_failed);
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
