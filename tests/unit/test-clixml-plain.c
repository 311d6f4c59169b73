/* What counts as a plain object of CLIXML, and that everything else is left to libxml2. */
#include "agent/parse/clixml/clixml-reader.h"

#include <string.h>

/* In a block of exactly its size, so that looking at one octet too many is seen. */
static HcPlainResult
scan(HcClixmlReader *reader, const char *text, gsize length)
{
	g_autofree char *exact = g_memdup2(text, length);

	return hc_plain_scan(&reader->plain, &reader->elements, exact, length);
}

static void
take_nothing(gpointer user, const char *type, HcExchangeObject *bag)
{
	(void)user;
	(void)type;
	hc_exchange_object_free(bag);
}

static HcClixmlReader *
new_reader(HcInput **ret_input)
{
	*ret_input = hc_input_new("plain.clixml", "clixml");
	return hc_clixml_reader_new(*ret_input, take_nothing, NULL);
}

static const char plain[] =
	"\r\n  <Obj RefId=\"0\">\r\n    <TN RefId=\"0\">\r\n      <T>System.Object</T>\r\n    "
	"</TN>\r\n"
	"    <Props>\r\n      <S N=\"Name\">a &lt;b&gt; &amp; ]] \xEF\xBB\xBF\xC3\xA9</S>\r\n"
	"      <Nil N=\"Fqdn\" />\r\n      <S N=\"Id\"></S>\n      <B N=\"Enabled\">true</B>\r\n"
	"    </Props>\r\n    <MS>\r\n      <Ref N=\"x\" RefId=\"0\"/>\r\n    </MS>\r\n  </Obj>";

/* However it is cut, more octets are asked for; behind its end nothing is looked at. */
static void
test_prefixes(void)
{
	const gsize length = strlen(plain);
	HcInput *input = NULL;
	HcClixmlReader *reader = new_reader(&input);
	g_autofree char *more = g_strconcat(plain, "<!--", NULL);

	for (gsize n = 0; n < length; n++) {
		/* The text is valid UTF-8 wherever it is cut. */
		if (((guint8)plain[n] & 0xC0) != 0x80)
			g_assert_cmpint(scan(reader, plain, n), ==, HC_PLAIN_CUT);
	}
	g_assert_cmpint(scan(reader, plain, length), ==, HC_PLAIN_WHOLE);
	g_assert_cmpuint(reader->plain.length, ==, length);
	g_assert_cmpint(scan(reader, more, strlen(more)), ==, HC_PLAIN_WHOLE);
	g_assert_cmpuint(reader->plain.length, ==, length);
	hc_clixml_reader_free(reader);
	hc_input_free(input);
}

static void
assert_value(HcPlainValue value, const char *expected)
{
	g_autofree char *text = g_strndup(value.at, value.length);

	g_assert_cmpstr(text, ==, expected);
}

static void
test_tokens(void)
{
	HcInput *input = NULL;
	HcClixmlReader *reader = new_reader(&input);
	const HcPlainToken *token = NULL;
	const char *text = "<Obj N=\"n\" RefId=\"17\"><S N=\"Name\">a&amp;b</S><Nil/></Obj>";

	g_assert_cmpint(hc_plain_scan(&reader->plain, &reader->elements, text, strlen(text)), ==,
		HC_PLAIN_WHOLE);
	g_assert_cmpuint(reader->plain.n_tokens, ==, 4);
	token = reader->plain.tokens;
	g_assert_cmpint(token->sort, ==, HC_PLAIN_OPEN);
	assert_value(token->name, "n");
	assert_value(token->ref_id, "17");
	token++;
	g_assert_cmpint(token->sort, ==, HC_PLAIN_LEAF);
	g_assert_true(token->has_marks);
	g_assert_null(token->ref_id.at);
	assert_value(token->text, "a&amp;b");
	token++;
	g_assert_cmpint(token->sort, ==, HC_PLAIN_EMPTY);
	g_assert_cmpint(token->element->element, ==, HC_ELEMENT_NIL);
	g_assert_cmpint(token[1].sort, ==, HC_PLAIN_CLOSE);
	hc_clixml_reader_free(reader);
	hc_input_free(input);
}

/* Of these some are well-formed and some are not: both are for libxml2. */
static const char *const others[] = {
	"</Objs>",
	"text <Obj RefId=\"0\"></Obj>    ",
	"<Obj RefId='0'></Obj>            ",
	"<Obj RefId=\"0\" RefId=\"1\"></Obj>     ",
	"<Obj RefId=\"a&amp;b\"></Obj>     ",
	"<Obj RefId=\"a\nb\"></Obj>     ",
	"<Obj RefId=\"a<b\"></Obj>     ",
	"<Obj RefId=\"0\"><Other></Other></Obj>     ",
	"<Obj RefId=\"0\"><p:S>x</p:S></Obj>     ",
	"<Obj RefId=\"0\"><S X=\"1\">x</S></Obj>     ",
	"<Obj RefId=\"0\"><S>x</T></Obj>     ",
	"<Obj RefId=\"0\"><S>x</S ></Obj>     ",
	"<Obj RefId=\"0\"><S>x<S>y</S></S></Obj>     ",
	"<Obj RefId=\"0\"><S>&#65;</S></Obj>     ",
	"<Obj RefId=\"0\"><S>&other;</S></Obj>     ",
	"<Obj RefId=\"0\"><S>a & b</S></Obj>     ",
	"<Obj RefId=\"0\"><S>]]></S></Obj>     ",
	"<Obj RefId=\"0\"><S>a\rb</S></Obj>     ",
	"<Obj RefId=\"0\"><S>a\x01</S></Obj>     ",
	"<Obj RefId=\"0\"><S>\xEF\xBF\xBE</S></Obj>     ",
	"<Obj RefId=\"\xEF\xBF\xBF\"></Obj>     ",
	"<Obj RefId=\"0\"><!-- --><S>x</S></Obj>     ",
	"<Obj RefId=\"0\"><S><![CDATA[x]]></S></Obj>     ",
	"<Obj RefId=\"0\"><?x?></Obj>     ",
	"<Obj RefId=\"0\">text</Obj>     ",
	"<Obj RefId=\"0\"></Props>     ",
	"<Obj RefId=\"0\"/ >     ",
};

static void
test_others(void)
{
	HcInput *input = NULL;
	HcClixmlReader *reader = new_reader(&input);

	for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
		g_test_message("%s", others[i]);
		g_assert_cmpint(scan(reader, others[i], strlen(others[i])), ==, HC_PLAIN_NOT);
	}
	hc_clixml_reader_free(reader);
	hc_input_free(input);
}

static void
test_depth(void)
{
	HcInput *input = NULL;
	HcClixmlReader *reader = new_reader(&input);
	g_autoptr(GString) text = g_string_new("<Obj >");

	for (guint i = 1; i < HC_PLAIN_DEPTH; i++) {
		g_string_append(text, "<LST>");
	}
	g_string_append(text, "<LST>        ");
	g_assert_cmpint(scan(reader, text->str, text->len), ==, HC_PLAIN_NOT);
	hc_clixml_reader_free(reader);
	hc_input_free(input);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/parse/clixml-plain/prefixes", test_prefixes);
	g_test_add_func("/parse/clixml-plain/tokens", test_tokens);
	g_test_add_func("/parse/clixml-plain/others", test_others);
	g_test_add_func("/parse/clixml-plain/depth", test_depth);
	return g_test_run();
}
