/* Writing and reading small .xhcw for tests.  Room: tests. */
#include "tests/unit/xhcw-read.h"

#include <string.h>

XhcwRead
xhcw_read_bytes(const char *path, const char *data, gsize length, gsize chunk)
{
	XhcwRead read = { 0 };
	HcEvidenceBuilder *builder = hc_evidence_builder_new(HC_TIME_NONE);
	HcParser *parser = NULL;
	gboolean more = TRUE;

	read.input = hc_evidence_builder_take_input(builder, hc_input_new(path, "xhcw"));
	parser = hc_parse_xhcw.create(builder, read.input);
	for (gsize at = 0; more && at < length; at += chunk) {
		gsize n = MIN(chunk, length - at);
		g_autofree guint8 *exact = g_memdup2(data + at, n);

		more = hc_parse_xhcw.feed(parser, exact, n);
	}
	hc_parse_xhcw.finish(parser);
	hc_derive(builder);
	read.evidence = hc_evidence_builder_finish(builder);
	return read;
}

XhcwRead
xhcw_read_text(const char *text)
{
	return xhcw_read_bytes("a.xhcw", text, strlen(text), strlen(text) + 1);
}

const HcExchangeSet *
xhcw_set(const XhcwRead *read, HcKind kind)
{
	return hc_evidence_set(read->evidence, HC_SIDE_ONPREM, kind);
}

/* Identities in order, joined. */
static char *
names_in(const XhcwRead *read, HcKind kind)
{
	const GPtrArray *objects = xhcw_set(read, kind)->objects;
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < objects->len; i++)
		g_string_append_printf(
			out, "%s%s", i > 0 ? " " : "", hc_exchange_identity(objects->pdata[i]));
	return g_string_free(out, FALSE);
}

void
xhcw_assert_names(const XhcwRead *read, HcKind kind, const char *wanted)
{
	g_autofree char *names = names_in(read, kind);

	g_assert_cmpstr(names, ==, wanted);
}

char *
xhcw_warnings(const XhcwRead *read)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < read->input->warnings->len; i++)
		g_string_append_printf(
			out, "%s%s", i > 0 ? "\n" : "", (char *)read->input->warnings->pdata[i]);
	return g_string_free(out, FALSE);
}

void
xhcw_assert_warnings(const XhcwRead *read, const char *wanted)
{
	g_autofree char *warnings = xhcw_warnings(read);

	g_assert_cmpstr(warnings, ==, wanted);
}

const HcExchangeObject *
xhcw_first(const XhcwRead *read, HcKind kind)
{
	g_assert_cmpuint(xhcw_set(read, kind)->objects->len, >, 0);
	return xhcw_set(read, kind)->objects->pdata[0];
}
