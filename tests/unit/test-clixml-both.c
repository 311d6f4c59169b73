/* The scanner of plain objects and libxml2 alone make the same of every sample and its prefixes. */
#include "tests/unit/clixml-both.h"

#define FOLDER "tests/parse/clixml"
/* Of a longer sample not every prefix is read. */
#define MOST_PREFIXES 400

static const gsize chunks[] = { 7, 509, 256 * 1024 };

static void
compare_all(const guint8 *data, gsize length)
{
	const gsize step = length / MOST_PREFIXES + 1;

	for (guint i = 0; i < G_N_ELEMENTS(chunks); i++)
		hc_test_clixml_compare(data, length, chunks[i]);
	for (gsize n = 0; n < length; n += step)
		hc_test_clixml_compare(data, n, chunks[n % G_N_ELEMENTS(chunks)]);
}

static void
test_samples(void)
{
	g_autofree char *folder = g_build_filename(g_getenv("HC_SOURCE_ROOT"), FOLDER, NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	guint n = 0;

	g_assert_nonnull(dir);
	for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		g_autofree char *octets = NULL;
		gsize length = 0;

		if (!g_str_has_suffix(name, ".xml"))
			continue;
		g_test_message("%s", name);
		g_assert_true(g_file_get_contents(path, &octets, &length, NULL));
		compare_all((const guint8 *)octets, length);
		n++;
	}
	g_assert_cmpuint(n, >, 50);
}

/* Objects that look alike but for one thing: what is remembered of one must not be seen in the
 * next. */
static const char *const variants[] = {
	"<S N=\"Name\">a</S>",
	"<S N=\"Name\">b&lt;c&gt;&amp;&quot;&apos;</S>",
	"<S N=\"Name\"></S>",
	"<S N=\"Name\" />",
	"<S N=\"Names\">a</S>",
	"<S>a</S>",
	"<S N=\"Name\">_x000A__x0041_</S>",
	"<S N=\"Name\">]]</S>",
	"<S N=\"Name\">a very long text, longer than any register is wide, with &amp; in it</S>",
	"<S N=\"Name\">\xC3\xA9 \xEF\xBB\xBF \xEF\xBF\xBD end</S>",
	"<S N=\"Name\">two\nlines\tand a tab</S>",
	"<B N=\"Enabled\">true</B>",
	"<B N=\"Enabled\">maybe</B>",
	"<B N=\"enabled\">0</B>",
	"<I32 N=\"Priority\">007</I32>",
	"<I32 N=\"Priority\">-5</I32>",
	"<By N=\"Priority\">256</By>",
	"<DT N=\"WhenChanged\">2026-09-15T08:12:00+02:00</DT>",
	"<DT N=\"WhenChangedUTC\">2026-09-15T08:12:00.123</DT>",
	"<TS N=\"ConnectionTimeout\">PT10M</TS>",
	"<BA N=\"RawData\">QUJD</BA>",
	"<BA N=\"RawData\">QU JD\n</BA>",
	"<SS N=\"Name\">0100</SS>",
	"<S N=\"Password\">secret</S>",
	"<Nil N=\"Name\" />",
	"<Nil N=\"Name\"/>",
	"<Ref N=\"Name\" RefId=\"1\" />",
	"<Ref N=\"Name\" RefId=\"99\" />",
	"<S N=\"Identity\">Microsoft.Exchange.Data.Directory.ADObjectId</S>",
	("<Obj N=\"RemoteIPRanges\" RefId=\"1\"><LST><S>a</S><S></S><S>c&amp;d</S><Nil "
	 "/><I32>1</I32>"
	 "<S>e</S></LST></Obj>"),
	"<Obj N=\"RemoteIPRanges\" RefId=\"1\"><IE><S>_x0041_</S><BA>QUJD</BA><S>a</S></IE></Obj>",
	("<Obj N=\"Bindings\" RefId=\"2\"><LST><Obj "
	 "RefId=\"3\"><LST><S>a</S><S>b</S></LST></Obj><S>c</S>"
	 "<Ref RefId=\"3\" /></LST></Obj>"),
	("<Obj N=\"Settings\" RefId=\"4\"><DCT><En><S N=\"Key\">k</S><S "
	 "N=\"Value\">v</S></En></DCT></Obj>"),
	"<Obj N=\"AuthMechanism\" RefId=\"5\"><ToString>Tls, Ntlm</ToString><I32>5</I32></Obj>",
	"<S N=\"Name\">a</S><S N=\"Name\">again</S>",
	"<!-- not plain --><S N=\"Name\">a</S>",
	"<S N='Name'>a</S>",
	"<S N=\"Name\">&#65;</S>",
	"<Other N=\"Name\">a</Other>",
};

static void
add_object(GString *text, guint i, gboolean in_members)
{
	const char *section = in_members ? "MS" : "Props";

	g_string_append_printf(text,
		"  <Obj RefId=\"1%u\">\n    <TN RefId=\"0\">\n      "
		"<T>Deserialized.Microsoft.Exchange.Data.Directory.SystemConfiguration."
		"ReceiveConnector"
		"</T>\n    </TN>\n    <%s>\n      <S N=\"Fqdn\">mail.contoso.example</S>\n      "
		"%s\n      "
		"<S N=\"Comment\">behind</S>\n    </%s>\n  </Obj>\n",
		i, section, variants[i % G_N_ELEMENTS(variants)], section);
}

static void
test_variants(void)
{
	const guint n = G_N_ELEMENTS(variants);

	for (guint first = 0; first < n; first++) {
		g_autoptr(GString) text = g_string_new(
			"<Objs Version=\"1.1.0.1\" "
			"xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">\n");

		for (guint second = 0; second < n; second++) {
			add_object(text, first, second % 2 == 1);
			add_object(text, second, FALSE);
			add_object(text, second, TRUE);
		}
		g_string_append(text, "</Objs>\n");
		for (guint i = 0; i < G_N_ELEMENTS(chunks); i++)
			hc_test_clixml_compare((const guint8 *)text->str, text->len, chunks[i]);
	}
}

/* That octets cannot be counted any more is not known before it is read, however much that is. */
static void
test_late_octet(void)
{
	g_autoptr(GString) text = g_string_new("<Objs Version=\"1.1.0.1\" "
					       "xmlns=\"http://schemas.microsoft.com/powershell/"
					       "2004/04\">\n");

	for (guint i = 0; i < G_N_ELEMENTS(variants); i++)
		add_object(text, i, FALSE);
	g_string_append(text, "  <Obj RefId=\"0\"><Props><S N=\"Name\">\xFC</S></Props></Obj>\n");
	for (guint i = 0; i < G_N_ELEMENTS(variants); i++)
		add_object(text, i, TRUE);
	g_string_append(text, "</Objs>\n");
	for (gsize chunk = 1; chunk < text->len + 100; chunk += 97)
		hc_test_clixml_compare((const guint8 *)text->str, text->len, chunk);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/parse/clixml-both/samples", test_samples);
	g_test_add_func("/parse/clixml-both/variants", test_variants);
	g_test_add_func("/parse/clixml-both/late-octet", test_late_octet);
	return g_test_run();
}
