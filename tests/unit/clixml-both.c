/* One CLIXML, read with the scanner of plain objects and by libxml2 alone.  Room: tests. */
#include "tests/unit/clixml-both.h"
#include "agent/parse/clixml/clixml-reader.h"

#include <string.h>

static void
print_property(GString *out, const HcExchangeObject *bag, guint i)
{
	HcShape shape = HC_SHAPE_NULL;
	const char *name = hc_exchange_property_at(bag, i, &shape);
	const char *const *list = hc_exchange_list(bag, name);

	g_string_append_printf(out, "  %s (%d)", name, (int)shape);
	for (; *list != NULL; list++)
		g_string_append_printf(out, " %" G_GSIZE_FORMAT ":%s", strlen(*list), *list);
	g_string_append_c(out, '\n');
}

static void
print_object(gpointer user, const char *type, HcExchangeObject *bag)
{
	GString *out = user;

	g_string_append_printf(out, "object of %s\n", type != NULL ? type : "no type");
	for (guint i = 0; i < hc_exchange_n_properties(bag); i++)
		print_property(out, bag, i);
	hc_exchange_object_free(bag);
}

static void
print_reader(GString *out, const HcClixmlReader *reader, const HcInput *input)
{
	g_string_append_printf(out, "%u documents, %u items, %u elements%s%s%s\n",
		reader->n_documents, reader->n_items, reader->n_elements,
		reader->nested ? ", nested" : "", reader->damaged ? ", damaged" : "",
		reader->push.doctype ? ", refused" : "");
	g_string_append_printf(out, "error: %s\nother: %s\n", reader->error->str,
		reader->other != NULL ? reader->other : "nothing");
	for (guint i = 0; i < input->warnings->len; i++)
		g_string_append_printf(out, "! %s\n", (char *)input->warnings->pdata[i]);
}

/* Each chunk in a block of exactly its size, so that reading one too many is seen. */
char *
hc_test_clixml_read(const guint8 *data, gsize length, gsize chunk, gboolean alone)
{
	HcInput *input = hc_input_new("both.clixml", "clixml");
	GString *out = g_string_new(NULL);
	HcClixmlReader *reader = hc_clixml_reader_new(input, print_object, out);
	gboolean more = TRUE;

	reader->libxml2_alone = alone;
	for (gsize at = 0; more && at < length; at += chunk) {
		const gsize n = MIN(chunk, length - at);
		g_autofree guint8 *exact = g_memdup2(data + at, n);

		more = hc_clixml_reader_feed(reader, exact, n);
	}
	hc_clixml_reader_close(reader);
	print_reader(out, reader, input);
	hc_clixml_reader_free(reader);
	hc_input_free(input);
	return g_string_free(out, FALSE);
}

void
hc_test_clixml_compare(const guint8 *data, gsize length, gsize chunk)
{
	g_autofree char *both = hc_test_clixml_read(data, length, chunk, FALSE);
	g_autofree char *alone = hc_test_clixml_read(data, length, chunk, TRUE);

	if (!g_str_equal(both, alone))
		g_error("%" G_GSIZE_FORMAT " octets in chunks of %" G_GSIZE_FORMAT
			": with the scanner\n%s\nby libxml2 alone\n%s",
			length, chunk, both, alone);
}
